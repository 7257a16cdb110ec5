/* Grids over drawn codes: grid.c, relief.c, fit.c and modules.c. */
#include "tests/testing.h"

#include "scanner/fit.h"
#include "scanner/grid.h"
#include "scanner/modules.h"
#include "scanner/reader.h"
#include "scanner/relief.h"
#include "tests/drawn.h"

#include <math.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

static struct relief relief;
static struct fixed lists[GRID_SIZES];
static struct modules modules;

/* ---- what is fixed ---- */

/* Bits of QRcode.data, as qrencode.h tells. */
enum { IS_DARK = 1, IS_FORMAT = 4, IS_VERSION = 8, IS_FUNCTION = 128 };

/* One module beside the format information is always dark: grid.c leaves it free with that. */
static bool
is_told_by_size(const QRcode *code, int x, int y)
{
    int bits = code->data[y * code->width + x];
    bool beside = x == 8 && y == code->width - 8;
    return bits & IS_FUNCTION && !(bits & (IS_FORMAT | IS_VERSION)) && !beside;
}

static void
fixed_modules_are_those_of_libqrencode(void **state)
{
    (void)state;
    for (int version = 1; version <= 10; version++) {
        QRcode *code = QRcode_encodeString("x", version, QR_ECLEVEL_Q, QR_MODE_8, 1);
        assert_non_null(code);
        int n = code->width;
        int8_t signs[GRID_MODULES_MAX * GRID_MODULES_MAX];
        assert_int_equal(n, 17 + 4 * version);
        grid_signs(signs, n);
        for (int i = 0; i < n * n; i++) {
            bool dark = false, is_dark = code->data[i] & IS_DARK;
            bool fixed = grid_fixed(n, i % n, i / n, &dark);
            assert_int_equal(fixed, is_told_by_size(code, i % n, i / n));
            if (fixed)
                assert_int_equal(dark, is_dark);
            assert_int_equal(signs[i], !fixed ? 0 : is_dark ? 1 : -1);
        }
        QRcode_free(code);
    }
}

static void
list_of_fixed_modules_holds_each_once(void **state)
{
    (void)state;
    for (int n = GRID_MODULES_MIN; n <= GRID_MODULES_MAX; n += 4) {
        int8_t signs[GRID_MODULES_MAX * GRID_MODULES_MAX];
        grid_signs(signs, n);
        const struct fixed *list = grid_fixed_list(lists, n);
        assert_ptr_equal(list, grid_fixed_list(lists, n));
        assert_int_equal(list->modules, n);
        for (int i = 0; i < list->count; i++) {
            int8_t *sign = &signs[list->all[i].y * n + list->all[i].x];
            assert_int_equal(list->all[i].sign, *sign);
            assert_int_not_equal(*sign, 0);
            *sign = 0;
        }
        for (int i = 0; i < n * n; i++)
            assert_int_equal(signs[i], 0);
    }
}

static void
around_the_code_all_is_fixed_light(void **state)
{
    (void)state;
    for (int i = -4; i < 33; i++) {
        bool dark = true;
        assert_true(grid_fixed(29, i, -1, &dark) && !dark);
        dark = true;
        assert_true(grid_fixed(29, 29, i, &dark) && !dark);
    }
}

/* ---- the plane ---- */

static void
plane_goes_through_the_four_points_and_the_bends(void **state)
{
    (void)state;
    struct grid g = {.modules = 29, .at = {{100, 80}, {300, 95}, {90, 290}, {260, 250}}};
    g.bend[0] = (struct point){0, 10};
    g.bend[1] = (struct point){-6, 0};
    /* Both parabolas at a finder's middle, which is 11 of 14.5 modules from the code's. */
    const float part = 11.0F / 14.5F * (11.0F / 14.5F);
    for (int bent = 1; bent >= 0; bent--) {
        struct plane p = grid_plane(&g);
        for (int i = 0; i < 4; i++) {
            struct point at = plane_at(&p, i % 2 ? 25.5F : 3.5F, i < 2 ? 3.5F : 25.5F);
            assert_true(fabsf(at.x - g.at[i].x + 6 * part * (float)bent) < 0.01F);
            assert_true(fabsf(at.y - g.at[i].y - 10 * part * (float)bent) < 0.01F);
        }
        memset(g.bend, 0, sizeof g.bend);
    }
}

