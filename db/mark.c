/* mark.c: marks of a class as events, in orders that are recorded as a whole. */
#include "db/mark.h"

#include "db/event.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

enum { PAYLOAD_SIZE = 512 };

static const char *const names[MARK_COUNT] = {[MARK_NONE] = "none",
#define X(id, name) [id] = name,
    MARKS(X)
#undef X
};

const char *
mark_name(enum mark mark)
{
    return names[mark];
}

/* A mark that a newer program has written counts as none. */
enum mark
mark_parse(const char *text)
{
    for (int i = 0; i < MARK_COUNT; i++)
        if (strcmp(text, names[i]) == 0)
            return (enum mark)i;
    return MARK_NONE;
}

/* What holds of a child in a class. */
struct held {
    enum mark mark;
    int64_t staff_id;
    uint8_t id[EVENT_ID_LEN];
    char payload[PAYLOAD_SIZE];
};

/* 1: a mark holds; 0: none does. */
static int
find_held(struct db *db, struct held *out, const struct mark_order *order, int64_t child_id)
{
    *out = (struct held){.mark = MARK_NONE};
    sqlite3_stmt *stmt = query(db, Q_mark_newest, "dii", order->day, order->session->id, child_id);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        const void *id = query_blob(stmt, "id", EVENT_ID_LEN);
        out->mark = mark_parse(query_text(stmt, "mark"));
        out->staff_id = query_int(stmt, "staff_id");
        query_copy(stmt, "payload", out->payload, sizeof out->payload);
        if (id)
            memcpy(out->id, id, EVENT_ID_LEN);
    }
    sqlite3_reset(stmt);
    return rc;
}

