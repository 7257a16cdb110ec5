/* Who is expected, who is absent, and what staff is warned of: each alarm comes, and goes with its
 * cause or when it was dealt with. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/absence.h"
#include "db/alarm.h"
#include "db/calendar.h"
#include "db/collectors.h"
#include "db/event.h"
#include "db/expected.h"
#include "db/health.h"
#include "db/school.h"
#include "db/timetable.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct world w;

enum { TODAY = 20261124 }; /* a Tuesday */

static void
end_of_school(const char *grade, int weekday, int ends_min)
{
    struct school_end end = {.school = "测山小学", .weekday = weekday, .ends_min = ends_min};
    snprintf(end.grade, sizeof end.grade, "%s", grade);
    assert_int_equal(school_end_put(w.db, &end), DB_OK);
}

/* School ends at 15:30, the child walks 20 minutes; the year is known. */
static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    snprintf(w.child.school, sizeof w.child.school, "测山小学");
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    end_of_school("", 0, 930);
    struct school_way way = {20, COMES_EVERY_DAY};
    assert_int_equal(school_way_put(w.db, w.child.id, &way), DB_OK);
    struct calendar_day day = {20261001, CALENDAR_HOLIDAY, "国庆节", 0};
    assert_int_equal(calendar_put(w.db, &day), DB_OK);
    /* With whom a child leaves is test_pickup.c's. */
    return leave_alone_put(w.db, w.child.id, 20260901, 0, "奶奶");
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static struct moment
at(int hour, int minute)
{
    return world_at(0, hour, minute, 0);
}

static void
scan(struct moment now)
{
    struct scan out;
    assert_int_equal(attendance_scan(w.db, &out, w.card, &now), DB_OK);
}

struct told {
    int count;
    struct alarm alarms[16];
};

static int
add(const struct alarm *alarm, void *payload)
{
    struct told *told = payload;
    told->alarms[told->count++] = *alarm;
    return 0;
}

static struct told
alarms(struct moment now)
{
    struct told told = {0};
    assert_int_equal(alarm_each(w.db, w.home.id, &now, add, &told), DB_OK);
    assert_int_equal(alarm_count(w.db, w.home.id, &now), told.count);
    return told;
}

static int
take(const struct expected *e, void *payload)
{
    *(struct expected *)payload = *e;
    return 0;
}

static int
expected_min(int day)
{
    struct expected e = {.at_min = -1};
    assert_int_equal(expected_each(w.db, w.home.id, day, take, &e), DB_OK);
    return e.at_min;
}