static void
module_and_area_are_those_that_were_drawn(void **state)
{
    struct drawn *d = *state;
    for (int turn = 0; turn < 8; turn++) {
        struct pose pose = {.x = 640, .y = 360, .size = 29 * 6.5, .turn = turn * 0.4};
        drawn_clear(d, 200);
        drawn_code(d, drawn_text(29), &pose, DRAWN_PLAIN);
        assert_true(fabsf(grid_module(&d->grid) - 6.5F) < 0.01F);
        assert_true(fabsf(sqrtf(grid_area(&d->grid)) - 29 * 6.5F) < 0.5F);
    }
}

/* The line to infinity goes through modules: to nothing that lies in the picture. */
static void
plane_seen_from_its_edge_reads_nothing_beyond_the_picture(void **state)
{
    (void)state;
    enum { SIDE = 60 };
    uint8_t *px = malloc(SIDE * SIDE);
    assert_non_null(px);
    memset(px, 200, SIDE * SIDE);
    struct grey picture = {px, SIDE, SIDE};
    static float greys[GRID_SIDE_MAX * GRID_SIDE_MAX];
    assert_true(relief_make(&relief, &picture, (struct box){0, 0, SIDE, SIDE}, 8));
    const float far[] = {NAN, INFINITY, -INFINITY, 1e10F, -1e10F, 3e9F, -3e9F, 59.5F, -0.1F};
    for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) {
        assert_true(relief_depth(&relief, (struct point){far[i], 30}) == 0);
        assert_true(relief_depth(&relief, (struct point){30, far[i]}) == 0);
        struct grid g = {.modules = 21, .at = {{20, 20}, {40, far[i]}, {20, 40}, {far[i], far[i]}}};
        grid_agreement(&g, lists, &picture);
        grid_sample(greys, &g, &picture, 1);
    }
    for (int x = 0; x <= 40; x++) {
        struct grid g = {.modules = 21, .at = {{20, 20}, {40, 20}, {20, 40}}};
        g.at[3] = (struct point){10 + (float)x / 2, 10 + (float)x / 2};
        float agreement = grid_agreement(&g, lists, &picture);
        assert_true(agreement >= -1 && agreement <= 1);
        grid_sample(greys, &g, &picture, 1);
        fit_grid(&g, &relief, lists, &picture);
        fit_bent(&g, &relief, &picture);
    }
    free(px);
}

/* ---- relief ---- */

static void
relief_is_above_0_in_the_dark_and_below_in_the_light(void **state)
{
    (void)state;
    static uint8_t px[60 * 40];
    for (int i = 0; i < 60 * 40; i++) /* stripes of five under light that falls off */
        px[i] = (uint8_t)(i % 60 + (i % 60 / 5 % 2 ? 140 : 100));
    struct grey picture = {px, 60, 40};
    assert_true(relief_make(&relief, &picture, (struct box){-5, -5, 100, 100}, 10));
    assert_int_equal(relief.box.left, 0);
    assert_int_equal(relief.box.width, 60);
    for (int x = 2; x < 60; x += 5) {
        float depth = relief_depth(&relief, (struct point){(float)x + 0.5F, 20.5F});
        assert_true(x / 5 % 2 ? depth < -5 : depth > 5);
        assert_true(fabsf(depth) < 40);
    }
    assert_true(relief_depth(&relief, (struct point){-1, 20}) == 0);
    assert_true(relief_depth(&relief, (struct point){20, 41}) == 0);
}

static void
relief_is_the_pixel_less_than_the_mean_around_it(void **state)
{
    (void)state;
    enum { W = 41, H = 33, REACH = 6 };
    static uint8_t px[W * H];
    for (int i = 0; i < W * H; i++)
        px[i] = (uint8_t)(100 + i * i % 7 + i % W / 10);
    struct grey picture = {px, W, H};
    struct box box = {3, 2, 35, 29};
    assert_true(relief_make(&relief, &picture, box, REACH));
    for (int y = 0; y < box.height; y++)
        for (int x = 0; x < box.width; x++) {
            int sum = 0, n = 0;
            for (int v = y - REACH; v <= y + REACH; v++)
                for (int u = x - REACH; u <= x + REACH; u++)
                    if (u >= 0 && v >= 0 && u < box.width && v < box.height) {
                        sum += px[(v + box.top) * W + u + box.left];
                        n++;
                    }
            int deep = sum / n - px[(y + box.top) * W + x + box.left];
            int got = relief.depth[y * box.width + x];
            assert_true(got == deep || (abs(got) >= 3 && abs(got) < abs(deep)));
        }
}

