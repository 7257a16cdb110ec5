/* Homework in tutors' hands: set for many, for one, taken away again; ticked off and taken back;
 * who is behind. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/tasks.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { TODAY = 20261124, YESTERDAY = 20261123, TOMORROW = 20261125 };

static struct world w;
static struct child other, away; /* of the same class; of another school's same grade */

static void
add_child(struct child *child, const char *no, const char *name, const char *school)
{
    *child = w.child;
    snprintf(child->no, sizeof child->no, "%s", no);
    snprintf(child->name, sizeof child->name, "%s", name);
    snprintf(child->school, sizeof child->school, "%s", school);
    assert_int_equal(child_put(w.db, child), DB_OK);
}

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    snprintf(w.child.school, sizeof w.child.school, "测山小学");
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    add_child(&other, "T-002", "测小溪", "测山小学");
    add_child(&away, "T-003", "测小河", "测水小学");
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static struct task_class
class_of(const struct child *child)
{
    struct task_class class = {0};
    memcpy(class.school, child->school, sizeof class.school);
    memcpy(class.grade, child->grade, sizeof class.grade);
    return class;
}

static struct task_set
set_for_class(const char *text, int due_day)
{
    struct task_class class = class_of(&w.child);
    struct task_order order = {.subject = HOMEWORK_MATHS,
        .text = text,
        .due_day = due_day,
        .staff_id = w.tutor.id,
        .classes = &class,
        .class_count = 1};
    struct task_set set;
    assert_int_equal(task_set(w.db, &set, &order), DB_OK);
    return set;
}

static int
tick(struct task_ticked *out, int64_t homework, enum homework_state state, int minute)
{
    int64_t children[] = {w.child.id, other.id};
    struct task_tick t = {homework, w.tutor.id, state, 2, children};
    struct moment at = world_at(0, 17, minute, 0);
    return task_tick(w.db, out, &t, &at);
}

/* The item as it stands for a child; its list has no other. */
static enum homework_state
state_of(const struct child *child)
{
    static struct homework_item items[HOMEWORK_MAX];
    assert_int_equal(homework_of_child(w.db, items, child, TODAY), 1);
    return items[0].state;
}

static int
add_task(const struct task_item *task, void *payload)
{
    *(struct task_item *)payload = *task;
    return 0;
}

static struct task_item
the_task(void)
{
    struct task_item task = {0};
    assert_int_equal(
        task_each(w.db, w.home.id, TODAY, (int[]){YESTERDAY, TOMORROW}, add_task, &task), 0);
    return task;
}

static int
count(const struct task_class *class, void *payload)
{
    int *counts = payload;
    counts[0]++;
    counts[1] += class->children;
    return 0;
}

static void
classes_are_those_of_the_homes_children(void **state)
{
    (void)state;
    int counts[2] = {0};
    assert_int_equal(task_class_each(w.db, w.home.id, TODAY, count, counts), 0);
    assert_int_equal(counts[0], 2);
    assert_int_equal(counts[1], 3);
}

static void
item_for_one_child_is_on_its_list_alone(void **state)
{
    (void)state;
    struct task_order order = {.subject = HOMEWORK_ENGLISH,
        .text = "Read unit 4",
        .due_day = TODAY,
        .staff_id = w.tutor.id,
        .children = &other.id,
        .child_count = 1};
    static struct homework_item items[HOMEWORK_MAX];
    struct task_set set;
    assert_int_equal(task_set(w.db, &set, &order), DB_OK);
    assert_int_equal(homework_of_child(w.db, items, &w.child, TODAY), 0);
    assert_int_equal(homework_of_child(w.db, items, &other, TODAY), 1);
    assert_int_equal(homework_due_count(w.db, &other, TODAY), 1);
    assert_int_equal(items[0].homework.child_id, other.id);
    assert_int_equal(homework_reaches(w.db, &items[0].homework, TODAY), 1);
    assert_string_equal(the_task().only_for, "测小溪");

    struct homework_mark mark = {w.child.id, set.first_id, HOMEWORK_NEED_HELP, 0};
    struct moment at = world_at(0, 16, 0, 0);
    assert_int_equal(homework_mark(w.db, &mark, &at), DB_REFUSED);
    mark.child_id = other.id;
    assert_int_equal(homework_mark(w.db, &mark, &at), DB_OK);
}

