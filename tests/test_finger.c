/* One finger of many. */
#include "tests/testing.h"

#include "kiosk/finger.h"

static void
second_finger_is_not_heard_until_the_first_is_off(void **state)
{
    (void)state;
    struct finger f = {0};
    assert_true(finger_is_heard(&f, TOUCH_DOWN, 7, 1000));
    assert_false(finger_is_heard(&f, TOUCH_DOWN, 8, 1010));
    assert_false(finger_is_heard(&f, TOUCH_MOVE, 8, 1020));
    assert_true(finger_is_heard(&f, TOUCH_MOVE, 7, 1030));
    assert_false(finger_is_heard(&f, TOUCH_UP, 8, 1040));
    assert_true(finger_is_heard(&f, TOUCH_UP, 7, 1050));
    assert_false(finger_is_heard(&f, TOUCH_MOVE, 8, 1060));
    assert_true(finger_is_heard(&f, TOUCH_DOWN, 8, 1070));
}

static void
finger_that_moves_or_goes_up_without_having_come_down_is_nothing(void **state)
{
    (void)state;
    struct finger f = {0};
    assert_false(finger_is_heard(&f, TOUCH_MOVE, 0, 1000));
    assert_false(finger_is_heard(&f, TOUCH_UP, 0, 1000));
    assert_int_equal(finger_let_go_at(&f), 0);
}

static void
palm_is_let_go_in_time_and_what_it_does_then_is_not_heard(void **state)
{
    (void)state;
    struct finger f = {0};
    finger_is_heard(&f, TOUCH_DOWN, 3, 1000);
    assert_int_equal(finger_let_go_at(&f), 1000 + FINGER_LET_GO_MS);
    assert_true(finger_is_heard(&f, TOUCH_UP, 3, 1000 + FINGER_LET_GO_MS));
    assert_false(finger_is_heard(&f, TOUCH_MOVE, 3, 20000));
    assert_true(finger_is_heard(&f, TOUCH_DOWN, 4, 20010));
    assert_false(finger_is_heard(&f, TOUCH_UP, 3, 20020));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(second_finger_is_not_heard_until_the_first_is_off),
        cmocka_unit_test(finger_that_moves_or_goes_up_without_having_come_down_is_nothing),
        cmocka_unit_test(palm_is_let_go_in_time_and_what_it_does_then_is_not_heard),
    };
    return cmocka_run_group_tests_name("finger", tests, NULL, NULL);
}
