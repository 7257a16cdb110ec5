/* receipt.h: the hub's word that it holds a kiosk's log up to a seq, durably. Nothing else makes
 * 'done'. JSON in an answer or a bundle; or 12 characters that the office reads out and the kiosk's
 * staff type. */
#pragma once

#include "wire/sign.h"

enum { RECEIPT_REASON = 120, RECEIPT_REFUSED_MOST = 1000, RECEIPT_CODE = 12, RECEIPT_TLS = 256 };
#define RECEIPT_UPTO_MOST INT64_C(0x7fffffff)

struct receipt_refused {
    int64_t seq;
    char reason[RECEIPT_REASON + 1]; /* for a person; longer ones are cut */
};

struct receipt {
    uint8_t kiosk[WIRE_ID_LEN];
    int64_t upto;            /* 0: nothing */
    uint8_t id[WIRE_ID_LEN]; /* of the event upto, all 0 for 0: of which branch of a forked log */
    int64_t time_ms;         /* the hub's clock */
    bool gap;     /* what was sent can't be joined to what the hub holds: send from upto + 1 on */
    int64_t fork; /* the log parts from what another disk of this kiosk sent after this seq; 0 */
    int64_t
        changes; /* edits of reference data that the hub holds, up to this seq of theirs; 0: none */
    char tls[RECEIPT_TLS]; /* pins of the hub's certificates, for CURLOPT_PINNEDPUBLICKEY; "" */
    const struct receipt_refused *refused; /* in quarantine, of this batch */
    size_t refused_count;
};

/* JSON, which the caller frees. */
char *receipt_write(const struct receipt *r);

/* False for what is no receipt. *refused is the caller's to free, and out->refused points to it. */
MUST_CHECK bool receipt_read(
    struct receipt *out, struct receipt_refused **refused, const char *text, size_t len);

/* 12 characters for a mark: upto (31 bits) and a check (25) keyed with what both ends share
 * (sign_shared), over the kiosk and the id of the event upto. Closed by NUL. False beyond
 * RECEIPT_UPTO_MOST. */
MUST_CHECK bool receipt_code(
    char out[RECEIPT_CODE + 1], const struct receipt *r, const uint8_t shared[SIGN_SHARED_LEN]);

/* The way back: first which seq it is about (-1: no such code; spaces, dashes, lower case are read
 * as meant), then, with the id of that event, whether the hub made it. */
int64_t receipt_code_upto(const char *text);
bool receipt_code_holds(
    const char *text, const struct receipt *r, const uint8_t shared[SIGN_SHARED_LEN]);
