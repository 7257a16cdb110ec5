/* What SDL tells and what the window makes of it, with SDL's dummy display. */
#include "tests/testing.h"

#include "kiosk/sdl_window.h"

#include <SDL.h>
#include <stdlib.h>

static struct window *window;

static int
set_up(void **state)
{
    (void)state;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    window = window_create("test", 1000, 500);
    while (window && window_wait(window, 0).kind != WINDOW_TIMEOUT)
        continue;
    return window ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    window_destroy(window);
    return 0;
}

static void
push_finger(Uint32 type, SDL_FingerID finger, float x, float y)
{
    SDL_Event event = {.tfinger = {.type = type, .fingerId = finger, .x = x, .y = y}};
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void
push_button(Uint32 type, Uint8 button, int x, int y)
{
    SDL_Event event = {.button = {.type = type, .button = button, .x = x, .y = y}};
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void
expect(enum window_event_kind kind, int64_t finger, int x, int y)
{
    struct window_event event = window_wait(window, 0);
    assert_int_equal(event.kind, kind);
    assert_int_equal(event.finger, finger);
    assert_int_equal(event.x, x);
    assert_int_equal(event.y, y);
}

static void
expect_nothing(void)
{
    assert_int_equal(window_wait(window, 0).kind, WINDOW_TIMEOUT);
}

static void
finger_is_told_in_pixels_with_its_number(void **state)
{
    (void)state;
    push_finger(SDL_FINGERDOWN, 4, 0.5F, 0.5F);
    push_finger(SDL_FINGERDOWN, 9, 0.1F, 0.2F);
    push_finger(SDL_FINGERUP, 4, 0.75F, 0.5F);
    expect(WINDOW_DOWN, 4, 500, 250);
    expect(WINDOW_DOWN, 9, 100, 100);
    expect(WINDOW_UP, 4, 750, 250);
    expect_nothing();
}

static void
of_moves_that_piled_up_the_newest_is_told_and_the_order_is_kept(void **state)
{
    (void)state;
    push_finger(SDL_FINGERDOWN, 4, 0.0F, 0.0F);
    for (int i = 1; i <= 8; i++)
        push_finger(SDL_FINGERMOTION, 4, 0.0F, (float)i / 8);
    push_finger(SDL_FINGERMOTION, 9, 0.5F, 0.5F);
    push_finger(SDL_FINGERMOTION, 4, 0.5F, 0.25F);
    push_finger(SDL_FINGERUP, 4, 0.5F, 0.25F);
    expect(WINDOW_DOWN, 4, 0, 0);
    expect(WINDOW_MOVE, 4, 0, 500);
    expect(WINDOW_MOVE, 9, 500, 250);
    expect(WINDOW_MOVE, 4, 500, 125);
    expect(WINDOW_UP, 4, 500, 125);
    expect_nothing();
}

static void
left_button_of_a_mouse_is_a_finger_and_the_others_are_nothing(void **state)
{
    (void)state;
    push_button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 5, 6);
    push_button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 10, 20);
    push_button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 10, 20);
    expect(WINDOW_DOWN, -1, 10, 20);
    expect(WINDOW_UP, -1, 10, 20);
    expect_nothing();
}

static void
finger_makes_no_mouse_and_mouse_no_finger(void **state)
{
    (void)state;
    assert_string_equal(SDL_GetHint(SDL_HINT_TOUCH_MOUSE_EVENTS), "0");
    assert_string_equal(SDL_GetHint(SDL_HINT_MOUSE_TOUCH_EVENTS), "0");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finger_is_told_in_pixels_with_its_number),
        cmocka_unit_test(of_moves_that_piled_up_the_newest_is_told_and_the_order_is_kept),
        cmocka_unit_test(left_button_of_a_mouse_is_a_finger_and_the_others_are_nothing),
        cmocka_unit_test(finger_makes_no_mouse_and_mouse_no_finger),
    };
    return cmocka_run_group_tests_name("window", tests, set_up, tear_down);
}
