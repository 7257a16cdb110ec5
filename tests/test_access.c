/* Every screen and every role: what a role does not reach leads to the sign-in. SCREENS (screen.h)
 * names them all, so that a new one is walked too. */
#include "tests/testing.h"

#include "kiosk/app_inside.h"
#include "kiosk/nav.h"

#include <string.h>

static const struct screen *const screens[] = {
#define X(name) &screen_##name,
    SCREENS(X)
#undef X
};
enum { SCREEN_TOTAL = sizeof screens / sizeof screens[0], NOBODY = STAFF_ROLE_COUNT };

static struct app app;

/* One who is signed in, or nobody. */
static struct staff
person(int role)
{
    struct staff staff = {.id = 7, .name = "测老师", .role = (enum staff_role)role};
    return role == NOBODY ? (struct staff){0} : staff;
}

static enum access
reach(int role)
{
    return role == NOBODY ? ACCESS_ANYONE : staff_access((enum staff_role)role);
}

static void
stand_on(const struct screen *screen, int role)
{
    memset(&app, 0, sizeof app);
    app.screen = screen;
    app.view.home.utc_offset_min = 480;
    app.view.staff = person(role);
}

static void
follow(const struct screen *from, enum nav_event event, int role)
{
    const struct screen *to = nav_next(from, event);
    if (to == from)
        return;
    stand_on(from, role);
    app_go(&app, event, 1000);
    if (to->access <= reach(role)) {
        assert_ptr_equal(app.screen, to);
        return;
    }
    assert_ptr_equal(app.screen, &screen_sign_in);
    assert_int_equal(app.view.staff.id, 0);
    assert_ptr_equal(app.wanted, to);
}

static void
no_move_leads_past_the_sign_in(void **state)
{
    (void)state;
    for (int from = 0; from < SCREEN_TOTAL; from++)
        for (int event = NAV_NONE + 1; event < NAV_EVENT_COUNT; event++)
            for (int role = 0; role <= NOBODY; role++)
                if (screens[from]->access <= reach(role)) /* else nobody stands there */
                    follow(screens[from], (enum nav_event)event, role);
}

static void
signing_in_leads_where_the_role_may_go(void **state)
{
    (void)state;
    for (int i = 0; i < SCREEN_TOTAL; i++)
        for (int role = 0; role < STAFF_ROLE_COUNT; role++) {
            struct staff staff = person(role);
            stand_on(&screen_sign_in, NOBODY);
            app.wanted = screens[i];
            app_sign_in(&app, &staff);
            bool may = screens[i]->access <= reach(role);
            assert_ptr_equal(app.screen, may ? screens[i] : &screen_staff);
        }
}

/* The card is what the sign-in waits for. */
static void
a_card_at_the_sign_in_forgets_no_wish(void **state)
{
    (void)state;
    struct staff staff = person(STAFF_MANAGER);
    stand_on(&screen_sign_in, NOBODY);
    app.wanted = &screen_pins;
    app_go(&app, NAV_SIGN_IN, 1000);
    app_sign_in(&app, &staff);
    assert_ptr_equal(app.screen, &screen_pins);
}

static void
every_staff_screen_closes_by_itself(void **state)
{
    (void)state;
    for (int i = 0; i < SCREEN_TOTAL; i++)
        if (screens[i]->access > ACCESS_ANYONE) {
            assert_in_range(screens[i]->idle_ms, 1, STAFF_IDLE_MS);
            assert_ptr_equal(nav_next(screens[i], NAV_IDLE), &screen_home);
        }
}

static void
home_is_signed_out(void **state)
{
    (void)state;
    stand_on(&screen_staff, STAFF_MANAGER);
    app_go(&app, NAV_IDLE, 1000);
    assert_int_equal(app.view.staff.id, 0);
}

/* Touches the middle of a drawn picture; where that leads. */
static enum nav_event
touch(struct stage *stage, const struct draw_command *picture, struct draw_list *list)
{
    struct ui_memory memory = {0};
    struct rect r = picture->rect;
    struct touch finger = {.phase = TOUCH_DOWN, .x = r.x + r.w / 2, .y = r.y + r.h / 2};
    struct ui ui = {.list = list,
        .theme = &stage->view->theme,
        .memory = &memory,
        .now_ms = 1000,
        .touch = finger};
    draw_clear(list);
    screen_staff.draw(&ui, stage);
    return ui.go;
}

static void
every_tile_of_the_menu_leads_where_the_role_may_go(void **state)
{
    (void)state;
    static struct draw_list list, other;
    static struct view view;
    view.theme = theme_for(1280, 800, 0);
    for (int role = 0; role < STAFF_ROLE_COUNT; role++) {
        static max_align_t menu[64];
        struct stage stage = {.view = &view, .state = menu};
        struct ui_memory memory = {0};
        struct ui ui = {.list = &list, .theme = &view.theme, .memory = &memory, .now_ms = 1000};
        int tiles = 0;
        view.staff = person(role);
        draw_clear(&list);
        screen_staff.draw(&ui, &stage);
        for (int i = 0; i < list.count; i++) {
            enum nav_event go = NAV_NONE;
            if (list.commands[i].kind == DRAW_PICTURE)
                go = touch(&stage, &list.commands[i], &other);
            if (go == NAV_NONE || go == NAV_BACK)
                continue;
            tiles++;
            assert_ptr_not_equal(nav_next(&screen_staff, go), &screen_staff);
            assert_true(nav_next(&screen_staff, go)->access <= reach(role));
        }
        assert_in_range(tiles, 1, 99);
    }
}

/* No role is the installer, and each screen is for somebody. */
static void
every_screen_is_reached_by_some_role(void **state)
{
    (void)state;
    for (int i = 0; i < SCREEN_TOTAL; i++)
        assert_in_range(screens[i]->access, ACCESS_ANYONE, ACCESS_MANAGER);
}

static void
every_screen_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < SCREEN_TOTAL; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(screens[i]->name, screens[j]->name);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_move_leads_past_the_sign_in),
        cmocka_unit_test(signing_in_leads_where_the_role_may_go),
        cmocka_unit_test(a_card_at_the_sign_in_forgets_no_wish),
        cmocka_unit_test(every_staff_screen_closes_by_itself), cmocka_unit_test(home_is_signed_out),
        cmocka_unit_test(every_tile_of_the_menu_leads_where_the_role_may_go),
        cmocka_unit_test(every_screen_is_reached_by_some_role),
        cmocka_unit_test(every_screen_has_a_name_of_its_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
