/* mood.c: five faces, and the runs of sad days among them. */
#include "db/mood.h"

#include "db/day.h"
#include "db/event.h"
#include "db/people.h"
#include "db/query.h"
#include "db/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* The id of the child's last check-in, where it has no answer yet. */
static bool
find_cause(struct db *db, int64_t child_id, uint8_t out[EVENT_ID_LEN])
{
    sqlite3_stmt *stmt = query(db, Q_event_open_check_in, "i", child_id);
    const void *id = query_step(db, stmt) > 0 ? query_blob(stmt, "id", EVENT_ID_LEN) : NULL;
    if (id)
        memcpy(out, id, EVENT_ID_LEN);
    sqlite3_reset(stmt);
    return id && query_number(db, query(db, Q_mood_answered, "b", (const void *)out, EVENT_ID_LEN),
                     "n", 1) == 0;
}

bool
mood_open(struct db *db, int64_t child_id)
{
    uint8_t cause[EVENT_ID_LEN];
    return find_cause(db, child_id, cause);
}

static int
append(struct db *db, int64_t child_id, int value, const struct moment *now)
{
    uint8_t cause[EVENT_ID_LEN];
    struct child child;
    char payload[32];
    if (!child_get(db, &child, child_id) || !find_cause(db, child_id, cause))
        return db_fail(db, DB_REFUSED, "%s", _("This check-in has its answer already."));
    snprintf(payload, sizeof payload, "{\"value\":%d}", value);
    struct event event = {.kind = EVENT_MOOD,
        .home_id = child.home_id,
        .child_id = child_id,
        .cause = cause,
        .at = event_judge(db, now),
        .payload = payload};
    return event_append(db, &event);
}

int
mood_record(struct db *db, int64_t child_id, int value, const struct moment *now)
{
    assert(value >= MOOD_LEAST && value <= MOOD_MOST);
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = append(db, child_id, value, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

/* What has been read of a child's answers, newest first. */
struct run {
    int sad_days, since_day, last_day;
    int day; /* the one that is being read, 0 before the first */
    bool day_is_sad;
    bool over;
};

/* The day that was read is complete: the run goes on, or ends before it. */
static void
end_day(struct run *run)
{
    if (!run->day || run->over)
        return;
    run->over = !run->day_is_sad;
    if (run->over)
        return;
    if (run->sad_days++ == 0)
        run->last_day = run->day;
    run->since_day = run->day;
}

static void
add_answer(struct run *run, int day, int value)
{
    if (day != run->day) {
        end_day(run);
        run->day = day;
        run->day_is_sad = false;
    }
    run->day_is_sad |= value <= MOOD_SAD;
}

static int
read_run(struct db *db, struct run *run, int64_t child_id, int until, int after)
{
    *run = (struct run){0};
    sqlite3_stmt *stmt = query(db, Q_mood_of_child, "i", child_id);
    int rc = 0;
    while (!run->over && (rc = query_step(db, stmt)) > 0) {
        int day = day_of(query_int(stmt, "time_ms"), (int)query_int(stmt, "utc_offset_min"));
        if (day <= after)
            break;
        if (day <= until)
            add_answer(run, day, (int)query_int(stmt, "value"));
    }
    sqlite3_reset(stmt);
    end_day(run);
    return rc < 0 ? rc : DB_OK;
}

int
mood_run_of(struct db *db, struct mood_worry *out, int64_t child_id, int until, int after)
{
    struct run run;
    int rc = read_run(db, &run, child_id, until, after);
    *out = (struct mood_worry){.child_id = child_id};
    if (rc == DB_OK && run.sad_days && run.last_day >= day_add(until, -MOOD_FRESH_DAYS))
        *out = (struct mood_worry){child_id, run.sad_days, run.since_day, run.last_day};
    return rc;
}

struct worries {
    struct db *db;
    int day;
    int (*each)(const struct mood_worry *, void *);
    void *payload;
};

static int
look_at(const struct child *child, void *payload)
{
    const struct worries *w = payload;
    struct mood_worry worry;
    int rc = mood_run_of(w->db, &worry, child->id, w->day, 0);
    return rc == DB_OK && worry.days >= MOOD_WORRY_DAYS ? w->each(&worry, w->payload) : rc;
}

int
mood_worries(struct db *db, int64_t home_id, int day,
    int (*each)(const struct mood_worry *, void *), void *payload)
{
    struct worries worries = {db, day, each, payload};
    return child_each(db, home_id, day, look_at, &worries);
}
