/* take_refs.h: what a kiosk's numbers stand for, and which rows those are here. Inside db/ only. */
#pragma once

#include "db/db.h"

struct take_refs;

/* NULL where the JSON is none of the shape of take.h. */
struct take_refs *take_refs_read(struct db *db, const char *json);
void take_refs_free(struct take_refs *refs);

enum take_refs_answer {
    TAKE_REF_HERE,    /* *id is the row's */
    TAKE_REF_MISSING, /* it has a name, and no such row is here yet */
    TAKE_REF_UNNAMED, /* nothing says what the number stands for */
};

enum take_refs_answer take_refs_find(
    struct take_refs *refs, int64_t *id, const char *table, int64_t number);

/* The name alone; NULL for none. Borrowed. */
const char *take_refs_name(struct take_refs *refs, const char *table, int64_t number);
