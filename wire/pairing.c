#include "wire/pairing.h"

#include "wire/ids.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PROOF_TEXT = 43, BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

void
setup_id(uint8_t out[SETUP_ID_LEN], const uint8_t secret[SETUP_SECRET_LEN])
{
    static const char purpose[] = "zhaoxi1 which set-up code";
    if (sodium_init() < 0)
        abort();
    crypto_generichash(
        out, SETUP_ID_LEN, secret, SETUP_SECRET_LEN, (const uint8_t *)purpose, sizeof purpose - 1);
}

/* Fields are closed by NUL: none can reach into the next. */
void
pair_proof(uint8_t out[PAIR_PROOF_LEN], const struct pair_request *r,
    const uint8_t secret[SETUP_SECRET_LEN])
{
    static const char purpose[] = "zhaoxi1 proof of set-up";
    crypto_generichash_state state;
    if (sodium_init() < 0)
        abort();
    crypto_generichash_init(&state, (const uint8_t *)purpose, sizeof purpose - 1, PAIR_PROOF_LEN);
    crypto_generichash_update(&state, secret, SETUP_SECRET_LEN);
    crypto_generichash_update(&state, r->setup, SETUP_ID_LEN);
    crypto_generichash_update(&state, r->key, SIGN_PUBLIC_LEN);
    crypto_generichash_update(&state, r->kiosk, WIRE_ID_LEN);
    crypto_generichash_update(&state, (const uint8_t *)r->home, strlen(r->home) + 1);
    crypto_generichash_update(&state, (const uint8_t *)r->program, strlen(r->program) + 1);
    crypto_generichash_final(&state, out, PAIR_PROOF_LEN);
}

bool
pair_proof_holds(const struct pair_request *request, const uint8_t secret[SETUP_SECRET_LEN])
{
    uint8_t proof[PAIR_PROOF_LEN];
    pair_proof(proof, request, secret);
    return sodium_memcmp(proof, request->proof, PAIR_PROOF_LEN) == 0;
}

/* A JSON object into PAIR_TEXT bytes: every field has a limit, so that it fits. */
static void
dump(char out[PAIR_TEXT], json_t *json)
{
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    if (!text || strlen(text) >= PAIR_TEXT)
        abort();
    memcpy(out, text, strlen(text) + 1);
    free(text);
    json_decref(json);
}

static bool
copy(char *out, size_t size, const char *text)
{
    size_t len = strlen(text);
    if (len >= size)
        return false;
    memcpy(out, text, len + 1);
    return true;
}

void
pair_request_write(char out[PAIR_TEXT], const struct pair_request *r)
{
    char setup[ID_TEXT + 1], key[SIGN_KEY_TEXT + 1], proof[SIGN_KEY_TEXT + 1];
    char kiosk[WIRE_ID_TEXT + 1];
    wire_id_text(kiosk, r->kiosk);
    id_text(setup, r->setup);
    sign_key_text(key, r->key);
    sign_key_text(proof, r->proof);
    dump(out, json_pack("{si ss ss ss ss ss ss}", "v", 1, "setup", setup, "key", key, "kiosk",
                  kiosk, "home", r->home, "program", r->program, "proof", proof));
}

bool
pair_request_read(struct pair_request *out, const char *text, size_t len)
{
    const char *setup, *key, *kiosk, *home, *program, *proof;
    int version;
    json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
    bool fine =
        json &&
        json_unpack(json, "{si ss ss ss ss ss ss}", "v", &version, "setup", &setup, "key", &key,
            "kiosk", &kiosk, "home", &home, "program", &program, "proof", &proof) == 0 &&
        version == 1 && id_read(out->setup, setup, strlen(setup)) && sign_key_read(out->key, key) &&
        wire_id_read(out->kiosk, kiosk) && copy(out->home, sizeof out->home, home) &&
        copy(out->program, sizeof out->program, program) && sign_key_read(out->proof, proof);
    json_decref(json);
    return fine;
}

void
pair_answer_write(char out[PAIR_TEXT], const struct pair_answer *a)
{
    char kiosk[WIRE_ID_TEXT + 1], hub[SIGN_KEY_TEXT + 1];
    wire_id_text(kiosk, a->kiosk);
    sign_key_text(hub, a->hub);
    dump(out, json_pack("{si ss ss ss ss ss sI}", "v", 1, "kiosk", kiosk, "hub", hub, "home",
                  a->home, "name", a->name, "tls", a->tls, "time", (json_int_t)a->time_ms));
}

bool
pair_answer_read(struct pair_answer *out, const char *text, size_t len)
{
    const char *kiosk, *hub, *home, *name, *tls;
    json_int_t time_ms = 0;
    int version;
    json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
    bool fine = json &&
                json_unpack(json, "{si ss ss ss ss ss sI}", "v", &version, "kiosk", &kiosk, "hub",
                    &hub, "home", &home, "name", &name, "tls", &tls, "time", &time_ms) == 0 &&
                version == 1 && wire_id_read(out->kiosk, kiosk) && sign_key_read(out->hub, hub) &&
                copy(out->home, sizeof out->home, home) &&
                copy(out->name, sizeof out->name, name) && copy(out->tls, sizeof out->tls, tls);
    out->time_ms = time_ms;
    json_decref(json);
    return fine;
}

/* ---- a new key ---- */

/* What the new key signs: that it is this kiosk's. */
static struct sign_request
follows(const char *key_text, const char *kiosk_text)
{
    return (struct sign_request){.method = "zhaoxi1 new key",
        .path = kiosk_text,
        .body = (const uint8_t *)key_text,
        .len = strlen(key_text)};
}

void
key_request_write(char out[PAIR_TEXT], const uint8_t kiosk[WIRE_ID_LEN],
    const uint8_t new_public[SIGN_PUBLIC_LEN], const uint8_t new_secret[SIGN_SECRET_LEN])
{
    char id[WIRE_ID_TEXT + 1], key[SIGN_KEY_TEXT + 1], proof[SIGN_TEXT + 1];
    uint8_t signature[SIGN_LEN];
    wire_id_text(id, kiosk);
    sign_key_text(key, new_public);
    struct sign_request r = follows(key, id);
    sign_request(signature, &r, new_secret);
    sign_text(proof, signature);
    dump(out, json_pack("{si ss ss ss}", "v", 1, "kiosk", id, "key", key, "proof", proof));
}

bool
key_request_read(struct key_request *out, const char *text, size_t len)
{
    const char *kiosk, *key, *proof;
    int version;
    json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
    bool fine = json &&
                json_unpack(json, "{si ss ss ss}", "v", &version, "kiosk", &kiosk, "key", &key,
                    "proof", &proof) == 0 &&
                version == 1 && wire_id_read(out->kiosk, kiosk) && sign_key_read(out->key, key) &&
                sign_text_read(out->proof, proof);
    if (fine) {
        char id[WIRE_ID_TEXT + 1], again[SIGN_KEY_TEXT + 1];
        wire_id_text(id, out->kiosk);
        sign_key_text(again, out->key);
        struct sign_request r = follows(again, id);
        fine = sign_request_holds(out->proof, &r, out->key);
    }
    json_decref(json);
    return fine;
}
