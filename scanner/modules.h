/* modules.h: from the greys of a code's modules to a clean picture of it. Inside scanner/ only. */
#pragma once

#include "scanner/decode.h"
#include "scanner/grid.h"

#include <stdbool.h>
#include <stdint.h>

enum { MODULES_PX = 4, MODULES_QUIET = 4 };
enum { MODULES_PICTURE_MAX = (GRID_MODULES_MAX + 2 * MODULES_QUIET) * MODULES_PX };

struct modules {
    int modules; /* a side */
    bool inverted;
    float grey[GRID_SIDE_MAX * GRID_SIDE_MAX];      /* as grid_sample gives them */
    bool dark[GRID_MODULES_MAX * GRID_MODULES_MAX]; /* as the code means them */
    uint8_t picture[MODULES_PICTURE_MAX * MODULES_PICTURE_MAX];
};

/* Draws the code from m->grey, each module against the mean around it. What is fixed is drawn as it
 * must be, whatever was seen of it. The picture lies in *m and is valid until the next call. */
struct grey modules_level(struct modules *m);

/* The same from how light each module is, from 0 to 1, row by row. */
struct grey modules_from_light(struct modules *m, const float *light);
