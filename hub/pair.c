#include "hub/pair.h"

#include "hub/caller.h"
#include "wire/pairing.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
say(struct response *response, int status, const char *text)
{
    response_text(response, status, "text/plain; charset=utf-8", text);
}

/* Signed with the key that it brings: whoever asks has that key. */
static bool
is_signed(struct caller *caller, const struct pair_request *asked, const struct request *request)
{
    char *end;
    const char *date = request_header(request, SIGN_HEADER_DATE);
    caller->date_ms = strtoll(date, &end, 10);
    struct sign_request sign = {.method = "POST",
        .path = request->target,
        .date_ms = caller->date_ms,
        .body = request->body,
        .len = request->body_size};
    return *date && !*end &&
           sign_text_read(caller->signature, request_header(request, SIGN_HEADER_SIGNATURE)) &&
           sign_request_holds(caller->signature, &sign, asked->key);
}

/* The kiosk that it was before at this Home, or a new one. */
static int
register_kiosk(struct store *store, struct store_kiosk *out, const struct pair_request *asked,
    const struct store_pairing *code, int64_t now_ms)
{
    int rc = DB_REFUSED;
    if (!sodium_is_zero(asked->kiosk, WIRE_ID_LEN))
        rc = store_kiosk_get(store, out, asked->kiosk);
    if (rc == DB_FAILED)
        return rc;
    if (rc == DB_OK && strcmp(out->home, code->home) == 0)
        return store_kiosk_again(store, out->id, asked->key, code->name, now_ms);
    *out = (struct store_kiosk){.paired_ms = now_ms};
    randombytes_buf(out->id, sizeof out->id);
    memcpy(out->key, asked->key, STORE_KEY);
    snprintf(out->home, sizeof out->home, "%s", code->home);
    snprintf(out->name, sizeof out->name, "%s", code->name);
    return store_kiosk_add(store, out);
}

static int
note(struct store *store, const struct store_pairing *code, const struct request *request)
{
    struct store_audit audit = {.at_ms = request->at_ms, .what = "kiosk_paired"};
    snprintf(audit.account, sizeof audit.account, "%s", code->by);
    snprintf(audit.home, sizeof audit.home, "%s", code->home);
    snprintf(audit.text, sizeof audit.text, "%s", code->name);
    snprintf(audit.from, sizeof audit.from, "%s", request->peer);
    return store_audit_add(store, &audit);
}

/* Uses the code up and registers, in one transaction: a wrong proof leaves the code as it was. */
static int
pair(struct store *store, struct store_kiosk *out, const struct pair_request *asked,
    const struct request *request)
{
    struct store_pairing code;
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    rc = store_pairing_take(store, &code, asked->setup, request->at_ms);
    if (rc == DB_OK && !pair_proof_holds(asked, code.secret))
        rc = DB_REFUSED;
    if (rc == DB_OK)
        rc = register_kiosk(store, out, asked, &code, request->at_ms);
    if (rc == DB_OK)
        rc = note(store, &code, request);
    sodium_memzero(code.secret, sizeof code.secret);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

static int
answer(struct desk *desk, const struct store_kiosk *kiosk, const struct request *request,
    struct response *response)
{
    char text[PAIR_TEXT];
    uint8_t secret[SIGN_SECRET_LEN];
    struct pair_answer out = {.time_ms = request->at_ms};
    int rc = hub_key(desk->store, secret);
    if (rc != DB_OK)
        return rc;
    memcpy(out.kiosk, kiosk->id, WIRE_ID_LEN);
    memcpy(out.hub, secret + (SIGN_SECRET_LEN - SIGN_PUBLIC_LEN), SIGN_PUBLIC_LEN);
    sodium_memzero(secret, sizeof secret);
    snprintf(out.home, sizeof out.home, "%.*s", PAIR_NAME - 1, kiosk->home);
    snprintf(out.name, sizeof out.name, "%.*s", PAIR_NAME - 1, desk->hub->name);
    snprintf(out.tls, sizeof out.tls, "%s", desk->hub->pin);
    pair_answer_write(text, &out);
    response_text(response, 200, "application/json", text);
    return DB_OK;
}

void
pair_kiosk(struct desk *desk, const struct request *request, struct response *response)
{
    struct caller caller = {0};
    struct pair_request asked;
    if (!pair_request_read(&asked, (const char *)request->body, request->body_size)) {
        say(response, 400, "This is no request to pair.\n");
        return;
    }
    if (!is_signed(&caller, &asked, request)) {
        say(response, 401, "The signature does not hold.\n");
        return;
    }
    int rc = pair(desk->store, &caller.kiosk, &asked, request);
    if (rc == DB_OK)
        rc = answer(desk, &caller.kiosk, request, response);
    if (rc == DB_REFUSED)
        say(response, 403, "This set-up code is spent or too old. Make another on the page.\n");
    else if (rc == DB_FAILED)
        caller_later(response);
    caller_sign(desk, &caller, request, response);
}

void
pair_key(struct desk *desk, const struct request *request, struct response *response)
{
    struct caller caller;
    struct key_request asked;
    if (!caller_find_by_any_key(desk, &caller, request, response))
        return;
    /* The answer to the first request may be lost: the same again, by the old key, is welcome. */
    bool is_new = caller_is_by_newest(&caller, request);
    int rc = DB_REFUSED;
    if (key_request_read(&asked, (const char *)request->body, request->body_size) &&
        memcmp(asked.kiosk, caller.kiosk.id, WIRE_ID_LEN) == 0 &&
        (is_new || memcmp(asked.key, caller.kiosk.key, STORE_KEY) == 0))
        rc = store_kiosk_rekey(desk->store, caller.kiosk.id, asked.key, request->at_ms);
    if (rc == DB_OK)
        response_text(response, 200, "application/json", "{}");
    else if (rc == DB_REFUSED)
        say(response, 400, "This is no request for another key.\n");
    else
        caller_later(response);
    caller_sign(desk, &caller, request, response);
}
