/* corners.h: which three finder patterns are one code's. Inside scanner/ only. */
#pragma once

#include "scanner/finder.h"
#include "scanner/grid.h"

enum { CORNERS_MAX = 12 };

struct corners {
    bool large;   /* three belong to a code that is too large for a grid */
    int compared; /* grids with the picture */
    int count;
    struct {
        struct grid guess;
        int finder[3];
        float agreement; /* of the fixed modules with the picture */
    } all[CORNERS_MAX];  /* the likeliest first */
};

void corners_choose(struct corners *out, struct fixed *scratch, const struct finders *finders,
    const struct grey *binary);

/* The same where one of the three is hidden: guessed from each two, for codes of `modules`. */
void corners_guess(struct corners *out, struct fixed *scratch, const struct finders *finders,
    const struct grey *binary, int modules);
