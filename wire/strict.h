/* strict.h: as much of JSON (RFC 8259) as the lines of a batch need, strict and with no memory of
 * its own: text that anybody may have written is checked before it is kept. Inside wire/ only. */
#pragma once

#include "wire/wire.h"

/* A reader's place in a text. Each call moves it on, or returns false and leaves it anywhere. */
struct strict_place {
    const char *at, *end;
};

/* The character itself; no space is skipped. */
bool strict_char(struct strict_place *p, char c);

/* A whole number without fraction or exponent that fits. */
bool strict_number(struct strict_place *p, int64_t *out);

/* A string, unescaped into `out`, closed by NUL; *len without it. False where it does not fit,
 * holds a NUL, or is no UTF-8. */
bool strict_text(struct strict_place *p, char *out, size_t size, size_t *len);

/* Is this one object, whole, in UTF-8, nested no deeper than `depth`? */
bool strict_is_object(const char *text, size_t len, int depth);

/* Writes a JSON string, at most six times `len` and two quotes, and returns where it ends. */
char *strict_quote(char *out, const char *text, size_t len);

/* Bytes of the UTF-8 character at `at`, 0 where there is none. */
size_t strict_utf8(const char *at, const char *end);
