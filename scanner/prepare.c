#include "scanner/prepare.h"

#include "scanner/grow.h"

#include <stdlib.h>
#include <string.h>

/* Bounds of the square's reach, in pixels: a few modules of a code, and sums that fit 32 bits. */
enum { REACH_MIN = 5, REACH_MAX = 60 };

/* What stands out must be beyond noise: so many times its standard deviation, and so many greys at
 * the least. */
enum { MARGIN_MIN = 3 };
static const double margin_sigmas = 2.8;

void
prepare_finish(struct prepare *p)
{
    free(p->part);
    free(p->half);
    free(p->twice);
    free(p->rows);
    free(p->threshold);
    free(p->sums);
    free(p->columns);
    free(p->part_of);
    *p = (struct prepare){0};
}

struct grey
prepare_part(struct prepare *p, const struct grey *in, int left, int top, int width, int height)
{
    p->part = grow(p->part, &p->part_size, (size_t)width * (size_t)height);
    for (int y = 0; y < height; y++)
        memcpy(p->part + (ptrdiff_t)y * width, in->px + (ptrdiff_t)(top + y) * in->width + left,
            (size_t)width);
    return (struct grey){p->part, width, height};
}

/* How many bits of the sum of four pixels can be spared: in a dark picture none, since its codes
 * differ by a few greys alone. */
static int
spare_bits(const struct grey *in)
{
    enum { APART = 101, BRIGHT_PART = 200 }; /* one in 200 pixels may be too bright */
    int count[4] = {0}, all = 0, bits = 2;
    size_t size = (size_t)in->width * (size_t)in->height;
    for (size_t i = 0; i < size; i += APART, all++)
        count[in->px[i] / 64]++;
    if (count[2] + count[3] <= all / BRIGHT_PART)
        bits = count[1] + count[2] + count[3] <= all / BRIGHT_PART ? 0 : 1;
    return bits;
}

static uint8_t
bounded(int value)
{
    return (uint8_t)(value > 255 ? 255 : value);
}

struct grey
prepare_half(struct prepare *p, const struct grey *in)
{
    int width = in->width / 2, height = in->height / 2, bits = spare_bits(in);
    int half = bits ? 1 << (bits - 1) : 0;
    p->half = grow(p->half, &p->half_size, (size_t)width * (size_t)height);
    for (int y = 0; y < height; y++) {
        const uint8_t *a = in->px + (ptrdiff_t)2 * y * in->width, *b = a + in->width;
        uint8_t *restrict to = p->half + (ptrdiff_t)y * width;
        for (int x = 0; x < width; x++)
            to[x] = bounded((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + half) >> bits);
    }
    return (struct grey){p->half, width, height};
}

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/* A row of twice the width: each pixel becomes two, drawn a quarter towards their neighbours. */
static void
double_row(uint16_t *to, const uint8_t *from, int w)
{
    for (int x = 0; x < w; x++) {
        int before = from[x ? x - 1 : 0], after = from[x + 1 < w ? x + 1 : x];
        to[2 * x] = (uint16_t)(3 * from[x] + before);
        to[2 * x + 1] = (uint16_t)(3 * from[x] + after);
    }
}

static void
blend_rows(uint8_t *to, const uint16_t *near, const uint16_t *far, int w)
{
    for (int x = 0; x < w; x++)
        to[x] = (uint8_t)((3 * near[x] + far[x] + 8) / 16);
}

struct grey
prepare_double(struct prepare *p, const struct grey *in)
{
    int w = in->width, h = in->height;
    size_t row = 2 * (size_t)w;
    p->twice = grow(p->twice, &p->twice_size, row * 2 * (size_t)h);
    p->rows = grow(p->rows, &p->rows_size, 3 * row * sizeof *p->rows);
    uint16_t *above = p->rows, *here = above + row, *below = here + row;
    double_row(above, in->px, w);
    memcpy(here, above, row * sizeof *here);
    for (int y = 0; y < h; y++) {
        uint8_t *to = p->twice + (size_t)y * 2 * row;
        double_row(below, in->px + (ptrdiff_t)least(y + 1, h - 1) * w, w);
        blend_rows(to, here, above, 2 * w);
        blend_rows(to + row, here, below, 2 * w);
        memmove(above, here, 2 * row * sizeof *here);
    }
    return (struct grey){p->twice, 2 * w, 2 * h};
}

