/* The visual language: sizes, and the contrast of each text with the very pixels that it stands
 * on, on every screen, at every hour. */
#include "tests/testing.h"

#include "kiosk/nav.h"
#include "kiosk/paint.h"
#include "kiosk/screen.h"
#include "kiosk/screen_alarms.h"
#include "kiosk/screen_guardian.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double aa = 4.5;

/* WCAG 2: relative luminance of sRGB. */
static double
luminance(unsigned rgb)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (rgb >> (16 - 8 * i) & 255) / 255.0;
        sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double
contrast(unsigned a, unsigned b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

static void
contrast_is_computed_as_wcag_says(void **state)
{
    (void)state;
    assert_true(fabs(contrast(0x000000, 0xFFFFFF) - 21) < 0.001);
    assert_true(fabs(contrast(0x777777, 0xFFFFFF) - 4.48) < 0.01);
}

static void
sizes_are_millimetres_where_the_display_is_known(void **state)
{
    (void)state;
    double dpi = 96, mm = dpi / 25.4;
    struct theme t = theme_for(1920, 1080, dpi);
    assert_true(t.touch >= (int)(20 * mm));
    assert_true(t.staff_touch >= (int)(10 * mm) && t.staff_touch <= t.touch);
    assert_true(t.text_name >= (int)(9.6 * mm));
    struct theme unknown = theme_for(1280, 800, 0), invented = theme_for(1280, 800, 5000);
    assert_memory_equal(&unknown, &invented, sizeof unknown);
    assert_int_equal(unknown.touch, 88);
}

static void
larger_text_is_larger_and_keeps_its_order(void **state)
{
    (void)state;
    struct theme t = theme_for(1280, 800, 0), plain = t;
    theme_enlarge_text(&t, 100);
    assert_memory_equal(&t, &plain, sizeof t);
    theme_enlarge_text(&t, 150);
    assert_int_equal(t.text_m, plain.text_m * 3 / 2);
    assert_true(t.text_s < t.text_m && t.text_m < t.text_l && t.text_l < t.text_xl);
    assert_true(t.text_xl <= t.text_name + t.unit);
}

static void
motion_is_short(void **state)
{
    (void)state;
    assert_true(MOTION_PRESS_MS <= 250);
}

static struct view
some_view(void)
{
    struct view view = {.theme = theme_for(1280, 800, 0),
        .home = {.id = 1, .name = "青松岭儿童之家"},
        .day = 20261124,
        .in_count = 17,
        .session_count = 2,
        .no_sound = true,
        .camera = CAMERA_MISSING,
        .sessions = {{.starts_min = 0, .ends_min = 720, .title = "画画", .room = "二楼"},
            {.starts_min = 720, .ends_min = 1440, .title = "读书", .room = "一楼"}}};
    view.greeting = (struct greeting){.in = true, .session_count = 2};
    snprintf(view.greeting.child.name, NAME_SIZE, "吉克阿依木");
    memcpy(view.greeting.sessions, view.sessions, sizeof view.sessions);
    return view;
}

static unsigned
pixel(cairo_surface_t *surface, int x, int y)
{
    uint32_t rgb;
    memcpy(&rgb,
        cairo_image_surface_get_data(surface) +
            (ptrdiff_t)y * cairo_image_surface_get_stride(surface) + (ptrdiff_t)x * 4,
        sizeof rgb);
    return rgb & 0xFFFFFF;
}

/* The middle of the text's rectangle: its ends may stand over round corners. */
static void
check_text(cairo_surface_t *grounds, const struct draw_command *c, const char *screen)
{
    struct rect all = {
        0, 0, cairo_image_surface_get_width(grounds), cairo_image_surface_get_height(grounds)};
    struct rect r =
        rect_common(rect_is_empty(c->clip) ? c->rect : rect_common(c->rect, c->clip), all);
    for (int i = 1; i < 8 && !rect_is_empty(r); i++) {
        int x = r.x + r.w * i / 8;
        unsigned ground = pixel(grounds, x, r.y + r.h / 2);
        double ratio = contrast(theme_rgb(c->colour), ground);
        if (ratio < aa)
            fail_msg("%s: \"%s\" has %.2f:1 on %06x", screen, c->text, ratio, ground);
    }
}

struct looked_at {
    struct paint *paint;
    struct view view;
    _Alignas(max_align_t) unsigned char state[SCREEN_STATE_MAX];
    int texts;
};

/* Command by command, so that each text is seen on what was painted before it. */
static void
check_list(struct looked_at *l, const struct draw_list *list, const char *screen)
{
    static struct draw_list one;
    const struct theme *t = &l->view.theme;
    struct rect all = {0, 0, t->width, t->height};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, t->width, t->height);
    cairo_t *to = cairo_create(surface);
    one.count = 1;
    for (int i = 0; i < list->count; i++) {
        one.commands[0] = list->commands[i];
        if (one.commands[0].kind == DRAW_TEXT) {
            cairo_surface_flush(surface);
            check_text(surface, &one.commands[0], screen);
            l->texts++;
        } else if (one.commands[0].kind != DRAW_PICTURE) {
            paint_list(l->paint, to, &one, all);
        }
    }
    cairo_destroy(to);
    cairo_surface_destroy(surface);
}

