/* roll.c: who is in by the day's roll-up; roll calls by their events. */
#include "db/roll.h"

#include "db/day.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <string.h>

static const char *const names[ROLL_KIND_COUNT] = {
#define X(id, name) [id] = name,
    ROLL_KINDS(X)
#undef X
};

const char *
roll_kind_name(enum roll_kind kind)
{
    return names[kind];
}

/* A kind that a newer program has written is another kind. */
static enum roll_kind
parse(const char *text)
{
    for (int i = 0; i < ROLL_KIND_COUNT; i++)
        if (strcmp(text, names[i]) == 0)
            return (enum roll_kind)i;
    return ROLL_OTHER;
}

static void
read_child(sqlite3_stmt *row, struct roll_child *out)
{
    *out = (struct roll_child){.id = query_int(row, "id"),
        .born_day = (int)query_int(row, "born_day"),
        .here = query_int(row, "here") != 0,
        .since_ms = query_int(row, "time_ms")};
    query_copy(row, "no", out->no, sizeof out->no);
    query_copy(row, "name", out->name, sizeof out->name);
    query_copy(row, "school", out->school, sizeof out->school);
    query_copy(row, "grade", out->grade, sizeof out->grade);
    query_copy(row, "animal", out->animal, sizeof out->animal);
}

/* Two links to one guardian, one of them with an agreement, are one to call. */
static void
add_guardian(sqlite3_stmt *row, struct roll_child *child)
{
    int64_t id = query_int(row, "guardian_id");
    if (id == 0 || child->guardian_count == ROLL_GUARDIANS)
        return;
    for (int i = 0; i < child->guardian_count; i++)
        if (child->guardians[i].id == id)
            return;
    struct guardian *g = &child->guardians[child->guardian_count++];
    *g = (struct guardian){.id = id,
        .since_day = (int)query_int(row, "since_day"),
        .until_day = (int)query_int(row, "until_day"),
        .agreement_day = (int)query_int(row, "agreement_day")};
    query_copy(row, "guardian", g->name, sizeof g->name);
    query_copy(row, "phone", g->phone, sizeof g->phone);
    query_copy(row, "relation", g->relation, sizeof g->relation);
}

/* A child has as many rows as guardians, or one: it is passed on when the next one's come. */
int
roll_each(struct db *db, int64_t home_id, int day, int64_t left_since_ms,
    int (*each)(const struct roll_child *, void *), void *payload)
{
    sqlite3_stmt *row = query(db, Q_roll_here, "idi", home_id, day, left_since_ms);
    struct roll_child child = {.id = 0};
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, row)) > 0) {
        if (query_int(row, "id") != child.id) {
            stop = child.id ? each(&child, payload) : 0;
            read_child(row, &child);
        }
        add_guardian(row, &child);
    }
    sqlite3_reset(row);
    if (!stop && rc == 0 && child.id)
        stop = each(&child, payload);
    return stop ? stop : rc;
}

bool
roll_open(struct db *db, struct roll *out, int64_t home_id, int day)
{
    struct home home;
    if (!home_get(db, &home, home_id))
        return false;
    sqlite3_stmt *row = query(db, Q_roll_open, "i", home_id);
    bool found = query_step(db, row) > 0;
    if (found) {
        *out = (struct roll){.kind = parse(query_text(row, "kind")),
            .home_id = query_int(row, "home_id"),
            .staff_id = query_int(row, "staff_id"),
            .begun_ms = query_int(row, "time_ms")};
        const void *id = query_blob(row, "id", EVENT_ID_LEN);
        if (id)
            memcpy(out->id, id, EVENT_ID_LEN);
    }
    sqlite3_reset(row);
    return found && day_of(out->begun_ms, home.utc_offset_min) == day;
}

static int
begin(struct db *db, struct roll *out, enum roll_kind kind, int64_t staff_id,
    const struct moment *moment)
{
    struct event event = {.kind = EVENT_ROLL_BEGIN,
        .home_id = setting_home(db),
        .staff_id = staff_id,
        .at = event_judge(db, moment)};
    if (event.home_id == 0)
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    sqlite3_stmt *row = query(db, Q_roll_begin_payload, "t", names[kind]);
    int rc = query_step(db, row);
    event.payload = rc > 0 ? query_text(row, "payload") : NULL;
    if (rc > 0)
        rc = event_append(db, &event);
    sqlite3_reset(row);
    *out = (struct roll){
        .kind = kind, .home_id = event.home_id, .staff_id = staff_id, .begun_ms = event.at.utc_ms};
    memcpy(out->id, event.id, EVENT_ID_LEN);
    return rc;
}

