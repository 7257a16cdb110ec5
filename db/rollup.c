/* rollup.c: attendance_day as a sum of check-ins and check-outs: kept as they come, made again from
 * all of them, and compared. */
#include "db/rollup.h"

#include "db/day.h"
#include "db/query.h"
#include "db/text.h"

#include <string.h>

static void
read_day(sqlite3_stmt *row, struct attendance *out)
{
    *out = (struct attendance){.day = (int)query_int(row, "day"),
        .home_id = query_int(row, "home_id"),
        .child_id = query_int(row, "child_id"),
        .sessions = (int)query_int(row, "sessions"),
        .first_in_ms = query_int(row, "first_in_ms"),
        .last_out_ms = query_int(row, "last_out_ms"),
        .minutes = query_int(row, "minutes"),
        .open_ms = query_int(row, "open_ms"),
        .assumed = query_int(row, "assumed") != 0};
}

static int
load(struct db *db, struct attendance *out, const struct check *check)
{
    *out = (struct attendance){
        .day = check->day, .home_id = check->home_id, .child_id = check->child_id};
    sqlite3_stmt *stmt = query(db, Q_day_get, "dii", check->day, check->home_id, check->child_id);
    int rc = query_step(db, stmt);
    if (rc > 0)
        read_day(stmt, out);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

static int
store(struct db *db, const struct attendance *a)
{
    return query_run(
        db, query(db, Q_day_put, "diidiiiid", a->day, a->home_id, a->child_id, a->sessions,
                a->first_in_ms, a->last_out_ms, a->minutes, a->open_ms, (int)a->assumed));
}

/* A second check-in while one is open (a power cut hid the check-out) keeps the first. */
static void
add_in(struct attendance *a, int64_t time_ms)
{
    if (a->open_ms)
        return;
    a->sessions++;
    a->open_ms = time_ms;
    if (!a->first_in_ms || time_ms < a->first_in_ms)
        a->first_in_ms = time_ms;
}

static void
add_out(struct attendance *a, int64_t time_ms, bool assumed)
{
    if (a->open_ms && time_ms > a->open_ms)
        a->minutes += (time_ms - a->open_ms) / 60000;
    if (time_ms > a->last_out_ms)
        a->last_out_ms = time_ms;
    a->open_ms = 0;
    a->assumed |= assumed;
}

int
rollup_apply(struct db *db, const struct check *check)
{
    struct attendance a;
    int rc = load(db, &a, check);
    if (rc != DB_OK)
        return rc;
    if (check->kind == EVENT_CHECK_IN)
        add_in(&a, check->time_ms);
    else
        add_out(&a, check->time_ms, check->assumed);
    return store(db, &a);
}

static int
apply_all(struct db *db)
{
    int rc = query_run(db, query(db, Q_day_clear, ""));
    if (rc != DB_OK)
        return rc;
    sqlite3_stmt *row = query(db, Q_event_each_check, "");
    while (rc == DB_OK && (rc = query_step(db, row)) > 0) {
        bool in = strcmp(query_text(row, "kind"), event_kind_name(EVENT_CHECK_IN)) == 0;
        struct check check = {.kind = in ? EVENT_CHECK_IN : EVENT_CHECK_OUT,
            .home_id = query_int(row, "home_id"),
            .child_id = query_int(row, "child_id"),
            .time_ms = query_int(row, "time_ms"),
            .assumed = query_int(row, "assumed") != 0};
        check.day = day_of(check.time_ms, (int)query_int(row, "utc_offset_min"));
        rc = rollup_apply(db, &check);
    }
    sqlite3_reset(row);
    return rc;
}

int
attendance_rebuild(struct db *db)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = apply_all(db);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int
compare(struct db *db)
{
    sqlite3_stmt *stmt = query(db, Q_day_differs, "");
    int rc = query_step(db, stmt);
    if (rc > 0) {
        char day[DAY_TEXT_LEN + 1];
        day_text(day, (int)query_int(stmt, "day"));
        rc = db_fail(db, DB_REFUSED, _("The daily sums and the events disagree on %s."), day);
    }
    sqlite3_reset(stmt);
    return rc;
}

/* Builds the roll-up inside a transaction that is always rolled back. */
int
attendance_verify(struct db *db)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = query_run(db, query(db, Q_day_kept_clear, ""));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_day_keep, ""));
    if (rc == DB_OK)
        rc = apply_all(db);
    if (rc == DB_OK)
        rc = compare(db);
    db_rollback(db);
    return rc;
}

int
attendance_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct attendance *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_day_each, "id", home_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct attendance a;
        read_day(stmt, &a);
        stop = each(&a, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
attendance_in_count(struct db *db, int64_t home_id, int day)
{
    return (int)query_number(db, query(db, Q_day_in_count, "di", day, home_id), "n", -1);
}
