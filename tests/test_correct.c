/* What was wrong is put right by a new event, and everything follows: the day's sums, in or out at
 * the next scan. A plain model, with nothing of the product's code, checks random histories. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/correct.h"
#include "db/day.h"
#include "db/forgotten.h"
#include "db/history.h"
#include "db/mood.h"
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

struct told {
    int count;
    struct history of[16];
};

static int
keep_told(const struct history *entry, void *payload)
{
    struct told *told = payload;
    assert_true(told->count < 16);
    told->of[told->count++] = *entry;
    return 0;
}

static struct told
history_of(int i, int day)
{
    struct told told = {0};
    assert_int_equal(history_day(w.db, children[i].id, day, keep_told, &told), 0);
    return told;
}

static void
history_tells_who_corrected_what_when_and_why(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    scan(0, SCAN_OUT, world_at(0, 17, 0, 0));
    struct correct c = wish(CORRECT_TIME, in);
    c.at_ms = at_ms(0, 15, 0);
    c.reason = CORRECT_BAD_CLOCK;
    snprintf(c.note, sizeof c.note, "%s", "停电\"了\"");
    correct(&c, world_at(1, 8, 0, 0));
    c = wish(CORRECT_CHILD, in);
    c.child_id = children[1].id;
    correct(&c, world_at(1, 9, 0, 0));
    for (int i = 0; i < 2; i++) { /* it stands with both children */
        struct told told = history_of(i, TODAY);
        assert_int_equal(told.count, 5);
        assert_int_equal(told.of[0].part, HISTORY_CHECK);
        assert_int_equal(told.of[0].was_ms, at_ms(0, 16, 0));
        assert_int_equal(told.of[0].time_ms, at_ms(0, 15, 0));
        assert_int_equal(told.of[0].was_child_id, children[0].id);
        assert_int_equal(told.of[0].child_id, children[1].id);
        assert_int_equal(told.of[1].what, CORRECT_TIME);
        assert_int_equal(told.of[1].staff_id, social.id);
        assert_int_equal(told.of[1].said_ms, at_ms(1, 8, 0));
        assert_int_equal(told.of[1].reason, CORRECT_BAD_CLOCK);
        assert_string_equal(told.of[1].note, "停电\"了\"");
        assert_int_equal(told.of[1].child_id, children[0].id);
        assert_int_equal(told.of[2].what, CORRECT_CHILD);
        assert_int_equal(told.of[2].check, in);
        assert_int_equal(told.of[3].part, HISTORY_CHECK);
        assert_false(told.of[3].in);
    }
    assert_int_equal(history_of(2, TODAY).count, 0);
    assert_int_equal(history_of(0, day_add(TODAY, 1)).count, 0);
}

static void
history_knows_what_was_assumed_added_and_taken_back(void **state)
{
    (void)state;
    int64_t in = scan(0, SCAN_IN, world_at(0, 16, 0, 0));
    settle(world_at(1, 7, 0, 0));
    struct correct c = {.what = CORRECT_ADDED,
        .child_id = children[0].id,
        .at_ms = at_ms(0, 8, 0),
        .until_ms = at_ms(0, 9, 0),
        .staff_id = social.id};
    correct(&c, world_at(1, 8, 0, 0));
    struct told told = history_of(0, TODAY);
    assert_int_equal(told.count, 6);
    assert_int_equal(told.of[0].via, VIA_ADDED);
    assert_int_equal(told.of[1].what, CORRECT_ADDED);
    assert_int_equal(told.of[4].via, VIA_CARD);
    assert_int_equal(told.of[5].via, VIA_ASSUMED);
    c = wish(CORRECT_NEVER, in);
    correct(&c, world_at(1, 9, 0, 0));
    told = history_of(0, TODAY);
    assert_true(told.of[4].taken_back && told.of[4].in);
}

static int
keep_days(const struct forgotten *f, void *payload)
{
    *(struct forgotten *)payload = *f;
    return 0;
}

