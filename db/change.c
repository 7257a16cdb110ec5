/* change.c: the edits that were made here, on their way out. The triggers that write them:
 * synced_triggers.c. */
#include "db/change.h"

#include "db/change_inside.h"
#include "db/handle.h"
#include "db/query.h"

int
change_begin(struct db *db)
{
    return query_run(db, query(db, Q_change_begin, ""));
}

int
change_sign(struct db *db, int64_t staff_id, const struct moment *at)
{
    return query_run(db, query(db, Q_change_sign, "iid", staff_id, at->utc_ms, (int)at->trusted));
}

int
change_quiet(struct db *db)
{
    return query_run(db, query(db, Q_change_quiet, ""));
}

int
change_heard(struct db *db)
{
    return query_run(db, query(db, Q_change_heard, ""));
}

int
change_pending_each(struct db *db, int64_t after_seq,
    int (*each)(int64_t seq, const char *line, void *payload), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_change_each, "i", after_seq);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0)
        stop = each(query_int(stmt, "seq"), query_text(stmt, "line"), payload);
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
change_done(struct db *db, int64_t upto)
{
    return query_run(db, query(db, Q_change_done, "i", upto));
}

int
change_begin_anew(struct db *db)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = change_done(db, INT64_MAX);
    if (rc == DB_OK)
        rc = synced_tell_all(db);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_setting_drop, "t", "roster_etag"));
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int64_t
change_backlog(struct db *db)
{
    return query_number(db, query(db, Q_change_backlog, ""), "n", -1);
}

int64_t
change_taken_upto(struct db *db, const char *source)
{
    return query_number(db, query(db, Q_taken_upto, "t", source), "seq", 0);
}

/* Steps once: as query_step, but what a text from elsewhere did is that text's fault. */
static int
step(struct db *db, sqlite3_stmt *stmt)
{
    int rc = query_step(db, stmt);
    int code = sqlite3_errcode(db->sqlite) & 0xff;
    return rc == DB_FAILED && (code == SQLITE_ERROR || code == SQLITE_MISMATCH) ? DB_REFUSED : rc;
}

sqlite3_stmt *
synced_with(struct db *db, int table, enum synced_statement which, const char *text)
{
    sqlite3_stmt *stmt = synced(db, table, which);
    sqlite3_bind_text(stmt, 1, text, -1, SQLITE_TRANSIENT);
    return stmt;
}

char *
change_text(struct db *db, int *rc, sqlite3_stmt *stmt)
{
    char *out = NULL;
    if (*rc < 0)
        return NULL;
    int got = step(db, stmt);
    if (got > 0 && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
        out = sqlite3_mprintf("%s", sqlite3_column_text(stmt, 0));
    if (got < 0)
        *rc = got;
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return out;
}

int
change_run(struct db *db, sqlite3_stmt *stmt, const char *first, const char *second)
{
    sqlite3_reset(stmt);
    sqlite3_bind_text(stmt, 1, first, -1, SQLITE_TRANSIENT);
    if (second)
        sqlite3_bind_text(stmt, 2, second, -1, SQLITE_TRANSIENT);
    int rc = step(db, stmt);
    if (rc > 0)
        sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}
