/* grid.h: the modules of one code, laid over the picture. Inside scanner/ only.
 *
 * Three finder patterns say about where a code lies. Its other fixed modules (timing and alignment
 * patterns, ISO/IEC 18004 annex E) are known as well: the grid is moved until they fall where the
 * picture is dark and light. */
#pragma once

#include "scanner/decode.h"
#include "scanner/finder.h"
#include "scanner/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    GRID_MODULES_MIN = 21,
    GRID_MODULES_MAX = 57,   /* version 10: larger ones bend too much for one plane */
    GRID_MODULES_MOST = 177, /* of any code */
    GRID_MARGIN = 2,         /* modules sampled around the code */
    GRID_SIDE_MAX = GRID_MODULES_MAX + 2 * GRID_MARGIN,
};

struct grid {
    int modules; /* a side */
    bool inverted;
    struct point at[4];   /* middles of the three finders, and the fourth point of their square */
    struct point bend[2]; /* what the edges are off a plane, of a card bent along u and v */
    float fit;            /* from -1 to 1: how well the fixed modules fall */
};

/* Where modules lie: x = (a u + b v + c) / (g u + h v + 1), y likewise, with u and v in modules
 * from the code's edge; and a parabola for each way in which the card may be bent, 0 in its middle.
 */
struct plane {
    float a, b, c, d, e, f, g, h;
    float half; /* modules from an edge to the middle */
    struct point bend[2];
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

struct plane grid_plane(const struct grid *g);

/* Here, to be inlined. */
static inline struct point
plane_at(const struct plane *p, float u, float v)
{
    float w = 1 / (p->g * u + p->h * v + 1);
    float along = u / p->half - 1, across = v / p->half - 1;
    along *= along;
    across *= across;
    return (struct point){
        (p->a * u + p->b * v + p->c) * w + along * p->bend[0].x + across * p->bend[1].x,
        (p->d * u + p->e * v + p->f) * w + along * p->bend[0].y + across * p->bend[1].y};
}

/* Tells whether a module is fixed in all codes of this size, and if, in *dark how. */
bool grid_fixed(int modules, int x, int y, bool *dark);

/* For each module, row by row: 1 fixed dark, -1 fixed light, 0 free. */
void grid_signs(int8_t *out, int modules);

/* The list for a size, made where it was not yet. */
const struct fixed *grid_fixed_list(struct fixed *lists, int modules);

/* Of the code without its quiet zone, in pixels. */
float grid_area(const struct grid *g);

/* The mean side of a module, in pixels. */
float grid_module(const struct grid *g);

/* Lays a grid over three finders: out->at and ->inverted are set, out->modules is a guess. */
bool grid_guess(struct grid *out, const struct finder *corner, const struct finder *right,
    const struct finder *below);

/* How well the fixed modules fall on a picture of 0 and 255 alone, from -1 to 1. */
float grid_agreement(const struct grid *g, struct fixed *lists, const struct grey *binary);

/* The grey of each module and of GRID_MARGIN around, row by row, in steps x steps parts. */
void grid_sample(float *out, const struct grid *g, const struct grey *picture, int steps);
