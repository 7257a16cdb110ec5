#include "hub/pair.h"

#include "hub/caller.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_LIMIT = PAIR_TEXT, KEY_SIZE = 64 };

static void
setting_key(char out[KEY_SIZE], const uint8_t id[SETUP_ID_LEN])
{
    char hex[2 * SETUP_ID_LEN + 1];
    sodium_bin2hex(hex, sizeof hex, id, SETUP_ID_LEN);
    snprintf(out, KEY_SIZE, "setup-%s", hex);
}

static void
token_of(uint8_t out[STORE_TOKEN], const uint8_t id[SETUP_ID_LEN])
{
    memset(out, 0, STORE_TOKEN);
    memcpy(out, id, SETUP_ID_LEN);
}

static int
keep_offer(struct store *store, const struct pair_offer *offer, const struct setup *setup)
{
    uint8_t id[SETUP_ID_LEN];
    char key[KEY_SIZE];
    struct store_pairing pairing = {.until_ms = offer->now_ms + PAIR_OFFER_MS};
    setup_id(id, setup->secret);
    token_of(pairing.token, id);
    setting_key(key, id);
    snprintf(pairing.home, sizeof pairing.home, "%s", offer->home);
    snprintf(pairing.name, sizeof pairing.name, "%s", offer->name);
    snprintf(pairing.by, sizeof pairing.by, "%s", offer->by);
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    rc = store_setting_set(store, key, setup->secret, sizeof setup->secret);
    if (rc == DB_OK)
        rc = store_pairing_put(store, &pairing);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

int
pair_make_offer(struct desk *desk, const struct pair_offer *offer, char text[SETUP_TEXT])
{
    uint8_t secret[SIGN_SECRET_LEN];
    struct setup setup = {0};
    const char *address = desk->hub->address;
    if (strlen(address) >= sizeof setup.address || !setup_address_is_fit(address))
        return DB_REFUSED;
    int rc = hub_key(desk->store, secret);
    if (rc != DB_OK)
        return rc;
    snprintf(setup.address, sizeof setup.address, "%s", address);
    sign_key_hash(setup.hub, secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN);
    sodium_memzero(secret, sizeof secret);
    randombytes_buf(setup.secret, sizeof setup.secret);
    rc = keep_offer(desk->store, offer, &setup);
    if (rc == DB_OK && !setup_text(text, &setup))
        rc = DB_REFUSED;
    sodium_memzero(&setup, sizeof setup);
    return rc;
}

/* The answer */

static void
refuse(struct response *response, int status, const char *why)
{
    response_text(response, status, "text/plain; charset=utf-8", why);
}

/* Signed with the key that it brings: so it has that key. */
static bool
is_signed(struct caller *caller, const struct request *request, const uint8_t *key)
{
    const char *date = request_header(request, SIGN_HEADER_DATE);
    char *end;
    caller->date_ms = strtoll(date, &end, 10);
    struct sign_request asked = {.method = "POST",
        .path = request->target,
        .date_ms = caller->date_ms,
        .body = request->body,
        .len = request->body_size};
    return *date && !*end &&
           sign_text_read(caller->signature, request_header(request, SIGN_HEADER_SIGNATURE)) &&
           sign_request_holds(caller->signature, &asked, key);
}

static bool
proves(struct store *store, const struct pair_request *asked)
{
    char key[KEY_SIZE];
    uint8_t secret[SETUP_SECRET_LEN];
    size_t size = 0;
    setting_key(key, asked->setup);
    bool holds = store_setting_get(store, key, secret, sizeof secret, &size) == DB_OK &&
                 size == sizeof secret && pair_proof_holds(asked, secret);
    sodium_memzero(secret, sizeof secret);
    return holds;
}

/* A kiosk that was here before is known again, with another key; else it is a new one. */
static int
enlist(struct store *store, struct store_kiosk *out, const struct pair_request *asked,
    const struct store_pairing *pairing, int64_t now_ms)
{
    int rc = sodium_is_zero(asked->kiosk, sizeof asked->kiosk)
                 ? DB_REFUSED
                 : store_kiosk_get(store, out, asked->kiosk);
    if (rc == DB_FAILED)
        return rc;
    if (rc == DB_OK && !out->revoked_ms && strcmp(out->home, pairing->home) == 0)
        return store_kiosk_rekey(store, out->id, asked->key, now_ms);
    *out = (struct store_kiosk){.paired_ms = now_ms};
    randombytes_buf(out->id, sizeof out->id);
    memcpy(out->key, asked->key, sizeof out->key);
    snprintf(out->home, sizeof out->home, "%s", pairing->home);
    snprintf(out->name, sizeof out->name, "%s", pairing->name);
    snprintf(
        out->version, sizeof out->version, "%.*s", (int)sizeof out->version - 1, asked->program);
    return store_kiosk_add(store, out);
}

/* Uses the code up and makes the kiosk known, or neither. */
static int
take(struct store *store, struct store_kiosk *kiosk, struct store_pairing *pairing,
    const struct pair_request *asked, int64_t now_ms)
{
    uint8_t token[STORE_TOKEN];
    char key[KEY_SIZE];
    token_of(token, asked->setup);
    setting_key(key, asked->setup);
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    rc = store_pairing_take(store, pairing, token, now_ms);
    if (rc == DB_OK)
        rc = store_setting_set(store, key, "", 0);
    if (rc == DB_OK)
        rc = enlist(store, kiosk, asked, pairing, now_ms);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

static void
tell(struct desk *desk, const struct request *request, struct response *response,
    const struct caller *caller)
{
    struct pair_answer answer = {.time_ms = request->at_ms};
    uint8_t secret[SIGN_SECRET_LEN];
    char text[PAIR_TEXT];
    if (hub_key(desk->store, secret) != DB_OK) {
        caller_later(response);
        return;
    }
    memcpy(answer.kiosk, caller->kiosk.id, sizeof answer.kiosk);
    memcpy(answer.hub, secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN, sizeof answer.hub);
    sodium_memzero(secret, sizeof secret);
    snprintf(answer.home, sizeof answer.home, "%.*s", PAIR_NAME - 1, caller->kiosk.home);
    snprintf(answer.name, sizeof answer.name, "%.*s", PAIR_NAME - 1, desk->hub->name);
    snprintf(answer.tls, sizeof answer.tls, "%s", desk->hub->pin);
    pair_answer_write(text, &answer);
    response_text(response, 200, "application/json", text);
    caller_sign(desk, caller, request, response);
}

static void
record(struct desk *desk, const struct request *request, const char *what,
    const struct store_kiosk *kiosk, const char *by)
{
    struct store_audit audit = {.at_ms = request->at_ms};
    snprintf(audit.account, sizeof audit.account, "%s", by);
    snprintf(audit.home, sizeof audit.home, "%s", kiosk->home);
    snprintf(audit.what, sizeof audit.what, "%s", what);
    snprintf(audit.text, sizeof audit.text, "%s", kiosk->name);
    snprintf(audit.from, sizeof audit.from, "%s", request->peer);
    if (store_audit_add(desk->store, &audit) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", store_why(desk->store));
}

static void
pair(struct desk *desk, const struct request *request, struct response *response)
{
    struct pair_request asked;
    struct store_pairing pairing;
    struct caller caller = {0};
    if (!pair_request_read(&asked, (const char *)request->body, request->body_size) ||
        !is_signed(&caller, request, asked.key)) {
        refuse(response, 400, "This is no request to be paired.\n");
        return;
    }
    if (!proves(desk->store, &asked)) {
        refuse(response, 401, "This set-up code is not known here, or was used.\n");
        return;
    }
    int rc = take(desk->store, &caller.kiosk, &pairing, &asked, request->at_ms);
    if (rc == DB_REFUSED) {
        refuse(response, 401, "This set-up code is too old, or was used.\n");
    } else if (rc != DB_OK) {
        fprintf(stderr, "zhaoxi-hub: %s\n", store_why(desk->store));
        caller_later(response);
    } else {
        record(desk, request, "paired", &caller.kiosk, pairing.by);
        tell(desk, request, response, &caller);
    }
}

/* Its next key, signed with the one that holds and proved by itself. Asked again, because the
 * answer was lost, it is answered again. */
static void
change_key(struct desk *desk, const struct request *request, struct response *response)
{
    struct caller caller;
    struct key_request asked;
    if (!caller_find_by_any_key(desk, &caller, request, response))
        return;
    if (!key_request_read(&asked, (const char *)request->body, request->body_size) ||
        memcmp(asked.kiosk, caller.kiosk.id, sizeof asked.kiosk) != 0) {
        refuse(response, 400, "This is no change of keys.\n");
        caller_sign(desk, &caller, request, response);
        return;
    }
    bool known = memcmp(asked.key, caller.kiosk.key, sizeof asked.key) == 0;
    int rc =
        known ? DB_OK : store_kiosk_rekey(desk->store, caller.kiosk.id, asked.key, request->at_ms);
    if (rc != DB_OK) {
        caller_later(response);
        return;
    }
    if (!known)
        record(desk, request, "new_key", &caller.kiosk, "");
    response_text(response, 200, "application/json", "{}");
    caller_sign(desk, &caller, request, response);
}

const struct route pair_routes[] = {
    {METHOD_POST, "/v1/pair", WHO_KIOSK, LANE_INGEST, BODY_LIMIT, false, pair},
    {METHOD_POST, "/v1/key", WHO_KIOSK, LANE_INGEST, BODY_LIMIT, false, change_key},
    {0},
};
