#include "wire/strict.h"

#include <string.h>

/* RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
size_t
strict_utf8(const char *at, const char *end)
{
    const unsigned char *s = (const unsigned char *)at;
    size_t left = (size_t)(end - at), len;
    if (left == 0)
        return 0;
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xc2 || s[0] > 0xf4)
        return 0;
    len = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    if (left < len)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
        return 0;
    return len;
}

bool
strict_char(struct strict_place *p, char c)
{
    if (p->at == p->end || *p->at != c)
        return false;
    p->at++;
    return true;
}

static bool
is_digit(const struct strict_place *p)
{
    return p->at < p->end && *p->at >= '0' && *p->at <= '9';
}

bool
strict_number(struct strict_place *p, int64_t *out)
{
    bool minus = strict_char(p, '-');
    uint64_t n = 0, most = (uint64_t)INT64_MAX + minus;
    if (!is_digit(p) || (*p->at == '0' && p->at + 1 < p->end && p->at[1] >= '0' && p->at[1] <= '9'))
        return false;
    for (; is_digit(p); p->at++) {
        unsigned digit = (unsigned)(*p->at - '0');
        if (n > (most - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *out = minus ? (int64_t)(0 - n) : (int64_t)n;
    return true;
}

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The four digits after \u; -1 where there are none. */
static int
read_unit(struct strict_place *p)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = p->at < p->end ? hex_value(*p->at++) : -1;
        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* A character after \u, a pair of surrogates as one; 0 where there is none (or it is NUL). */
static unsigned
read_code(struct strict_place *p)
{
    int high = read_unit(p);
    if (high <= 0 || (high >= 0xdc00 && high <= 0xdfff))
        return 0;
    if (high < 0xd800 || high > 0xdbff)
        return (unsigned)high;
    if (!strict_char(p, '\\') || !strict_char(p, 'u'))
        return 0;
    int low = read_unit(p);
    if (low < 0xdc00 || low > 0xdfff)
        return 0;
    return 0x10000U + ((unsigned)(high - 0xd800) << 10) + (unsigned)(low - 0xdc00);
}

static size_t
put_code(char out[4], unsigned code)
{
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char first[5] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = len; i-- > 1; code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3f));
    out[0] = (char)(first[len] | code);
    return len;
}

/* What stands after a backslash, unescaped. 0 where that is nothing. */
static size_t
read_escape(struct strict_place *p, char out[4])
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (p->at == p->end)
        return 0;
    char c = *p->at++;
    if (c == 'u') {
        unsigned code = read_code(p);
        return code ? put_code(out, code) : 0;
    }
    const char *found = c ? strchr(from, c) : NULL;
    if (!found)
        return 0;
    out[0] = to[found - from];
    return 1;
}

/* One character of a string: 0 at what is none. */
static size_t
read_character(struct strict_place *p, char out[4])
{
    if (strict_char(p, '\\'))
        return read_escape(p, out);
    size_t len = strict_utf8(p->at, p->end);
    if (len == 0 || (unsigned char)*p->at < 0x20)
        return 0;
    memcpy(out, p->at, len);
    p->at += len;
    return len;
}

bool
strict_text(struct strict_place *p, char *out, size_t size, size_t *len)
{
    size_t n = 0;
    if (!strict_char(p, '"'))
        return false;
    while (!strict_char(p, '"')) {
        char one[4];
        size_t bytes = read_character(p, one);
        if (bytes == 0 || n + bytes >= size)
            return false;
        memcpy(out + n, one, bytes);
        n += bytes;
    }
    out[n] = '\0';
    *len = n;
    return true;
}

static void
skip_space(struct strict_place *p)
{
    while (p->at < p->end && *p->at && strchr(" \t\r\n", *p->at))
        p->at++;
}

static bool
skip_text(struct strict_place *p)
{
    char one[4];
    if (!strict_char(p, '"'))
        return false;
    while (!strict_char(p, '"')) {
        /* \u0000 is text as well, which is only kept, not unescaped. */
        if (p->end - p->at >= 6 && memcmp(p->at, "\\u0000", 6) == 0)
            p->at += 6;
        else if (read_character(p, one) == 0)
            return false;
    }
    return true;
}

static bool
skip_digits(struct strict_place *p)
{
    if (!is_digit(p))
        return false;
    while (is_digit(p))
        p->at++;
    return true;
}

static bool
skip_number(struct strict_place *p)
{
    strict_char(p, '-');
    if (!strict_char(p, '0') && !skip_digits(p))
        return false;
    if (strict_char(p, '.') && !skip_digits(p))
        return false;
    if (!strict_char(p, 'e') && !strict_char(p, 'E'))
        return true;
    if (!strict_char(p, '-'))
        strict_char(p, '+');
    return skip_digits(p);
}

static bool
skip_word(struct strict_place *p)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i]);
        if ((size_t)(p->end - p->at) >= len && memcmp(p->at, words[i], len) == 0) {
            p->at += len;
            return true;
        }
    }
    return false;
}

static bool skip_value(struct strict_place *p, int depth);

/* What stands between brackets. */
static bool
skip_members(struct strict_place *p, char close, int depth)
{
    skip_space(p);
    if (strict_char(p, close))
        return true;
    do {
        skip_space(p);
        if (close == '}') {
            if (!skip_text(p))
                return false;
            skip_space(p);
            if (!strict_char(p, ':'))
                return false;
        }
        if (!skip_value(p, depth))
            return false;
    } while (strict_char(p, ','));
    return strict_char(p, close);
}

/* `depth` is how many levels may still begin: the recursion is no deeper. */
static bool
skip_value(struct strict_place *p, int depth) /* NOLINT(misc-no-recursion): bounded by depth */
{
    bool fine;
    skip_space(p);
    if (p->at == p->end)
        return false;
    if (*p->at == '{' || *p->at == '[') {
        char close = *p->at++ == '{' ? '}' : ']';
        fine = depth > 0 && skip_members(p, close, depth - 1);
    } else if (*p->at == '"') {
        fine = skip_text(p);
    } else {
        fine = skip_word(p) || skip_number(p);
    }
    skip_space(p);
    return fine;
}

bool
strict_is_object(const char *text, size_t len, int depth)
{
    struct strict_place p = {text, text + len};
    skip_space(&p);
    return p.at < p.end && *p.at == '{' && skip_value(&p, depth) && p.at == p.end;
}

char *
strict_quote(char *out, const char *text, size_t len)
{
    static const char hex[] = "0123456789abcdef";
    *out++ = '"';
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20) {
            const char escaped[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
            memcpy(out, escaped, sizeof escaped);
            out += sizeof escaped;
            continue;
        }
        if (c == '"' || c == '\\')
            *out++ = '\\';
        *out++ = (char)c;
    }
    *out++ = '"';
    return out;
}
