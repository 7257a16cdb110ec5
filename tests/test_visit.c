/* Who needs a visit, by each rule, and how a visit takes a child off the list; runs of missed days,
 * and the ladder of who is told. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/absence.h"
#include "db/agreement.h"
#include "db/day.h"
#include "db/ladder.h"
#include "db/missed.h"
#include "db/mood.h"
#include "db/pickup.h"
#include "db/school.h"
#include "db/visit.h"

#include <stdio.h>
#include <string.h>

static struct world w;
static struct child other; /* comes every day: the Home is open */
static struct staff social;
static const uint8_t other_card[CARD_ID_BYTES + 1] = "card-00002";

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    snprintf(w.child.school, sizeof w.child.school, "测山小学");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    other = w.child;
    snprintf(other.no, sizeof other.no, "T-002");
    other.school[0] = '\0'; /* not expected */
    social = (struct staff){
        .no = "S-W", .name = "测社工", .role = STAFF_SOCIAL_WORKER, .home_id = w.home.id};
    struct school_end end = {.school = "测山小学", .ends_min = 930};
    struct school_way way = {20, COMES_EVERY_DAY};
    return child_put(w.db, &other) || staff_put(w.db, &social) || school_end_put(w.db, &end) ||
           school_way_put(w.db, w.child.id, &way) ||
           cards_issue(w.db, other_card, HOLDER_CHILD, other.id, 1);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void
scan(const uint8_t *card, struct moment at)
{
    struct scan out;
    assert_int_equal(attendance_scan(w.db, &out, card, &at), DB_OK);
}

/* Days after 2026-11-24, a Tuesday, on which the Home is open; the child comes, or does not. */
static void
day_passes(int days, bool child_comes)
{
    scan(other_card, world_at(days, 16, 0, 0));
    if (child_comes)
        scan(w.card, world_at(days, 16, 1, 0));
    scan(other_card, world_at(days, 17, 0, 0));
    if (child_comes)
        scan(w.card, world_at(days, 17, 1, 0));
}

struct list {
    int count;
    struct visit_need needs[16];
};

static int
add(const struct visit_need *need, void *payload)
{
    struct list *list = payload;
    list->needs[list->count++] = *need;
    return 0;
}

static struct list
needs(struct moment now)
{
    struct list list = {0};
    assert_int_equal(visit_each(w.db, w.home.id, &now, add, &list), DB_OK);
    return list;
}

static void
visit_with(enum visit_outcome outcome, const char *note, struct moment now, int expected)
{
    struct visit visit = {.child_id = w.child.id, .staff_id = social.id, .outcome = outcome};
    snprintf(visit.note, sizeof visit.note, "%s", note);
    assert_int_equal(visit_record(w.db, &visit, &now), expected);
}

static void
visit_at(struct moment now)
{
    visit_with(VISIT_ALL_WELL, "", now, DB_OK);
}

static struct missed last;

static int
keep_missed(const struct missed *missed, void *payload)
{
    last = *missed;
    ++*(int *)payload;
    return 0;
}

/* The days of the run that the child is in, 0 for none. */
static int
missed_days(struct moment now)
{
    int count = 0;
    last = (struct missed){0};
    assert_int_equal(missed_each(w.db, w.home.id, &now, keep_missed, &count), DB_OK);
    assert_true(count <= 1);
    return last.days;
}

static void
a_run_of_missed_days_skips_weekends_and_days_on_which_nobody_came(void **state)
{
    (void)state;
    day_passes(0, true);
    day_passes(1, false);                                    /* Wednesday */
    assert_int_equal(missed_days(world_at(1, 16, 9, 0)), 0); /* not late yet: 15:30, 20, 20 */
    assert_int_equal(missed_days(world_at(1, 16, 10, 0)), 1);
    day_passes(3, false); /* Friday; nobody on Thursday */
    day_passes(4, false); /* Saturday: not expected */
    assert_int_equal(missed_days(world_at(4, 18, 0, 0)), 2);
    day_passes(6, false);
    assert_int_equal(missed_days(world_at(6, 18, 0, 0)), 3);
    assert_int_equal(last.since_day, 20261125);
    assert_int_equal(last.last_day, 20261130);
    assert_int_equal(last.days_list[1], 20261127);
    day_passes(7, true);
    assert_int_equal(missed_days(world_at(7, 18, 0, 0)), 0);
}

