/* cards.h: which card belongs to whom, and until when.
 *
 * A card is known here by the 10 random bytes in it; its text, and the proof that it is genuine,
 * are the scanner's matter (scanner/card.h, whose kinds have the same numbers). A revoked card
 * stays known for ever. A person has one card that works at a time; printing it again keeps it. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdbool.h>
#include <stdint.h>

#define CARD_ID_BYTES 10
enum { CARD_REASON_MOST = 200 }; /* bytes */

enum holder_kind { /* the numbers printed in the cards: never change them */
    HOLDER_CHILD = 1,
    HOLDER_GUARDIAN = 2,
    HOLDER_STAFF = 3,
};

struct card_row {
    uint8_t id[CARD_ID_BYTES];
    enum holder_kind kind;
    int64_t holder_id;  /* child, guardian or staff id, by kind */
    int64_t issued_at;  /* UTC ms */
    int64_t revoked_at; /* UTC ms, 0 while it works */
};

/* Records a card for a holder. DB_REFUSED where the holder has one that works, or the id exists. */
MUST_CHECK int cards_issue(struct db *db, const uint8_t id[CARD_ID_BYTES], enum holder_kind kind,
    int64_t holder_id, int64_t at_utc_ms);

/* Ends the card: it works no more from this moment. DB_REFUSED where it is unknown or ended. */
MUST_CHECK int cards_revoke(
    struct db *db, const uint8_t id[CARD_ID_BYTES], const char *reason, int64_t at_utc_ms);

/* What staff do with a person's card. */
struct card_change {
    enum holder_kind kind;
    int64_t holder_id;
    const uint8_t *next; /* id of the card that the holder gets; NULL: none */
    const char *reason;  /* why the old one ends, where there is one */
    int64_t staff_id;    /* who does it; 0: the installer */
};

/* Ends the card that works, if there is one, and gives the next, in one transaction and on the
 * record (card_ended, card_issued). DB_REFUSED where there is neither, or
 * the reason is longer than CARD_REASON_MOST. */
MUST_CHECK int cards_change(
    struct db *db, const struct card_change *change, const struct moment *now);

/* The card by its id; or the holder's card that works. False where there is none. */
bool cards_find(struct db *db, struct card_row *out, const uint8_t id[CARD_ID_BYTES]);
bool cards_of(struct db *db, struct card_row *out, enum holder_kind kind, int64_t holder_id);

/* Every card, revoked ones too, oldest first. */
MUST_CHECK int cards_each(
    struct db *db, int (*each)(const struct card_row *, void *payload), void *payload);