static int
count_worry(const struct mood_worry *worry, void *payload)
{
    (void)worry;
    (void)payload;
    return 1;
}

static void
what_hangs_on_a_check_follows_it(void **state)
{
    (void)state;
    struct scan vouched;
    struct vouch vouch = {.child_id = children[0].id, .staff_id = social.id};
    struct forgotten found = {0};
    for (int i = 0; i < 3; i++) {
        struct moment at = world_at(i, 16, 0, 0), soon = world_at(i, 16, 1, 0);
        assert_int_equal(attendance_vouched(w.db, &vouched, &vouch, &at), DB_OK);
        int64_t in = query_last_seq(w.db);
        assert_int_equal(mood_record(w.db, children[0].id, MOOD_LEAST, &soon), DB_OK);
        struct correct c = wish(CORRECT_CHILD, in);
        c.child_id = children[1].id;
        correct(&c, world_at(i, 16, 5, 0));
    }
    assert_int_equal(forgotten_each(w.db, 0, keep_days, &found), 0);
    assert_int_equal(found.child_id, children[1].id);
    assert_int_equal(found.days, 3);
    assert_int_equal(mood_worries(w.db, w.home.id, day_add(TODAY, 2), count_worry, &found), 0);
}

/* The model: every check that was ever recorded or added, with all that was said of it. */
enum { CHECKS = 600, SAID = 24, BOOTS = 64 };

struct said {
    int act;
    bool none, in, stated;
    int child;
    int64_t at_ms;
};

struct known {
    int64_t seq;
    bool in, added, assumed, trusted;
    int child, boot;
    int64_t utc_ms, mono_ms;
    int count; /* of `said` */
    struct said said[SAID];
};

static const int64_t FIRST_MS = INT64_C(1767225600000); /* no event can be older */

static struct model {
    int count, act;
    struct known checks[CHECKS];
    int64_t base_ms[BOOTS]; /* 0: not known */
    int boot;
    int64_t true_ms, up_ms;  /* the world's time, and since this boot */
    bool wrong;              /* this boot's clock */
    int64_t seq, trusted_ms; /* the last event's, and the last one's that was trusted */
} model, kept;

static unsigned seed;

static int
dice(int n)
{
    seed = seed * 1103515245U + 12345U;
    return (int)((seed >> 8) % (unsigned)n);
}

static struct moment
clock_now(void)
{
    struct moment m = {.mono_ms = model.up_ms, .trusted = true};
    m.utc_ms = model.wrong ? model.up_ms : model.true_ms;
    snprintf((char *)m.boot_id, BOOT_ID_LEN, "boot %d", model.boot);
    return m;
}

static bool
is_trusted(const struct moment *m)
{
    return m->utc_ms >= FIRST_MS && m->utc_ms >= model.trusted_ms - 300000;
}

static int64_t
own_ms(const struct known *k)
{
    bool raw = k->trusted || !model.base_ms[k->boot];
    return raw ? k->utc_ms : model.base_ms[k->boot] + k->mono_ms;
}

static struct said
now_of(const struct known *k)
{
    struct said s = {.in = k->in, .child = k->child};
    if (k->count)
        s = k->said[k->count - 1];
    if (!s.stated)
        s.at_ms = own_ms(k);
    return s;
}

static int
day_at(int64_t ms)
{
    return day_of(ms, w.home.utc_offset_min);
}

/* A child's checks of a day, as they follow each other; how many. */
static int
list_day(int out[CHECKS], int child, int day)
{
    int n = 0;
    int64_t order[CHECKS], reached = 0;
    for (int i = 0; i < model.count; i++) { /* by seq */
        struct said s = now_of(&model.checks[i]);
        if (s.none || s.child != child || day_at(s.at_ms) != day)
            continue;
        if (!s.stated)
            reached = s.at_ms > reached ? s.at_ms : reached;
        int64_t mine = s.stated ? s.at_ms : reached;
        int at = n++;
        for (; at > 0 && order[at - 1] > mine; at--) {
            order[at] = order[at - 1];
            out[at] = out[at - 1];
        }
        order[at] = mine;
        out[at] = i;
    }
    return n;
}

