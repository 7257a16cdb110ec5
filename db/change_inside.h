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

/* Takes a line apart. DB_REFUSED where it is none; free with change_finish in both cases. */
MUST_CHECK int change_read(struct db *db, struct change *out, const char *source, const char *line);
void change_finish(struct change *c);

/* Of a table that is here: *newer where it names a column that this program does not know. Else its
 * key is as synced.h writes it from then on. DB_REFUSED where it can't be any program's. */
MUST_CHECK int change_check(struct db *db, struct change *c, bool *newer);

/* The first row that it names and that isn't here: "child:QS-014". NULL: all are. A row that is
 * known by another name now is named by that from then on. */
char *change_missing(struct db *db, int *rc, struct change *c);

/* Does it to the row. *needs is set with CHANGE_WAITS: its own row is not here yet. */
MUST_CHECK int change_merge(
    struct db *db, struct change *c, enum change_outcome *out, char **needs);

/* The key's columns of `json`, in the order in which keys are compared as texts. */
char *change_key(struct db *db, int *rc, const struct change *c, const char *json);

/* A statement of synced.h with its first parameter. */
sqlite3_stmt *synced_with(struct db *db, int table, enum synced_statement which, const char *text);

/* The first column of a bound statement's row, or NULL where it has none; *rc becomes negative
 * where the database failed, and nothing is done where it is already. A text that the statement
 * can't make sense of is DB_REFUSED: lines come from elsewhere. */
char *change_text(struct db *db, int *rc, sqlite3_stmt *stmt);

/* A column's text, NULL for "". And: frees *text, which is `next` then. */
char *change_copy(sqlite3_stmt *stmt, const char *column);
void change_put_text(char **text, char *next);

/* Runs a statement of synced.h with one or two texts; errors as above. */
MUST_CHECK int change_run(struct db *db, sqlite3_stmt *stmt, const char *first, const char *second);
