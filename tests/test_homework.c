/* Homework: whose list it is, who may mark what, taking back, and the tutors' queue. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/homework.h"
#include "db/setting.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static struct world w;
static struct child other; /* of the same class */
static struct staff tutor;

enum { TODAY = 20261124 };

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
    tutor =
        (struct staff){.no = "S-1", .name = "测老师", .role = STAFF_TUTOR, .home_id = w.home.id};
    return child_put(w.db, &w.child) || child_put(w.db, &other) || staff_put(w.db, &tutor);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static int64_t
set_for(const char *school, const char *grade, enum homework_subject subject, int due_day)
{
    struct homework h = {.subject = subject, .due_day = due_day};
    snprintf(h.school, sizeof h.school, "%s", school);
    snprintf(h.grade, sizeof h.grade, "%s", grade);
    snprintf(h.text, sizeof h.text, "%s %d", homework_subject_name(subject), due_day);
    assert_int_equal(homework_put(w.db, &h), DB_OK);
    return h.id;
}

static int64_t
set(enum homework_subject subject, int due_day)
{
    return set_for(w.child.school, w.child.grade, subject, due_day);
}

static int
mark(const struct child *child, int64_t homework, enum homework_state state, int64_t staff,
    int minute)
{
    struct homework_mark m = {child->id, homework, state, staff};
    struct moment at = world_at(0, 16, minute, 0);
    return homework_mark(w.db, &m, &at);
}

static int
undo(int64_t homework)
{
    struct moment at = world_at(0, 17, 0, 0);
    return homework_undo(w.db, w.child.id, homework, &at);
}

static struct homework_item
first_item(void)
{
    static struct homework_item items[HOMEWORK_MAX];
    assert_true(homework_of_child(w.db, items, &w.child, TODAY) > 0);
    return items[0];
}

static void
list_holds_the_items_of_the_childs_school_and_grade_alone(void **state)
{
    (void)state;
    struct homework_item items[HOMEWORK_MAX];
    set_for("测水小学", "三年级", HOMEWORK_MATHS, TODAY);
    set_for("测山小学", "四年级", HOMEWORK_MATHS, TODAY);
    int64_t tomorrow = set(HOMEWORK_MATHS, 20261125), today = set(HOMEWORK_CHINESE, TODAY);
    set(HOMEWORK_CHINESE, 20261109); /* 15 days ago */
    assert_int_equal(homework_of_child(w.db, items, &w.child, TODAY), 2);
    assert_int_equal(items[0].homework.id, today);
    assert_int_equal(items[1].homework.id, tomorrow);
    assert_int_equal(items[0].state, HOMEWORK_OPEN);
    assert_false(items[0].own);
}

static void
child_whose_school_is_not_known_has_no_list(void **state)
{
    (void)state;
    struct homework_item items[HOMEWORK_MAX];
    struct homework nobodys = {.subject = HOMEWORK_MATHS, .text = "x", .due_day = TODAY};
    assert_int_equal(homework_put(w.db, &nobodys), DB_REFUSED);
    w.child.school[0] = w.child.grade[0] = '\0';
    assert_int_equal(homework_of_child(w.db, items, &w.child, TODAY), 0);
    assert_int_equal(homework_due_count(w.db, &w.child, TODAY), 0);
}

static void
same_item_twice_is_one(void **state)
{
    (void)state;
    assert_int_equal(set(HOMEWORK_MATHS, TODAY), set(HOMEWORK_MATHS, TODAY));
}

static void
newest_mark_is_the_state_for_that_child_alone(void **state)
{
    (void)state;
    int64_t id = set(HOMEWORK_MATHS, TODAY);
    assert_int_equal(mark(&w.child, id, HOMEWORK_NEED_HELP, 0, 1), DB_OK);
    assert_int_equal(mark(&w.child, id, HOMEWORK_ASKED, 0, 2), DB_OK);
    assert_int_equal(first_item().state, HOMEWORK_ASKED);
    assert_true(first_item().own);
    struct homework_item items[HOMEWORK_MAX];
    assert_int_equal(homework_of_child(w.db, items, &other, TODAY), 1);
    assert_int_equal(items[0].state, HOMEWORK_OPEN);
}

