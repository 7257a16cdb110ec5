#include "wire/sign.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(SIGN_LEN == crypto_sign_BYTES && SIGN_PUBLIC_LEN == crypto_sign_PUBLICKEYBYTES &&
                   SIGN_SECRET_LEN == crypto_sign_SECRETKEYBYTES,
    "Ed25519's lengths");

enum { BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING, BODY_HASH = 32 };

void
sign_keys(uint8_t public_key[SIGN_PUBLIC_LEN], uint8_t secret[SIGN_SECRET_LEN])
{
    if (sodium_init() < 0)
        abort();
    crypto_sign_keypair(public_key, secret);
}

/* Each field is closed by a newline, so that no two requests share a text. */
static void
add_line(crypto_sign_state *state, const char *text)
{
    crypto_sign_update(state, (const uint8_t *)text, strlen(text));
    crypto_sign_update(state, (const uint8_t *)"\n", 1);
}

static void
add_number(crypto_sign_state *state, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, number);
    add_line(state, text);
}

static void
add_body(crypto_sign_state *state, const uint8_t *body, size_t len)
{
    uint8_t hash[BODY_HASH];
    crypto_generichash(hash, sizeof hash, body, len, NULL, 0);
    crypto_sign_update(state, hash, sizeof hash);
}

static void
add_request(crypto_sign_state *state, const struct sign_request *r)
{
    if (sodium_init() < 0)
        abort();
    crypto_sign_init(state);
    add_line(state, "zhaoxi1 request");
    add_line(state, r->method);
    add_line(state, r->path);
    add_number(state, r->date_ms);
    add_body(state, r->body, r->len);
}

static void
add_answer(crypto_sign_state *state, const struct sign_answer *a)
{
    if (sodium_init() < 0)
        abort();
    crypto_sign_init(state);
    add_line(state, "zhaoxi1 answer");
    crypto_sign_update(state, a->request, SIGN_LEN);
    add_number(state, a->status);
    add_number(state, a->date_ms);
    add_body(state, a->body, a->len);
}

void
sign_request(uint8_t out[SIGN_LEN], const struct sign_request *request,
    const uint8_t secret[SIGN_SECRET_LEN])
{
    crypto_sign_state state;
    add_request(&state, request);
    crypto_sign_final_create(&state, out, NULL, secret);
}

bool
sign_request_holds(const uint8_t signature[SIGN_LEN], const struct sign_request *request,
    const uint8_t public_key[SIGN_PUBLIC_LEN])
{
    crypto_sign_state state;
    add_request(&state, request);
    return crypto_sign_final_verify(&state, signature, public_key) == 0;
}

void
sign_answer(
    uint8_t out[SIGN_LEN], const struct sign_answer *answer, const uint8_t secret[SIGN_SECRET_LEN])
{
    crypto_sign_state state;
    add_answer(&state, answer);
    crypto_sign_final_create(&state, out, NULL, secret);
}

bool
sign_answer_holds(const uint8_t signature[SIGN_LEN], const struct sign_answer *answer,
    const uint8_t public_key[SIGN_PUBLIC_LEN])
{
    crypto_sign_state state;
    add_answer(&state, answer);
    return crypto_sign_final_verify(&state, signature, public_key) == 0;
}

static bool
read_text(uint8_t *out, size_t size, const char *text)
{
    size_t len = 0;
    const char *end = NULL;
    return sodium_base642bin(out, size, text, strlen(text), NULL, &len, &end, BASE64) == 0 &&
           len == size && *end == '\0';
}

void
sign_text(char out[SIGN_TEXT + 1], const uint8_t signature[SIGN_LEN])
{
    sodium_bin2base64(out, SIGN_TEXT + 1, signature, SIGN_LEN, BASE64);
}

bool
sign_text_read(uint8_t out[SIGN_LEN], const char *text)
{
    return read_text(out, SIGN_LEN, text);
}

void
sign_key_text(char out[SIGN_KEY_TEXT + 1], const uint8_t public_key[SIGN_PUBLIC_LEN])
{
    sodium_bin2base64(out, SIGN_KEY_TEXT + 1, public_key, SIGN_PUBLIC_LEN, BASE64);
}

bool
sign_key_read(uint8_t out[SIGN_PUBLIC_LEN], const char *text)
{
    return read_text(out, SIGN_PUBLIC_LEN, text);
}

void
sign_key_hash(uint8_t out[SIGN_HASH_LEN], const uint8_t public_key[SIGN_PUBLIC_LEN])
{
    crypto_generichash(out, SIGN_HASH_LEN, public_key, SIGN_PUBLIC_LEN, NULL, 0);
}

/* As the key of a hash: at least 16 bytes. */
#define PURPOSE "zhaoxi1 shared key"

bool
sign_shared(uint8_t out[SIGN_SHARED_LEN], const uint8_t own_secret[SIGN_SECRET_LEN],
    const uint8_t other_public[SIGN_PUBLIC_LEN])
{
    uint8_t own[crypto_scalarmult_SCALARBYTES], other[crypto_scalarmult_BYTES],
        both[crypto_scalarmult_BYTES];
    bool fine = crypto_sign_ed25519_pk_to_curve25519(other, other_public) == 0 &&
                crypto_sign_ed25519_sk_to_curve25519(own, own_secret) == 0 &&
                crypto_scalarmult(both, own, other) == 0;
    if (fine)
        crypto_generichash(
            out, SIGN_SHARED_LEN, both, sizeof both, (const uint8_t *)PURPOSE, sizeof PURPOSE - 1);
    sodium_memzero(own, sizeof own);
    sodium_memzero(both, sizeof both);
    return fine;
}
