#include "scanner/grid.h"

#include <math.h>
#include <stdlib.h>

/* Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989: the unit square to four
 * points; then modules to the unit square between the finders' middles. */
struct plane
grid_plane(const struct grid *g)
{
    const struct point *p = g->at; /* top left, top right, bottom left, bottom right */
    float span = (float)g->modules - 7;
    float sx = p[0].x - p[1].x + p[3].x - p[2].x, sy = p[0].y - p[1].y + p[3].y - p[2].y;
    float dx1 = p[1].x - p[3].x, dx2 = p[2].x - p[3].x;
    float dy1 = p[1].y - p[3].y, dy2 = p[2].y - p[3].y;
    float den = dx1 * dy2 - dx2 * dy1;
    if (fabsf(den) < 1e-6F)
        den = 1e-6F;
    float gg = (sx * dy2 - dx2 * sy) / den, hh = (dx1 * sy - sx * dy1) / den;
    float a = p[1].x - p[0].x + gg * p[1].x, b = p[2].x - p[0].x + hh * p[2].x;
    float d = p[1].y - p[0].y + gg * p[1].y, e = p[2].y - p[0].y + hh * p[2].y;
    a /= span, b /= span, d /= span, e /= span, gg /= span, hh /= span;
    /* u and v count from the code's edge, 3.5 modules before the middle of the first finder. */
    float w = 1 - 3.5F * (gg + hh);
    if (fabsf(w) < 1e-6F)
        w = 1e-6F;
    return (struct plane){a / w, b / w, (p[0].x - 3.5F * (a + b)) / w, d / w, e / w,
        (p[0].y - 3.5F * (d + e)) / w, gg / w, hh / w, (float)g->modules / 2,
        {g->bend[0], g->bend[1]}};
}

/* ---- fixed modules ---- */

static bool
in_finder(int x, int y, bool *dark)
{
    if (x < -1 || y < -1 || x > 7 || y > 7)
        return false;
    int ring = abs(x - 3) > abs(y - 3) ? abs(x - 3) : abs(y - 3);
    *dark = ring != 2 && ring != 4;
    return true;
}

/* Rows and columns of alignment patterns, but the first, which is always 6. */
static int
alignment(int modules, int out[2])
{
    static const uint8_t last[] = {0, 0, 18, 22, 26, 30, 34, 38, 42, 46, 50};
    static const uint8_t between[] = {0, 0, 0, 0, 0, 0, 0, 22, 24, 26, 28};
    int version = (modules - 17) / 4, n = 0;
    if (between[version])
        out[n++] = between[version];
    if (last[version])
        out[n++] = last[version];
    return n;
}

static bool
in_alignment(int modules, int x, int y, bool *dark)
{
    int at[2], n = alignment(modules, at);
    for (int i = -1; i < n; i++)
        for (int k = -1; k < n; k++) {
            int ax = i < 0 ? 6 : at[i], ay = k < 0 ? 6 : at[k];
            bool corner = (i < 0 && k < 0) || (i < 0 && k == n - 1) || (i == n - 1 && k < 0);
            int dx = abs(x - ax), dy = abs(y - ay), ring = dx > dy ? dx : dy;
            if (corner || ring > 2)
                continue;
            *dark = ring != 1;
            return true;
        }
    return false;
}

bool
grid_fixed(int modules, int x, int y, bool *dark)
{
    if (in_finder(x, y, dark) || in_finder(modules - 1 - x, y, dark) ||
        in_finder(x, modules - 1 - y, dark))
        return true;
    if (x < 0 || y < 0 || x >= modules || y >= modules) {
        *dark = false;
        return true;
    }
    if (x == 6 || y == 6) {
        *dark = (x + y) % 2 == 0;
        return true;
    }
    return in_alignment(modules, x, y, dark);
}

/* The square between the finders' middles, by the lengths of its diagonals' cross product. */
float
grid_module(const struct grid *g)
{
    const struct point *p = g->at;
    float cross = (p[3].x - p[0].x) * (p[2].y - p[1].y) - (p[3].y - p[0].y) * (p[2].x - p[1].x);
    return sqrtf(fabsf(cross) / 2) / (float)(g->modules - 7);
}

float
grid_area(const struct grid *g)
{
    float side = grid_module(g) * (float)g->modules;
    return side * side;
}

/* ---- the first guess ---- */