static bool
is_assumed(const struct known *k)
{
    return k->assumed && !now_of(k).stated;
}

/* The day's sum by its definition; how many checks of it can't have been. */
static int
sum_model(struct attendance *a, int child, int day)
{
    int list[CHECKS], n = list_day(list, child, day), trouble = 0;
    *a = (struct attendance){0};
    for (int i = 0; i < n; i++) {
        const struct known *k = &model.checks[list[i]];
        struct said s = now_of(k);
        a->corrected |= k->count > 0;
        if (s.in) {
            trouble += a->open_ms != 0;
            if (a->open_ms)
                continue;
            a->sessions++;
            a->open_ms = s.at_ms;
            if (!a->first_in_ms || s.at_ms < a->first_in_ms)
                a->first_in_ms = s.at_ms;
            continue;
        }
        if (is_assumed(k) && !a->open_ms)
            continue;
        trouble += a->open_ms == 0;
        if (a->open_ms && s.at_ms > a->open_ms)
            a->minutes += (s.at_ms - a->open_ms) / 60000;
        a->last_out_ms = s.at_ms > a->last_out_ms ? s.at_ms : a->last_out_ms;
        a->open_ms = 0;
        a->assumed |= is_assumed(k);
    }
    if (n) {
        a->day = day;
        a->home_id = w.home.id;
        a->child_id = children[child].id;
    }
    return trouble;
}

static struct known *
record(bool in, int child, const struct moment *at, bool trusted)
{
    assert_true(model.count < CHECKS);
    struct known *k = &model.checks[model.count++];
    *k = (struct known){.seq = ++model.seq,
        .in = in,
        .child = child,
        .boot = model.boot,
        .trusted = trusted,
        .utc_ms = at->utc_ms,
        .mono_ms = at->mono_ms};
    if (trusted && at->utc_ms >= FIRST_MS)
        model.trusted_ms = at->utc_ms;
    return k;
}

static void
random_scan(void)
{
    int child = dice(CHILDREN), last = model.count - 1;
    struct moment at = clock_now();
    bool trusted = is_trusted(&at);
    int64_t ms = at.utc_ms;
    if (!trusted && model.base_ms[model.boot])
        ms = model.base_ms[model.boot] + at.mono_ms;
    struct attendance a;
    sum_model(&a, child, day_at(ms));
    while (last >= 0 && (model.checks[last].added || model.checks[last].child != child))
        last--;
    bool same_boot = last >= 0 && model.checks[last].boot == model.boot;
    bool in = !(a.open_ms && (trusted || same_boot));
    scan(child, in ? SCAN_IN : SCAN_OUT, at);
    record(in, child, &at, trusted);
}

static void
close_day(const struct moment *at, int day)
{
    for (int child = 0; child < CHILDREN; child++) {
        struct attendance a;
        while (sum_model(&a, child, day), a.open_ms) { /* one that came after closing time, again */
            struct moment out = *at;
            out.utc_ms = day_to_utc_ms(day, w.home.closes_min, w.home.utc_offset_min);
            out.utc_ms = out.utc_ms > a.open_ms ? out.utc_ms : a.open_ms;
            record(false, child, &out, true)->assumed = true;
        }
    }
}

/* Flat batteries made days of 1970. */
static int
next_day(int day)
{
    return day == 19700125 ? 20261120 : day_add(day, 1);
}

static void
random_settle(void)
{
    struct moment at = clock_now();
    bool trusted = is_trusted(&at);
    settle(at);
    if (!trusted)
        return;
    if (!model.base_ms[model.boot])
        model.base_ms[model.boot] = at.utc_ms - at.mono_ms;
    for (int day = 19700101; day < day_at(at.utc_ms); day = next_day(day))
        close_day(&at, day);
}