static void
item_for_one_child_goes_with_it_to_another_class(void **state)
{
    (void)state;
    struct task_order order = {
        .text = "Read", .due_day = TODAY, .children = &other.id, .child_count = 1};
    struct task_set set;
    assert_int_equal(task_set(w.db, &set, &order), DB_OK);
    snprintf(other.grade, sizeof other.grade, "四年级");
    assert_int_equal(child_put(w.db, &other), DB_OK);
    assert_int_equal(state_of(&other), HOMEWORK_OPEN);
}

static void
grade_is_all_its_classes_at_once(void **state)
{
    (void)state;
    struct task_class classes[] = {class_of(&w.child), class_of(&away)};
    struct task_order order = {
        .text = "Read", .due_day = TODAY, .classes = classes, .class_count = 2};
    struct task_set set;
    assert_int_equal(task_set(w.db, &set, &order), DB_OK);
    assert_int_equal(set.last_id - set.first_id, 1);
    assert_int_equal(state_of(&away), HOMEWORK_OPEN);
    assert_int_equal(state_of(&w.child), HOMEWORK_OPEN);
}

static void
setting_the_same_again_makes_nothing(void **state)
{
    (void)state;
    set_for_class("Page 3", TODAY);
    assert_int_equal(set_for_class("Page 3", TODAY).first_id, 0);
}

static void
item_for_nobody_or_without_words_is_refused(void **state)
{
    (void)state;
    struct task_class class = class_of(&w.child);
    struct task_order order = {.text = "", .due_day = TODAY, .classes = &class, .class_count = 1};
    struct task_set set;
    assert_int_equal(task_set(w.db, &set, &order), DB_REFUSED);
    order = (struct task_order){.text = "Page 3", .due_day = TODAY};
    assert_int_equal(task_set(w.db, &set, &order), DB_REFUSED);
    order = (struct task_order){.text = "Page 3", .classes = &class, .class_count = 1};
    assert_int_equal(task_set(w.db, &set, &order), DB_REFUSED);
}

static void
order_is_all_or_nothing(void **state)
{
    (void)state;
    int64_t children[] = {w.child.id, 4711};
    struct task_order order = {
        .text = "Page 3", .due_day = TODAY, .children = children, .child_count = 2};
    struct task_set set;
    assert_true(task_set(w.db, &set, &order) < 0);
    assert_int_equal(the_task().homework.id, 0);
}

static void
mistaken_order_is_taken_away_unless_it_was_marked(void **state)
{
    (void)state;
    struct task_ticked ticked;
    struct task_set set = set_for_class("Page 3", TODAY);
    int left = -1;
    assert_int_equal(task_unset(w.db, &left, &set), DB_OK);
    assert_int_equal(left, 0);
    assert_int_equal(the_task().homework.id, 0);

    struct task_set next = set_for_class("Page 4", TODAY);
    assert_int_not_equal(next.first_id, set.first_id);
    assert_int_equal(tick(&ticked, next.first_id, HOMEWORK_DONE, 0), DB_OK);
    assert_int_equal(task_unset(w.db, &left, &next), DB_OK);
    assert_int_equal(left, 1);
    assert_int_equal(state_of(&w.child), HOMEWORK_DONE);
}

static void
tick_of_many_is_counted_and_the_same_again_is_none(void **state)
{
    (void)state;
    struct task_ticked ticked;
    int64_t id = set_for_class("Page 3", TODAY).first_id;
    assert_int_equal(tick(&ticked, id, HOMEWORK_DONE, 0), DB_OK);
    assert_int_equal(ticked.count, 2);
    assert_int_equal(the_task().ticked, 2);
    assert_int_equal(the_task().children, 2);
    assert_int_equal(tick(&ticked, id, HOMEWORK_DONE, 1), DB_OK);
    assert_int_equal(ticked.count, 0);
    assert_int_equal(ticked.same, 2);
}

static void
taking_a_tick_back_brings_what_was_before(void **state)
{
    (void)state;
    struct task_ticked ticked;
    int64_t id = set_for_class("Page 3", TODAY).first_id;
    struct homework_mark asked = {w.child.id, id, HOMEWORK_ASKED, 0};
    struct moment at = world_at(0, 16, 0, 0), later = world_at(0, 18, 0, 0);
    int back = 0;
    assert_int_equal(homework_mark(w.db, &asked, &at), DB_OK);
    assert_int_equal(the_task().asked, 1);
    assert_int_equal(tick(&ticked, id, HOMEWORK_CORRECTED, 0), DB_OK);
    assert_int_equal(task_untick(w.db, &back, &ticked, w.tutor.id, &later), DB_OK);
    assert_int_equal(back, 2);
    assert_int_equal(state_of(&w.child), HOMEWORK_ASKED);
    assert_int_equal(state_of(&other), HOMEWORK_OPEN);
    assert_int_equal(task_untick(w.db, &back, &ticked, w.tutor.id, &later), DB_OK);
    assert_int_equal(back, 0);
}

