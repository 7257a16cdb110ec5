/* region.h: where a Home lies, and whose it is to see: GB/T 2260 and, below the county, GB/T 10114.
 *
 * 2 digits are a province, 4 a prefecture, 6 a county, 9 a township, 12 a village. A place lies in
 * every region whose code its own begins with; in "" lies everything. */
#pragma once

#include "db/people.h"

enum { REGION_SIZE = 16 };

/* Is it such a code? "" is one. */
bool region_is(const char *text);

/* Does a place with this code lie in the region? */
bool region_holds(const char *region, const char *code);

/* Where the Home lies, "" where nobody said or the database failed. DB_REFUSED for what is no code,
 * and where there is no such Home; what it is already is no edit. */
void home_region(struct db *db, char out[REGION_SIZE], int64_t home_id);
MUST_CHECK int home_region_set(struct db *db, int64_t home_id, const char *region);

/* The Homes of a region, by code. A non-zero return of `each` stops and is returned. */
MUST_CHECK int home_region_each(struct db *db, const char *region,
    int (*each)(const struct home *, void *payload), void *payload);
