#include "wire/bundle.h"

#include "wire/ids.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* The file: "ZXU1", the way, three zeros, the kiosk's id; then a sealed box of the signature and
 * the parts, each with its kind and length before it. Numbers are 4 bytes, the highest first. */
enum { PART_HEAD = 8, SEALED_HEAD = SIGN_LEN };
static const uint8_t magic[4] = {'Z', 'X', 'U', '1'};

_Static_assert(BUNDLE_HEAD_LEN == 4 + 4 + WIRE_ID_LEN, "the length of a bundle's head");

static void
put_head(uint8_t out[BUNDLE_HEAD_LEN], const struct bundle *b)
{
    memset(out, 0, BUNDLE_HEAD_LEN);
    memcpy(out, magic, sizeof magic);
    out[4] = (uint8_t)b->way;
    memcpy(out + 8, b->kiosk, WIRE_ID_LEN);
}

int
bundle_peek(struct bundle *out, const uint8_t *file, size_t len)
{
    static const uint8_t zeros[3];
    *out = (struct bundle){0};
    if (len > BUNDLE_MOST)
        return WIRE_TOO_LARGE;
    if (len < BUNDLE_HEAD_LEN || memcmp(file, magic, sizeof magic) != 0 ||
        memcmp(file + 5, zeros, sizeof zeros) != 0 ||
        (file[4] != BUNDLE_UP && file[4] != BUNDLE_DOWN))
        return WIRE_MALFORMED;
    out->way = file[4];
    memcpy(out->kiosk, file + 8, WIRE_ID_LEN);
    return WIRE_OK;
}

/* What is signed: the head, for whom it is, and the parts. */
static void
add_all(crypto_sign_state *state, const uint8_t head[BUNDLE_HEAD_LEN],
    const uint8_t to[SIGN_PUBLIC_LEN], const uint8_t *parts, size_t len)
{
    static const char purpose[] = "zhaoxi1 bundle";
    crypto_sign_init(state);
    crypto_sign_update(state, (const uint8_t *)purpose, sizeof purpose);
    crypto_sign_update(state, head, BUNDLE_HEAD_LEN);
    crypto_sign_update(state, to, SIGN_PUBLIC_LEN);
    crypto_sign_update(state, parts, len);
}

static size_t
parts_len(const struct bundle *b)
{
    size_t len = 0;
    for (size_t i = 0; i < b->count; i++) {
        if (b->parts[i].len > BUNDLE_MOST || len > BUNDLE_MOST)
            return SIZE_MAX;
        len += PART_HEAD + b->parts[i].len;
    }
    return len;
}

static void
put_parts(uint8_t *out, const struct bundle *b)
{
    for (size_t i = 0; i < b->count; i++) {
        const struct bundle_part *part = &b->parts[i];
        bytes_put(out, 4, part->kind);
        bytes_put(out + 4, 4, part->len);
        if (part->len)
            memcpy(out + PART_HEAD, part->data, part->len);
        out += PART_HEAD + part->len;
    }
}

int
bundle_write(uint8_t **out, size_t *len, const struct bundle *b, const uint8_t to[SIGN_PUBLIC_LEN],
    const uint8_t from_secret[SIGN_SECRET_LEN])
{
    size_t inside = parts_len(b);
    *out = NULL;
    uint8_t box_key[crypto_box_PUBLICKEYBYTES];
    crypto_sign_state state;
    if (sodium_init() < 0)
        abort();
    if (b->count > BUNDLE_PARTS_MOST ||
        inside > BUNDLE_MOST - BUNDLE_HEAD_LEN - SEALED_HEAD - crypto_box_SEALBYTES)
        return WIRE_TOO_LARGE;
    if (crypto_sign_ed25519_pk_to_curve25519(box_key, to) != 0)
        return WIRE_MALFORMED;
    *len = BUNDLE_HEAD_LEN + crypto_box_SEALBYTES + SEALED_HEAD + inside;
    uint8_t *file = malloc(*len), *plain = malloc(SEALED_HEAD + inside);
    if (!file || !plain)
        abort();
    put_head(file, b);
    put_parts(plain + SEALED_HEAD, b);
    add_all(&state, file, to, plain + SEALED_HEAD, inside);
    if (crypto_sign_final_create(&state, plain, NULL, from_secret) != 0 ||
        crypto_box_seal(file + BUNDLE_HEAD_LEN, plain, SEALED_HEAD + inside, box_key) != 0)
        abort(); /* neither can fail */
    free(plain);
    *out = file;
    return WIRE_OK;
}

/* Walks over the parts; `each` may be NULL, which only checks them. */
static int
walk(const uint8_t *parts, size_t len, int (*each)(const struct bundle_part *, void *payload),
    void *payload)
{
    for (size_t n = 0; len > 0; n++) {
        if (len < PART_HEAD || n == BUNDLE_PARTS_MOST)
            return WIRE_MALFORMED;
        struct bundle_part part = {.kind = (enum bundle_kind)bytes_get(parts, 4),
            .data = parts + PART_HEAD,
            .len = bytes_get(parts + 4, 4)};
        if (part.len > len - PART_HEAD)
            return WIRE_MALFORMED;
        bool known = part.kind >= BUNDLE_EVENTS && part.kind <= BUNDLE_ROSTER;
        if (each && known && each(&part, payload) != 0)
            return WIRE_STOPPED;
        parts += PART_HEAD + part.len;
        len -= PART_HEAD + part.len;
    }
    return WIRE_OK;
}

static bool
unseal(uint8_t *plain, const uint8_t *file, size_t len, const uint8_t own_public[SIGN_PUBLIC_LEN],
    const uint8_t own_secret[SIGN_SECRET_LEN])
{
    uint8_t public_key[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
    bool fine = crypto_sign_ed25519_pk_to_curve25519(public_key, own_public) == 0 &&
                crypto_sign_ed25519_sk_to_curve25519(secret, own_secret) == 0 &&
                crypto_box_seal_open(
                    plain, file + BUNDLE_HEAD_LEN, len - BUNDLE_HEAD_LEN, public_key, secret) == 0;
    sodium_memzero(secret, sizeof secret);
    return fine;
}

int
bundle_read(const uint8_t *file, size_t len, const uint8_t from[SIGN_PUBLIC_LEN],
    const uint8_t own_public[SIGN_PUBLIC_LEN], const uint8_t own_secret[SIGN_SECRET_LEN],
    int (*each)(const struct bundle_part *part, void *payload), void *payload)
{
    struct bundle head;
    crypto_sign_state state;
    int rc = bundle_peek(&head, file, len);
    if (sodium_init() < 0)
        abort();
    if (rc != WIRE_OK)
        return rc;
    if (len < BUNDLE_HEAD_LEN + crypto_box_SEALBYTES + SEALED_HEAD)
        return WIRE_MALFORMED;
    size_t inside = len - BUNDLE_HEAD_LEN - crypto_box_SEALBYTES - SEALED_HEAD;
    uint8_t *plain = malloc(SEALED_HEAD + inside);
    if (!plain)
        abort();
    rc = WIRE_MALFORMED;
    if (unseal(plain, file, len, own_public, own_secret)) {
        add_all(&state, file, own_public, plain + SEALED_HEAD, inside);
        if (crypto_sign_final_verify(&state, plain, from) == 0)
            rc = walk(plain + SEALED_HEAD, inside, NULL, NULL);
    }
    if (rc == WIRE_OK)
        rc = walk(plain + SEALED_HEAD, inside, each, payload);
    free(plain);
    return rc;
}
