/* theme.h: the visual language as named tokens. kiosk/README.md says how they are used.
 *
 * Contrast: ink and the *_DEEP colours reach WCAG AA (4.5:1) on paper, sky and dawn. */
#pragma once

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
    X(PLUM, 0x7A5BA6)                                                                              \
    X(PLUM_DEEP, 0x5A3F85)                                                                         \
    X(PLUM_PALE, 0xECE4F7)

enum colour {
#define X(name, rgb) name,
    COLOURS(X)
#undef X
        COLOUR_COUNT
};

#define FONT_FAMILY "Noto Sans CJK SC"

/* The measures of one window, in pixels. */
struct theme {
    int width, height;
    int unit;   /* a hundredth of the shorter side, 8 at 1280x800 */
    int gap;    /* between things that belong together */
    int margin; /* around the screen */
    int corner; /* radius of a card's corners */
    int touch;  /* a child's target: 20 mm, or 11 units where the display's size is unknown */
    int text_s; /* type scale, heights in pixels */
    int text_m;
    int text_l;
    int text_xl;
    int text_name; /* a child's name: 9.6 mm */
    int text_clock;
};

/* `dpi` is the display's real resolution, 0 where it is not known. */
struct theme theme_for(int width, int height, double dpi);
