/* expected.c: rows of who should come to structs. */
#include "db/expected.h"

#include "db/calendar.h"
#include "db/care.h"
#include "db/day.h"
#include "db/query.h"

/* What is asked on that day; NULL where nobody is expected. */
static sqlite3_stmt *
question(struct db *db, int64_t home_id, int day)
{
    struct care care;
    int weekday = calendar_school_weekday(db, home_id, day);
    if (weekday)
        return query(db, Q_expected_each, "idd", home_id, day, weekday);
    if (care_on(db, &care, home_id, day) && care_is_day(db, &care, day))
        return query(db, Q_expected_care, "idd", care.period.id, day, day_weekday(day));
    return NULL;
}

int
expected_each(struct db *db, int64_t home_id, int day, int (*each)(const struct expected *, void *),
    void *payload)
{
    sqlite3_stmt *stmt = question(db, home_id, day);
    int rc = 0, stop = 0;
    while (stmt && !stop && (rc = query_step(db, stmt)) > 0) {
        const char *reason = query_text(stmt, "reason");
        struct expected expected = {.child_id = query_int(stmt, "child_id"),
            .at_min = (int)query_int(stmt, "at_min"),
            .came = query_int(stmt, "came") != 0,
            .absent = reason[0] != '\0',
            .reason = absence_reason_parse(reason)};
        stop = each(&expected, payload);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return stop ? stop : rc;
}
