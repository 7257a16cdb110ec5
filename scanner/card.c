/* card.c: Crockford's base32 (crockford.com/base32.html) and the proof that a card is ours. */
#include "scanner/card.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAC_LEN = 8,
    BODY_LEN = 1 + CARD_ID_LEN,
    RAW_LEN = BODY_LEN + MAC_LEN,
    PREFIX_LEN = 3,
    DIGITS = CARD_TEXT_LEN - PREFIX_LEN,
    SPARE_BITS = DIGITS * 5 - RAW_LEN * 8, /* at the end, always 0 */
};
_Static_assert(SPARE_BITS >= 0 && SPARE_BITS < 5, "19 bytes take 31 digits");

static const char prefix[] = "ZX1";
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* libsodium's shortest BLAKE2b is 16 bytes: its first 8 are the proof. */
static void
prove(uint8_t out[MAC_LEN], const uint8_t body[BODY_LEN], const uint8_t key[CARD_KEY_LEN])
{
    uint8_t mac[crypto_generichash_blake2b_BYTES_MIN];
    if (sodium_init() < 0 ||
        crypto_generichash_blake2b(mac, sizeof mac, body, BODY_LEN, key, CARD_KEY_LEN) != 0)
        abort();
    memcpy(out, mac, MAC_LEN);
}

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
decode(uint8_t out[RAW_LEN], const char *digits)
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

struct card
card_new(enum card_kind kind)
{
    struct card card = {.kind = kind};
    if (sodium_init() < 0)
        abort();
    randombytes_buf(card.id, sizeof card.id);
    return card;
}

void
card_text(char out[CARD_TEXT_LEN + 1], const struct card *card, const uint8_t key[CARD_KEY_LEN])
{
    uint8_t raw[RAW_LEN + 1] = {(uint8_t)card->kind};
    memcpy(raw + 1, card->id, CARD_ID_LEN);
    prove(raw + BODY_LEN, raw, key);
    memcpy(out, prefix, PREFIX_LEN);
    for (int i = 0; i < DIGITS; i++) {
        int bit = i * 5;
        unsigned pair = (unsigned)raw[bit / 8] << 8 | raw[bit / 8 + 1];
        out[PREFIX_LEN + i] = alphabet[pair >> (11 - bit % 8) & 31];
    }
    out[CARD_TEXT_LEN] = '\0';
}

/* The beginning as a hand scanner may have typed it: the digit 1 can't come out as a letter. */
static bool
has_prefix(const char *text, size_t len)
{
    return len >= PREFIX_LEN && upper(text[0]) == 'Z' && upper(text[1]) == 'X' && text[2] == '1';
}

bool
card_is_whole(const char *text, size_t len)
{
    uint8_t raw[RAW_LEN];
    return len == CARD_TEXT_LEN && has_prefix(text, len) && decode(raw, text + PREFIX_LEN);
}

enum card_verdict
card_read(struct card *out, const char *text, size_t len, const uint8_t key[CARD_KEY_LEN])
{
    uint8_t raw[RAW_LEN], proof[MAC_LEN];
    if (!has_prefix(text, len))
        return CARD_FOREIGN;
    if (len != CARD_TEXT_LEN || !decode(raw, text + PREFIX_LEN))
        return CARD_DAMAGED;
    prove(proof, raw, key);
    if (sodium_memcmp(proof, raw + BODY_LEN, MAC_LEN) != 0)
        return CARD_FORGED;
    if (raw[0] < CARD_CHILD || raw[0] >= CARD_KIND_END)
        return CARD_FOREIGN; /* made with our key by a newer program */
    out->kind = (enum card_kind)raw[0];
    memcpy(out->id, raw + 1, CARD_ID_LEN);
    return CARD_GENUINE;
}
