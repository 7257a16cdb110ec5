/* The help queue: who waits and since when, who goes there, and what is left of it. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/day.h"
#include "db/help.h"
#include "db/mark.h"

#include <stdio.h>
#include <string.h>

enum { TODAY = 20261124 };

static struct world w;
static struct child other;
static struct staff helper;
static struct help queue[HELP_MOST];

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    snprintf(w.child.school, sizeof w.child.school, "测山小学");
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    other = w.child;
    snprintf(other.no, sizeof other.no, "T-002");
    snprintf(other.name, sizeof other.name, "测小溪");
    helper = (struct staff){
        .no = "S-9", .name = "测志愿", .role = STAFF_VOLUNTEER, .home_id = w.home.id};
    return child_put(w.db, &w.child) || child_put(w.db, &other) || staff_put(w.db, &helper);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static int64_t
item(enum homework_subject subject)
{
    struct homework h = {.subject = subject, .due_day = TODAY + 1};
    snprintf(h.school, sizeof h.school, "%s", w.child.school);
    snprintf(h.grade, sizeof h.grade, "%s", w.child.grade);
    snprintf(h.text, sizeof h.text, "%s", homework_subject_name(subject));
    assert_int_equal(homework_put(w.db, &h), DB_OK);
    return h.id;
}

static void
ask(const struct child *child, int64_t homework, int hour, int minute)
{
    struct homework_mark mark = {child->id, homework, HOMEWORK_NEED_HELP, 0};
    struct moment at = world_at(0, hour, minute, 0);
    assert_int_equal(homework_mark(w.db, &mark, &at), DB_OK);
}

static void
scan(int days, int hour, int minute)
{
    struct scan out;
    struct moment at = world_at(days, hour, minute, 0);
    assert_int_equal(attendance_scan(w.db, &out, w.card, &at), DB_OK);
}

static int
read_queue(int day)
{
    return help_queue(w.db, queue, w.home.id, day);
}

static int
minute_since(int i)
{
    return day_minute_of(queue[i].since_ms, w.home.utc_offset_min);
}

static void
those_who_are_here_come_first_by_subject_and_time(void **state)
{
    (void)state;
    int64_t maths = item(HOMEWORK_MATHS), chinese = item(HOMEWORK_CHINESE);
    scan(0, 16, 0);
    ask(&other, chinese, 16, 5); /* not here */
    ask(&w.child, maths, 16, 10);
    ask(&w.child, chinese, 16, 20);
    assert_int_equal(read_queue(TODAY), 3);
    assert_int_equal(queue[0].homework.subject, HOMEWORK_CHINESE);
    assert_true(queue[0].here);
    assert_int_equal(minute_since(0), 16 * 60 + 20);
    assert_int_equal(queue[1].homework.subject, HOMEWORK_MATHS);
    assert_false(queue[2].here);
    assert_int_equal(queue[2].child_id, other.id);
}

static void
who_went_home_is_open_tomorrow_and_waits_from_coming(void **state)
{
    (void)state;
    scan(0, 16, 0);
    ask(&w.child, item(HOMEWORK_MATHS), 16, 10);
    scan(0, 18, 0);
    assert_int_equal(read_queue(TODAY), 1);
    assert_false(queue[0].here);
    scan(1, 15, 30);
    assert_int_equal(read_queue(TODAY + 1), 1);
    assert_true(queue[0].here);
    assert_int_equal(minute_since(0), 15 * 60 + 30);
}

static void
two_do_not_go_to_the_same_child(void **state)
{
    (void)state;
    struct moment at = world_at(0, 16, 30, 0), later = world_at(0, 16, 31, 0);
    ask(&w.child, item(HOMEWORK_MATHS), 16, 10);
    assert_int_equal(read_queue(TODAY), 1);
    assert_int_equal(help_take(w.db, queue[0].request, helper.id, &at), DB_OK);
    assert_int_equal(help_take(w.db, queue[0].request, w.tutor.id, &later), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "测志愿"));
    assert_int_equal(help_take(w.db, queue[0].request, helper.id, &later), DB_OK);
    assert_int_equal(read_queue(TODAY), 1);
    assert_int_equal(queue[0].taken_by, helper.id);
    assert_int_equal(help_back(w.db, queue[0].request, helper.id, &later), DB_OK);
    assert_int_equal(read_queue(TODAY), 1);
    assert_int_equal(queue[0].taken_by, 0);
    assert_int_equal(help_take(w.db, queue[0].request, w.tutor.id, &later), DB_OK);
}

static void
taken_holds_for_its_day(void **state)
{
    (void)state;
    struct moment at = world_at(0, 16, 30, 0), next = world_at(1, 16, 30, 0);
    ask(&w.child, item(HOMEWORK_MATHS), 16, 10);
    assert_int_equal(read_queue(TODAY), 1);
    assert_int_equal(help_take(w.db, queue[0].request, helper.id, &at), DB_OK);
    assert_int_equal(read_queue(TODAY + 1), 1);
    assert_int_equal(queue[0].taken_by, 0);
    assert_int_equal(help_take(w.db, queue[0].request, w.tutor.id, &next), DB_OK);
}

