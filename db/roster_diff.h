/* roster_diff.h: where a roster's text and this database differ. Inside db/ only. */
#pragma once

#include "db/synced.h"

struct texts {
    char **text;
    size_t count, room;
};

/* Of a table: rows of the text that are not here as they stand there, and keys of rows here that
 * are not there. */
struct table_diff {
    struct texts rows, gone;
};

/* One for each table of synced.h. Reads alone, so that it may take its time while others write;
 * what is done by it looks again. `home_id` 0: nothing is here yet. Free in both cases. */
MUST_CHECK int roster_diff(
    struct db *db, struct table_diff **out, const char *text, int64_t home_id, int from_day);
void roster_diff_free(struct table_diff *diff);