static void
relief_of_less_than_a_code_is_refused(void **state)
{
    (void)state;
    static uint8_t px[60 * 40];
    struct grey picture = {px, 60, 40};
    assert_false(relief_make(&relief, &picture, (struct box){50, 0, 40, 40}, 10));
    assert_false(relief_make(&relief, &picture, (struct box){0, 30, 40, 40}, 10));
    assert_false(relief_make(&relief, &picture, (struct box){100, 100, 40, 40}, 10));
    assert_false(relief_make(&relief, &picture, (struct box){-100, -100, 40, 40}, 10));
}

/* ---- the fit ---- */

static int
wrong_in(struct drawn *d, const struct grid *g, const struct grey *picture)
{
    modules.modules = g->modules;
    modules.inverted = g->inverted;
    grid_sample(modules.grey, g, picture, 1);
    modules_level(&modules);
    return drawn_wrong(d, modules.dark);
}

/* What three finders tell, each a third of a module beside the truth. */
static struct grid
guess_of(const struct grid *truth)
{
    struct finder f[3];
    float module = grid_module(truth);
    for (int i = 0; i < 3; i++)
        f[i] = (struct finder){.x = truth->at[i].x + module * 0.3F * (float)(i - 1),
            .y = truth->at[i].y + module * 0.3F,
            .module = module,
            .inverted = truth->inverted};
    struct grid out;
    assert_true(grid_guess(&out, &f[0], &f[1], &f[2]));
    out.modules = truth->modules;
    return out;
}

static void
guess_puts_the_other_two_finders_in_order(void **state)
{
    (void)state;
    struct finder a = {.x = 100, .y = 100, .module = 5}, b = {.x = 210, .y = 110, .module = 5},
                  c = {.x = 90, .y = 210, .module = 5};
    struct grid g, swapped;
    assert_true(grid_guess(&g, &a, &b, &c));
    assert_true(grid_guess(&swapped, &a, &c, &b));
    assert_memory_equal(g.at, swapped.at, sizeof g.at);
    assert_true(g.at[1].x == b.x && g.at[2].y == c.y);
    assert_int_equal(g.modules, 29);
    c.x = 320; /* in one line */
    c.y = 120;
    assert_false(grid_guess(&g, &a, &b, &c));
}

/* On a plain card the grid may lie up to half a module off in the corner without a pattern, where
 * that changes nothing for the fixed modules: fit_bent looks at all. */
static void
code_fits_at_any_tilt_and_bending_sets_its_modules_right(void **state)
{
    struct drawn *d = *state;
    static const int sizes[] = {21, 29, 45};
    static const double tilts[] = {0, M_PI / 6, M_PI * 50 / 180};
    for (int i = 0; i < 27; i++) {
        int size = sizes[i / 3 % 3];
        struct pose pose = {.x = 620.4, .y = 350.7, .turn = i * 0.7, .axis = i * 1.3};
        pose.tilt = tilts[i % 3];
        pose.size = size * 7;
        /* What perspective does to a large one, three points can't foresee. */
        if (size == 45 && i % 3 == 2)
            continue;
        drawn_clear(d, 190);
        drawn_code(d, drawn_text(size), &pose, i % 2 ? DRAWN_INVERTED : DRAWN_PLAIN);
        struct grey picture = drawn_sense(d, 2);
        struct grid g = guess_of(&d->grid);
        fit_grid(&g, &relief, lists, &picture);
        assert_true(g.fit > 0.9F);
        int wrong = wrong_in(d, &g, &picture);
        assert_in_range(wrong, 0, size > 21 && i % 3 == 0 ? 0 : size * size / 12);
        assert_true(fit_bent(&g, &relief, &picture));
        assert_in_range(wrong_in(d, &g, &picture), 0, 2);
    }
}

