/* query.h: runs the statements of queries.sql. Inside db/ only.
 *
 * Each statement exists once, prepared: an `each` callback must not run the one that called it. */
#pragma once

#include "db/db.h"

#include <sqlite3.h>
#include <stddef.h>

enum query {
#define X(name, sql) Q_##name,
#include "queries.inc"
#undef X
    QUERY_COUNT
};

/* The statement, reset and with its parameters bound in order. `types` has a letter for each:
 * i int64_t; d int; t const char *; b const void * and int length (NULL binds NULL); z int64_t of
 * which 0 binds NULL. NULL where the database failed: the next step says so. */
sqlite3_stmt *query(struct db *db, enum query q, const char *types, ...);

/* The same with parameters that the caller binds, many of them. */
sqlite3_stmt *query_unbound(struct db *db, enum query q);

/* 1: a row is there; 0: no more rows; negative: an error of db.h. Reset in the last two cases. */
int query_step(struct db *db, sqlite3_stmt *stmt);

/* Runs a statement that gives no rows, or only one that is not wanted. */
int query_run(struct db *db, sqlite3_stmt *stmt);

/* Runs `INSERT … ON CONFLICT … RETURNING id`, which gives no row where nothing had to be changed;
 * the id is then the one that `find`, bound already, gives. */
int query_put(struct db *db, sqlite3_stmt *put, sqlite3_stmt *find, int64_t *out);

/* Runs `INSERT … RETURNING id` and stores the id. */
int query_id(struct db *db, sqlite3_stmt *stmt, int64_t *out);

/* One number, or `missing` where there is no row or the database failed. */
int64_t query_number(struct db *db, sqlite3_stmt *stmt, const char *column, int64_t missing);

/* Columns of the row by their names. Text is borrowed until the next step; never NULL. */
int64_t query_int(sqlite3_stmt *stmt, const char *column);
const char *query_text(sqlite3_stmt *stmt, const char *column);
void query_copy(sqlite3_stmt *stmt, const char *column, char *out, size_t size);

/* A column's bytes where it has exactly `len`, else NULL. Borrowed until the next step. */
const void *query_blob(sqlite3_stmt *stmt, const char *column, int len);

/* A column's bytes, however many; NULL and 0 where there are none. Borrowed until the next step. */
const void *query_bytes(sqlite3_stmt *stmt, const char *column, int *len);

/* The number of a column, for loops over very many rows; it is read by sqlite3_column_int64 then.
 */
int query_column(sqlite3_stmt *stmt, const char *column);

/* How many rows the last statement changed. */
int query_changes(struct db *db);

/* The rowid of the last INSERT. */
int64_t query_last_seq(struct db *db);

/* Sets the sentence of db_why and returns `error`. */
__attribute__((format(printf, 3, 4))) int db_fail(
    struct db *db, int error, const char *format, ...);
