/* A child without its card: a secret of three pictures, and a staff member who vouches. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/event.h"
#include "db/forgotten.h"
#include "db/secret.h"
#include "db/setting.h"

#include <string.h>

static struct world w;
static const uint8_t key[CARD_KEY_BYTES] = "the card key of this test      ";
static const uint8_t right[SECRET_LEN] = {2, 7, 11}, turned[SECRET_LEN] = {11, 2, 7};
static const uint8_t wrong[SECRET_LEN] = {2, 7, 10};

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    return setting_card_key_set(w.db, key);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static struct scan
vouched_at(struct moment at)
{
    struct scan scan;
    struct vouch vouch = {.child_id = w.child.id, .staff_id = w.tutor.id, .secret = VOUCHED_RIGHT};
    assert_int_equal(attendance_vouched(w.db, &scan, &vouch, &at), DB_OK);
    return scan;
}

static struct scan
scanned_at(struct moment at)
{
    struct scan scan;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
    return scan;
}

static enum secret_state
state_at(struct moment at)
{
    enum secret_state state;
    assert_int_equal(secret_state(w.db, &state, w.child.id, &at), DB_OK);
    return state;
}

static bool
tried_at(struct moment at, const uint8_t pictures[SECRET_LEN])
{
    bool good;
    assert_int_equal(secret_try(w.db, &good, w.child.id, pictures, &at), DB_OK);
    return good;
}

static void
a_vouched_child_is_in_then_out_like_by_card(void **state)
{
    (void)state;
    struct scan in = vouched_at(world_at(0, 15, 0, 0));
    assert_int_equal(in.answer, SCAN_IN);
    assert_int_equal(in.holder_id, w.child.id);
    assert_false(in.again);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 1);
    assert_int_equal(vouched_at(world_at(0, 17, 0, 0)).answer, SCAN_OUT);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 0);
    assert_int_equal(vouched_at(world_at(1, 7, 0, 0)).answer, SCAN_IN);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
vouching_twice_within_ten_seconds_counts_once(void **state)
{
    (void)state;
    vouched_at(world_at(0, 15, 0, 0));
    struct scan again = vouched_at(world_at(0, 15, 0, 9));
    assert_true(again.again);
    assert_int_equal(again.answer, SCAN_IN);
    assert_int_equal(again.holder_id, w.child.id);
    assert_false(vouched_at(world_at(0, 15, 0, 10)).again);
}

static void
the_database_itself_refuses_a_second_vouch(void **state)
{
    (void)state;
    struct event event = {.kind = EVENT_CHECK_IN,
        .home_id = w.home.id,
        .child_id = w.child.id,
        .at = world_at(0, 15, 0, 0),
        .payload = "{\"via\":\"forgotten\"}"};
    assert_int_equal(event_append(w.db, &event), DB_OK);
    event.at = world_at(0, 15, 0, 9);
    assert_int_not_equal(event_append(w.db, &event), DB_OK);
    event.at = world_at(0, 15, 0, 10);
    assert_int_equal(event_append(w.db, &event), DB_OK);
}

static void
the_card_found_a_moment_later_is_the_same_check(void **state)
{
    (void)state;
    vouched_at(world_at(0, 15, 0, 0));
    struct scan card = scanned_at(world_at(0, 15, 0, 5));
    assert_true(card.again);
    assert_int_equal(card.answer, SCAN_IN);
    assert_int_equal(scanned_at(world_at(0, 16, 0, 0)).answer, SCAN_OUT);
    assert_true(vouched_at(world_at(0, 16, 0, 5)).again);
}

/* What settling closes as assumed was not seen at the door. */
static void
an_assumed_check_out_is_no_scan_of_a_moment_ago(void **state)
{
    (void)state;
    struct moment morning = world_at(1, 7, 0, 0), later = world_at(1, 7, 0, 3);
    vouched_at(world_at(0, 15, 0, 0));
    assert_int_equal(attendance_settle(w.db, &morning), DB_OK);
    struct scan in = vouched_at(later);
    assert_false(in.again);
    assert_int_equal(in.answer, SCAN_IN);
}

