/* caller.h: which kiosk asks, proved by its signature, and the hub's signature on the answer. */
#pragma once

#include "hub/desk.h"
#include "hub/request.h"
#include "hub/store.h"
#include "wire/sign.h"

struct caller {
    struct store_kiosk kiosk;
    uint8_t signature[SIGN_LEN]; /* of the request */
    int64_t date_ms;             /* the kiosk's clock as it asked */
};

/* The kiosk that signed the request; else false, and `response` says why: 401 for an unknown kiosk
 * or a wrong signature, 403 for a revoked one, 503 where the store can't tell now. A refusal costs
 * one look-up and nothing is stored. */
bool caller_find(struct desk *desk, struct caller *out, const struct request *request,
    struct response *response);

/* The same, where the key before the newest will do: the answer to a change of keys was lost. */
bool caller_find_by_any_key(struct desk *desk, struct caller *out, const struct request *request,
    struct response *response);

/* Whether the key that holds signed it, not the one before. */
bool caller_is_by_newest(const struct caller *caller, const struct request *request);

/* Signs an answer that is complete, over the signature of its request. */
void caller_sign(struct desk *desk, const struct caller *caller, const struct request *request,
    struct response *response);

/* Ends a request with 503 and when to come again: nothing was stored. */
void caller_later(struct response *response);

/* The hub's own key, made when it is first asked for; the same for all processes of a store. */
MUST_CHECK int hub_key(struct store *store, uint8_t secret[SIGN_SECRET_LEN]);
