/* alarm.c: finds alarms in the data, kind by kind. */
#include "db/alarm.h"

#include "db/calendar.h"
#include "db/day.h"
#include "db/door.h"
#include "db/enrol.h"
#include "db/event.h"
#include "db/expected.h"
#include "db/health.h"
#include "db/people.h"
#include "db/pickup.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static const char *const names[ALARM_KIND_COUNT] = {
#define X(id, name) [id] = name,
    ALARMS(X)
#undef X
};

const char *
alarm_name(enum alarm_kind kind)
{
    return names[kind];
}

/* What a search for one kind needs: where, when, and whom to tell. */
struct search {
    struct db *db;
    struct home home;
    const struct moment *now;
    int day, minute;
    enum alarm_kind kind;
    int (*each)(const struct alarm *, void *);
    void *payload;
};

static bool
is_done(const struct search *s, int64_t child_id)
{
    return query_number(s->db,
               query(s->db, Q_alarm_is_done, "dtz", s->day, alarm_name(s->kind), child_id), "n",
               0) > 0;
}

static int
tell(const struct search *s, int64_t child_id, int64_t since_ms)
{
    struct alarm alarm = {.kind = s->kind, .child_id = child_id, .since_ms = since_ms};
    return is_done(s, child_id) ? 0 : s->each(&alarm, s->payload);
}

static int64_t
ms_of(const struct search *s, int minute)
{
    return day_to_utc_ms(s->day, minute, s->home.utc_offset_min);
}

static int
look_at_expected(const struct expected *e, void *payload)
{
    const struct search *s = payload;
    if (e->came || e->absent || s->minute < e->at_min + ALARM_LATE_MIN)
        return 0;
    return tell(s, e->child_id, ms_of(s, e->at_min));
}

static int
find_expected(struct search *s)
{
    return expected_each(s->db, s->home.id, s->day, look_at_expected, s);
}

static int
tell_rows(struct search *s, sqlite3_stmt *stmt)
{
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(s->db, stmt)) > 0)
        stop = tell(s, query_int(stmt, "child_id"), query_int(stmt, "since_ms"));
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static int
find_still_here(struct search *s)
{
    if (s->minute < s->home.closes_min)
        return DB_OK;
    return tell_rows(s,
        query(s->db, Q_alarm_still_here, "iid", ms_of(s, s->home.closes_min), s->home.id, s->day));
}

static int
find_health(struct search *s)
{
    return tell_rows(s, query(s->db, Q_alarm_health, "id", s->home.id, s->day));
}

/* A child is told once, of however many sessions it is offered a place. */
struct told_offers {
    const struct search *search;
    int count;
    int64_t children[CARE_SESSIONS];
};

static int
look_at_offer(const struct offer *offer, void *payload)
{
    struct told_offers *told = payload;
    for (int i = 0; i < told->count; i++)
        if (told->children[i] == offer->place.child_id)
            return 0;
    told->children[told->count++] = offer->place.child_id;
    return tell(told->search, offer->place.child_id, 0);
}

static int
look_at_care(const struct care *care, void *payload)
{
    struct told_offers told = {.search = payload};
    return enrol_offer_each(
        told.search->db, care->period.id, told.search->day, look_at_offer, &told);
}

static int
find_place(struct search *s)
{
    return care_each(s->db, s->home.id, look_at_care, s);
}

static int
find_calendar(struct search *s)
{
    return calendar_knows(s->db, s->day / 10000) ? DB_OK : tell(s, 0, 0);
}

/* What says itself whether it was dealt with. */

static int
look_at_departure(const struct departure *d, void *payload)
{
    const struct search *s = payload;
    struct alarm alarm = {.kind = s->kind, .child_id = d->child_id, .since_ms = d->at_ms};
    if (s->kind == ALARM_NOT_HOME && !pickup_is_late(d, event_time(s->db, s->now)))
        return 0;
    return s->each(&alarm, s->payload);
}

static int
find_not_collected(struct search *s)
{
    return pickup_open_each(s->db, s->home.id, s->now, look_at_departure, s);
}

static int
find_not_home(struct search *s)
{
    return pickup_walked_each(s->db, s->home.id, s->now, look_at_departure, s);
}

static enum alarm_kind
kind_of_news(const struct door_news *news)
{
    if (news->kind == EVENT_BARRED_SEEN)
        return ALARM_BARRED;
    return news->kind == EVENT_WRONG_CHILD ? ALARM_WRONG_CHILD : ALARM_WAITS;
}

static int
look_at_news(const struct door_news *news, void *payload)
{
    const struct search *s = payload;
    struct alarm alarm = {s->kind, news->child_id, news->at_ms, news->guardian_id};
    return kind_of_news(news) == s->kind ? s->each(&alarm, s->payload) : 0;
}

static int
find_news(struct search *s)
{
    return door_each(s->db, s->home.id, s->now, look_at_news, s);
}

/* What alarm_each tells itself where nothing else can be known. */
static int
find_nothing(struct search *s)
{
    (void)s;
    return DB_OK;
}

