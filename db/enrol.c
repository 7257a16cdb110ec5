/* enrol.c: consents and places: rules first, then the rows, then the event: one transaction. */
#include "db/enrol.h"

#include "db/care_act.h"
#include "db/day.h"
#include "db/enrol_rules.h"
#include "db/places_read.h"
#include "db/text.h"

#include <stdlib.h>
#include <string.h>

static int
refuse(struct db *db, const char *sentence)
{
    return db_fail(db, DB_REFUSED, "%s", sentence);
}

static int
put_place(struct db *db, const struct place *p)
{
    return query_run(db, query(db, Q_place_put, "iidddtd", p->session_id, p->child_id, p->since_day,
                             p->until_day, p->weekdays, place_state_name(p->state), p->turn));
}

static int
put_consent(struct db *db, int64_t period_id, int64_t child_id, const struct consent *c)
{
    return query_run(db, query(db, Q_enrolment_put, "iitztd", period_id, child_id, c->by,
                             c->guardian_id, consent_way_name(c->how), c->day));
}

static int
next_turn(struct db *db, int64_t session_id)
{
    return (int)query_number(db, query(db, Q_place_turn, "i", session_id), "n", -1);
}

/* A place, or, where the session is full and it may wait, a turn. */
static int
take(struct db *db, bool *waits, const struct enrol *e, const struct care *care, int64_t session_id)
{
    struct place known, place = {.session_id = session_id,
                            .child_id = e->child_id,
                            .since_day = e->since_day,
                            .weekdays = e->weekdays};
    if (enrol_find_place(db, &known, &place) && known.until_day >= known.since_day)
        return refuse(db, _("The child had a place on these days. Choose a later day."));
    int rc = enrol_check_room(db, &place, care);
    *waits = rc == DB_REFUSED && e->may_wait;
    if (rc != DB_OK && !*waits)
        return rc;
    place.state = *waits ? PLACE_WAITING : PLACE_ENROLLED;
    place.turn = *waits ? next_turn(db, session_id) : 0;
    rc = place.turn < 0 ? place.turn : enrol_check_overlap(db, &place);
    return rc == DB_OK ? put_place(db, &place) : rc;
}

static int
record(struct db *db, int64_t child_id, const struct roster_by *by)
{
    struct child child;
    if (!child_get(db, &child, child_id))
        return refuse(db, _("This child is not on the list any more."));
    return roster_record(db, by, "enrolment", child.no, child_id);
}

static int
add(struct db *db, bool *waits, struct enrol *e, const struct roster_by *by)
{
    struct care care;
    struct enrolled known;
    int rc = enrol_check(db, e, &care, by->today);
    if (rc == DB_OK)
        rc = enrol_check_consent(db, &e->consent, e->child_id, by->today);
    if (rc != DB_OK)
        return rc;
    if (enrol_get(db, &known, e->period_id, e->child_id, by->today) && known.state != PLACE_LEFT)
        return refuse(db, _("The child is enrolled already. Change what it is enrolled for."));
    rc = put_consent(db, e->period_id, e->child_id, &e->consent);
    for (int i = 0; rc == DB_OK && i < e->session_count; i++)
        rc = take(db, &waits[i], e, &care, e->sessions[i]);
    return rc == DB_OK ? record(db, e->child_id, by) : rc;
}

int
enrol_add(
    struct db *db, bool waits[CARE_SESSIONS], const struct enrol *enrol, const struct roster_by *by)
{
    struct enrol e = *enrol;
    int rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, add(db, waits, &e, by)) : rc;
}

/* Ends it with a last day, before its first one where it came to nothing. */
static int
end_place(struct db *db, const struct place *place, int last_day)
{
    struct place ended = *place;
    ended.until_day = last_day < place->since_day ? day_add(place->since_day, -1) : last_day;
    return put_place(db, &ended);
}

static bool
is_over(const struct place *place, int day)
{
    return place->until_day && place->until_day < day;
}

