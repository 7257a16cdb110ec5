/* People, timetable and calendar edited one by one: the rules, and what is on the record. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/cards.h"
#include "db/pin.h"
#include "db/plan.h"
#include "db/roster.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static struct world w;
static struct staff manager;
static struct roster_by by;

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    manager = (struct staff){
        .no = "S-001", .name = "测主任", .role = STAFF_MANAGER, .home_id = w.home.id};
    assert_int_equal(staff_put(w.db, &manager), DB_OK);
    by = (struct roster_by){manager.id, 20261124, world_at(0, 10, 0, 0)};
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* How many edits of a table the file holds, by the manager, as another program reads it. */
static int
edits(const char *table)
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(w.path, &sqlite), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(sqlite,
                         "SELECT count(*) FROM event WHERE kind = 'roster_edit' AND staff_id = ? "
                         "AND payload ->> 'table' = ?",
                         -1, &stmt, NULL),
        SQLITE_OK);
    sqlite3_bind_int64(stmt, 1, manager.id);
    sqlite3_bind_text(stmt, 2, table, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(sqlite);
    return n;
}

static struct guardian
granny(void)
{
    return (struct guardian){.name = "测奶奶", .relation = "奶奶", .since_day = 20250901};
}

static struct child_edit
new_child(struct guardian *guardian)
{
    struct child_edit edit = {.guardian = guardian, .way.comes_on = COMES_EVERY_DAY};
    edit.child = (struct child){
        .name = "测小河", .home_id = w.home.id, .born_day = 20170502, .joined_day = 20261124};
    roster_child_no(w.db, edit.child.no, &w.home);
    return edit;
}

static void
a_new_child_has_the_next_number_its_guardian_and_an_entry_on_the_record(void **state)
{
    (void)state;
    struct guardian guardian = granny();
    struct child_edit edit = new_child(&guardian);
    struct child found;
    assert_string_equal(edit.child.no, "H1-001");
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_OK);
    assert_true(child_find(w.db, &found, "H1-001"));
    assert_int_equal(edits("child"), 1);
    struct child_edit next = new_child(&guardian);
    assert_string_equal(next.child.no, "H1-002");
}

static void
what_can_not_be_is_refused_and_nothing_is_kept(void **state)
{
    (void)state;
    struct guardian guardian = granny();
    struct child found;
    struct child_edit edit = new_child(&guardian);
    edit.child.born_day = 20270101;
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_REFUSED);
    edit = new_child(&guardian);
    edit.child.name[0] = '\0';
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_REFUSED);
    edit = new_child(&guardian);
    edit.child.left_day = 20261101;
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_REFUSED);
    edit = new_child(NULL);
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_REFUSED);
    guardian.until_day = 20200101;
    edit = new_child(&guardian);
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_REFUSED);
    assert_false(child_find(w.db, &found, "H1-001"));
    assert_int_equal(edits("child"), 0);
}

static void
a_number_that_is_taken_is_refused(void **state)
{
    (void)state;
    struct guardian guardian = granny();
    struct child_edit edit = new_child(&guardian);
    snprintf(edit.child.no, sizeof edit.child.no, "%s", w.child.no);
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_REFUSED);
    assert_int_equal(edit.child.id, 0);
    struct staff staff = {.no = "S-000", .name = "测新人", .home_id = w.home.id};
    assert_int_equal(roster_staff_save(w.db, &staff, &by), DB_REFUSED);
}

static void
the_last_guardian_ends_only_after_the_next_one_is_there(void **state)
{
    (void)state;
    struct guardian guardian = granny(), next = granny();
    struct child_edit edit = new_child(&guardian);
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_OK);
    guardian.until_day = 20261124;
    assert_int_equal(roster_guardian_save(w.db, &guardian, edit.child.id, &by), DB_REFUSED);
    snprintf(next.name, sizeof next.name, "测外公");
    next.since_day = 20261125;
    assert_int_equal(roster_guardian_save(w.db, &next, edit.child.id, &by), DB_OK);
    assert_int_equal(roster_guardian_save(w.db, &guardian, edit.child.id, &by), DB_OK);
    assert_int_equal(edits("guardian"), 2);
}

static void
a_child_leaves_and_all_stays(void **state)
{
    (void)state;
    struct guardian guardian = granny();
    struct child_edit edit = new_child(&guardian);
    struct child found;
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_OK);
    edit.guardian = NULL;
    edit.child.left_day = 20261124;
    assert_int_equal(roster_child_save(w.db, &edit, &by), DB_OK);
    assert_true(child_get(w.db, &found, edit.child.id));
    assert_int_equal(found.left_day, 20261124);
    assert_int_equal(edits("child"), 2);
}

static void
the_last_manager_with_a_pin_stays_one_however_it_is_edited(void **state)
{
    (void)state;
    struct staff other = {
        .no = "S-002", .name = "测二", .role = STAFF_MANAGER, .home_id = w.home.id};
    assert_int_equal(staff_put(w.db, &other), DB_OK);
    assert_int_equal(pin_first_manager(w.db, manager.id, "2580", &by.at), DB_OK);
    manager.role = STAFF_TUTOR;
    assert_int_equal(staff_put(w.db, &manager), DB_REFUSED); /* as an import does */
    by.staff_id = other.id;
    assert_int_equal(roster_staff_save(w.db, &manager, &by), DB_REFUSED);
    assert_int_equal(roster_staff_leave(w.db, manager.id, &by), DB_REFUSED);
    assert_int_equal(pin_set(w.db, other.id, PIN_BY_INSTALLER, "2580", &by.at), DB_OK);
    assert_int_equal(roster_staff_leave(w.db, manager.id, &by), DB_OK);
    assert_int_equal(roster_staff_leave(w.db, other.id, &by), DB_REFUSED); /* by their own hand */
}

