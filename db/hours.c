/* hours.c: stays, a staff member's in a row, to sums. */
#include "db/hours.h"

#include "db/day.h"
#include "db/query.h"

/* The sums of who is being read. */
struct tally {
    struct hours hours;
    int day;            /* the last that was counted */
    int64_t reached_ms; /* until when is counted already */
};

static void
add(struct tally *tally, sqlite3_stmt *row, int day)
{
    int64_t from_ms = query_int(row, "in_ms"), until_ms = query_int(row, "out_ms");
    tally->hours.days += tally->day != day;
    tally->day = day;
    if (!until_ms)
        return;
    from_ms = from_ms > tally->reached_ms ? from_ms : tally->reached_ms;
    if (until_ms > from_ms) {
        tally->hours.minutes += (until_ms - from_ms) / 60000;
        tally->reached_ms = until_ms;
    }
    tally->hours.assumed += query_int(row, "assumed") != 0;
}

/* All stays of one staff member in the month. */
static int
read_stays(struct db *db, struct tally *tally, int64_t home_id, int month)
{
    sqlite3_stmt *row = query(db, Q_stay_of_staff, "ii", tally->hours.staff.id, home_id);
    int rc;
    while ((rc = query_step(db, row)) > 0) {
        int day = day_of(query_int(row, "in_ms"), (int)query_int(row, "utc_offset_min"));
        if (day / 100 == month)
            add(tally, row, day);
    }
    return rc;
}

struct asked {
    struct db *db;
    int64_t home_id;
    int month;
    enum staff_role role;
    int (*each)(const struct hours *, void *);
    void *payload;
};

static int
look_at(const struct staff *staff, void *payload)
{
    const struct asked *asked = payload;
    struct tally tally = {.hours = {.staff = *staff}};
    if (staff->role != asked->role)
        return 0;
    int rc = read_stays(asked->db, &tally, asked->home_id, asked->month);
    if (rc != DB_OK || tally.hours.days == 0)
        return rc;
    return asked->each(&tally.hours, asked->payload);
}

int
hours_each(struct db *db, int64_t home_id, int month, enum staff_role role,
    int (*each)(const struct hours *, void *), void *payload)
{
    struct asked asked = {db, home_id, month, role, each, payload};
    return staff_each(db, 0, look_at, &asked);
}
