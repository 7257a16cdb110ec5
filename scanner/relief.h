/* relief.h: how far each pixel is darker or lighter than what is around it. Inside scanner/ only.
 */
#pragma once

#include "scanner/decode.h"
#include "scanner/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct relief {
    int8_t *depth;
    uint32_t *sums;
    size_t depth_size, sums_size;
    struct box box; /* the part of the picture that was carved */
};

void relief_finish(struct relief *r);

/* Carves the part of the picture that lies in the box, each pixel against the square that reaches
 * `reach` pixels to each side. False where less than a code would be left. */
bool relief_make(struct relief *r, const struct grey *picture, struct box box, int reach);

/* At a point of the picture: above 0 dark, below 0 light, 0 outside. No deeper than the picture is
 * on the average, so that a shadow's edge or a glare weighs no more than the rest. Here, to be
 * inlined: a fit asks for some 100,000 points. */
static inline float
relief_depth(const struct relief *r, struct point at)
{
    float x = at.x - (float)r->box.left - 0.5F, y = at.y - (float)r->box.top - 0.5F;
    float right = (float)(r->box.width - 1), bottom = (float)(r->box.height - 1);
    /* In this form also false for what is no number: a plane seen from its edge gives some. */
    if (!(x >= 0 && y >= 0 && x < right && y < bottom))
        return 0;
    int left = (int)x, top = (int)y;
    const int8_t *a = r->depth + (ptrdiff_t)top * r->box.width + left, *b = a + r->box.width;
    float fx = x - (float)left, fy = y - (float)top;
    float upper = (float)a[0] + (float)(a[1] - a[0]) * fx;
    float lower = (float)b[0] + (float)(b[1] - b[0]) * fx;
    return upper + (lower - upper) * fy;
}
