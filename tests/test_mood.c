/* Faces after a check-in, and the runs of sad days that reach the social worker. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/mood.h"

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
scan_at(struct moment at)
{
    struct scan scan;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
}

/* Comes on a day, at an hour, and says how it feels. */
static void
feels(int days, int hour, int value)
{
    scan_at(world_at(days, hour, 0, 0));
    struct moment at = world_at(days, hour, 0, 2);
    assert_int_equal(mood_record(w.db, w.child.id, value, &at), DB_OK);
    scan_at(world_at(days, hour, 30, 0));
}

static int
keep(const struct mood_worry *worry, void *payload)
{
    *(struct mood_worry *)payload = *worry;
    return 0;
}

static struct mood_worry
worry_on(int day)
{
    struct mood_worry worry = {0};
    assert_int_equal(mood_worries(w.db, w.home.id, day, keep, &worry), DB_OK);
    return worry;
}

static void
three_sad_days_in_a_row_reach_the_social_worker(void **state)
{
    (void)state;
    feels(0, 16, 2);
    feels(1, 16, 1);
    assert_int_equal(worry_on(20261125).days, 0);
    feels(3, 16, 2);
    struct mood_worry worry = worry_on(20261127);
    assert_int_equal(worry.child_id, w.child.id);
    assert_int_equal(worry.days, 3);
    assert_int_equal(worry.since_day, 20261124);
    assert_int_equal(worry.last_day, 20261127);
    assert_int_equal(worry_on(20261125).days, 0); /* as it was seen then */
}

static void
a_good_day_ends_the_run_and_a_day_without_an_answer_does_not(void **state)
{
    (void)state;
    feels(0, 16, 1);
    feels(1, 16, 2);
    scan_at(world_at(2, 16, 0, 0));
    feels(3, 16, 2);
    assert_int_equal(worry_on(20261127).days, 3);
    feels(4, 16, 3);
    assert_int_equal(worry_on(20261128).days, 0);
    feels(5, 16, 1);
    feels(6, 16, 1);
    assert_int_equal(worry_on(20261130).days, 0);
}

static void
several_answers_a_day_are_one_day_as_sad_as_the_lowest(void **state)
{
    (void)state;
    feels(0, 8, 1);
    feels(0, 10, 1);
    feels(0, 14, 5);
    feels(1, 8, 2);
    assert_int_equal(worry_on(20261125).days, 0);
    feels(2, 8, 5);
    feels(2, 14, 2);
    assert_int_equal(worry_on(20261126).days, 3);
}

static void
a_run_is_forgotten_after_a_month_and_with_the_child_that_left(void **state)
{
    (void)state;
    for (int day = 0; day < 4; day++)
        feels(day, 16, 1);
    assert_int_equal(worry_on(20261227).days, 4);
    assert_int_equal(worry_on(20261228).days, 0);
    w.child.left_day = 20261128;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(worry_on(20261128).days, 0);
}

static void
an_answer_is_given_once_a_check_in_and_never_without_one(void **state)
{
    (void)state;
    struct moment now = world_at(0, 16, 0, 2);
    assert_false(mood_open(w.db, w.child.id));
    assert_int_equal(mood_record(w.db, w.child.id, 4, &now), DB_REFUSED);
    scan_at(world_at(0, 16, 0, 0));
    assert_true(mood_open(w.db, w.child.id));
    assert_int_equal(mood_record(w.db, w.child.id, 4, &now), DB_OK);
    assert_false(mood_open(w.db, w.child.id));
    assert_int_equal(mood_record(w.db, w.child.id, 1, &now), DB_REFUSED);
    scan_at(world_at(0, 17, 0, 0));
    scan_at(world_at(0, 18, 0, 0));
    assert_true(mood_open(w.db, w.child.id));
}

/* A clock that claims to be right and is months behind must not lend its answer's time to the next
 * check-in. */
static void
an_answer_by_a_clock_that_went_back_is_not_trusted(void **state)
{
    (void)state;
    scan_at(world_at(0, 16, 0, 0));
    struct moment back = world_at(0, 16, 0, 2);
    assert_int_equal(attendance_settle(w.db, &back), DB_OK);
    back.utc_ms -= INT64_C(90) * 86400000;
    assert_int_equal(mood_record(w.db, w.child.id, 1, &back), DB_OK);
    struct scan scan;
    back.mono_ms += 60000;
    back.utc_ms += 60000;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &back), DB_OK);
    assert_int_equal(scan.answer, SCAN_OUT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            three_sad_days_in_a_row_reach_the_social_worker, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_good_day_ends_the_run_and_a_day_without_an_answer_does_not, setup, teardown),
        cmocka_unit_test_setup_teardown(
            several_answers_a_day_are_one_day_as_sad_as_the_lowest, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_run_is_forgotten_after_a_month_and_with_the_child_that_left, setup, teardown),
        cmocka_unit_test_setup_teardown(
            an_answer_is_given_once_a_check_in_and_never_without_one, setup, teardown),
        cmocka_unit_test_setup_teardown(
            an_answer_by_a_clock_that_went_back_is_not_trusted, setup, teardown),
    };
    return cmocka_run_group_tests_name("mood", tests, NULL, NULL);
}
