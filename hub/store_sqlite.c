/* store_sqlite.c: the store in one SQLite file, with no set-up: WAL and synchronous=FULL, so that
 * what was committed survives a power cut. */
#include "hub/engine.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_TIMEOUT_MS = 5000, STATEMENT_SIZE = 1024 };

struct sqlite {
    struct engine engine;
    sqlite3 *file;
    sqlite3_stmt *statements[STATEMENT_COUNT], *add_event;
};

static struct sqlite *
of(struct engine *engine)
{
    return (struct sqlite *)engine;
}

/* The error of db.h for a result code, with a sentence. */
static int
fail(struct sqlite *s, int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return engine_fail(&s->engine, DB_FAILED, "%s",
            _("The hub's disk is full. Make room; the kiosks keep everything until then."));
    case SQLITE_NOMEM:
        fputs("zhaoxi-hub: out of memory\n", stderr);
        abort();
    case SQLITE_CONSTRAINT:
        return engine_fail(&s->engine, DB_REFUSED, "%s", sqlite3_errmsg(s->file));
    default:
        return engine_fail(&s->engine, DB_FAILED, _("The hub's store could not do it: %s."),
            s->file ? sqlite3_errmsg(s->file) : sqlite3_errstr(code));
    }
}

static int
run_text(struct sqlite *s, const char *sql)
{
    int code = sqlite3_exec(s->file, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? DB_OK : fail(s, code);
}

/* SQLite has its lock from BEGIN IMMEDIATE on and no FOR UPDATE; to it $1 is a name, ?1 a number.
 */
static int
prepare(struct sqlite *s, sqlite3_stmt **out, const char *sql)
{
    char text[STATEMENT_SIZE];
    snprintf(text, sizeof text, "%s", sql);
    assert(strlen(sql) < sizeof text);
    char *lock = strstr(text, " FOR UPDATE");
    if (lock)
        *lock = '\0';
    for (char *at = text; (at = strchr(at, '$')); at++)
        *at = '?';
    int code = sqlite3_prepare_v3(s->file, text, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    return code == SQLITE_OK ? DB_OK : fail(s, code);
}

static int
prepare_all(struct sqlite *s)
{
    int rc = DB_OK;
    for (int i = S_tables_event + 1; rc == DB_OK && i < STATEMENT_COUNT; i++)
        rc = prepare(s, &s->statements[i], statement_texts[i].sql);
    if (rc == DB_OK)
        rc = prepare(s, &s->add_event,
            "INSERT INTO event (home, pos, month, id, kind, home_id, child_id, staff_id, card,"
            " cause, at_utc_ms, boot_id, mono_ms, trusted, payload)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    return rc;
}

/* SQLite gives its -wal and -shm files the mode of the file: make that first, and private. A file
 * that is there is not opened: to close it would take away the locks of this process's other
 * connections to it (POSIX), and another process that closes last would remove the log that they
 * write to. */
static int
make_private_file(struct sqlite *s, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return DB_OK;
    if (fd < 0)
        return engine_fail(&s->engine, DB_FAILED, "%s: %s", path, strerror(errno));
    close(fd);
    return DB_OK;
}

/* The Home's rows lie together, in the order of the log: WITHOUT ROWID. */
static int
make_tables(struct sqlite *s)
{
    char event[STATEMENT_SIZE];
    snprintf(event, sizeof event, "%s WITHOUT ROWID", statement_texts[S_tables_event].sql);
    int rc = run_text(s, "BEGIN IMMEDIATE");
    if (rc != DB_OK)
        return rc;
    rc = run_text(s, statement_texts[S_tables].sql);
    if (rc == DB_OK)
        rc = run_text(s, event);
    if (rc == DB_OK)
        rc = run_text(s, "COMMIT");
    if (rc != DB_OK && !sqlite3_get_autocommit(s->file))
        sqlite3_exec(s->file, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

static int
open_sqlite(struct engine **out, const char *path)
{
    struct sqlite *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->engine.ops = &engine_sqlite;
    *out = &s->engine;
    int rc = make_private_file(s, path);
    if (rc != DB_OK)
        return rc;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(path, &s->file, flags, NULL);
    if (code != SQLITE_OK)
        return fail(s, code);
    sqlite3_busy_timeout(s->file, BUSY_TIMEOUT_MS);
    rc = run_text(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                     "PRAGMA temp_store = MEMORY;");
    if (rc == DB_OK)
        rc = make_tables(s);
    return rc == DB_OK ? prepare_all(s) : rc;
}

static void
close_sqlite(struct engine *engine)
{
    struct sqlite *s = of(engine);
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(s->statements[i]);
    sqlite3_finalize(s->add_event);
    sqlite3_close(s->file);
    free(s);
}

static int
begin(struct engine *engine)
{
    return run_text(of(engine), "BEGIN IMMEDIATE");
}

static int
commit(struct engine *engine)
{
    return run_text(of(engine), "COMMIT");
}

/* SQLite has rolled back by itself after a full disk or an I/O error. */
static void
rollback(struct engine *engine)
{
    struct sqlite *s = of(engine);
    if (!sqlite3_get_autocommit(s->file))
        sqlite3_exec(s->file, "ROLLBACK", NULL, NULL, NULL);
}

static int
bind(sqlite3_stmt *stmt, int at, const struct value *v)
{
    if (v->type == VALUE_INT)
        return sqlite3_bind_int64(stmt, at, v->number);
    if (!v->bytes)
        return sqlite3_bind_null(stmt, at);
    if (v->type == VALUE_TEXT)
        return sqlite3_bind_text64(stmt, at, v->bytes, v->len, SQLITE_TRANSIENT, SQLITE_UTF8);
    return v->len ? sqlite3_bind_blob64(stmt, at, v->bytes, v->len, SQLITE_TRANSIENT)
                  : sqlite3_bind_zeroblob(stmt, at, 0);
}

static int
ask(struct engine *engine, struct answer *out, enum statement statement, const struct value *values,
    int count)
{
    struct sqlite *s = of(engine);
    sqlite3_stmt *stmt = s->statements[statement];
    *out = (struct answer){.engine = engine, .rows = stmt};
    sqlite3_reset(stmt);
    assert(sqlite3_bind_parameter_count(stmt) == count);
    for (int i = 0; i < count; i++) {
        int code = bind(stmt, i + 1, &values[i]);
        if (code != SQLITE_OK)
            return fail(s, code);
    }
    return DB_OK;
}

static int
next(struct answer *answer)
{
    int code = sqlite3_step(answer->rows);
    if (code == SQLITE_ROW)
        return 1;
    int rc = code == SQLITE_DONE ? DB_OK : fail(of(answer->engine), code);
    sqlite3_reset(answer->rows);
    sqlite3_clear_bindings(answer->rows);
    return rc;
}

static void
end(struct answer *answer)
{
    sqlite3_reset(answer->rows);
    sqlite3_clear_bindings(answer->rows);
}

static int
changes(const struct answer *answer)
{
    return sqlite3_changes(of(answer->engine)->file);
}

static int
column_of(sqlite3_stmt *stmt, const char *name)
{
    int n = sqlite3_column_count(stmt);
    for (int i = 0; i < n; i++)
        if (strcmp(sqlite3_column_name(stmt, i), name) == 0)
            return i;
    assert(!"no such column");
    return -1;
}

static int64_t
number(struct answer *answer, const char *column)
{
    return sqlite3_column_int64(answer->rows, column_of(answer->rows, column));
}

static const void *
bytes(struct answer *answer, const char *column, size_t *len)
{
    int i = column_of(answer->rows, column);
    bool text = sqlite3_column_type(answer->rows, i) == SQLITE_TEXT;
    const void *out = text ? (const void *)sqlite3_column_text(answer->rows, i)
                           : sqlite3_column_blob(answer->rows, i);
    *len = (size_t)sqlite3_column_bytes(answer->rows, i);
    return out;
}

static int
make_room(struct engine *engine, int64_t month)
{
    (void)engine;
    (void)month;
    return DB_OK;
}

static int
bind_number(sqlite3_stmt *stmt, int at, int64_t value)
{
    return value ? sqlite3_bind_int64(stmt, at, value) : sqlite3_bind_null(stmt, at);
}

static int
add_event(struct sqlite *s, int64_t pos, const struct wire_event *e)
{
    sqlite3_stmt *stmt = s->add_event;
    int bad = sqlite3_bind_int64(stmt, 2, pos) |
              sqlite3_bind_blob(stmt, 4, e->id, STORE_ID, SQLITE_STATIC) |
              sqlite3_bind_text(stmt, 5, e->kind, -1, SQLITE_STATIC) |
              sqlite3_bind_int64(stmt, 6, e->home) | bind_number(stmt, 7, e->child) |
              bind_number(stmt, 8, e->staff) |
              sqlite3_bind_blob(stmt, 9, e->card, WIRE_CARD_LEN, SQLITE_STATIC) |
              sqlite3_bind_blob(stmt, 10, e->cause, STORE_ID, SQLITE_STATIC) |
              sqlite3_bind_int64(stmt, 11, e->at_utc_ms) |
              sqlite3_bind_blob(stmt, 12, e->boot, STORE_ID, SQLITE_STATIC) |
              sqlite3_bind_int64(stmt, 13, e->mono_ms) | sqlite3_bind_int(stmt, 14, e->trusted) |
              sqlite3_bind_text(stmt, 15, e->payload, -1, SQLITE_STATIC);
    assert(!bad);
    (void)bad;
    int code = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    return code == SQLITE_DONE ? DB_OK : fail(s, code);
}

static int
add_events(
    struct engine *engine, const struct place *place, const struct wire_event *events, int count)
{
    struct sqlite *s = of(engine);
    int rc = DB_OK;
    int bad = sqlite3_bind_text(s->add_event, 1, place->home, -1, SQLITE_STATIC) |
              sqlite3_bind_int64(s->add_event, 3, place->month);
    assert(!bad);
    (void)bad;
    for (int i = 0; rc == DB_OK && i < count; i++)
        rc = add_event(s, place->pos + i, &events[i]);
    sqlite3_clear_bindings(s->add_event);
    return rc;
}

const struct engine_ops engine_sqlite = {.open = open_sqlite,
    .close = close_sqlite,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .ask = ask,
    .next = next,
    .end = end,
    .changes = changes,
    .number = number,
    .bytes = bytes,
    .make_room = make_room,
    .add_events = add_events};
