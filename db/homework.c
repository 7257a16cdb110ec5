/* homework.c: items by class, and the marks of a child as events. */
#include "db/homework.h"

#include "db/day.h"
#include "db/event.h"
#include "db/homework_row.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *chinese;
} subjects[HOMEWORK_SUBJECT_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    HOMEWORK_SUBJECTS(X)
#undef X
};

static const char *const states[HOMEWORK_STATE_COUNT] = {
#define X(id, name) [id] = name,
    HOMEWORK_STATES(X)
#undef X
};

const char *
homework_subject_name(enum homework_subject subject)
{
    return subjects[subject].name;
}

int
homework_subject_parse(const char *text)
{
    for (int i = 0; i < HOMEWORK_SUBJECT_COUNT; i++)
        if (strcmp(text, subjects[i].name) == 0 || strcmp(text, subjects[i].chinese) == 0)
            return i;
    return -1;
}

const char *
homework_state_name(enum homework_state state)
{
    return states[state];
}

enum homework_state
homework_state_parse(const char *text)
{
    for (int i = 0; i < HOMEWORK_STATE_COUNT; i++)
        if (strcmp(text, states[i]) == 0)
            return (enum homework_state)i;
    return HOMEWORK_OPEN;
}

bool
homework_is_ticked(enum homework_state state)
{
    return state == HOMEWORK_DONE || state == HOMEWORK_CORRECTED;
}

void
homework_read(sqlite3_stmt *row, struct homework *out)
{
    int subject = homework_subject_parse(query_text(row, "subject"));
    *out = (struct homework){.id = query_int(row, "id"),
        .child_id = query_int(row, "child_id"),
        .subject = subject < 0 ? HOMEWORK_OTHER : (enum homework_subject)subject,
        .due_day = (int)query_int(row, "due_day"),
        .staff_id = query_int(row, "staff_id")};
    query_copy(row, "school", out->school, sizeof out->school);
    query_copy(row, "grade", out->grade, sizeof out->grade);
    query_copy(row, "text", out->text, sizeof out->text);
}

int
homework_put(struct db *db, struct homework *h)
{
    const char *subject = homework_subject_name(h->subject);
    return query_put(db,
        query(db, Q_homework_put, "ttzttdz", h->school, h->grade, h->child_id, subject, h->text,
            h->due_day, h->staff_id),
        query(db, Q_homework_find, "ttittd", h->school, h->grade, h->child_id, subject, h->text,
            h->due_day),
        &h->id);
}

int
homework_reaches(struct db *db, const struct homework *h, int day)
{
    return (int)query_number(
        db, query(db, Q_homework_reaches, "ttdi", h->school, h->grade, day, h->child_id), "n", -1);
}

/* The child's items due from a day on. */
static sqlite3_stmt *
items_of(struct db *db, const struct child *child, int from_day)
{
    return query(db, Q_homework_of_child, "ttidd", child->school, child->grade, child->id, from_day,
        HOMEWORK_MAX);
}

static void
read_item(sqlite3_stmt *row, struct homework_item *out)
{
    homework_read(row, &out->homework);
    out->state = homework_state_parse(query_text(row, "state"));
    out->own = out->state != HOMEWORK_OPEN && query_int(row, "own") != 0;
}

int
homework_of_child(
    struct db *db, struct homework_item out[HOMEWORK_MAX], const struct child *child, int day)
{
    sqlite3_stmt *stmt = items_of(db, child, day_add(day, -HOMEWORK_PAST_DAYS));
    int rc = 0, n = 0;
    while (n < HOMEWORK_MAX && (rc = query_step(db, stmt)) > 0)
        read_item(stmt, &out[n++]);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : n;
}

int
homework_due_count(struct db *db, const struct child *child, int day)
{
    sqlite3_stmt *stmt = items_of(db, child, day);
    int rc, n = 0;
    while ((rc = query_step(db, stmt)) > 0) {
        struct homework_item item;
        read_item(stmt, &item);
        if (item.homework.due_day > day)
            break;
        n += item.state != HOMEWORK_ASKED && !homework_is_ticked(item.state);
    }
    sqlite3_reset(stmt);
    return rc < 0 ? -1 : n;
}

/* The newest mark that was not taken back; HOMEWORK_OPEN where there is none. */
struct newest {
    enum homework_state state;
    bool own;
    uint8_t id[EVENT_ID_LEN];
};

