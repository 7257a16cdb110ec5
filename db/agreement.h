/* agreement.h: the care agreements (委托照护协议) of guardians: who has one that is signed and has
 * not ended, whose ends soon, and who has none. */
#pragma once

#include "db/people.h"

enum { AGREEMENT_SOON_DAYS = 30 }; /* one that ends within so many days ends soon */

/* A child and how it stands with its agreement on a day. */
struct agreement {
    int64_t child_id;
    bool holds;               /* signed, and neither it nor the guardian's link has ended */
    bool soon;                /* it holds, and ends within AGREEMENT_SOON_DAYS */
    int until_day;            /* its last day, 0 for open end */
    struct guardian guardian; /* whose: of several that hold the one that does longest, of none the
                               * last that ended; id 0: there never was one */
};

/* A child's agreement. */
MUST_CHECK int agreement_of(struct db *db, struct agreement *out, int64_t child_id, int day);

/* Calls `each` for every child of a Home (0: of all) who is enrolled on `day`: those without one
 * first, then those whose ends soon; among them as child_each has them. A non-zero return stops and
 * is returned. */
MUST_CHECK int agreement_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct agreement *, void *payload), void *payload);
