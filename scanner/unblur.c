#include "scanner/unblur.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    REACH = 3, /* modules that a point is spread over, to each side */
    AROUND = 2 * REACH + 1,
    PHASES = UNBLUR_STEPS * UNBLUR_STEPS,
    ROUNDS = 50,
};

static const float explains = 0.7F; /* of the variance of what is fixed */

struct blur {
    bool smear; /* straight, else round */
    float angle;
    float length; /* of the smear, or the sigma of the round one, in modules */
};

/* What a sample at one of the places in a module takes of each module around. */
struct taps {
    int count;
    struct {
        int8_t dx, dy;
        float weight;
    } all[AROUND * AROUND];
};

struct known {
    float seen;
    int phase;
    float light[AROUND * AROUND];
};

struct unblur {
    int modules, side;
    bool inverted;
    int8_t signs[GRID_MODULES_MAX * GRID_MODULES_MAX];
    float seen[UNBLUR_SIDE_MAX * UNBLUR_SIDE_MAX];
    float error[UNBLUR_SIDE_MAX * UNBLUR_SIDE_MAX];
    float ahead[GRID_MODULES_MAX * GRID_MODULES_MAX], last[GRID_MODULES_MAX * GRID_MODULES_MAX];
    float slope[GRID_MODULES_MAX * GRID_MODULES_MAX];
    struct taps taps[PHASES];
    int known_count;
    struct known known[1200];
};

struct unblur *
unblur_create(void)
{
    struct unblur *u = calloc(1, sizeof *u);
    if (!u)
        abort();
    return u;
}

void
unblur_destroy(struct unblur *u)
{
    free(u);
}

/* ---- the blur ---- */

/* A module's light along one axis at a distance from its middle, its edges soft as a lens and the
 * camera's pixels make them. */
static float
box(float d)
{
    const float soft = 0.3F;
    float at = (0.5F + soft / 2 - fabsf(d)) / soft;
    return at < 0 ? 0 : at > 1 ? 1 : at;
}

/* The same seen out of focus. */
static float
round_box(float d, float sigma)
{
    float s = sigma * 1.41421356F;
    return 0.5F * (erff((d + 0.5F) / s) - erff((d - 0.5F) / s));
}

static float
weight_of(const struct blur *b, float dx, float dy)
{
    enum { POINTS = 12 };
    if (!b->smear)
        return round_box(dx, b->length) * round_box(dy, b->length);
    float sum = 0, c = cosf(b->angle) * b->length, s = sinf(b->angle) * b->length;
    for (int i = 0; i < POINTS; i++) {
        float t = ((float)i + 0.5F) / POINTS - 0.5F;
        sum += box(dx - t * c) * box(dy - t * s);
    }
    return sum / POINTS;
}

static float
place_of(int phase)
{
    return ((float)phase + 0.5F) / UNBLUR_STEPS - 0.5F;
}

static void
make_taps(struct taps *out, const struct blur *b)
{
    for (int phase = 0; phase < PHASES; phase++) {
        float px = place_of(phase % UNBLUR_STEPS), py = place_of(phase / UNBLUR_STEPS);
        struct taps *t = &out[phase];
        t->count = 0;
        for (int dy = -REACH; dy <= REACH; dy++)
            for (int dx = -REACH; dx <= REACH; dx++) {
                float weight = weight_of(b, px - (float)dx, py - (float)dy);
                if (weight < 0.004F)
                    continue;
                t->all[t->count].dx = (int8_t)dx;
                t->all[t->count].dy = (int8_t)dy;
                t->all[t->count++].weight = weight;
            }
    }
}

static bool
light_around(const struct unblur *u, int x, int y, float *out)
{
    for (int v = y - REACH; v <= y + REACH; v++)
        for (int w = x - REACH; w <= x + REACH; w++) {
            bool dark;
            if (!grid_fixed(u->modules, w, v, &dark))
                return false;
            *out++ = dark != u->inverted ? 0 : 1;
        }
    return true;
}

/* Samples whose whole surroundings are fixed. */
static void
list_known(struct unblur *u)
{
    const int most = (int)(sizeof u->known / sizeof u->known[0]);
    u->known_count = 0;
    for (int i = 0; i < u->side * u->side && u->known_count < most; i++) {
        int sx = i % u->side, sy = i / u->side;
        int x = sx / UNBLUR_STEPS - GRID_MARGIN, y = sy / UNBLUR_STEPS - GRID_MARGIN;
        struct known *k = &u->known[u->known_count];
        if (!light_around(u, x, y, k->light))
            continue;
        k->seen = u->seen[i];
        k->phase = sy % UNBLUR_STEPS * UNBLUR_STEPS + sx % UNBLUR_STEPS;
        u->known_count++;
    }
}

struct line {
    float gain, base, explained;
};

/* How the known samples depend on what the taps say of them. */
static struct line
regress(const struct unblur *u, const struct taps *taps)
{
    double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0, n = u->known_count;
    for (int i = 0; i < u->known_count; i++) {
        const struct known *k = &u->known[i];
        const struct taps *t = &taps[k->phase];
        float x = 0;
        for (int j = 0; j < t->count; j++)
            x +=
                t->all[j].weight * k->light[(t->all[j].dy + REACH) * AROUND + t->all[j].dx + REACH];
        sx += (double)x, sy += (double)k->seen, sxx += (double)(x * x);
        sxy += (double)(x * k->seen), syy += (double)(k->seen * k->seen);
    }
    double vx = sxx - sx * sx / n, vy = syy - sy * sy / n, vxy = sxy - sx * sy / n;
    if (n < 20 || vx < 1e-3 || vy < 1e-3)
        return (struct line){0};
    double gain = vxy / vx;
    return (struct line){
        (float)gain, (float)((sy - gain * sx) / n), gain > 0 ? (float)(vxy * vxy / (vx * vy)) : 0};
}

