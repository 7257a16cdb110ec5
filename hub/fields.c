#include "hub/fields.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int
hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* How many bytes the character that begins at `s` takes, 0 where it is no UTF-8 (overlong forms,
 * surrogates and what lies past U+10FFFF are none) or a control character that no text has. */
static size_t
character(const unsigned char *s, size_t left)
{
    if (s[0] < 0x20)
        return s[0] == '\t' || s[0] == '\n' || s[0] == '\r';
    if (s[0] < 0x80)
        return s[0] != 0x7f;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || n > left)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
    bool beyond = (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f);
    return overlong || beyond ? 0 : n;
}

static bool
is_text(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t n = character((const unsigned char *)text + i, size - i);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

/* Decodes into `out`, which has room for `size` and a NUL. The length, or -1. */
static long
decode(char *out, const char *bytes, size_t size, bool plus_is_space)
{
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        char c = bytes[i];
        if (c == '%') {
            if (size - i < 3)
                return -1;
            int high = hex(bytes[i + 1]), low = hex(bytes[i + 2]);
            if (high < 0 || low < 0)
                return -1;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        out[n++] = c;
    }
    out[n] = '\0';
    return is_text(out, n) ? (long)n : -1;
}

bool
fields_decode(char *out, size_t room, const char *bytes, size_t size)
{
    return size < room && decode(out, bytes, size, false) >= 0;
}

/* The next pair, `size` bytes of it, goes to `*to`, which moves on. */
static bool
take(struct fields *out, char **to, enum fields_kind kind, const char *pair, size_t size)
{
    const char *equals = memchr(pair, '=', size);
    size_t name_size = equals ? (size_t)(equals - pair) : size;
    size_t value_size = equals ? size - name_size - 1 : 0;
    bool plus = kind == FIELDS_URLENCODED;
    if (out->count == FIELDS_MAX)
        return false;
    struct field *field = &out->field[out->count++];
    field->name = *to;
    long n = decode(*to, pair, name_size, plus);
    if (n < 0)
        return false;
    *to += n + 1;
    field->value = *to;
    n = decode(*to, equals ? equals + 1 : "", value_size, plus);
    if (n < 0)
        return false;
    *to += n + 1;
    return true;
}

static size_t
count_of(const char *bytes, size_t size, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < size; i++)
        n += bytes[i] == c;
    return n;
}

int
fields_parse(struct fields *out, enum fields_kind kind, const char *bytes, size_t size)
{
    const char between = kind == FIELDS_COOKIES ? ';' : '&';
    *out = (struct fields){0};
    if (size == 0)
        return DB_OK;
    size_t pairs = count_of(bytes, size, between) + 1;
    if (pairs > FIELDS_MAX)
        return DB_REFUSED;
    /* Each pair becomes two texts, never longer than it was, and its two NULs. */
    out->text = malloc(size + 2 * pairs + 2);
    out->field = calloc(pairs, sizeof *out->field);
    if (!out->text || !out->field)
        abort();
    char *to = out->text;
    for (size_t i = 0; i < size;) {
        const char *end = memchr(bytes + i, between, size - i);
        size_t n = end ? (size_t)(end - bytes) - i : size - i;
        size_t skip = 0;
        while (kind == FIELDS_COOKIES && skip < n && bytes[i + skip] == ' ')
            skip++;
        if (n > skip && !take(out, &to, kind, bytes + i + skip, n - skip)) {
            fields_finish(out);
            return DB_REFUSED;
        }
        i += n + 1;
    }
    return DB_OK;
}

void
fields_finish(struct fields *fields)
{
    free(fields->field);
    free(fields->text);
    *fields = (struct fields){0};
}

bool
fields_has(const struct fields *fields, const char *name)
{
    for (int i = 0; i < fields->count; i++)
        if (strcmp(fields->field[i].name, name) == 0)
            return true;
    return false;
}

const char *
fields_get(const struct fields *fields, const char *name)
{
    for (int i = 0; i < fields->count; i++)
        if (strcmp(fields->field[i].name, name) == 0)
            return fields->field[i].value;
    return "";
}

int64_t
fields_number(
    const struct fields *fields, const char *name, int64_t least, int64_t most, int64_t otherwise)
{
    const char *text = fields_get(fields, name);
    char *end;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    if (end == text || *end || errno || n < least || n > most)
        return otherwise;
    return n;
}
