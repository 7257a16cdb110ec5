/* A safety lesson a day, and the days a child was here. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/attended.h"
#include "db/lesson.h"
#include "db/timetable.h"

#include <string.h>

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
comes(int days, int hour)
{
    struct scan scan;
    struct moment at = world_at(days, hour, 0, 0);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
}

static int
learns(int days, const char *question, bool right)
{
    struct moment at = world_at(days, 16, 0, 0);
    return lesson_record(w.db, w.child.id, question, right, &at);
}

static void
lesson_is_recorded_once_a_day_and_read_back(void **state)
{
    (void)state;
    struct lesson_day day;
    assert_int_equal(learns(0, "water-1", false), DB_OK);
    assert_int_equal(learns(0, "water-1", true), DB_REFUSED);
    assert_int_equal(lesson_of(w.db, &day, w.child.id, 20261124), DB_OK);
    assert_true(day.done);
    assert_false(day.right);
    assert_string_equal(day.question, "water-1");
    assert_int_equal(day.before, 0);
    assert_int_equal(lesson_of(w.db, &day, w.child.id, 20261125), DB_OK);
    assert_false(day.done);
    assert_int_equal(day.before, 1);
    assert_int_equal(learns(1, "fire-2", true), DB_OK);
    assert_int_equal(lesson_of(w.db, &day, w.child.id, 20261125), DB_OK);
    assert_true(day.done && day.right);
}

static void
what_is_no_question_is_refused(void **state)
{
    (void)state;
    assert_int_equal(learns(0, "", true), DB_REFUSED);
    assert_int_equal(learns(0, "a\"b", true), DB_REFUSED);
    assert_int_equal(learns(0, "Water", true), DB_REFUSED);
    assert_int_equal(learns(0, "a-question-with-a-name-of-33-byte", true), DB_REFUSED);
}

static void
days_here_are_counted_once_newest_first(void **state)
{
    (void)state;
    struct attended a;
    assert_int_equal(attended_of(w.db, &a, w.child.id, w.home.id, 20261124), DB_OK);
    assert_int_equal(a.total, 0);
    comes(0, 8);
    comes(0, 11);
    comes(0, 14);
    comes(2, 8);
    assert_int_equal(attended_of(w.db, &a, w.child.id, w.home.id, 20261126), DB_OK);
    assert_int_equal(a.total, 2);
    assert_int_equal(a.count, 2);
    assert_int_equal(a.days[0], 20261126);
    assert_int_equal(a.days[1], 20261124);
    assert_string_equal(a.period, "");
    assert_int_equal(a.in_period, 0);
    assert_int_equal(attended_before(w.db, w.child.id, 20261126), 20261124);
    assert_int_equal(attended_before(w.db, w.child.id, 20261124), 0);
}

static void
period_counts_its_own_days_and_the_list_keeps_its_bound(void **state)
{
    (void)state;
    struct period term = {.home_id = w.home.id,
        .kind = PERIOD_TERM,
        .name = "下学期",
        .from_day = 20270101,
        .until_day = 20270630};
    assert_int_equal(period_put(w.db, &term), DB_OK);
    for (int day = 0; day < 70; day++)
        comes(day, 16);
    struct attended a;
    assert_int_equal(attended_of(w.db, &a, w.child.id, w.home.id, 20270201), DB_OK);
    assert_int_equal(a.total, 70);
    assert_int_equal(a.count, ATTENDED_DAYS);
    assert_string_equal(a.period, "下学期");
    assert_int_equal(a.in_period, 32);
    assert_int_equal(a.days[0], 20270201);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            lesson_is_recorded_once_a_day_and_read_back, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_no_question_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(days_here_are_counted_once_newest_first, setup, teardown),
        cmocka_unit_test_setup_teardown(
            period_counts_its_own_days_and_the_list_keeps_its_bound, setup, teardown),
    };
    return cmocka_run_group_tests_name("lesson", tests, NULL, NULL);
}
