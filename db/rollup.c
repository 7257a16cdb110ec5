/* rollup.c: attendance_day as a sum of check-ins and check-outs: kept as they come, made again from
 * all of them, and compared. */
#include "db/rollup.h"

#include "db/checks.h"
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
        .assumed = query_int(row, "assumed") != 0,
        .corrected = query_int(row, "corrected") != 0};
}

int
rollup_get(struct db *db, struct attendance *out, int64_t child_id, int64_t home_id, int day)
{
    *out = (struct attendance){.day = day, .home_id = home_id, .child_id = child_id};
    sqlite3_stmt *stmt = query(db, Q_day_get, "dii", day, home_id, child_id);
    int rc = query_step(db, stmt);
    if (rc > 0)
        read_day(stmt, out);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

static int
store(struct db *db, const struct attendance *a)
{
    return query_run(db, query(db, Q_day_put, "diidiiiidd", a->day, a->home_id, a->child_id,
                             a->sessions, a->first_in_ms, a->last_out_ms, a->minutes, a->open_ms,
                             (int)a->assumed, (int)a->corrected));
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

/* What was assumed closes what is open, and says nothing where nothing is. */
static void
add_out(struct attendance *a, int64_t time_ms, bool assumed)
{
    if (assumed && !a->open_ms)
        return;
    if (a->open_ms && time_ms > a->open_ms)
        a->minutes += (time_ms - a->open_ms) / 60000;
    if (time_ms > a->last_out_ms)
        a->last_out_ms = time_ms;
    a->open_ms = 0;
    a->assumed |= assumed;
}

/* Does the check make no sense after those before it? The first such is kept. */
static void
look_for_trouble(
    struct rollup_trouble *out, const struct attendance *a, const struct check_known *check)
{
    bool in = check->kind == EVENT_CHECK_IN, open = a->open_ms != 0;
    if (in != open || (check->assumed && !open))
        return;
    if (out->count++ == 0) {
        out->was_in = open;
        out->at_ms = check->time_ms;
        out->since_ms = a->open_ms;
    }
}

/* Adds the checks of one child, Home and day, in their order. */
static int
sum_day(struct db *db, const struct check_known *checks, int count, struct rollup_trouble *trouble)
{
    struct attendance a = {
        .day = checks->day, .home_id = checks->home_id, .child_id = checks->child_id};
    for (int i = 0; i < count; i++) {
        look_for_trouble(trouble, &a, &checks[i]);
        if (checks[i].kind == EVENT_CHECK_IN)
            add_in(&a, checks[i].time_ms);
        else
            add_out(&a, checks[i].time_ms, checks[i].assumed);
        a.corrected |= checks[i].corrected;
    }
    return store(db, &a);
}

int
rollup_anew(
    struct db *db, struct rollup_trouble *trouble, int64_t child_id, int64_t home_id, int day)
{
    struct check_list list = {0};
    *trouble = (struct rollup_trouble){0};
    int rc = query_run(db, query(db, Q_day_forget, "dii", day, home_id, child_id));
    if (rc == DB_OK)
        rc = checks_read(db, &list, child_id, home_id, day);
    if (rc == DB_OK && list.count)
        rc = sum_day(db, list.checks, list.count, trouble);
    checks_free(&list);
    return rc;
}

/* All days of a child that has corrections. */
static int
sum_child(struct db *db, int64_t child_id)
{
    struct check_list list = {0};
    struct rollup_trouble trouble = {0};
    int rc = query_run(db, query(db, Q_day_forget_child, "i", child_id)), from = 0;
    if (rc == DB_OK)
        rc = checks_read(db, &list, child_id, 0, 0);
    for (int i = 1; rc == DB_OK && i <= list.count; i++) {
        const struct check_known *first = &list.checks[from], *next = &list.checks[i];
        if (i < list.count && next->home_id == first->home_id && next->day == first->day)
            continue;
        rc = sum_day(db, first, i - from, &trouble);
        from = i;
    }
    checks_free(&list);
    return rc;
}

static int
apply_corrections(struct db *db)
{
    sqlite3_stmt *row = query(db, Q_correction_children, "");
    int rc = DB_OK;
    while (rc == DB_OK && (rc = query_step(db, row)) > 0)
        rc = sum_child(db, query_int(row, "child_id"));
    sqlite3_reset(row);
    return rc;
}

int
rollup_apply(struct db *db, const struct check *check)
{
    struct attendance a;
    struct rollup_trouble trouble;
    int rc = rollup_get(db, &a, check->child_id, check->home_id, check->day);
    if (rc != DB_OK)
        return rc;
    if (a.corrected)
        return rollup_anew(db, &trouble, check->child_id, check->home_id, check->day);
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
    return rc == DB_OK ? apply_corrections(db) : rc;
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
