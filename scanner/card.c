/* card.c: the proof that a card is ours. */
#include "scanner/card.h"

#include "scanner/card_form.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAC_LEN = 8,
    BODY_LEN = 1 + CARD_ID_LEN,
};
_Static_assert(BODY_LEN + MAC_LEN == CARD_RAW_LEN, "a card is its body and the proof");

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
    uint8_t raw[CARD_RAW_LEN] = {(uint8_t)card->kind};
    memcpy(raw + 1, card->id, CARD_ID_LEN);
    prove(raw + BODY_LEN, raw, key);
    card_form_write(out, raw);
}

enum card_verdict
card_read(struct card *out, const char *text, size_t len, const uint8_t key[CARD_KEY_LEN])
{
    uint8_t raw[CARD_RAW_LEN], proof[MAC_LEN];
    if (!card_form_begins(text, len))
        return CARD_FOREIGN;
    if (!card_form_read(raw, text, len))
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
