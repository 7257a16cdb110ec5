/* synced.h: which tables are reference data, and how a row of each is written as JSON. Inside db/
 * only.
 *
 * A row's JSON has all columns but id and version, under their names without "_id". What refers to
 * another row is told by what that is known by everywhere: the value of its key, or, where the key
 * has several columns, the text of a JSON array of them. Who holds a card or leads a walking group
 * is such an array with the kind first: [1,"QS-001"]. Blobs are hex.
 *
 * All SQL about these tables is made from one description of each and the columns that the table
 * has: a migration that adds a column needs nothing here, a new table one entry in synced.c. */
#pragma once

#include "db/query.h"

enum synced_statement {
    SYNCED_ROW,     /* ?1 key -> row */
    SYNCED_KEY,     /* ?1 JSON that has the key's columns -> key: they alone, in their order */
    SYNCED_MISSING, /* ?1 JSON -> needs: "child:QS-001", of the first row that it names in vain */
    SYNCED_STRANGE, /* ?1 JSON -> name: a member that is no column, or no plain value */
    SYNCED_INSERT,  /* ?1 row; a column that isn't in it has its default, else '' or 0 */
    SYNCED_UPDATE,  /* ?1 key, ?2 the columns that change */
    SYNCED_REMOVE,  /* ?1 key */
    SYNCED_OF_HOME, /* ?1 Home's id, ?2 first day -> key, row: what its kiosks need */
    SYNCED_GUESTS,  /* the same of the other Homes, with few columns */
    SYNCED_STATEMENT_COUNT
};

/* Tables are numbers from 0 to synced_count() - 1; a row refers to rows of lower ones alone. */
int synced_count(void);
const char *synced_name(int table);

/* -1 where there is no such table. */
int synced_find(const char *name);

/* Are rows of it taken away, not ended by a day? */
bool synced_is_removable(int table);

/* The statement, prepared when it is first asked for, and reset; NULL where the table isn't there
 * or knows no such statement. Of the handle, which frees it. */
sqlite3_stmt *synced(struct db *db, int table, enum synced_statement which);
MUST_CHECK int synced_open(struct db *db);
void synced_close(struct db *db);

/* Around the migrations, in their transaction: takes the triggers away, and makes them anew for the
 * tables as they are. Rows of a table that had none are noted as new ones. */
MUST_CHECK int synced_release(struct db *db);
MUST_CHECK int synced_install(struct db *db);

/* Notes every row as a new one. */
MUST_CHECK int synced_tell_all(struct db *db);

/* What `id` of a table is known by, or NULL; the caller frees it by sqlite3_free. And back: 0 where
 * there is no such row. */
char *synced_known_by(struct db *db, const char *table, int64_t id);
int64_t synced_id(struct db *db, const char *table, const char *known_by);
