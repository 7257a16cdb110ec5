/* missed.c: goes back day by day from today until each child has come, or somebody said why not. */
#include "db/missed.h"

#include "db/alarm.h"
#include "db/day.h"
#include "db/expected.h"
#include "db/people.h"
#include "db/query.h"

#include <stdlib.h>

/* A child while its days are read, the newest first. */
struct run {
    struct missed missed;
    int from_day; /* the day after its last coming, or the first that is looked at */
    bool over;
};

struct search {
    struct db *db;
    struct run *runs; /* by child id */
    int count, room;
    int today, minute, day; /* the day that is read */
};

static int
add_child(const struct child *child, void *payload)
{
    struct search *s = payload;
    int first = day_add(s->today, 1 - MISSED_LOOK_BACK);
    int came =
        (int)query_number(s->db, query(s->db, Q_missed_came, "id", child->id, s->today), "day", 0);
    if (s->count == s->room) {
        s->room = s->room ? 2 * s->room : 64;
        s->runs = realloc(s->runs, (size_t)s->room * sizeof *s->runs);
        if (!s->runs)
            abort();
    }
    if (came && day_add(came, 1) > first)
        first = day_add(came, 1);
    s->runs[s->count++] = (struct run){.missed = {.child_id = child->id},
        .from_day = child->joined_day > first ? child->joined_day : first};
    return 0;
}

static int
compare(const void *a, const void *b)
{
    const struct run *x = a, *y = b;
    return (x->missed.child_id > y->missed.child_id) - (x->missed.child_id < y->missed.child_id);
}

static int
take(const struct expected *e, void *payload)
{
    struct search *s = payload;
    struct run key = {.missed = {.child_id = e->child_id}};
    struct run *run = bsearch(&key, s->runs, (size_t)s->count, sizeof key, compare);
    if (!run || run->over || s->day < run->from_day)
        return 0;
    if (s->day == s->today && !e->came && !e->absent && e->at_min + ALARM_LATE_MIN > s->minute)
        return 0;
    run->over = e->came || e->absent;
    if (run->over)
        return 0;
    struct missed *m = &run->missed;
    m->last_day = m->days ? m->last_day : s->day;
    m->since_day = s->day;
    m->days_list[m->days++] = s->day;
    return 0;
}

/* Is there a child whose run may go back to this day? */
static bool
goes_on(const struct search *s)
{
    for (int i = 0; i < s->count; i++)
        if (!s->runs[i].over && s->runs[i].from_day <= s->day)
            return true;
    return false;
}

int
missed_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct missed *, void *), void *payload)
{
    struct home home;
    if (!home_get(db, &home, home_id))
        return DB_OK;
    struct search s = {.db = db,
        .today = day_of(now->utc_ms, home.utc_offset_min),
        .minute = day_minute_of(now->utc_ms, home.utc_offset_min)};
    int rc = child_each(db, home_id, s.today, add_child, &s);
    if (rc == DB_OK && s.count)
        qsort(s.runs, (size_t)s.count, sizeof *s.runs, compare);
    for (s.day = s.today; rc == DB_OK && goes_on(&s); s.day = day_add(s.day, -1))
        if (query_number(db, query(db, Q_home_was_open, "id", home_id, s.day), "n", 0))
            rc = expected_each(db, home_id, s.day, take, &s);
    for (int i = 0; !rc && i < s.count; i++)
        if (s.runs[i].missed.days)
            rc = each(&s.runs[i].missed, payload);
    free(s.runs);
    return rc;
}
