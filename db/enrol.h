/* enrol.h: who is enrolled in holiday care: the guardian's consent, and for each care session a
 * place, or a turn on its waiting list. A child of another Home is a guest, and is enrolled alike.
 *
 * A place is a dated link: since when, until when, on which weekdays. Whoever changes days or
 * leaves gets an end, so that the record of days that are over stays as it was. A session is full
 * where on some day that both have in common as many children have places as it has. A place that
 * is free again is offered to staff for the first one who waits and whom it fits
 * (enrol_offer_each), and given by staff alone.
 *
 * Everything here is refused for a term, and for care that is closed. */
#pragma once

#include "db/places.h"

#define CONSENT_WAYS(X)                                                                            \
    X(CONSENT_PAPER, "paper", "纸质")                                                              \
    X(CONSENT_CARD, "card", "刷卡")

enum consent_way {
#define X(id, name, zh) id,
    CONSENT_WAYS(X)
#undef X
        CONSENT_WAY_COUNT
};

const char *consent_way_name(enum consent_way way);
int consent_way_parse(const char *text); /* or -1 */

struct consent {
    char by[NAME_SIZE];  /* as on the paper; by card it is an output: the guardian's name */
    int64_t guardian_id; /* by card: whose it was; else 0 */
    enum consent_way how;
    int day;
};

/* What is asked for a child. */
struct enrol {
    int64_t period_id, child_id;
    struct consent consent;
    int since_day; /* 0: today, or the period's first day where that is to come */
    int weekdays;  /* CARE_ALL_WEEK: every day on which the sessions are */
    int session_count;
    int64_t sessions[CARE_SESSIONS];
    bool may_wait; /* where a session is full, wait for it */
};

/* Enrols a child. `waits`, as many as sessions, says for which of them it waits now. DB_REFUSED,
 * all or nothing, where it is enrolled already, the consent is missing or is not that of a guardian
 * of the child, the child has left, or a session is full and it may not wait. */
MUST_CHECK int enrol_add(struct db *db, bool waits[CARE_SESSIONS], const struct enrol *enrol,
    const struct roster_by *by);

/* From since_day on it is these sessions and weekdays, in place of those that were; the consent may
 * be renewed (an empty one stays). DB_REFUSED as above, and for a day that is over. */
MUST_CHECK int enrol_change(struct db *db, bool waits[CARE_SESSIONS], const struct enrol *enrol,
    const struct roster_by *by);

/* Leaves one session, or (0) all, last_day being the last one on which it comes: yesterday at the
 * earliest. Who waits waits no more. */
MUST_CHECK int enrol_leave(struct db *db, int64_t period_id, int64_t child_id, int64_t session_id,
    int last_day, const struct roster_by *by);

/* A place is free, and this child is the first who waits and fits. */
struct offer {
    struct place place;
    int free; /* places of the session, on the fullest of the child's days */
};

MUST_CHECK int enrol_offer_each(struct db *db, int64_t period_id, int today,
    int (*each)(const struct offer *, void *payload), void *payload);

/* Gives who waits its place from today on, or from since_day where that is to come. DB_REFUSED
 * where it does not wait, or the place is not offered to it; enrol_pass lets the next one go first.
 */
MUST_CHECK int enrol_give(
    struct db *db, int64_t session_id, int64_t child_id, const struct roster_by *by);

/* Who waits goes to the end of the list. */
MUST_CHECK int enrol_pass(
    struct db *db, int64_t session_id, int64_t child_id, const struct roster_by *by);

/* One enrolled child of a period, as on a day. */
struct enrolled {
    struct child child;
    bool guest; /* of another Home */
    struct consent consent;
    enum place_state state; /* enrolled where it has any place, else waiting where it waits */
    int count;
    struct place places[CARE_SESSIONS]; /* of a session the one of that day, or the newest; as it
                                           stands then, turn counted from 1 */
};

/* By Home (guests last) and pinyin; those who have left last of all. */
MUST_CHECK int enrol_each(struct db *db, int64_t period_id, int day,
    int (*each)(const struct enrolled *, void *payload), void *payload);

/* False where the child is not in the period's care, or the database failed. */
bool enrol_get(struct db *db, struct enrolled *out, int64_t period_id, int64_t child_id, int day);

/* For an import: adds or replaces the consent and one place, by session, child and since_day; its
 * turn is kept, or the next one. DB_REFUSED as enrol_add; what is there already is no edit. */
MUST_CHECK int enrol_put(
    struct db *db, const struct consent *consent, const struct place *place, int today);
