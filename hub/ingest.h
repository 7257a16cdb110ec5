/* ingest.h: POST /v1/events: a batch is checked, stored exactly once, and answered by a receipt.
 *
 * 200 with a signed receipt says what is held now, whatever the batch was: new, known, of a forked
 * log, or with a gap before it. 400, signed: the kiosk's signature is right and its batch can't be
 * read; it is in quarantine, staff is told. 401 and 403: caller.h. 503: later, nothing is stored.
 */
#pragma once

#include "hub/desk.h"
#include "hub/request.h"
#include "hub/store.h"

/* The route's handler. */
void ingest_events(struct desk *desk, const struct request *request, struct response *response);

enum { INGEST_WHY = 200 };

/* A body as of POST /v1/events, from the network or from a bundle. */
struct ingest {
    const struct store_kiosk *kiosk; /* is known to have signed it */
    const uint8_t *body;
    size_t len;
    int64_t now_ms;
    int64_t clock_error_ms; /* the kiosk's clock less the hub's */
    const char *tls;        /* pins of the hub's certificate, "" for none */
};

/* *receipt is JSON, which the caller frees. DB_REFUSED: it can't be read, and `why` says where; it
 * is in quarantine. DB_FAILED: later, and why. */
MUST_CHECK int ingest_body(
    struct store *store, char **receipt, const struct ingest *in, char why[INGEST_WHY]);
