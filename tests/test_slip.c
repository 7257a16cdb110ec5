/* Slips of the ladder from the kiosk to the next level's machine and back: two databases under one
 * card key, and what each refuses. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/day.h"
#include "db/ladder.h"
#include "db/school.h"
#include "db/setting.h"
#include "db/slip.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static struct world kiosk, township;
static const uint8_t key[CARD_KEY_BYTES] = "the key of an invented township";
static const uint8_t card[CARD_ID_BYTES + 1] = "card-00002";
static uint8_t step[EVENT_ID_LEN];

/* A child that has missed three days, and the step to the village, as a slip. */
static int
setup(void **state)
{
    (void)state;
    world_open(&kiosk);
    world_open(&township);
    assert_int_equal(setting_card_key_set(kiosk.db, key), DB_OK);
    assert_int_equal(setting_card_key_set(township.db, key), DB_OK);
    snprintf(kiosk.child.school, sizeof kiosk.child.school, "测山小学");
    struct child other = kiosk.child;
    snprintf(other.no, sizeof other.no, "T-002");
    other.school[0] = '\0';
    struct school_end end = {.school = "测山小学", .ends_min = 930};
    assert_int_equal(child_put(kiosk.db, &kiosk.child), DB_OK);
    assert_int_equal(child_put(kiosk.db, &other), DB_OK);
    assert_int_equal(school_end_put(kiosk.db, &end), DB_OK);
    assert_int_equal(cards_issue(kiosk.db, card, HOLDER_CHILD, other.id, 1), DB_OK);
    for (int i = 0; i < 6; i++) {
        struct scan out;
        struct moment at = world_at(i / 2, 16 + i % 2, 0, 0);
        assert_int_equal(attendance_scan(kiosk.db, &out, card, &at), DB_OK);
    }
    struct moment now = world_at(2, 18, 0, 0);
    return ladder_tell(kiosk.db, step, kiosk.child.id, LADDER_VILLAGE, 0, &now);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&kiosk);
    world_close(&township);
    return 0;
}

static void
write_slip(char out[SLIP_TEXT + 1])
{
    struct slip slip;
    assert_int_equal(slip_of_step(kiosk.db, &slip, step), DB_OK);
    assert_int_equal(slip_text(kiosk.db, out, &slip), DB_OK);
}

static void
answer_slip(char out[SLIP_TEXT + 1], const char *text)
{
    struct slip slip;
    struct moment now = world_at(3, 9, 0, 0);
    if (slip_answer(township.db, &slip, text, LADDER_VILLAGE, false, 0, &now) != DB_OK)
        fail_msg("%s", db_why(township.db));
    assert_int_equal(slip_text(township.db, out, &slip), DB_OK);
}

static void
expect_refused(struct db *db, int rc, const char *word)
{
    assert_int_equal(rc, DB_REFUSED);
    if (!strstr(db_why(db), word))
        fail_msg("not about \"%s\": %s", word, db_why(db));
}

static int
take(const char *text)
{
    struct slip slip;
    struct moment now = world_at(4, 9, 0, 0);
    return slip_take(kiosk.db, &slip, text, 0, &now);
}

static int
answer_for(enum ladder_level level, const char *text)
{
    struct slip slip;
    struct moment now = world_at(3, 9, 0, 0);
    return slip_answer(township.db, &slip, text, level, false, 0, &now);
}

static int
keep(const struct ladder *ladder, void *payload)
{
    *(struct ladder *)payload = *ladder;
    return 0;
}

static void
a_slip_goes_there_and_its_answer_comes_back(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1], answer[SLIP_TEXT + 1];
    struct ladder ladder;
    struct moment now = world_at(2, 19, 0, 0);
    write_slip(text);
    answer_slip(answer, text);
    assert_int_equal(take(answer), DB_OK);
    assert_int_equal(ladder_each(kiosk.db, kiosk.home.id, &now, keep, &ladder), DB_OK);
    const struct ladder_step *village = &ladder.steps[LADDER_VILLAGE];
    assert_int_equal(village->state, LADDER_ANSWERED);
    assert_false(village->by_word);
    assert_int_equal(village->answered_day, 20261127);
    assert_int_equal(ladder.steps[LADDER_FAMILY].state, LADDER_DUE);
}

static void
a_slip_is_alphanumeric_and_says_nothing_of_the_child(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1];
    write_slip(text);
    assert_int_equal(strlen(text), SLIP_TEXT);
    for (const char *c = text; *c; c++)
        assert_true(isdigit((unsigned char)*c) || isupper((unsigned char)*c));
    assert_null(strstr(text, kiosk.child.no));
    assert_true(slip_is(text));
    assert_false(slip_is("ZX1ABCDEF"));
    assert_false(slip_is(""));
}

static void
a_slip_that_was_typed_in_small_letters_is_read(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1], answer[SLIP_TEXT + 1];
    write_slip(text);
    for (char *c = text; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    answer_slip(answer, text);
}