static void
nothing_fits_on_noise_and_stripes(void **state)
{
    struct drawn *d = *state;
    for (int i = 0; i < 24; i++) {
        struct pose pose = {.x = 640, .y = 360, .size = 29 * 7, .turn = i * 0.5};
        drawn_clear(d, 128);
        drawn_code(d, drawn_text(29), &pose, DRAWN_PLAIN);
        struct grid g = d->grid;
        drawn_clear(d, 128);
        int period = 2 + i;
        for (int k = 0; i % 3 && k < CANVAS_W * CANVAS_H; k++)
            d->canvas->px[k] =
                (k % CANVAS_W / period + (i % 3 == 2 ? k / CANVAS_W / period : 0)) % 2 ? 220 : 30;
        struct grey picture = drawn_sense(d, i % 3 ? 5 : 60);
        fit_grid(&g, &relief, lists, &picture);
        assert_true(g.fit < 0.6F);
    }
}

static void
code_of_the_other_colour_does_not_fit(void **state)
{
    struct drawn *d = *state;
    for (int i = 0; i < 4; i++) {
        struct pose pose = {.x = 640, .y = 360, .size = 29 * 7, .turn = i};
        drawn_clear(d, 190);
        drawn_code(d, drawn_text(29), &pose, i % 2 ? DRAWN_INVERTED : DRAWN_PLAIN);
        struct grey picture = drawn_sense(d, 2);
        struct grid g = d->grid;
        g.inverted = !g.inverted;
        fit_grid(&g, &relief, lists, &picture);
        assert_true(g.fit < 0.35F);
    }
}

static void
grid_outside_of_the_picture_does_not_fit(void **state)
{
    struct drawn *d = *state;
    struct grey picture = drawn_sense(d, 0);
    struct grid g = {.modules = 29, .at = {{-900, 0}, {-700, 0}, {-900, 200}, {-700, 200}}};
    fit_grid(&g, &relief, lists, &picture);
    assert_true(g.fit == -1);
    assert_false(fit_bent(&g, &relief, &picture));
}

/* ---- bent cards ---- */

/* Moves each column by a parabola, 0 at x = 640, `most` pixels at `reach` from it. */
static void
bend(struct drawn *d, float most, float reach)
{
    for (int x = 0; x < CANVAS_W; x++) {
        float part = ((float)x + 0.5F - 640) / reach, off = most * part * part;
        for (int y = 0; y < CANVAS_H; y++) {
            float from = (float)y - off;
            from = from < 0 ? 0 : from > CANVAS_H - 2 ? CANVAS_H - 2 : from;
            int top = (int)from;
            const float *px = d->canvas->px + (ptrdiff_t)top * CANVAS_W + x;
            d->canvas->spare[y * CANVAS_W + x] =
                px[0] + (px[CANVAS_W] - px[0]) * (from - (float)top);
        }
    }
    memcpy(d->canvas->px, d->canvas->spare, sizeof d->canvas->px);
}

static void
bent_card_that_the_plane_misses_is_read_after_bending(void **state)
{
    struct drawn *d = *state;
    for (int i = 0; i < 4; i++) {
        struct pose pose = {.x = 640, .y = 360, .size = 29 * 7, .turn = i * M_PI / 2};
        float most = i % 2 ? 8 : -8;
        drawn_clear(d, 190);
        drawn_code(d, drawn_text(29), &pose, i / 2 ? DRAWN_INVERTED : DRAWN_PLAIN);
        bend(d, most, 29 * 3.5F);
        struct grey picture = drawn_sense(d, 2);
        struct grid g = d->grid;
        for (int k = 0; k < 4; k++) /* where a search would see the finders */
            g.at[k].y += most * 0.575F;
        fit_grid(&g, &relief, lists, &picture);
        int before = wrong_in(d, &g, &picture);
        assert_true(fit_bent(&g, &relief, &picture));
        int after = wrong_in(d, &g, &picture);
        assert_true(before > 60);
        assert_int_equal(after, 0);
    }
}

/* ---- the clean picture ---- */

static char read_text[DECODE_TEXT_MAX];

static void
keep(const char *text, size_t len, int area, void *payload)
{
    (void)area;
    *(int *)payload += 1;
    memcpy(read_text, text, len);
    read_text[len] = '\0';
}

