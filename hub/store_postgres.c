/* store_postgres.c: the store in PostgreSQL, or what speaks its protocol. Events go in by COPY,
 * into a table of their month. A connection that broke is made again when the next transaction
 * begins: what was under way has failed and is asked for again by the kiosk. */
#include "hub/engine.h"

#include <assert.h>
#include <endian.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    VALUES_MOST = 12,
    COPY_AT_ONCE = 256 << 10,
    TABLES_TRIES = 5,
    /* Of pg_type, fixed for ever. */
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_TEXT = 25
};

struct postgres {
    struct engine engine;
    PGconn *connection;
    bool prepared[STATEMENT_COUNT];
    bool in_transaction;
    bool partitioned; /* CockroachDB has no tables of a month, and needs none */
    int64_t month;    /* the last one that is known to have a table */
    char *buffer;     /* of COPY */
    size_t used;
};

static struct postgres *
of(struct engine *engine)
{
    return (struct postgres *)engine;
}

/* A rule of the data, or something that may be better later. */
static int
fail(struct postgres *p, const PGresult *result)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    if (state && strcmp(state, "53100") == 0)
        return engine_fail(&p->engine, DB_FAILED, "%s",
            _("The hub's disk is full. Make room; the kiosks keep everything until then."));
    bool rule = state && (strncmp(state, "22", 2) == 0 || strncmp(state, "23", 2) == 0);
    return engine_fail(&p->engine, rule ? DB_REFUSED : DB_FAILED,
        _("The hub's store could not do it: %s."), PQerrorMessage(p->connection));
}

static int
run_text(struct postgres *p, const char *sql)
{
    PGresult *result = PQexec(p->connection, sql);
    int status = PQresultStatus(result);
    int rc = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? DB_OK : fail(p, result);
    PQclear(result);
    return rc;
}

/* Is the server one that has PostgreSQL's partitions? */
static bool
has_partitions(struct postgres *p)
{
    PGresult *result = PQexec(p->connection, "SELECT version()");
    bool cockroach =
        PQresultStatus(result) == PGRES_TUPLES_OK && strstr(PQgetvalue(result, 0, 0), "Cockroach");
    PQclear(result);
    return !cockroach;
}

static int
make_tables_once(struct postgres *p)
{
    char event[1024];
    snprintf(event, sizeof event, "%s%s", statement_texts[S_tables_event].sql,
        p->partitioned ? " PARTITION BY RANGE (month)" : "");
    int rc = run_text(p, statement_texts[S_tables].sql);
    return rc == DB_OK ? run_text(p, event) : rc;
}

/* Two processes that make them at the same time get in each other's way, even with IF NOT EXISTS.
 */
static int
make_tables(struct postgres *p)
{
    int rc = make_tables_once(p);
    for (int i = 1; rc != DB_OK && i < TABLES_TRIES; i++) {
        usleep((useconds_t)i * 200 * 1000);
        rc = make_tables_once(p);
    }
    return rc;
}

/* Settings of each connection. Durable means durable. */
static int
greet(struct postgres *p)
{
    /* Details and context quote rows, with the names in them, and errors go into the system's log.
     */
    PQsetErrorVerbosity(p->connection, PQERRORS_TERSE);
    memset(p->prepared, 0, sizeof p->prepared);
    p->in_transaction = false;
    if (PQstatus(p->connection) != CONNECTION_OK)
        return engine_fail(&p->engine, DB_FAILED, _("The hub's store can't be reached: %s"),
            PQerrorMessage(p->connection));
    return run_text(p, "SET synchronous_commit = on; SET client_encoding = 'UTF8';"
                       "SET client_min_messages = warning;"
                       "SET statement_timeout = '60s'; SET lock_timeout = '10s'");
}

static int
connect_again(struct postgres *p)
{
    if (PQstatus(p->connection) == CONNECTION_OK)
        return DB_OK;
    PQreset(p->connection);
    return greet(p);
}

static int
open_postgres(struct engine **out, const char *url)
{
    struct postgres *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->engine.ops = &engine_postgres;
    *out = &p->engine;
    p->buffer = malloc(COPY_AT_ONCE);
    if (!p->buffer)
        abort();
    p->connection = PQconnectdb(url);
    int rc = greet(p);
    if (rc != DB_OK)
        return rc;
    p->partitioned = has_partitions(p);
    return make_tables(p);
}

static void
close_postgres(struct engine *engine)
{
    struct postgres *p = of(engine);
    PQfinish(p->connection);
    free(p->buffer);
    free(p);
}

static int
begin(struct engine *engine)
{
    struct postgres *p = of(engine);
    int rc = connect_again(p);
    if (rc == DB_OK)
        rc = run_text(p, "BEGIN");
    if (rc != DB_OK && PQstatus(p->connection) != CONNECTION_OK) {
        /* It broke while nobody asked: this is when that shows. */
        rc = connect_again(p);
        if (rc == DB_OK)
            rc = run_text(p, "BEGIN");
    }
    p->in_transaction = rc == DB_OK;
    return rc;
}

