/* theme.h: the visual language as named tokens. kiosk/README.md says how they are used.
 *
 * Contrast: each text reaches WCAG AA (4.5:1) on what it stands on: tests/test_theme.c measures it
 * on every screen, at every hour. */
#pragma once

#include <stdbool.h>

#define COLOURS(X)                                                                                 \
    X(INK, 0x2B2A3A)                                                                               \
    X(QUIET, 0x5B5A6E) /* second in rank, still AA on paper */                                     \
    X(PAPER, 0xFFFFFF)                                                                             \
    X(MIST, 0xEEF3F8)                                                                              \
    X(CORAL, 0xF26B4E)                                                                             \
    X(CORAL_DEEP, 0xB23A20)                                                                        \
    X(CORAL_PALE, 0xFFE6DF)                                                                        \
    X(SUN, 0xFFB938)                                                                               \
    X(SUN_PALE, 0xFFF3D6)                                                                          \
    X(LEAF, 0x3E9B63)                                                                              \
    X(LEAF_DEEP, 0x24673F)                                                                         \
    X(LEAF_PALE, 0xDDF3E4)                                                                         \
    X(LAKE, 0x2C7DB8)                                                                              \
    X(LAKE_DEEP, 0x1B5A8A)                                                                         \
    X(LAKE_PALE, 0xDDEFFB)                                                                         \
    X(LAKE_SOFT, 0x9CCBEA)                                                                         \
    X(LAKE_FIRM, 0x2976AE) /* white reads on it */                                                 \
    X(PLUM, 0x7A5BA6)                                                                              \
    X(PLUM_DEEP, 0x5A3F85)                                                                         \
    X(PLUM_PALE, 0xECE4F7)

enum colour {
#define X(name, rgb) name,
    COLOURS(X)
#undef X
        COLOUR_COUNT
};

/* 0xRRGGBB. */
unsigned theme_rgb(enum colour colour);

#define FONT_FAMILY "Noto Sans CJK SC"

/* Motion ends within 250 ms; a list rolls on by its own weight, or not at all (less_motion). */
enum {
    MOTION_PRESS_MS = 120, /* a pressed look stays so long at least */
    DEAF_MS = 300,         /* the same target, after a touch */
    DEAF_KEY_MS = 80,      /* a key: two digits alike are typed faster than 300 ms */
    TOAST_MS = 2500,
};

/* The measures of one window, in pixels. */
struct theme {
    int width, height;
    int unit;        /* a hundredth of the shorter side, 8 at 1280x800 */
    int gap;         /* between things that belong together */
    int margin;      /* around the screen */
    int corner;      /* radius of a card's corners */
    int touch;       /* a child's target: 20 mm, or 11 units where the display's size is unknown */
    int staff_touch; /* 10 mm, or 6 units */
    int text_s;      /* type scale, heights in pixels */
    int text_m;
    int text_l;
    int text_xl;
    int text_name; /* a child's name: 9.6 mm */
    int text_clock;
    bool less_motion; /* nothing rolls on */
};

/* `dpi` is the display's real resolution, 0 where it is not known. */
struct theme theme_for(int width, int height, double dpi);

enum { TEXT_PERCENT_MOST = 150 };

/* Larger text: from 100 to TEXT_PERCENT_MOST of what theme_for gave. Headings grow by half of it,
 * and what is 9.6 mm high already (a name, the clock) stays. */
void theme_enlarge_text(struct theme *theme, int percent);