static enum homework_state
state_of(int64_t homework)
{
    static struct homework_item items[HOMEWORK_MAX];
    int n = homework_of_child(w.db, items, &w.child, TODAY);
    for (int i = 0; i < n; i++)
        if (items[i].homework.id == homework)
            return items[i].state;
    fail();
    return HOMEWORK_OPEN;
}

static void
who_was_helped_leaves_the_queue_and_the_item_is_as_the_tutor_says(void **state)
{
    (void)state;
    static const enum homework_state ends[] = {HOMEWORK_OPEN, HOMEWORK_DONE, HOMEWORK_CORRECTED};
    for (int i = 0; i < 3; i++) {
        struct moment at = world_at(0, 17, i * 10 + 5, 0);
        int64_t id = item((enum homework_subject)i);
        ask(&w.child, id, 17, i * 10);
        assert_int_equal(read_queue(TODAY), 1);
        assert_int_equal(help_done(w.db, queue[0].request, ends[i], w.tutor.id, &at), DB_OK);
        assert_int_equal(state_of(id), ends[i]);
        assert_int_equal(help_done(w.db, queue[0].request, ends[i], w.tutor.id, &at), DB_OK);
        assert_int_equal(read_queue(TODAY), 0);
    }
}

static void
child_may_ask_again_after_it_was_helped(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0);
    int64_t maths = item(HOMEWORK_MATHS);
    ask(&w.child, maths, 16, 0);
    assert_int_equal(read_queue(TODAY), 1);
    assert_int_equal(help_done(w.db, queue[0].request, HOMEWORK_OPEN, w.tutor.id, &at), DB_OK);
    ask(&w.child, maths, 17, 10);
    assert_int_equal(read_queue(TODAY), 1);
    assert_int_equal(minute_since(0), 17 * 60 + 10);
}

static void
who_was_marked_in_a_class_waits_too_until_it_was_helped(void **state)
{
    (void)state;
    struct session session = {.id = 7, .title = "拼音", .subject = SUBJECT_READING};
    struct mark_order order = {.session = &session,
        .day = TODAY,
        .mark = MARK_NEEDS_HELP,
        .staff_id = w.tutor.id,
        .count = 1,
        .children = &w.child.id};
    struct moment at = world_at(0, 16, 40, 0), later = world_at(0, 16, 50, 0);
    struct marked marked;
    scan(0, 16, 0);
    assert_int_equal(mark_children(w.db, &marked, &order, &at), DB_OK);
    assert_int_equal(read_queue(TODAY), 1);
    assert_int_equal(queue[0].homework.id, 0);
    assert_int_equal(queue[0].homework.subject, HOMEWORK_CHINESE);
    assert_string_equal(queue[0].homework.text, "拼音");
    assert_int_equal(minute_since(0), 16 * 60 + 40);
    assert_int_equal(help_take(w.db, queue[0].request, helper.id, &later), DB_OK);
    assert_int_equal(help_done(w.db, queue[0].request, HOMEWORK_OPEN, helper.id, &later), DB_OK);
    assert_int_equal(read_queue(TODAY), 0);
    assert_int_equal(mark_undo(w.db, &(int){0}, &marked, w.tutor.id, &later), DB_OK);
    assert_int_equal(mark_children(w.db, &marked, &order, &later), DB_OK);
    assert_int_equal(read_queue(TODAY), 1);
    assert_int_equal(read_queue(TODAY + 1), 0);
}

static void
request_that_is_none_is_refused(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0);
    uint8_t none[EVENT_ID_LEN] = {1};
    assert_int_equal(help_take(w.db, none, w.tutor.id, &at), DB_REFUSED);
    assert_int_equal(help_done(w.db, none, HOMEWORK_DONE, w.tutor.id, &at), DB_REFUSED);
}

static void
subjects_that_one_helps_with_are_remembered_and_taken_back(void **state)
{
    (void)state;
    bool helps[HOMEWORK_SUBJECT_COUNT];
    assert_int_equal(help_subject_set(w.db, helper.id, HOMEWORK_MATHS, true), DB_OK);
    assert_int_equal(help_subject_set(w.db, helper.id, HOMEWORK_ENGLISH, true), DB_OK);
    assert_int_equal(help_subject_set(w.db, helper.id, HOMEWORK_ENGLISH, false), DB_OK);
    assert_int_equal(help_subjects(w.db, helps, helper.id), 0);
    assert_true(helps[HOMEWORK_MATHS]);
    assert_false(helps[HOMEWORK_ENGLISH]);
    assert_int_equal(help_subjects(w.db, helps, w.tutor.id), 0);
    assert_false(helps[HOMEWORK_MATHS]);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(those_who_are_here_come_first_by_subject_and_time),
        TEST(who_went_home_is_open_tomorrow_and_waits_from_coming),
        TEST(two_do_not_go_to_the_same_child),
        TEST(taken_holds_for_its_day),
        TEST(who_was_helped_leaves_the_queue_and_the_item_is_as_the_tutor_says),
        TEST(child_may_ask_again_after_it_was_helped),
        TEST(who_was_marked_in_a_class_waits_too_until_it_was_helped),
        TEST(request_that_is_none_is_refused),
        TEST(subjects_that_one_helps_with_are_remembered_and_taken_back),
    };
    return cmocka_run_group_tests_name("help", tests, NULL, NULL);
}
