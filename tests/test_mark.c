/* Marks of a class: which holds, orders that are recorded as a whole or not at all, taking back,
 * and classes that change while they are marked. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/handle.h"
#include "db/mark.h"
#include "db/setting.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static struct world w;
static struct session painting;
static struct staff other;

enum { TODAY = 20261124, GROUP = 30 };

static int64_t group[GROUP];

static void
add_children(void)
{
    for (int i = 0; i < GROUP; i++) {
        struct child child = w.child;
        snprintf(child.no, sizeof child.no, "T-1%02d", i);
        assert_int_equal(child_put(w.db, &child), DB_OK);
        group[i] = child.id;
    }
}

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    other =
        (struct staff){.no = "S-9", .name = "测老师二", .role = STAFF_TUTOR, .home_id = w.home.id};
    painting = (struct session){.home_id = w.home.id,
        .weekday = 2,
        .starts_min = 1040,
        .ends_min = 1100,
        .subject = SUBJECT_PAINTING,
        .title = "水彩\"画\""};
    add_children();
    return staff_put(w.db, &other) || session_put(w.db, &painting);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static struct mark_order
order_of(enum mark mark, int64_t staff_id, int from, int count)
{
    return (struct mark_order){&painting, TODAY, mark, staff_id, count, group + from};
}

static struct marked
give(enum mark mark, int64_t staff_id, int from, int count)
{
    struct marked marked;
    struct mark_order order = order_of(mark, staff_id, from, count);
    struct moment at = world_at(0, 17, 30, 0);
    assert_int_equal(mark_children(w.db, &marked, &order, &at), DB_OK);
    return marked;
}

static int
take_back(const struct marked *marked)
{
    int count;
    struct moment at = world_at(0, 17, 31, 0);
    assert_int_equal(mark_undo(w.db, &count, marked, w.tutor.id, &at), DB_OK);
    return count;
}

static int
keep(const struct mark_row *row, void *payload)
{
    struct mark_row *rows = payload;
    for (int i = 0; i < GROUP; i++)
        if (group[i] == row->child_id)
            rows[i] = *row;
    return 0;
}

/* The marks that hold, by the children's place in the group. */
static const struct mark_row *
marks_of(int64_t session_id)
{
    static struct mark_row rows[GROUP];
    memset(rows, 0, sizeof rows);
    assert_int_equal(mark_each(w.db, session_id, TODAY, keep, rows), 0);
    return rows;
}

static enum mark
mark_of(int i)
{
    return marks_of(painting.id)[i].mark;
}