static void
older_tick_taken_back_leaves_the_newer_one(void **state)
{
    (void)state;
    struct task_ticked first, second;
    struct moment later = world_at(0, 18, 0, 0);
    int back = 0;
    int64_t id = set_for_class("Page 3", TODAY).first_id;
    assert_int_equal(tick(&first, id, HOMEWORK_DONE, 0), DB_OK);
    assert_int_equal(tick(&second, id, HOMEWORK_CORRECTED, 1), DB_OK);
    assert_int_equal(task_untick(w.db, &back, &first, w.tutor.id, &later), DB_OK);
    assert_int_equal(state_of(&w.child), HOMEWORK_CORRECTED);
}

/* The third of thirty: all or none. */
static void
full_disk_in_the_middle_marks_nobody(void **state)
{
    (void)state;
    struct task_ticked ticked;
    sqlite3 *file;
    char sql[256];
    int64_t id = set_for_class("Page 3", TODAY).first_id;
    snprintf(sql, sizeof sql,
        "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.child_id = %lld BEGIN "
        "SELECT RAISE (ABORT, 'full'); END",
        (long long)other.id);
    assert_int_equal(sqlite3_open(w.path, &file), SQLITE_OK);
    assert_int_equal(sqlite3_exec(file, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(file);
    assert_true(tick(&ticked, id, HOMEWORK_DONE, 0) < 0);
    assert_int_equal(ticked.count, 0);
    assert_int_equal(state_of(&w.child), HOMEWORK_OPEN);
}

static int
add_behind(const struct task_behind *behind, void *payload)
{
    int *late = payload;
    late[behind->child_id == w.child.id ? 0 : behind->child_id == other.id ? 1 : 2] = behind->late;
    assert_int_equal(behind->since_day, YESTERDAY - 1);
    return 0;
}

static void
behind_is_who_has_late_work_that_nobody_says_is_done(void **state)
{
    (void)state;
    int late[3] = {0};
    int64_t id = set_for_class("Page 2", YESTERDAY).first_id;
    set_for_class("Page 1", YESTERDAY - 1);
    set_for_class("Page 3", TODAY);
    struct homework_mark asked = {other.id, id, HOMEWORK_ASKED, 0};
    struct moment at = world_at(0, 16, 0, 0);
    assert_int_equal(homework_mark(w.db, &asked, &at), DB_OK);
    assert_int_equal(task_behind_each(w.db, w.home.id, TODAY, add_behind, late), 0);
    assert_int_equal(late[0], 2);
    assert_int_equal(late[1], 1);
    assert_int_equal(late[2], 0);
}

static int
add_text(const char *text, void *payload)
{
    strncat(payload, text, 20);
    return 0;
}

static void
texts_that_were_used_come_newest_first_and_once(void **state)
{
    (void)state;
    char texts[128] = "";
    set_for_class("A", YESTERDAY);
    set_for_class("B", YESTERDAY);
    set_for_class("A", TODAY);
    assert_int_equal(task_text_each(w.db, HOMEWORK_MATHS, TODAY, add_text, texts), 0);
    assert_string_equal(texts, "AB");
    texts[0] = '\0';
    assert_int_equal(task_text_each(w.db, HOMEWORK_ENGLISH, TODAY, add_text, texts), 0);
    assert_string_equal(texts, "");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(classes_are_those_of_the_homes_children),
        TEST(item_for_one_child_is_on_its_list_alone),
        TEST(item_for_one_child_goes_with_it_to_another_class),
        TEST(grade_is_all_its_classes_at_once),
        TEST(setting_the_same_again_makes_nothing),
        TEST(item_for_nobody_or_without_words_is_refused),
        TEST(order_is_all_or_nothing),
        TEST(mistaken_order_is_taken_away_unless_it_was_marked),
        TEST(tick_of_many_is_counted_and_the_same_again_is_none),
        TEST(taking_a_tick_back_brings_what_was_before),
        TEST(older_tick_taken_back_leaves_the_newer_one),
        TEST(full_disk_in_the_middle_marks_nobody),
        TEST(behind_is_who_has_late_work_that_nobody_says_is_done),
        TEST(texts_that_were_used_come_newest_first_and_once),
    };
    return cmocka_run_group_tests_name("tasks", tests, NULL, NULL);
}