bool
grid_guess(struct grid *out, const struct finder *corner, const struct finder *right,
    const struct finder *below)
{
    float ax = right->x - corner->x, ay = right->y - corner->y;
    float bx = below->x - corner->x, by = below->y - corner->y;
    float area = ax * by - ay * bx, a = hypotf(ax, ay), b = hypotf(bx, by);
    if (area < 0) {
        const struct finder *swap = right;
        right = below;
        below = swap;
        area = -area;
    }
    if (a < 1 || b < 1 || area < a * b * 0.4F)
        return false;
    float module = cbrtf(corner->module * right->module * below->module);
    /* A line across a turned square is longer than its side. */
    module *= fmaxf(fmaxf(fabsf(ax), fabsf(ay)) / a, fmaxf(fabsf(bx), fabsf(by)) / b);
    int version = (int)lroundf((sqrtf(area) / module + 7 - 17) / 4);
    version = version < 1 ? 1 : version;
    *out = (struct grid){.modules = 17 + 4 * version, .inverted = corner->inverted};
    out->at[0] = (struct point){corner->x, corner->y};
    out->at[1] = (struct point){right->x, right->y};
    out->at[2] = (struct point){below->x, below->y};
    out->at[3] = (struct point){right->x + below->x - corner->x, right->y + below->y - corner->y};
    return out->modules <= GRID_MODULES_MOST + 4;
}

/* ---- how it agrees ---- */

void
grid_signs(int8_t *out, int modules)
{
    for (int y = 0; y < modules; y++)
        for (int x = 0; x < modules; x++) {
            bool dark;
            bool fixed = grid_fixed(modules, x, y, &dark);
            *out++ = (int8_t)(!fixed ? 0 : dark ? 1 : -1);
        }
}

const struct fixed *
grid_fixed_list(struct fixed *lists, int modules)
{
    struct fixed *out = &lists[(modules - GRID_MODULES_MIN) / 4];
    if (out->modules == modules)
        return out;
    out->modules = modules;
    out->count = 0;
    for (int y = 0; y < modules; y++)
        for (int x = 0; x < modules; x++) {
            bool dark;
            if (!grid_fixed(modules, x, y, &dark))
                continue;
            out->all[out->count].x = (int8_t)x;
            out->all[out->count].y = (int8_t)y;
            out->all[out->count++].sign = dark ? 1 : -1;
        }
    return out;
}

float
grid_agreement(const struct grid *g, struct fixed *scratch, const struct grey *binary)
{
    const struct fixed *fixed = grid_fixed_list(scratch, g->modules);
    struct plane p = grid_plane(g);
    int sum = 0;
    for (int i = 0; i < fixed->count; i++) {
        struct point at =
            plane_at(&p, (float)fixed->all[i].x + 0.5F, (float)fixed->all[i].y + 0.5F);
        if (!(at.x >= 0 && at.y >= 0 && at.x < (float)binary->width &&
                at.y < (float)binary->height))
            continue;
        bool dark = binary->px[(int)at.y * binary->width + (int)at.x] == 0;
        sum += dark ? fixed->all[i].sign : -fixed->all[i].sign;
    }
    return (float)(g->inverted ? -sum : sum) / (float)fixed->count;
}

/* ---- sampling ---- */

static float
grey_at(const struct grey *p, float x, float y)
{
    x -= 0.5F;
    y -= 0.5F;
    x = !(x > 0) ? 0 : x > (float)(p->width - 2) ? (float)(p->width - 2) : x;
    y = !(y > 0) ? 0 : y > (float)(p->height - 2) ? (float)(p->height - 2) : y;
    int left = (int)x, top = (int)y;
    const uint8_t *a = p->px + (ptrdiff_t)top * p->width + left, *b = a + p->width;
    float fx = x - (float)left, fy = y - (float)top;
    float upper = (float)a[0] + ((float)a[1] - (float)a[0]) * fx;
    float lower = (float)b[0] + ((float)b[1] - (float)b[0]) * fx;
    return upper + (lower - upper) * fy;
}

void
grid_sample(float *out, const struct grid *g, const struct grey *picture, int steps)
{
    struct plane p = grid_plane(g);
    int side = (g->modules + 2 * GRID_MARGIN) * steps;
    float size = 1 / (float)steps, apart = 0.25F * size;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            float sum = 0;
            for (int k = 0; k < 9; k++) {
                int dx = k % 3 - 1, dy = k / 3 - 1;
                float u = ((float)x + 0.5F) * size - GRID_MARGIN + apart * (float)dx;
                float v = ((float)y + 0.5F) * size - GRID_MARGIN + apart * (float)dy;
                struct point at = plane_at(&p, u, v);
                sum += grey_at(picture, at.x, at.y);
            }
            out[y * side + x] = sum / 9;
        }
}
