#include "scanner/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* x = (a u + b v + c) / (g u + h v + 1), with u and v in modules; and a parabola for each way in
 * which the card may be bent, 0 in its middle. */
struct plane {
    float a, b, c, d, e, f, g, h;
    float half; /* modules */
    struct point bend[2];
};

/* Perspective bends a card that is held at arm's length by a module or two. */
static const float bend_doubt = 0.003F;

/* A fit that no small moves will mend. */
static const float hopeless = 0.35F;

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
relief_finish(struct relief *r)
{
    free(r->depth);
    free(r->sums);
    *r = (struct relief){0};
}

/* Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989: the unit square to four
 * points; then modules to the unit square between the finders' middles. */
static struct plane
plane_of(const struct grid *g)
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

static struct point
project(const struct plane *p, float u, float v)
{
    float w = 1 / (p->g * u + p->h * v + 1);
    float along = u / p->half - 1, across = v / p->half - 1;
    along *= along;
    across *= across;
    return (struct point){
        (p->a * u + p->b * v + p->c) * w + along * p->bend[0].x + across * p->bend[1].x,
        (p->d * u + p->e * v + p->f) * w + along * p->bend[0].y + across * p->bend[1].y};
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
    return out->modules <= GRID_MODULES_MAX + 4;
}

/* ---- the relief ---- */

static int
bounded(float value, int most)
{
    return value < 0 ? 0 : value > (float)most ? most : (int)value;
}

/* The part of the picture in which the code and some room lie. */
static bool
frame_part(struct relief *r, const struct grid *g, const struct grey *picture)
{
    struct plane p = plane_of(g);
    float n = (float)g->modules, room = 4;
    float x0 = 1e9F, y0 = 1e9F, x1 = -1e9F, y1 = -1e9F;
    for (int i = 0; i < 4; i++) {
        struct point c = project(&p, i % 2 ? n + room : -room, i / 2 ? n + room : -room);
        x0 = fminf(x0, c.x), x1 = fmaxf(x1, c.x);
        y0 = fminf(y0, c.y), y1 = fmaxf(y1, c.y);
    }
    r->left = bounded(x0, picture->width - 1);
    r->top = bounded(y0, picture->height - 1);
    r->width = bounded(x1 + 1, picture->width) - r->left;
    r->height = bounded(y1 + 1, picture->height) - r->top;
    return r->width > 20 && r->height > 20;
}

static void
sum_up(struct relief *r, const struct grey *picture)
{
    size_t across = (size_t)r->width + 1;
    r->sums = grow(r->sums, &r->sums_size, across * ((size_t)r->height + 1) * sizeof *r->sums);
    memset(r->sums, 0, across * sizeof *r->sums);
    for (int y = 0; y < r->height; y++) {
        const uint8_t *from = picture->px + (ptrdiff_t)(r->top + y) * picture->width + r->left;
        const uint32_t *above = r->sums + (size_t)y * across;
        uint32_t *to = r->sums + (size_t)(y + 1) * across, row = 0;
        to[0] = 0;
        for (int x = 0; x < r->width; x++) {
            row += from[x];
            to[x + 1] = above[x + 1] + row;
        }
    }
}

static int8_t
clamped(int value)
{
    return (int8_t)(value > 127 ? 127 : value < -127 ? -127 : value);
}

/* Depth, cut off at its mean size: a shadow or a glare weighs no more than the rest. */
static void
carve(struct relief *r, const struct grey *picture, int reach)
{
    size_t across = (size_t)r->width + 1;
    int64_t total = 0;
    r->depth = grow(r->depth, &r->depth_size, (size_t)r->width * (size_t)r->height);
    for (int y = 0; y < r->height; y++) {
        int top = y < reach ? 0 : y - reach;
        int bottom = y + reach + 1 < r->height ? y + reach + 1 : r->height;
        const uint32_t *above = r->sums + (size_t)top * across;
        const uint32_t *below = r->sums + (size_t)bottom * across;
        const uint8_t *from = picture->px + (ptrdiff_t)(r->top + y) * picture->width + r->left;
        int8_t *to = r->depth + (ptrdiff_t)y * r->width;
        for (int x = 0; x < r->width; x++) {
            int left = x < reach ? 0 : x - reach;
            int right = x + reach + 1 < r->width ? x + reach + 1 : r->width;
            uint32_t sum = below[right] - below[left] - above[right] + above[left];
            float count = (float)((right - left) * (bottom - top));
            to[x] = clamped((int)((float)sum / count) - from[x]);
            total += abs(to[x]);
        }
    }
    int mean = (int)(total / ((int64_t)r->width * r->height)) + 2;
    for (ptrdiff_t i = 0; i < (ptrdiff_t)r->width * r->height; i++)
        r->depth[i] = (int8_t)(r->depth[i] > mean    ? mean
                               : r->depth[i] < -mean ? -mean
                                                     : r->depth[i]);
}

