/* card_form.h: a card's bytes as text: "ZX1" and Crockford's base32 (crockford.com/base32.html).
 * Inside scanner/ only. Knows nothing of keys, so that the process that decodes holds no
 * cryptography. */
#pragma once

#include "scanner/card.h"

enum { CARD_RAW_LEN = 19 }; /* the kind, the id, the proof */

/* Whether a text begins as our cards do. */
bool card_form_begins(const char *text, size_t len);

/* False for what is not whole; *out may then hold anything. */
bool card_form_read(uint8_t out[CARD_RAW_LEN], const char *text, size_t len);

/* Closed by NUL. */
void card_form_write(char out[CARD_TEXT_LEN + 1], const uint8_t raw[CARD_RAW_LEN]);
