/* wedge.h: a hand scanner that types: a burst of keys and Enter. Pure.
 *
 * People type slower than a key in 50 ms, so that what comes from a keyboard is let go. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WEDGE_TEXT_MAX = 128, WEDGE_KEY_MS = 50, WEDGE_SHORTEST = 10 };

struct wedge {
    size_t len;
    int64_t last_ms;
    bool too_long;
    char text[WEDGE_TEXT_MAX + 1];
};

/* Takes a key: A to Z, a to z, 0 to 9, or '\r' for Enter; another character breaks the burst. True
 * when a code is whole: w->text holds it, in upper case, until the next key. */
bool wedge_key(struct wedge *w, char key, int64_t now_ms);
