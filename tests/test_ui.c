/* The kit: what a finger does to each control. */
#include "tests/testing.h"

#include "kiosk/ui_chart.h"
#include "kiosk/ui_dialog.h"
#include "kiosk/ui_keys.h"
#include "kiosk/ui_tabs.h"

#include <string.h>

static struct draw_list list;
static struct theme theme;
static struct ui_memory memory;
static int64_t now_ms;

static int
set_up(void **state)
{
    (void)state;
    theme = theme_for(1280, 800, 0);
    memory = (struct ui_memory){0};
    now_ms = 1000000;
    return 0;
}

static struct ui
begin(enum touch_phase phase, int x, int y)
{
    struct ui ui = {.list = &list,
        .theme = &theme,
        .memory = &memory,
        .now_ms = now_ms,
        .touch = {phase, x, y, .from_x = memory.finger_x, .from_y = memory.finger_y}};
    draw_clear(&list);
    ui_begin(&ui);
    return ui;
}

static const struct rect place = {100, 100, 200, 88};

static bool
button(enum touch_phase phase, int x, int y)
{
    struct ui ui = begin(phase, x, y);
    return ui_button(&ui, 1, place, "a");
}

static bool
looks_pressed(void)
{
    struct ui ui = begin(TOUCH_NONE, 0, 0);
    ui_button(&ui, 1, place, "a");
    return list.commands[0].colour == LAKE_PALE;
}

static void
button_acts_on_press_and_within_three_millimetres(void **state)
{
    (void)state;
    assert_false(button(TOUCH_DOWN, 90, 90));
    assert_true(button(TOUCH_DOWN, 93, 93));
    assert_false(button(TOUCH_MOVE, 150, 150));
    assert_false(button(TOUCH_UP, 150, 150));
}

static void
hammering_ten_times_a_second_acts_once(void **state)
{
    (void)state;
    int acted = 0;
    for (int i = 0; i < 50; i++, now_ms += 100) {
        acted += button(TOUCH_DOWN, 150, 150);
        acted += button(TOUCH_UP, 150, 150);
    }
    assert_int_equal(acted, 1);
    now_ms += 250;
    assert_true(button(TOUCH_DOWN, 150, 150));
}

static void
another_target_hears_at_once(void **state)
{
    (void)state;
    assert_true(button(TOUCH_DOWN, 150, 150));
    now_ms += 50;
    struct ui ui = begin(TOUCH_DOWN, 500, 150);
    assert_false(ui_button(&ui, 1, place, "a"));
    assert_true(ui_button(&ui, 2, (struct rect){450, 100, 200, 88}, "b"));
}

static void
pressed_look_goes_when_the_finger_drags_off_and_comes_back_with_it(void **state)
{
    (void)state;
    assert_false(looks_pressed());
    button(TOUCH_DOWN, 150, 150);
    assert_true(looks_pressed());
    now_ms += MOTION_PRESS_MS;
    assert_true(looks_pressed());
    button(TOUCH_MOVE, 600, 150);
    assert_false(looks_pressed());
    button(TOUCH_MOVE, 160, 150);
    assert_true(looks_pressed());
    button(TOUCH_UP, 160, 150);
    assert_false(looks_pressed());
}

static void
short_tap_is_seen_as_well_and_asks_for_the_draw_that_ends_it(void **state)
{
    (void)state;
    button(TOUCH_DOWN, 150, 150);
    button(TOUCH_UP, 150, 150);
    struct ui ui = begin(TOUCH_NONE, 0, 0);
    ui_button(&ui, 1, place, "a");
    assert_int_equal(list.commands[0].colour, LAKE_PALE);
    assert_int_equal(ui.again_ms, now_ms + MOTION_PRESS_MS);
    now_ms += MOTION_PRESS_MS;
    assert_false(looks_pressed());
}

static void
finger_that_slides_onto_a_button_does_nothing(void **state)
{
    (void)state;
    assert_false(button(TOUCH_DOWN, 600, 400));
    assert_false(button(TOUCH_MOVE, 150, 150));
    assert_false(button(TOUCH_UP, 150, 150));
    assert_false(looks_pressed());
}

