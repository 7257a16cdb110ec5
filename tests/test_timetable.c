/* The week on the screen: what is over, what runs now, forty classes a day, holidays; due days in
 * words. */
#include "tests/testing.h"
#include "tests/world.h"

#include "kiosk/timetable_week.h"

#include "db/timetable.h"

#include <stdio.h>

static struct world w;

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void
forty_classes_of_a_day_are_read_in_order_of_time(void **state)
{
    (void)state;
    for (int i = 39; i >= 0; i--) {
        struct session s = {.home_id = w.home.id,
            .weekday = 2,
            .starts_min = 480 + i / 4 * 60,
            .ends_min = 530 + i / 4 * 60,
            .subject = SUBJECT_OTHER};
        snprintf(s.room, sizeof s.room, "%02d", i);
        assert_int_equal(session_put(w.db, &s), DB_OK);
    }
    static struct session day[SESSION_MAX];
    assert_int_equal(timetable_day(w.db, day, w.home.id, 20261124, -1), 40);
    for (int i = 1; i < 40; i++)
        assert_true(day[i - 1].starts_min <= day[i].starts_min);
}

static void
holiday_of_a_day_is_found_by_its_first_and_last_day_and_a_term_is_none(void **state)
{
    (void)state;
    struct period term = {0, w.home.id, PERIOD_TERM, "测学期", 20260901, 20270131};
    struct period winter = {0, w.home.id, PERIOD_WINTER, "测寒假", 20270125, 20270226};
    struct period found;
    assert_int_equal(period_put(w.db, &term), DB_OK);
    assert_int_equal(period_put(w.db, &winter), DB_OK);
    assert_false(period_holiday(w.db, &found, w.home.id, 20270124));
    assert_true(period_holiday(w.db, &found, w.home.id, 20270125));
    assert_string_equal(found.name, "测寒假");
    assert_true(period_holiday(w.db, &found, w.home.id, 20270226));
    assert_false(period_holiday(w.db, &found, w.home.id, 20270227));
    assert_false(period_holiday(w.db, &found, w.home.id + 1, 20270125));
}

static void
class_runs_from_its_first_minute_to_before_its_last(void **state)
{
    (void)state;
    static struct view view;
    static struct week_day day = {.day = 20261124, .count = 2};
    view.day = 20261124;
    day.sessions[0] = (struct session){.starts_min = 600, .ends_min = 660};
    day.sessions[1] = (struct session){.starts_min = 660, .ends_min = 720};
    view.minute = 599;
    assert_int_equal(week_time(&day, 0, &view), SESSION_TO_COME);
    view.minute = 600;
    assert_int_equal(week_time(&day, 0, &view), SESSION_NOW);
    assert_int_equal(week_first(&day, &view), 0);
    view.minute = 660;
    assert_int_equal(week_time(&day, 0, &view), SESSION_OVER);
    assert_int_equal(week_time(&day, 1, &view), SESSION_NOW);
    assert_int_equal(week_first(&day, &view), 1);
    view.minute = 720;
    assert_int_equal(week_first(&day, &view), 2);
    view.day = 20261125;
    assert_int_equal(week_time(&day, 1, &view), SESSION_OVER);
    view.day = 20261123;
    assert_int_equal(week_time(&day, 0, &view), SESSION_TO_COME);
}

static void
due_day_is_said_as_a_child_says_it(void **state)
{
    (void)state;
    static const struct {
        int due;
        const char *words;
    } cases[] = {
        {20261124, "Today"},
        {20261125, "Tomorrow"},
        {20261126, "In 2 days"},
        {20261127, "Friday"},
        {20261130, "Monday"},
        {20261201, "1 December"},
        {20261123, "Yesterday"},
        {20261122, "2 days ago"},
        {20261121, "21 November"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char words[64];
        words_due(words, sizeof words, cases[i].due, 20261124);
        assert_string_equal(words, cases[i].words);
    }
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(forty_classes_of_a_day_are_read_in_order_of_time),
        TEST(holiday_of_a_day_is_found_by_its_first_and_last_day_and_a_term_is_none),
        cmocka_unit_test(class_runs_from_its_first_minute_to_before_its_last),
        cmocka_unit_test(due_day_is_said_as_a_child_says_it),
    };
    return cmocka_run_group_tests_name("timetable", tests, NULL, NULL);
}
