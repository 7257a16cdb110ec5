/* seal.h: a file that nobody reads without the recovery code, and that shows each change.
 *
 * The file: "ZXB1", a salt, 16 bytes that tell a wrong code from damage, then libsodium's
 * secretstream (XChaCha20-Poly1305): a note of the caller's, and the content in pieces, the last of
 * them marked, so that a file cut short at any byte is known. The code has 128 random bits: it
 * needs no slow hash. */
#pragma once

#include <stdint.h>

enum { RECOVERY_BYTES = 16, SEAL_NOTE = 256 };

enum seal_result {
    SEAL_OK,
    SEAL_UNREAD,     /* errno says why */
    SEAL_UNWRITTEN,  /* errno says why */
    SEAL_FOREIGN,    /* no such file */
    SEAL_NEWER,      /* of a newer program */
    SEAL_WRONG_CODE, /* another code opens it */
    SEAL_DAMAGED,    /* changed, or cut short */
};

/* Copies what `in` still holds to `out`, sealed, with a note before it. */
enum seal_result seal_write(
    int out, int in, const uint8_t code[RECOVERY_BYTES], const char note[SEAL_NOTE]);

/* The way back. Anything but SEAL_OK: what was written to `out` is to be thrown away. */
enum seal_result seal_read(
    int out, int in, const uint8_t code[RECOVERY_BYTES], char note[SEAL_NOTE]);