static void
of_targets_that_overlap_the_first_drawn_alone_has_the_finger(void **state)
{
    (void)state;
    struct ui ui = begin(TOUCH_DOWN, 150, 150);
    assert_true(ui_area(&ui, 1, place));
    assert_false(ui_area(&ui, 2, (struct rect){0, 0, 1280, 800}));
    assert_int_equal(memory.held, 1);
}

static void
target_that_is_clipped_away_is_not_touched(void **state)
{
    (void)state;
    struct ui ui = begin(TOUCH_DOWN, 150, 180);
    draw_clip(&list, (struct rect){100, 100, 200, 40});
    assert_false(ui_area(&ui, 1, place));
}

enum { ROW = 80, COUNT = 40 };
static const struct rect window = {0, 100, 400, 400};

/* The row that was tapped, -1 for none. */
static int
rows(enum touch_phase phase, int x, int y)
{
    static int from_x, from_y;
    int tapped = -1;
    struct ui ui = begin(phase, x, y);
    if (phase == TOUCH_DOWN) {
        from_x = x;
        from_y = y;
    }
    ui.touch.from_x = from_x;
    ui.touch.from_y = from_y;
    struct ui_list l = ui_list_begin(&ui, 1, window, ROW, COUNT);
    for (int i = l.first; i < l.last; i++)
        if (ui_list_tapped(&ui, &l, ui_list_row(&l, i)))
            tapped = i;
    ui_list_end(&ui, &l);
    return tapped;
}

static void
fling(void)
{
    rows(TOUCH_DOWN, 100, 450);
    for (int y = 430; y >= 250; y -= 20) {
        now_ms += 16;
        rows(TOUCH_MOVE, 100, y);
    }
    rows(TOUCH_UP, 100, 250);
}

static double
offset(void)
{
    return memory.lists[0].offset;
}

static void
row_is_tapped_when_the_finger_goes_up_where_it_came_down(void **state)
{
    (void)state;
    assert_int_equal(rows(TOUCH_DOWN, 100, 190), -1);
    assert_int_equal(rows(TOUCH_MOVE, 104, 194), -1);
    assert_int_equal(rows(TOUCH_UP, 104, 194), 1);
}

static void
drag_scrolls_without_a_jump_and_taps_nothing(void **state)
{
    (void)state;
    rows(TOUCH_DOWN, 100, 450);
    now_ms += 16;
    rows(TOUCH_MOVE, 100, 430);
    assert_true(offset() < 1);
    now_ms += 16;
    rows(TOUCH_MOVE, 100, 330);
    assert_true(offset() > 99 && offset() < 101);
    now_ms += 200;
    assert_int_equal(rows(TOUCH_UP, 100, 330), -1);
    now_ms += 100;
    rows(TOUCH_NONE, 0, 0);
    assert_true(offset() > 99 && offset() < 101); /* it rested: nothing is thrown */
}

static void
flung_list_rolls_on_and_the_finger_that_stops_it_taps_nothing(void **state)
{
    (void)state;
    fling();
    double before = offset();
    now_ms += 50;
    rows(TOUCH_NONE, 0, 0);
    assert_true(offset() > before + 10);
    rows(TOUCH_DOWN, 100, 200);
    now_ms += 50;
    assert_int_equal(rows(TOUCH_UP, 100, 200), -1);
    double stopped = offset();
    now_ms += 500;
    rows(TOUCH_NONE, 0, 0);
    assert_true(offset() == stopped);
}

static void
list_never_rolls_past_its_ends_and_comes_to_rest(void **state)
{
    (void)state;
    for (int i = 0; i < 60; i++) {
        fling();
        for (int k = 0; k < 100; k++, now_ms += 16)
            rows(TOUCH_NONE, 0, 0);
    }
    assert_true(offset() == (double)(ROW * COUNT - window.h));
    struct ui ui = begin(TOUCH_NONE, 0, 0);
    ui_list_begin(&ui, 1, window, ROW, COUNT);
    assert_int_equal(ui.again_ms, 0);
}

static void
with_less_motion_a_list_stops_with_the_finger(void **state)
{
    (void)state;
    theme.less_motion = true;
    fling();
    double before = offset();
    now_ms += 50;
    rows(TOUCH_NONE, 0, 0);
    assert_true(offset() == before);
}

static int
count_pictures(const char *name)
{
    int n = 0;
    for (int i = 0; i < list.count; i++)
        n += strcmp(list.commands[i].text, name) == 0;
    return n;
}

