/* Layout, draw list, moves between screens: pure parts, and every screen drawn at several sizes. */
#include "tests/testing.h"

#include "kiosk/draw.h"
#include "kiosk/nav.h"
#include "kiosk/notices.h"
#include "kiosk/paint.h"
#include "kiosk/rect.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static void
strips_never_exceed_what_is_there(void **state)
{
    (void)state;
    struct rect all = {0, 0, 100, 50};
    struct rect top = rect_top(&all, 80);
    assert_int_equal(top.h, 50);
    assert_int_equal(all.h, 0);
    assert_true(rect_is_empty(rect_bottom(&all, 10)));
    all = (struct rect){0, 0, 100, 50};
    struct rect right = rect_right(&all, 30);
    assert_int_equal(right.x, 70);
    assert_int_equal(all.w, 70);
}

static void
columns_fill_the_width_with_gaps_between(void **state)
{
    (void)state;
    struct rect row = {10, 0, 320, 40};
    struct rect last = rect_column(row, 2, 3, 10);
    assert_int_equal(last.w, 100);
    assert_int_equal(last.x + last.w, 330);
}

static void
picture_of_a_ratio_fits_in_the_middle(void **state)
{
    (void)state;
    struct rect fit = rect_fit((struct rect){0, 0, 400, 100}, 4, 3);
    assert_int_equal(fit.h, 100);
    assert_int_equal(fit.w, 133);
    assert_int_equal(fit.x, 133);
}

static void
unchanged_list_needs_no_paint_and_a_changed_word_only_its_place(void **state)
{
    (void)state;
    static struct draw_list a, b;
    struct rect place = {5, 5, 40, 10};
    struct text_style style = {.size = 10};
    draw_clear(&a);
    draw_clear(&b);
    draw_box(&a, (struct rect){0, 0, 100, 100}, 0, PAPER);
    draw_box(&b, (struct rect){0, 0, 100, 100}, 0, PAPER);
    draw_text(&a, place, style, "08:05");
    draw_text(&b, place, style, "08:05");
    assert_true(rect_is_empty(draw_difference(&a, &b)));
    draw_clear(&b);
    draw_box(&b, (struct rect){0, 0, 100, 100}, 0, PAPER);
    draw_text(&b, place, style, "08:06");
    struct rect dirty = draw_difference(&a, &b), reach = draw_reach(&b.commands[1]);
    struct rect within = rect_common(dirty, place), near = {0, 0, 50, 20};
    assert_memory_equal(&dirty, &reach, sizeof dirty);
    assert_memory_equal(&within, &place, sizeof place);
    near = rect_common(dirty, near);
    assert_memory_equal(&near, &dirty, sizeof dirty);
}

static void
list_that_is_full_says_so_and_keeps_its_bounds(void **state)
{
    (void)state;
    static struct draw_list list;
    draw_clear(&list);
    for (int i = 0; i < DRAW_COMMANDS + 5; i++)
        draw_text(&list, (struct rect){0, 0, 10, 10}, (struct text_style){.size = 9},
            "a text of some length, again and again");
    assert_true(list.overflowed);
    assert_int_equal(list.count, DRAW_COMMANDS);
    assert_true(list.text_used <= DRAW_TEXT_BYTES);
}

static void
every_screen_leads_home_when_left_alone(void **state)
{
    (void)state;
    const struct screen *screens[] = {&screen_greet, &screen_notice, &screen_me};
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
        assert_true(screens[i]->idle_ms > 0);
        assert_ptr_equal(nav_next(screens[i], NAV_IDLE), &screen_home);
        assert_ptr_equal(nav_next(screens[i], NAV_BACK), &screen_home);
        assert_ptr_equal(nav_next(screens[i], NAV_GREETED), &screen_greet);
    }
    assert_ptr_equal(nav_next(&screen_home, NAV_IDLE), &screen_home);
}

static struct view
long_view(int width, int height)
{
    struct view view = {.theme = theme_for(width, height, 0),
        .home = {.id = 1, .name = "青松岭白鹤湾小石桥村儿童之家"},
        .day = 20261124,
        .minute = 1000,
        .in_count = 173,
        .session_count = 2,
        .no_sound = true,
        .camera = CAMERA_MISSING};
    struct session now = {.starts_min = 990,
        .ends_min = 1050,
        .subject = SUBJECT_SCIENCE,
        .title = "科学小实验：会跳舞的盐和彩虹雨",
        .room = "二楼科学活动室"};
    view.sessions[0] = now;
    now.starts_min = 1050;
    now.ends_min = 1110;
    view.sessions[1] = now;
    view.greeting = (struct greeting){.in = true, .session_count = 2};
    snprintf(view.greeting.child.name, NAME_SIZE, "欧阳阿依古丽小花");
    memcpy(view.greeting.sessions, view.sessions, sizeof view.sessions);
    return view;
}

/* A screen that has just been entered, without a database. */
static struct stage
enter(const struct screen *screen, const struct view *view)
{
    static _Alignas(max_align_t) unsigned char state[SCREEN_STATE_MAX];
    struct stage stage = {.view = view, .state = state};
    memset(state, 0, screen->state_size);
    if (screen->enter)
        screen->enter(&stage);
    return stage;
}

