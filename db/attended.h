/* attended.h: on which days a child was here: what its garden grows from. At any Home; a day counts
 * once. */
#pragma once

#include "db/db.h"
#include "db/people.h"

#include <stdint.h>

enum { ATTENDED_DAYS = 60 };

struct attended {
    int total;               /* days in all, until the day asked for */
    char period[NAME_SIZE];  /* the term or holiday that covers it, as the Home calls it; or "" */
    int in_period;           /* of the days, those in it */
    int count;               /* of `days` */
    int days[ATTENDED_DAYS]; /* the last ones, newest first */
};

/* The child's days up to `day`; home_id is the Home whose periods (terms, holidays) count. */
MUST_CHECK int attended_of(
    struct db *db, struct attended *out, int64_t child_id, int64_t home_id, int day);

/* The last day before `day` on which the child was here, 0 where there is none or the database
 * failed. */
int attended_before(struct db *db, int64_t child_id, int day);
