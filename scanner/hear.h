/* hear.h: the parent's side of wire.h: what of the scanner's words it believes. Inside scanner/
 * only.
 *
 * The other side may be in the hands of whoever held a picture before the camera. */
#pragma once

#include "scanner/client.h"

/* Makes an event of a packet of `size` bytes. False for what is not whole, out of bounds, or no
 * event. A time that can't be of a frame just seen becomes now_ms. */
bool hear(struct scanner_event *out, const struct wire_message *m, size_t size, int64_t now_ms);
