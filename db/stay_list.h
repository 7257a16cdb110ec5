/* stay_list.h: when a child was at a Home, from in to out, as corrected. The first check-in of
 * several in a row opens a stay; a check-out with none open says nothing. */
#pragma once

#include "db/db.h"

#include <stdint.h>

struct stay {
    int64_t in_ms;  /* UTC */
    int64_t out_ms; /* 0: still in */
    int day;        /* local, of the check-in */
    bool assumed;   /* nobody saw it leave */
};

struct stay_list {
    struct stay *stays;
    int count, room;
};

/* Reads the stays from a day to another, in order. The list, zeroed before, is the caller's to
 * free, after a failure too. */
MUST_CHECK int stay_list_read(struct db *db, struct stay_list *out, int64_t child_id,
    int64_t home_id, int from_day, int until_day);
void stay_list_free(struct stay_list *list);
