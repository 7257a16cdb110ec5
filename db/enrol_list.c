/* enrol_list.c: who is enrolled, who waits, and whom a free place is offered to. */
#include "db/day.h"
#include "db/enrol_rules.h"
#include "db/places_read.h"

#include <stdlib.h>
#include <string.h>

static bool
covers(const struct place *place, int day)
{
    return place->since_day <= day && (!place->until_day || day <= place->until_day);
}

static bool
is_gone(const struct place *place, int day)
{
    return place->gone_day && place->gone_day <= day;
}

/* Rows come by session, the newest first. */
static int
read_places(struct db *db, struct enrolled *out, int64_t period_id, int day)
{
    sqlite3_stmt *stmt = query(db, Q_place_of_child, "ii", out->child.id, period_id);
    int rc;
    while ((rc = query_step(db, stmt)) > 0) {
        struct place place;
        struct place *last = out->count ? &out->places[out->count - 1] : NULL;
        place_read(stmt, &place);
        if (last && last->session_id == place.session_id) {
            if (!covers(last, day) && covers(&place, day))
                *last = place;
        } else if (out->count < CARE_SESSIONS) {
            out->places[out->count++] = place;
        }
    }
    return rc;
}

/* What is stored, as it stands on the day. */
static int
tell_as_of(struct db *db, struct enrolled *out, int day)
{
    out->state = PLACE_LEFT;
    for (int i = 0; i < out->count; i++) {
        struct place *place = &out->places[i];
        bool ended =
            place->until_day && (place->until_day < day || place->until_day < place->since_day);
        if (ended || is_gone(place, day))
            place->state = PLACE_LEFT;
        place->turn = place->state != PLACE_WAITING
                          ? 0
                          : (int)query_number(db,
                                query(db, Q_place_turn_of, "idi", place->session_id, place->turn,
                                    place->child_id),
                                "n", -1);
        if (place->turn < 0)
            return DB_FAILED;
        if (place->state < out->state)
            out->state = place->state;
    }
    return DB_OK;
}

/* The child's own row is read apart. */
static void
read_enrolled(sqlite3_stmt *row, struct enrolled *out)
{
    int how = consent_way_parse(query_text(row, "consent_how"));
    *out = (struct enrolled){.child = {.id = query_int(row, "child_id")},
        .guest = query_int(row, "guest") != 0,
        .consent = {.guardian_id = query_int(row, "guardian_id"),
            .how = how < 0 ? CONSENT_PAPER : (enum consent_way)how,
            .day = (int)query_int(row, "consent_day")}};
    query_copy(row, "consent_by", out->consent.by, sizeof out->consent.by);
}

static int
read_rest(struct db *db, struct enrolled *out, int64_t period_id, int day)
{
    if (!child_get(db, &out->child, out->child.id))
        return DB_FAILED;
    return read_places(db, out, period_id, day);
}

bool
enrol_get_stored(struct db *db, struct enrolled *out, int64_t period_id, int64_t child_id, int day)
{
    sqlite3_stmt *stmt = query(db, Q_enrolment_each, "ii", period_id, child_id);
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_enrolled(stmt, out);
    sqlite3_reset(stmt);
    return found && read_rest(db, out, period_id, day) == DB_OK;
}

bool
enrol_get(struct db *db, struct enrolled *out, int64_t period_id, int64_t child_id, int day)
{
    return enrol_get_stored(db, out, period_id, child_id, day) && tell_as_of(db, out, day) == DB_OK;
}

/* Those who have left are told last: `left` says of which this round is. */
static int
each_of(struct db *db, int64_t period_id, int day, bool left,
    int (*each)(const struct enrolled *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_enrolment_each, "ii", period_id, (int64_t)0);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct enrolled enrolled;
        read_enrolled(stmt, &enrolled);
        stop = read_rest(db, &enrolled, period_id, day);
        if (!stop)
            stop = tell_as_of(db, &enrolled, day);
        if (!stop && (enrolled.state == PLACE_LEFT) == left)
            stop = each(&enrolled, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
enrol_each(struct db *db, int64_t period_id, int day,
    int (*each)(const struct enrolled *, void *payload), void *payload)
{
    int rc = each_of(db, period_id, day, false, each, payload);
    return rc == DB_OK ? each_of(db, period_id, day, true, each, payload) : rc;
}

/* Is a place of the session free for who waits? How many, on the fullest of its days. */
static int
free_for(struct db *db, const struct place *place, const struct care_session *session,
    const struct care *care, int today)
{
    const int days[] = {
        place->since_day > today ? place->since_day : today, care->period.until_day};
    int given =
        place_fullest(db, session->id, days, place->weekdays & session->weekdays, place->child_id);
    if (given < 0)
        return given;
    return days[0] > days[1] || given >= session->capacity ? 0 : session->capacity - given;
}

int
enrol_first(struct db *db, struct offer *out, const struct care_session *session, int today)
{
    struct care care;
    struct place *places = NULL;
    int count = 0, found = 0;
    if (!care_get(db, &care, session->period_id) || care.state == CARE_CLOSED)
        return 0;
    int rc = place_list(db, &places, &count, session->id);
    for (int i = 0; rc == DB_OK && !found && i < count; i++) {
        if (places[i].state != PLACE_WAITING || places[i].until_day || is_gone(&places[i], today))
            continue;
        found = free_for(db, &places[i], session, &care, today);
        *out = (struct offer){places[i], found};
    }
    free(places);
    return rc < 0 ? rc : found < 0 ? found : found > 0;
}

int
enrol_offer_each(struct db *db, int64_t period_id, int today,
    int (*each)(const struct offer *, void *payload), void *payload)
{
    struct care_session sessions[CARE_SESSIONS];
    int count = care_sessions(db, sessions, period_id), rc = count < 0 ? count : 0;
    for (int i = 0; rc >= 0 && i < count; i++) {
        struct offer offer;
        rc = enrol_first(db, &offer, &sessions[i], today);
        int stop = rc > 0 ? each(&offer, payload) : 0;
        if (stop)
            return stop;
    }
    return rc < 0 ? rc : DB_OK;
}