static bool
relief_make(struct relief *r, const struct grid *g, const struct grey *picture)
{
    if (!frame_part(r, g, picture))
        return false;
    float side = hypotf(g->at[1].x - g->at[0].x, g->at[1].y - g->at[0].y);
    int reach = (int)(5 * side / (float)(g->modules - 7));
    sum_up(r, picture);
    carve(r, picture, reach < 4 ? 4 : reach);
    return true;
}

/* ---- the fit ---- */

static float
depth_at(const struct relief *r, struct point at)
{
    float x = at.x - (float)r->left - 0.5F, y = at.y - (float)r->top - 0.5F;
    int left = (int)x, top = (int)y;
    if (x < 0 || y < 0 || left + 1 >= r->width || top + 1 >= r->height)
        return 0;
    const int8_t *a = r->depth + (ptrdiff_t)top * r->width + left, *b = a + r->width;
    float fx = x - (float)left, fy = y - (float)top;
    float upper = (float)a[0] + ((float)a[1] - (float)a[0]) * fx;
    float lower = (float)b[0] + ((float)b[1] - (float)b[0]) * fx;
    return upper + (lower - upper) * fy;
}

/* The fixed modules of one size of code. */
static const struct fixed *
list_fixed(struct fixed *lists, int modules)
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
    const struct fixed *fixed = list_fixed(scratch, g->modules);
    struct plane p = plane_of(g);
    int sum = 0;
    for (int i = 0; i < fixed->count; i++) {
        struct point at = project(&p, (float)fixed->all[i].x + 0.5F, (float)fixed->all[i].y + 0.5F);
        if (at.x < 0 || at.y < 0 || at.x >= (float)binary->width || at.y >= (float)binary->height)
            continue;
        bool dark = binary->px[(int)at.y * binary->width + (int)at.x] == 0;
        sum += dark ? fixed->all[i].sign : -fixed->all[i].sign;
    }
    return (float)(g->inverted ? -sum : sum) / (float)fixed->count;
}

/* How far the fourth point is from a parallelogram's, in modules, squared. */
static float
bend_of(const struct grid *g)
{
    const struct point *p = g->at;
    float x = p[3].x - p[1].x - p[2].x + p[0].x, y = p[3].y - p[1].y - p[2].y + p[0].y;
    float ax = p[1].x - p[0].x, ay = p[1].y - p[0].y, bx = p[2].x - p[0].x, by = p[2].y - p[0].y;
    float span = (float)g->modules - 7, module = fabsf(ax * by - ay * bx) / (span * span);
    return (x * x + y * y) / (module + 1e-6F);
}

static float
fit_of(const struct grid *g, const struct relief *r, const struct fixed *fixed)
{
    struct plane p = plane_of(g);
    float sum = 0, most = 1;
    for (int i = 0; i < fixed->count; i++) {
        struct point at = project(&p, (float)fixed->all[i].x + 0.5F, (float)fixed->all[i].y + 0.5F);
        float depth = depth_at(r, at);
        sum += depth * (float)fixed->all[i].sign;
        most += fabsf(depth);
    }
    /* Little is known where most of it is flat or outside. */
    float fit = (g->inverted ? -sum : sum) / (most + (float)fixed->count);
    return fit - bend_doubt * bend_of(g);
}

static bool
try_move(struct grid *g, const struct relief *r, const struct fixed *fixed, int corner, float dx,
    float dy)
{
    struct grid moved = *g;
    moved.at[corner].x += dx;
    moved.at[corner].y += dy;
    moved.fit = fit_of(&moved, r, fixed);
    if (moved.fit <= g->fit)
        return false;
    *g = moved;
    return true;
}

static bool
improve(struct grid *g, const struct relief *r, const struct fixed *fixed, float step)
{
    bool better = false;
    for (int i = 0; i < 4; i++) {
        better |= try_move(g, r, fixed, i, step, 0) || try_move(g, r, fixed, i, -step, 0);
        better |= try_move(g, r, fixed, i, 0, step) || try_move(g, r, fixed, i, 0, -step);
    }
    return better;
}

