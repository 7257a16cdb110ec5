/* aim.h: tells an installer how well a card held before the camera can be read. `zhaoxi aim` puts
 * it into words. */
#pragma once

#include "scanner/decode.h"

#include <stdbool.h>

struct source_kind;

/* What a look at one frame says; the name is the first word of a line. */
#define AIM_VERDICTS(X)                                                                            \
    X(AIM_NONE, "none")     /* no code was read */                                                 \
    X(AIM_DARK, "dark")     /* nor could one be: too little light */                               \
    X(AIM_BRIGHT, "bright") /* too much */                                                         \
    X(AIM_OTHER, "other")   /* a code, but none of our cards: its size says nothing */             \
    X(AIM_SMALL, "small")   /* fewer than AIM_TENTHS_LEAST: it would be missed when tilted */      \
    X(AIM_NEAR, "near")     /* it fills the picture: moved a little, it is cut off */              \
    X(AIM_HARD, "hard")     /* only a dear step reads it: blurred, noisy, badly lit */             \
    X(AIM_GOOD, "good")

enum aim_verdict {
#define X(verdict, name) verdict,
    AIM_VERDICTS(X)
#undef X
        AIM_COUNT
};

enum { AIM_TENTHS_LEAST = 33 }; /* tenths of a pixel a module: from 3.3 on none was missed */

struct aim {
    enum aim_verdict verdict;
    int tenths; /* of a pixel a module of the card; 0 where no card of ours was read */
    int grey;   /* the picture's mean, 0 black to 255 white */
};

/* Tenths of a pixel a module of a card of ours; 0 for other codes. */
int aim_tenths(const struct decoded *code);

/* Judges a frame of `height` rows with the mean `grey`; NULL: no code was read in it. */
struct aim aim_judge(const struct decoded *code, int grey, int height);

/* Judges a frame of the source each half second, a line each on standard output: verdict, pixels a
 * module, grey, with tabs between. Returns the exit status: 0 once a stream has ended, 1 for no
 * source, or one that has gone. */
int aim_run(const struct source_kind *kind, const char *path);
