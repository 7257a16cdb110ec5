/* Fuzzes what comes on a stick, is scanned or typed: a bundle as it came, the input as the inside
 * of one that is sealed and signed rightly, a set-up code, receipts, requests to pair. */
#include "wire/bundle.h"
#include "wire/pairing.h"
#include "wire/receipt.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct {
    uint8_t public_key[SIGN_PUBLIC_LEN], secret[SIGN_SECRET_LEN];
} keys;

static int
touch(const struct bundle_part *part, void *payload)
{
    uint8_t *sum = payload;
    for (size_t i = 0; i < part->len; i++)
        *sum ^= part->data[i];
    return 0;
}

static void
look(const uint8_t *file, size_t len)
{
    uint8_t sum = 0;
    struct bundle head;
    int peeked = bundle_peek(&head, file, len);
    int rc = bundle_read(file, len, keys.public_key, keys.public_key, keys.secret, touch, &sum);
    if (rc == WIRE_OK && peeked != WIRE_OK)
        abort();
}

/* As bundle.c does it, with any inside. */
static void
look_inside(const uint8_t *parts, size_t len)
{
    static const char purpose[] = "zhaoxi1 bundle";
    uint8_t box_key[crypto_box_PUBLICKEYBYTES];
    size_t plain_len = SIGN_LEN + len,
           file_len = BUNDLE_HEAD_LEN + crypto_box_SEALBYTES + plain_len;
    uint8_t *plain = malloc(plain_len), *file = calloc(1, file_len);
    crypto_sign_state state;
    if (!plain || !file)
        abort();
    memcpy(file, "ZXU1\1", 5);
    memcpy(plain + SIGN_LEN, parts, len);
    crypto_sign_init(&state);
    crypto_sign_update(&state, (const uint8_t *)purpose, sizeof purpose);
    crypto_sign_update(&state, file, BUNDLE_HEAD_LEN);
    crypto_sign_update(&state, keys.public_key, SIGN_PUBLIC_LEN);
    crypto_sign_update(&state, parts, len);
    if (crypto_sign_final_create(&state, plain, NULL, keys.secret) != 0 ||
        crypto_sign_ed25519_pk_to_curve25519(box_key, keys.public_key) != 0 ||
        crypto_box_seal(file + BUNDLE_HEAD_LEN, plain, plain_len, box_key) != 0)
        abort();
    look(file, file_len);
    free(plain);
    free(file);
}

static void
look_texts(const char *text, size_t len)
{
    struct setup setup;
    struct receipt receipt;
    struct receipt_refused *refused;
    struct pair_request request;
    struct pair_answer answer;
    struct key_request key;
    char again[SETUP_TEXT];
    if (setup_read(&setup, text, len) && !setup_text(again, &setup))
        abort();
    if (receipt_read(&receipt, &refused, text, len)) {
        free(receipt_write(&receipt));
        free(refused);
    }
    if (pair_request_read(&request, text, len) && pair_proof_holds(&request, keys.secret))
        abort();
    if (pair_answer_read(&answer, text, len) && strlen(answer.name) >= sizeof answer.name)
        abort();
    if (key_request_read(&key, text, len) && sodium_is_zero(key.proof, sizeof key.proof))
        abort();
    char *closed = strndup(text, len);
    if (!closed)
        abort();
    int64_t upto = receipt_code_upto(closed);
    if (upto < -1 || upto > RECEIPT_UPTO_MOST)
        abort();
    free(closed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[crypto_sign_SEEDBYTES] = {7};
    if (sodium_init() < 0 || crypto_sign_seed_keypair(keys.public_key, keys.secret, seed) != 0)
        abort();
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        abort();
    memcpy(copy, data, size);
    look(copy, size);
    look_inside(copy, size);
    look_texts((const char *)copy, size);
    free(copy);
    return 0;
}
