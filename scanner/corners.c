#include "scanner/corners.h"

#include <math.h>
#include <string.h>

enum {
    LOOKED_AT = 24,     /* finders: the number of threes grows with its cube */
    COMPARED_MOST = 300 /* grids: a wall of finder patterns is no reason to stop the queue */
};

/* Whether two grids are nearly one, so that trying both would be in vain. */
static bool
is_near(const struct grid *a, const struct grid *b)
{
    float near = 1.5F * grid_module(a);
    if (a->modules != b->modules || a->inverted != b->inverted)
        return false;
    for (int i = 0; i < 3; i++)
        if (fabsf(a->at[i].x - b->at[i].x) > near || fabsf(a->at[i].y - b->at[i].y) > near)
            return false;
    return true;
}

static void
drop(struct corners *out, int at)
{
    out->count--;
    memmove(&out->all[at], &out->all[at + 1], (size_t)(out->count - at) * sizeof out->all[0]);
}

static void
add(struct corners *out, const struct grid *guess, float agreement)
{
    for (int i = 0; i < out->count; i++)
        if (is_near(&out->all[i].guess, guess)) {
            if (out->all[i].agreement >= agreement)
                return;
            drop(out, i);
            break;
        }
    int at = out->count;
    if (at == CORNERS_MAX && out->all[--at].agreement >= agreement)
        return;
    for (; at > 0 && out->all[at - 1].agreement < agreement; at--)
        out->all[at] = out->all[at - 1];
    out->all[at].guess = *guess;
    out->all[at].agreement = agreement;
    out->count += out->count < CORNERS_MAX;
}

/* Whether two finders may belong to one code: of like size, and neither in each other's way nor too
 * far apart. */
static bool
alike(const struct finder *a, const struct finder *b)
{
    float most = a->module > b->module ? a->module : b->module;
    float least = a->module > b->module ? b->module : a->module;
    float x = a->x - b->x, y = a->y - b->y, apart = x * x + y * y;
    float near = 7 * least, far = 1.5F * GRID_MODULES_MOST * most;
    return a->inverted == b->inverted && most < 2.5F * least && apart > near * near &&
           apart < far * far;
}

/* How a finder pattern at a point agrees with the picture, from -1 to 1, if its modules go along
 * two sides: eight modules of each of its rings. */
static float
finder_agrees(const struct grid *g, int corner, const struct grey *binary)
{
    static const int8_t around[8][2] = {
        {-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}};
    const struct point *p = g->at;
    float part = 1 / (float)(g->modules - 7);
    float ax = (p[1].x - p[0].x) * part, ay = (p[1].y - p[0].y) * part;
    float bx = (p[2].x - p[0].x) * part, by = (p[2].y - p[0].y) * part;
    int sum = 0;
    for (int ring = 1; ring <= 3; ring++)
        for (int i = 0; i < 8; i++) {
            float u = (float)(around[i][0] * ring), v = (float)(around[i][1] * ring);
            int x = (int)(p[corner].x + u * ax + v * bx), y = (int)(p[corner].y + u * ay + v * by);
            if (x < 0 || y < 0 || x >= binary->width || y >= binary->height)
                continue;
            bool dark = binary->px[y * binary->width + x] == 0;
            sum += dark == (ring != 2) ? 1 : -1;
        }
    return (float)(g->inverted ? -sum : sum) / 24;
}

/* So little that the whole need not be looked at; so much that it is a finder. */
static const float finder_doubtful = 0.3F, finder_clear = 0.7F;

static bool
three_agree(const struct grid *g, const struct grey *binary, float least)
{
    return finder_agrees(g, 0, binary) >= least && finder_agrees(g, 1, binary) >= least &&
           finder_agrees(g, 2, binary) >= least;
}

/* A tilted module's width is uncertain, and so is the number of modules. */
static void
add_sizes(
    struct corners *out, struct fixed *lists, const struct grid *guess, const struct grey *binary)
{
    struct grid best = *guess;
    best.fit = -1;
    out->large |= guess->modules > GRID_MODULES_MAX && three_agree(guess, binary, finder_clear);
    for (int modules = guess->modules - 4; modules <= guess->modules + 4; modules += 4) {
        struct grid g = *guess;
        g.modules = modules;
        if (modules < GRID_MODULES_MIN || modules > GRID_MODULES_MAX ||
            !three_agree(&g, binary, finder_doubtful))
            continue;
        if (out->compared++ == COMPARED_MOST)
            return;
        g.fit = grid_agreement(&g, lists, binary);
        if (g.fit > best.fit)
            best = g;
    }
    if (best.fit > 0)
        add(out, &best, best.fit);
}

void
corners_choose(
    struct corners *out, struct fixed *lists, const struct finders *f, const struct grey *binary)
{
    int n = f->count < LOOKED_AT ? f->count : LOOKED_AT;
    out->count = out->compared = 0;
    out->large = false;
    for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++) {
            const struct finder *x = &f->found[a], *y = &f->found[b];
            if (a == b || !alike(x, y))
                continue;
            for (int c = b + 1; c < n && out->compared < COMPARED_MOST; c++) {
                const struct finder *z = &f->found[c];
                struct grid guess;
                if (c != a && alike(x, z) && alike(y, z) && grid_guess(&guess, x, y, z))
                    add_sizes(out, lists, &guess, binary);
            }
        }
}

static void
guess_third(struct corners *out, struct fixed *lists, const struct finder *a,
    const struct finder *b, const struct grey *binary, int modules)
{
    float dx = b->x - a->x, dy = b->y - a->y;
    struct point p = {a->x, a->y}, q = {b->x, b->y};
    struct point beyond_p = {a->x - dy, a->y + dx}, beyond_q = {b->x - dy, b->y + dx};
    struct point before = {(a->x + b->x + dy) / 2, (a->y + b->y - dx) / 2};
    struct point after = {(a->x + b->x - dy) / 2, (a->y + b->y + dx) / 2};
    const struct {
        int seen[2];
        struct grid grid;
    } guesses[] = {
        {{0, 1}, {.at = {p, q, beyond_p, beyond_q}}},
        {{0, 2}, {.at = {q, beyond_q, p, beyond_p}}},
        {{1, 2}, {.at = {before, q, p, after}}},
    };
    for (int i = 0; i < 3; i++) {
        struct grid g = guesses[i].grid;
        g.modules = modules;
        g.inverted = a->inverted;
        if (finder_agrees(&g, guesses[i].seen[0], binary) >= finder_doubtful &&
            finder_agrees(&g, guesses[i].seen[1], binary) >= finder_doubtful)
            add(out, &g, grid_agreement(&g, lists, binary));
    }
}

void
corners_guess(struct corners *out, struct fixed *lists, const struct finders *f,
    const struct grey *binary, int modules)
{
    int n = f->count < LOOKED_AT ? f->count : LOOKED_AT;
    out->count = out->compared = 0;
    for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++) {
            const struct finder *x = &f->found[a], *y = &f->found[b];
            float apart = hypotf(x->x - y->x, x->y - y->y), module = sqrtf(x->module * y->module);
            if (a != b && alike(x, y) && apart > module * 12 && apart < module * 40 &&
                out->compared++ < COMPARED_MOST)
                guess_third(out, lists, x, y, binary, modules);
        }
}
