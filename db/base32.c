#include "db/base32.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void
base32_write(char *out, const uint8_t *bytes, size_t len)
{
    size_t digits = BASE32_LEN(len);
    for (size_t i = 0; i < digits; i++) {
        size_t bit = i * 5, at = bit / 8;
        unsigned next = at + 1 < len ? bytes[at + 1] : 0;
        unsigned pair = (unsigned)bytes[at] << 8 | next;
        out[i] = alphabet[pair >> (11 - bit % 8) & 31];
    }
    out[digits] = '\0';
}

static int
digit_value(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    const char *at = strchr(alphabet, c);
    return at ? (int)(at - alphabet) : -1;
}

bool
base32_read(uint8_t *out, size_t len, const char *text)
{
    unsigned bits = 0, held = 0;
    size_t n = 0, digits = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '-')
            continue;
        int value = digit_value(*text);
        if (value < 0 || ++digits > BASE32_LEN(len))
            return false;
        bits = bits << 5 | (unsigned)value;
        held += 5;
        if (held < 8)
            continue;
        held -= 8;
        out[n++] = (uint8_t)(bits >> held);
        bits &= (1U << held) - 1;
    }
    return digits == BASE32_LEN(len) && bits == 0;
}
