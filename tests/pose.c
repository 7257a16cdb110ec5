#include "tests/pose.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* FOCAL in pixels is a field of view of 65 degrees. */
enum { FOCAL = 1000, MOVED_MAX = 80, KERNEL = MOVED_MAX + 4, BEHIND = 1 };

struct matrix {
    double m[3][3];
};

struct bounds {
    int left, top, right, bottom;
};

static struct matrix
product(const struct matrix *a, const struct matrix *b)
{
    struct matrix out = {0};
    for (int row = 0; row < 3; row++)
        for (int col = 0; col < 3; col++)
            for (int k = 0; k < 3; k++)
                out.m[row][col] += a->m[row][k] * b->m[k][col];
    return out;
}

/* Up to a factor, which does not matter here. */
static struct matrix
inverse(const struct matrix *a)
{
    struct matrix out;
    for (int row = 0; row < 3; row++)
        for (int col = 0; col < 3; col++) {
            int r1 = (col + 1) % 3, r2 = (col + 2) % 3, c1 = (row + 1) % 3, c2 = (row + 2) % 3;
            out.m[row][col] = a->m[r1][c1] * a->m[r2][c2] - a->m[r1][c2] * a->m[r2][c1];
        }
    return out;
}

/* From the thing's own pixels to the canvas. */
static struct matrix
projection(const struct held *h, const struct pose *p)
{
    double scale = p->size / h->code_side, cs = cos(p->turn) * scale, sn = sin(p->turn) * scale;
    double mx = h->code_x + h->code_side / 2.0, my = h->code_y + h->code_side / 2.0;
    struct matrix flat = {{{cs, -sn, -cs * mx + sn * my}, {sn, cs, -sn * mx - cs * my}, {0, 0, 1}}};
    double kx = cos(p->axis), ky = sin(p->axis), c = cos(p->tilt), s = sin(p->tilt);
    struct matrix stand = {{{c + kx * kx * (1 - c), kx * ky * (1 - c), p->x - CANVAS_W / 2.0},
        {kx * ky * (1 - c), c + ky * ky * (1 - c), p->y - CANVAS_H / 2.0},
        {-ky * s, kx * s, FOCAL}}};
    struct matrix lens = {{{FOCAL, 0, CANVAS_W / 2.0}, {0, FOCAL, CANVAS_H / 2.0}, {0, 0, 1}}};
    struct matrix placed = product(&stand, &flat);
    return product(&lens, &placed);
}

/* Returns how far before the lens the point is; x and y are of no use where that is under BEHIND.
 */
static double
project(const struct matrix *a, double x, double y, double *u, double *v)
{
    double w = a->m[2][0] * x + a->m[2][1] * y + a->m[2][2];
    *u = (a->m[0][0] * x + a->m[0][1] * y + a->m[0][2]) / w;
    *v = (a->m[1][0] * x + a->m[1][1] * y + a->m[1][2]) / w;
    return w;
}

bool
pose_in_view(const struct held *h, const struct pose *p, int modules)
{
    struct matrix to = projection(h, p);
    int margin = modules * HELD_MODULE, side = h->code_side + 2 * margin;
    for (int corner = 0; corner < 4; corner++) {
        double u, v, x = h->code_x - margin + (corner & 1) * side;
        double y = h->code_y - margin + (corner >> 1) * side;
        if (project(&to, x, y, &u, &v) < BEHIND)
            return false;
        if (u < 0 || v < 0 || u > CANVAS_W || v > CANVAS_H)
            return false;
    }
    return true;
}

struct point
pose_point(const struct held *h, const struct pose *p, double x, double y)
{
    struct matrix to = projection(h, p);
    double u, v;
    project(&to, x, y, &u, &v);
    return (struct point){(float)u, (float)v};
}

double
pose_reach(const struct held *h, const struct pose *p)
{
    double across = fmax(h->code_x + h->code_side / 2.0, h->w - h->code_x - h->code_side / 2.0);
    double down = fmax(h->code_y + h->code_side / 2.0, h->h - h->code_y - h->code_side / 2.0);
    return hypot(across, down) * p->size / h->code_side;
}

static struct bounds
clip(double left, double top, double right, double bottom)
{
    return (struct bounds){(int)fmax(0, floor(left)), (int)fmax(0, floor(top)),
        (int)fmin(CANVAS_W, ceil(right)), (int)fmin(CANVAS_H, ceil(bottom))};
}

static struct bounds
extent(const struct held *h, const struct matrix *to)
{
    double left = CANVAS_W, top = CANVAS_H, right = 0, bottom = 0;
    for (int corner = 0; corner < 4; corner++) {
        double u, v;
        if (project(to, (corner & 1) * h->w, (double)(corner >> 1) * h->h, &u, &v) < BEHIND)
            return (struct bounds){0, 0, CANVAS_W, CANVAS_H};
        left = fmin(left, u);
        right = fmax(right, u);
        top = fmin(top, v);
        bottom = fmax(bottom, v);
    }
    return clip(left, top, right, bottom);
}