/* What an act changes: up to two checks, of which the second may be a new one. */
struct change {
    int at; /* in the model; -1: one more */
    struct said said;
};

struct changes {
    int count;
    struct change of[2];
    const char *refused; /* a word of the sentence, NULL where it is not */
};

static int
partner_of(int check)
{
    struct said s = now_of(&model.checks[check]);
    int list[CHECKS], n = list_day(list, s.child, day_at(s.at_ms));
    for (int i = 0; i < n; i++) {
        int other = s.in ? i + 1 : i - 1;
        if (list[i] == check && other >= 0 && other < n &&
            now_of(&model.checks[list[other]]).in != s.in)
            return list[other];
    }
    return -1;
}

static bool
was_in(int child, int64_t ms)
{
    int list[CHECKS], n = list_day(list, child, day_at(ms));
    int64_t reached = 0;
    bool in = false;
    for (int i = 0; i < n; i++) {
        struct said s = now_of(&model.checks[list[i]]);
        reached = !s.stated && s.at_ms > reached ? s.at_ms : reached;
        if ((s.stated ? s.at_ms : reached) > ms)
            break;
        in = s.in;
    }
    return in;
}

static void
change(struct changes *to, int at, struct said said)
{
    to->of[to->count++] = (struct change){at, said};
}

static struct said
told(struct said s, int64_t at_ms)
{
    s.at_ms = at_ms;
    s.stated = true;
    return s;
}

static void
expect_left(struct changes *to, int at, struct said s, const struct correct *c)
{
    int out = s.in ? partner_of(at) : at;
    if (out >= 0)
        s = now_of(&model.checks[out]);
    s.in = false;
    change(to, out, told(s, c->at_ms));
}

static void
expect_child(struct changes *to, int at, struct said s, int child)
{
    const struct known *k = &model.checks[at];
    bool alone = !s.in && !is_assumed(k) && was_in(child, s.at_ms);
    int other = alone ? -1 : partner_of(at);
    if (child == s.child)
        to->refused = "already";
    s.child = child;
    change(to, at, s);
    if (other < 0)
        return;
    s = now_of(&model.checks[other]);
    s.child = child;
    change(to, other, s);
}

static void
expect_never(struct changes *to, int at, struct said s)
{
    int other = s.in ? partner_of(at) : -1;
    if (is_assumed(&model.checks[at]))
        to->refused = "Say when";
    s.none = true;
    change(to, at, s);
    if (other < 0)
        return;
    s = now_of(&model.checks[other]);
    s.none = true;
    change(to, other, s);
}

static void
expect_turned(struct changes *to, int at, struct said s, const struct correct *c)
{
    if (!s.in)
        to->refused = "leaving already";
    s.in = false;
    change(to, at, s);
    s.in = true;
    change(to, -1, told(s, c->at_ms));
}

static void
expect_undone(struct changes *to, int at)
{
    int act = model.checks[at].count ? model.checks[at].said[model.checks[at].count - 1].act : -1;
    if (act < 0)
        to->refused = "nothing to undo";
    for (int i = 0; act >= 0 && i < model.count; i++) {
        const struct known *k = &model.checks[i];
        for (int j = 0; j < k->count; j++) {
            if (k->said[j].act != act)
                continue;
            if (j + 1 < k->count)
                to->refused = "corrected again since";
            struct said s = now_of(k);
            bool none = j == 0 ? k->added : k->said[j - 1].none;
            if (none)
                s.none = true;
            else if (j == 0)
                s = (struct said){.in = k->in, .child = k->child};
            else
                s = k->said[j - 1];
            if (!s.stated)
                s.at_ms = own_ms(k);
            if (to->count < 2)
                change(to, i, s);
        }
    }
}

