#include "db/exported.h"

#include "db/event.h"
#include "db/query.h"
#include "db/setting.h"

#include <stdio.h>

enum { PAYLOAD_SIZE = 512 };

/* The Home that an event without one of its own belongs to. */
static int64_t
home_for(struct db *db, int64_t home_id)
{
    int64_t here = home_id ? home_id : setting_home(db);
    return here ? here : query_number(db, query(db, Q_home_any, ""), "id", 0);
}

static int
append(struct db *db, const struct exported *e, const struct moment *now)
{
    char payload[PAYLOAD_SIZE];
    sqlite3_stmt *stmt = query(db, Q_exported_payload, "ttddddtti", e->what, e->by, e->from_day,
        e->until_day, (int)e->named, e->rows, e->format, e->to, e->home_id);
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc < 0 ? rc : DB_FAILED;
    struct event event = {.kind = EVENT_EXPORTED,
        .home_id = home_for(db, e->home_id),
        .child_id = e->child_id,
        .staff_id = e->staff_id,
        .at = event_judge(db, now),
        .payload = payload};
    return event_append(db, &event);
}

int
exported_record(struct db *db, const struct exported *e, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = append(db, e, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
exported_each(struct db *db, int (*each)(const struct exported_row *, void *payload), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_exported_each, "");
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct exported_row row = {.at_ms = query_int(stmt, "time_ms"),
            .staff_id = query_int(stmt, "staff_id"),
            .child_id = query_int(stmt, "child_id"),
            .from_day = (int)query_int(stmt, "from_day"),
            .until_day = (int)query_int(stmt, "until_day"),
            .rows = (int)query_int(stmt, "rows"),
            .named = query_int(stmt, "named")};
        query_copy(stmt, "what", row.what, sizeof row.what);
        query_copy(stmt, "by", row.by, sizeof row.by);
        query_copy(stmt, "format", row.format, sizeof row.format);
        query_copy(stmt, "to", row.to, sizeof row.to);
        stop = each(&row, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
