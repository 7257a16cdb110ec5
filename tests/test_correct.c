/* What was wrong is put right by a new event, and everything follows: the day's sums, in or out at
 * the next scan. A plain model, with nothing of the product's code, checks random histories. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/correct.h"
#include "db/day.h"
#include "db/query.h"
#include "db/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TODAY = 20261124, CHILDREN = 3 };

static struct world w;
static struct staff social, manager;
static struct child children[CHILDREN];
static uint8_t cards[CHILDREN][CARD_ID_BYTES];

static int
setup(void **state)
{
    (void)state;
    static const char *const names[] = {"", "测小风", "测小云"};
    world_open(&w);
    social = (struct staff){
        .no = "S-1", .name = "测社工", .role = STAFF_SOCIAL_WORKER, .home_id = w.home.id};
    manager =
        (struct staff){.no = "S-2", .name = "测主任", .role = STAFF_MANAGER, .home_id = w.home.id};
    assert_int_equal(staff_put(w.db, &social), DB_OK);
    assert_int_equal(staff_put(w.db, &manager), DB_OK);
    children[0] = w.child;
    memcpy(cards[0], w.card, CARD_ID_BYTES);
    for (int i = 1; i < CHILDREN; i++) {
        children[i] = (struct child){.home_id = w.home.id, .joined_day = 20250901};
        snprintf(children[i].no, NO_SIZE, "T-10%d", i);
        snprintf(children[i].name, NAME_SIZE, "%s", names[i]);
        memcpy(cards[i], "card of T1", CARD_ID_BYTES);
        cards[i][9] = (uint8_t)('0' + i);
        assert_int_equal(child_put(w.db, &children[i]), DB_OK);
        assert_int_equal(cards_issue(w.db, cards[i], HOLDER_CHILD, children[i].id, 1), DB_OK);
    }
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* Scans child i's card; the seq of its event. */
static int64_t
scan(int i, enum scan_answer expected, struct moment at)
{
    struct scan scan;
    assert_int_equal(attendance_scan(w.db, &scan, cards[i], &at), DB_OK);
    assert_int_equal(scan.answer, expected);
    return query_last_seq(w.db);
}

static int64_t
at_ms(int days, int hour, int minute)
{
    return world_at(days, hour, minute, 0).utc_ms;
}

static struct correct
wish(enum correct_what what, int64_t check)
{
    return (struct correct){
        .what = what, .check = check, .staff_id = social.id, .reason = CORRECT_FORGOT};
}

