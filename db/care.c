/* care.c: a holiday and the events that open, prolong and close its care. */
#include "db/care_act.h"

#include "db/calendar.h"
#include "db/day.h"
#include "db/lamp.h"
#include "db/plan.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

enum { PAYLOAD_SIZE = 2048 };

static const char *const states[CARE_STATE_COUNT] = {
#define X(id, name) [id] = name,
    CARE_STATES(X)
#undef X
};

const char *
care_state_name(enum care_state state)
{
    return states[state];
}

int
care_finish(struct db *db, int rc)
{
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

bool
care_is_said(const char *reason)
{
    return reason && reason[strspn(reason, " \t\n")] != '\0';
}

int
care_check_reason(struct db *db, const char *reason)
{
    if (!reason || strlen(reason) < CARE_REASON)
        return DB_OK;
    return db_fail(
        db, DB_REFUSED, _("The reason is too long. Say it in %d characters."), CARE_REASON / 3);
}

int
care_record(struct db *db, struct event *event, const struct care *care, sqlite3_stmt *stmt,
    const struct roster_by *by)
{
    char payload[PAYLOAD_SIZE];
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc < 0 ? rc : DB_FAILED;
    event->home_id = care->period.home_id;
    event->staff_id = by->staff_id;
    event->at = event_judge(db, &by->at);
    event->payload = payload;
    rc = event_append(db, event);
    event->payload = NULL;
    return rc;
}

static void
read_event(sqlite3_stmt *row, struct care_event *out)
{
    static const enum event_kind kinds[] = {
        EVENT_CARE_OPENED, EVENT_CARE_PROLONGED, EVENT_CARE_CLOSED};
    static const char *const columns[] = {"from_day", "until_day", "day"};
    int which = 0;
    while (which < 2 && strcmp(query_text(row, "kind"), event_kind_name(kinds[which])) != 0)
        which++;
    *out = (struct care_event){.kind = kinds[which],
        .at_ms = query_int(row, "time_ms"),
        .staff_id = query_int(row, "staff_id"),
        .day = (int)query_int(row, columns[which]),
        .adults = (int)query_int(row, "adults"),
        .children = (int)query_int(row, "children")};
    query_copy(row, "reason", out->reason, sizeof out->reason);
}

int
care_history_each(
    struct db *db, int64_t period_id, int (*each)(const struct care_event *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_care_event_each, "i", period_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct care_event event;
        read_event(stmt, &event);
        stop = each(&event, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

/* Opened again, it is held from the first day as before: it was not meant to be closed. */
static int
add_event(const struct care_event *event, void *payload)
{
    struct care *care = payload;
    if (event->kind == EVENT_CARE_OPENED) {
        care->from_day = care->from_day ? care->from_day : event->day;
        care->state = CARE_OPEN;
        care->opened_ms = event->at_ms;
        care->opened_by = event->staff_id;
        care->closed_ms = care->closed_by = 0;
    } else if (event->kind == EVENT_CARE_CLOSED) {
        care->state = CARE_CLOSED;
        care->until_day = event->day;
        care->closed_ms = event->at_ms;
        care->closed_by = event->staff_id;
    }
    return 0;
}

int
care_read(struct db *db, struct care *care)
{
    struct care_session sessions[CARE_SESSIONS];
    struct period period = care->period;
    *care = (struct care){.period = period};
    int rc = care_history_each(db, period.id, add_event, care);
    if (rc != DB_OK)
        return rc;
    if (care->state == CARE_OPEN || care->until_day > period.until_day)
        care->until_day = period.until_day;
    care->sessions = care_sessions(db, sessions, period.id);
    return care->sessions < 0 ? care->sessions : DB_OK;
}

bool
care_get(struct db *db, struct care *out, int64_t period_id)
{
    *out = (struct care){0};
    return period_get(db, &out->period, period_id) && out->period.kind != PERIOD_TERM &&
           care_read(db, out) == DB_OK;
}

bool
care_on(struct db *db, struct care *out, int64_t home_id, int day)
{
    *out = (struct care){0};
    return period_holiday(db, &out->period, home_id, day) && care_read(db, out) == DB_OK;
}

struct caring {
    struct db *db;
    int (*each)(const struct care *, void *payload);
    void *payload;
};

static int
tell_care(const struct period *period, void *payload)
{
    const struct caring *caring = payload;
    struct care care = {.period = *period};
    if (period->kind == PERIOD_TERM)
        return 0;
    int rc = care_read(caring->db, &care);
    return rc == DB_OK ? caring->each(&care, caring->payload) : rc;
}

int
care_each(struct db *db, int64_t home_id, int (*each)(const struct care *, void *), void *payload)
{
    struct caring caring = {db, each, payload};
    return period_each(db, home_id, tell_care, &caring);
}

static int
refuse(struct db *db, const char *sentence)
{
    return db_fail(db, DB_REFUSED, "%s", sentence);
}

static int
get(struct db *db, struct care *out, int64_t period_id)
{
    return care_get(db, out, period_id)
               ? DB_OK
               : refuse(db, _("Holiday care belongs to a winter or summer holiday. Choose one."));
}

static int
refuse_closed(struct db *db, const struct care *care)
{
    return db_fail(db, DB_REFUSED,
        _("The holiday care of %s is closed. What was wrong in it is put right by a correction."),
        care->period.name);
}

int
care_may_edit(struct db *db, int64_t period_id)
{
    struct care care;
    if (!care_get(db, &care, period_id) || care.state != CARE_CLOSED)
        return DB_OK;
    return refuse_closed(db, &care);
}

static int
check_open(struct db *db, const struct care *care, int *from_day, int today)
{
    const struct period *p = &care->period;
    if (care->state == CARE_OPEN)
        return db_fail(db, DB_REFUSED, _("The holiday care of %s is open already."), p->name);
    if (care->state == CARE_CLOSED && today > p->until_day)
        return refuse_closed(db, care);
    if (!care->sessions)
        return refuse(db, _("It has no sessions yet. Say first which parts of the day there are."));
    if (!*from_day)
        *from_day = today > p->from_day ? today : p->from_day;
    if (*from_day < p->from_day || *from_day > p->until_day)
        return refuse(db, _("It can be opened from one of the holiday's days on. Choose one."));
    return DB_OK;
}

static int
open_care(
    struct db *db, struct care *care, int from_day, const char *reason, const struct roster_by *by)
{
    struct lamp lamp;
    struct event event = {.kind = EVENT_CARE_OPENED};
    int rc = check_open(db, care, &from_day, by->today);
    if (rc == DB_OK)
        rc = lamp_read(db, &lamp, care, &by->at);
    if (rc == DB_OK)
        rc = lamp_allows(db, &lamp, reason);
    if (rc != DB_OK)
        return rc;
    return care_record(db, &event, care,
        query(db, Q_care_opened_payload, "idddt", care->period.id, from_day, lamp.adults,
            lamp.children, reason ? reason : ""),
        by);
}

/* One act on one period's care, in a transaction of its own. */
int
care_open(
    struct db *db, int64_t period_id, int from_day, const char *reason, const struct roster_by *by)
{
    struct care care;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = get(db, &care, period_id);
    return care_finish(db, rc == DB_OK ? open_care(db, &care, from_day, reason, by) : rc);
}

static int
prolong(struct db *db, struct care *care, int until_day, const struct roster_by *by)
{
    int was = care->period.until_day;
    struct event event = {.kind = EVENT_CARE_PROLONGED};
    if (care->state == CARE_CLOSED)
        return refuse_closed(db, care);
    if (!day_exists(until_day) || until_day <= was)
        return refuse(db, _("It can be prolonged to a later day only. Choose one."));
    care->period.until_day = until_day;
    int rc = plan_period_save(db, &care->period, by);
    if (rc != DB_OK)
        return rc;
    return care_record(db, &event, care,
        query(db, Q_care_prolonged_payload, "idd", care->period.id, was, until_day), by);
}

int
care_prolong(struct db *db, int64_t period_id, int until_day, const struct roster_by *by)
{
    struct care care;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = get(db, &care, period_id);
    return care_finish(db, rc == DB_OK ? prolong(db, &care, until_day, by) : rc);
}

static int
close_care(struct db *db, const struct care *care, const char *reason, const struct roster_by *by)
{
    int day = by->today < care->until_day ? by->today : care->until_day;
    struct event event = {.kind = EVENT_CARE_CLOSED};
    if (care->state != CARE_OPEN)
        return db_fail(db, DB_REFUSED, _("The holiday care of %s is not open."), care->period.name);
    if (by->today < care->until_day && !care_is_said(reason))
        return refuse(db, _("It would end before its last day. Say why."));
    int rc = care_check_reason(db, reason);
    if (rc != DB_OK)
        return rc;
    return care_record(db, &event, care,
        query(db, Q_care_closed_payload, "idt", care->period.id, day, reason ? reason : ""), by);
}

int
care_close(struct db *db, int64_t period_id, const char *reason, const struct roster_by *by)
{
    struct care care;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = get(db, &care, period_id);
    return care_finish(db, rc == DB_OK ? close_care(db, &care, reason, by) : rc);
}

bool
care_is_day(struct db *db, const struct care *care, int day)
{
    struct calendar_day other;
    if (!care->from_day || day < care->from_day || day > care->until_day)
        return false;
    return !(calendar_get(db, &other, day) && other.kind == CALENDAR_HOLIDAY);
}

bool
care_held(struct db *db, const struct care *care, const struct care_session *s, int day)
{
    return s->weekdays & 1 << (day_weekday(day) - 1) && care_is_day(db, care, day);
}
