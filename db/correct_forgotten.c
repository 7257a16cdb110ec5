/* correct_forgotten.c: check-outs that were assumed, with a guess at the true time. */
#include "db/checks.h"
#include "db/correct.h"
#include "db/day.h"
#include "db/query.h"

enum { USUAL_DAYS = 9 };

/* The middle one of a child's last leavings that were seen, as a time of `day`; 0 for none. */
static int64_t
usual_out(struct db *db, const struct home *home, int64_t child_id, int day)
{
    int minutes[USUAL_DAYS], n = 0, at;
    sqlite3_stmt *stmt = query(db, Q_day_usual_out, "iid", child_id, home->id, day);
    while (n < USUAL_DAYS && query_step(db, stmt) > 0) {
        int minute = day_minute_of(query_int(stmt, "last_out_ms"), home->utc_offset_min);
        for (at = n++; at > 0 && minutes[at - 1] > minute; at--)
            minutes[at] = minutes[at - 1];
        minutes[at] = minute;
    }
    sqlite3_reset(stmt);
    return n ? day_to_utc_ms(day, minutes[n / 2], home->utc_offset_min) : 0;
}

/* Fills in what of the day's checks was assumed; check stays 0 where nothing was. */
static int
find_assumed(struct db *db, struct forgotten_out *out, const struct home *home)
{
    struct check_list list = {0};
    int rc = checks_read(db, &list, out->child_id, home->id, out->day);
    for (int i = 0; i < list.count; i++) {
        if (list.checks[i].kind == EVENT_CHECK_IN)
            out->in_ms = list.checks[i].time_ms;
        if (!list.checks[i].assumed)
            continue;
        out->check = list.checks[i].seq;
        out->assumed_ms = list.checks[i].time_ms;
        break;
    }
    checks_free(&list);
    out->usual_ms = usual_out(db, home, out->child_id, out->day);
    if (out->usual_ms <= out->in_ms)
        out->usual_ms = 0;
    return rc;
}

int
correct_forgotten_each(struct db *db, int64_t home_id, int from, int until,
    int (*each)(const struct forgotten_out *, void *), void *payload)
{
    struct home home;
    if (!home_get(db, &home, home_id))
        return DB_OK;
    sqlite3_stmt *stmt = query(db, Q_day_assumed, "idd", home_id, from, until);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct forgotten_out out = {
            .child_id = query_int(stmt, "child_id"), .day = (int)query_int(stmt, "day")};
        stop = find_assumed(db, &out, &home);
        if (stop == DB_OK && out.check)
            stop = each(&out, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
