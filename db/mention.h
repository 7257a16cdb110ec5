/* mention.h: which rows of other tables an event's payload names by their numbers. One list, for
 * who sends events to another database and for who takes them in from one. Numbers are a database's
 * own: what a row is known by everywhere is synced.h's. */
#pragma once

#include "db/db.h"

/* Calls `each` with table and number of every member that names a row; a result that is not 0 ends
 * it and is returned. */
MUST_CHECK int mention_each(
    const char *payload, int (*each)(const char *table, int64_t number, void *), void *context);

/* The payload with every such number replaced by what `map` says; NULL where none changes. The
 * caller frees it by free. */
char *mention_map(
    const char *payload, int64_t (*map)(const char *table, int64_t number, void *), void *context);
