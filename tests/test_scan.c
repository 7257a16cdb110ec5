/* From a code's text to an answer: each kind of card, the lock, and what a hand scanner types. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/setting.h"
#include "kiosk/scan.h"
#include "kiosk/wedge.h"

#include <stdio.h>
#include <string.h>

static struct world w;
static struct scan_locks locks;
static const uint8_t key[CARD_KEY_LEN] = "a key of the tests, 32 bytes lon";

static bool
take_nothing(struct scan_answered *out, const struct card_row *card, void *payload)
{
    (void)out, (void)card, (void)payload;
    return false;
}

static const struct scan_taker nobody = {take_nothing, NULL};

/* A screen that takes children's cards, and counts them. */
static bool
take_children(struct scan_answered *out, const struct card_row *card, void *payload)
{
    int *taken = payload;
    *out = (struct scan_answered){.show = SHOW_TAKEN};
    *taken += card->kind == HOLDER_CHILD;
    return card->kind == HOLDER_CHILD;
}

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    memset(&locks, 0, sizeof locks);
    return setting_card_key_set(w.db, key);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void
text_of(char out[CARD_TEXT_LEN + 1], enum card_kind kind, const uint8_t *id)
{
    struct card card = {.kind = kind};
    memcpy(card.id, id, CARD_ID_LEN);
    card_text(out, &card, key);
}

static struct scan_answered
show_to(const struct scan_taker *taker, const char *text, int second)
{
    struct moment at = world_at(0, 8, second / 60, second % 60);
    return scan_code(&locks, w.db, text, strlen(text), &at, taker);
}

static struct scan_answered
show(const char *text, int second)
{
    return show_to(&nobody, text, second);
}

static struct scan_answered
show_child(int second)
{
    char text[CARD_TEXT_LEN + 1];
    text_of(text, CARD_CHILD, w.card);
    return show(text, second);
}

static void
card_held_up_for_a_minute_is_one_scan(void **state)
{
    (void)state;
    assert_int_equal(show_child(0).show, SHOW_GREETING);
    struct moment at = world_at(0, 8, 0, 0);
    char text[CARD_TEXT_LEN + 1];
    text_of(text, CARD_CHILD, w.card);
    for (int frame = 0; frame < 60 * 15; frame++) {
        at.mono_ms += 1000 / 15;
        at.utc_ms += 1000 / 15;
        assert_int_equal(
            scan_code(&locks, w.db, text, strlen(text), &at, &nobody).show, SHOW_NOTHING);
    }
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 1);
}

static void
card_shown_again_within_ten_seconds_gets_its_first_answer(void **state)
{
    (void)state;
    assert_int_equal(show_child(0).scan.answer, SCAN_IN);
    struct scan_answered again = show_child(5);
    assert_int_equal(again.show, SHOW_GREETING);
    assert_int_equal(again.scan.answer, SCAN_IN);
    assert_int_equal(show_child(14).scan.answer, SCAN_IN);
    assert_int_equal(show_child(24).scan.answer, SCAN_OUT);
}

static void
lock_holds_through_a_restart_of_the_kiosk(void **state)
{
    (void)state;
    assert_int_equal(show_child(0).scan.answer, SCAN_IN);
    memset(&locks, 0, sizeof locks);
    struct scan_answered again = show_child(4);
    assert_int_equal(again.scan.answer, SCAN_IN);
    assert_true(again.scan.again);
}

static void
children_between_two_sights_of_a_card_do_not_open_its_lock(void **state)
{
    (void)state;
    assert_int_equal(show_child(0).scan.answer, SCAN_IN);
    for (int i = 0; i < SCAN_LOCKS - 1; i++) {
        char text[32];
        snprintf(text, sizeof text, "other code %d", i);
        assert_int_equal(show(text, 1).notice, NOTICE_FOREIGN);
    }
    assert_int_equal(show_child(2).scan.answer, SCAN_IN);
}

static void
each_kind_of_code_has_its_own_answer(void **state)
{
    (void)state;
    char text[CARD_TEXT_LEN + 1];
    uint8_t staff[] = "card-staff", guardian[] = "card-guard", revoked[] = "card-gone.";
    assert_int_equal(cards_issue(w.db, staff, HOLDER_STAFF, 1, 1), DB_OK);
    assert_int_equal(cards_issue(w.db, guardian, HOLDER_GUARDIAN, 1, 1), DB_OK);
    assert_int_equal(cards_issue(w.db, revoked, HOLDER_CHILD, 77, 1), DB_OK);
    assert_int_equal(cards_revoke(w.db, revoked, "lost", 2), DB_OK);
    text_of(text, CARD_STAFF, staff);
    assert_int_equal(show(text, 0).notice, NOTICE_STAFF);
    text_of(text, CARD_GUARDIAN, guardian);
    assert_int_equal(show(text, 0).notice, NOTICE_GUARDIAN);
    text_of(text, CARD_CHILD, revoked);
    assert_int_equal(show(text, 0).notice, NOTICE_REVOKED);
    text_of(text, CARD_SETUP, revoked);
    assert_int_equal(show(text, 0).notice, NOTICE_SETUP);
    text_of(text, CARD_CHILD, (const uint8_t *)"card-new..");
    assert_int_equal(show(text, 0).notice, NOTICE_PENDING);
    text[10] = text[10] == 'A' ? 'B' : 'A';
    assert_int_equal(show(text, 0).notice, NOTICE_FORGED);
    assert_int_equal(show("ZX1", 0).notice, NOTICE_DAMAGED);
    assert_int_equal(show("https://example.org", 0).notice, NOTICE_FOREIGN);
    assert_int_equal(show_child(0).scan.answer, SCAN_IN);
}

