/* handle.h: what a struct db is made of. Inside db/ only. */
#pragma once

#include "db/query.h"

struct db {
    sqlite3 *sqlite;
    sqlite3_stmt *statements[QUERY_COUNT]; /* NULL until first used */
    int depth;                             /* of nested transactions */
    bool doomed;                 /* an inner one was rolled back: the outermost must be too */
    struct synced_cache *synced; /* statements of synced.h, or NULL */
    char why[512];
};

/* Sets db_why from SQLite's result code and returns the error of db.h that it stands for. */
int db_fail_sqlite(struct db *db, int sqlite_code);

/* The prepared statement, made when it is first asked for: a program uses few of them, and opening
 * is quick. NULL, and db_why says why, where the database failed. */
sqlite3_stmt *db_statement(struct db *db, int q);

/* Runs statements that are no queries: pragmas and migrations. */
int db_exec(struct db *db, const char *sql);
