/* bundle.h: what goes over the network, as a file on a stick. Sealed for whom it is meant (a lost
 * stick tells nothing but the kiosk's id) and signed by whom it is from. */
#pragma once

#include "wire/sign.h"

enum { BUNDLE_MOST = 128 << 20, BUNDLE_PARTS_MOST = 256, BUNDLE_HEAD_LEN = 24 };

enum bundle_way {
    BUNDLE_UP = 1,   /* kiosk to hub, *.zxu */
    BUNDLE_DOWN = 2, /* hub to kiosk, *.zxd */
};

enum bundle_kind {      /* these numbers never change; a kind that is not known is left out */
    BUNDLE_EVENTS = 1,  /* a body as of POST /v1/events */
    BUNDLE_RECEIPT = 2, /* receipt.h's JSON */
    BUNDLE_ROSTER = 3,  /* the answer of GET /v1/roster */
};

struct bundle_part {
    enum bundle_kind kind;
    const uint8_t *data;
    size_t len;
};

struct bundle {
    enum bundle_way way;
    uint8_t kiosk[WIRE_ID_LEN];
    const struct bundle_part *parts;
    size_t count;
};

/* The file, which the caller frees. WIRE_TOO_LARGE beyond BUNDLE_MOST or BUNDLE_PARTS_MOST. */
MUST_CHECK int bundle_write(uint8_t **out, size_t *len, const struct bundle *bundle,
    const uint8_t to[SIGN_PUBLIC_LEN], const uint8_t from_secret[SIGN_SECRET_LEN]);

/* Which way and which kiosk it says: to find the keys that open it. Nothing is proved yet. */
MUST_CHECK int bundle_peek(struct bundle *out, const uint8_t *file, size_t len);

/* Opens and checks all before the first part is handed on; `each` returns non-zero to stop.
 * WIRE_MALFORMED: not for this key, not by that one, changed, or cut short. */
MUST_CHECK int bundle_read(const uint8_t *file, size_t len, const uint8_t from[SIGN_PUBLIC_LEN],
    const uint8_t own_public[SIGN_PUBLIC_LEN], const uint8_t own_secret[SIGN_SECRET_LEN],
    int (*each)(const struct bundle_part *part, void *payload), void *payload);