static void
a_reason_ends_a_run_of_missed_days(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++)
        day_passes(i, false);
    struct moment now = world_at(2, 8, 0, 0);
    struct absence absence = {
        .child_id = w.child.id, .staff_id = social.id, .from_day = 20261126, .until_day = 20261126};
    assert_int_equal(missed_days(now), 2);
    assert_int_equal(absence_note(w.db, &absence, &now), DB_OK);
    day_passes(2, false);
    assert_int_equal(missed_days(world_at(2, 18, 0, 0)), 0);
    day_passes(3, false);
    assert_int_equal(missed_days(world_at(3, 18, 0, 0)), 1);
}

static void
a_roster_is_not_missed_on_days_before_the_kiosk_stood_there(void **state)
{
    (void)state;
    assert_int_equal(missed_days(world_at(0, 18, 0, 0)), 0);
    day_passes(0, false);
    assert_int_equal(missed_days(world_at(0, 18, 0, 0)), 1);
}

static void
three_missed_days_ask_for_a_visit_until_it_is_made(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(needs(world_at(i, 12, 0, 0)).count, 0);
        day_passes(i, false);
    }
    struct list list = needs(world_at(2, 18, 0, 0));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.needs[0].rule, VISIT_ABSENT);
    assert_int_equal(list.needs[0].child_id, w.child.id);
    assert_int_equal(list.needs[0].since_day, 20261124);
    assert_non_null(strstr(list.needs[0].why, "3"));
    assert_non_null(strstr(list.needs[0].why, "2026-11-26"));
    visit_with(VISIT_NOBODY, "", world_at(2, 19, 0, 0), DB_OK);
    assert_int_equal(needs(world_at(2, 20, 0, 0)).count, 1);
    visit_at(world_at(2, 19, 0, 0));
    assert_int_equal(needs(world_at(2, 20, 0, 0)).count, 0);
    day_passes(3, false); /* the same run goes on: no new reason before three more */
    day_passes(6, false);
    assert_int_equal(needs(world_at(6, 20, 0, 0)).count, 0);
    day_passes(7, false);
    list = needs(world_at(7, 20, 0, 0));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.needs[0].since_day, 20261127);
}

static void
coming_half_as_often_as_before_asks_for_a_visit(void **state)
{
    (void)state;
    for (int i = -42; i < 0; i++)
        day_passes(i, i < -14 || i % 2 == 0);
    struct visit_setting absent = visit_rule_get(w.db, VISIT_ABSENT);
    absent.on = false;
    struct moment now = world_at(0, 9, 0, 0);
    assert_int_equal(visit_rule_set(w.db, VISIT_ABSENT, &absent, social.id, &now), DB_OK);
    struct list list = needs(now);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.needs[0].rule, VISIT_DROP);
    assert_int_equal(list.needs[0].since_day, 20261110);
    assert_non_null(strstr(list.needs[0].why, "7"));
    assert_non_null(strstr(list.needs[0].why, "28"));
    struct visit_setting stricter = {.on = true, .number = 60};
    assert_int_equal(visit_rule_set(w.db, VISIT_DROP, &stricter, social.id, &now), DB_OK);
    assert_int_equal(needs(now).count, 0);
}

static void
a_closed_home_is_no_drop(void **state)
{
    (void)state;
    for (int i = -42; i < 0; i++)
        if (i < -14 || i > -5)
            day_passes(i, true);
    assert_int_equal(needs(world_at(0, 9, 0, 0)).count, 0);
}

static void
sad_days_in_a_row_ask_for_a_visit_and_start_anew_after_it(void **state)
{
    (void)state;
    for (int i = -8; i < 0; i++) {
        scan(w.card, world_at(i, 16, 0, 0));
        struct moment at = world_at(i, 16, 0, 3);
        assert_int_equal(mood_record(w.db, w.child.id, i < -4 ? 2 : 1, &at), DB_OK);
        scan(w.card, world_at(i, 17, 0, 0));
        if (i == -6)
            assert_int_equal(needs(world_at(-6, 18, 0, 0)).needs[0].rule, VISIT_SAD);
        if (i == -5)
            visit_at(world_at(-5, 18, 0, 0));
        if (i == -4)
            assert_int_equal(needs(world_at(-4, 18, 0, 0)).count, 0);
    }
    struct list list = needs(world_at(-1, 18, 0, 0));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.needs[0].since_day, 20261120);
    struct moment now = world_at(-1, 18, 0, 0);
    struct visit_setting five = {.on = true, .number = 5};
    assert_int_equal(visit_rule_set(w.db, VISIT_SAD, &five, social.id, &now), DB_OK);
    assert_int_equal(needs(now).count, 0);
}

