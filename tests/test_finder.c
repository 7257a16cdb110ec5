/* Finder patterns in drawn pictures, and which three are one code's: finder.c and corners.c. */
#include "tests/testing.h"

#include "scanner/corners.h"
#include "scanner/finder.h"
#include "tests/drawn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HALVES = 128 };

static uint8_t binary[CANVAS_W * CANVAS_H];
static struct finders finders;
static struct corners corners;
static struct fixed fixed[GRID_SIZES];

static struct grey
black_and_white(struct drawn *d)
{
    for (int i = 0; i < CANVAS_W * CANVAS_H; i++)
        binary[i] = d->canvas->px[i] < HALVES ? 0 : 255;
    return (struct grey){binary, CANVAS_W, CANVAS_H};
}

static struct pose
in_the_middle(int modules, double module, double turn)
{
    return (struct pose){.x = CANVAS_W / 2.0 + 0.3,
        .y = CANVAS_H / 2.0 + 0.4,
        .size = modules * module,
        .turn = turn};
}

static bool
near_by(struct point a, float x, float y, float most)
{
    return hypotf(a.x - x, a.y - y) <= most;
}

/* Of the last code's three finder patterns, how many were found within half a module. */
static int
count_found(const struct drawn *d, float module)
{
    int count = 0;
    for (int corner = 0; corner < 3; corner++)
        for (int i = 0; i < finders.count; i++) {
            const struct finder *f = &finders.found[i];
            if (near_by(d->grid.at[corner], f->x, f->y, module / 2) &&
                f->inverted == d->grid.inverted && f->hits >= 2) {
                assert_true(f->module > module * 0.6F && f->module < module * 1.6F);
                count++;
                break;
            }
        }
    return count;
}

static int
search_drawn(struct drawn *d, double module, double turn, enum drawn_how how, enum finder_how look,
    int every)
{
    struct pose pose = in_the_middle(21, module, turn);
    drawn_clear(d, 200);
    drawn_code(d, drawn_text(21), &pose, how);
    struct grey picture = black_and_white(d);
    finder_search(&finders, &picture, look, every);
    return count_found(d, (float)module);
}

static const double sizes[] = {2, 3, 5.3, 20};
enum { SIZES = sizeof sizes / sizeof sizes[0], TURNS = 12 };

static void
three_finders_of_an_upright_code_are_found_at_any_size(void **state)
{
    for (int size = 0; size < SIZES; size++) {
        assert_int_equal(search_drawn(*state, sizes[size], 0, DRAWN_PLAIN, FINDER_CLOSED, 1), 3);
        assert_int_equal(search_drawn(*state, sizes[size], 0, DRAWN_PLAIN, FINDER_OPEN, 2), 3);
    }
}

static void
three_finders_of_a_turned_code_are_found_at_any_size(void **state)
{
    for (int size = 1; size < SIZES; size++)
        for (int turn = 0; turn < TURNS; turn++) {
            int found = search_drawn(
                *state, sizes[size], turn * M_PI / 6 + 0.1, DRAWN_PLAIN, FINDER_CLOSED, 2);
            assert_int_equal(found, 3);
        }
}

static void
finders_of_light_on_dark_are_found_and_told(void **state)
{
    for (int size = 0; size < SIZES; size++)
        assert_int_equal(
            search_drawn(*state, sizes[size], 0.2, DRAWN_INVERTED, FINDER_CLOSED, 1), 3);
}

static void
covered_quiet_zone_is_found_by_the_open_search_alone(void **state)
{
    for (int turn = 0; turn < 3; turn++) {
        double angle = turn * 0.12;
        assert_int_equal(search_drawn(*state, 6, angle, DRAWN_COVERED, FINDER_OPEN, 2), 3);
        assert_int_equal(search_drawn(*state, 6, angle, DRAWN_COVERED, FINDER_CLOSED, 2), 0);
    }
}

static struct grey
checks(int across, int down, int width, int height)
{
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            binary[y * width + x] = (x / across + y / down) % 2 ? 255 : 0;
    return (struct grey){binary, width, height};
}

