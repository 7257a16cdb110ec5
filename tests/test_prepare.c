/* Pictures made easier to read: prepare.c, against the plain way to say what it does. */
#include "tests/testing.h"

#include "scanner/prepare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint32_t chance = 1;

static uint8_t
any(int most)
{
    chance = chance * 1664525 + 1013904223;
    return (uint8_t)((chance >> 8) % (uint32_t)(most + 1));
}

/* Of just its size, so that the sanitizer sees a step beyond it. */
static uint8_t *
memory(int width, int height)
{
    uint8_t *px = malloc((size_t)width * (size_t)height);
    assert_non_null(px);
    return px;
}

static struct grey
random_picture(int width, int height, int most)
{
    uint8_t *px = memory(width, height);
    for (int i = 0; i < width * height; i++)
        px[i] = any(most);
    return (struct grey){px, width, height};
}

/* Of plain blocks, with a little noise. */
static struct grey
blocks(int width, int height, int side)
{
    static uint8_t of[64 * 64];
    uint8_t *px = memory(width, height);
    for (int i = 0; i < 64 * 64; i++)
        of[i] = any(250);
    for (int i = 0; i < width * height; i++)
        px[i] = (uint8_t)(of[i / width / side * 64 + i % width / side] + any(4));
    return (struct grey){px, width, height};
}

static void
drop(struct grey *picture)
{
    free((uint8_t *)picture->px);
}

/* ---- threshold ---- */

struct square {
    int sum, count;
};

static struct square
square_around(const struct grey *p, int x, int y, int reach)
{
    struct square s = {0};
    for (int v = y - reach; v <= y + reach; v++)
        for (int u = x - reach; u <= x + reach; u++)
            if (u >= 0 && v >= 0 && u < p->width && v < p->height) {
                s.sum += p->px[v * p->width + u];
                s.count++;
            }
    return s;
}

static int
check_threshold(struct prepare *p, const struct grey *in, int part, int reach)
{
    struct grey out = prepare_threshold(p, in, part);
    int black = 0;
    assert_int_equal(out.width, in->width);
    assert_int_equal(out.height, in->height);
    for (int i = 0; i < in->width * in->height; i++) {
        struct square s = square_around(in, i % in->width, i / in->width, reach);
        int above = (in->px[i] + p->margin) * s.count - s.sum;
        if (above != 0) /* else a float's last digit decides */
            assert_int_equal(out.px[i], above < 0 ? 0 : 255);
        assert_true(out.px[i] == 0 || out.px[i] == 255);
        black += out.px[i] == 0;
    }
    return black;
}

static void
threshold_is_black_where_a_pixel_is_darker_than_the_mean_around(void **state)
{
    static const struct {
        int width, height, part, reach;
    } all[] = {{21, 21, 24, 5}, {97, 61, 8, 7}, {61, 97, 4, 15}, {131, 77, 24, 5}, {23, 180, 2, 11},
        {181, 133, 2, 60}, {1, 1, 1, 5}, {3, 40, 1, 5}, {12, 12, 24, 5}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct grey in = blocks(all[i].width, all[i].height, 3 + all[i].reach);
        int black = check_threshold(*state, &in, all[i].part, all[i].reach);
        if (in.width > 60)
            assert_in_range(black, in.width * in.height / 8, in.width * in.height * 2 / 3);
        drop(&in);
        in = random_picture(all[i].width, all[i].height, 255);
        check_threshold(*state, &in, all[i].part, all[i].reach);
        drop(&in);
    }
}

/* Sums of so many pixels are at the end of their types. */
static void
threshold_of_white_with_a_black_spot_finds_the_spot(void **state)
{
    uint8_t *px = memory(300, 300);
    memset(px, 255, 300 * 300);
    for (int y = 140; y < 160; y++)
        memset(px + (ptrdiff_t)y * 300 + 140, 0, 20);
    struct grey in = {px, 300, 300}, out = prepare_threshold(*state, &in, 2);
    for (int i = 0; i < 300 * 300; i++)
        assert_int_equal(out.px[i], px[i]);
    free(px);
}