static int64_t
give_guardian(const char *name, int agreement_day, int until)
{
    struct guardian g = {.relation = "奶奶",
        .since_day = 20250901,
        .agreement_day = agreement_day,
        .agreement_until = until};
    snprintf(g.name, sizeof g.name, "%s", name);
    assert_int_equal(guardian_put(w.db, &g, w.child.id), DB_OK);
    return g.id;
}

static void
an_agreement_that_ends_within_thirty_days_asks_for_a_visit(void **state)
{
    (void)state;
    give_guardian("测奶奶", 20250901, 20261224);
    assert_int_equal(needs(world_at(-1, 9, 0, 0)).count, 0);
    struct list list = needs(world_at(0, 9, 0, 0));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.needs[0].rule, VISIT_AGREEMENT);
    assert_int_equal(list.needs[0].since_day, 20261124);
    assert_non_null(strstr(list.needs[0].why, "测奶奶"));
    visit_at(world_at(1, 9, 0, 0));
    assert_int_equal(needs(world_at(30, 9, 0, 0)).count, 0);
    list = needs(world_at(31, 9, 0, 0)); /* it has ended: a new reason */
    assert_int_equal(list.count, 1);
    assert_int_equal(list.needs[0].since_day, 20261225);
    give_guardian("测奶奶", 20250901, 20271224);
    assert_int_equal(needs(world_at(31, 9, 0, 0)).count, 0);
}

static void
leaves_with(int days, int64_t guardian_id)
{
    day_passes(days, true);
    struct pickup pickup = {.child_id = w.child.id,
        .how = PICKUP_STAFF_CONFIRMED,
        .guardian_id = guardian_id,
        .staff_id = social.id};
    struct moment at = world_at(days, 17, 2, 0);
    if (pickup_record(w.db, &pickup, 1, &at) != DB_OK)
        fail_msg("%s", db_why(w.db));
}

static void
never_collected_by_the_agreed_guardian_asks_for_a_visit(void **state)
{
    (void)state;
    int64_t agreed = give_guardian("测奶奶", 20250901, 0), uncle = give_guardian("测叔叔", 0, 0);
    for (int i = -6; i < -2; i++)
        leaves_with(i, uncle);
    assert_int_equal(needs(world_at(-2, 9, 0, 0)).count, 0);
    leaves_with(-2, uncle);
    struct list list = needs(world_at(-2, 18, 0, 0));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.needs[0].rule, VISIT_COLLECTOR);
    assert_int_equal(list.needs[0].since_day, 20261118);
    assert_non_null(strstr(list.needs[0].why, "测奶奶"));
    leaves_with(-1, agreed);
    assert_int_equal(needs(world_at(-1, 18, 0, 0)).count, 0);
}

static int
count_visits(const struct visit *visit, void *payload)
{
    (void)visit;
    ++*(int *)payload;
    return 0;
}

static void
a_visit_that_agreed_on_something_says_on_what(void **state)
{
    (void)state;
    visit_with(VISIT_AGREED, "", world_at(0, 9, 0, 0), DB_REFUSED);
    visit_with(VISIT_AGREED, "奶奶说\"周五\"来\n一次", world_at(0, 9, 0, 0), DB_OK);
    int count = 0;
    assert_int_equal(visit_of_child(w.db, w.child.id, count_visits, &count), DB_OK);
    assert_int_equal(count, 1);
}

static void
a_rule_is_changed_on_the_record_and_not_by_tutors(void **state)
{
    (void)state;
    struct moment now = world_at(0, 9, 0, 0);
    struct visit_setting five = {.on = true, .number = 5}, mad = {.on = true, .number = 0};
    char text[VISIT_WHY];
    int64_t before = event_last_seq(w.db);
    assert_int_equal(visit_rule_set(w.db, VISIT_ABSENT, &five, w.tutor.id, &now), DB_REFUSED);
    assert_int_equal(visit_rule_set(w.db, VISIT_ABSENT, &mad, social.id, &now), DB_REFUSED);
    assert_int_equal(visit_rule_get(w.db, VISIT_ABSENT).number, 3);
    assert_int_equal(event_last_seq(w.db), before);
    assert_int_equal(visit_rule_set(w.db, VISIT_ABSENT, &five, social.id, &now), DB_OK);
    assert_int_equal(visit_rule_set(w.db, VISIT_ABSENT, &five, social.id, &now), DB_OK);
    assert_int_equal(event_last_seq(w.db), before + 1);
    five = visit_rule_get(w.db, VISIT_ABSENT);
    assert_int_equal(five.number, 5);
    visit_rule_text(text, VISIT_ABSENT, &five);
    assert_non_null(strstr(text, "5"));
    assert_null(strstr(text, "%"));
}

