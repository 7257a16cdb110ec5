/* enrol_rules.h: the rules of enrolment, and what is stored of it. Inside db/ only. */
#pragma once

#include "db/enrol.h"

/* Fills in care and since_day. DB_REFUSED, with the sentence, where that can't be enrolled for. */
MUST_CHECK int enrol_check(struct db *db, struct enrol *e, struct care *care, int today);

/* Fills in the name by card. DB_REFUSED where nobody who may has consented, or the day is to come.
 */
MUST_CHECK int enrol_check_consent(
    struct db *db, struct consent *consent, int64_t child_id, int today);

/* DB_REFUSED where the session is full on one of the place's days, other children counted. */
MUST_CHECK int enrol_check_room(struct db *db, const struct place *place, const struct care *care);

/* DB_REFUSED where the child has another place of the session on one of its days. */
MUST_CHECK int enrol_check_overlap(struct db *db, const struct place *place);

/* All that is asked of an imported place. */
MUST_CHECK int enrol_check_put(struct db *db, const struct place *place, const struct care *care);

/* The row of the same session, child and first day. */
bool enrol_find_place(struct db *db, struct place *out, const struct place *place);

/* Is this consent and place what is stored? */
bool enrol_is_there(struct db *db, const struct care *care, const struct consent *consent,
    const struct place *place);

/* enrol_get with the places as stored: state, and turn. */
bool enrol_get_stored(
    struct db *db, struct enrolled *out, int64_t period_id, int64_t child_id, int day);

/* Whom a free place of the session is offered to: 1, 0 for nobody, or a negative db_error. */
int enrol_first(struct db *db, struct offer *out, const struct care_session *session, int today);
