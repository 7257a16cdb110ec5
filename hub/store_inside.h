/* store_inside.h: what the files of the store share. Inside store*.c alone. */
#pragma once

#include "hub/engine.h"

struct store {
    struct engine *engine;
    int depth;   /* of nested transactions */
    bool doomed; /* an inner one was rolled back: the outermost must be too */
};

/* Runs a statement with parameters in order; `types` has a letter for each: i int64_t; t const char
 * *; k the bytes of an id or key, const void * and int length; b const void * and size_t length.
 * Step with store_next, and store_end in any case but where this failed. */
MUST_CHECK int store_ask(
    struct store *store, struct answer *out, enum statement statement, const char *types, ...);
int store_next(struct answer *answer);
void store_end(struct answer *answer);

/* Runs a statement whose rows are not wanted; *changes, unless NULL: how many it changed. */
MUST_CHECK int store_run(
    struct store *store, int *changes, enum statement statement, const char *types, ...);

int64_t store_int(struct answer *row, const char *column);
const char *store_text(struct answer *row, const char *column);
void store_copy(struct answer *row, const char *column, char *out, size_t size);
/* Copies exactly `len` bytes; all 0 where the column has another length. */
void store_bytes(struct answer *row, const char *column, void *out, size_t len);

/* A number that no other process gives: for rows that want one and no sequence. */
int64_t store_number(void);

__attribute__((format(printf, 3, 4))) int store_fail(
    struct store *store, int error, const char *format, ...);
