/* ladder.c: runs of missed days, and who was told of them. */
#include "db/ladder.h"

#include "db/day.h"
#include "db/people.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[LADDER_LEVEL_COUNT] = {
#define X(id, name) [id] = name,
    LADDER_LEVELS(X)
#undef X
};

const char *
ladder_level_name(enum ladder_level level)
{
    return names[level];
}

int
ladder_level_parse(const char *text)
{
    for (int i = 0; i < LADDER_LEVEL_COUNT; i++)
        if (strcmp(text, names[i]) == 0)
            return i;
    return -1;
}

const char *
ladder_level_text(enum ladder_level level)
{
    const char *const texts[LADDER_LEVEL_COUNT] = {
        [LADDER_FAMILY] = _("the family"),
        [LADDER_VILLAGE] = _("the village's child director"),
        [LADDER_TOWNSHIP] = _("township and school"),
    };
    return texts[level];
}

static void
read_step(sqlite3_stmt *row, struct ladder *ladder)
{
    int level = ladder_level_parse(query_text(row, "level"));
    int offset_min = (int)query_int(row, "utc_offset_min");
    int told = day_of(query_int(row, "time_ms"), offset_min);
    const void *id = query_blob(row, "id", EVENT_ID_LEN);
    if (level < 0 || !id || told < ladder->since_day)
        return; /* of a newer program, or of a run that is over */
    struct ladder_step *step = &ladder->steps[level];
    *step = (struct ladder_step){
        .state = LADDER_TOLD, .told_day = told, .staff_id = query_int(row, "staff_id")};
    memcpy(step->id, id, EVENT_ID_LEN);
    if (query_int(row, "answered")) {
        int on_slip = (int)query_int(row, "slip_day");
        step->state = LADDER_ANSWERED;
        step->by_word = !on_slip;
        step->answered_day = on_slip ? on_slip : day_of(query_int(row, "answer_ms"), offset_min);
    }
}

static int
climb(struct db *db, struct ladder *out, const struct missed *missed)
{
    *out = (struct ladder){.child_id = missed->child_id,
        .days = missed->days,
        .since_day = missed->since_day,
        .last_day = missed->last_day};
    for (int level = 0; level < LADDER_LEVEL_COUNT; level++)
        out->steps[level].state = missed->days > level ? LADDER_DUE : LADDER_NOT_YET;
    sqlite3_stmt *stmt = query(db, Q_ladder_steps, "i", missed->child_id);
    int rc;
    while ((rc = query_step(db, stmt)) > 0)
        read_step(stmt, out);
    return rc;
}

struct list {
    struct db *db;
    const struct moment *now;
    int64_t home_id;  /* 0: all */
    int64_t child_id; /* 0: all */
    struct ladder *ladders;
    int count, room;
};

static int
add(const struct missed *missed, void *payload)
{
    struct list *list = payload;
    if (list->child_id && list->child_id != missed->child_id)
        return 0;
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 16;
        list->ladders = realloc(list->ladders, (size_t)list->room * sizeof *list->ladders);
        if (!list->ladders)
            abort();
    }
    return climb(list->db, &list->ladders[list->count++], missed);
}

static int
add_home(const struct home *home, void *payload)
{
    struct list *list = payload;
    if (list->home_id && list->home_id != home->id)
        return 0;
    return missed_each(list->db, home->id, list->now, add, list);
}

static int
compare(const void *a, const void *b)
{
    const struct ladder *x = a, *y = b;
    if (x->days != y->days)
        return x->days > y->days ? -1 : 1;
    return (x->child_id > y->child_id) - (x->child_id < y->child_id);
}

int
ladder_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct ladder *, void *), void *payload)
{
    struct list list = {.db = db, .now = now, .home_id = home_id};
    int rc = home_each(db, add_home, &list);
    if (rc == DB_OK && list.count)
        qsort(list.ladders, (size_t)list.count, sizeof *list.ladders, compare);
    for (int i = 0; !rc && i < list.count; i++)
        rc = each(&list.ladders[i], payload);
    free(list.ladders);
    return rc;
}

