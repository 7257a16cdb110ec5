/* How hard live frames are looked at: watch.c. */
#include "tests/testing.h"

#include "scanner/card.h"
#include "scanner/watch.h"
#include "tests/drawn.h"
#include "tests/lens.h"

#include <string.h>

enum { FRAME_MS = 120, AWAKE_FRAMES = 3000 / FRAME_MS, GLANCE_FRAMES = 480 / FRAME_MS };

struct doorway {
    struct drawn *drawn;
    struct watch *watch;
    struct decode_result out;
    int64_t now_ms;
    bool moving;
};

static void
open_doorway(struct doorway *w, struct drawn *d)
{
    *w = (struct doorway){.drawn = d, .watch = watch_create(), .now_ms = 5000};
    drawn_clear(d, 0);
    canvas_doorway(d->canvas);
    lens_blur(d->canvas, 0.6);
}

/* The next frame of what is on the canvas; returns how many codes were found. */
static int
see(struct doorway *w, double noise)
{
    struct frame frame = {.y = drawn_sense(w->drawn, noise)};
    w->now_ms += FRAME_MS;
    frame.captured_ms = w->now_ms;
    return watch_frame(w->watch, &w->out, &frame, &w->moving);
}

/* The first frame is news. */
static void
fall_asleep(struct doorway *w, double noise)
{
    assert_int_equal(see(w, noise), 0);
    assert_true(w->moving);
    int64_t end = w->now_ms + 3000;
    while (w->now_ms + FRAME_MS < end) {
        assert_int_equal(see(w, noise), 0);
        assert_false(w->moving);
        assert_true(watch_is_awake(w->watch, w->now_ms));
    }
    see(w, noise);
    assert_false(watch_is_awake(w->watch, w->now_ms));
}

static void
still_doorway_falls_asleep_after_three_seconds_whatever_the_noise(void **state)
{
    static struct doorway w;
    static const double noises[] = {3, 10, 20};
    for (int i = 0; i < 3; i++) {
        open_doorway(&w, *state);
        fall_asleep(&w, noises[i]);
        for (int k = 0; k < 12; k++) {
            assert_int_equal(see(&w, noises[i]), 0);
            assert_false(w.moving);
            assert_false(watch_is_awake(w.watch, w.now_ms));
        }
        watch_destroy(w.watch);
    }
}

/* A lamp changes all cells alike: it wakes nobody, and what comes with it is seen by the next
 * look. */
static void
lamp_that_is_switched_on_and_off_is_no_motion(void **state)
{
    static struct doorway w;
    open_doorway(&w, *state);
    fall_asleep(&w, 3);
    for (int i = 0; i < 4; i++) {
        lens_expose(w.drawn->canvas, 1, i % 2 ? -40 : 40);
        see(&w, 3);
        assert_false(w.moving);
        assert_false(watch_is_awake(w.watch, w.now_ms));
    }
    watch_destroy(w.watch);
}

static void
paint(struct drawn *d, int left, int top, int side, float by)
{
    for (int y = top; y < top + side; y++)
        for (int x = left; x < left + side; x++)
            d->canvas->px[y * CANVAS_W + x] += by;
}

static void
hand_that_comes_and_moves_wakes_at_once(void **state)
{
    static struct doorway w;
    for (int dark = 0; dark < 2; dark++) {
        float by = dark ? -35 : 35;
        open_doorway(&w, *state);
        fall_asleep(&w, 5);
        paint(w.drawn, 600, 300, 90, by);
        see(&w, 5);
        assert_true(w.moving);
        assert_true(watch_is_awake(w.watch, w.now_ms));
        assert_true(watch_is_awake(w.watch, w.now_ms + 2999));
        assert_false(watch_is_awake(w.watch, w.now_ms + 3000));
        see(&w, 5);
        assert_false(w.moving);
        paint(w.drawn, 600, 300, 90, -by);
        paint(w.drawn, 660, 340, 90, by);
        see(&w, 5);
        assert_true(w.moving);
        watch_destroy(w.watch);
    }
}

static void
fly_is_no_motion(void **state)
{
    static struct doorway w;
    open_doorway(&w, *state);
    fall_asleep(&w, 3);
    for (int i = 0; i < 5; i++) {
        paint(w.drawn, 300 + 50 * i, 300, 30, 60);
        see(&w, 3);
        assert_false(w.moving);
    }
    watch_destroy(w.watch);
}

/* Without noise, where the median bounds nothing. */
static void
faint_change_is_no_motion(void **state)
{
    static struct doorway w;
    open_doorway(&w, *state);
    fall_asleep(&w, 0);
    for (int i = 0; i < 3; i++) {
        paint(w.drawn, 200 + 300 * i, 200, 250, 8);
        see(&w, 0);
        assert_false(w.moving);
    }
    watch_destroy(w.watch);
}