static int
count_events(const char *kind)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT count(*) FROM event WHERE kind = ?", -1, &stmt, NULL), 0);
    sqlite3_bind_text(stmt, 1, kind, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

static void
a_child_is_expected_at_the_end_of_school_and_its_walk(void **state)
{
    (void)state;
    assert_int_equal(expected_min(TODAY), 950);
    end_of_school("", 2, 900);
    assert_int_equal(expected_min(TODAY), 920);
    end_of_school("三年级", 0, 840); /* the grade goes before the weekday */
    assert_int_equal(expected_min(TODAY), 860);
    end_of_school("三年级", 2, 870);
    assert_int_equal(expected_min(TODAY), 890);
    end_of_school("四年级", 2, 600);
    assert_int_equal(expected_min(TODAY), 890);
}

static void
nobody_is_expected_without_school_or_on_a_day_off(void **state)
{
    (void)state;
    assert_int_equal(expected_min(20261128), -1); /* Saturday */
    assert_int_equal(expected_min(20261001), -1); /* public holiday */
    assert_int_equal(expected_min(20250831), -1); /* before it joined */
    struct period winter = {0, w.home.id, PERIOD_WINTER, "测寒假", 20270125, 20270226};
    assert_int_equal(period_put(w.db, &winter), DB_OK);
    assert_int_equal(expected_min(20270126), -1);
    struct school_way way = {20, COMES_EVERY_DAY & ~2}; /* all days but Tuesday */
    assert_int_equal(school_way_put(w.db, w.child.id, &way), DB_OK);
    assert_int_equal(expected_min(TODAY), -1);
    assert_int_equal(expected_min(20261125), 950);
    snprintf(w.child.school, sizeof w.child.school, "另一所学校");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(expected_min(20261125), -1); /* its end is not known */
}

static void
a_moved_workday_is_the_weekday_that_it_stands_for(void **state)
{
    (void)state;
    end_of_school("", 3, 900);
    struct calendar_day day = {20261010, CALENDAR_WORKDAY, "国庆节", 3};
    assert_int_equal(calendar_put(w.db, &day), DB_OK);
    assert_int_equal(expected_min(20261010), 920);
}

static void
twenty_minutes_late_is_missed_until_it_comes(void **state)
{
    (void)state;
    assert_int_equal(alarms(at(16, 9)).count, 0);
    struct told told = alarms(at(16, 10));
    assert_int_equal(told.count, 1);
    assert_int_equal(told.alarms[0].kind, ALARM_EXPECTED);
    assert_int_equal(told.alarms[0].child_id, w.child.id);
    assert_true(told.alarms[0].since_ms == at(15, 50).utc_ms);
    assert_int_equal(alarms(at(23, 59)).count, 1);
    scan(at(16, 20));
    assert_int_equal(alarms(at(16, 21)).count, 0);
    scan(at(16, 40)); /* goes home again: it was here */
    assert_int_equal(alarms(at(17, 0)).count, 0);
    assert_int_equal(alarms(world_at(1, 16, 10, 0)).count, 1);
}

static struct absence
absent(int from, int until, enum absence_reason reason)
{
    return (struct absence){.child_id = w.child.id,
        .staff_id = w.tutor.id,
        .from_day = from,
        .until_day = until,
        .reason = reason};
}

static int
note(struct absence *a)
{
    struct moment now = at(9, 0);
    return absence_note(w.db, a, &now);
}

static void
who_is_absent_is_not_missed_on_its_days_alone(void **state)
{
    (void)state;
    struct absence a = absent(TODAY, 20261125, ABSENCE_ILL), on;
    assert_int_equal(note(&a), DB_OK);
    assert_int_equal(alarms(at(17, 0)).count, 0);
    assert_int_equal(alarms(world_at(1, 17, 0, 0)).count, 0);
    assert_int_equal(alarms(world_at(2, 17, 0, 0)).count, 1);
    assert_true(absence_on(w.db, &on, w.child.id, 20261125));
    assert_int_equal(on.reason, ABSENCE_ILL);
    assert_int_equal(on.staff_id, w.tutor.id);
    assert_false(absence_on(w.db, &on, w.child.id, 20261126));
}

static void
who_comes_all_the_same_is_here(void **state)
{
    (void)state;
    struct absence a = absent(TODAY, TODAY, ABSENCE_FAMILY);
    assert_int_equal(note(&a), DB_OK);
    scan(at(16, 0));
    struct expected e;
    assert_int_equal(expected_each(w.db, w.home.id, TODAY, take, &e), DB_OK);
    assert_true(e.came);
    assert_true(e.absent);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 1);
}

static void
an_absence_begins_today_at_the_earliest_and_has_its_days_the_right_way_round(void **state)
{
    (void)state;
    struct absence past = absent(20261123, TODAY, ABSENCE_ILL);
    struct absence wrong = absent(20261126, 20261125, ABSENCE_ILL);
    struct absence far = absent(TODAY, 20280101, ABSENCE_ILL);
    assert_int_equal(note(&past), DB_REFUSED);
    assert_int_equal(note(&wrong), DB_REFUSED);
    assert_int_equal(note(&far), DB_REFUSED);
    assert_int_equal(count_events("absence"), 0);
}