/* n by n samples make a pixel, so that edges are as soft as a sensor sees them. */
static void
sample(struct canvas *c, const struct held *h, const struct matrix *from, int at, int n)
{
    float sum = 0;
    int hits = 0;
    for (int k = 0; k < n * n; k++) {
        double x, y, u = at % CANVAS_W + (k % n + 0.5) / n;
        double v = (double)(at / CANVAS_W) + ((double)(k / n) + 0.5) / n;
        project(from, u, v, &x, &y);
        if (!(x >= 0 && y >= 0 && x < h->w && y < h->h))
            continue;
        float value = h->px[(int)y * h->w + (int)x];
        sum += value < 0 ? 0 : value;
        hits += value >= 0;
    }
    c->value[at] = sum / (float)(n * n);
    c->cover[at] = (float)hits / (float)(n * n);
}

struct kernel {
    int reach;
    float weight[2 * KERNEL + 1][2 * KERNEL + 1];
};

/* The way of a point while the shutter is open, spread over the pixels that it touches. */
static void
make_kernel(struct kernel *k, double moved, double course)
{
    int steps = (int)ceil(moved * 4) + 1;
    k->reach = (int)ceil(moved / 2) + 1;
    memset(k->weight, 0, sizeof k->weight);
    for (int i = 0; i < steps; i++) {
        double along = moved * ((i + 0.5) / steps - 0.5);
        double x = along * cos(course) + KERNEL, y = along * sin(course) + KERNEL;
        int left = (int)floor(x), top = (int)floor(y);
        float fx = (float)(x - left), fy = (float)(y - top), part = 1 / (float)steps;
        k->weight[top][left] += part * (1 - fx) * (1 - fy);
        k->weight[top][left + 1] += part * fx * (1 - fy);
        k->weight[top + 1][left] += part * (1 - fx) * fy;
        k->weight[top + 1][left + 1] += part * fx * fy;
    }
}

static void
smear_row(float *restrict out, const float *in, const struct bounds *box, int x_by, float weight)
{
    int from = box->left - x_by > 0 ? box->left - x_by : 0;
    int to = box->right - x_by < CANVAS_W ? box->right - x_by : CANVAS_W;
    for (int x = from; x < to; x++)
        out[x] += weight * in[x + x_by];
}

/* Smears one plane; outside the box it is 0. */
static void
smear(float *plane, float *spare, const struct bounds *box, const struct kernel *k)
{
    memset(spare, 0, sizeof(float) * CANVAS_W * CANVAS_H);
    for (int dy = -k->reach; dy <= k->reach; dy++)
        for (int dx = -k->reach; dx <= k->reach; dx++) {
            float weight = k->weight[dy + KERNEL][dx + KERNEL];
            for (int y = box->top; weight > 0 && y < box->bottom; y++)
                if (y - dy >= 0 && y - dy < CANVAS_H)
                    smear_row(spare + (ptrdiff_t)(y - dy) * CANVAS_W,
                        plane + (ptrdiff_t)y * CANVAS_W, box, dx, weight);
        }
    memcpy(plane, spare, sizeof(float) * CANVAS_W * CANVAS_H);
}

static void
lay_over(struct canvas *c, const struct bounds *box)
{
    for (int y = box->top; y < box->bottom; y++)
        for (int i = y * CANVAS_W + box->left; i < y * CANVAS_W + box->right; i++)
            c->px[i] = c->value[i] + c->px[i] * (1 - c->cover[i]);
}

void
pose_place(struct canvas *c, const struct held *h, const struct pose *p)
{
    static struct kernel kernel;
    struct matrix to = projection(h, p), from = inverse(&to);
    struct bounds box = extent(h, &to);
    double moved = fmin(p->moved, MOVED_MAX), by = moved / 2 + 2;
    int n = (int)fmax(2, fmin(6, ceil(h->code_side / p->size) + 1));
    if (moved > 0) {
        memset(c->value, 0, sizeof c->value);
        memset(c->cover, 0, sizeof c->cover);
    }
    for (int y = box.top; y < box.bottom; y++)
        for (int x = box.left; x < box.right; x++)
            sample(c, h, &from, y * CANVAS_W + x, n);
    if (moved > 0) {
        make_kernel(&kernel, moved, p->course);
        smear(c->value, c->spare, &box, &kernel);
        smear(c->cover, c->spare, &box, &kernel);
        box = clip(box.left - by, box.top - by, box.right + by, box.bottom + by);
    }
    lay_over(c, &box);
}
