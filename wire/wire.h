/* wire.h: what the formats between a kiosk and the hub have in common. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_CHECK __attribute__((warn_unused_result))

enum {
    WIRE_ID_LEN = 16,   /* of an event, a boot, a kiosk */
    WIRE_ID_TEXT = 26,  /* a kiosk's id in base32, without NUL */
    WIRE_CARD_LEN = 10, /* of a card */
    WIRE_WHY = 160,     /* a reason, for a log: English */
};

enum wire_result {
    WIRE_OK = 0,
    WIRE_MALFORMED = -1, /* not of this format, cut short or altered */
    WIRE_TOO_LARGE = -2, /* beyond a limit: of bytes, of their ratio, of a list */
    WIRE_STOPPED = -3,   /* a callback wanted no more */
};

/* A kiosk's id as text, closed by NUL, and back. */
void wire_id_text(char out[WIRE_ID_TEXT + 1], const uint8_t id[WIRE_ID_LEN]);
bool wire_id_read(uint8_t out[WIRE_ID_LEN], const char *text);
