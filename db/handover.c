#include "db/handover.h"

#include "db/base32.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX "ZXS1"

enum {
    PREFIX_LEN = 4,
    CODE_BYTES = 5,
    SALT = crypto_pwhash_SALTBYTES,
    BOX = crypto_secretbox_MACBYTES + CARD_KEY_BYTES,
    PASSES = 11,
    MEMORY = 32 << 20,
};
_Static_assert(BASE32_LEN(CODE_BYTES) == HANDOVER_CODE, "the code is five bytes");
_Static_assert(PREFIX_LEN + BASE32_LEN(SALT + BOX) == HANDOVER_TEXT, "the text is salt and box");

/* The key is used once: its salt is new each time, so the nonce may be all zero. */
static void
derive(uint8_t out[crypto_secretbox_KEYBYTES], const uint8_t code[CODE_BYTES],
    const uint8_t salt[SALT])
{
    if (sodium_init() < 0 ||
        crypto_pwhash(out, crypto_secretbox_KEYBYTES, (const char *)code, CODE_BYTES, salt, PASSES,
            MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
        abort();
}

void
handover_seal(
    char text[HANDOVER_TEXT + 1], char code[HANDOVER_CODE + 1], const uint8_t key[CARD_KEY_BYTES])
{
    static const uint8_t nonce[crypto_secretbox_NONCEBYTES];
    uint8_t secret[CODE_BYTES], raw[SALT + BOX], box_key[crypto_secretbox_KEYBYTES];
    if (sodium_init() < 0)
        abort();
    randombytes_buf(secret, sizeof secret);
    randombytes_buf(raw, SALT);
    derive(box_key, secret, raw);
    crypto_secretbox_easy(raw + SALT, key, CARD_KEY_BYTES, nonce, box_key);
    base32_write(code, secret, sizeof secret);
    memcpy(text, PREFIX, PREFIX_LEN);
    base32_write(text + PREFIX_LEN, raw, sizeof raw);
    sodium_memzero(box_key, sizeof box_key);
}

static bool
read(uint8_t raw[SALT + BOX], const char *text)
{
    return strncmp(text, PREFIX, PREFIX_LEN) == 0 &&
           base32_read(raw, SALT + BOX, text + PREFIX_LEN);
}

bool
handover_is(const char *text)
{
    uint8_t raw[SALT + BOX];
    return read(raw, text);
}

bool
handover_open(uint8_t key[CARD_KEY_BYTES], const char *text, const char *code)
{
    static const uint8_t nonce[crypto_secretbox_NONCEBYTES];
    uint8_t secret[CODE_BYTES], raw[SALT + BOX], box_key[crypto_secretbox_KEYBYTES];
    if (!read(raw, text) || !base32_read(secret, sizeof secret, code))
        return false;
    derive(box_key, secret, raw);
    bool good = crypto_secretbox_open_easy(key, raw + SALT, BOX, nonce, box_key) == 0;
    sodium_memzero(box_key, sizeof box_key);
    return good;
}