/* SQLite writes the JSON: a title may hold anything. */
static int
make_payload(struct db *db, char out[PAYLOAD_SIZE], const struct mark_order *order)
{
    const struct session *s = order->session;
    sqlite3_stmt *stmt = query(db, Q_mark_payload, "idtttdd", s->id, order->day,
        mark_name(order->mark), s->title, subject_name(s->subject), s->starts_min, s->ends_min);
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", out, PAYLOAD_SIZE);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

/* Appends one event of an order; `like` has what all of them share. */
static int
append(struct db *db, struct marked *out, const struct event *like, int64_t child_id)
{
    struct event event = *like;
    event.child_id = child_id;
    int rc = event_append(db, &event);
    if (rc != DB_OK)
        return rc;
    if (!out->first_seq)
        out->first_seq = event.seq;
    out->last_seq = event.seq;
    return DB_OK;
}

/* Takes back all that the child has in the class, the newest first. */
static int
clear(struct db *db, struct marked *out, const struct mark_order *order, const struct event *like,
    int64_t child_id)
{
    struct held held;
    int rc;
    while ((rc = find_held(db, &held, order, child_id)) > 0) {
        struct event undo = *like;
        undo.kind = EVENT_MARK_UNDO;
        undo.cause = held.id;
        undo.payload = held.payload;
        rc = append(db, out, &undo, child_id);
        if (rc != DB_OK)
            return rc;
    }
    return rc;
}

static int
mark_one(struct db *db, struct marked *out, const struct mark_order *order,
    const struct event *like, int64_t child_id)
{
    struct held held;
    int rc = find_held(db, &held, order, child_id);
    if (rc < 0)
        return rc;
    if (rc > 0 && held.staff_id != order->staff_id) {
        out->others++;
        out->other_child = child_id;
        out->other_staff = held.staff_id;
        out->other_mark = held.mark;
    }
    if (held.mark == order->mark && (rc > 0) == (order->mark != MARK_NONE))
        return DB_OK;
    out->count++;
    return order->mark == MARK_NONE ? clear(db, out, order, like, child_id)
                                    : append(db, out, like, child_id);
}

/* What the events of one call share. */
static int
begin_events(struct db *db, struct event *out, int64_t staff_id, const struct moment *now)
{
    *out = (struct event){.kind = EVENT_ACTIVITY_MARK,
        .home_id = setting_home(db),
        .staff_id = staff_id,
        .at = event_judge(db, now)};
    return out->home_id
               ? DB_OK
               : db_fail(db, DB_REFUSED, "%s",
                     _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
}

static int
mark_all(
    struct db *db, struct marked *out, const struct mark_order *order, const struct moment *now)
{
    struct event like;
    char payload[PAYLOAD_SIZE] = "";
    int rc = begin_events(db, &like, order->staff_id, now);
    if (rc == DB_OK)
        rc = make_payload(db, payload, order);
    like.payload = payload;
    for (int i = 0; rc == DB_OK && i < order->count; i++)
        rc = mark_one(db, out, order, &like, order->children[i]);
    return rc;
}

/* Ends the transaction; where nothing came of it, the sentence says that it was all of it. */
static int
end(struct db *db, int rc)
{
    char why[256];
    if (rc == DB_OK)
        rc = db_commit(db);
    else
        db_rollback(db);
    if (rc == DB_OK)
        return DB_OK;
    snprintf(why, sizeof why, "%s", db_why(db));
    return db_fail(db, rc, _("No mark was saved. %s"), why);
}

int
mark_children(
    struct db *db, struct marked *out, const struct mark_order *order, const struct moment *now)
{
    *out = (struct marked){0};
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = end(db, mark_all(db, out, order, now));
    if (rc != DB_OK)
        *out = (struct marked){0};
    return rc;
}

/* One event of the order that is taken back: a mark by an undo, an undo by the mark again. */
static int
turn_back(struct db *db, struct marked *out, const struct event *like, sqlite3_stmt *row)
{
    bool was_mark = strcmp(query_text(row, "kind"), event_kind_name(EVENT_ACTIVITY_MARK)) == 0;
    struct event event = *like;
    event.kind = was_mark ? EVENT_MARK_UNDO : EVENT_ACTIVITY_MARK;
    event.cause = query_blob(row, "id", EVENT_ID_LEN);
    event.payload = query_text(row, "payload");
    return append(db, out, &event, query_int(row, "child_id"));
}

static int
undo_all(struct db *db, int *count, const struct marked *order, int64_t staff_id,
    const struct moment *now)
{
    struct event like;
    struct marked done = {0};
    int64_t child_id = 0;
    int rc = begin_events(db, &like, staff_id, now);
    if (rc != DB_OK)
        return rc;
    /* Newest first was how a child's marks were cleared: so the oldest comes back first. */
    sqlite3_stmt *row = query(db, Q_mark_order, "ii", order->first_seq, order->last_seq);
    while (rc == DB_OK && (rc = query_step(db, row)) > 0) {
        *count += query_int(row, "child_id") != child_id;
        child_id = query_int(row, "child_id");
        rc = turn_back(db, &done, &like, row);
    }
    sqlite3_reset(row);
    return rc;
}

int
mark_undo(struct db *db, int *count, const struct marked *order, int64_t staff_id,
    const struct moment *now)
{
    *count = 0;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = end(db, undo_all(db, count, order, staff_id, now));
    if (rc != DB_OK)
        *count = 0;
    return rc;
}

int
mark_each(struct db *db, int64_t session_id, int day, int (*each)(const struct mark_row *, void *),
    void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_mark_of_class, "di", day, session_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct mark_row row = {.child_id = query_int(stmt, "child_id"),
            .mark = mark_parse(query_text(stmt, "mark")),
            .staff_id = query_int(stmt, "staff_id")};
        stop = each(&row, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static void
read_help(sqlite3_stmt *row, struct mark_help *out)
{
    int subject = subject_parse(query_text(row, "subject"));
    *out = (struct mark_help){.child_id = query_int(row, "child_id"),
        .staff_id = query_int(row, "staff_id"),
        .since_ms = query_int(row, "time_ms"),
        .session_id = query_int(row, "session"),
        .subject = subject < 0 ? SUBJECT_OTHER : (enum subject)subject,
        .starts_min = (int)query_int(row, "starts_min")};
    query_copy(row, "title", out->title, sizeof out->title);
}

int
mark_help_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct mark_help *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_mark_help, "id", home_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct mark_help help;
        read_help(stmt, &help);
        stop = each(&help, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
