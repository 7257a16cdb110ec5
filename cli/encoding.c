/* encoding.c: tells UTF-8 from GB18030 by counting what could not be UTF-8. */
#include "cli/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool
starts(const char *bytes, size_t len, const char *with, size_t with_len)
{
    return len >= with_len && memcmp(bytes, with, with_len) == 0;
}

/* How many bytes the UTF-8 character at p takes, 0 where there is none (Unicode 15, table 3-7). */
static size_t
character(const unsigned char *p, size_t len)
{
    if (p[0] < 0x80)
        return 1;
    size_t want = p[0] >= 0xC2 && p[0] <= 0xDF ? 2
        : (p[0] & 0xF0) == 0xE0                ? 3
        : p[0] >= 0xF0 && p[0] <= 0xF4         ? 4
                                               : 0;
    if (want == 0 || want > len)
        return 0;
    for (size_t i = 1; i < want; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    bool bad = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
        (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F);
    return bad ? 0 : want;
}

/* Chinese in UTF-8 is three-byte characters, which GB18030 text hardly ever looks like by chance;
 * GB18030 read as UTF-8 is nearly all broken. */
static bool
looks_like_utf8(const char *bytes, size_t len)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t broken = 0, chinese = 0;
    for (size_t i = 0; i < len;) {
        size_t n = character(p + i, len - i);
        broken += n == 0;
        chinese += n == 3;
        i += n ? n : 1;
    }
    return broken == 0 || chinese > broken;
}

enum encoding
encoding_of(const char *bytes, size_t len)
{
    if (starts(bytes, len, "PK\x03\x04", 4) || starts(bytes, len, "\xD0\xCF\x11\xE0", 4))
        return ENCODING_WORKBOOK;
    if (starts(bytes, len, "\xFF\xFE", 2) || starts(bytes, len, "\xFE\xFF", 2))
        return ENCODING_UTF16;
    if (memchr(bytes, 0, len))
        return ENCODING_BINARY;
    if (starts(bytes, len, "\xEF\xBB\xBF", 3) || looks_like_utf8(bytes, len))
        return ENCODING_UTF8;
    return ENCODING_GB18030;
}

static char *
room_for(size_t len)
{
    char *out = malloc(len * 3 + 4); /* each byte becomes three at most */
    if (!out)
        abort();
    return out;
}

static char *
from_utf8(const char *bytes, size_t len)
{
    char *out = room_for(len), *w = out;
    for (size_t i = 0; i < len;) {
        size_t n = character((const unsigned char *)bytes + i, len - i);
        if (n)
            memcpy(w, bytes + i, n);
        else
            memcpy(w, REPLACEMENT, 3);
        w += n ? n : 3;
        i += n ? n : 1;
    }
    *w = '\0';
    return out;
}

static char *
from_gb18030(const char *bytes, size_t len)
{
    char *out = room_for(len), *w = out, *in = (char *)bytes;
    size_t in_left = len, out_left = len * 3 + 3;
    iconv_t cd = iconv_open("UTF-8", "GB18030");
    while (cd != (iconv_t)-1 && in_left > 0) {
        if (iconv(cd, &in, &in_left, &w, &out_left) != (size_t)-1 || out_left < 3)
            break;
        memcpy(w, REPLACEMENT, 3);
        w += 3, out_left -= 3;
        in++, in_left--;
    }
    if (cd == (iconv_t)-1) { /* a system without the table: say that nothing could be read */
        memcpy(w, REPLACEMENT, 3);
        w += 3;
    } else {
        iconv_close(cd);
    }
    *w = '\0';
    return out;
}

char *
encoding_decode(const char *bytes, size_t len, enum encoding *out_encoding)
{
    *out_encoding = encoding_of(bytes, len);
    switch (*out_encoding) {
    case ENCODING_UTF8: {
        size_t mark = starts(bytes, len, "\xEF\xBB\xBF", 3) ? 3 : 0;
        return from_utf8(bytes + mark, len - mark);
    }
    case ENCODING_GB18030:
        return from_gb18030(bytes, len);
    case ENCODING_UTF16:
    case ENCODING_WORKBOOK:
    case ENCODING_BINARY:
        return NULL;
    }
    return NULL;
}
