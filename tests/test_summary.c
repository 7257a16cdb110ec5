/* What the figures of a summary count, case by case: docs/figures.md. test_summaries.c compares all
 * of them with a model. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/correct.h"
#include "db/day.h"
#include "db/mood.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/summary.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TODAY = 20261124 };

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
scan(const uint8_t card[CARD_ID_BYTES], int days, int hour, int minute)
{
    struct scan scan;
    struct moment at = world_at(days, hour, minute, 0);
    assert_int_equal(attendance_scan(w.db, &scan, card, &at), DB_OK);
}

static void
add_child(struct child *out, uint8_t card[CARD_ID_BYTES], int number, int64_t home_id)
{
    *out = (struct child){.home_id = home_id, .joined_day = 20250901};
    snprintf(out->no, NO_SIZE, "T-9%02d", number);
    snprintf(out->name, NAME_SIZE, "测同学%d", number);
    assert_int_equal(child_put(w.db, out), DB_OK);
    memcpy(card, "card of 90", CARD_ID_BYTES);
    card[9] = (uint8_t)('0' + number);
    assert_int_equal(cards_issue(w.db, card, HOLDER_CHILD, out->id, 1), DB_OK);
}

/* All of the days from `from` days after today to `until`. */
static struct summary_row
all(int from, int until)
{
    struct summary_row row;
    struct summary_ask ask = {.from_day = day_add(TODAY, from), .until_day = day_add(TODAY, until)};
    assert_int_equal(summary_all(w.db, &row, &ask), DB_OK);
    return row;
}

static void
settle(int days)
{
    struct moment at = world_at(days, 8, 0, 0);
    assert_int_equal(attendance_settle(w.db, &at), DB_OK);
}

static void
second_visit_of_a_day_is_a_check_in_and_no_second_day(void **state)
{
    (void)state;
    scan(w.card, 0, 8, 0);
    scan(w.card, 0, 9, 0);
    scan(w.card, 0, 16, 0);
    scan(w.card, 0, 16, 30);
    struct summary_row row = all(0, 0);
    assert_int_equal(row.figures[SUMMARY_CHILDREN], 1);
    assert_int_equal(row.figures[SUMMARY_DAYS], 1);
    assert_int_equal(row.figures[SUMMARY_SESSIONS], 2);
    assert_int_equal(row.figures[SUMMARY_STAYED], 90);
}

static void
open_check_in_counts_hours_once_closing_time_was_taken_and_is_said_to_be_assumed(void **state)
{
    (void)state;
    scan(w.card, 0, 16, 30);
    assert_int_equal(all(0, 0).figures[SUMMARY_STAYED], 0);
    settle(1);
    struct summary_row row = all(0, 0);
    assert_int_equal(row.figures[SUMMARY_STAYED], 120);
    assert_int_equal(row.figures[SUMMARY_ASSUMED], 1);
    assert_int_equal(row.figures[SUMMARY_CORRECTED], 0);
}

static void
stay_over_midnight_is_of_the_day_on_which_it_began(void **state)
{
    (void)state;
    scan(w.card, 0, 23, 50);
    settle(1);
    assert_int_equal(all(0, 0).figures[SUMMARY_DAYS], 1);
    assert_int_equal(all(1, 1).figures[SUMMARY_DAYS], 0);
    scan(w.card, 1, 0, 10);
    assert_int_equal(all(1, 1).figures[SUMMARY_DAYS], 1);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
who_leaves_as_another_comes_was_not_in_with_it(void **state)
{
    (void)state;
    struct child other;
    uint8_t card[CARD_ID_BYTES];
    add_child(&other, card, 1, w.home.id);
    scan(w.card, 0, 8, 0);
    scan(w.card, 0, 9, 0);
    scan(card, 0, 9, 0);
    assert_int_equal(all(0, 0).figures[SUMMARY_PEAK], 1);
    scan(card, 0, 10, 0);
    scan(w.card, 0, 9, 59);
    assert_int_equal(all(0, 0).figures[SUMMARY_PEAK], 2);
}

static void
run_of_days_goes_on_over_days_on_which_the_home_was_closed(void **state)
{
    (void)state;
    struct child other;
    uint8_t card[CARD_ID_BYTES];
    add_child(&other, card, 1, w.home.id);
    scan(w.card, 0, 8, 0);
    scan(w.card, 3, 8, 0);
    assert_int_equal(all(0, 3).figures[SUMMARY_STREAK], 2);
    scan(w.card, 4, 8, 0);
    scan(card, 5, 8, 0); /* open, and the first child is not there */
    scan(w.card, 6, 8, 0);
    assert_int_equal(all(0, 6).figures[SUMMARY_STREAK], 3);
    assert_int_equal(all(0, 6).figures[SUMMARY_OPEN_DAYS], 5);
    assert_int_equal(all(0, 6).figures[SUMMARY_AVERAGE], 10);
}

static void
visit_belongs_to_the_home_that_was_visited_also_after_a_move(void **state)
{
    (void)state;
    struct home other = {.code = "H2",
        .name = "白石村儿童之家",
        .village = "白石村",
        .closes_min = 1080,
        .utc_offset_min = 480};
    struct summary_row row;
    struct summary_ask ask = {.from_day = TODAY, .until_day = TODAY, .home_id = w.home.id};
    assert_int_equal(home_put(w.db, &other), DB_OK);
    scan(w.card, 0, 8, 0);
    scan(w.card, 0, 9, 0);
    assert_int_equal(setting_home_set(w.db, other.id), DB_OK);
    scan(w.card, 0, 15, 0);
    w.child.home_id = other.id;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(summary_all(w.db, &row, &ask), DB_OK);
    assert_int_equal(row.figures[SUMMARY_SESSIONS], 1);
    ask.home_id = other.id;
    assert_int_equal(summary_all(w.db, &row, &ask), DB_OK);
    assert_int_equal(row.figures[SUMMARY_DAYS], 1);
    ask.home_id = 0;
    assert_int_equal(summary_all(w.db, &row, &ask), DB_OK);
    assert_int_equal(row.figures[SUMMARY_DAYS], 1);
    assert_int_equal(row.figures[SUMMARY_FIRST], 1);
    assert_int_equal(row.figures[SUMMARY_SESSIONS], 2);
}

static void
moods_of_fewer_than_five_children_are_not_told(void **state)
{
    (void)state;
    for (int i = 1; i <= SUMMARY_MOOD_CHILDREN; i++) {
        struct child child;
        uint8_t card[CARD_ID_BYTES];
        struct moment at = world_at(0, 8, i, 0);
        add_child(&child, card, i, w.home.id);
        scan(card, 0, 8, i);
        assert_int_equal(mood_record(w.db, child.id, 1, &at), DB_OK);
        int64_t told = all(0, 0).figures[SUMMARY_MOOD_1];
        assert_int_equal(told, i < SUMMARY_MOOD_CHILDREN ? SUMMARY_UNKNOWN : i);
    }
    struct summary_row row;
    struct summary_ask ask = {.from_day = TODAY, .until_day = TODAY, .child_id = w.child.id};
    assert_int_equal(summary_all(w.db, &row, &ask), DB_OK);
    assert_int_equal(row.figures[SUMMARY_MOOD_1], SUMMARY_UNKNOWN);
    for (int group = 0; group < SUMMARY_GROUP_COUNT; group++)
        if (group == SUMMARY_CHILD || group == SUMMARY_AGE || group == SUMMARY_GRADE)
            assert_false(summary_has((enum summary_group)group, SUMMARY_MOOD_1));
}

static int
count_row(const struct summary_row *row, void *payload)
{
    (void)row;
    return ++*(int *)payload, 0;
}

static void
days_the_wrong_way_round_are_refused(void **state)
{
    (void)state;
    int rows = 0;
    struct summary_ask ask = {.from_day = TODAY, .until_day = TODAY - 1};
    assert_int_equal(summary_each(w.db, &ask, count_row, &rows), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "Turn them round"));
}

