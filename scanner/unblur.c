#include "scanner/unblur.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    REACH = 3, /* modules that a point is spread over, to each side */
    AROUND = 2 * REACH + 1,
    PHASES = UNBLUR_STEPS * UNBLUR_STEPS, /* places in a module at which it is sampled */
    PAD = GRID_MARGIN + REACH,
    FIELD_SIDE_MAX = GRID_MODULES_MAX + 2 * PAD,
    FIELD_MAX = FIELD_SIDE_MAX * FIELD_SIDE_MAX,
    ROUNDS = 120,
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

/* A plane has a sample of each module and of GRID_MARGIN around, at one place in it. A field has a
 * number for each module and for PAD around, so that taps need not look where they fall. */
struct unblur {
    int modules, side; /* a side of a plane */
    int field_side;
    bool inverted;
    int8_t signs[GRID_MODULES_MAX * GRID_MODULES_MAX];
    float seen[UNBLUR_SIDE_MAX * UNBLUR_SIDE_MAX]; /* as grid_sample gives it */
    float wanted[PHASES][GRID_SIDE_MAX * GRID_SIDE_MAX];
    float error[GRID_SIDE_MAX * GRID_SIDE_MAX];
    float light[FIELD_MAX], ahead[FIELD_MAX], slope[FIELD_MAX];
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

static float
seen_at(const struct unblur *u, int phase, int x, int y)
{
    int sx = x * UNBLUR_STEPS + phase % UNBLUR_STEPS, sy = y * UNBLUR_STEPS + phase / UNBLUR_STEPS;
    return u->seen[sy * u->side * UNBLUR_STEPS + sx];
}

/* Samples whose whole surroundings are fixed. */
static void
list_known(struct unblur *u)
{
    const int most = (int)(sizeof u->known / sizeof u->known[0]) - PHASES;
    u->known_count = 0;
    for (int y = 0; y < u->side; y++)
        for (int x = 0; x < u->side && u->known_count < most; x++) {
            struct known *k = &u->known[u->known_count];
            if (!light_around(u, x - GRID_MARGIN, y - GRID_MARGIN, k->light))
                continue;
            for (int phase = 0; phase < PHASES; phase++, u->known_count++) {
                k[phase] = k[0];
                k[phase].phase = phase;
                k[phase].seen = seen_at(u, phase, x, y);
            }
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
add_row(float *restrict to, const float *restrict from, float weight, int n)
{
    for (int i = 0; i < n; i++)
        to[i] += weight * from[i];
}

/* What the modules would look like at one place in each, less what was seen. */
static void
spread(struct unblur *u, const float *field, int phase)
{
    const struct taps *t = &u->taps[phase];
    for (int i = 0; i < u->side * u->side; i++)
        u->error[i] = -u->wanted[phase][i];
    for (int y = 0; y < u->side; y++)
        for (int j = 0; j < t->count; j++)
            add_row(u->error + (ptrdiff_t)y * u->side,
                field + (ptrdiff_t)(y + REACH + t->all[j].dy) * u->field_side + REACH +
                    t->all[j].dx,
                t->all[j].weight, u->side);
}

static void
gather(struct unblur *u, int phase)
{
    const struct taps *t = &u->taps[phase];
    for (int y = 0; y < u->side; y++)
        for (int j = 0; j < t->count; j++)
            add_row(u->slope + (ptrdiff_t)(y + REACH + t->all[j].dy) * u->field_side + REACH +
                        t->all[j].dx,
                u->error + (ptrdiff_t)y * u->side, t->all[j].weight, u->side);
}

static float *
module_in(const struct unblur *u, float *field, int i)
{
    int x = i % u->modules, y = i / u->modules;
    return &field[(y + PAD) * u->field_side + x + PAD];
}

/* Nesterov's accelerated gradient, each module kept between dark and light. */
static void
descend(struct unblur *u)
{
    const float step = 1.0F / PHASES;
    size_t size = (size_t)u->field_side * (size_t)u->field_side * sizeof u->light[0];
    memcpy(u->ahead, u->light, size);
    for (int round = 0; round < ROUNDS; round++) {
        float momentum = (float)round / ((float)round + 3);
        memset(u->slope, 0, size);
        for (int phase = 0; phase < PHASES; phase++) {
            spread(u, u->ahead, phase);
            gather(u, phase);
        }
        for (int i = 0; i < u->modules * u->modules; i++) {
            if (u->signs[i] != 0)
                continue;
            float *light = module_in(u, u->light, i), *ahead = module_in(u, u->ahead, i);
            float last = *light, next = *ahead - step * *module_in(u, u->slope, i);
            *light = next < 0 ? 0 : next > 1 ? 1 : next;
            *ahead = *light + momentum * (*light - last);
        }
    }
}

/* All is as light as the quiet zone, but for what is fixed, and what may be either. */
static void
begin(struct unblur *u, const struct line *line)
{
    for (int i = 0; i < u->field_side * u->field_side; i++)
        u->light[i] = u->inverted ? 0 : 1;
    for (int i = 0; i < u->modules * u->modules; i++) {
        int sign = u->inverted ? -u->signs[i] : u->signs[i];
        *module_in(u, u->light, i) = 0.5F - 0.5F * (float)sign;
    }
    for (int phase = 0; phase < PHASES; phase++)
        for (int i = 0; i < u->side * u->side; i++) {
            float seen = seen_at(u, phase, i % u->side, i / u->side);
            u->wanted[phase][i] = (seen - line->base) / line->gain;
        }
}

bool
unblur(struct unblur *u, float *light, const struct grid *g, const struct grey *picture)
{
    struct blur best = {0};
    u->modules = g->modules;
    u->inverted = g->inverted;
    u->side = g->modules + 2 * GRID_MARGIN;
    u->field_side = g->modules + 2 * PAD;
    grid_sample(u->seen, g, picture, UNBLUR_STEPS);
    list_known(u);
    struct line line = find_blur(u, &best);
    if (line.explained < explains)
        return false;
    make_taps(u->taps, &best);
    grid_signs(u->signs, g->modules);
    begin(u, &line);
    descend(u);
    for (int i = 0; i < g->modules * g->modules; i++)
        light[i] = *module_in(u, u->light, i);
    return true;
}