static struct changes
expect(const struct correct *c, int at, int child)
{
    struct changes to = {0};
    struct said s = {.in = true, .child = child};
    if (c->what == CORRECT_ADDED) {
        if (c->until_ms && c->until_ms <= c->at_ms)
            to.refused = "after the coming";
        change(&to, -1, told(s, c->at_ms));
        s.in = false;
        if (c->until_ms)
            change(&to, -1, told(s, c->until_ms));
        return to;
    }
    s = now_of(&model.checks[at]);
    if (s.none && c->what != CORRECT_UNDONE)
        to.refused = "taken back";
    if (to.refused)
        return to;
    switch (c->what) {
    case CORRECT_LEFT:
        expect_left(&to, at, s, c);
        break;
    case CORRECT_CHILD:
        expect_child(&to, at, s, child);
        break;
    case CORRECT_TIME:
        change(&to, at, told(s, c->at_ms));
        break;
    case CORRECT_NEVER:
        expect_never(&to, at, s);
        break;
    case CORRECT_TURNED:
        expect_turned(&to, at, s, c);
        break;
    case CORRECT_UNDONE:
        expect_undone(&to, at);
        break;
    case CORRECT_ADDED:
    case CORRECTION_COUNT:
        break;
    }
    return to;
}

/* Times that the clock can't vouch for, or that lie in the future. */
static void
expect_rules(struct changes *to, const struct moment *now)
{
    for (int i = 0; i < to->count && !to->refused; i++) {
        struct said s = to->of[i].said, before = {0};
        if (to->of[i].at >= 0)
            before = now_of(&model.checks[to->of[i].at]);
        bool new_time = s.stated && (!before.stated || before.at_ms != s.at_ms);
        if (new_time && !is_trusted(now))
            to->refused = "clock may be wrong";
        else if (new_time && s.at_ms < FIRST_MS)
            to->refused = "its true day";
        else if (new_time && s.at_ms > now->utc_ms)
            to->refused = "future";
    }
}

struct touched {
    int count;
    struct {
        int child, day, trouble;
    } of[8];
};

static void
touch_model(struct touched *to, struct said s)
{
    struct attendance a;
    int day = day_at(s.at_ms);
    to->of[to->count].child = s.child;
    to->of[to->count].day = day;
    to->of[to->count++].trouble = sum_model(&a, s.child, day);
}

static void
apply_model(const struct changes *to, const struct moment *now)
{
    model.act++;
    for (int i = 0; i < to->count; i++) {
        int at = to->of[i].at;
        struct said s = to->of[i].said;
        s.act = model.act;
        if (at < 0) {
            struct known *k = record(s.in, s.child, now, is_trusted(now));
            k->added = true;
            at = model.count - 1;
        } else {
            model.seq++;
            if (is_trusted(now))
                model.trusted_ms = now->utc_ms;
        }
        struct known *k = &model.checks[at];
        assert_true(k->count < SAID);
        k->said[k->count++] = s;
    }
}

static void
random_correction(void)
{
    struct moment now = clock_now();
    if (model.count == 0)
        return;
    int at = model.count - 1 - dice(model.count < 12 ? model.count : 12), child = dice(CHILDREN);
    int64_t near_ms = now_of(&model.checks[at]).at_ms;
    if (dice(3) == 0)
        near_ms = now.utc_ms - 200 * INT64_C(60000); /* up to now */
    struct correct c = {.what = (enum correct_what)dice(CORRECTION_COUNT),
        .check = model.checks[at].seq,
        .child_id = children[child].id,
        .staff_id = manager.id,
        .at_ms = near_ms + (dice(400) - 200) * INT64_C(60000)};
    if (c.what == CORRECT_ADDED && dice(2))
        c.until_ms = c.at_ms + (dice(200) - 20) * INT64_C(60000);
    if (model.checks[at].count >= SAID - 1)
        return;
    struct changes to = expect(&c, at, child);
    expect_rules(&to, &now);
    struct touched touched = {0};
    kept = model;
    if (!to.refused) {
        for (int i = 0; i < to.count; i++) {
            if (to.of[i].at >= 0)
                touch_model(&touched, now_of(&model.checks[to.of[i].at]));
            touch_model(&touched, to.of[i].said);
        }
        apply_model(&to, &now);
        for (int i = 0; i < touched.count; i++) {
            struct attendance a;
            if (sum_model(&a, touched.of[i].child, touched.of[i].day) > touched.of[i].trouble)
                to.refused = "in";
        }
    }
    if (to.refused)
        model = kept;
    int rc = correct_apply(w.db, &c, &now);
    if (rc != (to.refused ? DB_REFUSED : DB_OK) ||
        (to.refused && !strstr(db_why(w.db), to.refused)))
        fail_msg("%s of %d: %d, expected %s: %s", correct_what_name(c.what), (int)c.check, rc,
            to.refused ? to.refused : "done", db_why(w.db));
}

