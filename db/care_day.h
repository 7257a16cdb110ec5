/* care_day.h: who was at a care session. Derived whenever it is asked, from the checks as corrected
 * (checks.h) at the care's Home, the places, the absences, and marks by hand. Nothing is kept, so a
 * correction shows at once, in closed care too.
 *
 * The rules:
 * - Present is who was in for CARE_LEAST_MIN of the session's minutes, or half of a session that is
 *   shorter than twice that: who leaves a little after the morning has not been at lunch.
 * - Late is who was first in more than CARE_LATE_MIN after it began; left early, who was last in
 *   more than CARE_LATE_MIN before it ended. Who went out between and came back is neither.
 * - A check-out that was assumed (nobody saw the child leave) makes nobody leave early: the child
 *   counts as present to the end, and `assumed` is set.
 * - A stay that is open counts up to now, and who is in at the moment is present.
 * - Not present is absent with the reason that was noted for the day (absence.h), or without; until
 *   the session is over, awaited.
 * - A mark by hand goes before the scans: present is then neither late nor early, absent is absent.
 * - Who comes to a session without a place in it counts as present there, as `unplanned`.
 * - A meal is counted for who has a place in a session that serves one and was present; a mark by
 *   hand goes before that, and is the only way to count one for somebody unplanned: who lingers on
 *   after the morning has not eaten. */
#pragma once

#include "db/absence.h"
#include "db/care_mark.h"
#include "db/enrol.h"
#include "db/stay_list.h"

enum {
    CARE_LATE_MIN = 10,
    CARE_LEAST_MIN = 15,
};

enum care_was {
    CARE_NOTHING, /* no place in it, and did not come: not in the record */
    CARE_AWAITED, /* has not come, and may still */
    CARE_PRESENT,
    CARE_AWAY_NOTED, /* absent with a reason */
    CARE_AWAY,       /* absent without */
    CARE_WAS_COUNT
};

/* A child at a session of a day. */
struct care_cell {
    enum care_was was;
    bool late, early;
    bool assumed;   /* its leaving was assumed */
    bool unplanned; /* came without a place in it */
    bool by_hand;   /* presence is staff's word */
    bool meal;      /* ate */
    bool meal_by_hand;
    enum absence_reason reason; /* of CARE_AWAY_NOTED */
    int in_min, out_min;        /* local, first in and last out within the session; -1 for none */
};

/* A child's day in care: a cell for each of the period's sessions, in their order. A session that
 * is not held on the day has CARE_NOTHING. */
struct care_day {
    const struct enrolled *enrolled;
    int count;
    const struct care_session *sessions;
    struct care_cell cells[CARE_SESSIONS];
};

/* Calls `each` for every child enrolled in the period at any time, in the order of enrol_each. */
MUST_CHECK int care_day_each(struct db *db, int64_t period_id, int day, const struct moment *now,
    int (*each)(const struct care_day *, void *payload), void *payload);

/* How a session of a day stands: how many of each. */
struct care_count {
    int expected, present, late, early, awaited, away_noted, away, unplanned, meals;
};

/* Adds a cell to the counts. */
void care_count_add(struct care_count *count, const struct care_cell *cell);

/* Of each session in order; returns how many sessions, or a negative db_error. */
int care_day_counts(struct db *db, struct care_count out[CARE_SESSIONS], int64_t period_id, int day,
    const struct moment *now);

/* The rule itself, of the day's stays in order: presence, late, early and assumed alone, in_min and
 * out_min counted from starts_ms. `now_ms` ends what is open and tells what may still come. */
struct care_cell care_judge(
    const struct stay *stays, int count, int64_t starts_ms, int64_t ends_ms, int64_t now_ms);
