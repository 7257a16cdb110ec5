#include "tests/canvas.h"

#include <math.h>
#include <stdlib.h>

enum pattern { PLAIN, STRIPES, CHECKS, WRITING, PATTERN_COUNT };

/* One thing in the doorway: a turned rectangle or ellipse in two greys. */
struct patch {
    enum pattern pattern;
    bool round;
    double x, y, half_w, half_h, turn, period;
    float dark, light;
    uint64_t salt;
};

struct canvas *
canvas_create(void)
{
    struct canvas *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    return c;
}

void
canvas_destroy(struct canvas *c)
{
    free(c);
}

static uint64_t
mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

void
canvas_seed(struct canvas *c, uint64_t seed, uint64_t kind, uint64_t index)
{
    c->chance = mix(mix(mix(seed + 1) + kind + 1) + index + 1);
}

static uint64_t
bits(struct canvas *c)
{
    c->chance += UINT64_C(0x9e3779b97f4a7c15);
    return mix(c->chance);
}

double
canvas_uniform(struct canvas *c, double from, double to)
{
    return from + (to - from) * (double)(bits(c) >> 11) / 9007199254740992.0;
}

double
canvas_log_uniform(struct canvas *c, double from, double to)
{
    return from * exp(canvas_uniform(c, 0, log(to / from)));
}

bool
canvas_chance(struct canvas *c, double probability)
{
    return canvas_uniform(c, 0, 1) < probability;
}

static float
patch_light(const struct patch *p, double u, double v)
{
    long across = (long)floor(u / p->period), down = (long)floor(v / p->period);
    switch (p->pattern) {
    case PLAIN:
    case PATTERN_COUNT:
        break;
    case STRIPES:
        return across & 1 ? p->dark : p->light;
    case CHECKS:
        return (across ^ down) & 1 ? p->dark : p->light;
    case WRITING: /* strokes a third as wide as a line is high, and air between lines */
        across = (long)floor(u * 3 / p->period);
        if (v / p->period - (double)down > 0.65)
            return p->light;
        return mix(p->salt + (uint64_t)(across * 8191 + down)) % 100 < 55 ? p->dark : p->light;
    }
    return p->light;
}

static bool
inside(const struct patch *p, double u, double v)
{
    double x = u / p->half_w, y = v / p->half_h;
    return p->round ? x * x + y * y < 1 : fabs(x) < 1 && fabs(y) < 1;
}

static void
paint(struct canvas *c, const struct patch *p)
{
    double reach = hypot(p->half_w, p->half_h), cs = cos(p->turn), sn = sin(p->turn);
    int top = (int)fmax(0, p->y - reach), bottom = (int)fmin(CANVAS_H, p->y + reach);
    int left = (int)fmax(0, p->x - reach), right = (int)fmin(CANVAS_W, p->x + reach);
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
            double dx = x - p->x, dy = y - p->y;
            double u = dx * cs + dy * sn, v = dy * cs - dx * sn;
            if (inside(p, u, v))
                c->px[y * CANVAS_W + x] = patch_light(p, u, v);
        }
}

static struct patch
any_patch(struct canvas *c)
{
    struct patch p = {.x = canvas_uniform(c, 0, CANVAS_W),
        .y = canvas_uniform(c, 0, CANVAS_H),
        .half_w = canvas_log_uniform(c, 10, 200),
        .half_h = canvas_log_uniform(c, 10, 150),
        .turn = canvas_chance(c, 0.6) ? canvas_uniform(c, -0.1, 0.1) : canvas_uniform(c, 0, M_PI),
        .period = canvas_log_uniform(c, 4, 40),
        .dark = (float)canvas_uniform(c, 15, 120),
        .light = (float)canvas_uniform(c, 90, 235),
        .salt = bits(c)};
    p.round = canvas_chance(c, 0.25);
    p.pattern = canvas_chance(c, 0.4) ? PLAIN : (enum pattern)(bits(c) % PATTERN_COUNT);
    return p;
}

static void
paint_person(struct canvas *c)
{
    double x = canvas_uniform(c, 350, 930), head = canvas_uniform(c, 80, 150);
    double y = canvas_uniform(c, 150, 330);
    struct patch shirt = any_patch(c);
    shirt.x = x;
    shirt.y = y + head * 3.4;
    shirt.half_w = head * 1.9;
    shirt.half_h = head * 2.4;
    shirt.round = true;
    shirt.turn = canvas_uniform(c, -0.2, 0.2);
    struct patch hair = {.x = x, .y = y, .half_w = head, .half_h = head * 1.2, .period = 1};
    hair.round = true;
    hair.light = (float)canvas_uniform(c, 15, 60);
    struct patch face = hair;
    face.y += head * 0.25;
    face.half_w *= 0.8;
    face.light = (float)canvas_uniform(c, 110, 190);
    paint(c, &shirt);
    paint(c, &hair);
    paint(c, &face);
}

void
canvas_doorway(struct canvas *c)
{
    double from = canvas_uniform(c, 70, 200), across = canvas_uniform(c, -60, 60);
    double down = canvas_uniform(c, -70, 70);
    for (int y = 0; y < CANVAS_H; y++)
        for (int x = 0; x < CANVAS_W; x++)
            c->px[y * CANVAS_W + x] = (float)(from + across * x / CANVAS_W + down * y / CANVAS_H);
    int things = (int)canvas_uniform(c, 6, 15);
    for (int i = 0; i < things; i++) {
        struct patch p = any_patch(c);
        paint(c, &p);
    }
    if (canvas_chance(c, 0.75))
        paint_person(c);
}
