/* Cards of a moment ago: for fifteen seconds, the newest first, and for one meeting. */
#include "tests/testing.h"

#include "kiosk/pairs.h"

static void
card_counts_for_fifteen_seconds(void **state)
{
    (void)state;
    struct pairs pairs = {0};
    pairs_add(&pairs, &(struct pair_card){.id = 1, .shown_ms = 1000});
    assert_int_equal(pairs_nth(&pairs, false, 0, 1000 + PAIR_MS)->id, 1);
    assert_null(pairs_nth(&pairs, false, 0, 1001 + PAIR_MS));
    assert_null(pairs_nth(&pairs, true, 0, 1000));
}

static void
newest_comes_first_and_the_oldest_of_many_is_forgotten(void **state)
{
    (void)state;
    struct pairs pairs = {0};
    for (int i = 1; i <= PAIR_CARDS + 1; i++)
        pairs_add(&pairs, &(struct pair_card){.id = i, .shown_ms = i});
    assert_int_equal(pairs_nth(&pairs, false, 0, 100)->id, PAIR_CARDS + 1);
    assert_int_equal(pairs_nth(&pairs, false, PAIR_CARDS - 1, 100)->id, 2);
    assert_null(pairs_nth(&pairs, false, PAIR_CARDS, 100));
}

static void
who_has_met_does_not_meet_again_by_the_same_cards(void **state)
{
    (void)state;
    struct pairs pairs = {0};
    pairs_add(&pairs, &(struct pair_card){.id = 1, .shown_ms = 1});
    pairs_add(&pairs, &(struct pair_card){.id = 1, .staff = true, .shown_ms = 2});
    pairs_add(&pairs, &(struct pair_card){.id = 2, .shown_ms = 3});
    pairs_met(&pairs, 1, 1);
    assert_null(pairs_nth(&pairs, true, 0, 10));
    assert_int_equal(pairs_nth(&pairs, false, 0, 10)->id, 2);
    assert_null(pairs_nth(&pairs, false, 1, 10));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(card_counts_for_fifteen_seconds),
        cmocka_unit_test(newest_comes_first_and_the_oldest_of_many_is_forgotten),
        cmocka_unit_test(who_has_met_does_not_meet_again_by_the_same_cards),
    };
    return cmocka_run_group_tests_name("pairs", tests, NULL, NULL);
}
