/* say.h: the scanner process's side of wire.h: what it tells its parent. Inside scanner/ only.
 *
 * Never waits: a parent that does not read loses messages, not frames. */
#pragma once

#include "scanner/wire.h"

#include <stdbool.h>
#include <stdint.h>

struct speaker {
    int64_t last_ms; /* when something was said last */
    bool gone;       /* the parent has closed its end */
};

/* Says that we live, where nothing was said for WIRE_ALIVE_MS. */
void say_alive(struct speaker *s, int64_t now_ms);

void say_value(struct speaker *s, enum wire_kind kind, int64_t value, int64_t now_ms);

/* A code of at most DECODE_TEXT_MAX bytes, seen at captured_ms. */
void say_code(struct speaker *s, const char *text, size_t len, int64_t captured_ms, int64_t now_ms);
