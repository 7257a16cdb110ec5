#include "scanner/relief.h"

#include "scanner/grow.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE_MIN = 20 };

void
relief_finish(struct relief *r)
{
    free(r->depth);
    free(r->sums);
    *r = (struct relief){0};
}

static void
sum_up(struct relief *r, const struct grey *picture)
{
    size_t across = (size_t)r->box.width + 1;
    r->sums = grow(r->sums, &r->sums_size, across * ((size_t)r->box.height + 1) * sizeof *r->sums);
    memset(r->sums, 0, across * sizeof *r->sums);
    for (int y = 0; y < r->box.height; y++) {
        const uint8_t *from =
            picture->px + (ptrdiff_t)(r->box.top + y) * picture->width + r->box.left;
        const uint32_t *above = r->sums + (size_t)y * across;
        uint32_t *to = r->sums + (size_t)(y + 1) * across, row = 0;
        to[0] = 0;
        for (int x = 0; x < r->box.width; x++) {
            row += from[x];
            to[x + 1] = above[x + 1] + row;
        }
    }
}

static int8_t
clamped(int value, int most)
{
    return (int8_t)(value > most ? most : value < -most ? -most : value);
}

static int64_t
carve_row(struct relief *r, const struct grey *picture, int y, int reach)
{
    int width = r->box.width, height = r->box.height;
    int top = y < reach ? 0 : y - reach, bottom = y + reach + 1 < height ? y + reach + 1 : height;
    const uint32_t *above = r->sums + (size_t)top * ((size_t)width + 1);
    const uint32_t *below = r->sums + (size_t)bottom * ((size_t)width + 1);
    const uint8_t *from = picture->px + (ptrdiff_t)(r->box.top + y) * picture->width + r->box.left;
    int8_t *to = r->depth + (ptrdiff_t)y * width;
    int64_t total = 0;
    for (int x = 0; x < width; x++) {
        int left = x < reach ? 0 : x - reach, right = x + reach + 1 < width ? x + reach + 1 : width;
        uint32_t sum = below[right] - below[left] - above[right] + above[left];
        float count = (float)((right - left) * (bottom - top));
        to[x] = clamped((int)((float)sum / count) - from[x], INT8_MAX);
        total += abs(to[x]);
    }
    return total;
}

bool
relief_make(struct relief *r, const struct grey *picture, struct box box, int reach)
{
    box_cut(&box, picture->width, picture->height);
    if (box.width < SIDE_MIN || box.height < SIDE_MIN)
        return false;
    r->box = box;
    sum_up(r, picture);
    size_t size = (size_t)box.width * (size_t)box.height;
    r->depth = grow(r->depth, &r->depth_size, size);
    int64_t total = 0;
    for (int y = 0; y < box.height; y++)
        total += carve_row(r, picture, y, reach);
    int most = (int)(total / (int64_t)size) + 2;
    for (size_t i = 0; i < size; i++)
        r->depth[i] = clamped(r->depth[i], most);
    return true;
}
