/* migrate.c: numbered migrations, embedded, each run once and in order. A new database runs them
 * all, so there is no second description of the schema. */
#include "db/migrate.h"

#include "db/handle.h"
#include "db/synced.h"
#include "db/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Append only. Each is the text of db/migrations/NNNN_name.sql. */
static const char *const migrations[] = {
#include "migrations.inc"
};
enum { VERSION = sizeof migrations / sizeof migrations[0] };

int
migrate_version(void)
{
    return VERSION;
}

static int64_t
pragma(struct db *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

/* The file may be another program's, damaged, or newer. Nothing has been written so far. */
static int
check_owner(struct db *db, int64_t *version)
{
    int64_t application = pragma(db, "PRAGMA application_id");
    *version = pragma(db, "PRAGMA user_version");
    int64_t objects = pragma(db, "SELECT count(*) FROM sqlite_schema");
    if (application < 0 || *version < 0 || objects < 0)
        return db_fail_sqlite(db, sqlite3_errcode(db->sqlite));
    if (application != DB_APPLICATION_ID && (application != 0 || *version != 0 || objects != 0))
        return db_fail(
            db, DB_REFUSED, "%s", _("This file is not a Zhaoxi database. Choose another file."));
    if (*version > VERSION)
        return db_fail(db, DB_REFUSED,
            _("This database is of version %d and this program knows versions up to %d. "
              "Install the newer program; the file was not touched."),
            (int)*version, (int)VERSION);
    return DB_OK;
}

static int
keep_copy(struct db *db, const char *path, int64_t version)
{
    char copy[4096];
    int n = snprintf(copy, sizeof copy, "%s.before-v%d", path, (int)VERSION);
    if (n < 0 || (size_t)n >= sizeof copy)
        return db_fail(db, DB_REFUSED, "%s", _("The path of the database is too long."));
    if (remove(copy) == 0)
        fprintf(stderr, "zhaoxi: an older copy from before version %d is replaced\n", VERSION);
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", copy);
    int rc = sql ? db_exec(db, sql) : db_fail_sqlite(db, SQLITE_NOMEM);
    sqlite3_free(sql);
    if (rc == DB_OK && chmod(copy, 0600) != 0)
        rc = db_fail(db, DB_FAILED, _("The copy from before version %d could not be protected."),
            (int)version);
    return rc;
}

static int
apply(struct db *db, int64_t from)
{
    assert(from >= 0 && from < VERSION);
    int rc = db_exec(db, "BEGIN IMMEDIATE");
    if (rc == DB_OK)
        rc = synced_release(db);
    for (int64_t i = from; rc == DB_OK && i < VERSION; i++)
        rc = db_exec(db, migrations[i]);
    if (rc == DB_OK)
        rc = synced_install(db);
    char done[128];
    snprintf(done, sizeof done, "PRAGMA application_id = %d; PRAGMA user_version = %d",
        DB_APPLICATION_ID, VERSION);
    if (rc == DB_OK)
        rc = db_exec(db, done);
    if (rc == DB_OK)
        rc = db_exec(db, "COMMIT");
    if (rc != DB_OK && !sqlite3_get_autocommit(db->sqlite))
        sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

int
migrate(struct db *db, const char *path)
{
    int64_t version = 0;
    int rc = check_owner(db, &version);
    if (rc != DB_OK || version == VERSION)
        return rc;
    if (version > 0 && (rc = keep_copy(db, path, version)) != DB_OK)
        return rc;
    return apply(db, version);
}
