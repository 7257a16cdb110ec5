#include "scanner/card_form.h"

#include <string.h>

enum {
    PREFIX_LEN = 3,
    DIGITS = CARD_TEXT_LEN - PREFIX_LEN,
    SPARE_BITS = DIGITS * 5 - CARD_RAW_LEN * 8, /* at the end, always 0 */
};
_Static_assert(SPARE_BITS >= 0 && SPARE_BITS < 5, "19 bytes take 31 digits");

static const char prefix[] = "ZX1";
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static char
upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static int
digit_value(char c)
{
    c = upper(c);
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    const char *at = c ? strchr(alphabet, c) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

static bool
decode(uint8_t out[CARD_RAW_LEN], const char *digits)
{
    unsigned bits = 0, held = 0;
    size_t n = 0;
    for (int i = 0; i < DIGITS; i++) {
        int value = digit_value(digits[i]);
        if (value < 0)
            return false;
        bits = bits << 5 | (unsigned)value;
        held += 5;
        if (held >= 8) {
            held -= 8;
            out[n++] = (uint8_t)(bits >> held);
            bits &= (1U << held) - 1;
        }
    }
    return bits == 0;
}

/* As a hand scanner may have typed it. The digit 1 can't come out as a letter. */
bool
card_form_begins(const char *text, size_t len)
{
    return len >= PREFIX_LEN && upper(text[0]) == 'Z' && upper(text[1]) == 'X' && text[2] == '1';
}

bool
card_form_read(uint8_t out[CARD_RAW_LEN], const char *text, size_t len)
{
    return len == CARD_TEXT_LEN && card_form_begins(text, len) && decode(out, text + PREFIX_LEN);
}

void
card_form_write(char out[CARD_TEXT_LEN + 1], const uint8_t raw[CARD_RAW_LEN])
{
    memcpy(out, prefix, PREFIX_LEN);
    for (int i = 0; i < DIGITS; i++) {
        int bit = i * 5;
        unsigned next = bit / 8 + 1 < CARD_RAW_LEN ? raw[bit / 8 + 1] : 0;
        unsigned pair = (unsigned)raw[bit / 8] << 8 | next;
        out[PREFIX_LEN + i] = alphabet[pair >> (11 - bit % 8) & 31];
    }
    out[CARD_TEXT_LEN] = '\0';
}

bool
card_is_whole(const char *text, size_t len)
{
    uint8_t raw[CARD_RAW_LEN];
    return card_form_read(raw, text, len);
}
