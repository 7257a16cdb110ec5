#include "scanner/finder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EDGES_MAX = 4096 + 2, CLUSTERS_MAX = 256 };

struct clusters {
    int count;
    struct finder all[CLUSTERS_MAX];
};

/* Positions at which a row changes, its two ends included. */
static int
find_edges(uint16_t *edges, const uint8_t *row, int width)
{
    int n = 0, x = 1;
    edges[n++] = 0;
    while (x < width) {
        uint64_t here, before;
        if (x + 8 <= width) {
            memcpy(&here, row + x, 8);
            memcpy(&before, row + x - 1, 8);
            if (here == before) {
                x += 8;
                continue;
            }
        }
        int end = x + 8 < width ? x + 8 : width;
        for (; x < end; x++)
            if (row[x] != row[x - 1])
                edges[n++] = (uint16_t)x;
    }
    edges[n++] = (uint16_t)width;
    return n;
}

/* The widths are compared from edge to like edge, which ink that has spread, or light that has,
 * leaves alone. Returns the module's width, or 0. */
static float
module_of(const int w[5], enum finder_how how)
{
    if (w[2] < w[1] || w[2] < w[3])
        return 0;
    float inner = (float)(w[1] + w[2] + w[3]), m = inner / 5;
    if (how == FINDER_CLOSED)
        m = (inner + (float)(w[0] + w[4])) / 7;
    float slack = m * 0.6F + 0.6F;
    if (m < 1 || fabsf((float)(w[1] + w[2]) - 4 * m) > 1.5F * slack ||
        fabsf((float)(w[2] + w[3]) - 4 * m) > 1.5F * slack)
        return 0;
    if (how == FINDER_OPEN &&
        (fabsf((float)(w[1] - w[3])) > slack || fabsf((float)w[2] - 3 * m) > slack))
        return 0;
    bool outer = how == FINDER_CLOSED ? fabsf((float)(w[0] + w[1]) - 2 * m) < slack &&
                                            fabsf((float)(w[3] + w[4]) - 2 * m) < slack
                                      : (float)w[0] > m * 0.5F && (float)w[4] > m * 0.5F;
    return outer ? m : 0;
}

/* Widths of the runs above or below a point, from its own run outwards. */
static bool
runs_from(int out[3], const struct grey *b, int x, int y, int step, int most)
{
    uint8_t colour = b->px[y * b->width + x];
    for (int run = 0; run < 3; run++) {
        out[run] = 0;
        while (y >= 0 && y < b->height && b->px[y * b->width + x] == colour && out[run] <= most) {
            out[run]++;
            y += step;
        }
        if (out[run] == 0 || (run < 2 && out[run] > most))
            return false;
        colour = (uint8_t)~colour;
    }
    return true;
}

/* The same pattern along the column through the middle; *y is moved to its middle. */
static float
cross(const struct grey *b, int x, float *y, float module, enum finder_how how)
{
    int up[3], down[3], most = (int)(module * 6) + 2, at = (int)*y;
    if (!runs_from(up, b, x, at, -1, most) || !runs_from(down, b, x, at, 1, most))
        return 0;
    int w[5] = {up[2], up[1], up[0] + down[0] - 1, down[1], down[2]};
    float found = module_of(w, how);
    if (found < module * 0.33F || found > module * 3)
        return 0;
    *y = (float)at - (float)up[0] + 1 + (float)w[2] / 2;
    return found;
}

static void
add(struct clusters *c, const struct finder *hit)
{
    for (int i = c->count - 1; i >= 0; i--) {
        struct finder *f = &c->all[i];
        float near = 1.6F * (f->module > hit->module ? f->module : hit->module);
        if (f->inverted != hit->inverted || fabsf(f->x - hit->x) > near ||
            fabsf(f->y - hit->y) > near)
            continue;
        float n = (float)f->hits;
        f->x = (f->x * n + hit->x) / (n + 1);
        f->y = (f->y * n + hit->y) / (n + 1);
        f->module = (f->module * n + hit->module) / (n + 1);
        f->hits++;
        f->crossed |= hit->crossed;
        return;
    }
    if (c->count < CLUSTERS_MAX)
        c->all[c->count++] = *hit;
}

static void
search_row(struct clusters *c, const struct grey *b, int y, const uint16_t *edges, int n,
    enum finder_how how)
{
    for (int i = 0; i + 5 < n; i++) {
        const uint16_t *e = edges + i;
        int w[5] = {e[1] - e[0], e[2] - e[1], e[3] - e[2], e[4] - e[3], e[5] - e[4]};
        if (w[2] < w[1] || w[2] < w[3])
            continue;
        float module = module_of(w, how);
        if (module == 0)
            continue;
        float x = (float)(e[2] + e[3]) / 2, middle = (float)y;
        float down = cross(b, (int)x, &middle, module, how);
        if (down == 0)
            continue;
        struct finder hit = {.x = x,
            .y = middle,
            .module = sqrtf(module * down),
            .hits = 1,
            .crossed = true,
            .inverted = b->px[y * b->width + (int)x] != 0};
        add(c, &hit);
    }
}

static int
by_hits(const void *a, const void *b)
{
    const struct finder *x = a, *y = b;
    return y->hits - x->hits;
}

void
finder_search(struct finders *out, const struct grey *b, enum finder_how how, int every)
{
    static uint16_t edges[EDGES_MAX];
    static struct clusters c;
    c.count = 0;
    for (int y = 0; y < b->height; y += every) {
        int n = find_edges(edges, b->px + (ptrdiff_t)y * b->width, b->width);
        search_row(&c, b, y, edges, n, how);
    }
    qsort(c.all, (size_t)c.count, sizeof c.all[0], by_hits);
    out->count = c.count < FINDERS_MAX ? c.count : FINDERS_MAX;
    memcpy(out->found, c.all, (size_t)out->count * sizeof c.all[0]);
}

/* ---- where it is worth to look ---- */

enum { TILE_W = 32, TILE_H = 16, TILES_MAX = 4096 / TILE_W + 1, TILE_BUSY = 3 * TILE_H };

static void
widen(struct box *b, int column, int row)
{
    int left = (column - 1) * TILE_W, top = (row - 1) * TILE_H;
    int right = (column + 2) * TILE_W, bottom = (row + 2) * TILE_H;
    if (b->width == 0) {
        *b = (struct box){left, top, right - left, bottom - top};
        return;
    }
    right = right > b->left + b->width ? right : b->left + b->width;
    bottom = bottom > b->top + b->height ? bottom : b->top + b->height;
    b->left = left < b->left ? left : b->left;
    b->top = top < b->top ? top : b->top;
    b->width = right - b->left;
    b->height = bottom - b->top;
}

bool
finder_busy(struct box *out, const struct grey *b)
{
    static uint16_t edges[EDGES_MAX];
    uint16_t tiles[TILES_MAX] = {0};
    *out = (struct box){0};
    for (int y = 0; y < b->height; y++) {
        int n = find_edges(edges, b->px + (ptrdiff_t)y * b->width, b->width);
        for (int i = 1; i + 1 < n; i++)
            tiles[edges[i] / TILE_W]++;
        if (y % TILE_H != TILE_H - 1 && y + 1 < b->height)
            continue;
        for (int x = 0; x * TILE_W < b->width; x++) {
            if (tiles[x] >= TILE_BUSY)
                widen(out, x, y / TILE_H);
            tiles[x] = 0;
        }
    }
    box_cut(out, b->width, b->height);
    return out->width > 0;
}
