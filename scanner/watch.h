/* watch.h: decides how hard to look at a live frame. Inside scanner/ only.
 *
 * An empty doorway costs a thumbnail a frame. Where something moves, each frame gets all that a
 * moving frame is worth. */
#pragma once

#include "scanner/source.h"

struct watch;

struct watch *watch_create(void);
void watch_destroy(struct watch *watch);

/* Looks at a frame. Returns how many codes were found; *moving tells whether the picture changes.
 */
int watch_frame(
    struct watch *watch, struct decode_result *out, const struct frame *frame, bool *moving);

/* Whether something has moved or was read of late. If not, fewer frames will do. */
bool watch_is_awake(const struct watch *watch, int64_t now_ms);