static int64_t
number(const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_prepare_v2(w.db->sqlite, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

static int64_t
events(void)
{
    return number("SELECT count(*) FROM event");
}

static void
group_of_thirty_is_marked_as_one(void **state)
{
    (void)state;
    struct marked marked = give(MARK_PRESENT, w.tutor.id, 0, GROUP);
    assert_int_equal(marked.count, GROUP);
    assert_int_equal(marked.last_seq - marked.first_seq, GROUP - 1);
    for (int i = 0; i < GROUP; i++)
        assert_int_equal(mark_of(i), MARK_PRESENT);
    assert_int_equal(marks_of(painting.id)[3].staff_id, w.tutor.id);
}

static void
mark_that_holds_already_is_no_event(void **state)
{
    (void)state;
    give(MARK_STAR, w.tutor.id, 0, 3);
    struct marked marked = give(MARK_STAR, w.tutor.id, 0, 4);
    assert_int_equal(marked.count, 1);
    assert_int_equal(marked.others, 0);
    assert_int_equal(events(), 4);
    assert_int_equal(give(MARK_NONE, w.tutor.id, 10, 4).count, 0);
    assert_int_equal(events(), 4);
}

static void
newest_mark_holds_for_its_class_and_day_alone(void **state)
{
    (void)state;
    struct session music = painting;
    music.starts_min = 1100;
    music.ends_min = 1160;
    assert_int_equal(session_put(w.db, &music), DB_OK);
    give(MARK_STAR, w.tutor.id, 0, 1);
    give(MARK_TOOK_PART, w.tutor.id, 0, 1);
    assert_int_equal(mark_of(0), MARK_TOOK_PART);
    assert_int_equal(mark_of(1), MARK_NONE);
    assert_int_equal(marks_of(music.id)[0].mark, MARK_NONE);
    static struct mark_row yesterday[GROUP];
    assert_int_equal(mark_each(w.db, painting.id, 20261123, keep, yesterday), 0);
    assert_int_equal(yesterday[0].mark, MARK_NONE);
}

static void
of_two_staff_the_newest_mark_wins_and_it_is_told_whose_was_there(void **state)
{
    (void)state;
    give(MARK_PRESENT, other.id, 0, 2);
    struct marked marked = give(MARK_STAR, w.tutor.id, 1, 2);
    assert_int_equal(mark_of(1), MARK_STAR);
    assert_int_equal(marked.count, 2);
    assert_int_equal(marked.others, 1);
    assert_int_equal(marked.other_child, group[1]);
    assert_int_equal(marked.other_staff, other.id);
    assert_int_equal(marked.other_mark, MARK_PRESENT);
    marked = give(MARK_STAR, other.id, 1, 1);
    assert_int_equal(marked.count, 0);
    assert_int_equal(marked.others, 1);
    assert_int_equal(marked.other_staff, w.tutor.id);
}

static void
undo_takes_the_whole_order_back_and_what_was_before_holds(void **state)
{
    (void)state;
    give(MARK_PRESENT, w.tutor.id, 0, 2);
    struct marked star = give(MARK_STAR, w.tutor.id, 0, GROUP);
    assert_int_equal(take_back(&star), GROUP);
    assert_int_equal(mark_of(0), MARK_PRESENT);
    assert_int_equal(mark_of(1), MARK_PRESENT);
    assert_int_equal(mark_of(2), MARK_NONE);
    assert_int_equal(take_back(&star), 0);
    assert_int_equal(number("SELECT count(*) FROM event AS u JOIN event AS m ON m.id = u.cause "
                            "WHERE u.kind = 'mark_undo' AND m.kind = 'activity_mark' "
                            "AND u.child_id = m.child_id AND u.staff_id = m.staff_id"),
        GROUP);
    struct marked nothing = {0};
    assert_int_equal(take_back(&nothing), 0);
}

static void
undo_leaves_what_another_has_marked_since(void **state)
{
    (void)state;
    struct marked mine = give(MARK_PRESENT, w.tutor.id, 0, 2);
    give(MARK_STAR, other.id, 0, 1);
    take_back(&mine);
    assert_int_equal(mark_of(0), MARK_STAR);
    assert_int_equal(mark_of(1), MARK_NONE);
}

static void
marks_that_were_cleared_come_back_by_undo(void **state)
{
    (void)state;
    give(MARK_PRESENT, w.tutor.id, 0, 3);
    give(MARK_STAR, w.tutor.id, 0, 1);
    struct marked cleared = give(MARK_NONE, w.tutor.id, 0, GROUP);
    assert_int_equal(cleared.count, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(mark_of(i), MARK_NONE);
    give(MARK_NEEDS_HELP, other.id, 2, 1);
    assert_int_equal(take_back(&cleared), 2);
    assert_int_equal(mark_of(0), MARK_STAR);
    assert_int_equal(mark_of(1), MARK_PRESENT);
    assert_int_equal(mark_of(2), MARK_NEEDS_HELP);
    struct marked again = give(MARK_NONE, w.tutor.id, 0, 1);
    assert_int_equal(mark_of(0), MARK_NONE);
    assert_int_equal(take_back(&again), 1);
    assert_int_equal(mark_of(0), MARK_STAR);
}

/* A real SQLITE_FULL in the middle: the third mark drags in more than the file may grow by. */
static void
disk_full_on_the_third_of_thirty_marks_leaves_none(void **state)
{
    (void)state;
    int64_t before;
    char sql[64];
    give(MARK_PRESENT, w.tutor.id, 0, 1);
    before = events();
    assert_int_equal(sqlite3_exec(w.db->sqlite,
                         "CREATE TABLE ballast (b BLOB);"
                         "CREATE TRIGGER third AFTER INSERT ON event WHEN (SELECT count(*) FROM "
                         "event WHERE kind = 'activity_mark') = 4 BEGIN INSERT INTO ballast VALUES "
                         "(zeroblob(4000000)); END",
                         NULL, NULL, NULL),
        SQLITE_OK);
    snprintf(sql, sizeof sql, "PRAGMA max_page_count = %lld",
        (long long)number("PRAGMA page_count") + 100);
    number(sql);
    struct marked marked;
    struct mark_order order = order_of(MARK_STAR, w.tutor.id, 0, GROUP);
    struct moment at = world_at(0, 17, 30, 0);
    assert_int_equal(mark_children(w.db, &marked, &order, &at), DB_FAILED);
    assert_non_null(strstr(db_why(w.db), "No mark was saved"));
    assert_non_null(strstr(db_why(w.db), "disk is full"));
    assert_int_equal(marked.count, 0);
    assert_int_equal(marked.last_seq, 0);
    assert_int_equal(events(), before);
    assert_int_equal(mark_of(0), MARK_PRESENT);
    number("PRAGMA max_page_count = 1000000");
    assert_int_equal(give(MARK_STAR, w.tutor.id, 0, GROUP).count, GROUP);
}

static void
one_who_is_no_child_keeps_the_whole_order_out(void **state)
{
    (void)state;
    int64_t children[] = {group[0], 99999, group[1]};
    struct marked marked;
    struct mark_order order = {&painting, TODAY, MARK_STAR, w.tutor.id, 3, children};
    struct moment at = world_at(0, 17, 30, 0);
    assert_int_equal(mark_children(w.db, &marked, &order, &at), DB_REFUSED);
    assert_int_equal(events(), 0);
}

static void
kiosk_without_a_home_marks_nobody(void **state)
{
    (void)state;
    struct marked marked;
    struct mark_order order = order_of(MARK_STAR, w.tutor.id, 0, 1);
    struct moment at = world_at(0, 17, 30, 0);
    assert_int_equal(setting_home_set(w.db, 0), DB_OK);
    assert_int_equal(mark_children(w.db, &marked, &order, &at), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "zhaoxi home use"));
}

static void
child_who_has_left_or_moved_is_marked_at_this_home_all_the_same(void **state)
{
    (void)state;
    struct child child;
    struct home far = {.code = "H2", .name = "测远之家", .utc_offset_min = 480};
    assert_int_equal(home_put(w.db, &far), DB_OK);
    assert_true(child_get(w.db, &child, group[0]));
    child.left_day = 20261101;
    child.home_id = far.id;
    assert_int_equal(child_put(w.db, &child), DB_OK);
    assert_int_equal(give(MARK_TOOK_PART, w.tutor.id, 0, 1).count, 1);
    assert_int_equal(mark_of(0), MARK_TOOK_PART);
    assert_int_equal(number("SELECT home_id FROM event"), w.home.id);
}

static void
class_that_was_dropped_while_open_is_marked_as_it_was(void **state)
{
    (void)state;
    struct session left = painting;
    left.weekday = 5;
    assert_int_equal(session_put(w.db, &left), DB_OK);
    assert_int_equal(timetable_keep(w.db, &left.id, 1), DB_OK);
    assert_int_equal(number("SELECT count(*) FROM session"), 1);
    give(MARK_STAR, w.tutor.id, 0, 1);
    assert_int_equal(mark_of(0), MARK_STAR);
    assert_int_equal(number("SELECT payload ->> 'title' = '水彩\"画\"' AND payload ->> 'subject' = "
                            "'painting' AND payload ->> 'starts_min' = 1040 AND payload ->> 'day' "
                            "= 20261124 AND payload ->> 'mark' = 'star' FROM event"),
        1);
}

static void
id_of_a_dropped_class_is_given_to_no_other(void **state)
{
    (void)state;
    struct session new = painting;
    int64_t kept = 0;
    new.weekday = 3;
    assert_int_equal(session_put(w.db, &new), DB_OK);
    kept = painting.id;
    assert_int_equal(timetable_keep(w.db, &kept, 1), DB_OK);
    int64_t dropped = new.id;
    new.weekday = 4;
    assert_int_equal(session_put(w.db, &new), DB_OK);
    assert_true(new.id > dropped);
}

static void
imported_again_a_class_keeps_its_id_and_marks(void **state)
{
    (void)state;
    struct session again = painting;
    give(MARK_STAR, w.tutor.id, 0, 1);
    again.id = 0;
    assert_int_equal(session_put(w.db, &again), DB_OK);
    assert_int_equal(again.id, painting.id);
    assert_int_equal(number("SELECT version FROM session"), 1);
    snprintf(again.title, sizeof again.title, "国画");
    assert_int_equal(session_put(w.db, &again), DB_OK);
    assert_int_equal(again.id, painting.id);
    assert_int_equal(number("SELECT version FROM session"), 2);
    assert_int_equal(timetable_keep(w.db, &again.id, 1), DB_OK);
    assert_int_equal(marks_of(again.id)[0].mark, MARK_STAR);
}

static void
other_weeks_stay_when_one_is_replaced(void **state)
{
    (void)state;
    struct period summer = {0, w.home.id, PERIOD_SUMMER, "暑假", 20270712, 20270827};
    struct home far = {.code = "H2", .name = "测远之家", .utc_offset_min = 480};
    assert_int_equal(home_put(w.db, &far), DB_OK);
    assert_int_equal(period_put(w.db, &summer), DB_OK);
    struct session new = painting, holiday = painting, theirs = painting;
    new.weekday = 6;
    holiday.period_id = summer.id;
    theirs.home_id = far.id;
    assert_int_equal(session_put(w.db, &new), DB_OK);
    assert_int_equal(session_put(w.db, &holiday), DB_OK);
    assert_int_equal(session_put(w.db, &theirs), DB_OK);
    assert_int_equal(timetable_keep(w.db, &new.id, 1), DB_OK);
    assert_int_equal(number("SELECT count(*) FROM session"), 3);
    assert_int_equal(timetable_keep(w.db, NULL, 0), DB_OK);
    assert_int_equal(number("SELECT count(*) FROM session"), 3);
}

static void
clock_set_back_in_the_middle_of_a_class_changes_no_order(void **state)
{
    (void)state;
    struct marked marked;
    struct mark_order order = order_of(MARK_STAR, w.tutor.id, 0, 1);
    give(MARK_PRESENT, w.tutor.id, 0, 2);
    struct moment back = world_at(0, 16, 0, 0);
    back.mono_ms = world_at(0, 17, 32, 0).mono_ms;
    assert_int_equal(mark_children(w.db, &marked, &order, &back), DB_OK);
    assert_int_equal(mark_of(0), MARK_STAR);
    assert_int_equal(number("SELECT clock_trusted FROM event ORDER BY seq DESC LIMIT 1"), 0);
    assert_int_equal(take_back(&marked), 1);
    assert_int_equal(mark_of(0), MARK_PRESENT);
}

struct queue {
    int count;
    struct mark_help help[8];
};

static int
queue_up(const struct mark_help *help, void *payload)
{
    struct queue *queue = payload;
    assert_true(queue->count < 8);
    queue->help[queue->count++] = *help;
    return 0;
}

static struct queue
queue_at(int64_t home_id, int day)
{
    struct queue queue = {0};
    assert_int_equal(mark_help_each(w.db, home_id, day, queue_up, &queue), 0);
    return queue;
}

static void
who_needs_help_in_a_class_is_in_the_queue_until_the_next_mark(void **state)
{
    (void)state;
    give(MARK_NEEDS_HELP, w.tutor.id, 4, 2);
    struct marked third = give(MARK_NEEDS_HELP, other.id, 6, 1);
    struct queue q = queue_at(w.home.id, TODAY);
    assert_int_equal(q.count, 3);
    assert_int_equal(q.help[0].child_id, group[4]);
    assert_int_equal(q.help[0].since_ms, world_at(0, 17, 30, 0).utc_ms);
    assert_int_equal(q.help[0].session_id, painting.id);
    assert_int_equal(q.help[0].subject, SUBJECT_PAINTING);
    assert_int_equal(q.help[0].starts_min, 1040);
    assert_string_equal(q.help[0].title, painting.title);
    assert_int_equal(q.help[2].staff_id, other.id);
    assert_int_equal(queue_at(0, TODAY).count, 3);
    assert_int_equal(queue_at(w.home.id + 1, TODAY).count, 0);
    assert_int_equal(queue_at(w.home.id, 20261125).count, 0);
    give(MARK_TOOK_PART, w.tutor.id, 4, 1);
    take_back(&third);
    q = queue_at(w.home.id, TODAY);
    assert_int_equal(q.count, 1);
    assert_int_equal(q.help[0].child_id, group[5]);
}

static void
waiting_time_of_a_wrong_clock_is_put_right(void **state)
{
    (void)state;
    struct marked marked;
    struct mark_order order = order_of(MARK_NEEDS_HELP, w.tutor.id, 0, 1);
    struct moment at = world_at(0, 17, 0, 0), good = world_at(0, 17, 10, 0);
    at.utc_ms -= 5 * 3600 * 1000;
    at.trusted = false;
    assert_int_equal(mark_children(w.db, &marked, &order, &at), DB_OK);
    assert_int_equal(attendance_settle(w.db, &good), DB_OK);
    assert_int_equal(queue_at(0, TODAY).help[0].since_ms, world_at(0, 17, 0, 0).utc_ms);
}

/* Years of marks lie in the log: each question goes to its day, class and child by the index. */
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
    static const char marks[] = " mark_newest mark_of_class mark_order mark_help ";
    int seen = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char asked[2048], word[64];
        sqlite3_stmt *stmt = NULL;
        snprintf(word, sizeof word, " %s ", all[i].name);
        if (!strstr(marks, word))
            continue;
        snprintf(asked, sizeof asked, "EXPLAIN QUERY PLAN %s", all[i].sql);
        assert_int_equal(sqlite3_prepare_v2(w.db->sqlite, asked, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            const char *plan = (const char *)sqlite3_column_text(stmt, 3);
            bool event = strstr(plan, " m ") || strstr(plan, " n ") || strstr(plan, " u ") ||
                         strstr(plan, " e ");
            if (event && (strstr(plan, "SEARCH") != plan ||
                             (strstr(plan, "INTEGER") == NULL && !strstr(plan, "event_mark") &&
                                 !strstr(plan, "event_by_cause"))))
                fail_msg("%s: %s", all[i].name, plan);
        }
        sqlite3_finalize(stmt);
        seen++;
    }
    assert_int_equal(seen, 4);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(group_of_thirty_is_marked_as_one),
        TEST(mark_that_holds_already_is_no_event),
        TEST(newest_mark_holds_for_its_class_and_day_alone),
        TEST(of_two_staff_the_newest_mark_wins_and_it_is_told_whose_was_there),
        TEST(undo_takes_the_whole_order_back_and_what_was_before_holds),
        TEST(undo_leaves_what_another_has_marked_since),
        TEST(marks_that_were_cleared_come_back_by_undo),
        TEST(disk_full_on_the_third_of_thirty_marks_leaves_none),
        TEST(one_who_is_no_child_keeps_the_whole_order_out),
        TEST(kiosk_without_a_home_marks_nobody),
        TEST(child_who_has_left_or_moved_is_marked_at_this_home_all_the_same),
        TEST(class_that_was_dropped_while_open_is_marked_as_it_was),
        TEST(id_of_a_dropped_class_is_given_to_no_other),
        TEST(imported_again_a_class_keeps_its_id_and_marks),
        TEST(other_weeks_stay_when_one_is_replaced),
        TEST(clock_set_back_in_the_middle_of_a_class_changes_no_order),
        TEST(who_needs_help_in_a_class_is_in_the_queue_until_the_next_mark),
        TEST(waiting_time_of_a_wrong_clock_is_put_right),
        TEST(marks_are_found_by_their_own_index),
    };
    return cmocka_run_group_tests_name("mark", tests, NULL, NULL);
}
