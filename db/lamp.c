/* lamp.c: adults who are in, against children who are in. */
#include "db/lamp.h"

#include "db/attendance.h"
#include "db/care_act.h"
#include "db/day.h"
#include "db/presence.h"
#include "db/text.h"

#include <string.h>

enum { ADULTS_MAX = 64 };

struct adults {
    int count;
    int64_t ids[ADULTS_MAX];
};

/* Each of the staff once; visitors don't look after children. */
static int
count_adult(const struct inside *inside, void *payload)
{
    struct adults *adults = payload;
    if (!inside->staff_id || adults->count == ADULTS_MAX)
        return 0;
    for (int i = 0; i < adults->count; i++)
        if (adults->ids[i] == inside->staff_id)
            return 0;
    adults->ids[adults->count++] = inside->staff_id;
    return 0;
}

/* The strictest of the sessions that are on at the minute; where none is, of them all. */
static int
strictest(const struct care_session *sessions, int count, int weekday, int minute)
{
    int all = 0, on = 0;
    for (int i = 0; i < count; i++) {
        const struct care_session *s = &sessions[i];
        bool is_on =
            s->weekdays & 1 << (weekday - 1) && s->starts_min <= minute && minute < s->ends_min;
        if (!all || s->per_adult < all)
            all = s->per_adult;
        if (is_on && (!on || s->per_adult < on))
            on = s->per_adult;
    }
    return on ? on : all ? all : CARE_PER_ADULT;
}

static enum lamp_light
light_of(const struct lamp *lamp)
{
    if (lamp->children > lamp->adults * lamp->per_adult)
        return LAMP_SHORT;
    return lamp->children + 1 > lamp->adults * lamp->per_adult ? LAMP_JUST : LAMP_ENOUGH;
}

int
lamp_read(struct db *db, struct lamp *out, const struct care *care, const struct moment *now)
{
    struct home home;
    struct adults adults = {0};
    struct care_session sessions[CARE_SESSIONS];
    *out = (struct lamp){0};
    if (!home_get(db, &home, care->period.home_id))
        return DB_FAILED;
    int day = day_of(now->utc_ms, home.utc_offset_min);
    int count = care_sessions(db, sessions, care->period.id);
    if (count < 0)
        return count;
    int rc = presence_inside_each(db, home.id, day, count_adult, &adults);
    out->children = attendance_in_count(db, home.id, day);
    if (rc != DB_OK || out->children < 0)
        return rc < 0 ? rc : DB_FAILED;
    out->adults = adults.count;
    out->per_adult = strictest(
        sessions, count, day_weekday(day), day_minute_of(now->utc_ms, home.utc_offset_min));
    out->needed = (out->children + out->per_adult - 1) / out->per_adult;
    out->light = light_of(out);
    return DB_OK;
}

int
lamp_allows(struct db *db, const struct lamp *lamp, const char *reason)
{
    if (lamp->light == LAMP_SHORT && !care_is_said(reason))
        return db_fail(db, DB_REFUSED,
            _("Too few adults: %d for %d children, and there should be %d. Call one more, or write "
              "down why it begins all the same."),
            lamp->adults, lamp->children, lamp->needed);
    return care_check_reason(db, reason);
}

static int
check_begin(struct db *db, const struct care *care, const struct care_session *s,
    const struct roster_by *by)
{
    struct home home;
    if (care->state != CARE_OPEN)
        return db_fail(db, DB_REFUSED, _("The holiday care of %s is not open."), care->period.name);
    if (!home_get(db, &home, care->period.home_id))
        return DB_FAILED;
    if (!care_held(db, care, s, by->today))
        return db_fail(db, DB_REFUSED, _("The session \"%s\" is not held today."), s->name);
    if (by->at.utc_ms >= day_to_utc_ms(by->today, s->ends_min, home.utc_offset_min))
        return db_fail(db, DB_REFUSED, _("The session \"%s\" is over."), s->name);
    return DB_OK;
}

static int
begin(struct db *db, const struct care_session *s, const char *reason, const struct roster_by *by)
{
    struct care care;
    struct lamp lamp;
    struct event event = {.kind = EVENT_CARE_BEGUN};
    if (!care_get(db, &care, s->period_id))
        return DB_FAILED;
    int rc = check_begin(db, &care, s, by);
    if (rc == DB_OK)
        rc = lamp_read(db, &lamp, &care, &by->at);
    if (rc == DB_OK)
        rc = lamp_allows(db, &lamp, reason);
    if (rc != DB_OK)
        return rc;
    int64_t begun = query_number(db, query(db, Q_care_begun_on, "di", by->today, s->id), "n", -1);
    if (begun != 0 && !care_is_said(reason))
        return begun < 0 ? DB_FAILED : DB_OK;
    return care_record(db, &event, &care,
        query(db, Q_care_begun_payload, "idddt", s->id, by->today, lamp.adults, lamp.children,
            reason ? reason : ""),
        by);
}

int
lamp_begin(struct db *db, int64_t session_id, const char *reason, const struct roster_by *by)
{
    struct care_session session;
    if (!care_session_get(db, &session, session_id))
        return db_fail(db, DB_REFUSED, "%s", _("This session is not there any more."));
    int rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, begin(db, &session, reason, by)) : rc;
}

int
begun_each(struct db *db, int64_t period_id, int day, int (*each)(const struct begun *, void *),
    void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_care_begun_each, "id", period_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct begun begun = {.session_id = query_int(stmt, "session_id"),
            .staff_id = query_int(stmt, "staff_id"),
            .at_ms = query_int(stmt, "time_ms"),
            .adults = (int)query_int(stmt, "adults"),
            .children = (int)query_int(stmt, "children")};
        query_copy(stmt, "reason", begun.reason, sizeof begun.reason);
        stop = each(&begun, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
