/* sign.h: who sent this, and that it is as they sent it: Ed25519 over requests and answers.
 *
 * An answer is signed over its request's signature too: it can't be given to another question. */
#pragma once

#include "wire/wire.h"

#define SIGN_HEADER_KIOSK "Zhaoxi-Kiosk"         /* wire_id_text of the kiosk; not in answers */
#define SIGN_HEADER_DATE "Zhaoxi-Date"           /* the sender's clock, UTC ms */
#define SIGN_HEADER_SIGNATURE "Zhaoxi-Signature" /* sign_text */

enum {
    SIGN_PUBLIC_LEN = 32,
    SIGN_SECRET_LEN = 64,
    SIGN_LEN = 64,
    SIGN_TEXT = 86,     /* a signature in base64url, without NUL */
    SIGN_KEY_TEXT = 43, /* a public key in the same */
    SIGN_SHARED_LEN = 32,
    SIGN_HASH_LEN = 16, /* of a public key, in the set-up code */
};

struct sign_request {
    const char *method, *path; /* path: as in the request line, what follows ? included */
    int64_t date_ms;
    const uint8_t *body; /* as it is sent; NULL where len is 0 */
    size_t len;
};

struct sign_answer {
    const uint8_t *request; /* the request's signature, SIGN_LEN bytes */
    int status;             /* of HTTP */
    int64_t date_ms;
    const uint8_t *body;
    size_t len;
};

/* A new pair of keys. */
void sign_keys(uint8_t public_key[SIGN_PUBLIC_LEN], uint8_t secret[SIGN_SECRET_LEN]);

void sign_request(uint8_t out[SIGN_LEN], const struct sign_request *request,
    const uint8_t secret[SIGN_SECRET_LEN]);
bool sign_request_holds(const uint8_t signature[SIGN_LEN], const struct sign_request *request,
    const uint8_t public_key[SIGN_PUBLIC_LEN]);

void sign_answer(
    uint8_t out[SIGN_LEN], const struct sign_answer *answer, const uint8_t secret[SIGN_SECRET_LEN]);
bool sign_answer_holds(const uint8_t signature[SIGN_LEN], const struct sign_answer *answer,
    const uint8_t public_key[SIGN_PUBLIC_LEN]);

/* As they stand in headers and JSON: base64url with no padding, closed by NUL. */
void sign_text(char out[SIGN_TEXT + 1], const uint8_t signature[SIGN_LEN]);
bool sign_text_read(uint8_t out[SIGN_LEN], const char *text);
void sign_key_text(char out[SIGN_KEY_TEXT + 1], const uint8_t public_key[SIGN_PUBLIC_LEN]);
bool sign_key_read(uint8_t out[SIGN_PUBLIC_LEN], const char *text);

/* What the set-up code says of the hub's key. */
void sign_key_hash(uint8_t out[SIGN_HASH_LEN], const uint8_t public_key[SIGN_PUBLIC_LEN]);

/* The key that both ends of a pairing know and nobody else: own secret, the other's public key.
 * False where the other's key is none. */
MUST_CHECK bool sign_shared(uint8_t out[SIGN_SHARED_LEN], const uint8_t own_secret[SIGN_SECRET_LEN],
    const uint8_t other_public[SIGN_PUBLIC_LEN]);