static void
compare_day(int day)
{
    for (int child = 0; child < CHILDREN; child++) {
        struct attendance expected, found = sum_of(child, day);
        sum_model(&expected, child, day);
        assert_int_equal(found.day, expected.day);
        assert_int_equal(found.sessions, expected.sessions);
        assert_int_equal(found.first_in_ms, expected.first_in_ms);
        assert_int_equal(found.last_out_ms, expected.last_out_ms);
        assert_int_equal(found.minutes, expected.minutes);
        assert_int_equal(found.open_ms, expected.open_ms);
        assert_int_equal(found.assumed, expected.assumed);
        assert_int_equal(found.corrected, expected.corrected);
    }
}

static void
pass_time(int64_t ms)
{
    model.true_ms += ms;
    model.up_ms += ms;
}

static void
random_step(void)
{
    int what = dice(100);
    pass_time(11000 + dice(40) * INT64_C(60000));
    if (what < 5) { /* the clock steps back a little, and a child comes at once */
        model.true_ms -= dice(4) * INT64_C(60000);
        random_scan();
    } else if (what < 45) {
        random_scan();
    } else if (what < 85) {
        random_correction();
    } else if (what < 90 && model.boot + 1 < BOOTS) { /* the power was out */
        model.boot++;
        model.up_ms = 30000;
        model.wrong = dice(2);
    } else if (what < 95) { /* the clock is set */
        model.wrong = false;
        random_settle();
    } else { /* the next morning */
        pass_time(day_to_utc_ms(day_add(day_at(model.true_ms), 1), 420, 480) - model.true_ms);
        random_settle();
    }
}

static void
random_history(void)
{
    model = (struct model){.true_ms = at_ms(0, 7, 0), .up_ms = 60000};
    for (int step = 0; step < 150; step++) {
        random_step();
        for (int day = 19700101; day <= day_at(model.true_ms); day = next_day(day))
            compare_day(day);
        if (step % 10 == 9)
            assert_int_equal(attendance_verify(w.db), DB_OK);
    }
    assert_int_equal(attendance_rebuild(w.db), DB_OK);
    for (int day = 19700101; day <= day_at(model.true_ms); day = next_day(day))
        compare_day(day);
}

/* HISTORIES=n plays more of them, SEED=n others. */
static void
random_histories_come_to_what_a_plain_model_says(void **state)
{
    const char *many = getenv("HISTORIES"), *first = getenv("SEED");
    int n = many ? (int)strtol(many, NULL, 10) : 12;
    int from = first ? (int)strtol(first, NULL, 10) : 1;
    for (int i = 0; i < n; i++) {
        seed = (unsigned)(from + i);
        random_history();
        printf("# seed %d: %d acts of correcting\n", from + i, model.act);
        teardown(state);
        setup(state);
    }
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
        TEST(history_tells_who_corrected_what_when_and_why),
        TEST(history_knows_what_was_assumed_added_and_taken_back),
        TEST(what_hangs_on_a_check_follows_it),
        TEST(random_histories_come_to_what_a_plain_model_says),
    };
    return cmocka_run_group_tests_name("correct", tests, NULL, NULL);
}
