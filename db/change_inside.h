/* change_inside.h: what the files about changes share. Inside db/ only.
 *
 * Texts are the caller's to free by sqlite3_free; NULL for no row. */
#pragma once

#include "db/change.h"
#include "db/synced.h"

/* At the begin of every transaction: what comes now is its own. */
MUST_CHECK int change_begin(struct db *db);

/* Within a transaction: edits between the two are not noted as made here. */
MUST_CHECK int change_quiet(struct db *db);
MUST_CHECK int change_heard(struct db *db);

/* A change that came in. */
struct change {
    char *id, *name, *key, *before, *after, *staff, *answers;
    const char *source;
    int table;
    int64_t seq, at_utc_ms;
};

/* The first column of a statement's row with these texts bound (NULL ends them), or NULL where it
 * has none; *rc becomes negative where the database failed. A text that the statement can't make
 * sense of is DB_REFUSED: lines come from elsewhere. */
char *change_text(struct db *db, int *rc, sqlite3_stmt *stmt, ...);

/* Runs it with two texts bound (the second may be NULL); errors as above. */
MUST_CHECK int change_run(struct db *db, sqlite3_stmt *stmt, const char *first, const char *second);
