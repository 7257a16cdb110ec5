/* engine.h: what differs between SQLite and PostgreSQL behind the store: how a statement of
 * store.sql is run, and how many events go in at once. Inside store*.c alone. */
#pragma once

#include "hub/store.h"
#include "hub/text.h"

enum statement {
#define X(name, sql) S_##name,
#include "store.inc"
#undef X
    STATEMENT_COUNT
};

/* Name and text of each. */
struct statement_text {
    const char *name, *sql;
};
extern const struct statement_text statement_texts[STATEMENT_COUNT];

/* One parameter, borrowed for the call. */
struct value {
    enum { VALUE_INT, VALUE_TEXT, VALUE_BYTES } type;
    int64_t number;
    const void *bytes; /* NULL is NULL */
    size_t len;
};

/* Where events go: a Home's log from `pos` on. */
struct place {
    const char *home;
    int64_t pos, month;
};

/* The rows of an answer; columns by their names. */
struct answer {
    struct engine *engine;
    void *rows; /* the engine's */
    int at;     /* PostgreSQL: the row */
};

struct engine_ops {
    /* *out is always set where there is memory; `why` is told in the engine. */
    int (*open)(struct engine **out, const char *url);
    void (*close)(struct engine *engine);
    int (*begin)(struct engine *engine);
    int (*commit)(struct engine *engine);
    void (*rollback)(struct engine *engine);
    /* Runs a statement. end_answer in any case. */
    int (*ask)(struct engine *engine, struct answer *out, enum statement statement,
        const struct value *values, int count);
    int (*next)(struct answer *answer); /* 1: a row; 0: no more; negative: an error */
    void (*end)(struct answer *answer);
    int (*changes)(const struct answer *answer); /* rows that it changed, after its last row */
    int64_t (*number)(struct answer *answer, const char *column);
    /* *len is set; NULL for NULL. Borrowed until the next row; a NUL follows. */
    const void *(*bytes)(struct answer *answer, const char *column, size_t *len);
    /* Makes sure that events of a month (202611) have a table. Not inside a transaction. */
    int (*make_room)(struct engine *engine, int64_t month);
    int (*add_events)(struct engine *engine, const struct place *place,
        const struct wire_event *events, int count);
};

/* The part of an engine that both have, at its beginning. */
struct engine {
    const struct engine_ops *ops;
    char why[512];
};

extern const struct engine_ops engine_sqlite, engine_postgres;

/* Sets the sentence and returns `error`. */
__attribute__((format(printf, 3, 4))) int engine_fail(
    struct engine *engine, int error, const char *format, ...);
