/* hours.h: how long staff and volunteers were here, for their record. */
#pragma once

#include "db/db.h"
#include "db/people.h"

struct hours {
    struct staff staff;
    int days;
    int64_t minutes; /* whole ones of each stay that has ended; two at a time count once */
    int assumed;     /* leavings that nobody saw, at the Home's closing time */
};

/* A month as 202611; its days by the Homes' local time. Calls `each` for everyone of a role who was
 * at a Home (0: at any), by number. */
MUST_CHECK int hours_each(struct db *db, int64_t home_id, int month, enum staff_role role,
    int (*each)(const struct hours *, void *payload), void *payload);