static int
clear_finders(const struct grey *picture, enum finder_how how)
{
    int clear = 0;
    finder_search(&finders, picture, how, 1);
    for (int i = 0; i < finders.count; i++)
        clear += finders.found[i].hits >= 2;
    return clear;
}

/* Checks of 2 to 4 pixels look like patterns of modules too small to tell: to the open search,
 * which is stricter inside, they do not. */
static void
stripes_and_checks_have_no_clear_finders(void **state)
{
    (void)state;
    for (int side = 1; side <= 24; side++) {
        struct grey upright = checks(side, 1000, 400, 300);
        assert_int_equal(clear_finders(&upright, FINDER_CLOSED), 0);
        assert_int_equal(clear_finders(&upright, FINDER_OPEN), 0);
        struct grey lying = checks(1000, side, 400, 300);
        assert_int_equal(clear_finders(&lying, FINDER_CLOSED), 0);
        assert_int_equal(clear_finders(&lying, FINDER_OPEN), 0);
        struct grey both = checks(side, side, 400, 300);
        if (side < 2 || side > 4)
            assert_int_equal(clear_finders(&both, FINDER_CLOSED), 0);
        assert_int_equal(clear_finders(&both, FINDER_OPEN), 0);
    }
}

static void
busy_box_holds_the_code(void **state)
{
    struct drawn *d = *state;
    for (int turn = 0; turn < TURNS; turn += 2) {
        struct pose pose = in_the_middle(29, 3, turn * M_PI / 6);
        struct box box;
        pose.x = 100 + turn * 90;
        drawn_clear(d, 200);
        drawn_code(d, drawn_text(29), &pose, DRAWN_PLAIN);
        struct grey picture = black_and_white(d);
        assert_true(finder_busy(&box, &picture));
        for (int corner = 0; corner < 4; corner++) {
            struct point at = drawn_at(d, corner % 2 * 29.0F, corner < 2 ? 0 : 29);
            assert_true(at.x >= (float)box.left && at.x <= (float)(box.left + box.width));
            assert_true(at.y >= (float)box.top && at.y <= (float)(box.top + box.height));
        }
        assert_true(box.width < 29 * 3 * 2 + 64 && box.height < 29 * 3 * 2 + 32);
        assert_true(box.left >= 0 && box.left + box.width <= CANVAS_W);
    }
}

static void
plain_picture_is_not_busy(void **state)
{
    struct box box;
    drawn_clear(*state, 200);
    struct grey picture = black_and_white(*state);
    assert_false(finder_busy(&box, &picture));
}

/* The module lies so that the pattern's first row is the picture's, and so its last. */
static void
finders_at_the_edges_of_the_picture_are_found(void **state)
{
    (void)state;
    enum { MODULE = 5, SIDE = 7 * MODULE, WIDTH = 300 };
    for (int corner = 0; corner < 4; corner++) {
        int left = corner % 2 ? WIDTH - SIDE : 0, top = corner < 2 ? 0 : WIDTH - SIDE;
        memset(binary, 255, WIDTH * WIDTH);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = i % SIDE / MODULE - 3, y = i / SIDE / MODULE - 3;
            bool light = (abs(x) == 2 && abs(y) <= 2) || (abs(y) == 2 && abs(x) <= 2);
            binary[(top + i / SIDE) * WIDTH + left + i % SIDE] = light ? 255 : 0;
        }
        struct grey picture = {binary, WIDTH, WIDTH};
        finder_search(&finders, &picture, FINDER_CLOSED, 1);
        assert_int_equal(finders.count, 1);
        struct point middle = {(float)left + SIDE / 2.0F, (float)top + SIDE / 2.0F};
        assert_true(near_by(middle, finders.found[0].x, finders.found[0].y, 1));
        /* One line crosses it, beside its middle. */
        finder_search(&finders, &picture, FINDER_CLOSED, 20);
        assert_int_equal(finders.count, 1);
        assert_true(near_by(middle, finders.found[0].x, finders.found[0].y, 1));
    }
}

