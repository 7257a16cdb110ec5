#include "scanner/fit.h"

#include <math.h>

/* A fit that no small moves will mend. */
static const float hopeless = 0.35F;

/* Perspective moves the fourth point of a card at arm's length by a few modules; the more, the less
 * likely. */
static const float fourth_doubt = 0.003F;

enum { ROOM = 4, REACH_MODULES = 5, REACH_MIN = 4 };

static const float coarse = 0.6F, fine = 0.07F; /* steps, in modules */

static struct box
box_of(const struct grid *g)
{
    struct plane p = grid_plane(g);
    float far = (float)(g->modules + ROOM);
    float x0 = 1e6F, y0 = 1e6F, x1 = -1e6F, y1 = -1e6F;
    for (int i = 0; i < 4; i++) {
        struct point c = plane_at(&p, i % 2 ? far : -ROOM, i / 2 ? far : -ROOM);
        x0 = fminf(x0, c.x), x1 = fmaxf(x1, c.x);
        y0 = fminf(y0, c.y), y1 = fmaxf(y1, c.y);
    }
    /* A plane seen from its edge reaches far beyond any picture. */
    x0 = fmaxf(x0, -DECODE_SIDE_MAX), x1 = fminf(x1, 2 * DECODE_SIDE_MAX);
    y0 = fmaxf(y0, -DECODE_SIDE_MAX), y1 = fminf(y1, 2 * DECODE_SIDE_MAX);
    return (struct box){(int)x0, (int)y0, (int)(x1 - x0) + 1, (int)(y1 - y0) + 1};
}

static bool
carve(struct relief *r, const struct grid *g, const struct grey *picture)
{
    int reach = (int)(REACH_MODULES * grid_module(g));
    return relief_make(r, picture, box_of(g), reach < REACH_MIN ? REACH_MIN : reach);
}

/* How far the fourth point is from a parallelogram's, in modules, squared. */
static float
fourth_off(const struct grid *g)
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
    struct plane p = grid_plane(g);
    float sum = 0, most = 1;
    for (int i = 0; i < fixed->count; i++) {
        struct point at =
            plane_at(&p, (float)fixed->all[i].x + 0.5F, (float)fixed->all[i].y + 0.5F);
        float depth = relief_depth(r, at);
        sum += depth * (float)fixed->all[i].sign;
        most += fabsf(depth);
    }
    /* Little is known where most of it is flat or outside. */
    float fit = (g->inverted ? -sum : sum) / (most + (float)fixed->count);
    return fit - fourth_doubt * fourth_off(g);
}

static bool
try_move(struct grid *g, const struct relief *r, const struct fixed *fixed, int corner, float dx,
    float dy)
{
    struct grid moved = *g;
    moved.at[corner].x += dx;
    moved.at[corner].y += dy;
    moved.fit = fit_of(&moved, r, fixed);
    if (!(moved.fit > g->fit))
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
fit_grid(struct grid *g, struct relief *scratch, struct fixed *lists, const struct grey *picture)
{
    g->fit = -1;
    if (!carve(scratch, g, picture))
        return;
    const struct fixed *fixed = grid_fixed_list(lists, g->modules);
    g->fit = fit_of(g, scratch, fixed);
    float module = grid_module(g), step = coarse;
    find_fourth(g, scratch, fixed, module);
    while (g->fit >= hopeless && step > fine) {
        for (int i = 0; i < 3 && improve(g, scratch, fixed, step * module); i++)
            ;
        step /= 2;
    }
}

/* ---- bent cards ---- */

struct clearness {
    const struct relief *relief;
    float best;
    int8_t signs[GRID_MODULES_MAX * GRID_MODULES_MAX];
};

/* How clearly all modules are dark or light, as the fixed ones must be and the others may. Between
 * the fixed ones a grid may be off, and this tells. */
static float
clearness_of(const struct clearness *c, const struct grid *g)
{
    struct plane p = grid_plane(g);
    const int8_t *sign = c->signs;
    float fixed = 0, free = 0;
    for (int y = 0; y < g->modules; y++)
        for (int x = 0; x < g->modules; x++, sign++) {
            struct point at = plane_at(&p, (float)x + 0.5F, (float)y + 0.5F);
            float depth = relief_depth(c->relief, at);
            if (*sign == 0)
                free += fabsf(depth);
            else
                fixed += depth * (float)*sign;
        }
    return free + (g->inverted ? -fixed : fixed);
}

/* Moves one of the four points, or one of the two bends, where that is clearer. */
static bool
try_bend(struct grid *g, struct clearness *c, int which, float dx, float dy)
{
    struct grid bent = *g;
    struct point *at = which < 4 ? &bent.at[which] : &bent.bend[which - 4];
    at->x += dx;
    at->y += dy;
    float clearer = clearness_of(c, &bent);
    if (!(clearer > c->best))
        return false;
    c->best = clearer;
    *g = bent;
    return true;
}

static bool
bend_more(struct grid *g, struct clearness *c, float step)
{
    bool better = false;
    for (int i = 5; i >= 0; i--) {
        better |= try_bend(g, c, i, step, 0) || try_bend(g, c, i, -step, 0);
        better |= try_bend(g, c, i, 0, step) || try_bend(g, c, i, 0, -step);
    }
    return better;
}

bool
fit_bent(struct grid *g, struct relief *scratch, const struct grey *picture)
{
    struct clearness c = {.relief = scratch};
    if (!carve(scratch, g, picture))
        return false;
    grid_signs(c.signs, g->modules);
    c.best = clearness_of(&c, g);
    float module = grid_module(g);
    for (float steps[] = {0.8F, 0.4F, 0.2F}, *step = steps; step < steps + 3; step++)
        for (int i = 0; i < 4 && bend_more(g, &c, *step * module); i++)
            ;
    return true;
}
