/* handover.h: the township's card key on its way from one kiosk to a new one, as a QR code.
 *
 * The code is sealed with eight characters that a person reads off the old kiosk and types on the
 * new one (Argon2id, then a secretbox). It protects against a photograph of the QR code alone: each
 * guess at the 40 bits costs 32 MiB and a tenth of a second. It does not protect against somebody
 * who has seen both, so both are shown only after a manager's PIN, and no longer than the page is
 * open. */
#pragma once

#include "db/setting.h"

#include <stdbool.h>

enum { HANDOVER_CODE = 8, HANDOVER_TEXT = 107 };

/* Seals the key with a new code. */
void handover_seal(
    char text[HANDOVER_TEXT + 1], char code[HANDOVER_CODE + 1], const uint8_t key[CARD_KEY_BYTES]);

/* Does the text have the form of one? */
bool handover_is(const char *text);

/* False for a wrong code. */
bool handover_open(uint8_t key[CARD_KEY_BYTES], const char *text, const char *code);
