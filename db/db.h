/* db.h: one SQLite file that holds everything a kiosk knows.
 *
 * WAL with synchronous=FULL: once db_commit has returned 0 the change survives a power cut. One
 * struct db belongs to one thread. All text in and out is UTF-8. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* The return value says whether it worked: the compiler insists that it is read. */
#define MUST_CHECK __attribute__((warn_unused_result))

struct db;

enum db_error {
    DB_OK = 0,
    DB_REFUSED = -1, /* a rule of the data forbids it: nothing was changed */
    DB_FAILED = -2,  /* disk full, I/O error, locked for too long: nothing was changed */
};

enum db_mode {
    DB_EXISTING, /* the file must be there */
    DB_CREATE,   /* made, readable by its owner alone, where it is missing */
};

/* Opens the database at `path` and brings its schema up to date, after copying the file to
 * PATH.before-vN where there was an older one. Refuses, untouched, a file of another program or of
 * a newer version. *out is always set, like sqlite3_open does, so that db_why can tell; close it in
 * any case. */
MUST_CHECK int db_open(struct db **out, const char *path, enum db_mode mode);

/* Closes and frees; NULL is fine. An open transaction is rolled back. */
void db_close(struct db *db);

/* The last failure in a sentence for a person, in the language of the locale. Borrowed, valid until
 * the next call on `db`. */
const char *db_why(const struct db *db);

/* One write transaction (BEGIN IMMEDIATE). They nest: only the outermost commits, and one rollback
 * inside makes the outermost commit fail with DB_REFUSED. Functions of db/ that write open their
 * own, so a caller needs these only to join several into one. */
MUST_CHECK int db_begin(struct db *db);
MUST_CHECK int db_commit(struct db *db);
void db_rollback(struct db *db);

/* The schema's version of this program, and SQLite's. */
int db_schema(void);
const char *db_engine(void);

/* Full check: SQLite's integrity_check and foreign_key_check. DB_REFUSED with the first finding. */
MUST_CHECK int db_check(struct db *db);

/* Moves what the write-ahead log holds into the file, as far as nobody reads it. That takes as long
 * as the disk does, up to some 300 ms: for a moment at which nobody waits. What is not moved is no
 * less durable, and a later call moves it. */
void db_rest(struct db *db);

/* Writes the file anew, so that nothing is left in it of rows that were changed or removed, and
 * empties the write-ahead log. Takes as long as a copy, and needs as much room. DB_FAILED where
 * another program reads the file at this moment. */
MUST_CHECK int db_scrub(struct db *db);

/* A number that changes when another connection has changed the file (PRAGMA data_version). */
int64_t db_version_seen(struct db *db);
