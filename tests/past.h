/* past.h: invented histories of three Homes, each from a number: all that can happen to a record
 * happens in them. Check-outs are forgotten, clocks are dead and put right later, or never, stays
 * touch midnight, cards are not known yet, children visit other Homes, move and leave, staff
 * correct checks and corrections, take marks back. */
#pragma once

#include "db/db.h"

#include <stdint.h>

enum { PAST_HOMES = 3, PAST_CHILDREN = 22, PAST_STAFF = 5 };

struct past {
    struct db *db;
    int first_day, last_day;
    int64_t homes[PAST_HOMES], children[PAST_CHILDREN];
};

/* Fills the database, an empty one, with `days` days of a history, spread over some years. The same
 * seed gives the same one. Aborts where the product fails in what it must not. */
void past_make(struct past *past, struct db *db, uint64_t seed, int days);

/* A number from `from` to `until`, both among them, of the sequence that the seed began. */
int past_pick(int from, int until);
