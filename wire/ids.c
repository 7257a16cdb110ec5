#include "wire/ids.h"

/* Digits for 12, 62, 64 and 40 bits. */
enum { A_TEXT = 2, B_TEXT = 11, HALF_TEXT = 11, RANDOM_TEXT = A_TEXT + B_TEXT, CARD_HALF = 7 };

static void
put_digits(char *out, size_t digits, uint64_t value)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (; digits-- > 0; value >>= 6)
        out[digits] = alphabet[value & 63];
}

static int
digit_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

static bool
get_digits(uint64_t *out, const char *text, size_t digits, unsigned bits)
{
    uint64_t value = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = digit_value(text[i]);
        if (digit < 0 || value >> 58)
            return false;
        value = value << 6 | (unsigned)digit;
    }
    *out = value;
    return bits == 64 || value >> bits == 0;
}

uint64_t
bytes_get(const uint8_t *bytes, size_t len)
{
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++)
        value = value << 8 | bytes[i];
    return value;
}

void
bytes_put(uint8_t *out, size_t len, uint64_t value)
{
    for (; len-- > 0; value >>= 8)
        out[len] = (uint8_t)value;
}

/* UUIDv7: 48 bits of time, version, 12 bits, variant, 62 bits. */
static bool
is_made_of(const uint8_t id[WIRE_ID_LEN], int64_t utc_ms)
{
    return utc_ms >= 0 && bytes_get(id, 6) == (uint64_t)utc_ms && (id[6] & 0xf0) == 0x70 &&
           (id[8] & 0xc0) == 0x80;
}

void
id_text(char out[ID_TEXT + 1], const uint8_t id[WIRE_ID_LEN])
{
    put_digits(out, HALF_TEXT, bytes_get(id, 8));
    put_digits(out + HALF_TEXT, HALF_TEXT, bytes_get(id + 8, 8));
    out[ID_TEXT] = '\0';
}

bool
id_read(uint8_t out[WIRE_ID_LEN], const char *text, size_t len)
{
    uint64_t high, low;
    if (len != ID_TEXT || !get_digits(&high, text, HALF_TEXT, 64) ||
        !get_digits(&low, text + HALF_TEXT, HALF_TEXT, 64))
        return false;
    bytes_put(out, 8, high);
    bytes_put(out + 8, 8, low);
    return true;
}

void
own_id_text(char out[ID_TEXT + 1], const uint8_t id[WIRE_ID_LEN], int64_t at_utc_ms)
{
    if (!is_made_of(id, at_utc_ms)) {
        id_text(out, id);
        return;
    }
    put_digits(out, A_TEXT, bytes_get(id + 6, 2) & 0x0fff);
    put_digits(out + A_TEXT, B_TEXT, bytes_get(id + 8, 8) & (UINT64_MAX >> 2));
    out[RANDOM_TEXT] = '\0';
}

bool
own_id_read(uint8_t out[WIRE_ID_LEN], const char *text, size_t len, int64_t at_utc_ms)
{
    uint64_t a, b;
    if (len != RANDOM_TEXT)
        return id_read(out, text, len);
    if (at_utc_ms < 0 || at_utc_ms >> 48 || !get_digits(&a, text, A_TEXT, 12) ||
        !get_digits(&b, text + A_TEXT, B_TEXT, 62))
        return false;
    bytes_put(out, 6, (uint64_t)at_utc_ms);
    bytes_put(out + 6, 2, 0x7000 | a);
    bytes_put(out + 8, 8, UINT64_C(1) << 63 | b);
    return true;
}

void
card_id_text(char out[CARD_ID_TEXT + 1], const uint8_t card[WIRE_CARD_LEN])
{
    put_digits(out, CARD_HALF, bytes_get(card, 5));
    put_digits(out + CARD_HALF, CARD_HALF, bytes_get(card + 5, 5));
    out[CARD_ID_TEXT] = '\0';
}

bool
card_id_read(uint8_t out[WIRE_CARD_LEN], const char *text, size_t len)
{
    uint64_t high, low;
    if (len != CARD_ID_TEXT || !get_digits(&high, text, CARD_HALF, 40) ||
        !get_digits(&low, text + CARD_HALF, CARD_HALF, 40))
        return false;
    bytes_put(out, 5, high);
    bytes_put(out + 5, 5, low);
    return true;
}
