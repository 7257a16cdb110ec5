/* attended.c: a child's days, out of the roll-up. */
#include "db/attended.h"

#include "db/query.h"

/* Returns the period's first day, 0 where none covers the day, or a negative db_error. */
static int
find_period(struct db *db, struct attended *out, int64_t home_id, int day)
{
    sqlite3_stmt *stmt = query(db, Q_period_on, "id", home_id, day);
    int rc = query_step(db, stmt), from = 0;
    if (rc > 0) {
        from = (int)query_int(stmt, "from_day");
        query_copy(stmt, "name", out->period, sizeof out->period);
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : from;
}

int
attended_of(struct db *db, struct attended *out, int64_t child_id, int64_t home_id, int day)
{
    *out = (struct attended){0};
    int from = find_period(db, out, home_id, day);
    if (from < 0)
        return from;
    sqlite3_stmt *stmt = query(db, Q_day_of_child, "id", child_id, day);
    int rc = 0;
    while ((rc = query_step(db, stmt)) > 0) {
        int at = (int)query_int(stmt, "day");
        if (out->count < ATTENDED_DAYS)
            out->days[out->count++] = at;
        out->total++;
        out->in_period += from > 0 && at >= from;
    }
    return rc < 0 ? rc : DB_OK;
}

int
attended_before(struct db *db, int64_t child_id, int day)
{
    return (int)query_number(db, query(db, Q_day_before, "id", child_id, day), "day", 0);
}
