/* enrol_rules.c: who may be enrolled, with whose consent, and where there is room. */
#include "db/enrol_rules.h"

#include "db/care_act.h"
#include "db/day.h"
#include "db/places_read.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *chinese;
} ways[CONSENT_WAY_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    CONSENT_WAYS(X)
#undef X
};

const char *
consent_way_name(enum consent_way way)
{
    return ways[way].name;
}

int
consent_way_parse(const char *text)
{
    for (int i = 0; i < CONSENT_WAY_COUNT; i++)
        if (strcmp(text, ways[i].name) == 0 || strcmp(text, ways[i].chinese) == 0)
            return i;
    return -1;
}

static int
refuse(struct db *db, const char *sentence)
{
    return db_fail(db, DB_REFUSED, "%s", sentence);
}

static int
check_sessions(struct db *db, const struct enrol *e)
{
    struct care_session session;
    if (e->session_count < 1 || e->session_count > CARE_SESSIONS)
        return refuse(db, _("For which sessions? Choose one at least."));
    for (int i = 0; i < e->session_count; i++) {
        if (!care_session_get(db, &session, e->sessions[i]) || session.period_id != e->period_id)
            return refuse(db, _("This session is not one of the holiday's. Choose others."));
        for (int k = 0; k < i; k++)
            if (e->sessions[k] == e->sessions[i])
                return refuse(db, _("A session is chosen twice. Choose it once."));
    }
    return DB_OK;
}

static int
check_days(struct db *db, const struct place *place, const struct care *care)
{
    const struct period *p = &care->period;
    if (!day_exists(place->since_day) || place->since_day < p->from_day ||
        place->since_day > p->until_day)
        return db_fail(
            db, DB_REFUSED, _("It begins on a day that is not in %s. Correct the day."), p->name);
    if (place->weekdays < 1 || place->weekdays > CARE_ALL_WEEK)
        return refuse(db, _("On which days of the week does it come? Choose one at least."));
    return DB_OK;
}

static int
check_child(struct db *db, int64_t child_id, int since_day)
{
    struct child child;
    if (!child_get(db, &child, child_id))
        return refuse(db, _("This child is not on the list any more."));
    if (child.left_day && child.left_day <= since_day)
        return refuse(db, _("The child has left the Home: it can't be enrolled."));
    return DB_OK;
}

int
enrol_check(struct db *db, struct enrol *e, struct care *care, int today)
{
    if (!care_get(db, care, e->period_id))
        return refuse(db, _("Holiday care belongs to a winter or summer holiday. Choose one."));
    int rc = care_may_edit(db, e->period_id);
    if (!e->since_day)
        e->since_day = today > care->period.from_day ? today : care->period.from_day;
    struct place place = {.since_day = e->since_day, .weekdays = e->weekdays};
    if (rc == DB_OK)
        rc = check_sessions(db, e);
    if (rc == DB_OK)
        rc = check_days(db, &place, care);
    return rc == DB_OK ? check_child(db, e->child_id, e->since_day) : rc;
}

static int
find_guardian(struct db *db, struct consent *c, int64_t child_id)
{
    sqlite3_stmt *stmt = query(db, Q_enrolment_guardian, "iid", child_id, c->guardian_id, c->day);
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "name", c->by, sizeof c->by);
    sqlite3_reset(stmt);
    if (rc == 0)
        return refuse(db, _("This card is not of a guardian of the child. Let a guardian of the "
                            "child consent."));
    return rc < 0 ? rc : DB_OK;
}

int
enrol_check_consent(struct db *db, struct consent *c, int64_t child_id, int today)
{
    bool by_card = c->how == CONSENT_CARD;
    if (!day_exists(c->day) || (by_card ? !c->guardian_id : !care_is_said(c->by)))
        return refuse(
            db, _("The guardian's consent is missing: who consented, on which day, and how?"));
    if (c->day > today)
        return refuse(db, _("The consent is of a day that is still to come. Correct the day."));
    if (by_card)
        return find_guardian(db, c, child_id);
    c->guardian_id = 0;
    return DB_OK;
}

int
enrol_check_room(struct db *db, const struct place *place, const struct care *care)
{
    struct care_session s;
    if (!care_session_get(db, &s, place->session_id))
        return refuse(db, _("This session is not there any more."));
    const int days[] = {
        place->since_day, place->until_day ? place->until_day : care->period.until_day};
    int given = place_fullest(db, s.id, days, place->weekdays & s.weekdays, place->child_id);
    if (given < s.capacity)
        return given < 0 ? given : DB_OK;
    return db_fail(db, DB_REFUSED,
        _("The session \"%s\" is full: %d of %d places are given. The child can wait for one."),
        s.name, given, s.capacity);
}

int
enrol_check_overlap(struct db *db, const struct place *place)
{
    int64_t other = query_number(db,
        query(db, Q_place_overlap, "iidd", place->session_id, place->child_id, place->since_day,
            place->until_day),
        "since_day", 0);
    return other ? refuse(db, _("The child is enrolled for this session twice. Remove one."))
                 : DB_OK;
}

int
enrol_check_put(struct db *db, const struct place *place, const struct care *care)
{
    int rc = check_days(db, place, care);
    if (rc == DB_OK)
        rc = check_child(db, place->child_id, place->since_day);
    if (rc == DB_OK && place->state == PLACE_ENROLLED)
        rc = enrol_check_room(db, place, care);
    return rc == DB_OK ? enrol_check_overlap(db, place) : rc;
}

bool
enrol_find_place(struct db *db, struct place *out, const struct place *place)
{
    sqlite3_stmt *stmt =
        query(db, Q_place_find, "iid", place->session_id, place->child_id, place->since_day);
    bool found = query_step(db, stmt) > 0;
    if (found)
        place_read(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

bool
enrol_is_there(
    struct db *db, const struct care *care, const struct consent *c, const struct place *place)
{
    struct place known;
    struct enrolled enrolled;
    if (!enrol_find_place(db, &known, place) ||
        !enrol_get_stored(db, &enrolled, care->period.id, place->child_id, place->since_day))
        return false;
    const struct consent *was = &enrolled.consent;
    return known.until_day == place->until_day && known.weekdays == place->weekdays &&
           known.state == place->state && was->how == c->how && was->day == c->day &&
           (c->how == CONSENT_CARD ? was->guardian_id == c->guardian_id
                                   : strcmp(was->by, c->by) == 0);
}