static void
search_all(const uint8_t *px, int width, int height)
{
    struct grey picture = {px, width, height};
    struct box box;
    for (int every = 1; every <= 3; every++)
        for (int how = FINDER_CLOSED; how <= FINDER_OPEN; how++) {
            finder_search(&finders, &picture, (enum finder_how)how, every);
            assert_in_range(finders.count, 0, FINDERS_MAX);
            corners_choose(&corners, fixed, &finders, &picture);
            corners_guess(&corners, fixed, &finders, &picture, 29);
        }
    if (finder_busy(&box, &picture)) {
        assert_true(box.left >= 0 && box.top >= 0);
        assert_true(box.left + box.width <= width && box.top + box.height <= height);
    }
}

enum pattern { CHECKS, NOISE, RINGS, DARK, PATTERNS };

static bool
is_dark(enum pattern pattern, int x, int y)
{
    static uint32_t chance = 1;
    switch (pattern) {
    case CHECKS:
        return (x + y) % 2;
    case NOISE:
        chance = chance * 1664525 + 1013904223;
        return chance >> 31;
    case RINGS:
        return x % 7 != 1 && x % 7 != 5;
    case DARK:
    case PATTERNS:
        break;
    }
    return true;
}

/* Memory of just the picture's size: the sanitizer sees a step beyond it. */
static void
smallest_and_widest_pictures_are_searched_within_their_bounds(void **state)
{
    (void)state;
    static const int all[][2] = {{21, 21}, {4096, 21}, {21, 4096}, {37, 23}, {4095, 22}};
    for (size_t i = 0; i < sizeof all / sizeof all[0] * PATTERNS; i++) {
        int width = all[i / PATTERNS][0], height = all[i / PATTERNS][1];
        uint8_t *px = malloc((size_t)width * (size_t)height);
        assert_non_null(px);
        for (int k = 0; k < width * height; k++)
            px[k] = is_dark((enum pattern)(i % PATTERNS), k % width, k / width) ? 0 : 255;
        search_all(px, width, height);
        free(px);
    }
}

/* ---- corners ---- */

static float
worst_corner(const struct grid *g, const struct grid *truth)
{
    float worst = 0;
    for (int i = 0; i < 3; i++)
        worst = fmaxf(worst, hypotf(g->at[i].x - truth->at[i].x, g->at[i].y - truth->at[i].y));
    return worst;
}

static void
choose(const struct grey *picture, enum finder_how how)
{
    finder_search(&finders, picture, how, 1);
    corners_choose(&corners, fixed, &finders, picture);
}

static void
threes_of_two_codes_come_first_and_unmixed(void **state)
{
    struct drawn *d = *state;
    for (int turn = 0; turn < TURNS; turn += 2) {
        struct pose left = in_the_middle(29, 7, turn * M_PI / 6), right = left;
        left.x -= 180;
        right.x += 180;
        right.turn += turn * 0.4;
        drawn_clear(d, 200);
        drawn_code(d, drawn_text(29), &left, DRAWN_PLAIN);
        struct grid first = d->grid;
        drawn_code(d, drawn_text(29), &right, DRAWN_PLAIN);
        struct grey picture = black_and_white(d);
        choose(&picture, FINDER_CLOSED);
        assert_true(corners.count >= 2);
        const struct grid *a = &corners.all[0].guess, *b = &corners.all[1].guess;
        const struct grid *is_left = a->at[0].x < CANVAS_W / 2.0F ? a : b;
        assert_true(worst_corner(is_left, &first) < 3.5F);
        assert_true(worst_corner(is_left == a ? b : a, &d->grid) < 3.5F);
        assert_int_equal(a->modules, 29);
        assert_int_equal(b->modules, 29);
    }
}