/* Everything stays on the screen, nothing is empty, targets are large enough. */
static void
check_screen(const struct screen *screen, const struct view *view)
{
    static struct draw_list list;
    struct ui_memory memory = {0};
    struct stage stage = enter(screen, view);
    struct ui ui = {.list = &list, .theme = &view->theme, .memory = &memory};
    struct rect all = {0, 0, view->theme.width, view->theme.height + view->theme.unit};
    draw_clear(&list);
    screen->draw(&ui, &stage);
    assert_false(list.overflowed);
    assert_true(list.count > 3);
    for (int i = 0; i < list.count; i++) {
        struct rect r = list.commands[i].rect;
        assert_true(r.w > 0 && r.h > 0);
        assert_true(r.x >= 0 && r.y >= 0 && r.x + r.w <= all.w && r.y + r.h <= all.h);
        if (list.commands[i].kind == DRAW_TEXT)
            assert_true(list.commands[i].value <= r.h + r.h / 4 || list.commands[i].lines > 1);
    }
}

static void
every_screen_keeps_its_bounds_at_every_size(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1280, 800}, {1920, 1080}, {800, 1280}, {1024, 600}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        static struct view view;
        view = long_view(sizes[i][0], sizes[i][1]);
        check_screen(&screen_home, &view);
        check_screen(&screen_greet, &view);
        view.greeting.in = false;
        check_screen(&screen_greet, &view);
        for (int n = 0; n < NOTICE_COUNT; n++) {
            view.notice = (enum notice)n;
            check_screen(&screen_notice, &view);
        }
    }
}

static bool
touch_home(struct draw_list *list, const struct view *view, int x, int y)
{
    struct ui_memory memory = {0};
    struct stage stage = enter(&screen_home, view);
    struct ui ui = {.list = list,
        .theme = &view->theme,
        .memory = &memory,
        .now_ms = 5000,
        .touch = {.phase = TOUCH_DOWN, .x = x, .y = y}};
    draw_clear(list);
    screen_home.draw(&ui, &stage);
    return ui.language;
}

static void
touch_on_the_language_button_changes_the_language_and_nothing_else_does(void **state)
{
    (void)state;
    static struct draw_list list;
    static struct view view;
    view = long_view(1280, 800);
    assert_true(touch_home(&list, &view, 1200, 70));
    assert_false(touch_home(&list, &view, 300, 400));
}

static void
painted_screen_has_its_colours_and_its_text(void **state)
{
    (void)state;
    static struct draw_list list;
    struct paint *paint = paint_create("assets");
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 200, 100);
    cairo_t *to = cairo_create(surface);
    draw_clear(&list);
    draw_box(&list, (struct rect){0, 0, 200, 100}, 0, PAPER);
    draw_text(&list, (struct rect){0, 0, 200, 100},
        (struct text_style){.size = 60, .colour = INK, .bold = true}, "朝夕");
    paint_list(paint, to, &list, (struct rect){0, 0, 200, 100});
    cairo_surface_flush(surface);
    const unsigned char *px = cairo_image_surface_get_data(surface);
    int dark = 0, stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < 100; y++)
        for (int x = 0; x < 200; x++)
            dark += px[y * stride + x * 4] < 100;
    assert_in_range(dark, 800, 8000);
    cairo_destroy(to);
    cairo_surface_destroy(surface);
    paint_destroy(paint);
}

/* A line leaves pixels beside its way, also where it is level. */
static void
a_line_reaches_as_far_as_it_is_wide(void **state)
{
    (void)state;
    static struct draw_list from, to;
    draw_clear(&from);
    draw_clear(&to);
    draw_stroke(&to, 50, 40, 10, 40, 6, LAKE);
    struct rect dirty = draw_difference(&from, &to);
    assert_true(dirty.x <= 7 && dirty.y <= 37);
    assert_true(dirty.x + dirty.w >= 53 && dirty.y + dirty.h >= 43);
    draw_clear(&from);
    draw_clear(&to);
    draw_stroke(&from, 10, 40, 50, 20, 2, LAKE);
    draw_stroke(&to, 10, 20, 50, 40, 2, LAKE); /* the other diagonal of the same rectangle */
    assert_false(rect_is_empty(draw_difference(&from, &to)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strips_never_exceed_what_is_there),
        cmocka_unit_test(columns_fill_the_width_with_gaps_between),
        cmocka_unit_test(picture_of_a_ratio_fits_in_the_middle),
        cmocka_unit_test(unchanged_list_needs_no_paint_and_a_changed_word_only_its_place),
        cmocka_unit_test(list_that_is_full_says_so_and_keeps_its_bounds),
        cmocka_unit_test(every_screen_leads_home_when_left_alone),
        cmocka_unit_test(every_screen_keeps_its_bounds_at_every_size),
        cmocka_unit_test(touch_on_the_language_button_changes_the_language_and_nothing_else_does),
        cmocka_unit_test(painted_screen_has_its_colours_and_its_text),
        cmocka_unit_test(a_line_reaches_as_far_as_it_is_wide),
    };
    return cmocka_run_group_tests_name("draw", tests, NULL, NULL);
}