/* The mean difference of neighbours is 2/sqrt(pi) sigmas of their noise. Taken over short pieces of
 * rows; a quarter of them lies in plain parts of any picture. */
static double
noise_of(const struct grey *in)
{
    enum { PIECE = 16, ROWS_APART = 8, SUMS = 4096 };
    uint32_t count[SUMS] = {0};
    int all = 0, seen = 0, sum = 0;
    for (int y = 0; y < in->height; y += ROWS_APART)
        for (int x = 0; x + PIECE < in->width; x += PIECE, all++) {
            const uint8_t *px = in->px + (ptrdiff_t)y * in->width + x;
            int total = 0;
            for (int i = 0; i < PIECE; i++)
                total += abs(px[i + 1] - px[i]);
            count[total < SUMS ? total : SUMS - 1]++;
        }
    while (sum < SUMS - 1 && (seen += count[sum]) * 4 < all)
        sum++;
    return sum / (PIECE * 1.128);
}

/* One row of the picture against the means around it; `part` is one by the number of columns. */
static void
threshold_row(uint8_t *restrict to, const uint8_t *from, struct prepare *p, int w, int reach,
    int rows, int margin)
{
    const uint16_t *columns = p->columns;
    const float *restrict part = p->part_of, by = 1 / (float)rows;
    int32_t sum = 0, *restrict sums = p->sums;
    int x = 0;
    for (; x < least(reach, w); x++)
        sum += columns[x];
    for (x = 0; x <= reach && x < w; x++)
        sums[x] = sum += x + reach < w ? columns[x + reach] : 0;
    for (; x + reach < w; x++)
        sums[x] = sum += columns[x + reach] - columns[x - reach - 1];
    for (; x < w; x++)
        sums[x] = sum -= columns[x - reach - 1];
    for (x = 0; x < w; x++)
        to[x] = (float)(from[x] + margin) < (float)sums[x] * (part[x] * by) ? 0 : 255;
}

static void
add_row(uint16_t *columns, const uint8_t *row, int w)
{
    for (int x = 0; x < w; x++)
        columns[x] = (uint16_t)(columns[x] + row[x]);
}

static void
remove_row(uint16_t *columns, const uint8_t *row, int w)
{
    for (int x = 0; x < w; x++)
        columns[x] = (uint16_t)(columns[x] - row[x]);
}

struct grey
prepare_threshold(struct prepare *p, const struct grey *in, int part)
{
    int w = in->width, h = in->height, reach = least(w, h) / part;
    int margin = (int)(noise_of(in) * margin_sigmas);
    margin = margin < MARGIN_MIN ? MARGIN_MIN : margin;
    p->margin = margin;
    reach = reach < REACH_MIN ? REACH_MIN : least(reach, REACH_MAX);
    p->threshold = grow(p->threshold, &p->threshold_size, (size_t)w * (size_t)h);
    p->sums = grow(p->sums, &p->sums_size, (size_t)w * sizeof *p->sums);
    p->columns = grow(p->columns, &p->columns_size, (size_t)w * sizeof *p->columns);
    p->part_of = grow(p->part_of, &p->part_of_size, (size_t)w * sizeof *p->part_of);
    memset(p->columns, 0, (size_t)w * sizeof *p->columns);
    for (int x = 0; x < w; x++)
        p->part_of[x] = 1 / (float)(least(x, reach) + least(w - 1 - x, reach) + 1);
    for (int y = 0; y < least(reach, h); y++)
        add_row(p->columns, in->px + (ptrdiff_t)y * w, w);
    for (int y = 0; y < h; y++) {
        if (y + reach < h)
            add_row(p->columns, in->px + (ptrdiff_t)(y + reach) * w, w);
        if (y > reach)
            remove_row(p->columns, in->px + (ptrdiff_t)(y - reach - 1) * w, w);
        int rows = least(y, reach) + least(h - 1 - y, reach) + 1;
        threshold_row(
            p->threshold + (ptrdiff_t)y * w, in->px + (ptrdiff_t)y * w, p, w, reach, rows, margin);
    }
    return (struct grey){p->threshold, w, h};
}
