/* post.h: one question to the hub and its answer, both signed. Knows libcurl; nothing else here
 * does.
 *
 * https with the pins that the hub named when it was paired with (a township's machine has no name
 * that an authority would vouch for); http on loopback alone. No redirect is followed. */
#pragma once

#include "db/outbox.h"
#include "wire/sign.h"

enum { POST_ANSWER_MOST = 32 << 20 };

struct post_question {
    const char *method, *path;
    const uint8_t *body;
    size_t len;
    const char *etag; /* of what is here already; NULL: none */
    bool is_new;      /* the hub gave this kiosk no id yet: hub_hash stands for its key */
    const uint8_t *hub_hash;
};

struct post_answer {
    int status; /* of HTTP; 0: none came */
    bool is_signed;
    uint8_t *body; /* the caller frees; a NUL follows it */
    size_t len;
    int64_t date_ms;            /* the hub's clock */
    int64_t later_ms;           /* how long the hub wants to be left alone */
    char detail[OUTBOX_DETAIL]; /* for a log: English */
};

/* Asks with `secret`, one of the hub's two for this kiosk. OUTBOX_FINE: an answer that the hub
 * signed, its status 200 or 304. Anything else is the trouble, and `out->detail` says more. */
enum outbox_trouble post_ask(struct post_answer *out, const struct outbox_hub *hub,
    const uint8_t secret[SIGN_SECRET_LEN], const struct post_question *question);