static void
edges_of_a_list_show_that_there_is_more(void **state)
{
    (void)state;
    rows(TOUCH_NONE, 0, 0);
    assert_int_equal(count_pictures("icons/more-up"), 0);
    assert_int_equal(count_pictures("icons/more-down"), 1);
    memory.lists[0].offset = 500;
    rows(TOUCH_NONE, 0, 0);
    assert_int_equal(count_pictures("icons/more-up"), 1);
    assert_int_equal(count_pictures("icons/more-down"), 1);
    memory.lists[0].offset = 1e6;
    rows(TOUCH_NONE, 0, 0);
    assert_int_equal(count_pictures("icons/more-down"), 0);
}

static char
pad(enum touch_phase phase, int x, int y)
{
    struct ui ui = begin(phase, x, y);
    return ui_pad(&ui, 10, (struct rect){0, 0, 300, 400});
}

static void
pad_gives_its_digits_and_the_same_one_twice_quickly(void **state)
{
    (void)state;
    assert_int_equal(pad(TOUCH_DOWN, 50, 50), '1');
    now_ms += 120;
    assert_int_equal(pad(TOUCH_DOWN, 50, 50), '1');
    now_ms += 30;
    assert_int_equal(pad(TOUCH_DOWN, 50, 50), 0);
    now_ms += 120;
    assert_int_equal(pad(TOUCH_DOWN, 150, 350), '0');
    assert_int_equal(pad(TOUCH_DOWN, 50, 350), KEY_DELETE);
    assert_int_equal(pad(TOUCH_DOWN, 250, 350), KEY_ENTER);
}

/* Every key of the keyboard is where its letter stands, wide and tall. */
static void
keyboard_has_each_letter_and_digit_once(void **state)
{
    (void)state;
    static const struct rect shapes[] = {{0, 0, 1200, 400}, {0, 0, 740, 700}};
    for (size_t s = 0; s < 2; s++) {
        char seen[64] = "";
        for (int y = 1; y < shapes[s].h; y += 10)
            for (int x = 1; x < shapes[s].w; x += 10, now_ms += 1000) {
                struct ui ui = begin(TOUCH_DOWN, x, y);
                char key = ui_keyboard(&ui, 10, shapes[s]);
                assert_true(memory.held < 10 + UI_KEYBOARD_IDS);
                if (key && !strchr(seen, key))
                    seen[strlen(seen)] = key;
            }
        assert_int_equal(strlen(seen), UI_KEYBOARD_IDS);
    }
}

static void
typed_text_keeps_its_bound_and_can_be_deleted(void **state)
{
    (void)state;
    char text[4] = "";
    assert_false(ui_type(text, sizeof text, KEY_DELETE));
    for (const char *key = "ZH7Q"; *key; key++)
        assert_false(ui_type(text, sizeof text, *key));
    assert_string_equal(text, "ZH7");
    ui_type(text, sizeof text, 0);
    ui_type(text, sizeof text, KEY_DELETE);
    assert_string_equal(text, "ZH");
    assert_true(ui_type(text, sizeof text, KEY_ENTER));
}

static void
tabs_open_the_page_that_is_touched(void **state)
{
    (void)state;
    static const char *const labels[] = {"a", "b", "c"};
    int chosen = 0;
    struct ui ui = begin(TOUCH_DOWN, 350, 40);
    assert_true(ui_tabs(&ui, 1, (struct rect){0, 0, 600, 80}, labels, 3, &chosen));
    assert_int_equal(chosen, 1);
    now_ms += 1000;
    ui = begin(TOUCH_DOWN, 350, 40);
    assert_false(ui_tabs(&ui, 1, (struct rect){0, 0, 600, 80}, labels, 3, &chosen));
}

static enum ui_answer
ask_at(int x, int y)
{
    static const struct ui_question question = {
        .icon = "question", .sentence = "a", .yes = "b", .no = "c"};
    struct ui ui = begin(TOUCH_DOWN, x, y);
    return ui_dialog(&ui, 1, (struct rect){0, 0, 1280, 800}, &question);
}