/* Perspective moves the fourth point by some modules. */
static void
find_fourth(struct grid *g, const struct relief *r, const struct fixed *fixed, float module)
{
    struct grid best = *g;
    for (int i = -4; i <= 4; i++)
        for (int k = -4; k <= 4; k++) {
            struct grid moved = *g;
            moved.at[3].x += (float)i * module * 1.1F;
            moved.at[3].y += (float)k * module * 1.1F;
            moved.fit = fit_of(&moved, r, fixed);
            if (moved.fit > best.fit)
                best = moved;
        }
    *g = best;
}

void
grid_fit(struct grid *g, struct relief *scratch, struct fixed *lists, const struct grey *picture)
{
    g->fit = -1;
    if (!relief_make(scratch, g, picture))
        return;
    const struct fixed *fixed = list_fixed(lists, g->modules);
    g->fit = fit_of(g, scratch, fixed);
    float ax = g->at[1].x - g->at[0].x, ay = g->at[1].y - g->at[0].y;
    float bx = g->at[2].x - g->at[0].x, by = g->at[2].y - g->at[0].y;
    float module = sqrtf(fabsf(ax * by - ay * bx)) / (float)(g->modules - 7);
    find_fourth(g, scratch, fixed, module);
    if (g->fit < hopeless)
        return;
    for (float step = 0.6F; step > 0.07F; step /= 2)
        for (int i = 0; i < 3 && improve(g, scratch, fixed, step * module); i++)
            ;
}

/* How clearly all modules are dark or light, as the fixed ones must be and the others may. Between
 * the fixed ones a grid may be off, and this tells. */
static float
clearness_of(const struct grid *g, const struct relief *r)
{
    struct plane p = plane_of(g);
    float sum = 0;
    for (int y = 0; y < g->modules; y++)
        for (int x = 0; x < g->modules; x++) {
            float depth = depth_at(r, project(&p, (float)x + 0.5F, (float)y + 0.5F));
            bool dark;
            if (!grid_fixed(g->modules, x, y, &dark))
                sum += fabsf(depth);
            else
                sum += dark != g->inverted ? depth : -depth;
        }
    return sum;
}

/* Moves one of the four points, or one of the two bends, where that is clearer. */
static bool
try_bend(struct grid *g, const struct relief *r, float *clearness, int which, float dx, float dy)
{
    struct grid bent = *g;
    struct point *at = which < 4 ? &bent.at[which] : &bent.bend[which - 4];
    at->x += dx;
    at->y += dy;
    float clearer = clearness_of(&bent, r);
    if (clearer <= *clearness)
        return false;
    *clearness = clearer;
    *g = bent;
    return true;
}

bool
grid_bend(struct grid *g, struct relief *scratch, const struct grey *picture)
{
    if (!relief_make(scratch, g, picture))
        return false;
    float module = grid_module(g), clearness = clearness_of(g, scratch);
    for (float step = 0.8F; step > 0.15F; step /= 2) {
        bool better = true;
        for (int round = 0; round < 4 && better; round++) {
            better = false;
            for (int i = 5; i >= 0; i--)
                for (int k = 0; k < 4; k++)
                    better |= try_bend(g, scratch, &clearness, i,
                        step * module * (float)(k % 2 ? 1 : -1) * (float)(k < 2),
                        step * module * (float)(k % 2 ? 1 : -1) * (float)(k >= 2));
        }
    }
    return true;
}

/* ---- sampling ---- */

static float
grey_at(const struct grey *p, float x, float y)
{
    x -= 0.5F;
    y -= 0.5F;
    x = x < 0 ? 0 : x > (float)(p->width - 2) ? (float)(p->width - 2) : x;
    y = y < 0 ? 0 : y > (float)(p->height - 2) ? (float)(p->height - 2) : y;
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
    struct plane p = plane_of(g);
    int side = (g->modules + 2 * GRID_MARGIN) * steps;
    float size = 1 / (float)steps, apart = 0.25F * size;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            float sum = 0;
            for (int k = 0; k < 9; k++) {
                float u = ((float)x + 0.5F) * size - GRID_MARGIN + apart * (float)(k % 3 - 1);
                float v = ((float)y + 0.5F) * size - GRID_MARGIN + apart * (float)(k / 3 - 1);
                struct point at = project(&p, u, v);
                sum += grey_at(picture, at.x, at.y);
            }
            out[y * side + x] = sum / 9;
        }
}