static void
child_asks_and_a_tutor_ticks_off(void **state)
{
    (void)state;
    int64_t id = set(HOMEWORK_MATHS, TODAY);
    assert_int_equal(mark(&w.child, id, HOMEWORK_DONE, 0, 1), DB_REFUSED);
    assert_int_equal(mark(&w.child, id, HOMEWORK_CORRECTED, 0, 1), DB_REFUSED);
    assert_int_equal(mark(&w.child, id, HOMEWORK_ASKED, 0, 1), DB_OK);
    assert_int_equal(mark(&w.child, id, HOMEWORK_DONE, tutor.id, 2), DB_OK);
    assert_int_equal(first_item().state, HOMEWORK_DONE);
    assert_false(first_item().own);
    assert_int_equal(mark(&w.child, id, HOMEWORK_NEED_HELP, 0, 3), DB_REFUSED);
    assert_int_equal(mark(&w.child, id, HOMEWORK_CORRECTED, tutor.id, 4), DB_OK);
    assert_int_equal(first_item().state, HOMEWORK_CORRECTED);
}

static void
mark_of_another_classs_item_is_refused(void **state)
{
    (void)state;
    int64_t id = set_for("测水小学", "三年级", HOMEWORK_MATHS, TODAY);
    assert_int_equal(mark(&w.child, id, HOMEWORK_NEED_HELP, 0, 1), DB_REFUSED);
    assert_int_equal(mark(&w.child, id + 9, HOMEWORK_NEED_HELP, 0, 1), DB_REFUSED);
}

static void
undo_brings_the_mark_before_back_and_never_touches_staffs(void **state)
{
    (void)state;
    int64_t id = set(HOMEWORK_MATHS, TODAY);
    assert_int_equal(undo(id), DB_REFUSED);
    assert_int_equal(mark(&w.child, id, HOMEWORK_LEFT, tutor.id, 1), DB_OK);
    assert_int_equal(undo(id), DB_REFUSED);
    assert_int_equal(mark(&w.child, id, HOMEWORK_NEED_HELP, 0, 2), DB_OK);
    assert_int_equal(mark(&w.child, id, HOMEWORK_ASKED, 0, 3), DB_OK);
    assert_int_equal(undo(id), DB_OK);
    assert_int_equal(first_item().state, HOMEWORK_NEED_HELP);
    assert_int_equal(undo(id), DB_OK);
    assert_int_equal(first_item().state, HOMEWORK_LEFT);
    assert_int_equal(undo(id), DB_REFUSED);
}

static void
last_undo_leaves_the_item_open(void **state)
{
    (void)state;
    int64_t id = set(HOMEWORK_MATHS, TODAY);
    assert_int_equal(mark(&w.child, id, HOMEWORK_NEED_HELP, 0, 2), DB_OK);
    assert_int_equal(undo(id), DB_OK);
    assert_int_equal(first_item().state, HOMEWORK_OPEN);
    assert_false(first_item().own);
    assert_int_equal(mark(&w.child, id, HOMEWORK_NEED_HELP, 0, 3), DB_OK);
    assert_int_equal(first_item().state, HOMEWORK_NEED_HELP);
}

static void
due_today_counts_what_has_work_left(void **state)
{
    (void)state;
    int64_t a = set(HOMEWORK_MATHS, TODAY), b = set(HOMEWORK_CHINESE, TODAY);
    set(HOMEWORK_ENGLISH, TODAY);
    set(HOMEWORK_ENGLISH, 20261123);
    set(HOMEWORK_ENGLISH, 20261125);
    assert_int_equal(homework_due_count(w.db, &w.child, TODAY), 3);
    assert_int_equal(mark(&w.child, a, HOMEWORK_NEED_HELP, 0, 1), DB_OK);
    assert_int_equal(homework_due_count(w.db, &w.child, TODAY), 3);
    assert_int_equal(mark(&w.child, a, HOMEWORK_ASKED, 0, 2), DB_OK);
    assert_int_equal(mark(&w.child, b, HOMEWORK_DONE, tutor.id, 3), DB_OK);
    assert_int_equal(homework_due_count(w.db, &w.child, TODAY), 1);
}

struct queue {
    int count;
    struct homework_help help[8];
};

static int
keep(const struct homework_help *help, void *payload)
{
    struct queue *queue = payload;
    assert_true(queue->count < 8);
    queue->help[queue->count++] = *help;
    return 0;
}

static struct queue
ask_queue(int64_t home_id)
{
    struct queue queue = {0};
    assert_int_equal(homework_help_queue(w.db, home_id, TODAY, keep, &queue), 0);
    return queue;
}

