/* card.h: what is printed in a card, and how to tell ours from others.
 *
 * The text is "ZX1" and 19 bytes in Crockford's base32: the kind, 10 random bytes that name the
 * card, and 8 bytes of keyed BLAKE2b over those 11 under the township's card key. It says nothing
 * about who holds it. Whether a genuine card is known or revoked is the database's to say. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CARD_KEY_LEN = 32,
    CARD_ID_LEN = 10,
    CARD_TEXT_LEN = 34, /* QR alphanumeric; fits version 3 at level Q */
    CARD_MODULES = 29,  /* a side of that version */
};

enum card_kind { /* printed in the cards: these numbers never change */
    CARD_CHILD = 1,
    CARD_GUARDIAN = 2,
    CARD_STAFF = 3,
    CARD_SETUP = 4,
    CARD_KIND_END,
};

struct card {
    enum card_kind kind;
    uint8_t id[CARD_ID_LEN];
};

enum card_verdict {
    CARD_GENUINE,
    CARD_FORGED,  /* well formed, but not made with this township's key */
    CARD_DAMAGED, /* begins as ours do, but is not whole */
    CARD_FOREIGN, /* another program's code */
    CARD_VERDICT_COUNT,
};

/* A new card with a random id. */
struct card card_new(enum card_kind kind);

/* The text of a card, closed by NUL. */
void card_text(
    char out[CARD_TEXT_LEN + 1], const struct card *card, const uint8_t key[CARD_KEY_LEN]);

/* Whether `len` bytes of any content have the form of one of our cards. That it is genuine only
 * card_read can tell, which takes the key. */
bool card_is_whole(const char *text, size_t len);

/* Reads `len` bytes of any content. Lower case, O for 0 and I or L for 1 are read as meant, since a
 * hand scanner's keyboard layout or a person may have typed them. *out is set only for
 * CARD_GENUINE. The proof is compared in constant time. */
enum card_verdict card_read(
    struct card *out, const char *text, size_t len, const uint8_t key[CARD_KEY_LEN]);