static void
a_changed_slip_is_refused_at_every_character(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1];
    write_slip(text);
    for (int i = 4; i < SLIP_TEXT; i++) {
        char kept = text[i];
        text[i] = kept == '7' ? '8' : '7';
        assert_int_equal(answer_for(LADDER_VILLAGE, text), DB_REFUSED);
        text[i] = kept;
    }
    text[SLIP_TEXT - 1] = '\0';
    expect_refused(township.db, answer_for(LADDER_VILLAGE, text), "damaged");
    expect_refused(township.db, answer_for(LADDER_VILLAGE, "ZX1AAAA"), "no slip");
}

static void
a_slip_of_another_township_is_forged(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1];
    uint8_t wrong[CARD_KEY_BYTES] = "another key";
    write_slip(text);
    assert_int_equal(setting_card_key_set(township.db, wrong), DB_OK);
    expect_refused(township.db, answer_for(LADDER_VILLAGE, text), "forged");
}

static void
the_wrong_level_is_refused(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1];
    write_slip(text);
    expect_refused(township.db, answer_for(LADDER_TOWNSHIP, text), "child director");
    int64_t events = event_last_seq(township.db);
    assert_int_equal(events, 0);
}

static void
a_slip_is_answered_once_and_the_same_answer_can_be_printed_again(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1], answer[SLIP_TEXT + 1], again[SLIP_TEXT + 1];
    struct slip slip;
    struct moment later = world_at(5, 9, 0, 0);
    write_slip(text);
    answer_slip(answer, text);
    int64_t events = event_last_seq(township.db);
    expect_refused(township.db, answer_for(LADDER_VILLAGE, text), "already, on 2026-11-27");
    assert_int_equal(slip_answer(township.db, &slip, text, LADDER_VILLAGE, true, 0, &later), DB_OK);
    assert_int_equal(slip_text(township.db, again, &slip), DB_OK);
    assert_string_equal(answer, again);
    assert_int_equal(event_last_seq(township.db), events);
}

static void
an_answer_counts_once(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1], answer[SLIP_TEXT + 1];
    write_slip(text);
    answer_slip(answer, text);
    assert_int_equal(take(answer), DB_OK);
    int64_t events = event_last_seq(kiosk.db);
    expect_refused(kiosk.db, take(answer), "already");
    assert_int_equal(event_last_seq(kiosk.db), events);
}

static void
a_slip_is_no_answer_and_an_answer_no_slip(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1], answer[SLIP_TEXT + 1];
    write_slip(text);
    answer_slip(answer, text);
    expect_refused(kiosk.db, take(text), "the slip itself");
    expect_refused(township.db, answer_for(LADDER_VILLAGE, answer), "an answer already");
}

static void
an_answer_to_another_step_or_of_another_level_is_refused(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1];
    struct slip slip = {.kind = SLIP_ANSWER, .level = LADDER_VILLAGE, .day = 20261127};
    assert_int_equal(slip_text(kiosk.db, text, &slip), DB_OK);
    expect_refused(kiosk.db, take(text), "another kiosk");
    slip.level = LADDER_TOWNSHIP;
    memcpy(slip.step, step, EVENT_ID_LEN);
    assert_int_equal(slip_text(kiosk.db, text, &slip), DB_OK);
    expect_refused(kiosk.db, take(text), "this answer is of township");
}

static void
a_slip_that_is_too_old_or_from_the_future_is_refused(void **state)
{
    (void)state;
    char text[SLIP_TEXT + 1];
    struct slip slip = {.kind = SLIP_STEP, .level = LADDER_VILLAGE, .day = 20260801};
    assert_int_equal(slip_text(kiosk.db, text, &slip), DB_OK);
    expect_refused(township.db, answer_for(LADDER_VILLAGE, text), "too old");
    slip.day = 20270101;
    assert_int_equal(slip_text(kiosk.db, text, &slip), DB_OK);
    expect_refused(township.db, answer_for(LADDER_VILLAGE, text), "clocks");
}

static void
a_machine_without_the_key_makes_no_slip(void **state)
{
    (void)state;
    struct world bare;
    char text[SLIP_TEXT + 1];
    struct slip slip = {.kind = SLIP_STEP, .day = 20261124};
    world_open(&bare);
    assert_int_equal(slip_text(bare.db, text, &slip), DB_REFUSED);
    world_close(&bare);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(a_slip_goes_there_and_its_answer_comes_back),
        T(a_slip_is_alphanumeric_and_says_nothing_of_the_child),
        T(a_slip_that_was_typed_in_small_letters_is_read),
        T(a_changed_slip_is_refused_at_every_character),
        T(a_slip_of_another_township_is_forged),
        T(the_wrong_level_is_refused),
        T(a_slip_is_answered_once_and_the_same_answer_can_be_printed_again),
        T(an_answer_counts_once),
        T(a_slip_is_no_answer_and_an_answer_no_slip),
        T(an_answer_to_another_step_or_of_another_level_is_refused),
        T(a_slip_that_is_too_old_or_from_the_future_is_refused),
        T(a_machine_without_the_key_makes_no_slip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
