/* Cards that moved or were out of focus: unblur.c. */
#include "tests/testing.h"

#include "scanner/modules.h"
#include "scanner/unblur.h"
#include "tests/drawn.h"
#include "tests/lens.h"

#include <math.h>

enum { MODULES = 29, MODULE = 6, NOISE = 3, MOST_WRONG = MODULES * MODULES * 3 / 100 };

static struct modules modules;
static float light[GRID_MODULES_MAX * GRID_MODULES_MAX];

static int
wrong_as_seen(const struct drawn *d, const struct grey *picture)
{
    modules.modules = d->grid.modules;
    modules.inverted = d->grid.inverted;
    grid_sample(modules.grey, &d->grid, picture, 1);
    modules_level(&modules);
    return drawn_wrong(d, modules.dark);
}

static int
wrong_unblurred(const struct drawn *d, const struct grey *picture)
{
    struct unblur *u = unblur_create();
    modules.modules = d->grid.modules;
    modules.inverted = d->grid.inverted;
    assert_true(unblur(u, light, &d->grid, picture));
    unblur_destroy(u);
    for (int i = 0; i < MODULES * MODULES; i++)
        assert_true(light[i] >= 0 && light[i] <= 1);
    modules_from_light(&modules, light);
    return drawn_wrong(d, modules.dark);
}

static void
check_moved(struct drawn *d, double by, int every, int most_wrong)
{
    for (int i = 0; i < 8; i += every) {
        struct pose pose = {.x = 640.3, .y = 360.2, .size = MODULES * MODULE, .turn = i * 0.1};
        pose.moved = by * MODULE;
        pose.course = i * M_PI / 8;
        drawn_clear(d, 190);
        drawn_code(d, drawn_text(MODULES), &pose, i % 2 ? DRAWN_INVERTED : DRAWN_PLAIN);
        struct grey picture = drawn_sense(d, NOISE);
        int before = wrong_as_seen(d, &picture), after = wrong_unblurred(d, &picture);
        assert_true(before > after);
        assert_in_range(after, 0, most_wrong);
    }
}

static void
card_that_moved_two_modules_in_any_direction_is_made_sharp(void **state)
{
    check_moved(*state, 2, 1, 4);
}

static void
card_that_moved_three_modules_in_any_direction_is_made_sharp(void **state)
{
    check_moved(*state, 3, 2, MOST_WRONG);
}

static void
blur(struct drawn *d, int turn, double sigma)
{
    struct pose pose = {.x = 640.3, .y = 360.2, .size = MODULES * MODULE, .turn = turn * 0.5};
    drawn_clear(d, 190);
    drawn_code(d, drawn_text(MODULES), &pose, turn % 2 ? DRAWN_INVERTED : DRAWN_PLAIN);
    lens_blur(d->canvas, sigma * MODULE);
}

static void
card_out_of_focus_is_made_sharp(void **state)
{
    struct drawn *d = *state;
    for (int turn = 0; turn < 4; turn++) {
        blur(d, turn, 0.7);
        struct grey picture = drawn_sense(d, NOISE);
        assert_true(wrong_as_seen(d, &picture) > 3 * MOST_WRONG);
        assert_in_range(wrong_unblurred(d, &picture), 0, MOST_WRONG);
    }
}

/* Farther than level Q corrects, but not for long: what comes out is nearer to the code. */
static void
card_far_out_of_focus_is_made_sharper(void **state)
{
    struct drawn *d = *state;
    for (int turn = 0; turn < 4; turn++) {
        blur(d, turn, 0.8);
        struct grey picture = drawn_sense(d, NOISE);
        assert_true(wrong_as_seen(d, &picture) > 3 * wrong_unblurred(d, &picture));
    }
}

static void
sharp_card_stays_as_it_is(void **state)
{
    struct drawn *d = *state;
    struct pose pose = {.x = 640.3, .y = 360.2, .size = MODULES * MODULE, .turn = 0.4};
    drawn_clear(d, 190);
    drawn_code(d, drawn_text(MODULES), &pose, DRAWN_PLAIN);
    struct grey picture = drawn_sense(d, NOISE);
    assert_in_range(wrong_unblurred(d, &picture), 0, 3);
}

static void
picture_that_no_blur_explains_is_refused(void **state)
{
    struct drawn *d = *state;
    struct unblur *u = unblur_create();
    struct pose pose = {.x = 640.3, .y = 360.2, .size = MODULES * MODULE, .turn = 0.4};
    drawn_clear(d, 190);
    drawn_code(d, drawn_text(MODULES), &pose, DRAWN_PLAIN);
    struct grid g = d->grid, other_way = g, beside = g;
    struct grey picture = drawn_sense(d, NOISE);
    other_way.inverted = true;
    assert_false(unblur(u, light, &other_way, &picture));
    for (int i = 0; i < 4; i++)
        beside.at[i].x += 5 * MODULE;
    assert_false(unblur(u, light, &beside, &picture));
    for (int noise = 0; noise <= 60; noise += 30) {
        drawn_clear(d, 120);
        picture = drawn_sense(d, noise);
        assert_false(unblur(u, light, &g, &picture));
    }
    for (int period = 3; period < 30; period += 4) {
        for (int i = 0; i < CANVAS_W * CANVAS_H; i++)
            d->canvas->px[i] = i % CANVAS_W / period % 2 ? 220 : 30;
        picture = drawn_sense(d, NOISE);
        assert_false(unblur(u, light, &g, &picture));
    }
    unblur_destroy(u);
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
    drawn_destroy(*state);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(card_that_moved_two_modules_in_any_direction_is_made_sharp),
        cmocka_unit_test(card_that_moved_three_modules_in_any_direction_is_made_sharp),
        cmocka_unit_test(card_out_of_focus_is_made_sharp),
        cmocka_unit_test(card_far_out_of_focus_is_made_sharper),
        cmocka_unit_test(sharp_card_stays_as_it_is),
        cmocka_unit_test(picture_that_no_blur_explains_is_refused),
    };
    return cmocka_run_group_tests_name("unblur", tests, setup, teardown);
}
