#include "tests/drawn.h"

#include "tests/lens.h"

#include <stdlib.h>
#include <string.h>

struct drawn *
drawn_create(void)
{
    struct drawn *d = calloc(1, sizeof *d);
    if (!d)
        abort();
    d->canvas = canvas_create();
    return d;
}

void
drawn_destroy(struct drawn *d)
{
    canvas_destroy(d->canvas);
    free(d);
}

void
drawn_clear(struct drawn *d, float grey)
{
    canvas_seed(d->canvas, 1, 1, 1);
    for (int i = 0; i < CANVAS_W * CANVAS_H; i++)
        d->canvas->px[i] = grey;
}

static bool
in_code(const struct held *h, int x, int y)
{
    return x >= h->code_x && y >= h->code_y && x < h->code_x + h->code_side &&
           y < h->code_y + h->code_side;
}

static void
cover(struct held *h)
{
    for (int i = 0; i < h->w * h->h; i++)
        if (!in_code(h, i % h->w, i / h->w))
            h->px[i] = 20;
}

static void
tell_truth(struct drawn *d, const struct held *h, const struct pose *pose)
{
    int n = h->code_side / HELD_MODULE;
    d->grid = (struct grid){.modules = n};
    for (int i = 0; i < 4; i++) {
        double u = i % 2 ? n - 3.5 : 3.5, v = i < 2 ? 3.5 : n - 3.5;
        d->grid.at[i] =
            pose_point(h, pose, h->code_x + u * HELD_MODULE, h->code_y + v * HELD_MODULE);
    }
    for (int i = 0; i < n * n; i++) {
        int x = h->code_x + i % n * HELD_MODULE, y = h->code_y + i / n * HELD_MODULE;
        d->dark[i] = h->px[(y + HELD_MODULE / 2) * h->w + x + HELD_MODULE / 2] < 128;
    }
}

void
drawn_code(struct drawn *d, const char *text, const struct pose *pose, enum drawn_how how)
{
    struct held held;
    held_label(&held, d->canvas, text);
    if (held.code_side > DRAWN_SIDE_MAX * HELD_MODULE)
        abort();
    tell_truth(d, &held, pose);
    if (how & DRAWN_COVERED)
        cover(&held);
    if (how & DRAWN_INVERTED)
        held_invert(&held);
    d->grid.inverted = how & DRAWN_INVERTED;
    pose_place(d->canvas, &held, pose);
    held_finish(&held);
}

struct grey
drawn_sense(struct drawn *d, double sigma)
{
    lens_sense(d->px, d->canvas, sigma);
    return (struct grey){d->px, CANVAS_W, CANVAS_H};
}

struct point
drawn_at(const struct drawn *d, float u, float v)
{
    struct plane p = grid_plane(&d->grid);
    return plane_at(&p, u, v);
}

int
drawn_wrong(const struct drawn *d, const bool *dark)
{
    int n = d->grid.modules, wrong = 0;
    for (int i = 0; i < n * n; i++) {
        bool fixed;
        wrong += !grid_fixed(n, i % n, i / n, &fixed) && dark[i] != d->dark[i];
    }
    return wrong;
}

const char *
drawn_text(int modules)
{
    /* Bytes that fill level Q of a version: ISO/IEC 18004, table 7. */
    static const struct {
        int modules, bytes;
    } sizes[] = {{21, 11}, {29, 32}, {45, 86}, {57, 151}, {61, 177}, {69, 241}, {97, 482}};
    static char text[512];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (sizes[i].modules == modules) {
            for (int k = 0; k < sizes[i].bytes; k++)
                text[k] = (char)('a' + k * k % 23);
            text[sizes[i].bytes] = '\0';
            return text;
        }
    abort();
}
