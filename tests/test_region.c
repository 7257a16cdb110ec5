/* test_region.c: where Homes lie, and who sees them. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/language.h"
#include "db/region.h"

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
codes_have_the_lengths_of_the_standard(void **state)
{
    (void)state;
    static const char *const good[] = {"", "51", "5109", "510922", "510922101", "510922101203"};
    static const char *const bad[] = {"5", "510", "51092", "5109221", "51092a", "5109221012034"};
    for (int i = 0; i < 6; i++) {
        assert_true(region_is(good[i]));
        assert_false(region_is(bad[i]));
    }
    assert_true(region_holds("", "510922101"));
    assert_true(region_holds("510922", "510922101"));
    assert_false(region_holds("510922101", "510922"));
    assert_false(region_holds("510923", "510922101"));
}

struct found {
    int count;
    int64_t id;
};

static int
count(const struct home *home, void *payload)
{
    struct found *found = payload;
    found->count++;
    found->id = home->id;
    return 0;
}

static void
a_region_has_the_homes_whose_code_begins_so(void **state)
{
    (void)state;
    struct home other = {
        .code = "B", .name = "Pear Valley", .closes_min = 1080, .utc_offset_min = 480};
    struct found found = {0};
    char region[REGION_SIZE];
    assert_int_equal(home_put(w.db, &other), DB_OK);
    assert_int_equal(home_region_set(w.db, w.home.id, "510922101203"), DB_OK);
    assert_int_equal(home_region_set(w.db, other.id, "510923"), DB_OK);
    assert_int_equal(home_region_set(w.db, other.id, "51x"), DB_REFUSED);
    assert_int_equal(home_region_set(w.db, 4711, "51"), DB_REFUSED);
    home_region(w.db, region, other.id);
    assert_string_equal(region, "510923");
    assert_int_equal(home_region_each(w.db, "510922", count, &found), DB_OK);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.id, w.home.id);
    assert_int_equal(home_region_each(w.db, "", count, &found), DB_OK);
    assert_int_equal(found.count, 3);
}

static void
a_thread_may_speak_english(void **state)
{
    (void)state;
    assert_false(language_is_english());
    assert_string_equal(language_catalogue(), "zhaoxi");
    language_choose(true);
    assert_true(language_is_english());
    assert_string_not_equal(language_catalogue(), "zhaoxi");
    language_choose(false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_have_the_lengths_of_the_standard),
        cmocka_unit_test_setup_teardown(
            a_region_has_the_homes_whose_code_begins_so, setup, teardown),
        cmocka_unit_test(a_thread_may_speak_english),
    };
    return cmocka_run_group_tests_name("region", tests, NULL, NULL);
}
