#include "scanner/prepare.h"

#include <stdlib.h>
#include <string.h>

/* Bounds of the square's reach, in pixels: a few modules of a code, and sums that fit 32 bits. */
enum { REACH_MIN = 5, REACH_MAX = 60 };

enum { MIDDLE_W = 640, MIDDLE_H = 480 };

/* How much darker than its surroundings, in 1/256, a pixel must be: noise on blank paper stays
 * white. */
enum { DARKER = 236 };

static void *
grow(void *memory, size_t *have, size_t want)
{
    if (*have >= want)
        return memory;
    free(memory);
    memory = malloc(want);
    if (!memory)
        abort();
    *have = want;
    return memory;
}

void
prepare_finish(struct prepare *p)
{
    free(p->half);
    free(p->blur);
    free(p->twice);
    free(p->threshold);
    free(p->sums);
    *p = (struct prepare){0};
}

struct grey
prepare_half(struct prepare *p, const struct grey *in)
{
    int width = in->width / 2, height = in->height / 2;
    p->half = grow(p->half, &p->half_size, (size_t)width * (size_t)height);
    for (int y = 0; y < height; y++) {
        const uint8_t *a = in->px + (ptrdiff_t)2 * y * in->width, *b = a + in->width;
        uint8_t *to = p->half + (ptrdiff_t)y * width;
        for (int x = 0; x < width; x++)
            to[x] = (uint8_t)((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) / 4);
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
    static uint16_t rows[3][2 * MIDDLE_W]; /* the row above, this one, the row below */
    int w = least(in->width, MIDDLE_W), h = least(in->height, MIDDLE_H);
    const uint8_t *from =
        in->px + (ptrdiff_t)((in->height - h) / 2) * in->width + (in->width - w) / 2;
    p->twice = grow(p->twice, &p->twice_size, (size_t)w * (size_t)h * 4);
    double_row(rows[0], from, w);
    memcpy(rows[1], rows[0], sizeof rows[0]);
    for (int y = 0; y < h; y++) {
        uint8_t *to = p->twice + (ptrdiff_t)4 * y * w;
        double_row(rows[2], from + (ptrdiff_t)least(y + 1, h - 1) * in->width, w);
        blend_rows(to, rows[1], rows[0], 2 * w);
        blend_rows(to + 2 * (ptrdiff_t)w, rows[1], rows[2], 2 * w);
        memmove(rows[0], rows[1], 2 * sizeof rows[0]);
    }
    return (struct grey){p->twice, 2 * w, 2 * h};
}

struct grey
prepare_blur(struct prepare *p, const struct grey *in)
{
    int w = in->width, h = in->height;
    size_t size = (size_t)w * (size_t)h;
    p->blur = grow(p->blur, &p->blur_size, size);
    memcpy(p->blur, in->px, size);
    for (int y = 1; y < h - 1; y++) {
        const uint8_t *a = in->px + (ptrdiff_t)(y - 1) * w, *b = a + w, *c = b + w;
        uint8_t *to = p->blur + (ptrdiff_t)y * w;
        for (int x = 1; x < w - 1; x++) {
            int sum = a[x - 1] + a[x] + a[x + 1] + b[x - 1] + b[x] + b[x + 1] + c[x - 1] + c[x] +
                      c[x + 1];
            to[x] = (uint8_t)(sum * 57 >> 9); /* a ninth */
        }
    }
    return (struct grey){p->blur, w, h};
}

static void
sum_up(struct prepare *p, const struct grey *in)
{
    size_t across = (size_t)in->width + 1;
    p->sums = grow(p->sums, &p->sums_size, across * ((size_t)in->height + 1) * sizeof *p->sums);
    memset(p->sums, 0, across * sizeof *p->sums);
    for (int y = 0; y < in->height; y++) {
        const uint8_t *from = in->px + (ptrdiff_t)y * in->width;
        const uint32_t *above = p->sums + (size_t)y * across;
        uint32_t *to = p->sums + (size_t)(y + 1) * across;
        uint32_t row = 0;
        to[0] = 0;
        for (int x = 0; x < in->width; x++) {
            row += from[x];
            to[x + 1] = above[x + 1] + row;
        }
    }
}

struct grey
prepare_threshold(struct prepare *p, const struct grey *in, int part, bool inverted)
{
    int w = in->width, h = in->height;
    int reach = least(w, h) / part;
    reach = reach < REACH_MIN ? REACH_MIN : least(reach, REACH_MAX);
    p->threshold = grow(p->threshold, &p->threshold_size, (size_t)w * (size_t)h);
    sum_up(p, in);
    size_t across = (size_t)w + 1;
    for (int y = 0; y < h; y++) {
        int top = y < reach ? 0 : y - reach, bottom = least(y + reach + 1, h);
        const uint32_t *above = p->sums + (size_t)top * across;
        const uint32_t *below = p->sums + (size_t)bottom * across;
        const uint8_t *from = in->px + (ptrdiff_t)y * w;
        uint8_t *to = p->threshold + (ptrdiff_t)y * w;
        for (int x = 0; x < w; x++) {
            int left = x < reach ? 0 : x - reach, right = least(x + reach + 1, w);
            uint32_t sum = below[right] - below[left] - above[right] + above[left];
            uint32_t count = (uint32_t)((right - left) * (bottom - top));
            bool ink = inverted ? from[x] * count * DARKER > sum * 256U
                                : from[x] * count * 256U < sum * DARKER;
            to[x] = ink ? 0 : 255;
        }
    }
    return (struct grey){p->threshold, w, h};
}
