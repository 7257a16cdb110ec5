/* A child among a thousand: which keys stand for which name. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/search.h"

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
first_letters_of_syllables_stand_for_a_name(void **state)
{
    (void)state;
    assert_true(search_matches("zeng xiao yu", ""));
    assert_true(search_matches("zeng xiao yu", "z"));
    assert_true(search_matches("zeng xiao yu", "zxy"));
    assert_true(search_matches("zeng xiao yu", "zengx"));
    assert_true(search_matches("zeng xiao yu", "zexiaoy"));
    assert_true(search_matches("zeng xiao yu", "zengxiaoyu"));
    assert_false(search_matches("zeng xiao yu", "xy"));
    assert_false(search_matches("zeng xiao yu", "zxyz"));
    assert_false(search_matches("zeng xiao yu", "zengg"));
    assert_false(search_matches("", "z"));
    /* A letter that ends one syllable may begin the next. */
    assert_true(search_matches("wang gui", "wangui"));
    assert_true(search_matches("wang gui", "wanggui"));
    assert_true(search_matches("xi an", "xia"));
}

static int
count(const struct child *child, bool here, void *payload)
{
    int *counts = payload;
    assert_string_equal(child->no, w.child.no);
    counts[0]++;
    counts[1] += here;
    return 0;
}

static void
the_search_says_who_is_here_and_knows_numbers(void **state)
{
    (void)state;
    int counts[2] = {0};
    struct scan scan;
    struct moment at = world_at(0, 15, 0, 0);
    assert_int_equal(child_search(w.db, w.home.id, 20261124, "cxy", count, counts), 0);
    assert_int_equal(child_search(w.db, w.home.id, 20261124, "cxz", count, counts), 0);
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], 0);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
    assert_int_equal(child_search(w.db, w.home.id, 20261124, "t00", count, counts), 0);
    assert_int_equal(counts[0], 2);
    assert_int_equal(counts[1], 1);
}

static void
who_has_left_is_not_found(void **state)
{
    (void)state;
    int counts[2] = {0};
    w.child.left_day = 20261124;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(child_search(w.db, w.home.id, 20261124, "", count, counts), 0);
    assert_int_equal(counts[0], 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_letters_of_syllables_stand_for_a_name),
        cmocka_unit_test_setup_teardown(
            the_search_says_who_is_here_and_knows_numbers, setup, teardown),
        cmocka_unit_test_setup_teardown(who_has_left_is_not_found, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