/* COMMIT of a transaction that failed says ROLLBACK and no error. */
static int
commit(struct engine *engine)
{
    struct postgres *p = of(engine);
    PGresult *result = PQexec(p->connection, "COMMIT");
    bool done =
        PQresultStatus(result) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(result), "COMMIT") == 0;
    int rc = done ? DB_OK : fail(p, result);
    PQclear(result);
    p->in_transaction = !done;
    return rc;
}

static void
rollback(struct engine *engine)
{
    struct postgres *p = of(engine);
    PQclear(PQexec(p->connection, "ROLLBACK"));
    p->in_transaction = false;
}

static int
prepare(struct postgres *p, enum statement statement, const struct value *values, int count)
{
    Oid types[VALUES_MOST];
    if (p->prepared[statement])
        return DB_OK;
    for (int i = 0; i < count; i++)
        types[i] = values[i].type == VALUE_INT    ? OID_INT8
                   : values[i].type == VALUE_TEXT ? OID_TEXT
                                                  : OID_BYTEA;
    PGresult *result = PQprepare(p->connection, statement_texts[statement].name,
        statement_texts[statement].sql, count, types);
    int rc = PQresultStatus(result) == PGRES_COMMAND_OK ? DB_OK : fail(p, result);
    PQclear(result);
    p->prepared[statement] = rc == DB_OK;
    return rc;
}

static PGresult *
run_prepared(struct postgres *p, enum statement statement, const struct value *values, int count)
{
    const char *texts[VALUES_MOST];
    char numbers[VALUES_MOST][24];
    int lens[VALUES_MOST], formats[VALUES_MOST];
    for (int i = 0; i < count; i++) {
        const struct value *v = &values[i];
        texts[i] = v->bytes;
        lens[i] = (int)v->len;
        formats[i] =
            v->type != VALUE_INT; /* a text's binary format is its bytes, and has a length */
        if (v->type != VALUE_INT)
            continue;
        snprintf(numbers[i], sizeof numbers[i], "%" PRId64, v->number);
        texts[i] = numbers[i];
    }
    return PQexecPrepared(
        p->connection, statement_texts[statement].name, count, texts, lens, formats, 1);
}

static int
ask(struct engine *engine, struct answer *out, enum statement statement, const struct value *values,
    int count)
{
    struct postgres *p = of(engine);
    *out = (struct answer){.engine = engine, .at = -1};
    assert(count <= VALUES_MOST);
    int rc = p->in_transaction ? DB_OK : connect_again(p);
    if (rc == DB_OK)
        rc = prepare(p, statement, values, count);
    if (rc != DB_OK)
        return rc;
    PGresult *result = run_prepared(p, statement, values, count);
    int status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        out->rows = result;
        return DB_OK;
    }
    rc = fail(p, result);
    PQclear(result);
    return rc;
}

static int
next(struct answer *answer)
{
    return ++answer->at < PQntuples(answer->rows) ? 1 : 0;
}

static void
end(struct answer *answer)
{
    PQclear(answer->rows);
    answer->rows = NULL;
}

static int
changes(const struct answer *answer)
{
    return (int)strtol(PQcmdTuples(answer->rows), NULL, 10);
}

static int
column_of(const struct answer *answer, const char *name)
{
    int column = PQfnumber(answer->rows, name);
    assert(column >= 0);
    return column;
}

/* Numbers come as 8 bytes, or 4 where the server found them small. */
static int64_t
number(struct answer *answer, const char *column)
{
    int i = column_of(answer, column);
    const char *bytes = PQgetvalue(answer->rows, answer->at, i);
    uint64_t wide;
    uint32_t narrow;
    if (PQgetisnull(answer->rows, answer->at, i))
        return 0;
    if (PQgetlength(answer->rows, answer->at, i) == (int)sizeof wide) {
        memcpy(&wide, bytes, sizeof wide);
        return (int64_t)be64toh(wide);
    }
    memcpy(&narrow, bytes, sizeof narrow);
    return (int32_t)be32toh(narrow);
}

static const void *
bytes(struct answer *answer, const char *column, size_t *len)
{
    int i = column_of(answer, column);
    *len = (size_t)PQgetlength(answer->rows, answer->at, i);
    return PQgetisnull(answer->rows, answer->at, i) ? NULL
                                                    : PQgetvalue(answer->rows, answer->at, i);
}

