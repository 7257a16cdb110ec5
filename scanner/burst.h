/* burst.h: the characters of a hand scanner to whole codes. Pure. Inside scanner/ only.
 *
 * CR, LF or Tab ends a code. Some scanners are set to send none of them: there a pause ends it, if
 * it is long enough not to be a key that a sleeve has touched. */
#pragma once

#include "scanner/decode.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BURST_PAUSE_MS = 200, BURST_SHORTEST = 10 };

struct burst {
    size_t held;     /* characters so far */
    bool spoiled;    /* too long, or a part was lost: dropped up to its end */
    int64_t last_ms; /* when something came last */
    size_t len;      /* of the whole code in text */
    char text[DECODE_TEXT_MAX];
};

/* Takes a character; other control characters than the three are dropped. True when a code is
 * whole: text and len hold it until the next call. Call burst_pause with the same time first. */
bool burst_put(struct burst *burst, char c, int64_t now_ms);

/* Something of the burst under way was lost: a part of a code is no code. */
void burst_spoil(struct burst *burst, int64_t now_ms);

/* Ends a burst after which nothing came for BURST_PAUSE_MS. True as for burst_put; one shorter than
 * BURST_SHORTEST is dropped. */
bool burst_pause(struct burst *burst, int64_t now_ms);

/* When burst_pause is to be called; -1 while nothing is under way. */
int64_t burst_due_ms(const struct burst *burst);