static int
find_newest(struct db *db, struct newest *out, int64_t child_id, int64_t homework_id)
{
    *out = (struct newest){.state = HOMEWORK_OPEN};
    sqlite3_stmt *stmt = query(db, Q_homework_mark_newest, "ii", homework_id, child_id);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        const void *id = query_blob(stmt, "id", EVENT_ID_LEN);
        out->state = homework_state_parse(query_text(stmt, "state"));
        out->own = query_int(stmt, "own") != 0;
        if (id)
            memcpy(out->id, id, EVENT_ID_LEN);
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

/* Appends what the child or staff say of an item, at this kiosk's Home. */
static int
append(struct db *db, struct event *event, const struct moment *now)
{
    event->home_id = setting_home(db);
    if (!event->home_id)
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    event->at = event_judge(db, now);
    return event_append(db, event);
}

static bool
may_mark(const struct homework_mark *mark, const struct newest *newest)
{
    if (mark->state == HOMEWORK_OPEN)
        return false;
    if (mark->staff_id)
        return mark->state != HOMEWORK_ASKED;
    return !homework_is_ticked(mark->state) && !homework_is_ticked(newest->state);
}

static int
check_class(struct db *db, const struct homework_mark *mark)
{
    sqlite3_stmt *stmt = query(db, Q_homework_of_class, "ii", mark->homework_id, mark->child_id);
    int rc = query_step(db, stmt);
    sqlite3_reset(stmt);
    if (rc < 0)
        return rc;
    return rc ? DB_OK
              : db_fail(db, DB_REFUSED, "%s", _("This homework is not of the child's class."));
}

static int
append_mark(struct db *db, const struct homework_mark *mark, const struct moment *now)
{
    struct newest newest;
    char payload[128];
    int rc = check_class(db, mark);
    if (rc == DB_OK)
        rc = find_newest(db, &newest, mark->child_id, mark->homework_id);
    if (rc != DB_OK)
        return rc;
    if (!may_mark(mark, &newest))
        return db_fail(db, DB_REFUSED, "%s", _("Only staff may mark this."));
    if (newest.state == mark->state && newest.own == !mark->staff_id)
        return DB_OK;
    snprintf(payload, sizeof payload, "{\"homework\":%lld,\"state\":\"%s\"}",
        (long long)mark->homework_id, homework_state_name(mark->state));
    struct event event = {.kind = EVENT_HOMEWORK_MARK,
        .child_id = mark->child_id,
        .staff_id = mark->staff_id,
        .payload = payload};
    return append(db, &event, now);
}

int
homework_mark(struct db *db, const struct homework_mark *mark, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = append_mark(db, mark, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int
append_undo(struct db *db, int64_t child_id, int64_t homework_id, const struct moment *now)
{
    struct newest newest;
    char payload[64];
    int rc = find_newest(db, &newest, child_id, homework_id);
    if (rc != DB_OK)
        return rc;
    if (!newest.own)
        return db_fail(
            db, DB_REFUSED, "%s", _("There is no mark of the child's own to take back."));
    snprintf(payload, sizeof payload, "{\"homework\":%lld}", (long long)homework_id);
    struct event event = {
        .kind = EVENT_HOMEWORK_UNDO, .child_id = child_id, .cause = newest.id, .payload = payload};
    return append(db, &event, now);
}

int
homework_undo(struct db *db, int64_t child_id, int64_t homework_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = append_undo(db, child_id, homework_id, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
homework_help_queue(struct db *db, int64_t home_id, int day,
    int (*each)(const struct homework_help *, void *), void *payload)
{
    sqlite3_stmt *stmt =
        query(db, Q_homework_help, "id", home_id, day_add(day, -HOMEWORK_PAST_DAYS));
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct homework_help help = {
            .child_id = query_int(stmt, "asker_id"), .since_ms = query_int(stmt, "time_ms")};
        homework_read(stmt, &help.homework);
        stop = each(&help, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
homework_each(struct db *db, int64_t home_id, int day, int (*each)(const struct homework *, void *),
    void *payload)
{
    sqlite3_stmt *stmt =
        query(db, Q_homework_each, "id", home_id, day_add(day, -HOMEWORK_PAST_DAYS));
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct homework homework;
        homework_read(stmt, &homework);
        stop = each(&homework, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
