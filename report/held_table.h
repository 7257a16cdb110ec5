/* held_table.h: all that is held of a child (db/held.h), for its guardian: as a table to read, and
 * as JSON for another program. */
#pragma once

#include "db/held.h"
#include "report/table.h"

#include <stdio.h>

/* *out is the caller's to destroy; NULL where it fails. DB_REFUSED where there is no such child. */
MUST_CHECK int held_table(struct db *db, struct report_table **out, int64_t child_id);

/* One object a line in an array. A negative db_error, or 0; whether all was written is the caller's
 * to ask of `out`. */
MUST_CHECK int held_json(struct db *db, FILE *out, int64_t child_id);