/* Another process may make the same table at the same moment: that is as good. */
static int
make_room(struct engine *engine, int64_t month)
{
    struct postgres *p = of(engine);
    char sql[160];
    int rc = connect_again(p);
    if (rc != DB_OK || !p->partitioned || month == p->month)
        return rc;
    snprintf(sql, sizeof sql,
        "CREATE TABLE IF NOT EXISTS event_%" PRId64 " PARTITION OF event FOR VALUES FROM (%" PRId64
        ") TO (%" PRId64 ")",
        month, month, month + 1);
    for (int i = 1; i <= TABLES_TRIES; i++) {
        rc = run_text(p, sql);
        if (rc == DB_OK) {
            p->month = month;
            return DB_OK;
        }
        usleep((useconds_t)i * 100 * 1000);
    }
    return rc;
}

/* COPY's binary format: for each row the number of fields, for each field its length and bytes. */
static int
flush(struct postgres *p)
{
    if (p->used && PQputCopyData(p->connection, p->buffer, (int)p->used) != 1)
        return fail(p, NULL);
    p->used = 0;
    return DB_OK;
}

static int
put(struct postgres *p, const void *bytes, size_t len)
{
    const char *at = bytes;
    while (len) {
        size_t part = COPY_AT_ONCE - p->used < len ? COPY_AT_ONCE - p->used : len;
        memcpy(p->buffer + p->used, at, part);
        p->used += part;
        at += part;
        len -= part;
        int rc = p->used == COPY_AT_ONCE ? flush(p) : DB_OK;
        if (rc != DB_OK)
            return rc;
    }
    return DB_OK;
}

static int
put_bytes(struct postgres *p, const void *bytes, size_t len)
{
    uint32_t size = htobe32(bytes ? (uint32_t)len : UINT32_MAX);
    int rc = put(p, &size, sizeof size);
    return rc == DB_OK && bytes ? put(p, bytes, len) : rc;
}

static int
put_text(struct postgres *p, const char *text)
{
    return put_bytes(p, text, strlen(text));
}

static int
put_number(struct postgres *p, int64_t value)
{
    uint64_t wide = htobe64((uint64_t)value);
    return put_bytes(p, &wide, sizeof wide);
}

/* 0 stands for none. */
static int
put_link(struct postgres *p, int64_t value)
{
    return value ? put_number(p, value) : put_bytes(p, NULL, 0);
}

static int
put_event(struct postgres *p, const struct place *place, int64_t pos, const struct wire_event *e)
{
    static const uint8_t fields[2] = {0, 15};
    bool bad = put(p, fields, sizeof fields) || put_text(p, place->home) || put_number(p, pos) ||
               put_number(p, place->month) || put_bytes(p, e->id, STORE_ID) ||
               put_text(p, e->kind) || put_number(p, e->home) || put_link(p, e->child) ||
               put_link(p, e->staff) || put_bytes(p, e->card, WIRE_CARD_LEN) ||
               put_bytes(p, e->cause, WIRE_ID_LEN) || put_number(p, e->at_utc_ms) ||
               put_bytes(p, e->boot, WIRE_ID_LEN) || put_number(p, e->mono_ms) ||
               put_number(p, e->trusted) || put_text(p, e->payload);
    return bad ? DB_FAILED : DB_OK;
}

static int
put_events(
    struct postgres *p, const struct place *place, const struct wire_event *events, int count)
{
    static const char head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0"; /* 19 with its NUL */
    static const uint8_t tail[2] = {0xff, 0xff};
    p->used = 0;
    int rc = put(p, head, sizeof head);
    for (int i = 0; rc == DB_OK && i < count; i++)
        rc = put_event(p, place, place->pos + i, &events[i]);
    if (rc == DB_OK)
        rc = put(p, tail, sizeof tail);
    return rc == DB_OK ? flush(p) : rc;
}

static int
end_copy(struct postgres *p, int rc)
{
    if (PQputCopyEnd(p->connection, rc == DB_OK ? NULL : "given up") != 1 && rc == DB_OK)
        rc = fail(p, NULL);
    PGresult *result;
    while ((result = PQgetResult(p->connection))) {
        if (PQresultStatus(result) != PGRES_COMMAND_OK && rc == DB_OK)
            rc = fail(p, result);
        PQclear(result);
    }
    return rc;
}

static int
add_events(
    struct engine *engine, const struct place *place, const struct wire_event *events, int count)
{
    struct postgres *p = of(engine);
    PGresult *result = PQexec(p->connection,
        "COPY event (home, pos, month, id, kind, home_id, child_id, staff_id, card, cause,"
        " at_utc_ms, boot_id, mono_ms, trusted, payload) FROM STDIN (FORMAT binary)");
    int rc = PQresultStatus(result) == PGRES_COPY_IN ? DB_OK : fail(p, result);
    PQclear(result);
    return rc == DB_OK ? end_copy(p, put_events(p, place, events, count)) : rc;
}

const struct engine_ops engine_postgres = {.open = open_postgres,
    .close = close_postgres,
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
