/* places_read.h: rows of places. Inside db/ only. */
#pragma once

#include "db/places.h"
#include "db/query.h"

/* The state is as stored: enrolled or waiting, also of those whose last day is over. */
void place_read(sqlite3_stmt *row, struct place *out);

/* All of a session, by turn and child. *out is the caller's to free, after a failure too. */
MUST_CHECK int place_list(struct db *db, struct place **out, int *count, int64_t session_id);

/* Does it give the child a place on that day? */
bool place_counts(const struct place *place, int day);
