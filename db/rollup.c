/* rollup.c: attendance_day as a sum of check-ins and check-outs, kept as they come. */
#include "db/rollup.h"

#include "db/checks.h"
#include "db/day.h"
#include "db/query.h"
#include "db/text.h"

#include <stdlib.h>
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
rollup_load(struct db *db, struct rollup_day *out, int64_t child_id, int64_t home_id, int day)
{
    out->sum = (struct attendance){.day = day, .home_id = home_id, .child_id = child_id};
    out->stays.count = 0;
    sqlite3_stmt *stmt = query(db, Q_day_get, "dii", day, home_id, child_id);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        int len;
        const void *bytes = query_bytes(stmt, "stays", &len);
        read_day(stmt, &out->sum);
        stays_read(&out->stays, bytes, len);
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

int
rollup_get(struct db *db, struct attendance *out, int64_t child_id, int64_t home_id, int day)
{
    struct rollup_day row;
    int rc = rollup_load(db, &row, child_id, home_id, day);
    *out = row.sum;
    return rc;
}

int
rollup_store(struct db *db, const struct rollup_day *day)
{
    const struct attendance *a = &day->sum;
    return query_run(
        db, query(db, Q_day_put, "diidiiiiddb", a->day, a->home_id, a->child_id, a->sessions,
                a->first_in_ms, a->last_out_ms, a->minutes, a->open_ms, (int)a->assumed,
                (int)a->corrected, (const void *)day->stays.bytes, day->stays.count * STAY_BYTES));
}

static int
bind_row(sqlite3_stmt *stmt, int *at, const struct rollup_day *day)
{
    const struct attendance *a = &day->sum;
    const int64_t values[] = {a->day, a->home_id, a->child_id, a->sessions, a->first_in_ms,
        a->last_out_ms, a->minutes, a->open_ms, a->assumed, a->corrected};
    int rc = SQLITE_OK;
    for (size_t n = 0; n < sizeof values / sizeof values[0]; n++)
        rc |= sqlite3_bind_int64(stmt, (*at)++, values[n]);
    return rc | sqlite3_bind_blob(
                    stmt, (*at)++, day->stays.bytes, day->stays.count * STAY_BYTES, SQLITE_STATIC);
}

int
rollup_store_many(struct db *db, const struct rollup_day *const days[ROLLUP_MANY])
{
    sqlite3_stmt *stmt = query_unbound(db, Q_day_put_many);
    int at = 1;
    if (!stmt)
        return DB_FAILED;
    for (int i = 0; i < ROLLUP_MANY; i++)
        if (bind_row(stmt, &at, days[i]) != SQLITE_OK)
            abort();
    return query_run(db, stmt);
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
add_out(struct rollup_day *day, int64_t time_ms, bool assumed)
{
    struct attendance *a = &day->sum;
    if (assumed && !a->open_ms)
        return;
    if (a->open_ms && time_ms > a->open_ms) {
        a->minutes += (time_ms - a->open_ms) / 60000;
        stays_add(&day->stays, a->day, a->open_ms, time_ms);
    }
    if (time_ms > a->last_out_ms)
        a->last_out_ms = time_ms;
    a->open_ms = 0;
    a->assumed |= assumed;
}

void
rollup_add(struct rollup_day *day, const struct check *check)
{
    if (check->kind == EVENT_CHECK_IN)
        add_in(&day->sum, check->time_ms);
    else
        add_out(day, check->time_ms, check->assumed);
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
    struct rollup_day day = {
        .sum = {.day = checks->day, .home_id = checks->home_id, .child_id = checks->child_id}};
    for (int i = 0; i < count; i++) {
        look_for_trouble(trouble, &day.sum, &checks[i]);
        rollup_add(&day, &(struct check){.kind = checks[i].kind,
                             .time_ms = checks[i].time_ms,
                             .assumed = checks[i].assumed});
        day.sum.corrected |= checks[i].corrected;
    }
    return rollup_store(db, &day);
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
int
rollup_child(struct db *db, int64_t child_id)
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

int
rollup_corrections(struct db *db)
{
    sqlite3_stmt *row = query(db, Q_correction_children, "");
    int rc = DB_OK;
    while (rc == DB_OK && (rc = query_step(db, row)) > 0)
        rc = rollup_child(db, query_int(row, "child_id"));
    sqlite3_reset(row);
    return rc;
}

int
rollup_apply(struct db *db, const struct check *check)
{
    struct rollup_day day;
    struct rollup_trouble trouble;
    int rc = rollup_load(db, &day, check->child_id, check->home_id, check->day);
    if (rc != DB_OK)
        return rc;
    if (day.sum.corrected)
        return rollup_anew(db, &trouble, check->child_id, check->home_id, check->day);
    rollup_add(&day, check);
    return rollup_store(db, &day);
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