static void
dialog_is_answered_by_its_two_buttons_alone(void **state)
{
    (void)state;
    int yes = 0, no = 0;
    for (int y = 0; y < 800; y += 20)
        for (int x = 0; x < 1280; x += 20, now_ms += 1000) {
            enum ui_answer answer = ask_at(x, y);
            yes += answer == ANSWER_YES;
            no += answer == ANSWER_NO;
            assert_true(answer == ANSWER_NONE || (answer == ANSWER_NO) == (x < 640));
        }
    assert_true(yes > 50 && no > 50);
}

static void
toast_goes_by_itself(void **state)
{
    (void)state;
    struct ui ui = begin(TOUCH_NONE, 0, 0);
    ui_toast(&ui, (struct rect){0, 0, 1280, 800}, "check", "a", 0);
    assert_int_equal(list.count, 0);
    ui_toast(&ui, (struct rect){0, 0, 1280, 800}, "check", "a", now_ms);
    assert_true(list.count > 0);
    assert_int_equal(ui.again_ms, now_ms + TOAST_MS);
    now_ms += TOAST_MS;
    ui = begin(TOUCH_NONE, 0, 0);
    ui_toast(&ui, (struct rect){0, 0, 1280, 800}, "check", "a", now_ms - TOAST_MS);
    assert_int_equal(list.count, 0);
    assert_int_equal(ui.again_ms, 0);
}

static void
bars_are_as_high_as_their_values_and_stay_in_their_place(void **state)
{
    (void)state;
    static const struct ui_bar bars[] = {{"a", 10, false}, {"b", 5, false}, {"c", 0, false}};
    struct rect all = {50, 50, 600, 300};
    struct ui ui = begin(TOUCH_NONE, 0, 0);
    ui_bars(&ui, all, bars, 3);
    int heights[2] = {0}, n = 0;
    for (int i = 0; i < list.count; i++) {
        const struct draw_command *c = &list.commands[i];
        struct rect common = rect_common(c->rect, all);
        assert_memory_equal(&common, &c->rect, sizeof common);
        if (c->kind == DRAW_BOX && c->colour == LAKE)
            heights[n++] = c->rect.h;
    }
    assert_int_equal(n, 2);
    assert_in_range(heights[0], 2 * heights[1] - 1, 2 * heights[1] + 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(button_acts_on_press_and_within_three_millimetres, set_up),
        cmocka_unit_test_setup(hammering_ten_times_a_second_acts_once, set_up),
        cmocka_unit_test_setup(another_target_hears_at_once, set_up),
        cmocka_unit_test_setup(
            pressed_look_goes_when_the_finger_drags_off_and_comes_back_with_it, set_up),
        cmocka_unit_test_setup(
            short_tap_is_seen_as_well_and_asks_for_the_draw_that_ends_it, set_up),
        cmocka_unit_test_setup(finger_that_slides_onto_a_button_does_nothing, set_up),
        cmocka_unit_test_setup(
            of_targets_that_overlap_the_first_drawn_alone_has_the_finger, set_up),
        cmocka_unit_test_setup(target_that_is_clipped_away_is_not_touched, set_up),
        cmocka_unit_test_setup(row_is_tapped_when_the_finger_goes_up_where_it_came_down, set_up),
        cmocka_unit_test_setup(drag_scrolls_without_a_jump_and_taps_nothing, set_up),
        cmocka_unit_test_setup(
            flung_list_rolls_on_and_the_finger_that_stops_it_taps_nothing, set_up),
        cmocka_unit_test_setup(list_never_rolls_past_its_ends_and_comes_to_rest, set_up),
        cmocka_unit_test_setup(with_less_motion_a_list_stops_with_the_finger, set_up),
        cmocka_unit_test_setup(edges_of_a_list_show_that_there_is_more, set_up),
        cmocka_unit_test_setup(pad_gives_its_digits_and_the_same_one_twice_quickly, set_up),
        cmocka_unit_test_setup(keyboard_has_each_letter_and_digit_once, set_up),
        cmocka_unit_test_setup(typed_text_keeps_its_bound_and_can_be_deleted, set_up),
        cmocka_unit_test_setup(tabs_open_the_page_that_is_touched, set_up),
        cmocka_unit_test_setup(dialog_is_answered_by_its_two_buttons_alone, set_up),
        cmocka_unit_test_setup(toast_goes_by_itself, set_up),
        cmocka_unit_test_setup(bars_are_as_high_as_their_values_and_stay_in_their_place, set_up),
    };
    return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
