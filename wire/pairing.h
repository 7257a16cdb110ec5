/* pairing.h: how a kiosk and the hub come to know each other's keys.
 *
 * The hub's page shows a set-up code as QR: where the hub is, the hash of its key, and a secret
 * that is good once. The kiosk proves that it has seen the code without sending the secret, and its
 * proof binds its key: who listens gains nothing. The answer is signed by the key of the code. */
#pragma once

#include "wire/sign.h"

enum {
    SETUP_SECRET_LEN = 10,
    SETUP_ADDRESS = 160, /* bytes with NUL */
    SETUP_TEXT = 320,    /* characters with NUL: QR alphanumeric */
    SETUP_ID_LEN = 16,   /* which code it is, for the hub's look-up */
    PAIR_PROOF_LEN = 32,
    PAIR_TEXT = 1024, /* bytes of a request or an answer, with NUL */
    PAIR_NAME = 64,
};

struct setup {
    char address[SETUP_ADDRESS]; /* "https://hub.example:8443": no path, no slash at its end */
    uint8_t hub[SIGN_HASH_LEN];  /* sign_key_hash of the hub's key */
    uint8_t secret[SETUP_SECRET_LEN];
};

/* Of 0-9, A-Z: "ZXP1" and base32, closed by NUL. False where the address is none or too long. */
MUST_CHECK bool setup_text(char out[SETUP_TEXT], const struct setup *setup);
/* Begins as one does: to tell it from cards. */
bool setup_is(const char *text, size_t len);
MUST_CHECK bool setup_read(struct setup *out, const char *text, size_t len);
/* An address that a kiosk may speak to: https, or http on loopback. */
bool setup_address_is_fit(const char *address);

/* What the hub looks a code up by; it says nothing about the secret. */
void setup_id(uint8_t out[SETUP_ID_LEN], const uint8_t secret[SETUP_SECRET_LEN]);

/* The body of POST /v1/pair, JSON, signed as any request with the key that it brings, kiosk id all
 * 0 (the header is left out). */
struct pair_request {
    uint8_t setup[SETUP_ID_LEN];
    uint8_t key[SIGN_PUBLIC_LEN];  /* the kiosk's */
    uint8_t kiosk[WIRE_ID_LEN];    /* its id from an earlier pairing with this hub; all 0: none */
    char home[PAIR_NAME];          /* code of the Home where it stands, "" where it has none */
    char program[PAIR_NAME];       /* its version */
    uint8_t proof[PAIR_PROOF_LEN]; /* pair_proof */
};
void pair_proof(uint8_t out[PAIR_PROOF_LEN], const struct pair_request *request,
    const uint8_t secret[SETUP_SECRET_LEN]);
bool pair_proof_holds(const struct pair_request *request, const uint8_t secret[SETUP_SECRET_LEN]);
void pair_request_write(char out[PAIR_TEXT], const struct pair_request *request);
MUST_CHECK bool pair_request_read(struct pair_request *out, const char *text, size_t len);

/* The answer, signed by the hub. */
struct pair_answer {
    uint8_t kiosk[WIRE_ID_LEN]; /* the id that it gets */
    uint8_t hub[SIGN_PUBLIC_LEN];
    char home[PAIR_NAME]; /* code of the Home that the code was made for */
    char name[PAIR_NAME]; /* the hub's, for people: "Qingshi township" */
    char tls[256];        /* pins, for CURLOPT_PINNEDPUBLICKEY; "" without TLS */
    int64_t time_ms;
};
void pair_answer_write(char out[PAIR_TEXT], const struct pair_answer *answer);
MUST_CHECK bool pair_answer_read(struct pair_answer *out, const char *text, size_t len);

/* The body of POST /v1/key, signed with the old key: the new one, which signs that it follows. */
struct key_request {
    uint8_t kiosk[WIRE_ID_LEN];
    uint8_t key[SIGN_PUBLIC_LEN];
    uint8_t proof[SIGN_LEN];
};
void key_request_write(char out[PAIR_TEXT], const uint8_t kiosk[WIRE_ID_LEN],
    const uint8_t new_public[SIGN_PUBLIC_LEN], const uint8_t new_secret[SIGN_SECRET_LEN]);
/* False too where the new key did not sign. */
MUST_CHECK bool key_request_read(struct key_request *out, const char *text, size_t len);
