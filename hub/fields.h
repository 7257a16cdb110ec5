/* fields.h: name=value pairs as they come in a query, a form or a cookie header.
 *
 * What is sent is a stranger's: bad escapes, invalid UTF-8, a NUL or another control character but
 * tab and line end refuse the whole text. Pure; no limits but those below. */
#pragma once

#include "db/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FIELDS_MAX = 512 };

struct field {
    const char *name, *value; /* UTF-8, decoded */
};

struct fields {
    int count;
    struct field *field;
    char *text; /* what the fields point into */
};

enum fields_kind { FIELDS_URLENCODED, FIELDS_COOKIES };

/* Reads `size` bytes. DB_REFUSED, and *out empty, for what is not such text or has more than
 * FIELDS_MAX of them. fields_finish frees; it may be called twice. */
MUST_CHECK int fields_parse(
    struct fields *out, enum fields_kind kind, const char *bytes, size_t size);
void fields_finish(struct fields *fields);

/* The first value of that name, "" where there is none. Borrowed. */
const char *fields_get(const struct fields *fields, const char *name);
bool fields_has(const struct fields *fields, const char *name);

/* The value as a whole number between the two, else `otherwise`. */
int64_t fields_number(
    const struct fields *fields, const char *name, int64_t least, int64_t most, int64_t otherwise);

/* One path or value with %XX decoded, into `out` of `room` bytes; false by the same rules, or where
 * it doesn't fit. */
bool fields_decode(char *out, size_t room, const char *bytes, size_t size);