static void
look_at(struct looked_at *l, const struct screen *screen)
{
    static struct draw_list list;
    struct ui_memory memory = {0};
    struct stage stage = {.view = &l->view, .state = l->state};
    struct ui ui = {.list = &list, .theme = &l->view.theme, .memory = &memory, .now_ms = 9000};
    draw_clear(&list);
    screen->draw(&ui, &stage);
    check_list(l, &list, screen->name);
}

/* Opens a page of the gallery by its tab. */
static void
open_page(struct looked_at *l, int page)
{
    static struct draw_list list;
    struct ui_memory memory = {0};
    const struct theme *t = &l->view.theme;
    struct stage stage = {.view = &l->view, .state = l->state};
    struct ui ui = {.list = &list, .theme = t, .memory = &memory, .now_ms = 9000};
    ui.touch.phase = TOUCH_DOWN;
    ui.touch.x = t->margin + (t->width - 2 * t->margin) * (2 * page + 1) / 14;
    ui.touch.y = t->margin + t->touch / 2;
    draw_clear(&list);
    ui_begin(&ui);
    screen_gallery.draw(&ui, &stage);
}

/* An alarm of each kind, and what its buttons ask. */
static void
look_at_alarms(struct looked_at *l)
{
    struct alarms_state *s = (void *)l->state;
    *s = (struct alarms_state){.count = ALARM_KIND_COUNT, .noted_ms = 1, .noted_name = "测小雨"};
    for (int i = 0; i < ALARM_KIND_COUNT; i++)
        s->rows[i] = (struct alarm_row){.alarm = {.kind = (enum alarm_kind)i, .child_id = 1},
            .child = {.id = 1, .name = "测小雨", .school = "测山小学", .grade = "三年级"},
            .guardian = "外婆 测阿嬷",
            .phone = "199-0000-0000",
            .health = "过敏：花生",
            .whole = i % 2 == 0};
    for (s->chosen = 0; s->chosen < ALARM_KIND_COUNT; s->chosen++)
        for (int step = ALARMS_LIST; step <= ALARMS_WRITE; step++) {
            s->step = (enum alarms_step)step;
            look_at(l, &screen_alarms);
        }
    memset(l->state, 0, sizeof l->state);
    look_at(l, &screen_absence);
    memset(l->state, 0, sizeof l->state);
    look_at(l, &screen_health);
}

/* Each step of a guardian's side, with a child that waits and one that was just collected. */
static void
look_at_guardian(struct looked_at *l)
{
    struct guardian_state *s = (struct guardian_state *)l->state;
    for (int step = GUARDIAN_MENU; step <= GUARDIAN_TROUBLE; step++) {
        *s = (struct guardian_state){.step = (enum guardian_step)step,
            .guardian = {.name = "测阿嬷", .relation = "奶奶"},
            .walk = {.id = 1, .name = "测路队", .picture = "tulip"},
            .count = 2,
            .waiting = 1,
            .wards = {{.child.name = "测小雨", .waits = true},
                {.child.name = "测小溪", .collected = true}}};
        look_at(l, &screen_guardian);
    }
    memset(l->state, 0, sizeof l->state);
}

static void
every_text_of_every_screen_reaches_aa_on_its_ground(void **state)
{
    (void)state;
    static struct looked_at l;
    l = (struct looked_at){.paint = paint_create("assets"), .view = some_view()};
    for (l.view.minute = 0; l.view.minute < 1440; l.view.minute += 60)
        look_at(&l, &screen_home);
    l.view.minute = 1000;
    look_at(&l, &screen_greet);
    l.view.greeting.in = false;
    look_at(&l, &screen_greet);
    look_at(&l, &screen_me);
    for (int i = 0; i < NOTICE_COUNT; i++) {
        l.view.notice = (enum notice)i;
        look_at(&l, &screen_notice);
    }
    look_at_guardian(&l);
    for (int page = 0; page < 7; page++) {
        open_page(&l, page);
        look_at(&l, &screen_gallery);
    }
    l.view.alarms = 12;
    l.view.staff = (struct staff){.id = 1, .name = "测老师", .role = STAFF_MANAGER};
    look_at_alarms(&l);
    assert_true(l.texts > 400);
    paint_destroy(l.paint);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_computed_as_wcag_says),
        cmocka_unit_test(sizes_are_millimetres_where_the_display_is_known),
        cmocka_unit_test(larger_text_is_larger_and_keeps_its_order),
        cmocka_unit_test(motion_is_short),
        cmocka_unit_test(every_text_of_every_screen_reaches_aa_on_its_ground),
    };
    return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