/* The picture that is drawn of the modules: in paper, each as it is, or is fixed to be. */
static void
check_picture(const struct drawn *d, const struct grey *drawn)
{
    int n = d->grid.modules;
    assert_int_equal(drawn->width, (n + 2 * MODULES_QUIET) * MODULES_PX);
    assert_int_equal(drawn->height, drawn->width);
    for (int i = 0; i < drawn->width * drawn->height; i++) {
        int x = i % drawn->width / MODULES_PX - MODULES_QUIET;
        int y = i / drawn->width / MODULES_PX - MODULES_QUIET;
        bool in = x >= 0 && y >= 0 && x < n && y < n;
        assert_int_equal(drawn->px[i], in && d->dark[y * n + x] ? 0 : 255);
    }
}

static void
code_is_drawn_anew_clean_and_read(void **state)
{
    struct drawn *d = *state;
    struct reader *reader = reader_create();
    for (int i = 0; i < 4; i++) {
        struct pose pose = {.x = 640, .y = 360, .size = 29 * 7, .turn = i};
        int count = 0;
        drawn_clear(d, 190);
        drawn_code(d, drawn_text(29), &pose, i % 2 ? DRAWN_INVERTED : DRAWN_PLAIN);
        struct grey picture = drawn_sense(d, 2);
        assert_int_equal(wrong_in(d, &d->grid, &picture), 0);
        struct grey drawn = modules_level(&modules);
        check_picture(d, &drawn);
        reader_read(reader, &drawn, keep, &count);
        assert_int_equal(count, 1);
        assert_string_equal(read_text, drawn_text(29));
    }
    reader_destroy(reader);
}

static void
what_is_fixed_is_drawn_as_it_must_be_whatever_was_seen(void **state)
{
    struct drawn *d = *state;
    for (int inverted = 0; inverted < 2; inverted++) {
        static float light[29 * 29];
        struct pose pose = {.x = 640, .y = 360, .size = 29 * 7};
        drawn_clear(d, 190);
        drawn_code(d, drawn_text(29), &pose, inverted ? DRAWN_INVERTED : DRAWN_PLAIN);
        for (int i = 0; i < 29 * 29; i++) {
            bool fixed;
            float seen = d->dark[i] != (bool)inverted ? 0.4F : 0.6F;
            light[i] = grid_fixed(29, i % 29, i / 29, &fixed) ? 1 - seen : seen;
        }
        modules.modules = 29;
        modules.inverted = inverted;
        struct grey drawn = modules_from_light(&modules, light);
        check_picture(d, &drawn);
    }
}

static int
setup(void **state)
{
    *state = drawn_create();
    return 0;
}

static int
teardown(void **state)
{
    relief_finish(&relief);
    drawn_destroy(*state);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_modules_are_those_of_libqrencode),
        cmocka_unit_test(list_of_fixed_modules_holds_each_once),
        cmocka_unit_test(around_the_code_all_is_fixed_light),
        cmocka_unit_test(plane_goes_through_the_four_points_and_the_bends),
        cmocka_unit_test(module_and_area_are_those_that_were_drawn),
        cmocka_unit_test(relief_is_above_0_in_the_dark_and_below_in_the_light),
        cmocka_unit_test(relief_is_the_pixel_less_than_the_mean_around_it),
        cmocka_unit_test(relief_of_less_than_a_code_is_refused),
        cmocka_unit_test(guess_puts_the_other_two_finders_in_order),
        cmocka_unit_test(code_fits_at_any_tilt_and_bending_sets_its_modules_right),
        cmocka_unit_test(nothing_fits_on_noise_and_stripes),
        cmocka_unit_test(code_of_the_other_colour_does_not_fit),
        cmocka_unit_test(grid_outside_of_the_picture_does_not_fit),
        cmocka_unit_test(bent_card_that_the_plane_misses_is_read_after_bending),
        cmocka_unit_test(code_is_drawn_anew_clean_and_read),
        cmocka_unit_test(what_is_fixed_is_drawn_as_it_must_be_whatever_was_seen),
        cmocka_unit_test(plane_seen_from_its_edge_reads_nothing_beyond_the_picture),
    };
    return cmocka_run_group_tests_name("grid", tests, setup, teardown);
}
