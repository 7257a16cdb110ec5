/* prepare.h: makes a picture easier to read. Inside scanner/ only.
 *
 * Each function returns a picture in the scratch memory of `p`, valid until the same function is
 * called again; its input may be another function's result. */
#pragma once

#include "scanner/decode.h"

#include <stdbool.h>

struct prepare {
    uint8_t *part, *half, *twice, *threshold;
    int32_t *sums;     /* of the square around each pixel of a row */
    uint16_t *rows;    /* three, while a picture is doubled */
    uint16_t *columns; /* of the rows around one */
    float *part_of;    /* one by the columns of the square around each pixel of a row */
    int margin;        /* greys that made no difference to the last threshold */
    size_t part_size, half_size, twice_size, rows_size, threshold_size, sums_size, columns_size,
        part_of_size;
};

void prepare_finish(struct prepare *p);

/* A part of the picture; it must lie in it. */
struct grey prepare_part(
    struct prepare *p, const struct grey *in, int left, int top, int width, int height);

/* Half the width and height, each pixel the mean of four; in a dark picture twice or four times
 * that, as far as it goes. */
struct grey prepare_half(struct prepare *p, const struct grey *in);

/* Twice the width and height, with pixels blended between their neighbours. */
struct grey prepare_double(struct prepare *p, const struct grey *in);

/* Black where a pixel is darker than the mean of the square around it (Bradley and Roth, "Adaptive
 * Thresholding Using the Integral Image", 2007) by more than the picture's noise, else white. The
 * square reaches a `part`-th of the picture's shorter side to each side. Levels out shadows and dim
 * corners. */
struct grey prepare_threshold(struct prepare *p, const struct grey *in, int part);
