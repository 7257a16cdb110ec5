/* take_refs.h: what a kiosk's numbers stand for, and which rows those are here. Inside db/ only. */
#pragma once

#include "db/db.h"

struct refs;

/* NULL where the JSON is none of the shape of take.h. */
struct refs *refs_read(struct db *db, const char *json);
void refs_free(struct refs *refs);

enum refs_answer {
    REFS_HERE,    /* *id is the row's */
    REFS_MISSING, /* it has a name, and no such row is here yet */
    REFS_UNNAMED, /* nothing says what the number stands for */
};

enum refs_answer refs_find(struct refs *refs, int64_t *id, const char *table, int64_t number);

/* The name alone; NULL for none. Borrowed. */
const char *refs_name(struct refs *refs, const char *table, int64_t number);
