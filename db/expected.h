/* expected.h: which children should come to a Home on a day, and when.
 *
 * Expected is who is enrolled, on a day of school (calendar.h) on which the child comes, and whose
 * school's end is known: at that time and the minutes of the way. On a moved workday the weekday
 * that it stands for counts. In a holiday it is who has a place in the care that is held on the day
 * (care.h), guests among them, at the beginning of its first session. */
#pragma once

#include "db/absence.h"
#include "db/db.h"

struct expected {
    int64_t child_id;
    int at_min; /* local minutes of the day */
    bool came;  /* on that day, at any Home; it may have gone again */
    bool absent;
    enum absence_reason reason; /* of the absence */
};

/* Calls `each` for every one of the Home's, the earliest first; on a day without school and care
 * for none. */
MUST_CHECK int expected_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct expected *, void *payload), void *payload);
