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

/* A stay of somebody; it is of the day on which it began. */
struct hours_stay {
    int64_t staff_id, home_id;
    int day;
    int64_t in_ms, out_ms; /* UTC ms; out_ms is 0 where it has not ended */
    int64_t minutes;       /* without what the stays before it have counted */
    bool assumed;          /* nobody saw the leaving */
};

/* What is asked of stays. */
struct hours_ask {
    int from_day, until_day; /* both belong to it */
    int64_t home_id;         /* 0: any */
    enum staff_role role;
    bool apart; /* two at a time at different Homes count for each of them */
};

/* The stays that began on those days, by person (and, where apart, Home) and time. */
MUST_CHECK int hours_stay_each(struct db *db, const struct hours_ask *ask,
    int (*each)(const struct hours_stay *, void *payload), void *payload);