/* The run of one child; no days where it is in none. */
static int
ladder_of(struct db *db, struct ladder *out, const struct child *child, const struct moment *now)
{
    struct list list = {.db = db, .now = now, .child_id = child->id};
    int rc = missed_each(db, child->home_id, now, add, &list);
    *out = list.count ? list.ladders[0] : (struct ladder){.child_id = child->id};
    free(list.ladders);
    return rc;
}

static int
tell(struct db *db, uint8_t out[EVENT_ID_LEN], const struct child *child, enum ladder_level level,
    int64_t staff_id, const struct moment *now)
{
    struct ladder ladder;
    char payload[96];
    struct moment at = event_judge(db, now);
    int rc = ladder_of(db, &ladder, child, now);
    if (rc != DB_OK)
        return rc;
    const struct ladder_step *step = &ladder.steps[level];
    memcpy(out, step->id, EVENT_ID_LEN);
    if (step->state == LADDER_NOT_YET)
        return db_fail(db, DB_REFUSED, _("This is not due: %s has missed %d days in a row."),
            child->name, ladder.days);
    if (step->state != LADDER_DUE)
        return DB_OK;
    snprintf(payload, sizeof payload, "{\"level\":\"%s\",\"since\":%d,\"days\":%d}", names[level],
        ladder.since_day, ladder.days);
    struct event event = {.kind = EVENT_LADDER_STEP,
        .home_id = child->home_id,
        .child_id = child->id,
        .staff_id = staff_id,
        .at = at,
        .payload = payload};
    rc = event_append(db, &event);
    memcpy(out, event.id, EVENT_ID_LEN);
    return rc;
}

int
ladder_tell(struct db *db, uint8_t out[EVENT_ID_LEN], int64_t child_id, enum ladder_level level,
    int64_t staff_id, const struct moment *now)
{
    struct child child;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = child_get(db, &child, child_id)
             ? tell(db, out, &child, level, staff_id, now)
             : db_fail(db, DB_REFUSED, "%s", _("There is no such child."));
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

bool
ladder_step_get(struct db *db, struct ladder_told *out, const uint8_t step[EVENT_ID_LEN])
{
    sqlite3_stmt *stmt = query(db, Q_ladder_step_get, "b", (const void *)step, EVENT_ID_LEN);
    int level = query_step(db, stmt) > 0 ? ladder_level_parse(query_text(stmt, "level")) : -1;
    if (level >= 0) {
        *out = (struct ladder_told){.child_id = query_int(stmt, "child_id"),
            .home_id = query_int(stmt, "home_id"),
            .level = (enum ladder_level)level,
            .day = day_of(query_int(stmt, "time_ms"), (int)query_int(stmt, "utc_offset_min")),
            .days = (int)query_int(stmt, "days"),
            .since_day = (int)query_int(stmt, "since"),
            .answered = query_int(stmt, "answered") != 0};
        memcpy(out->id, step, EVENT_ID_LEN);
    }
    sqlite3_reset(stmt);
    return level >= 0;
}

int
ladder_answered(struct db *db, const struct ladder_told *told, int slip_day, int64_t staff_id,
    const struct moment *now)
{
    char payload[96];
    if (slip_day)
        snprintf(payload, sizeof payload, "{\"level\":\"%s\",\"by\":\"slip\",\"day\":%d}",
            names[told->level], slip_day);
    else
        snprintf(payload, sizeof payload, "{\"level\":\"%s\",\"by\":\"word\"}", names[told->level]);
    struct event event = {.kind = EVENT_LADDER_ANSWER,
        .home_id = told->home_id,
        .child_id = told->child_id,
        .staff_id = staff_id,
        .cause = told->id,
        .at = event_judge(db, now),
        .payload = payload};
    return event_append(db, &event);
}

static int
answer(struct db *db, const uint8_t step[EVENT_ID_LEN], int64_t staff_id, const struct moment *now)
{
    struct ladder_told told;
    if (!ladder_step_get(db, &told, step))
        return db_fail(db, DB_REFUSED, "%s", _("Nobody was told of this."));
    return told.answered ? DB_OK : ladder_answered(db, &told, 0, staff_id, now);
}

int
ladder_answer(
    struct db *db, const uint8_t step[EVENT_ID_LEN], int64_t staff_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = answer(db, step, staff_id, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