/* Whoever waits with other weekdays now keeps its turn. */
static int
change_place(struct db *db, bool *waits, const struct enrol *e, const struct care *care,
    const struct place *known)
{
    struct place place = *known;
    *waits = known->state == PLACE_WAITING;
    if (known->weekdays == e->weekdays && !known->until_day)
        return DB_OK;
    if (*waits) {
        place.weekdays = e->weekdays;
        place.until_day = 0;
        return put_place(db, &place);
    }
    int rc = end_place(db, known, day_add(e->since_day, -1));
    return rc == DB_OK ? take(db, waits, e, care, known->session_id) : rc;
}

static int
wanted_at(const struct enrol *e, int64_t session_id)
{
    for (int i = 0; i < e->session_count; i++)
        if (e->sessions[i] == session_id)
            return i;
    return -1;
}

static int
change_places(struct db *db, bool *waits, const struct enrol *e, const struct care *care,
    const struct enrolled *known)
{
    bool is_there[CARE_SESSIONS] = {false};
    int rc = DB_OK;
    for (int i = 0; rc == DB_OK && i < known->count; i++) {
        const struct place *place = &known->places[i];
        int at = wanted_at(e, place->session_id);
        if (is_over(place, e->since_day))
            continue;
        if (at >= 0)
            rc = change_place(db, &waits[at], e, care, place);
        else
            rc = end_place(db, place, day_add(e->since_day, -1));
        if (at >= 0)
            is_there[at] = true;
    }
    for (int i = 0; rc == DB_OK && i < e->session_count; i++)
        if (!is_there[i])
            rc = take(db, &waits[i], e, care, e->sessions[i]);
    return rc;
}

static int
change(struct db *db, bool *waits, struct enrol *e, const struct roster_by *by)
{
    struct care care;
    struct enrolled known;
    int rc = enrol_check(db, e, &care, by->today);
    if (rc != DB_OK)
        return rc;
    if (e->since_day < by->today)
        return refuse(db, _("Days that are over stay as they were: choose a day from today on."));
    if (!enrol_get_stored(db, &known, e->period_id, e->child_id, e->since_day))
        return refuse(db, _("The child is not enrolled. Enrol it first."));
    if (e->consent.by[0] || e->consent.guardian_id) {
        rc = enrol_check_consent(db, &e->consent, e->child_id, by->today);
        if (rc == DB_OK)
            rc = put_consent(db, e->period_id, e->child_id, &e->consent);
    }
    if (rc == DB_OK)
        rc = change_places(db, waits, e, &care, &known);
    return rc == DB_OK ? record(db, e->child_id, by) : rc;
}

int
enrol_change(
    struct db *db, bool waits[CARE_SESSIONS], const struct enrol *enrol, const struct roster_by *by)
{
    struct enrol e = *enrol;
    int rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, change(db, waits, &e, by)) : rc;
}

static int
leave(struct db *db, const struct enrolled *known, int64_t session_id, int last_day,
    const struct roster_by *by)
{
    int rc = DB_OK, ended = 0;
    for (int i = 0; rc == DB_OK && i < known->count; i++) {
        const struct place *place = &known->places[i];
        if ((session_id && place->session_id != session_id) ||
            (place->until_day && place->until_day <= last_day))
            continue;
        rc = end_place(db, place, last_day);
        ended++;
    }
    if (rc == DB_OK && !ended)
        return refuse(db, _("The child has left already."));
    return rc == DB_OK ? record(db, known->child.id, by) : rc;
}

int
enrol_leave(struct db *db, int64_t period_id, int64_t child_id, int64_t session_id, int last_day,
    const struct roster_by *by)
{
    struct enrolled known;
    int rc = care_may_edit(db, period_id);
    if (rc != DB_OK)
        return rc;
    if (!day_exists(last_day) || last_day < day_add(by->today, -1))
        return refuse(db, _("Days that are over stay as they were: choose a day from today on."));
    if (!enrol_get_stored(db, &known, period_id, child_id, day_add(last_day, 1)))
        return refuse(db, _("The child is not enrolled. Enrol it first."));
    rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, leave(db, &known, session_id, last_day, by)) : rc;
}