static const char *
our_card(void)
{
    static char text[CARD_TEXT_LEN + 1];
    static const uint8_t key[CARD_KEY_LEN] = {1};
    struct card card = {.kind = CARD_CHILD, .id = {1, 2, 3}};
    card_text(text, &card, key);
    return text;
}

static void
card_that_is_held_up_is_read_in_its_first_frame_and_keeps_awake(void **state)
{
    static struct doorway w;
    struct pose pose = {.x = 500, .y = 400, .size = 29 * 5, .turn = 0.2};
    open_doorway(&w, *state);
    fall_asleep(&w, 3);
    for (int i = 0; i < GLANCE_FRAMES;
         i++) { /* whichever of the frames that are looked at is next */
        see(&w, 3);
        assert_false(watch_is_awake(w.watch, w.now_ms));
    }
    see(&w, 3);
    drawn_code(w.drawn, our_card(), &pose, DRAWN_PLAIN);
    assert_int_equal(see(&w, 3), 1);
    assert_true(w.moving);
    assert_string_equal(w.out.codes[0].text, our_card());
    for (int i = 0; i < AWAKE_FRAMES + 2; i++) { /* held still it is read on and on */
        assert_int_equal(see(&w, 3), 1);
        assert_int_equal(w.moving, false);
        assert_true(watch_is_awake(w.watch, w.now_ms));
    }
    watch_destroy(w.watch);
}

static void
code_of_another_program_keeps_nobody_awake(void **state)
{
    static struct doorway w;
    struct pose pose = {.x = 500, .y = 400, .size = 29 * 5, .turn = 0.2};
    open_doorway(&w, *state);
    drawn_code(w.drawn, "https://example.org/poster", &pose, DRAWN_PLAIN);
    for (int i = 0; i < AWAKE_FRAMES; i++) {
        assert_int_equal(see(&w, 3), 1);
        assert_true(watch_is_awake(w.watch, w.now_ms));
    }
    see(&w, 3);
    assert_false(watch_is_awake(w.watch, w.now_ms));
    watch_destroy(w.watch);
}

/* So pale that no cell changes by enough. */
static void
card_that_nobody_saw_come_is_read_within_four_frames(void **state)
{
    static struct doorway w;
    for (int late = 0; late < GLANCE_FRAMES; late++) {
        struct pose pose = {.x = 500, .y = 400, .size = 29 * 6};
        open_doorway(&w, *state);
        drawn_clear(w.drawn, 215);
        drawn_code(w.drawn, our_card(), &pose, DRAWN_PLAIN);
        lens_expose(w.drawn->canvas, 0.06, 120);
        static float pale[CANVAS_W * CANVAS_H];
        memcpy(pale, w.drawn->canvas->px, sizeof pale);
        drawn_clear(w.drawn, 132.5F);
        fall_asleep(&w, 1);
        for (int i = 0; i < late; i++)
            assert_int_equal(see(&w, 1), 0);
        memcpy(w.drawn->canvas->px, pale, sizeof pale);
        int frames = 1, found;
        while ((found = see(&w, 1)) == 0 && frames < 2 * GLANCE_FRAMES) {
            assert_false(w.moving);
            frames++;
        }
        assert_int_equal(found, 1);
        assert_in_range(frames, 1, GLANCE_FRAMES);
        assert_true(watch_is_awake(w.watch, w.now_ms));
        watch_destroy(w.watch);
    }
}

static void
frames_of_any_size_are_watched(void **state)
{
    static const int sizes[][2] = {{1, 1}, {64, 36}, {63, 35}, {4096, 21}, {21, 4096}, {0, 0}};
    static uint8_t px[4096 * 36];
    static struct decode_result out;
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct watch *watch = watch_create();
        bool moving;
        for (int k = 0; k < 3; k++) {
            struct frame frame = {.y = {px, sizes[i][0], sizes[i][1]}, .captured_ms = k * 100};
            assert_int_equal(watch_frame(watch, &out, &frame, &moving), 0);
            assert_int_equal(moving, k == 0);
        }
        watch_destroy(watch);
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
        cmocka_unit_test(still_doorway_falls_asleep_after_three_seconds_whatever_the_noise),
        cmocka_unit_test(lamp_that_is_switched_on_and_off_is_no_motion),
        cmocka_unit_test(hand_that_comes_and_moves_wakes_at_once),
        cmocka_unit_test(fly_is_no_motion),
        cmocka_unit_test(faint_change_is_no_motion),
        cmocka_unit_test(card_that_is_held_up_is_read_in_its_first_frame_and_keeps_awake),
        cmocka_unit_test(code_of_another_program_keeps_nobody_awake),
        cmocka_unit_test(card_that_nobody_saw_come_is_read_within_four_frames),
        cmocka_unit_test(frames_of_any_size_are_watched),
    };
    return cmocka_run_group_tests_name("watch", tests, setup, teardown);
}
