/* db.c: opens the file, keeps its prepared statements and its one transaction. */
#include "db/db.h"

#include "db/change_inside.h"
#include "db/handle.h"
#include "db/migrate.h"
#include "db/rebuild.h"
#include "db/synced.h"
#include "db/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_TIMEOUT_MS = 5000 };

static const struct {
    const char *name, *sql;
} texts[QUERY_COUNT] = {
#define X(name, sql) [Q_##name] = {#name, sql},
#include "queries.inc"
#undef X
};

int
db_fail(struct db *db, int error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(db->why, sizeof db->why, format, args);
    va_end(args);
    return error;
}

int
db_fail_sqlite(struct db *db, int sqlite_code)
{
    switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
        return db_fail(db, DB_FAILED, "%s", _("The disk is full. Make room, then try again."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return db_fail(
            db, DB_FAILED, "%s", _("Another program is writing to the database. Try again."));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return db_fail(db, DB_FAILED, "%s",
            _("The database file is damaged. Keep it, and restore a backup next to it."));
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return db_fail(db, DB_FAILED, "%s",
            _("The database cannot be opened or written. Check the path and its owner."));
    case SQLITE_CONSTRAINT:
        return db_fail(
            db, DB_REFUSED, _("A rule of the data forbids it: %s."), sqlite3_errmsg(db->sqlite));
    case SQLITE_NOMEM:
        fputs("zhaoxi: out of memory\n", stderr);
        abort();
    default:
        return db_fail(db, DB_FAILED, _("The database could not do it: %s."),
            db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(sqlite_code));
    }
}

int
db_exec(struct db *db, const char *sql)
{
    int rc = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? DB_OK : db_fail_sqlite(db, rc);
}

sqlite3_stmt *
db_statement(struct db *db, int q)
{
    sqlite3_stmt **at = &db->statements[q];
    if (!*at && sqlite3_prepare_v3(
                    db->sqlite, texts[q].sql, -1, SQLITE_PREPARE_PERSISTENT, at, NULL) != SQLITE_OK)
        db_fail(db, DB_FAILED, "%s: %s", texts[q].name, sqlite3_errmsg(db->sqlite));
    return *at;
}

/* SQLite gives its -wal and -shm files the mode of the database: make that first, and private. A
 * file that is there is not opened: to close it would take away the locks of this process's other
 * connections to it (POSIX), and another process that closes last would remove the log that they
 * write to. */
static int
make_private_file(struct db *db, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return DB_OK;
    if (fd < 0)
        return db_fail(db, DB_FAILED, "%s: %s", path, strerror(errno));
    close(fd);
    return DB_OK;
}

static int
open_file(struct db *db, const char *path, enum db_mode mode)
{
    if (mode == DB_EXISTING && access(path, F_OK) != 0)
        return db_fail(
            db, DB_REFUSED, _("There is no database at %s. Run \"zhaoxi init\" first."), path);
    int rc = mode == DB_CREATE ? make_private_file(db, path) : DB_OK;
    if (rc != DB_OK)
        return rc;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(path, &db->sqlite, flags, NULL);
    if (code != SQLITE_OK)
        return db_fail_sqlite(db, code);
    sqlite3_busy_timeout(db->sqlite, BUSY_TIMEOUT_MS);
    return DB_OK;
}

int
db_open(struct db **out, const char *path, enum db_mode mode)
{
    struct db *db = calloc(1, sizeof *db);
    *out = db;
    if (!db)
        abort();
    int rc = open_file(db, path, mode);
    if (rc == DB_OK)
        rc = synced_open(db);
    if (rc == DB_OK)
        rc = migrate(db, path);
    if (rc == DB_OK)
        rc = db_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                         /* Some 300 check-ins: by then db_rest has had its time. */
                         "PRAGMA wal_autocheckpoint = 4000;"
                         "PRAGMA foreign_keys = ON;"
                         "PRAGMA temp_store = MEMORY");
    return rc == DB_OK ? rebuild_where_stale(db) : rc;
}

void
db_close(struct db *db)
{
    if (!db)
        return;
    for (int i = 0; i < QUERY_COUNT; i++)
        sqlite3_finalize(db->statements[i]);
    synced_close(db);
    sqlite3_close(db->sqlite);
    free(db);
}

const char *
db_why(const struct db *db)
{
    return db->why;
}

int
db_begin(struct db *db)
{
    if (db->depth == 0) {
        int rc = db_exec(db, "BEGIN IMMEDIATE");
        if (rc != DB_OK)
            return rc;
        db->doomed = false;
        db->depth = 1;
        rc = change_begin(db);
        if (rc != DB_OK)
            db_rollback(db);
        return rc;
    }
    db->depth++;
    return DB_OK;
}

int
db_commit(struct db *db)
{
    assert(db->depth > 0);
    if (db->depth > 1) {
        db->depth--;
        return DB_OK;
    }
    int rc = db->doomed ? DB_REFUSED : db_exec(db, "COMMIT");
    if (rc != DB_OK) {
        db_rollback(db);
        return rc;
    }
    db->depth = 0;
    return DB_OK;
}

void
db_rollback(struct db *db)
{
    assert(db->depth > 0);
    db->doomed = true;
    if (--db->depth > 0)
        return;
    /* SQLite has rolled back by itself after a full disk or an I/O error. */
    if (!sqlite3_get_autocommit(db->sqlite))
        sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
}

int
db_schema(void)
{
    return migrate_version();
}

const char *
db_engine(void)
{
    return sqlite3_libversion();
}

int
db_check(struct db *db)
{
    sqlite3_stmt *stmt = query(db, Q_integrity_check, "");
    int rc = query_step(db, stmt);
    if (rc < 0)
        return rc;
    if (rc > 0 && strcmp(query_text(stmt, "integrity_check"), "ok") != 0)
        rc = db_fail(db, DB_REFUSED, "%s", query_text(stmt, "integrity_check"));
    else
        rc = DB_OK;
    sqlite3_reset(stmt);
    if (rc != DB_OK)
        return rc;
    stmt = query(db, Q_foreign_key_check, "");
    rc = query_step(db, stmt);
    if (rc > 0)
        rc =
            db_fail(db, DB_REFUSED, _("A row of %s points to nothing."), query_text(stmt, "table"));
    sqlite3_reset(stmt);
    return rc;
}

void
db_rest(struct db *db)
{
    int rc = sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    if (rc != SQLITE_OK && rc != SQLITE_BUSY)
        fprintf(stderr, "db: the log was not tidied up: %s\n", sqlite3_errstr(rc));
}

static int
empty_log(struct db *db)
{
    int rc = sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return rc == SQLITE_OK ? DB_OK : db_fail_sqlite(db, rc);
}

int
db_scrub(struct db *db)
{
    assert(db->depth == 0);
    int rc = db_exec(db, "VACUUM");
    return rc == DB_OK ? empty_log(db) : rc;
}

int64_t
db_version_seen(struct db *db)
{
    return query_number(db, query(db, Q_data_version, ""), "data_version", -1);
}