static double
gauss(void)
{
    double sum = 0;
    for (int i = 0; i < 12; i++)
        sum += any(255) / 255.0;
    return sum - 6;
}

static void
noise_of_any_strength_stays_white(void **state)
{
    enum { SIDE = 240 };
    static uint8_t px[SIDE * SIDE];
    for (int sigma = 0; sigma <= 40; sigma += 8) {
        for (int i = 0; i < SIDE * SIDE; i++)
            px[i] = (uint8_t)(128 + fmin(127, fmax(-128, lround(gauss() * sigma))));
        struct grey in = {px, SIDE, SIDE}, out = prepare_threshold(*state, &in, 24);
        int margin = ((struct prepare *)*state)->margin, black = 0;
        for (int i = 0; i < SIDE * SIDE; i++)
            black += out.px[i] == 0;
        assert_in_range(margin, sigma ? sigma * 2 : 3, sigma ? sigma * 3 : 3);
        assert_true(black * 50 < SIDE * SIDE);
    }
}

static void
what_stands_out_by_more_than_the_margin_is_black(void **state)
{
    uint8_t *px = memory(200, 200);
    for (int i = 0; i < 200 * 200; i++)
        px[i] = i % 200 / 10 % 2 && i / 2000 % 2 ? 100 : 110;
    struct grey in = {px, 200, 200}, out = prepare_threshold(*state, &in, 10);
    for (int i = 0; i < 200 * 200; i++)
        assert_int_equal(out.px[i], px[i] == 100 ? 0 : 255);
    free(px);
}

/* 65,536 pieces without noise: one more than 16 bits count. The rest has much. */
static void
plain_picture_of_eight_million_pixels_has_no_noise(void **state)
{
    /* 255 pieces in each of 257 rows and 1 in the last. */
    enum { WIDTH = 4096, HEIGHT = 258 * 8 };
    uint8_t *px = memory(WIDTH, HEIGHT);
    memset(px, 200, (size_t)WIDTH * HEIGHT);
    for (int x = 17; x < WIDTH; x += 2)
        px[257 * 8 * WIDTH + x] = 20;
    struct grey in = {px, WIDTH, HEIGHT};
    (void)prepare_threshold(*state, &in, 24);
    assert_int_equal(((struct prepare *)*state)->margin, 3);
    free(px);
}

/* ---- half ---- */

/* Each pixel by the sum of four, of which `bits` are spared. */
static void
check_half(struct prepare *p, const struct grey *in, int bits)
{
    struct grey out = prepare_half(p, in);
    assert_int_equal(out.width, in->width / 2);
    assert_int_equal(out.height, in->height / 2);
    for (int i = 0; i < out.width * out.height; i++) {
        const uint8_t *a =
            in->px + (ptrdiff_t)2 * (i / out.width) * in->width + 2 * (i % out.width);
        int sum = a[0] + a[1] + a[in->width] + a[in->width + 1];
        int want = bits ? (sum + (1 << (bits - 1))) >> bits : sum;
        assert_int_equal(out.px[i], want > 255 ? 255 : want);
    }
}

static void
half_is_the_mean_of_four(void **state)
{
    static const int sizes[][2] = {{64, 48}, {65, 49}, {21, 21}, {2, 2}, {101, 33}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct grey in = random_picture(sizes[i][0], sizes[i][1], 255);
        ((uint8_t *)in.px)[0] = 255; /* the smallest are judged by this one alone */
        check_half(*state, &in, 2);
        drop(&in);
    }
}

static void
half_of_a_dark_picture_keeps_differences_of_a_grey(void **state)
{
    struct grey dim = random_picture(330, 202, 127), dark = random_picture(330, 202, 63);
    check_half(*state, &dim, 1);
    check_half(*state, &dark, 0);
    uint8_t *px = (uint8_t *)dark.px;
    for (int i = 0; i < 330 * 202; i++)
        px[i] = i % 330 / 2 % 2 ? 10 : 11;
    struct grey out = prepare_half(*state, &dark);
    assert_int_equal(out.px[0] - out.px[1], 4);
    drop(&dim);
    drop(&dark);
}

