#include "tests/lens.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

enum { NOISES = 1 << 17, REACH = 12 };

void
lens_uneven(struct canvas *c, const struct fall *f)
{
    double cs = cos(f->angle) / f->across, sn = sin(f->angle) / f->across;
    for (int y = 0; y < CANVAS_H; y++)
        for (int x = 0; x < CANVAS_W; x++) {
            double t = (x - f->x) * cs + (y - f->y) * sn + 0.5;
            t = t < 0 ? 0 : t > 1 ? 1 : t * t * (3 - 2 * t);
            c->px[y * CANVAS_W + x] *= (float)(f->most + (f->least - f->most) * t);
        }
}

/* Full white is 255; black ink reflects some, so that 235 more hides it. */
void
lens_glare(struct canvas *c, double x, double y, double radius)
{
    double peak = canvas_uniform(c, 350, 900), k = log(peak / 235) / (radius * radius);
    double reach = sqrt(log(peak) / k);
    int top = (int)fmax(0, y - reach), bottom = (int)fmin(CANVAS_H, y + reach);
    int left = (int)fmax(0, x - reach), right = (int)fmin(CANVAS_W, x + reach);
    for (int row = top; row < bottom; row++)
        for (int col = left; col < right; col++) {
            double dx = col - x, dy = row - y;
            c->px[row * CANVAS_W + col] += (float)(peak * exp(-k * (dx * dx + dy * dy)));
        }
}

static int
make_kernel(float kernel[2 * REACH + 1], double sigma)
{
    int reach = (int)fmin(REACH, ceil(3 * sigma));
    double sum = 0;
    for (int i = -reach; i <= reach; i++)
        sum += exp(-i * i / (2 * sigma * sigma));
    for (int i = -reach; i <= reach; i++)
        kernel[i + reach] = (float)(exp(-i * i / (2 * sigma * sigma)) / sum);
    return reach;
}

static void
blur_row(float *restrict out, const float *restrict in, const float *kernel, int reach)
{
    float padded[CANVAS_W + 2 * REACH];
    memcpy(padded + reach, in, CANVAS_W * sizeof *in);
    for (int i = 0; i < reach; i++) {
        padded[i] = in[0];
        padded[CANVAS_W + reach + i] = in[CANVAS_W - 1];
    }
    memset(out, 0, CANVAS_W * sizeof *out);
    for (int k = 0; k <= 2 * reach; k++)
        for (int x = 0; x < CANVAS_W; x++)
            out[x] += kernel[k] * padded[x + k];
}

static void
add_row(float *restrict out, const float *restrict in, float weight)
{
    for (int x = 0; x < CANVAS_W; x++)
        out[x] += weight * in[x];
}

void
lens_blur(struct canvas *c, double sigma)
{
    float kernel[2 * REACH + 1];
    int reach = make_kernel(kernel, sigma);
    for (int y = 0; y < CANVAS_H; y++)
        blur_row(
            c->spare + (ptrdiff_t)y * CANVAS_W, c->px + (ptrdiff_t)y * CANVAS_W, kernel, reach);
    memset(c->px, 0, sizeof c->px);
    for (int y = 0; y < CANVAS_H; y++)
        for (int k = -reach; k <= reach; k++) {
            int from = y + k < 0 ? 0 : y + k >= CANVAS_H ? CANVAS_H - 1 : y + k;
            add_row(c->px + (ptrdiff_t)y * CANVAS_W, c->spare + (ptrdiff_t)from * CANVAS_W,
                kernel[k + reach]);
        }
}

void
lens_expose(struct canvas *c, double gain, double lift)
{
    for (int i = 0; i < CANVAS_W * CANVAS_H; i++)
        c->px[i] = c->px[i] * (float)gain + (float)lift;
}

/* Drawn once from a start of its own: a frame takes each row from another place in it. */
static const float *
noises(void)
{
    static float table[NOISES];
    if (table[0] != 0)
        return table;
    struct canvas *c = canvas_create();
    canvas_seed(c, 1, 2, 3);
    for (int i = 0; i < NOISES; i++) {
        double size = sqrt(-2 * log(canvas_uniform(c, 1e-12, 1)));
        table[i] = (float)(size * cos(canvas_uniform(c, 0, 2 * M_PI)));
    }
    canvas_destroy(c);
    return table;
}

static void
sense_row(uint8_t *restrict out, const float *restrict in, const float *restrict noise, float sigma)
{
    for (int x = 0; x < CANVAS_W; x++) {
        float value = in[x] + noise[x] * sigma + 0.5F;
        value = value < 0 ? 0 : value;
        out[x] = (uint8_t)(int)(value > 255 ? 255 : value);
    }
}

void
lens_sense(uint8_t *out, struct canvas *c, double sigma)
{
    const float *table = noises();
    for (int y = 0; y < CANVAS_H; y++) {
        int from = (int)canvas_uniform(c, 0, NOISES - CANVAS_W);
        sense_row(out + (ptrdiff_t)y * CANVAS_W, c->px + (ptrdiff_t)y * CANVAS_W, table + from,
            (float)sigma);
    }
}

static unsigned char *
pack(uint8_t *px, int quality, unsigned long *size)
{
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct jpeg = {.err = jpeg_std_error(&errors)};
    unsigned char *packed = NULL;
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &packed, size);
    jpeg.image_width = CANVAS_W;
    jpeg.image_height = CANVAS_H;
    jpeg.input_components = 1;
    jpeg.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < CANVAS_H; y++) {
        JSAMPROW row = px + (ptrdiff_t)y * CANVAS_W;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return packed;
}

void
lens_jpeg(uint8_t *px, int quality)
{
    unsigned long size = 0;
    unsigned char *packed = pack(px, quality, &size);
    struct jpeg_error_mgr errors;
    struct jpeg_decompress_struct jpeg = {.err = jpeg_std_error(&errors)};
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, packed, size);
    jpeg_read_header(&jpeg, TRUE);
    jpeg_start_decompress(&jpeg);
    for (int y = 0; y < CANVAS_H; y++) {
        JSAMPROW row = px + (ptrdiff_t)y * CANVAS_W;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    free(packed);
}