static void
the_same_absence_twice_is_one_and_a_newer_one_counts(void **state)
{
    (void)state;
    struct absence ill = absent(TODAY, 20261125, ABSENCE_ILL), again = ill, on;
    struct absence travel = absent(20261125, 20261127, ABSENCE_TRAVEL);
    assert_int_equal(note(&ill), DB_OK);
    assert_int_equal(note(&again), DB_OK);
    assert_int_equal(count_events("absence"), 1);
    assert_int_equal(note(&travel), DB_OK);
    assert_true(absence_on(w.db, &on, w.child.id, 20261125));
    assert_int_equal(on.reason, ABSENCE_TRAVEL);
    assert_true(absence_on(w.db, &on, w.child.id, TODAY));
    assert_int_equal(on.reason, ABSENCE_ILL);
}

static int
count_absence(const struct absence *a, void *payload)
{
    (void)a;
    ++*(int *)payload;
    return 0;
}

static int
absences_from(int day)
{
    int n = 0;
    assert_int_equal(absence_each(w.db, w.home.id, day, count_absence, &n), DB_OK);
    return n;
}

static void
taken_back_it_holds_no_more_from_that_day_and_days_before_stay(void **state)
{
    (void)state;
    struct absence a = absent(TODAY, 20261127, ABSENCE_ILL), on;
    struct moment next = world_at(1, 8, 0, 0), late = world_at(9, 8, 0, 0);
    assert_int_equal(note(&a), DB_OK);
    assert_int_equal(absences_from(TODAY), 1);
    assert_int_equal(absence_undo(w.db, a.id, w.tutor.id, &next), DB_OK);
    assert_int_equal(absence_undo(w.db, a.id, w.tutor.id, &next), DB_OK);
    assert_int_equal(count_events("absence_undo"), 1);
    assert_true(absence_on(w.db, &on, w.child.id, TODAY));
    assert_false(absence_on(w.db, &on, w.child.id, 20261125));
    assert_int_equal(absences_from(TODAY), 0);
    assert_int_equal(alarms(world_at(1, 17, 0, 0)).count, 1);
    assert_int_equal(note(&(struct absence){.child_id = w.child.id,
                         .from_day = TODAY,
                         .until_day = 20261125,
                         .reason = ABSENCE_ILL}),
        DB_OK);
    assert_int_equal(absence_undo(w.db, a.id, w.tutor.id, &late), DB_REFUSED);
    uint8_t none[EVENT_ID_LEN] = {0};
    assert_int_equal(absence_undo(w.db, none, w.tutor.id, &next), DB_REFUSED);
}

static void
who_is_in_after_closing_is_told_until_it_goes(void **state)
{
    (void)state;
    scan(at(16, 0));
    assert_int_equal(alarms(at(18, 29)).count, 0);
    struct told told = alarms(at(18, 30));
    assert_int_equal(told.count, 1);
    assert_int_equal(told.alarms[0].kind, ALARM_STILL_HERE);
    assert_true(told.alarms[0].since_ms == at(18, 30).utc_ms);
    scan(at(18, 45));
    assert_int_equal(alarms(at(18, 46)).count, 0);
    assert_int_equal(alarms(world_at(1, 0, 1, 0)).count, 0);
}

static void
an_alarm_that_was_dealt_with_is_told_no_more_on_that_day(void **state)
{
    (void)state;
    struct told told = alarms(at(17, 0));
    struct moment now = at(17, 1);
    assert_int_equal(
        alarm_done(w.db, &told.alarms[0], w.tutor.id, "奶奶来电:\"在外婆家\"\\", &now), DB_OK);
    assert_int_equal(alarm_done(w.db, &told.alarms[0], w.tutor.id, "", &now), DB_OK);
    assert_int_equal(count_events("alarm_done"), 1);
    assert_int_equal(alarms(at(17, 2)).count, 0);
    scan(at(17, 10)); /* another kind of the same child is told all the same */
    assert_int_equal(alarms(at(19, 0)).count, 1);
    assert_int_equal(alarms(world_at(1, 17, 0, 0)).count, 1);
}

static int64_t
put_health(enum health_kind kind, const char *text, bool important)
{
    struct health h = {.child_id = w.child.id, .kind = kind, .important = important};
    snprintf(h.text, sizeof h.text, "%s", text);
    assert_int_equal(health_put(w.db, &h), DB_OK);
    return h.id;
}

