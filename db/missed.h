/* missed.h: expected days on which a child did not come, and nobody said why, in a row.
 *
 * Days on which it is not expected (expected.h), or on which nobody at all came to the Home (it was
 * closed, or its kiosk off), neither count nor end a run. A coming ends it, and so does a day with
 * a reason (absence.h): somebody knows of the child then. This day counts once the child is late
 * (ALARM_LATE_MIN). */
#pragma once

#include "db/db.h"
#include "db/moment.h"

enum { MISSED_LOOK_BACK = 60 }; /* calendar days: a run is not followed further */

struct missed {
    int64_t child_id;
    int days;      /* that were missed */
    int since_day; /* the first of them */
    int last_day;
    int days_list[MISSED_LOOK_BACK]; /* them, the last first */
};

/* Every child of the Home who is in such a run; a non-zero return stops and is returned. */
MUST_CHECK int missed_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct missed *, void *payload), void *payload);
