/* erase_inside.h: the same for one of many. Inside db/ only. */
#pragma once

#include "db/erase.h"

/* As erase_child, but the file is not written anew: db_scrub does that after the last one. */
MUST_CHECK int erase_one(struct db *db, struct erased *out, int64_t child_id, enum erase_why why,
    int64_t staff_id, const struct moment *now);