/* The place row that waits for a session. */
static bool
find_waiting(struct db *db, struct place *out, int64_t session_id, int64_t child_id)
{
    struct place *places;
    int count;
    bool found = false;
    if (place_list(db, &places, &count, session_id) == DB_OK)
        for (int i = 0; !found && i < count; i++)
            if (places[i].child_id == child_id && places[i].state == PLACE_WAITING &&
                !places[i].until_day) {
                *out = places[i];
                found = true;
            }
    free(places);
    return found;
}

/* Who waited before today has that on record, and a place from today on. */
static int
give(struct db *db, struct place *place, const struct roster_by *by)
{
    int rc = DB_OK;
    if (place->since_day < by->today) {
        rc = end_place(db, place, day_add(by->today, -1));
        place->since_day = by->today;
    }
    place->state = PLACE_ENROLLED;
    if (rc == DB_OK)
        rc = put_place(db, place);
    return rc == DB_OK ? record(db, place->child_id, by) : rc;
}

int
enrol_give(struct db *db, int64_t session_id, int64_t child_id, const struct roster_by *by)
{
    struct care_session session;
    struct place place;
    struct offer offer;
    if (!care_session_get(db, &session, session_id) ||
        !find_waiting(db, &place, session_id, child_id))
        return refuse(db, _("The child does not wait for this session."));
    int rc = care_may_edit(db, session.period_id);
    if (rc != DB_OK)
        return rc;
    rc = enrol_first(db, &offer, &session, by->today);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return refuse(db, _("No place is free for who waits."));
    if (offer.place.child_id != child_id)
        return refuse(
            db, _("Another child is the first in the line. Offer it the place, or let it pass."));
    rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, give(db, &place, by)) : rc;
}

static int
pass(struct db *db, struct place *place, const struct roster_by *by)
{
    place->turn = next_turn(db, place->session_id);
    int rc = place->turn < 0 ? place->turn : put_place(db, place);
    return rc == DB_OK ? record(db, place->child_id, by) : rc;
}

int
enrol_pass(struct db *db, int64_t session_id, int64_t child_id, const struct roster_by *by)
{
    struct care_session session;
    struct place place;
    if (!care_session_get(db, &session, session_id) ||
        !find_waiting(db, &place, session_id, child_id))
        return refuse(db, _("The child does not wait for this session."));
    int rc = care_may_edit(db, session.period_id);
    if (rc == DB_OK)
        rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, pass(db, &place, by)) : rc;
}

/* Keeps the turn of who waits already. */
static int
put_row(
    struct db *db, struct consent *consent, struct place *place, const struct care *care, int today)
{
    struct place known = {0};
    bool is_there = enrol_find_place(db, &known, place);
    place->turn = is_there ? known.turn : 0;
    if (place->state == PLACE_WAITING && !place->turn)
        place->turn = next_turn(db, place->session_id);
    int rc = place->turn < 0 ? place->turn : enrol_check_put(db, place, care);
    if (rc == DB_OK)
        rc = enrol_check_consent(db, consent, place->child_id, today);
    if (rc == DB_OK)
        rc = put_consent(db, care->period.id, place->child_id, consent);
    return rc == DB_OK ? put_place(db, place) : rc;
}

int
enrol_put(struct db *db, const struct consent *consent, const struct place *place, int today)
{
    struct care care;
    struct care_session session;
    struct consent given = *consent;
    struct place wanted = *place;
    if (!care_session_get(db, &session, place->session_id) ||
        !care_get(db, &care, session.period_id))
        return refuse(db, _("This session is not there any more."));
    if (enrol_is_there(db, &care, consent, place))
        return DB_OK;
    int rc = care_may_edit(db, care.period.id);
    return rc == DB_OK ? put_row(db, &given, &wanted, &care, today) : rc;
}