static void
correct(const struct correct *c, struct moment now)
{
    int rc = correct_apply(w.db, c, &now);
    if (rc != DB_OK)
        fail_msg("refused: %s", db_why(w.db));
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
refused(const struct correct *c, struct moment now, const char *words)
{
    assert_int_equal(correct_apply(w.db, c, &now), DB_REFUSED);
    if (!strstr(db_why(w.db), words))
        fail_msg("\"%s\" is not in: %s", words, db_why(w.db));
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

struct find {
    int64_t child_id;
    struct attendance found;
};

static int
keep_childs(const struct attendance *a, void *payload)
{
    struct find *find = payload;
    if (a->child_id == find->child_id)
        find->found = *a;
    return 0;
}

/* All 0 where the child has no row. */
static struct attendance
sum_of(int i, int day)
{
    struct find find = {.child_id = children[i].id};
    assert_int_equal(attendance_each(w.db, 0, day, keep_childs, &find), 0);
    return find.found;
}

static void
settle(struct moment at)
{
    assert_int_equal(attendance_settle(w.db, &at), DB_OK);
}

static void
forgotten_check_out_gets_its_true_time_instead_of_the_assumed_one(void **state)
{
    (void)state;
    scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    settle(world_at(1, 7, 0, 0));
    assert_true(sum_of(0, TODAY).assumed);
    struct correct c = wish(CORRECT_LEFT, query_last_seq(w.db));
    c.at_ms = at_ms(0, 17, 15);
    correct(&c, world_at(1, 8, 0, 0));
    struct attendance a = sum_of(0, TODAY);
    assert_false(a.assumed);
    assert_true(a.corrected);
    assert_int_equal(a.minutes, 75);
    assert_int_equal(a.last_out_ms, at_ms(0, 17, 15));
}

static void
forgotten_check_out_of_today_is_added_and_the_next_scan_is_a_coming(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 8, 0, 0));
    struct correct c = wish(CORRECT_LEFT, in);
    c.at_ms = at_ms(0, 11, 0);
    correct(&c, world_at(0, 14, 0, 0));
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 0);
    scan(0, SCAN_IN, world_at(0, 14, 1, 0));
    scan(0, SCAN_OUT, world_at(0, 15, 1, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 240);
    assert_int_equal(sum_of(0, TODAY).sessions, 2);
    settle(world_at(1, 7, 0, 0));
    assert_false(sum_of(0, TODAY).assumed);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
wrong_childs_whole_stay_goes_to_the_other_child(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    scan(0, SCAN_OUT, world_at(0, 17, 0, 0));
    struct correct c = wish(CORRECT_CHILD, in);
    c.child_id = children[1].id;
    correct(&c, world_at(0, 17, 30, 0));
    assert_int_equal(sum_of(0, TODAY).sessions, 0);
    assert_int_equal(sum_of(1, TODAY).minutes, 60);
    scan(0, SCAN_IN, world_at(0, 17, 40, 0));
}

static void
leaving_by_anothers_card_is_moved_alone(void **state)
{
    (void)state;
    scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    scan(1, SCAN_IN, world_at(0, 16, 10, 0));
    int64_t out = scan(0, SCAN_OUT, world_at(0, 17, 0, 0));
    struct correct c = wish(CORRECT_CHILD, out);
    c.child_id = children[1].id;
    correct(&c, world_at(0, 17, 30, 0));
    assert_true(sum_of(0, TODAY).open_ms > 0);
    assert_int_equal(sum_of(1, TODAY).minutes, 50);
    assert_int_equal(sum_of(1, TODAY).open_ms, 0);
    scan(0, SCAN_OUT, world_at(0, 17, 45, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 105);
}

static void
wrong_child_is_refused_where_the_other_was_in_at_that_time(void **state)
{
    (void)state;
    scan(1, SCAN_IN, world_at(0, 15, 0, 0));
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    struct correct c = wish(CORRECT_CHILD, in);
    c.child_id = children[1].id;
    refused(&c, world_at(0, 16, 30, 0), "测小风 was in already at 16:00, since 15:00");
    c.child_id = children[0].id;
    refused(&c, world_at(0, 16, 30, 0), "that child's already");
    c.child_id = 999;
    refused(&c, world_at(0, 16, 30, 0), "not in the roster");
}

static void
wrong_time_is_told_anew_as_often_as_wanted_and_the_newest_wins(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    scan(0, SCAN_OUT, world_at(0, 17, 0, 0));
    struct correct c = wish(CORRECT_TIME, in);
    c.at_ms = at_ms(0, 15, 0);
    correct(&c, world_at(0, 17, 30, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 120);
    c.at_ms = at_ms(0, 16, 30);
    correct(&c, world_at(0, 17, 31, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 30);
    c = wish(CORRECT_UNDONE, in);
    correct(&c, world_at(0, 17, 32, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 120);
    correct(&c, world_at(0, 17, 33, 0)); /* undoing the undoing */
    assert_int_equal(sum_of(0, TODAY).minutes, 30);
}

static void
check_that_never_was_takes_its_leaving_along_and_comes_back_with_it(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    scan(0, SCAN_OUT, world_at(0, 17, 0, 0));
    struct correct c = wish(CORRECT_NEVER, in);
    correct(&c, world_at(0, 17, 30, 0));
    assert_int_equal(sum_of(0, TODAY).sessions, 0);
    assert_int_equal(sum_of(0, TODAY).day, 0);
    refused(&c, world_at(0, 17, 31, 0), "taken back");
    c.what = CORRECT_UNDONE;
    correct(&c, world_at(0, 17, 32, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 60);
}

static void
assumed_leaving_cannot_be_taken_back_only_told(void **state)
{
    (void)state;
    scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    settle(world_at(1, 7, 0, 0));
    struct correct c = wish(CORRECT_NEVER, query_last_seq(w.db));
    refused(&c, world_at(1, 8, 0, 0), "Say when the child left");
}

static void
leaving_that_never_was_leaves_the_child_in(void **state)
{
    (void)state;
    scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    int64_t out = scan(0, SCAN_OUT, world_at(0, 17, 0, 0));
    struct correct c = wish(CORRECT_NEVER, out);
    correct(&c, world_at(0, 17, 5, 0));
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 1);
    settle(world_at(1, 7, 0, 0)); /* now it is assumed; the undoing must still be possible */
    assert_int_equal(sum_of(0, TODAY).minutes, 150);
    c.what = CORRECT_UNDONE;
    correct(&c, world_at(1, 8, 0, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 60);
    assert_false(sum_of(0, TODAY).assumed);
}

static void
who_came_without_anything_recorded_is_added(void **state)
{
    (void)state;
    struct correct c = {.what = CORRECT_ADDED,
        .child_id = children[0].id,
        .at_ms = at_ms(0, 8, 0),
        .until_ms = at_ms(0, 9, 30),
        .staff_id = social.id,
        .note = "说：\"忘了\"\\\n"};
    correct(&c, world_at(0, 12, 0, 0));
    int64_t added = query_last_seq(w.db);
    assert_int_equal(sum_of(0, TODAY).minutes, 90);
    c.at_ms = at_ms(0, 11, 0);
    c.until_ms = 0;
    correct(&c, world_at(0, 12, 1, 0));
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 1);
    scan(0, SCAN_OUT, world_at(0, 12, 30, 0));
    struct correct undo = wish(CORRECT_UNDONE, added);
    correct(&undo, world_at(0, 13, 0, 0)); /* both ends of the stay */
    assert_int_equal(sum_of(0, TODAY).minutes, 90);
    assert_int_equal(sum_of(0, TODAY).first_in_ms, at_ms(0, 11, 0));
}

static void
two_stays_never_overlap(void **state)
{
    (void)state;
    scan(0, SCAN_IN, world_at(0, 10, 0, 0));
    scan(0, SCAN_OUT, world_at(0, 12, 0, 0));
    struct correct c = {.what = CORRECT_ADDED,
        .child_id = children[0].id,
        .at_ms = at_ms(0, 9, 0),
        .until_ms = at_ms(0, 11, 0),
        .staff_id = social.id};
    refused(&c, world_at(0, 13, 0, 0), "Two stays would overlap");
    c.at_ms = at_ms(0, 10, 30);
    refused(&c, world_at(0, 13, 0, 0), "Two stays would overlap");
    c.until_ms = at_ms(0, 10, 30);
    refused(&c, world_at(0, 13, 0, 0), "after the coming");
    struct correct late = wish(CORRECT_TIME, 1);
    late.at_ms = at_ms(0, 12, 30);
    refused(&late, world_at(0, 13, 0, 0), "was not in at 12:00");
}

static void
only_scan_of_the_day_may_have_been_the_leaving(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 17, 0, 0));
    struct correct c = wish(CORRECT_TURNED, in);
    c.at_ms = at_ms(0, 16, 0);
    correct(&c, world_at(0, 17, 10, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 60);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 0);
    struct correct undo = wish(CORRECT_UNDONE, in);
    correct(&undo, world_at(0, 17, 20, 0));
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 1);
    assert_int_equal(sum_of(0, TODAY).sessions, 1);
}

static void
what_lies_in_the_future_is_refused(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    struct correct c = wish(CORRECT_LEFT, in);
    c.at_ms = at_ms(0, 17, 0);
    refused(&c, world_at(0, 16, 59, 0), "future");
    correct(&c, world_at(0, 17, 0, 0));
}

static void
kiosk_whose_clock_may_be_wrong_takes_no_times_but_the_rest(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    struct moment flat = {
        .utc_ms = 1000, .mono_ms = 1000, .boot_id = "a flat battery.", .trusted = true};
    struct correct c = wish(CORRECT_TIME, in);
    c.at_ms = 500;
    refused(&c, flat, "clock may be wrong");
    c = wish(CORRECT_CHILD, in);
    c.child_id = children[2].id;
    correct(&c, flat);
    assert_int_equal(sum_of(2, TODAY).sessions, 1);
}

static void
social_worker_corrects_and_after_sixty_days_a_manager(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    struct correct c = wish(CORRECT_TIME, in);
    c.at_ms = at_ms(0, 15, 0);
    c.staff_id = w.tutor.id;
    refused(&c, world_at(0, 17, 0, 0), "social worker");
    c.staff_id = social.id;
    correct(&c, world_at(60, 12, 0, 0));
    c.at_ms = at_ms(0, 15, 30);
    refused(&c, world_at(61, 12, 0, 0), "ask a manager");
    c.staff_id = manager.id;
    correct(&c, world_at(61, 12, 0, 0));
}

static void
preview_says_before_and_after_and_changes_nothing(void **state)
{
    (void)state;
    struct correct_effect effects[CORRECT_EFFECTS];
    int n, i;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    struct correct c = wish(CORRECT_CHILD, in);
    struct moment now = world_at(0, 17, 0, 0);
    c.child_id = children[1].id;
    assert_int_equal(correct_preview(w.db, effects, &n, &c, &now), DB_OK);
    assert_int_equal(n, 2);
    i = effects[0].before.child_id == children[0].id ? 0 : 1;
    assert_true(effects[i].before.open_ms > 0 && effects[i].after.open_ms == 0);
    assert_true(effects[!i].before.open_ms == 0 && effects[!i].after.open_ms > 0);
    assert_true(sum_of(0, TODAY).open_ms > 0);
    assert_int_equal(attendance_verify(w.db), DB_OK);
    assert_int_equal(scan(0, SCAN_OUT, world_at(0, 17, 1, 0)), in + 1);
}

static void
events_stay_with_the_home_where_they_happened(void **state)
{
    (void)state;
    struct home other = {
        .code = "H2", .name = "白鹤村儿童之家", .closes_min = 1080, .utc_offset_min = 480};
    assert_int_equal(home_put(w.db, &other), DB_OK);
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    children[0].home_id = other.id;
    assert_int_equal(child_put(w.db, &children[0]), DB_OK);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 1);
    scan(0, SCAN_OUT, world_at(0, 17, 0, 0));
    struct correct c = wish(CORRECT_TIME, in);
    c.at_ms = at_ms(0, 15, 0);
    correct(&c, world_at(0, 17, 30, 0));
    assert_int_equal(sum_of(0, TODAY).home_id, w.home.id);
    assert_int_equal(sum_of(0, TODAY).minutes, 120);
}

static int
is_child(const struct child *child, bool here, void *payload)
{
    const int64_t *wanted = payload;
    return child->id == *wanted && here;
}

static void
who_moved_while_inside_is_still_counted_among_who_is_in(void **state)
{
    (void)state;
    struct home other = {
        .code = "H2", .name = "白鹤村儿童之家", .closes_min = 1080, .utc_offset_min = 480};
    assert_int_equal(home_put(w.db, &other), DB_OK);
    scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    children[0].home_id = other.id;
    assert_int_equal(child_put(w.db, &children[0]), DB_OK);
    assert_int_equal(presence_each(w.db, w.home.id, TODAY, is_child, &children[0].id), 1);
    scan(0, SCAN_OUT, world_at(0, 17, 0, 0));
    assert_int_equal(presence_each(w.db, w.home.id, TODAY, is_child, &children[0].id), 0);
}

static void
child_that_left_the_roster_is_still_recorded_counted_and_corrected(void **state)
{
    (void)state;
    children[0].left_day = TODAY;
    assert_int_equal(child_put(w.db, &children[0]), DB_OK);
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 1);
    assert_int_equal(presence_each(w.db, w.home.id, TODAY, is_child, &children[0].id), 1);
    struct correct c = wish(CORRECT_LEFT, in);
    c.at_ms = at_ms(0, 16, 30);
    correct(&c, world_at(0, 17, 0, 0));
    assert_int_equal(sum_of(0, TODAY).minutes, 30);
}

