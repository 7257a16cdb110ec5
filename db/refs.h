/* refs.h: which numbers in an event stand for rows of this database.
 *
 * A row's id is this database's own. Where an event goes to another one (the hub's view), the text
 * by which a row is known everywhere goes with it, once for many events: "refs", a JSON object of
 * table -> list of [id, known by] (synced.h says what that is):
 *
 *   {"home":[[1,"QS"]],"child":[[12,"QS-C012"]],"guardian":[[3,"[\"name\",\"phone\"]"]]} */
#pragma once

#include "db/db.h"

#include <stddef.h>

/* A number in a payload. */
struct ref {
    const char *table;
    int64_t id;
    size_t from, len; /* where its digits stand in the payload */
};

/* Calls `each` for the numbers in a payload that stand for rows, in the order of the text; a
 * non-zero return ends it and is returned. */
int refs_each(
    const char *payload, int (*each)(const struct ref *ref, void *payload), void *context);

/* The payload with other numbers in their places, as `map` gives them, everything else as it was.
 * NULL where nothing had to be changed; else the caller frees it. 0 from `map` becomes null. */
char *refs_translate(const char *payload,
    int64_t (*map)(const char *table, int64_t id, void *context), void *context);

/* The refs of the events first to last, JSON, which the caller frees. A row that is gone has none.
 */
MUST_CHECK int refs_build(struct db *db, char **out, int64_t first, int64_t last);