static int
count_staff(const struct staff *staff, void *payload)
{
    (void)staff;
    ++*(int *)payload;
    return 0;
}

static void
who_leaves_has_no_card_and_stands_in_no_list(void **state)
{
    (void)state;
    struct card_row row;
    int before = 0, after = 0;
    assert_int_equal(
        cards_issue(w.db, (const uint8_t *)"card-00009", HOLDER_STAFF, w.tutor.id, 1), DB_OK);
    assert_int_equal(staff_each(w.db, w.home.id, count_staff, &before), DB_OK);
    assert_int_equal(roster_staff_leave(w.db, w.tutor.id, &by), DB_OK);
    assert_int_equal(staff_each(w.db, w.home.id, count_staff, &after), DB_OK);
    assert_int_equal(after, before - 1);
    assert_false(cards_of(w.db, &row, HOLDER_STAFF, w.tutor.id));
    assert_int_equal(edits("staff"), 1);
}

static void
a_room_holds_one_class_at_a_time(void **state)
{
    (void)state;
    struct session s = {.home_id = w.home.id,
        .weekday = 2,
        .starts_min = 600,
        .ends_min = 660,
        .subject = SUBJECT_MUSIC,
        .room = "活动室"};
    struct session other = s;
    assert_int_equal(plan_session_save(w.db, &s, &by), DB_OK);
    other.starts_min = 630;
    other.ends_min = 700;
    assert_int_equal(plan_session_save(w.db, &other, &by), DB_REFUSED);
    other.starts_min = 660;
    assert_int_equal(plan_session_save(w.db, &other, &by), DB_OK);
    int64_t id = s.id;
    s.starts_min = 540;
    assert_int_equal(plan_session_save(w.db, &s, &by), DB_OK);
    assert_int_equal(s.id, id);
    s.ends_min = 670;
    assert_int_equal(plan_session_save(w.db, &s, &by), DB_REFUSED);
    s.ends_min = 500;
    assert_int_equal(plan_session_save(w.db, &s, &by), DB_REFUSED);
    assert_int_equal(edits("session"), 3);
    assert_int_equal(plan_check(w.db), DB_OK);
    other.starts_min = 650;
    assert_int_equal(session_put(w.db, &other), DB_OK); /* as an import does, row by row */
    assert_int_equal(plan_check(w.db), DB_REFUSED);
}

static void
periods_have_no_day_in_common(void **state)
{
    (void)state;
    struct period summer = {.home_id = w.home.id,
        .kind = PERIOD_SUMMER,
        .name = "暑假",
        .from_day = 20260701,
        .until_day = 20260831};
    struct period term = {.home_id = w.home.id,
        .kind = PERIOD_TERM,
        .name = "秋学期",
        .from_day = 20260831,
        .until_day = 20270120};
    assert_int_equal(plan_period_save(w.db, &summer, &by), DB_OK);
    assert_int_equal(plan_period_save(w.db, &term, &by), DB_REFUSED);
    assert_int_equal(term.id, 0);
    term.from_day = 20260901;
    assert_int_equal(plan_period_save(w.db, &term, &by), DB_OK);
    term.until_day = 20260101;
    assert_int_equal(plan_period_save(w.db, &term, &by), DB_REFUSED);
    struct session s = {.home_id = w.home.id,
        .period_id = summer.id,
        .weekday = 1,
        .starts_min = 600,
        .ends_min = 660};
    assert_int_equal(plan_session_save(w.db, &s, &by), DB_OK);
    assert_int_equal(plan_period_remove(w.db, &summer, &by), DB_REFUSED);
    assert_int_equal(plan_session_remove(w.db, s.id, &by), DB_OK);
    assert_int_equal(plan_period_remove(w.db, &summer, &by), DB_OK);
    assert_int_equal(edits("period"), 3);
}

static void
a_moved_workday_says_which_weekday_it_is(void **state)
{
    (void)state;
    struct calendar_day day = {.day = 20270508, .kind = CALENDAR_WORKDAY, .name = "劳动节"};
    assert_int_equal(plan_day_save(w.db, &day, &by), DB_REFUSED);
    day.as_weekday = 3;
    assert_int_equal(plan_day_save(w.db, &day, &by), DB_OK);
    assert_int_equal(calendar_weekday(w.db, 20270508), 3);
    assert_int_equal(plan_day_remove(w.db, 20270508, &by), DB_OK);
    assert_int_equal(calendar_weekday(w.db, 20270508), 6);
    assert_int_equal(edits("calendar"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_child_has_the_next_number_its_guardian_and_an_entry_on_the_record),
        TEST(what_can_not_be_is_refused_and_nothing_is_kept),
        TEST(a_number_that_is_taken_is_refused),
        TEST(the_last_guardian_ends_only_after_the_next_one_is_there),
        TEST(a_child_leaves_and_all_stays),
        TEST(the_last_manager_with_a_pin_stays_one_however_it_is_edited),
        TEST(who_leaves_has_no_card_and_stands_in_no_list),
        TEST(a_room_holds_one_class_at_a_time),
        TEST(periods_have_no_day_in_common),
        TEST(a_moved_workday_says_which_weekday_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