static int (*const finders[ALARM_KIND_COUNT])(struct search *s) = {
    [ALARM_CLOCK] = find_nothing,
    [ALARM_BARRED] = find_news,
    [ALARM_WAITS] = find_news,
    [ALARM_WRONG_CHILD] = find_news,
    [ALARM_EXPECTED] = find_expected,
    [ALARM_NOT_COLLECTED] = find_not_collected,
    [ALARM_NOT_HOME] = find_not_home,
    [ALARM_STILL_HERE] = find_still_here,
    [ALARM_HEALTH] = find_health,
    [ALARM_PLACE] = find_place,
    [ALARM_CALENDAR] = find_calendar,
};

/* A clock that has no reason to be right may be; one that the log contradicts is not. */
static bool
clock_is_wrong(struct db *db, const struct moment *now)
{
    struct moment believed = *now;
    believed.trusted = true;
    return !event_judge(db, &believed).trusted;
}

int
alarm_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct alarm *, void *), void *payload)
{
    struct search s = {.db = db, .now = now, .each = each, .payload = payload};
    int rc = DB_OK;
    if (clock_is_wrong(db, now))
        return each(&(struct alarm){.kind = ALARM_CLOCK}, payload);
    if (!home_get(db, &s.home, home_id))
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    s.day = day_of(now->utc_ms, s.home.utc_offset_min);
    s.minute = day_minute_of(now->utc_ms, s.home.utc_offset_min);
    for (int kind = 0; kind < ALARM_KIND_COUNT && rc == DB_OK; kind++) {
        s.kind = (enum alarm_kind)kind;
        rc = finders[kind](&s);
    }
    return rc;
}

static int
count_one(const struct alarm *alarm, void *payload)
{
    (void)alarm;
    ++*(int *)payload;
    return 0;
}

int
alarm_count(struct db *db, int64_t home_id, const struct moment *now)
{
    int count = 0;
    return alarm_each(db, home_id, now, count_one, &count) < 0 ? -1 : count;
}

/* The note is free text: SQLite makes the JSON. */
static int
append_done(struct db *db, struct search *s, struct event *event, const char *note)
{
    sqlite3_stmt *stmt = query(db, Q_alarm_done_payload, "tdt", alarm_name(s->kind), s->day, note);
    int rc = query_step(db, stmt);
    event->payload = rc > 0 ? query_text(stmt, "payload") : "";
    if (rc > 0)
        rc = event_append(db, event);
    sqlite3_reset(stmt);
    return rc;
}

static int
done(struct db *db, const struct alarm *alarm, int64_t staff_id, const char *note,
    const struct moment *now)
{
    struct search s = {.db = db, .kind = alarm->kind};
    if (!home_get(db, &s.home, setting_home(db)))
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    s.day = day_of(now->utc_ms, s.home.utc_offset_min);
    if (is_done(&s, alarm->child_id))
        return DB_OK;
    struct event event = {.kind = EVENT_ALARM_DONE,
        .home_id = s.home.id,
        .child_id = alarm->child_id,
        .staff_id = staff_id,
        .at = event_judge(db, now)};
    return append_done(db, &s, &event, note);
}

/* The news that an alarm told. */
struct finding {
    const struct alarm *alarm;
    uint8_t id[EVENT_ID_LEN];
};

static int
find_told(const struct door_news *news, void *payload)
{
    struct finding *f = payload;
    bool same = kind_of_news(news) == f->alarm->kind && news->at_ms == f->alarm->since_ms &&
                news->guardian_id == f->alarm->guardian_id && news->child_id == f->alarm->child_id;
    if (same)
        memcpy(f->id, news->id, EVENT_ID_LEN);
    return same;
}

static int
seen_to(struct db *db, const struct alarm *alarm, int64_t staff_id, const struct moment *now)
{
    struct finding f = {.alarm = alarm};
    int rc = door_each(db, setting_home(db), now, find_told, &f);
    return rc > 0 ? door_answer(db, f.id, staff_id, now) : rc;
}

static int
noted(struct db *db, const struct alarm *alarm, int64_t staff_id, const char *note,
    const struct moment *now)
{
    struct pickup pickup = {.child_id = alarm->child_id, .how = PICKUP_NOTED, .staff_id = staff_id};
    snprintf(pickup.reason, sizeof pickup.reason, "%s", note);
    return pickup_record(db, &pickup, 1, now);
}

int
alarm_done(struct db *db, const struct alarm *alarm, int64_t staff_id, const char *note,
    const struct moment *now)
{
    if (alarm->kind == ALARM_HEALTH)
        return health_seen(db, alarm->child_id, staff_id, now);
    if (alarm->kind == ALARM_NOT_COLLECTED)
        return noted(db, alarm, staff_id, note, now);
    if (alarm->kind == ALARM_NOT_HOME)
        return pickup_home(db, alarm->child_id, true, staff_id, now);
    if (alarm->guardian_id)
        return seen_to(db, alarm, staff_id, now);
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = done(db, alarm, staff_id, note, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
