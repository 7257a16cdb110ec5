/* finder.h: where a QR code's finder patterns may be. Inside scanner/ only.
 *
 * A line through the middle of a finder pattern crosses dark, light, dark, light, dark in the
 * widths 1:1:3:1:1 (ISO/IEC 18004, 6.3.3), whatever its angle. Lines of the picture are looked
 * through for that, dark on light and light on dark alike. */
#pragma once

#include "scanner/decode.h"
#include "scanner/shape.h"

#include <stdbool.h>

enum { FINDERS_MAX = 64 };

struct finder {
    float x, y;    /* its middle, in pixels of the picture */
    float module;  /* width of a module, in pixels */
    int hits;      /* lines that crossed it */
    bool crossed;  /* by lines in both directions */
    bool inverted; /* light on dark */
};

struct finders {
    int count;
    struct finder found[FINDERS_MAX]; /* the most hits first */
};

enum finder_how {
    FINDER_CLOSED, /* the outermost dark runs end after a module */
    FINDER_OPEN,   /* they may go on: a thumb or a dark table lies where the quiet zone should be */
};

/* Looks along every first, second, … row of a picture of 0 and 255 alone. */
void finder_search(struct finders *out, const struct grey *binary, enum finder_how how, int every);

/* The part of a picture of 0 and 255 alone in which dark and light change as often as in a code;
 * false where there is none. */
bool finder_busy(struct box *out, const struct grey *binary);
