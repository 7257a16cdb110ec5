/* Who is welcomed together. */
#include "tests/testing.h"

#include "tests/world.h"

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
add_other(struct arrivals *a, int n, int64_t now_ms)
{
    struct child child = numbered(n);
    arrivals_add(a, &child, false, true, 1000, now_ms);
}

/* A sibling of the one before. */
static void
add(struct arrivals *a, int n, bool in, int64_t now_ms)
{
    struct child child = numbered(n);
    arrivals_add(a, &child, true, in, 1000, now_ms);
}

static void
cards_of_siblings_in_a_row_are_one_group_and_a_pause_ends_it(void **state)
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

static void
who_is_no_sibling_begins_a_new_group(void **state)
{
    (void)state;
    struct arrivals a = {0};
    add_other(&a, 1, 100000);
    add_other(&a, 2, 101000);
    assert_int_equal(a.count, 1);
    assert_int_equal(a.list[0].child_id, 2);
    add(&a, 3, true, 102000);
    assert_int_equal(a.count, 2);
    add_other(&a, 4, 103000);
    assert_int_equal(a.count, 1);
    assert_int_equal(a.list[0].child_id, 4);
}

static void
the_same_card_again_does_not_end_the_group(void **state)
{
    (void)state;
    struct arrivals a = {0};
    add(&a, 1, true, 100000);
    add(&a, 2, true, 101000);
    add_other(&a, 2, 102000);
    assert_int_equal(a.count, 2);
}

static void
the_card_before_counts_until_a_pause(void **state)
{
    (void)state;
    struct arrivals a = {0};
    assert_int_equal(arrivals_newest(&a, 1000), 0);
    add(&a, 1, true, 100000);
    add(&a, 2, true, 101000);
    assert_int_equal(arrivals_newest(&a, 101000 + TOGETHER_MS), 2);
    assert_int_equal(arrivals_newest(&a, 101000 + TOGETHER_MS + 1), 0);
}

static void
put_child(struct world *w, struct child *child, const char *no, int64_t home_id)
{
    *child = w->child;
    snprintf(child->no, sizeof child->no, "%s", no);
    child->home_id = home_id;
    assert_int_equal(child_put(w->db, child), DB_OK);
}

static void
siblings_have_a_guardian_in_common_at_one_home(void **state)
{
    (void)state;
    struct world w;
    world_open(&w);
    struct home away = w.home;
    snprintf(away.code, sizeof away.code, "H2");
    snprintf(away.name, sizeof away.name, "河边村儿童之家");
    assert_int_equal(home_put(w.db, &away), DB_OK);
    struct child sister, stranger, cousin;
    put_child(&w, &sister, "T-002", w.home.id);
    put_child(&w, &stranger, "T-003", w.home.id);
    put_child(&w, &cousin, "T-004", away.id);
    struct guardian granny = {
        .name = "测奶奶", .relation = "奶奶", .since_day = 20250901, .until_day = 20261130};
    struct guardian other = {.name = "测爷爷", .relation = "爷爷", .since_day = 20250901};
    assert_int_equal(guardian_put(w.db, &granny, w.child.id), DB_OK);
    assert_int_equal(guardian_put(w.db, &granny, sister.id), DB_OK);
    assert_int_equal(guardian_put(w.db, &granny, cousin.id), DB_OK);
    assert_int_equal(guardian_put(w.db, &other, stranger.id), DB_OK);
    assert_true(child_is_sibling(w.db, w.child.id, sister.id, 20261124));
    assert_true(child_is_sibling(w.db, sister.id, w.child.id, 20261130));
    assert_false(child_is_sibling(w.db, w.child.id, stranger.id, 20261124));
    assert_false(child_is_sibling(w.db, w.child.id, cousin.id, 20261124));
    assert_false(child_is_sibling(w.db, w.child.id, sister.id, 20261201));
    assert_false(child_is_sibling(w.db, w.child.id, sister.id, 20250831));
    world_close(&w);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_of_siblings_in_a_row_are_one_group_and_a_pause_ends_it),
        cmocka_unit_test(the_newest_four_are_kept), cmocka_unit_test(a_child_is_not_there_twice),
        cmocka_unit_test(who_is_no_sibling_begins_a_new_group),
        cmocka_unit_test(the_same_card_again_does_not_end_the_group),
        cmocka_unit_test(the_card_before_counts_until_a_pause),
        cmocka_unit_test(siblings_have_a_guardian_in_common_at_one_home)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