static void
an_important_health_note_is_told_when_the_child_comes_until_it_was_seen(void **state)
{
    (void)state;
    put_health(HEALTH_MEDICINE, "晚饭后一片", false);
    scan(at(15, 40));
    assert_int_equal(alarms(at(15, 41)).count, 0);
    put_health(HEALTH_ALLERGY, "花生", true);
    struct told told = alarms(at(15, 41));
    assert_int_equal(told.count, 1);
    assert_int_equal(told.alarms[0].kind, ALARM_HEALTH);
    assert_true(told.alarms[0].since_ms == at(15, 40).utc_ms);
    struct moment now = at(15, 42);
    assert_int_equal(alarm_done(w.db, &told.alarms[0], w.tutor.id, "", &now), DB_OK);
    assert_int_equal(health_seen(w.db, w.child.id, w.tutor.id, &now), DB_OK);
    assert_int_equal(count_events("health_seen"), 1);
    assert_int_equal(count_events("alarm_done"), 0);
    assert_int_equal(alarms(at(15, 43)).count, 0);
    scan(world_at(1, 15, 40, 0));
    assert_int_equal(alarms(world_at(1, 15, 41, 0)).count, 1);
}

static int
join(const struct health *h, void *payload)
{
    strncat(payload, h->text, 63 - strlen(payload));
    return 0;
}

static void
health_notes_end_with_a_reason_and_may_be_taken_up_again(void **state)
{
    (void)state;
    char all[64] = "";
    struct health first;
    put_health(HEALTH_NOTE, "一", false);
    int64_t id = put_health(HEALTH_ALLERGY, "二", true);
    assert_int_equal(health_each(w.db, w.child.id, join, all), DB_OK);
    assert_string_equal(all, "二一"); /* important ones first */
    assert_true(health_important(w.db, &first, w.child.id));
    assert_int_equal(health_end(w.db, id, "", w.tutor.id, TODAY), DB_REFUSED);
    assert_int_equal(health_end(w.db, id, "医生说好了", w.tutor.id, TODAY), DB_OK);
    assert_int_equal(health_end(w.db, id, "医生说好了", w.tutor.id, TODAY), DB_REFUSED);
    assert_false(health_important(w.db, &first, w.child.id));
    assert_true(put_health(HEALTH_ALLERGY, "二", true) == id);
    assert_true(health_important(w.db, &first, w.child.id));
}

static void
a_year_that_the_calendar_does_not_know_is_told(void **state)
{
    (void)state;
    assert_int_equal(alarms(at(9, 0)).count, 0);
    struct told told = alarms(world_at(38, 9, 0, 0)); /* 2027-01-01 */
    assert_int_equal(told.count, 1);
    assert_int_equal(told.alarms[0].kind, ALARM_CALENDAR);
    assert_int_equal(told.alarms[0].child_id, 0);
    struct moment now = world_at(38, 9, 1, 0);
    assert_int_equal(alarm_done(w.db, &told.alarms[0], w.tutor.id, "", &now), DB_OK);
    assert_int_equal(alarms(world_at(38, 9, 2, 0)).count, 0);
}

static void
with_a_clock_that_is_wrong_nothing_else_is_told(void **state)
{
    (void)state;
    scan(at(16, 0));
    struct told told = alarms(world_at(-1, 17, 0, 0));
    assert_int_equal(told.count, 1);
    assert_int_equal(told.alarms[0].kind, ALARM_CLOCK);
    struct moment guessed = at(18, 40); /* nothing says that it is right, nor that it is wrong */
    guessed.trusted = false;
    told = alarms(guessed);
    assert_int_equal(told.count, 1);
    assert_int_equal(told.alarms[0].kind, ALARM_STILL_HERE);
}

/* A child has thousands of events and few absences: the search must go by the latter's days. It
 * runs for each child, each minute. */
