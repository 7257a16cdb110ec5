/* Contacts of a child with its volunteer: once a day counts, and who is overdue comes first. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/contact.h"

#include <stdio.h>

static struct world w;
static struct child other;

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    other = w.child;
    snprintf(other.no, sizeof other.no, "T-002");
    snprintf(other.pinyin, sizeof other.pinyin, "aa");
    return child_put(w.db, &other) || pairing_put(w.db, w.child.id, w.tutor.id, 20261101) ||
           pairing_put(w.db, other.id, w.tutor.id, 20261101);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static int
meet(bool *again, int days, int hour)
{
    struct moment at = world_at(days, hour, 0, 0);
    return contact_record(w.db, again, w.child.id, w.tutor.id, &at);
}

static void
first_contact_of_a_day_counts_and_further_ones_say_so(void **state)
{
    (void)state;
    bool again = true;
    assert_int_equal(meet(&again, 0, 16), DB_OK);
    assert_false(again);
    assert_int_equal(meet(&again, 0, 18), DB_OK);
    assert_true(again);
    assert_int_equal(meet(&again, 1, 16), DB_OK);
    assert_false(again);
}

static void
who_are_not_paired_on_the_day_have_none(void **state)
{
    (void)state;
    struct staff new = {
        .no = "S-9", .name = "测志愿", .role = STAFF_VOLUNTEER, .home_id = w.home.id};
    bool again;
    assert_int_equal(staff_put(w.db, &new), DB_OK);
    assert_int_equal(pairing_put(w.db, w.child.id, new.id, 20261125), DB_OK);
    assert_int_equal(meet(&again, 0, 16), DB_OK); /* the last day */
    assert_int_equal(meet(&again, 1, 16), DB_REFUSED);
}

struct seen {
    int count;
    struct contact_pair pairs[4];
};

static int
add(const struct contact_pair *pair, void *payload)
{
    struct seen *seen = payload;
    seen->pairs[seen->count++] = *pair;
    return 0;
}

static void
pairs_without_a_contact_for_fourteen_days_come_first(void **state)
{
    (void)state;
    struct seen seen = {0};
    bool again;
    assert_int_equal(meet(&again, 0, 16), DB_OK);
    /* On the 15th the other pair, of the 1st, is fourteen days old: not yet. */
    assert_int_equal(contact_each(w.db, w.home.id, 20261115, add, &seen), 0);
    assert_false(seen.pairs[0].overdue);
    seen.count = 0;
    assert_int_equal(contact_each(w.db, w.home.id, 20261208, add, &seen), 0);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.pairs[0].child_id, other.id);
    assert_int_equal(seen.pairs[0].last_day, 0);
    assert_true(seen.pairs[0].overdue);
    assert_int_equal(seen.pairs[1].last_day, 20261124);
    assert_false(seen.pairs[1].overdue);
    seen.count = 0;
    assert_int_equal(contact_each(w.db, w.home.id, 20261209, add, &seen), 0);
    assert_true(seen.pairs[1].overdue);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(first_contact_of_a_day_counts_and_further_ones_say_so),
        TEST(who_are_not_paired_on_the_day_have_none),
        TEST(pairs_without_a_contact_for_fourteen_days_come_first),
    };
    return cmocka_run_group_tests_name("contact", tests, NULL, NULL);
}
