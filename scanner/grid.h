/* grid.h: the modules of one code, laid over the picture. Inside scanner/ only.
 *
 * Three finder patterns say about where a code lies. Its other fixed modules (timing and alignment
 * patterns, ISO/IEC 18004 annex E) are known as well: the grid is moved until they fall where the
 * picture is dark and light. */
#pragma once

#include "scanner/decode.h"
#include "scanner/finder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    GRID_MODULES_MIN = 21,
    GRID_MODULES_MAX = 57, /* version 10: larger ones bend too much for one plane */
    GRID_MARGIN = 2,       /* modules sampled around the code */
    GRID_SIDE_MAX = GRID_MODULES_MAX + 2 * GRID_MARGIN,
};

struct point {
    float x, y;
};

struct grid {
    int modules; /* a side */
    bool inverted;
    struct point at[4];   /* middles of the three finders, and the fourth point of their square */
    struct point bend[2]; /* what the edges are off a plane, of a card bent along u and v */
    float fit;            /* from -1 to 1: how well the fixed modules fall */
};

/* How far a pixel is below the mean around it, in a part of the picture. */
struct relief {
    int8_t *depth;
    uint32_t *sums;
    size_t depth_size, sums_size;
    int left, top, width, height;
};

/* The fixed modules of one size of code; a list for each size in an array of GRID_SIZES. */
enum { GRID_SIZES = (GRID_MODULES_MAX - GRID_MODULES_MIN) / 4 + 1 };
struct fixed {
    int modules; /* 0: none listed yet */
    int count;
    struct {
        int8_t x, y, sign; /* sign: 1 dark, -1 light */
    } all[900];
};

void relief_finish(struct relief *r);

/* Tells whether a module is fixed in all codes of this size, and if, in *dark how. */
bool grid_fixed(int modules, int x, int y, bool *dark);

/* Of the code without its quiet zone, in pixels. */
float grid_area(const struct grid *g);

/* The mean side of a module, in pixels. */
float grid_module(const struct grid *g);

/* Lays a grid over three finders: out->at and ->inverted are set, out->modules is a guess. */
bool grid_guess(struct grid *out, const struct finder *corner, const struct finder *right,
    const struct finder *below);

/* How well the fixed modules fall on a picture of 0 and 255 alone, from -1 to 1. */
float grid_agreement(const struct grid *g, struct fixed *lists, const struct grey *binary);

/* Moves the grid until it fits best. */
void grid_fit(
    struct grid *g, struct relief *scratch, struct fixed *lists, const struct grey *picture);

/* Bends a grid that fits until all modules are as clearly dark or light as they can be. False where
 * there is no room. */
bool grid_bend(struct grid *g, struct relief *scratch, const struct grey *picture);

/* The grey of each module and of GRID_MARGIN around, row by row, in steps x steps parts. */
void grid_sample(float *out, const struct grid *g, const struct grey *picture, int steps);
