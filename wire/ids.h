/* ids.h: the ids of events, boots and cards as text of base64url's digits. Inside wire/ only. */
#pragma once

#include "wire/wire.h"

enum { ID_TEXT = 22, CARD_ID_TEXT = 14 };

/* Texts are closed by NUL; `len` is without it. */
void id_text(char out[ID_TEXT + 1], const uint8_t id[WIRE_ID_LEN]);
bool id_read(uint8_t out[WIRE_ID_LEN], const char *text, size_t len);
void card_id_text(char out[CARD_ID_TEXT + 1], const uint8_t card[WIRE_CARD_LEN]);
bool card_id_read(uint8_t out[WIRE_CARD_LEN], const char *text, size_t len);

/* An event's own id: its random bits alone, 13 characters, where it is a UUIDv7 of the event's
 * time; else the whole of it. */
void own_id_text(char out[ID_TEXT + 1], const uint8_t id[WIRE_ID_LEN], int64_t at_utc_ms);
bool own_id_read(uint8_t out[WIRE_ID_LEN], const char *text, size_t len, int64_t at_utc_ms);

/* The first byte is the highest; len is 8 at most. */
uint64_t bytes_get(const uint8_t *bytes, size_t len);
void bytes_put(uint8_t *out, size_t len, uint64_t value);
