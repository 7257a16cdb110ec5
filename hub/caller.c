#include "hub/caller.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
hub_key(struct store *store, uint8_t secret[SIGN_SECRET_LEN])
{
    size_t len;
    uint8_t public_key[SIGN_PUBLIC_LEN];
    int rc = store_setting_get(store, "key", secret, SIGN_SECRET_LEN, &len);
    if (rc != DB_REFUSED)
        return rc;
    sign_keys(public_key, secret);
    return store_setting_agree(store, "key", secret, SIGN_SECRET_LEN);
}

void
caller_later(struct response *response)
{
    response_text(response, 503, "text/plain; charset=utf-8",
        "The hub can't store anything now. Keep it, and send it again.\n");
    response_header(response, "Retry-After", "60");
}

static void
refuse(struct response *response, int status, const char *why)
{
    response_text(response, status, "text/plain; charset=utf-8", why);
}

/* Who it says that it is, and its signature: nothing is proved yet. */
static bool
read_headers(struct caller *out, uint8_t id[STORE_KIOSK], const struct request *request)
{
    const char *date = request_header(request, SIGN_HEADER_DATE);
    char *end;
    out->date_ms = strtoll(date, &end, 10);
    return *date && !*end && wire_id_read(id, request_header(request, SIGN_HEADER_KIOSK)) &&
           sign_text_read(out->signature, request_header(request, SIGN_HEADER_SIGNATURE));
}

static bool
is_signed_by(const struct caller *caller, const struct request *request, const uint8_t *key)
{
    struct sign_request asked = {.method = request->method == METHOD_POST ? "POST" : "GET",
        .path = request->target,
        .date_ms = caller->date_ms,
        .body = request->body,
        .len = request->body_size};
    return !sodium_is_zero(key, STORE_KEY) && sign_request_holds(caller->signature, &asked, key);
}

static bool
find(struct desk *desk, struct caller *out, const struct request *request,
    struct response *response, bool any_key)
{
    uint8_t id[STORE_KIOSK];
    *out = (struct caller){0};
    int rc =
        read_headers(out, id, request) ? store_kiosk_get(desk->store, &out->kiosk, id) : DB_REFUSED;
    if (rc == DB_FAILED) {
        fprintf(stderr, "zhaoxi-hub: %s\n", store_why(desk->store));
        caller_later(response);
        return false;
    }
    if (rc != DB_OK || !(is_signed_by(out, request, out->kiosk.key) ||
                           (any_key && is_signed_by(out, request, out->kiosk.old_key)))) {
        refuse(response, 401, "No kiosk that is paired with this hub has signed this.\n");
        return false;
    }
    if (out->kiosk.revoked_ms) {
        refuse(response, 403, "This kiosk was revoked. It must be paired again.\n");
        caller_sign(desk, out, request, response);
        return false;
    }
    return true;
}

bool
caller_find(
    struct desk *desk, struct caller *out, const struct request *request, struct response *response)
{
    return find(desk, out, request, response, false);
}

bool
caller_find_by_any_key(
    struct desk *desk, struct caller *out, const struct request *request, struct response *response)
{
    return find(desk, out, request, response, true);
}

bool
caller_is_by_newest(const struct caller *caller, const struct request *request)
{
    return is_signed_by(caller, request, caller->kiosk.key);
}

void
caller_sign(struct desk *desk, const struct caller *caller, const struct request *request,
    struct response *response)
{
    uint8_t secret[SIGN_SECRET_LEN], signature[SIGN_LEN];
    char text[SIGN_TEXT + 1], date[24];
    if (hub_key(desk->store, secret) != DB_OK)
        return;
    struct sign_answer answer = {.request = caller->signature,
        .status = response->status,
        .date_ms = request->at_ms,
        .body = (const uint8_t *)response->body,
        .len = response->body_size};
    sign_answer(signature, &answer, secret);
    sodium_memzero(secret, sizeof secret);
    sign_text(text, signature);
    snprintf(date, sizeof date, "%" PRId64, request->at_ms);
    response_header(response, SIGN_HEADER_DATE, date);
    response_header(response, SIGN_HEADER_SIGNATURE, text);
}
