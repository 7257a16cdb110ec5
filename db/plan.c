/* plan.c: rules first, then the row, then the event: one transaction. */
#include "db/plan.h"

#include "db/care.h"
#include "db/day.h"
#include "db/query.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static int
refuse(struct db *db, const char *sentence)
{
    return db_fail(db, DB_REFUSED, "%s", sentence);
}

/* Records the edit and ends the transaction, one way or the other. */
static int
finish(struct db *db, int rc, const struct roster_by *by, const char *table, const char *no)
{
    if (rc == DB_OK)
        rc = roster_record(db, by, table, no, 0);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int
check_session(struct db *db, const struct session *s)
{
    if (s->ends_min <= s->starts_min)
        return refuse(db, _("It ends before it begins. Correct the times."));
    if (s->age_to && s->age_to < s->age_from)
        return refuse(db, _("The youngest is older than the oldest. Correct the ages."));
    char start[MINUTE_TEXT_LEN + 1] = "", end[MINUTE_TEXT_LEN + 1] = "";
    sqlite3_stmt *stmt = query(db, Q_session_clash, "idiitdd", s->home_id, s->weekday, s->period_id,
        s->id, s->room, s->starts_min, s->ends_min);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        minute_text(start, (int)query_int(stmt, "starts_min"));
        minute_text(end, (int)query_int(stmt, "ends_min"));
    }
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc;
    return db_fail(db, DB_REFUSED,
        _("There is another class from %s to %s. Choose another time or room."), start, end);
}

static int
put_session(struct db *db, struct session *s)
{
    int rc = check_session(db, s);
    if (rc != DB_OK)
        return rc;
    if (!s->id)
        return session_put(db, s);
    return query_run(db, query(db, Q_session_change, "izdddtttzdd", s->id, s->period_id, s->weekday,
                             s->starts_min, s->ends_min, subject_name(s->subject), s->title,
                             s->room, s->staff_id, s->age_from, s->age_to));
}

int
plan_session_save(struct db *db, struct session *session, const struct roster_by *by)
{
    char start[MINUTE_TEXT_LEN + 1], no[48];
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    minute_text(start, session->starts_min);
    snprintf(no, sizeof no, "%d %s", session->weekday, start);
    return finish(db, put_session(db, session), by, "session", no);
}

int
plan_session_remove(struct db *db, int64_t id, const struct roster_by *by)
{
    char no[24];
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    snprintf(no, sizeof no, "%lld", (long long)id);
    return finish(db, query_run(db, query(db, Q_session_remove, "i", id)), by, "session", no);
}

static int
check_periods(struct db *db)
{
    char name[NAME_SIZE] = "", other[NAME_SIZE] = "";
    sqlite3_stmt *stmt = query(db, Q_period_clash_any, "");
    int rc = query_step(db, stmt);
    if (rc > 0) {
        query_copy(stmt, "name", name, sizeof name);
        query_copy(stmt, "other", other, sizeof other);
    }
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc;
    return db_fail(
        db, DB_REFUSED, _("%s and %s have days in common. Correct the days."), name, other);
}

int
plan_period_may_be(struct db *db, const struct period *p)
{
    struct care care;
    struct period known;
    bool found =
        p->id ? period_get(db, &known, p->id) : period_find(db, &known, p->home_id, p->name);
    if (!found || !care_get(db, &care, known.id) ||
        (known.kind == p->kind && known.from_day == p->from_day &&
            known.until_day == p->until_day && strcmp(known.name, p->name) == 0))
        return DB_OK;
    if (p->kind == PERIOD_TERM && care.sessions)
        return db_fail(db, DB_REFUSED,
            _("%s has holiday care: it stays a winter or summer holiday."), known.name);
    if (care.state == CARE_OPEN && (p->from_day > care.from_day || p->until_day < care.from_day))
        return refuse(db, _("Its holiday care is open already on days that it would lose."));
    return care_may_edit(db, known.id);
}

static int
put_period(struct db *db, struct period *p)
{
    struct period other;
    if (!p->name[0])
        return refuse(db, _("A period needs a name."));
    if (p->until_day < p->from_day)
        return refuse(db, _("It ends before it begins. Correct the days."));
    if (period_find(db, &other, p->home_id, p->name) && other.id != p->id)
        return refuse(db, _("There is a period of that name. Choose another."));
    int rc = plan_period_may_be(db, p);
    if (rc != DB_OK)
        return rc;
    rc = p->id ? query_run(db, query(db, Q_period_change, "ittdd", p->id, period_kind_name(p->kind),
                                   p->name, p->from_day, p->until_day))
               : period_put(db, p);
    return rc == DB_OK ? check_periods(db) : rc;
}

int
plan_period_save(struct db *db, struct period *period, const struct roster_by *by)
{
    int64_t id = period->id;
    int rc = db_begin(db);
    if (rc == DB_OK)
        rc = finish(db, put_period(db, period), by, "period", period->name);
    if (rc != DB_OK)
        period->id = id;
    return rc;
}

int
plan_period_remove(struct db *db, const struct period *period, const struct roster_by *by)
{
    int64_t used =
        query_number(db, query(db, Q_period_in_use, "ii", period->home_id, period->id), "n", -1);
    if (used != 0)
        return used < 0 ? DB_FAILED
                        : refuse(db, _("This period has classes or holiday care of its own. Remove "
                                       "them first."));
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    return finish(
        db, query_run(db, query(db, Q_period_remove, "i", period->id)), by, "period", period->name);
}

int
plan_day_save(struct db *db, const struct calendar_day *day, const struct roster_by *by)
{
    char no[DAY_TEXT_LEN + 1];
    if (!day_exists(day->day) || !day->name[0])
        return refuse(db, _("A day of the calendar needs its date and a name."));
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    day_text(no, day->day);
    return finish(db, calendar_put(db, day), by, "calendar", no);
}

int
plan_day_remove(struct db *db, int day, const struct roster_by *by)
{
    char no[DAY_TEXT_LEN + 1];
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    day_text(no, day);
    return finish(db, calendar_remove(db, day), by, "calendar", no);
}

int
plan_check(struct db *db)
{
    char room[WORD_SIZE] = "", start[MINUTE_TEXT_LEN + 1] = "";
    int weekday = 0, rc = check_periods(db);
    if (rc != DB_OK)
        return rc;
    sqlite3_stmt *stmt = query(db, Q_session_clash_any, "");
    rc = query_step(db, stmt);
    if (rc > 0) {
        weekday = (int)query_int(stmt, "weekday");
        minute_text(start, (int)query_int(stmt, "starts_min"));
        query_copy(stmt, "room", room, sizeof room);
    }
    sqlite3_reset(stmt);
    if (rc == 0)
        return care_check(db);
    if (rc < 0)
        return rc;
    return db_fail(db, DB_REFUSED,
        _("Two classes are in the room %s at %s on day %d of the week. Correct one."), room, start,
        weekday);
}