static void
what_was_not_recorded_is_said_and_tried_again_when_the_card_comes_back(void **state)
{
    (void)state;
    assert_int_equal(setting_home_set(w.db, 0), DB_OK);
    assert_int_equal(show_child(0).notice, NOTICE_NO_HOME);
    assert_int_equal(setting_home_set(w.db, w.home.id), DB_OK);
    struct scan_answered now = show_child(3);
    assert_int_equal(now.show, SHOW_GREETING);
    assert_int_equal(now.scan.answer, SCAN_IN);
}

static void
without_a_database_the_screen_says_not_recorded(void **state)
{
    (void)state;
    struct moment at = world_at(0, 8, 0, 0);
    struct scan_answered answered = scan_code(&locks, NULL, "ZX1", 3, &at, &nobody);
    assert_int_equal(answered.notice, NOTICE_NOT_RECORDED);
}

static bool
type(struct wedge *wedge, const char *keys, int64_t every_ms)
{
    int64_t at = 1000;
    for (; *keys; keys++, at += every_ms)
        if (wedge_key(wedge, *keys, at))
            return true;
    return wedge_key(wedge, '\r', at);
}

static void
burst_of_keys_and_enter_is_a_code(void **state)
{
    (void)state;
    struct wedge wedge = {0};
    assert_true(type(&wedge, "zx1abcdef012345", 5));
    assert_string_equal(wedge.text, "ZX1ABCDEF012345");
    assert_true(type(&wedge, "ZX1SECONDCODE99", 20));
    assert_string_equal(wedge.text, "ZX1SECONDCODE99");
}

static void
slow_short_or_broken_typing_is_no_code(void **state)
{
    (void)state;
    struct wedge wedge = {0};
    assert_false(type(&wedge, "ZX1ABCDEF012345", 200));
    assert_false(type(&wedge, "ZX1", 5));
    assert_false(type(&wedge, "ZX1ABC DEF", 5));
    char longer[WEDGE_TEXT_MAX + 20];
    memset(longer, 'A', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    assert_false(type(&wedge, longer, 1));
    assert_true(type(&wedge, "ZX1ABCDEF012345", 5));
}

static void
a_card_that_a_screen_takes_checks_nobody_in(void **state)
{
    (void)state;
    int taken = 0;
    char text[CARD_TEXT_LEN + 1];
    const struct scan_taker screen = {take_children, &taken};
    text_of(text, CARD_CHILD, w.card);
    assert_int_equal(show_to(&screen, text, 0).show, SHOW_TAKEN);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 0);
    assert_int_equal(show_to(&screen, text, 0).show, SHOW_NOTHING); /* still held up */
    assert_int_equal(show_to(&screen, text, 3).show, SHOW_TAKEN);
    assert_int_equal(taken, 2);
    /* The screen is left: the card means what it ever does, at once. */
    assert_int_equal(show(text, 5).show, SHOW_GREETING);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 1);
}

static void
a_card_that_works_no_more_is_no_screens(void **state)
{
    (void)state;
    int taken = 0;
    char text[CARD_TEXT_LEN + 1];
    const struct scan_taker screen = {take_children, &taken};
    text_of(text, CARD_CHILD, w.card);
    assert_int_equal(cards_revoke(w.db, w.card, "lost", 5), DB_OK);
    struct scan_answered answered = show_to(&screen, text, 0);
    assert_int_equal(answered.show, SHOW_NOTICE);
    assert_int_equal(answered.notice, NOTICE_REVOKED);
    text_of(text, CARD_CHILD, (const uint8_t *)"card-00077");
    assert_int_equal(show_to(&screen, text, 20).notice, NOTICE_PENDING);
    assert_int_equal(taken, 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(card_held_up_for_a_minute_is_one_scan),
        TEST(card_shown_again_within_ten_seconds_gets_its_first_answer),
        TEST(lock_holds_through_a_restart_of_the_kiosk),
        TEST(children_between_two_sights_of_a_card_do_not_open_its_lock),
        TEST(each_kind_of_code_has_its_own_answer),
        TEST(what_was_not_recorded_is_said_and_tried_again_when_the_card_comes_back),
        TEST(without_a_database_the_screen_says_not_recorded),
        TEST(a_card_that_a_screen_takes_checks_nobody_in),
        TEST(a_card_that_works_no_more_is_no_screens),
        cmocka_unit_test(burst_of_keys_and_enter_is_a_code),
        cmocka_unit_test(slow_short_or_broken_typing_is_no_code),
    };
    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
