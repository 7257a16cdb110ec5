/* keep.h: bytes that must stay where they are until all of them are dropped at once. */
#pragma once

#include <stddef.h>

struct keep; /* NULL at first */

/* A copy, a NUL after it; aligned for numbers. */
void *keep_bytes(struct keep **keep, const void *bytes, size_t len);
const char *keep_text(struct keep **keep, const char *text);

/* Frees all; *keep is NULL then. */
void keep_drop(struct keep **keep);
