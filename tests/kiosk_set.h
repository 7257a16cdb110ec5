/* kiosk_set.h: frames as a kiosk's cheap camera takes them, made, with one kind of trouble each.
 *
 * A frame is made from the seed, its class and its index alone, so that a class can be had without
 * the others. Nothing that came out too hard is left out. */
#pragma once

#include "tests/canvas.h"

#define KIOSK_CLASSES(X)                                                                           \
    X(SMALL, "small")       /* 60 to 100 px */                                                     \
    X(LARGE, "large")       /* 320 to 480 px; all others 110 to 320 */                             \
    X(TURNED, "turned")     /* to any side; all others to 17 degrees */                            \
    X(TILTED, "tilted")     /* 30 to 55 degrees; all others to 15 */                               \
    X(COVERED, "covered")   /* the margin, to 0 to 1 module from the code */                       \
    X(BLURRED, "blurred")   /* sigma 0.8 to 3; all others 0.5 to 0.7 */                            \
    X(MOVED, "moved")       /* 4 to 18 px in any direction */                                      \
    X(NOISY, "noisy")       /* sigma 10 to 45; all others 2 to 4 */                                \
    X(PALE, "pale")         /* 8 to 25 % of contrast */                                            \
    X(DARK, "dark")         /* 4 to 12 % of light */                                               \
    X(UNEVEN, "uneven")     /* light falls to 10 to 30 % within one to three cards */              \
    X(SHADOW, "shadow")     /* a hard edge through the code, 25 to 60 % of light behind it */      \
    X(GLARE, "glare")       /* a spot of 10 to 45 % of the code's side hides what is under it */   \
    X(INVERTED, "inverted") /* light on dark */                                                    \
    X(JPEG, "jpeg")         /* quality 5 */                                                        \
    X(PHONE, "phone")       /* on a screen */                                                      \
    X(SEVERAL, "several")   /* one to three more codes, smaller */                                 \
    X(EMPTY, "empty")       /* nothing, or a card's back */

enum kiosk_class {
#define X(id, name) KIOSK_##id,
    KIOSK_CLASSES(X)
#undef X
        KIOSK_CLASS_COUNT
};

enum { KIOSK_TEXTS = 4, KIOSK_TEXT_MAX = 120 };

struct kiosk_frame {
    uint8_t px[CANVAS_W * CANVAS_H];
    int texts;                                  /* how many codes are in the picture */
    char text[KIOSK_TEXTS][KIOSK_TEXT_MAX + 1]; /* of the card that should be read, then others */
    double x, y;                                /* the middle of that card's code */
};

const char *kiosk_class_name(enum kiosk_class class);

/* Returns KIOSK_CLASS_COUNT for a name that is none. */
enum kiosk_class kiosk_class_named(const char *name);

/* A card of ours with an id by chance. */
void kiosk_card(char out[KIOSK_TEXT_MAX + 1], struct canvas *canvas);

void kiosk_frame_make(struct kiosk_frame *out, struct canvas *canvas, enum kiosk_class class,
    uint64_t seed, uint64_t index);