static void
weeks_are_those_of_iso_8601(void **state)
{
    (void)state;
    int year = 0;
    struct summary_ask ask = {0};
    assert_int_equal(summary_week_number(20261124, &year), 48);
    assert_int_equal(summary_week_number(20270103, &year), 53);
    assert_int_equal(year, 2026);
    assert_int_equal(summary_week_number(20250101, &year), 1);
    assert_int_equal(summary_week_parse("2026-W48"), 20261123);
    assert_int_equal(summary_week_parse("2026-W53"), 20261228);
    assert_int_equal(summary_week_parse("2025-W53"), 0);
    assert_int_equal(summary_week_parse("2026-W48x"), 0);
    assert_int_equal(summary_week_parse("x"), 0);
    summary_week(&ask, 20261129);
    assert_int_equal(ask.from_day, 20261123);
    assert_int_equal(ask.until_day, 20261129);
    summary_month(&ask, 20280215);
    assert_int_equal(ask.until_day, 20280229);
}

static void
every_figure_and_group_has_words(void **state)
{
    (void)state;
    for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++) {
        assert_true(strlen(summary_meaning((enum summary_figure)i)) > 20);
        assert_true(strlen(summary_figure_heading((enum summary_figure)i)) > 2);
    }
    for (int i = 0; i < SUMMARY_GROUP_COUNT; i++)
        assert_int_equal(summary_group_parse(summary_group_name((enum summary_group)i)), i);
    assert_int_equal(summary_group_parse("decade"), -1);
}

/* As after a migration that brought a new sum. */
static void
database_whose_sums_are_behind_is_summed_anew_when_it_opens(void **state)
{
    (void)state;
    scan(w.card, 0, 8, 0);
    scan(w.card, 0, 9, 0);
    assert_int_equal(query_run(w.db, query(w.db, Q_day_clear, "")), DB_OK);
    assert_int_equal(attendance_verify(w.db), DB_REFUSED);
    assert_int_equal(
        query_run(w.db, query(w.db, Q_setting_set, "ti", "rollup_stale", INT64_C(1))), DB_OK);
    db_close(w.db);
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_int_equal(all(0, 0).figures[SUMMARY_STAYED], 60);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        TEST(second_visit_of_a_day_is_a_check_in_and_no_second_day),
        TEST(open_check_in_counts_hours_once_closing_time_was_taken_and_is_said_to_be_assumed),
        TEST(stay_over_midnight_is_of_the_day_on_which_it_began),
        TEST(who_leaves_as_another_comes_was_not_in_with_it),
        TEST(run_of_days_goes_on_over_days_on_which_the_home_was_closed),
        TEST(visit_belongs_to_the_home_that_was_visited_also_after_a_move),
        TEST(moods_of_fewer_than_five_children_are_not_told),
        TEST(days_the_wrong_way_round_are_refused),
        TEST(weeks_are_those_of_iso_8601),
        TEST(every_figure_and_group_has_words),
        TEST(database_whose_sums_are_behind_is_summed_anew_when_it_opens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
