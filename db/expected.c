/* expected.c: rows of who should come to structs. */
#include "db/expected.h"

#include "db/calendar.h"
#include "db/query.h"

int
expected_each(struct db *db, int64_t home_id, int day, int (*each)(const struct expected *, void *),
    void *payload)
{
    int weekday = calendar_school_weekday(db, home_id, day);
    if (!weekday)
        return DB_OK;
    sqlite3_stmt *stmt = query(db, Q_expected_each, "idd", home_id, day, weekday);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        const char *reason = query_text(stmt, "reason");
        struct expected expected = {.child_id = query_int(stmt, "child_id"),
            .at_min = (int)query_int(stmt, "at_min"),
            .came = query_int(stmt, "came") != 0,
            .absent = reason[0] != '\0',
            .reason = absence_reason_parse(reason)};
        stop = each(&expected, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
