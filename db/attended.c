/* attended.c: a child's days, out of the roll-up. */
#include "db/attended.h"

#include "db/query.h"

int
attended_of(struct db *db, struct attended *out, int64_t child_id, int64_t home_id, int day)
{
    *out = (struct attended){0};
    int from = (int)query_number(db, query(db, Q_period_begin, "id", home_id, day), "from_day", 0);
    sqlite3_stmt *stmt = query(db, Q_day_of_child, "id", child_id, day);
    int rc = 0;
    while ((rc = query_step(db, stmt)) > 0) {
        int at = (int)query_int(stmt, "day");
        if (out->count < ATTENDED_DAYS)
            out->days[out->count++] = at;
        out->total++;
        out->in_period += at >= from;
    }
    if (!from)
        out->in_period = -1;
    return rc < 0 ? rc : DB_OK;
}

int
attended_before(struct db *db, int64_t child_id, int day)
{
    return (int)query_number(db, query(db, Q_day_before, "id", child_id, day), "day", 0);
}
