/* qr.h: a code on the screen or on paper, to be read by a phone or by this kiosk. */
#pragma once

#include "kiosk/rect.h"

#include <cairo.h>
#include <stdbool.h>

/* Paints UTF-8 text as the largest QR code of whole pixels that fits, in the middle, with the quiet
 * zone of four modules that ISO/IEC 18004 asks for; of the best error correction that has room for
 * it. False, and a white rectangle, where the text is longer than any code holds (2,953 bytes). */
bool qr_paint(cairo_t *to, struct rect rect, const char *text);
