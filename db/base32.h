/* base32.h: bytes as digits and capital letters without I, L, O and U (Crockford's base32), for
 * people to copy and for a QR code's alphanumeric mode. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many characters `bytes` take. */
#define BASE32_LEN(bytes) (((bytes)*8 + 4) / 5)

/* BASE32_LEN(len) characters and a NUL. */
void base32_write(char *out, const uint8_t *bytes, size_t len);

/* Reads exactly `len` bytes. Spaces and dashes are skipped, lower case, O for 0 and I or L for 1
 * are read as meant. False for anything else. */
bool base32_read(uint8_t *out, size_t len, const char *text);
