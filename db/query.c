/* query.c: binds, steps and reads the prepared statements. */
#include "db/query.h"

#include "db/handle.h"
#include "db/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int
bind_one(sqlite3_stmt *stmt, int at, char type, va_list *args)
{
    switch (type) {
    case 'i':
        return sqlite3_bind_int64(stmt, at, va_arg(*args, int64_t));
    case 'd':
        return sqlite3_bind_int(stmt, at, va_arg(*args, int));
    case 't':
        return sqlite3_bind_text(stmt, at, va_arg(*args, const char *), -1, SQLITE_TRANSIENT);
    case 'z': {
        int64_t value = va_arg(*args, int64_t);
        return value ? sqlite3_bind_int64(stmt, at, value) : sqlite3_bind_null(stmt, at);
    }
    case 'b': {
        const void *bytes = va_arg(*args, const void *);
        int len = va_arg(*args, int);
        return sqlite3_bind_blob(stmt, at, bytes, len, SQLITE_TRANSIENT);
    }
    default:
        return SQLITE_MISUSE;
    }
}

sqlite3_stmt *
query(struct db *db, enum query q, const char *types, ...)
{
    sqlite3_stmt *stmt = db_statement(db, q);
    if (!stmt)
        return NULL;
    sqlite3_reset(stmt);
    assert(sqlite3_bind_parameter_count(stmt) == (int)strlen(types));
    va_list args;
    va_start(args, types);
    for (int i = 0; types[i]; i++) {
        int rc = bind_one(stmt, i + 1, types[i], &args);
        assert(rc == SQLITE_OK || rc == SQLITE_NOMEM);
        (void)rc;
    }
    va_end(args);
    return stmt;
}

sqlite3_stmt *
query_unbound(struct db *db, enum query q)
{
    sqlite3_stmt *stmt = db_statement(db, q);
    if (stmt)
        sqlite3_reset(stmt);
    return stmt;
}

int
query_step(struct db *db, sqlite3_stmt *stmt)
{
    if (!stmt)
        return DB_FAILED; /* it could not be prepared: query said why */
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        return 1;
    int error = rc == SQLITE_DONE ? 0 : db_fail_sqlite(db, rc);
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return error;
}

int
query_run(struct db *db, sqlite3_stmt *stmt)
{
    int rc = query_step(db, stmt);
    if (rc > 0)
        sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

int
query_id(struct db *db, sqlite3_stmt *stmt, int64_t *out)
{
    int rc = query_step(db, stmt);
    if (rc <= 0)
        return rc < 0 ? rc : db_fail(db, DB_FAILED, "%s", _("The database gave no answer."));
    *out = query_int(stmt, "id");
    /* A RETURNING statement has made its change only when it has run to its end. */
    return query_run(db, stmt);
}

int
query_put(struct db *db, sqlite3_stmt *put, sqlite3_stmt *find, int64_t *out)
{
    int rc = query_step(db, put);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return query_id(db, find, out);
    *out = query_int(put, "id");
    return query_run(db, put);
}

int64_t
query_number(struct db *db, sqlite3_stmt *stmt, const char *column, int64_t missing)
{
    int64_t value = query_step(db, stmt) > 0 ? query_int(stmt, column) : missing;
    sqlite3_reset(stmt);
    return value;
}

int
query_column(sqlite3_stmt *stmt, const char *name)
{
    int n = sqlite3_column_count(stmt);
    for (int i = 0; i < n; i++)
        if (strcmp(sqlite3_column_name(stmt, i), name) == 0)
            return i;
    assert(!"no such column");
    return -1;
}

int64_t
query_int(sqlite3_stmt *stmt, const char *column)
{
    return sqlite3_column_int64(stmt, query_column(stmt, column));
}

const char *
query_text(sqlite3_stmt *stmt, const char *column)
{
    const unsigned char *text = sqlite3_column_text(stmt, query_column(stmt, column));
    return text ? (const char *)text : "";
}

void
query_copy(sqlite3_stmt *stmt, const char *column, char *out, size_t size)
{
    snprintf(out, size, "%s", query_text(stmt, column));
}

const void *
query_blob(sqlite3_stmt *stmt, const char *column, int len)
{
    int i = query_column(stmt, column);
    return sqlite3_column_bytes(stmt, i) == len ? sqlite3_column_blob(stmt, i) : NULL;
}

const void *
query_bytes(sqlite3_stmt *stmt, const char *column, int *len)
{
    int i = query_column(stmt, column);
    *len = sqlite3_column_bytes(stmt, i);
    return sqlite3_column_blob(stmt, i);
}

int
query_changes(struct db *db)
{
    return sqlite3_changes(db->sqlite);
}

int64_t
query_last_seq(struct db *db)
{
    return sqlite3_last_insert_rowid(db->sqlite);
}
