#include "wire/wire.h"

#include "db/base32.h"

_Static_assert(WIRE_ID_TEXT == BASE32_LEN(WIRE_ID_LEN), "the length of a kiosk's id as text");

void
wire_id_text(char out[WIRE_ID_TEXT + 1], const uint8_t id[WIRE_ID_LEN])
{
    base32_write(out, id, WIRE_ID_LEN);
}

bool
wire_id_read(uint8_t out[WIRE_ID_LEN], const char *text)
{
    return base32_read(out, WIRE_ID_LEN, text);
}
