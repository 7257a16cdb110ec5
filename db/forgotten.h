/* forgotten.h: how often a card was left at home, counted from the events. */
#pragma once

#include "db/db.h"

#include <stdint.h>

struct forgotten {
    int64_t child_id;
    int days;        /* on which a staff member vouched, each once */
    int64_t last_ms; /* UTC */
};

/* Calls `each` for every child of a Home (0: of all) that forgot its card, most often first. */
MUST_CHECK int forgotten_each(struct db *db, int64_t home_id,
    int (*each)(const struct forgotten *, void *payload), void *payload);