static void
alarms_are_looked_for_by_their_own_indexes(void **state)
{
    (void)state;
    static const struct {
        const char *name, *sql;
    } all[] = {
#define X(name, sql) {#name, sql},
#include "queries.inc"
#undef X
    };
    static const struct {
        const char *query, *index;
    } wanted[] = {{"expected_each", "event_absence"}, {"absence_on", "event_absence"},
        {"absence_each", "event_absence"}, {"alarm_is_done", "event_alarm_done"},
        {"alarm_health", "event_health_seen"}, {"health_seen", "event_health_seen"}};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        char asked[2048] = "";
        bool found = false;
        sqlite3_stmt *stmt;
        for (size_t q = 0; q < sizeof all / sizeof all[0]; q++)
            if (strcmp(all[q].name, wanted[i].query) == 0)
                snprintf(asked, sizeof asked, "EXPLAIN QUERY PLAN %s", all[q].sql);
        assert_int_equal(sqlite3_prepare_v2(db, asked, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW)
            found |= strstr((const char *)sqlite3_column_text(stmt, 3), wanted[i].index) != NULL;
        sqlite3_finalize(stmt);
        if (!found)
            fail_msg("%s does not use %s", wanted[i].query, wanted[i].index);
    }
    sqlite3_close(db);
}

/* Runs in a process of its own: the limit on a file's size stands in for a full disk. */
static int
answer_on_a_full_disk(void)
{
    struct rlimit full = {.rlim_cur = 4096, .rlim_max = RLIM_INFINITY};
    struct moment now = at(17, 0);
    struct alarm alarm = {.kind = ALARM_EXPECTED, .child_id = w.child.id, .since_ms = now.utc_ms};
    struct absence absence = absent(TODAY, TODAY, ABSENCE_ILL);
    struct db *db;
    signal(SIGXFSZ, SIG_IGN);
    if (db_open(&db, w.path, DB_EXISTING) != DB_OK || setrlimit(RLIMIT_FSIZE, &full) != 0)
        return 1;
    if (absence_note(db, &absence, &now) != DB_FAILED ||
        alarm_done(db, &alarm, w.tutor.id, "", &now) != DB_FAILED ||
        health_seen(db, w.child.id, w.tutor.id, &now) != DB_FAILED)
        return 2;
    full.rlim_cur = RLIM_INFINITY;
    if (setrlimit(RLIMIT_FSIZE, &full) != 0 || alarm_count(db, w.home.id, &now) != 1)
        return 3;
    db_close(db);
    return 0;
}

static void
on_a_full_disk_nothing_is_recorded_and_the_alarm_stays(void **state)
{
    (void)state;
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(answer_on_a_full_disk());
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(count_events("absence") + count_events("alarm_done"), 0);
    assert_int_equal(alarms(at(17, 0)).count, 1);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_child_is_expected_at_the_end_of_school_and_its_walk),
        TEST(nobody_is_expected_without_school_or_on_a_day_off),
        TEST(a_moved_workday_is_the_weekday_that_it_stands_for),
        TEST(twenty_minutes_late_is_missed_until_it_comes),
        TEST(who_is_absent_is_not_missed_on_its_days_alone),
        TEST(who_comes_all_the_same_is_here),
        TEST(an_absence_begins_today_at_the_earliest_and_has_its_days_the_right_way_round),
        TEST(the_same_absence_twice_is_one_and_a_newer_one_counts),
        TEST(taken_back_it_holds_no_more_from_that_day_and_days_before_stay),
        TEST(who_is_in_after_closing_is_told_until_it_goes),
        TEST(an_alarm_that_was_dealt_with_is_told_no_more_on_that_day),
        TEST(an_important_health_note_is_told_when_the_child_comes_until_it_was_seen),
        TEST(health_notes_end_with_a_reason_and_may_be_taken_up_again),
        TEST(a_year_that_the_calendar_does_not_know_is_told),
        TEST(with_a_clock_that_is_wrong_nothing_else_is_told),
        TEST(alarms_are_looked_for_by_their_own_indexes),
        TEST(on_a_full_disk_nothing_is_recorded_and_the_alarm_stays),
    };
    return cmocka_run_group_tests_name("alarm", tests, NULL, NULL);
}