static void
help_queue_is_by_subject_and_the_longest_waiting_first(void **state)
{
    (void)state;
    int64_t maths = set(HOMEWORK_MATHS, TODAY), chinese = set(HOMEWORK_CHINESE, TODAY);
    assert_int_equal(mark(&w.child, maths, HOMEWORK_NEED_HELP, 0, 1), DB_OK);
    assert_int_equal(mark(&other, maths, HOMEWORK_NEED_HELP, 0, 2), DB_OK);
    assert_int_equal(mark(&w.child, chinese, HOMEWORK_NEED_HELP, 0, 3), DB_OK);
    struct queue q = ask_queue(w.home.id);
    assert_int_equal(q.count, 3);
    assert_int_equal(q.help[0].homework.id, chinese);
    assert_int_equal(q.help[1].child_id, w.child.id);
    assert_int_equal(q.help[1].since_ms, world_at(0, 16, 1, 0).utc_ms);
    assert_int_equal(q.help[2].child_id, other.id);
    assert_int_equal(ask_queue(0).count, 3);
    assert_int_equal(ask_queue(w.home.id + 1).count, 0);
}

static void
who_was_helped_or_took_it_back_leaves_the_queue(void **state)
{
    (void)state;
    int64_t maths = set(HOMEWORK_MATHS, TODAY), chinese = set(HOMEWORK_CHINESE, TODAY);
    assert_int_equal(mark(&w.child, maths, HOMEWORK_NEED_HELP, 0, 1), DB_OK);
    assert_int_equal(mark(&w.child, maths, HOMEWORK_NEED_HELP, 0, 2), DB_OK);
    assert_int_equal(mark(&other, maths, HOMEWORK_NEED_HELP, 0, 3), DB_OK);
    assert_int_equal(mark(&w.child, chinese, HOMEWORK_NEED_HELP, 0, 4), DB_OK);
    assert_int_equal(ask_queue(0).count, 3);
    assert_int_equal(undo(maths), DB_OK);
    assert_int_equal(mark(&other, maths, HOMEWORK_DONE, tutor.id, 5), DB_OK);
    struct queue q = ask_queue(0);
    assert_int_equal(q.count, 1);
    assert_int_equal(q.help[0].homework.id, chinese);
}

static int
count_item(const struct homework *homework, void *payload)
{
    assert_true(homework->id > 0);
    ++*(int *)payload;
    return 0;
}

static void
homes_items_are_those_of_its_childrens_classes(void **state)
{
    (void)state;
    int all = 0, here = 0;
    set(HOMEWORK_MATHS, TODAY);
    set_for("测水小学", "三年级", HOMEWORK_MATHS, TODAY);
    assert_int_equal(homework_each(w.db, 0, TODAY, count_item, &all), 0);
    assert_int_equal(homework_each(w.db, w.home.id, TODAY, count_item, &here), 0);
    assert_int_equal(all, 2);
    assert_int_equal(here, 1);
}

/* A child with thousands of events must not be read through for each item of its list. */
static void
marks_are_found_by_their_own_index(void **state)
{
    (void)state;
    static const struct {
        const char *name, *sql;
    } all[] = {
#define X(name, sql) {#name, sql},
#include "queries.inc"
#undef X
    };
    static const char marks[] = " homework_of_child homework_mark_newest homework_help ";
    sqlite3 *db = NULL;
    int seen = 0;
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char asked[2048], word[64];
        sqlite3_stmt *stmt = NULL;
        snprintf(word, sizeof word, " %s ", all[i].name);
        if (!strstr(marks, word))
            continue;
        snprintf(asked, sizeof asked, "EXPLAIN QUERY PLAN %s", all[i].sql);
        assert_int_equal(sqlite3_prepare_v2(db, asked, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            const char *plan = (const char *)sqlite3_column_text(stmt, 3);
            if (strstr(plan, " m ") || strstr(plan, "event_")) {
                assert_true(strstr(plan, "SEARCH") == plan);
                assert_true(strstr(plan, "event_homework") || strstr(plan, "event_by_cause"));
            }
        }
        sqlite3_finalize(stmt);
        seen++;
    }
    assert_int_equal(seen, 3);
    sqlite3_close(db);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(list_holds_the_items_of_the_childs_school_and_grade_alone),
        TEST(child_whose_school_is_not_known_has_no_list),
        TEST(same_item_twice_is_one),
        TEST(newest_mark_is_the_state_for_that_child_alone),
        TEST(child_asks_and_a_tutor_ticks_off),
        TEST(mark_of_another_classs_item_is_refused),
        TEST(undo_brings_the_mark_before_back_and_never_touches_staffs),
        TEST(last_undo_leaves_the_item_open),
        TEST(due_today_counts_what_has_work_left),
        TEST(help_queue_is_by_subject_and_the_longest_waiting_first),
        TEST(who_was_helped_or_took_it_back_leaves_the_queue),
        TEST(marks_are_found_by_their_own_index),
        TEST(homes_items_are_those_of_its_childrens_classes),
    };
    return cmocka_run_group_tests_name("homework", tests, NULL, NULL);
}
