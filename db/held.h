/* held.h: all that is held of one child, for its guardian who asks, and for staff. */
#pragma once

#include "db/db.h"

#include <stdint.h>

struct held {
    const char *what; /* "child", "guardian", …; of an event "event" */
    const char *kind; /* of an event; else "" */
    int64_t at_ms;    /* of an event, UTC, as its boot's clock is known now; else 0 */
    const char *row;  /* JSON object: no ids, but what people know things by; days like 20261124 */
};

/* The roster's rows, the days, then the events in their order. Texts are borrowed until `each`
 * returns; a non-zero return stops and is returned. */
MUST_CHECK int held_each(struct db *db, int64_t child_id,
    int (*each)(const struct held *, void *payload), void *payload);
