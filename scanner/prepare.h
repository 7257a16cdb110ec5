/* prepare.h: makes a picture easier to read. Inside scanner/ only.
 *
 * Each function returns a picture in the scratch memory of `p`, valid until the same function is
 * called again; its input may be another function's result. */
#pragma once

#include "scanner/decode.h"

#include <stdbool.h>

struct prepare {
    uint8_t *half, *blur, *twice, *threshold;
    uint32_t *sums; /* integral image, one row and column more than the picture */
    size_t half_size, blur_size, twice_size, threshold_size, sums_size;
};

void prepare_finish(struct prepare *p);

/* Half the width and height, each pixel the mean of four. */
struct grey prepare_half(struct prepare *p, const struct grey *in);

/* The middle of the picture, at most 640x480 of it, at twice its size, with pixels blended between
 * their neighbours. */
struct grey prepare_double(struct prepare *p, const struct grey *in);

/* Mean of 3x3 pixels; the outermost ones stay. */
struct grey prepare_blur(struct prepare *p, const struct grey *in);

/* Black where a pixel is darker than the mean of the square around it, by an integral image
 * (Bradley and Roth, "Adaptive Thresholding Using the Integral Image", 2007), else white; with
 * `inverted`, black where it is lighter. The square reaches a `part`-th of the
 * picture's shorter side to each side. Levels out shadows and dim corners. */
struct grey prepare_threshold(struct prepare *p, const struct grey *in, int part, bool inverted);