static int
end_transaction(struct db *db, int rc)
{
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
roll_begin(
    struct db *db, struct roll *out, enum roll_kind kind, int64_t staff_id, const struct moment *at)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    return end_transaction(db, begin(db, out, kind, staff_id, at));
}

/* Negative where the database failed. */
static int
is_ticked(struct db *db, const struct roll *roll, int64_t child_id)
{
    sqlite3_stmt *row =
        query(db, Q_roll_ticked, "bi", (const void *)roll->id, EVENT_ID_LEN, child_id);
    int rc = query_step(db, row);
    if (rc > 0)
        rc = query_int(row, "found") != 0;
    sqlite3_reset(row);
    return rc;
}

static int
tick(struct db *db, const struct roll *roll, int64_t child_id, bool found, int64_t staff_id,
    const struct moment *now)
{
    int was = is_ticked(db, roll, child_id);
    if (was < 0 || (was == 1) == found)
        return was < 0 ? was : DB_OK;
    struct event event = {.kind = EVENT_ROLL_TICK,
        .home_id = roll->home_id,
        .child_id = child_id,
        .staff_id = staff_id,
        .cause = roll->id,
        .at = event_judge(db, now),
        .payload = found ? "{\"found\":1}" : "{\"found\":0}"};
    return event_append(db, &event);
}

int
roll_tick(struct db *db, const struct roll *roll, int64_t child_id, bool found, int64_t staff_id,
    const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    return end_transaction(db, tick(db, roll, child_id, found, staff_id, now));
}

int
roll_tick_each(struct db *db, const struct roll *roll, int (*each)(int64_t child_id, void *payload),
    void *payload)
{
    sqlite3_stmt *row = query(db, Q_roll_tick_each, "b", (const void *)roll->id, EVENT_ID_LEN);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, row)) > 0)
        if (query_int(row, "found") != 0)
            stop = each(query_int(row, "child_id"), payload);
    sqlite3_reset(row);
    return stop ? stop : rc;
}

static int
end_roll(struct db *db, struct roll_result *out, const struct roll *roll, int day, int64_t staff_id,
    const struct moment *now)
{
    if (query_number(
            db, query(db, Q_roll_over, "b", (const void *)roll->id, EVENT_ID_LEN), "n", 0) > 0)
        return db_fail(db, DB_REFUSED, "%s", _("This roll call is over already."));
    struct event event = {.kind = EVENT_ROLL_CALL,
        .home_id = roll->home_id,
        .staff_id = staff_id,
        .cause = roll->id,
        .at = event_judge(db, now)};
    sqlite3_stmt *row = query(db, Q_roll_count, "idbti", roll->home_id, day, (const void *)roll->id,
        EVENT_ID_LEN, names[roll->kind], roll->begun_ms);
    int rc = query_step(db, row);
    if (rc > 0) {
        *out = (struct roll_result){.kind = roll->kind,
            .home_id = roll->home_id,
            .staff_id = staff_id,
            .begun_ms = roll->begun_ms,
            .ended_ms = event.at.utc_ms,
            .expected = (int)query_int(row, "expected"),
            .found = (int)query_int(row, "found")};
        event.payload = query_text(row, "payload");
        rc = event_append(db, &event);
        out->seq = event.seq;
    }
    sqlite3_reset(row);
    return rc;
}

int
roll_end(struct db *db, struct roll_result *out, const struct roll *roll, int day, int64_t staff_id,
    const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    return end_transaction(db, end_roll(db, out, roll, day, staff_id, now));
}

static void
read_result(sqlite3_stmt *row, struct roll_result *out)
{
    *out = (struct roll_result){.seq = query_int(row, "seq"),
        .kind = parse(query_text(row, "kind")),
        .home_id = query_int(row, "home_id"),
        .staff_id = query_int(row, "staff_id"),
        .begun_ms = query_int(row, "begun_ms"),
        .ended_ms = query_int(row, "time_ms"),
        .expected = (int)query_int(row, "expected"),
        .found = (int)query_int(row, "found"),
        .missing = query_text(row, "missing")};
}

int
roll_result_each(
    struct db *db, int64_t home_id, int (*each)(const struct roll_result *, void *), void *payload)
{
    sqlite3_stmt *row = query(db, Q_roll_result_each, "i", home_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, row)) > 0) {
        struct roll_result result;
        read_result(row, &result);
        stop = each(&result, payload);
    }
    sqlite3_reset(row);
    return stop ? stop : rc;
}