static void
size_of_a_code_is_told(void **state)
{
    struct drawn *d = *state;
    static const int all[] = {21, 29, 45, 57};
    static const double tilts[] = {0.5, 0.35, 0.15, 0.1}; /* three points know nothing of it */
    for (int size = 0; size < 4; size++)
        for (int turn = size % 2; turn < TURNS; turn += 3) {
            struct pose pose = in_the_middle(all[size], 7, turn * M_PI / 6 + 0.1);
            pose.tilt = tilts[size];
            pose.axis = turn;
            drawn_clear(d, 200);
            drawn_code(d, drawn_text(all[size]), &pose, turn % 2);
            struct grey picture = black_and_white(d);
            choose(&picture, FINDER_CLOSED);
            assert_true(corners.count > 0);
            assert_int_equal(corners.all[0].guess.modules, all[size]);
            assert_int_equal(corners.all[0].guess.inverted, turn % 2);
            assert_true(corners.all[0].agreement > 0.33F);
            assert_true(worst_corner(&corners.all[0].guess, &d->grid) < 5);
            assert_false(corners.large);
        }
}

static void
code_over_version_10_is_told_to_be_large(void **state)
{
    struct drawn *d = *state;
    static const int all[] = {61, 69, 97};
    for (int size = 0; size < 3; size++)
        for (int turn = 0; turn < TURNS; turn += 3) {
            struct pose pose = in_the_middle(all[size], 5, turn * M_PI / 6 + 0.02);
            drawn_clear(d, 200);
            drawn_code(d, drawn_text(all[size]), &pose, turn % 2);
            struct grey picture = black_and_white(d);
            choose(&picture, FINDER_CLOSED);
            assert_true(corners.large);
        }
}

static void
paint_over(struct drawn *d, struct point at, float reach)
{
    for (int y = (int)(at.y - reach); y < (int)(at.y + reach); y++)
        for (int x = (int)(at.x - reach); x < (int)(at.x + reach); x++)
            d->canvas->px[y * CANVAS_W + x] = 120;
}

static void
code_with_a_finder_painted_over_is_guessed_from_the_other_two(void **state)
{
    struct drawn *d = *state;
    for (int hidden = 0; hidden < 3; hidden++)
        for (int turn = 0; turn < TURNS; turn += 3) {
            struct pose pose = in_the_middle(29, 7, turn * M_PI / 6 + 0.05);
            drawn_clear(d, 200);
            drawn_code(d, drawn_text(29), &pose, turn % 2);
            paint_over(d, d->grid.at[hidden], 30);
            struct grey picture = black_and_white(d);
            choose(&picture, FINDER_CLOSED);
            assert_true(corners.count == 0 || corners.all[0].agreement < 0.6F);
            corners_guess(&corners, fixed, &finders, &picture, 29);
            assert_true(corners.count > 0);
            assert_true(worst_corner(&corners.all[0].guess, &d->grid) < 7);
            assert_int_equal(corners.all[0].guess.inverted, turn % 2);
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
    drawn_destroy(*state);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_finders_of_an_upright_code_are_found_at_any_size),
        cmocka_unit_test(three_finders_of_a_turned_code_are_found_at_any_size),
        cmocka_unit_test(finders_of_light_on_dark_are_found_and_told),
        cmocka_unit_test(covered_quiet_zone_is_found_by_the_open_search_alone),
        cmocka_unit_test(stripes_and_checks_have_no_clear_finders),
        cmocka_unit_test(busy_box_holds_the_code),
        cmocka_unit_test(plain_picture_is_not_busy),
        cmocka_unit_test(finders_at_the_edges_of_the_picture_are_found),
        cmocka_unit_test(smallest_and_widest_pictures_are_searched_within_their_bounds),
        cmocka_unit_test(threes_of_two_codes_come_first_and_unmixed),
        cmocka_unit_test(size_of_a_code_is_told),
        cmocka_unit_test(code_over_version_10_is_told_to_be_large),
        cmocka_unit_test(code_with_a_finder_painted_over_is_guessed_from_the_other_two),
    };
    return cmocka_run_group_tests_name("finder", tests, setup, teardown);
}