struct forgotten_list {
    int count;
    struct forgotten_out out[8];
};

static int
keep_forgotten(const struct forgotten_out *f, void *payload)
{
    struct forgotten_list *list = payload;
    list->out[list->count++] = *f;
    return 0;
}

static void
who_forgot_to_check_out_is_listed_with_the_usual_time_until_told(void **state)
{
    (void)state;
    static const int leaves[] = {0, 30, 10};
    for (int i = 0; i < 3; i++) {
        scan(0, SCAN_IN, world_at(i, 16, 0, 0));
        scan(0, SCAN_OUT, world_at(i, 17, leaves[i], 0));
    }
    scan(0, SCAN_IN, world_at(3, 16, 0, 0));
    scan(1, SCAN_IN, world_at(3, 16, 5, 0));
    settle(world_at(4, 7, 0, 0));
    struct forgotten_list list = {0};
    int day = day_add(TODAY, 3);
    assert_int_equal(correct_forgotten_each(w.db, w.home.id, TODAY, day, keep_forgotten, &list), 0);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.out[0].usual_ms, at_ms(3, 17, 10));
    assert_int_equal(list.out[0].assumed_ms, at_ms(3, 18, 30));
    assert_int_equal(list.out[1].usual_ms, 0);
    struct correct c = wish(CORRECT_LEFT, list.out[0].check);
    c.at_ms = list.out[0].usual_ms;
    correct(&c, world_at(4, 8, 0, 0));
    list.count = 0;
    assert_int_equal(correct_forgotten_each(w.db, w.home.id, TODAY, day, keep_forgotten, &list), 0);
    assert_int_equal(list.count, 1);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(forgotten_check_out_gets_its_true_time_instead_of_the_assumed_one),
        TEST(forgotten_check_out_of_today_is_added_and_the_next_scan_is_a_coming),
        TEST(wrong_childs_whole_stay_goes_to_the_other_child),
        TEST(leaving_by_anothers_card_is_moved_alone),
        TEST(wrong_child_is_refused_where_the_other_was_in_at_that_time),
        TEST(wrong_time_is_told_anew_as_often_as_wanted_and_the_newest_wins),
        TEST(check_that_never_was_takes_its_leaving_along_and_comes_back_with_it),
        TEST(assumed_leaving_cannot_be_taken_back_only_told),
        TEST(leaving_that_never_was_leaves_the_child_in),
        TEST(who_came_without_anything_recorded_is_added),
        TEST(two_stays_never_overlap),
        TEST(only_scan_of_the_day_may_have_been_the_leaving),
        TEST(what_lies_in_the_future_is_refused),
        TEST(kiosk_whose_clock_may_be_wrong_takes_no_times_but_the_rest),
        TEST(social_worker_corrects_and_after_sixty_days_a_manager),
        TEST(preview_says_before_and_after_and_changes_nothing),
        TEST(events_stay_with_the_home_where_they_happened),
        TEST(who_moved_while_inside_is_still_counted_among_who_is_in),
        TEST(child_that_left_the_roster_is_still_recorded_counted_and_corrected),
        TEST(who_forgot_to_check_out_is_listed_with_the_usual_time_until_told),
    };
    return cmocka_run_group_tests_name("correct", tests, NULL, NULL);
}