static int
keep_ladder(const struct ladder *ladder, void *payload)
{
    *(struct ladder *)payload = *ladder;
    return 0;
}

static struct ladder
ladder_at(struct moment now)
{
    struct ladder ladder = {0};
    assert_int_equal(ladder_each(w.db, w.home.id, &now, keep_ladder, &ladder), DB_OK);
    return ladder;
}

static void
expect_states(struct moment now, enum ladder_state a, enum ladder_state b, enum ladder_state c)
{
    struct ladder ladder = ladder_at(now);
    assert_int_equal(ladder.steps[LADDER_FAMILY].state, a);
    assert_int_equal(ladder.steps[LADDER_VILLAGE].state, b);
    assert_int_equal(ladder.steps[LADDER_TOWNSHIP].state, c);
}

static void
the_ladder_climbs_a_level_a_day(void **state)
{
    (void)state;
    uint8_t step[EVENT_ID_LEN], again[EVENT_ID_LEN];
    struct moment now = world_at(0, 18, 0, 0);
    day_passes(0, false);
    expect_states(now, LADDER_DUE, LADDER_NOT_YET, LADDER_NOT_YET);
    assert_int_equal(
        ladder_tell(w.db, step, w.child.id, LADDER_VILLAGE, social.id, &now), DB_REFUSED);
    assert_int_equal(ladder_tell(w.db, step, w.child.id, LADDER_FAMILY, social.id, &now), DB_OK);
    int64_t events = event_last_seq(w.db);
    assert_int_equal(ladder_tell(w.db, again, w.child.id, LADDER_FAMILY, social.id, &now), DB_OK);
    assert_memory_equal(step, again, EVENT_ID_LEN);
    assert_int_equal(event_last_seq(w.db), events);
    expect_states(now, LADDER_TOLD, LADDER_NOT_YET, LADDER_NOT_YET);
    now = world_at(1, 18, 0, 0);
    day_passes(1, false);
    assert_int_equal(ladder_answer(w.db, step, social.id, &now), DB_OK);
    expect_states(now, LADDER_ANSWERED, LADDER_DUE, LADDER_NOT_YET);
    struct ladder ladder = ladder_at(now);
    assert_true(ladder.steps[LADDER_FAMILY].by_word);
    assert_int_equal(ladder.steps[LADDER_FAMILY].told_day, 20261124);
    assert_int_equal(ladder.steps[LADDER_FAMILY].answered_day, 20261125);
    day_passes(2, false);
    expect_states(world_at(2, 18, 0, 0), LADDER_ANSWERED, LADDER_DUE, LADDER_DUE);
}

static void
a_new_run_begins_at_the_family_again(void **state)
{
    (void)state;
    uint8_t step[EVENT_ID_LEN];
    struct moment now = world_at(0, 18, 0, 0);
    day_passes(0, false);
    assert_int_equal(ladder_tell(w.db, step, w.child.id, LADDER_FAMILY, social.id, &now), DB_OK);
    day_passes(1, true);
    assert_int_equal(ladder_at(world_at(1, 18, 0, 0)).days, 0);
    day_passes(2, false);
    expect_states(world_at(2, 18, 0, 0), LADDER_DUE, LADDER_NOT_YET, LADDER_NOT_YET);
}

static void
an_answer_wants_a_step(void **state)
{
    (void)state;
    uint8_t step[EVENT_ID_LEN] = {1};
    struct moment now = world_at(0, 18, 0, 0);
    assert_int_equal(ladder_answer(w.db, step, social.id, &now), DB_REFUSED);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(a_run_of_missed_days_skips_weekends_and_days_on_which_nobody_came),
        T(a_reason_ends_a_run_of_missed_days),
        T(a_roster_is_not_missed_on_days_before_the_kiosk_stood_there),
        T(three_missed_days_ask_for_a_visit_until_it_is_made),
        T(coming_half_as_often_as_before_asks_for_a_visit),
        T(a_closed_home_is_no_drop),
        T(sad_days_in_a_row_ask_for_a_visit_and_start_anew_after_it),
        T(an_agreement_that_ends_within_thirty_days_asks_for_a_visit),
        T(never_collected_by_the_agreed_guardian_asks_for_a_visit),
        T(a_visit_that_agreed_on_something_says_on_what),
        T(a_rule_is_changed_on_the_record_and_not_by_tutors),
        T(the_ladder_climbs_a_level_a_day),
        T(a_new_run_begins_at_the_family_again),
        T(an_answer_wants_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
