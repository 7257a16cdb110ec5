/* hours.c: stays, a staff member's in a row, to sums. */
#include "db/hours.h"

#include "db/day.h"
#include "db/query.h"

#include <stdlib.h>

/* Who is being read, and until when is counted already. */
struct reader {
    int64_t staff_id, home_id, reached_ms;
};

static void
read_stay(struct hours_stay *out, struct reader *reader, sqlite3_stmt *row, bool apart)
{
    *out = (struct hours_stay){.staff_id = query_int(row, "staff_id"),
        .home_id = query_int(row, "home_id"),
        .in_ms = query_int(row, "in_ms"),
        .out_ms = query_int(row, "out_ms")};
    out->day = day_of(out->in_ms, (int)query_int(row, "utc_offset_min"));
    if (out->staff_id != reader->staff_id || (apart && out->home_id != reader->home_id))
        *reader = (struct reader){out->staff_id, out->home_id, 0};
}

static void
count(struct hours_stay *stay, struct reader *reader, sqlite3_stmt *row)
{
    int64_t from_ms = stay->in_ms > reader->reached_ms ? stay->in_ms : reader->reached_ms;
    if (!stay->out_ms)
        return;
    stay->assumed = query_int(row, "assumed") != 0;
    if (stay->out_ms <= from_ms)
        return;
    stay->minutes = (stay->out_ms - from_ms) / 60000;
    reader->reached_ms = stay->out_ms;
}

int
hours_stay_each(struct db *db, const struct hours_ask *ask,
    int (*each)(const struct hours_stay *, void *), void *payload)
{
    /* No Home is further from UTC than 14 hours. */
    sqlite3_stmt *row = query(db, Q_stay_between, "iitid", day_to_utc_ms(ask->from_day, 0, 840),
        day_to_utc_ms(ask->until_day, 1440, -840), staff_role_name(ask->role), ask->home_id,
        (int)ask->apart);
    struct reader reader = {0};
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, row)) > 0) {
        struct hours_stay stay;
        read_stay(&stay, &reader, row, ask->apart);
        if (stay.day < ask->from_day || stay.day > ask->until_day)
            continue;
        count(&stay, &reader, row);
        stop = each(&stay, payload);
    }
    sqlite3_reset(row);
    return stop ? stop : rc;
}

/* The sums of everyone who was here. */
struct tally {
    int64_t staff_id;
    struct hours hours;
    int day; /* the last that was counted */
};

struct tallies {
    struct tally *of;
    int count;
    enum staff_role role;
    int (*each)(const struct hours *, void *);
    void *payload;
};

static int
add(const struct hours_stay *stay, void *payload)
{
    struct tallies *t = payload;
    if (t->count == 0 || t->of[t->count - 1].staff_id != stay->staff_id) {
        t->of = realloc(t->of, (size_t)(t->count + 1) * sizeof *t->of);
        if (!t->of)
            abort();
        t->of[t->count++] = (struct tally){.staff_id = stay->staff_id};
    }
    struct tally *tally = &t->of[t->count - 1];
    tally->hours.days += tally->day != stay->day;
    tally->day = stay->day;
    tally->hours.minutes += stay->minutes;
    tally->hours.assumed += stay->assumed;
    return 0;
}

static int
tell(const struct staff *staff, void *payload)
{
    const struct tallies *t = payload;
    for (int i = 0; i < t->count; i++) {
        if (t->of[i].staff_id != staff->id || staff->role != t->role)
            continue;
        struct hours hours = t->of[i].hours;
        hours.staff = *staff;
        return t->each(&hours, t->payload);
    }
    return 0;
}

int
hours_each(struct db *db, int64_t home_id, int month, enum staff_role role,
    int (*each)(const struct hours *, void *), void *payload)
{
    struct tallies tallies = {.role = role, .each = each, .payload = payload};
    struct hours_ask ask = {.from_day = month * 100 + 1,
        .until_day = month * 100 + 31,
        .home_id = home_id,
        .role = role};
    int rc = hours_stay_each(db, &ask, add, &tallies);
    if (rc == DB_OK)
        rc = staff_each(db, 0, tell, &tallies);
    free(tallies.of);
    return rc;
}