static void
try_blur(const struct unblur *u, const struct blur *b, struct blur *best, struct line *line)
{
    struct taps taps[PHASES];
    make_taps(taps, b);
    struct line l = regress(u, taps);
    if (l.explained <= line->explained)
        return;
    *line = l;
    *best = *b;
}

static struct line
find_blur(const struct unblur *u, struct blur *best)
{
    enum { ANGLES = 12, LENGTHS = 6, SIGMAS = 7, AROUND_BEST = 2 };
    const float turn = 3.14159265F / ANGLES, longer = 0.7F;
    struct line line = {0};
    for (int i = 0; i < LENGTHS * ANGLES; i++) {
        int step = i / ANGLES;
        struct blur smear = {true, (float)(i % ANGLES) * turn, 1 + (float)step * longer};
        try_blur(u, &smear, best, &line);
    }
    for (int i = 0; i < SIGMAS; i++)
        try_blur(u, &(struct blur){false, 0, 0.35F * powf(1.25F, (float)i)}, best, &line);
    struct blur b = *best;
    for (int i = -AROUND_BEST; b.smear && i <= AROUND_BEST; i++)
        for (int k = -AROUND_BEST; k <= AROUND_BEST; k++) {
            struct blur near = {
                true, b.angle + (float)i * turn / 4, b.length + (float)k * longer / 4};
            try_blur(u, &near, best, &line);
        }
    return line;
}

/* ---- and without it ---- */

static void
spread(struct unblur *u, const struct line *line, const float *light)
{
    int n = u->modules;
    float outside = u->inverted ? 0 : 1;
    for (int i = 0; i < u->side * u->side; i++) {
        int sx = i % u->side, sy = i / u->side;
        int x = sx / UNBLUR_STEPS - GRID_MARGIN, y = sy / UNBLUR_STEPS - GRID_MARGIN;
        const struct taps *t = &u->taps[sy % UNBLUR_STEPS * UNBLUR_STEPS + sx % UNBLUR_STEPS];
        float sum = 0;
        for (int j = 0; j < t->count; j++) {
            int mx = x + t->all[j].dx, my = y + t->all[j].dy;
            bool in = mx >= 0 && my >= 0 && mx < n && my < n;
            sum += t->all[j].weight * (in ? light[my * n + mx] : outside);
        }
        u->error[i] = sum - (u->seen[i] - line->base) / line->gain;
    }
}

static void
gather(struct unblur *u)
{
    int n = u->modules;
    memset(u->slope, 0, (size_t)(n * n) * sizeof u->slope[0]);
    for (int i = 0; i < u->side * u->side; i++) {
        int sx = i % u->side, sy = i / u->side;
        int x = sx / UNBLUR_STEPS - GRID_MARGIN, y = sy / UNBLUR_STEPS - GRID_MARGIN;
        const struct taps *t = &u->taps[sy % UNBLUR_STEPS * UNBLUR_STEPS + sx % UNBLUR_STEPS];
        for (int j = 0; j < t->count; j++) {
            int mx = x + t->all[j].dx, my = y + t->all[j].dy;
            if (mx >= 0 && my >= 0 && mx < n && my < n)
                u->slope[my * n + mx] += t->all[j].weight * u->error[i];
        }
    }
}

/* Nesterov's accelerated gradient, each module kept between dark and light. */
static void
descend(struct unblur *u, const struct line *line, float *light)
{
    int n = u->modules;
    const float step = 1.0F / PHASES;
    memcpy(u->ahead, light, (size_t)(n * n) * sizeof *light);
    for (int round = 0; round < ROUNDS; round++) {
        float momentum = (float)round / ((float)round + 3);
        spread(u, line, u->ahead);
        gather(u);
        memcpy(u->last, light, (size_t)(n * n) * sizeof *light);
        for (int i = 0; i < n * n; i++) {
            if (u->signs[i] != 0)
                continue;
            light[i] = fminf(1, fmaxf(0, u->ahead[i] - step * u->slope[i]));
            u->ahead[i] = light[i] + momentum * (light[i] - u->last[i]);
        }
    }
}

bool
unblur(struct unblur *u, float *light, const struct grid *g, const struct grey *picture)
{
    struct blur best = {0};
    u->modules = g->modules;
    u->inverted = g->inverted;
    u->side = (g->modules + 2 * GRID_MARGIN) * UNBLUR_STEPS;
    grid_sample(u->seen, g, picture, UNBLUR_STEPS);
    list_known(u);
    struct line line = find_blur(u, &best);
    if (line.explained < explains)
        return false;
    make_taps(u->taps, &best);
    grid_signs(u->signs, g->modules);
    for (int i = 0; i < g->modules * g->modules; i++)
        light[i] = 0.5F - 0.5F * (float)(g->inverted ? -u->signs[i] : u->signs[i]);
    descend(u, &line, light);
    return true;
}