static void
lamp_in_a_dark_picture_stays_white(void **state)
{
    struct grey in = random_picture(330, 202, 40);
    uint8_t *px = (uint8_t *)in.px;
    for (int y = 10; y < 14; y++)
        memset(px + (ptrdiff_t)y * 330 + 20, 255, 4);
    struct grey out = prepare_half(*state, &in);
    assert_int_equal(out.px[5 * 165 + 10], 255);
    assert_int_equal(out.px[6 * 165 + 11], 255);
    check_half(*state, &in, 0);
    drop(&in);
}

static void
white_picture_stays_white(void **state)
{
    uint8_t *px = memory(40, 40);
    memset(px, 255, 1600);
    struct grey in = {px, 40, 40}, out = prepare_half(*state, &in);
    for (int i = 0; i < 400; i++)
        assert_int_equal(out.px[i], 255);
    free(px);
}

/* ---- part and double ---- */

static void
part_is_cut_out_to_the_last_row_and_column(void **state)
{
    static const int boxes[][4] = {{0, 0, 33, 21}, {32, 20, 1, 1}, {5, 0, 28, 21}, {0, 20, 33, 1}};
    struct grey in = random_picture(33, 21, 255);
    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        const int *b = boxes[i];
        struct grey out = prepare_part(*state, &in, b[0], b[1], b[2], b[3]);
        assert_int_equal(out.width, b[2]);
        assert_int_equal(out.height, b[3]);
        for (int y = 0; y < b[3]; y++)
            assert_memory_equal(
                out.px + (ptrdiff_t)y * b[2], in.px + (ptrdiff_t)(b[1] + y) * 33 + b[0], b[2]);
    }
    drop(&in);
}

/* A place of the double in quarters of a pixel: one for each of its own and three of the nearer. */
static int
blended(const struct grey *in, int x, int y)
{
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        int u = x / 2 + (i & 1 ? (x % 2 ? 1 : -1) : 0), v = y / 2 + (i & 2 ? (y % 2 ? 1 : -1) : 0);
        u = u < 0 ? 0 : u >= in->width ? in->width - 1 : u;
        v = v < 0 ? 0 : v >= in->height ? in->height - 1 : v;
        sum += (i & 1 ? 1 : 3) * (i & 2 ? 1 : 3) * in->px[v * in->width + u];
    }
    return (sum + 8) / 16;
}

static void
double_blends_neighbours_and_repeats_the_edge(void **state)
{
    static const int sizes[][2] = {{33, 21}, {21, 33}, {1, 1}, {2, 1}, {700, 50}, {30, 641}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct grey in = random_picture(sizes[i][0], sizes[i][1], 255);
        struct grey out = prepare_double(*state, &in);
        assert_int_equal(out.width, 2 * in.width);
        assert_int_equal(out.height, 2 * in.height);
        for (int k = 0; k < out.width * out.height; k++)
            assert_int_equal(out.px[k], blended(&in, k % out.width, k / out.width));
        drop(&in);
    }
}

static int
setup(void **state)
{
    static struct prepare prepare;
    *state = &prepare;
    return 0;
}

static int
teardown(void **state)
{
    prepare_finish(*state);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threshold_is_black_where_a_pixel_is_darker_than_the_mean_around),
        cmocka_unit_test(threshold_of_white_with_a_black_spot_finds_the_spot),
        cmocka_unit_test(noise_of_any_strength_stays_white),
        cmocka_unit_test(what_stands_out_by_more_than_the_margin_is_black),
        cmocka_unit_test(plain_picture_of_eight_million_pixels_has_no_noise),
        cmocka_unit_test(half_is_the_mean_of_four),
        cmocka_unit_test(half_of_a_dark_picture_keeps_differences_of_a_grey),
        cmocka_unit_test(lamp_in_a_dark_picture_stays_white),
        cmocka_unit_test(white_picture_stays_white),
        cmocka_unit_test(part_is_cut_out_to_the_last_row_and_column),
        cmocka_unit_test(double_blends_neighbours_and_repeats_the_edge),
    };
    return cmocka_run_group_tests_name("prepare", tests, setup, teardown);
}
