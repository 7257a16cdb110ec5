/* Who is welcomed together. */
#include "tests/testing.h"

#include "kiosk/arrivals.h"

#include <stdio.h>

static struct child
numbered(int n)
{
    struct child child = {.id = n, .animal = "fox"};
    snprintf(child.name, sizeof child.name, "测%d", n);
    return child;
}

static void
add(struct arrivals *a, int n, bool in, int64_t now_ms)
{
    struct child child = numbered(n);
    arrivals_add(a, &child, in, 1000, now_ms);
}

static void
cards_in_a_row_are_one_group_and_a_pause_ends_it(void **state)
{
    (void)state;
    struct arrivals a = {0};
    add(&a, 1, true, 100000);
    assert_int_equal(a.count, 1);
    add(&a, 2, false, 100000 + TOGETHER_MS);
    assert_int_equal(a.count, 2);
    assert_string_equal(a.list[0].name, "测1");
    assert_true(a.list[0].in);
    assert_string_equal(a.list[1].name, "测2");
    assert_false(a.list[1].in);
    add(&a, 3, true, 100000 + 2 * TOGETHER_MS);
    assert_int_equal(a.count, 3);
    add(&a, 4, true, 100000 + 3 * TOGETHER_MS + 1);
    assert_int_equal(a.count, 1);
    assert_string_equal(a.list[0].name, "测4");
}

static void
the_newest_four_are_kept(void **state)
{
    (void)state;
    struct arrivals a = {0};
    for (int n = 1; n <= 6; n++)
        add(&a, n, true, 100000 + n);
    assert_int_equal(a.count, ARRIVALS);
    assert_int_equal(a.list[0].child_id, 3);
    assert_int_equal(a.list[3].child_id, 6);
}

static void
a_child_is_not_there_twice(void **state)
{
    (void)state;
    struct arrivals a = {0};
    add(&a, 1, true, 100000);
    add(&a, 2, true, 100001);
    add(&a, 1, true, 100002);
    assert_int_equal(a.count, 2);
    assert_int_equal(a.list[0].child_id, 2);
    assert_int_equal(a.list[1].child_id, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_in_a_row_are_one_group_and_a_pause_ends_it),
        cmocka_unit_test(the_newest_four_are_kept), cmocka_unit_test(a_child_is_not_there_twice)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