static void
without_a_home_nothing_is_recorded(void **state)
{
    (void)state;
    struct scan scan;
    struct moment at = world_at(0, 15, 0, 0);
    struct vouch vouch = {.child_id = w.child.id, .staff_id = w.tutor.id};
    assert_int_equal(setting_home_set(w.db, 0), DB_OK);
    assert_int_equal(attendance_vouched(w.db, &scan, &vouch, &at), DB_REFUSED);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 0);
}

static void
a_secret_is_known_in_any_order(void **state)
{
    (void)state;
    struct moment at = world_at(0, 15, 0, 0);
    bool good;
    assert_int_equal(state_at(at), SECRET_NONE);
    assert_int_equal(secret_try(w.db, &good, w.child.id, right, &at), DB_REFUSED);
    assert_int_equal(secret_set(w.db, w.child.id, right), DB_OK);
    assert_int_equal(state_at(at), SECRET_ASKED);
    assert_true(tried_at(at, right));
    assert_true(tried_at(at, turned));
    assert_false(tried_at(at, wrong));
}

static void
three_wrong_tries_of_a_day_are_all(void **state)
{
    (void)state;
    bool good;
    struct moment at = world_at(0, 15, 0, 0);
    assert_int_equal(secret_set(w.db, w.child.id, right), DB_OK);
    for (int i = 0; i < SECRET_TRIES; i++) {
        assert_int_equal(state_at(world_at(0, 15 + i, 0, 0)), SECRET_ASKED);
        assert_false(tried_at(world_at(0, 15 + i, 0, 0), wrong));
    }
    at = world_at(0, 23, 59, 59);
    assert_int_equal(state_at(at), SECRET_SPENT);
    assert_int_equal(secret_try(w.db, &good, w.child.id, right, &at), DB_REFUSED);
    assert_false(good);
    assert_int_equal(state_at(world_at(1, 0, 0, 0)), SECRET_ASKED);
}

static void
a_secret_chosen_anew_ends_the_old_one(void **state)
{
    (void)state;
    struct moment at = world_at(0, 15, 0, 0);
    assert_int_equal(secret_set(w.db, w.child.id, right), DB_OK);
    assert_int_equal(secret_set(w.db, w.child.id, wrong), DB_OK);
    assert_false(tried_at(at, right));
    assert_true(tried_at(at, wrong));
}

static int
keep(const struct forgotten *f, void *payload)
{
    *(struct forgotten *)payload = *f;
    return 0;
}

static void
forgotten_cards_are_counted_once_a_day(void **state)
{
    (void)state;
    struct forgotten f = {0};
    struct moment last = world_at(2, 16, 0, 0);
    scanned_at(world_at(0, 8, 0, 0));
    assert_int_equal(forgotten_each(w.db, 0, keep, &f), 0);
    assert_int_equal(f.days, 0);
    vouched_at(world_at(1, 8, 0, 0));
    vouched_at(world_at(1, 17, 0, 0));
    vouched_at(last);
    assert_int_equal(forgotten_each(w.db, w.home.id, keep, &f), 0);
    assert_int_equal(f.child_id, w.child.id);
    assert_int_equal(f.days, 2);
    assert_int_equal(f.last_ms, last.utc_ms);
}

static int
count_here(const struct child *child, bool here, void *payload)
{
    assert_string_equal(child->no, w.child.no);
    *(int *)payload += here ? 10 : 1;
    return 0;
}

static void
presence_says_who_is_in(void **state)
{
    (void)state;
    int seen = 0;
    assert_int_equal(presence_each(w.db, w.home.id, 20261124, count_here, &seen), 0);
    assert_int_equal(seen, 1);
    vouched_at(world_at(0, 15, 0, 0));
    assert_int_equal(presence_each(w.db, w.home.id, 20261124, count_here, &seen), 0);
    assert_int_equal(seen, 11);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(a_vouched_child_is_in_then_out_like_by_card),
        TEST(vouching_twice_within_ten_seconds_counts_once),
        TEST(the_database_itself_refuses_a_second_vouch),
        TEST(the_card_found_a_moment_later_is_the_same_check),
        TEST(an_assumed_check_out_is_no_scan_of_a_moment_ago),
        TEST(without_a_home_nothing_is_recorded), TEST(a_secret_is_known_in_any_order),
        TEST(three_wrong_tries_of_a_day_are_all), TEST(a_secret_chosen_anew_ends_the_old_one),
        TEST(forgotten_cards_are_counted_once_a_day), TEST(presence_says_who_is_in)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
