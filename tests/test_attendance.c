/* In and out, once and on disk, with clocks that can't be relied on. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/day.h"
#include "db/setting.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

static struct scan
scan_at(struct moment at)
{
    struct scan scan;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
    return scan;
}

static int
keep(const struct attendance *a, void *payload)
{
    *(struct attendance *)payload = *a;
    return 0;
}

static struct attendance
sum_of(int day)
{
    struct attendance a = {0};
    assert_int_equal(attendance_each(w.db, w.home.id, day, keep, &a), 0);
    return a;
}

static void
first_scan_of_a_day_is_in_then_out_then_in(void **state)
{
    (void)state;
    assert_int_equal(scan_at(world_at(0, 8, 0, 0)).answer, SCAN_IN);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 1);
    assert_int_equal(scan_at(world_at(0, 11, 30, 0)).answer, SCAN_OUT);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 0);
    assert_int_equal(scan_at(world_at(0, 14, 0, 0)).answer, SCAN_IN);
    struct attendance a = sum_of(20261124);
    assert_int_equal(a.sessions, 2);
    assert_int_equal(a.minutes, 210);
    assert_true(a.open_ms > 0);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
second_scan_within_ten_seconds_counts_once_and_answers_the_same(void **state)
{
    (void)state;
    struct scan first = scan_at(world_at(0, 8, 0, 0));
    struct scan again = scan_at(world_at(0, 8, 0, 9));
    assert_true(again.again);
    assert_int_equal(again.answer, SCAN_IN);
    assert_int_equal(again.at_ms, first.at_ms);
    assert_int_equal(again.holder_id, w.child.id);
    assert_int_equal(scan_at(world_at(0, 8, 0, 10)).answer, SCAN_OUT);
}

static void
forgotten_check_out_never_turns_the_next_arrival_into_a_departure(void **state)
{
    (void)state;
    scan_at(world_at(0, 16, 30, 0));
    assert_int_equal(scan_at(world_at(1, 16, 20, 0)).answer, SCAN_IN);
}

static void
open_check_in_is_closed_at_closing_time_as_assumed(void **state)
{
    (void)state;
    scan_at(world_at(0, 16, 30, 0));
    struct moment evening = world_at(0, 23, 0, 0);
    assert_int_equal(attendance_settle(w.db, &evening), DB_OK);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 1);
    struct moment morning = world_at(1, 7, 0, 0);
    assert_int_equal(attendance_settle(w.db, &morning), DB_OK);
    assert_int_equal(attendance_settle(w.db, &morning), DB_OK);
    struct attendance a = sum_of(20261124);
    assert_true(a.assumed);
    assert_int_equal(a.minutes, 120);
    assert_int_equal(a.open_ms, 0);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
home_that_is_open_until_midnight_closes_on_the_same_day(void **state)
{
    (void)state;
    struct home home = w.home;
    home.closes_min = 1440;
    assert_int_equal(home_put(w.db, &home), DB_OK);
    scan_at(world_at(0, 16, 30, 0));
    struct moment morning = world_at(1, 7, 0, 0);
    assert_int_equal(attendance_settle(w.db, &morning), DB_OK);
    assert_true(sum_of(20261124).assumed);
    assert_int_equal(sum_of(20261124).open_ms, 0);
    assert_int_equal(sum_of(20261125).sessions, 0);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
arrival_after_closing_time_is_closed_at_no_negative_length(void **state)
{
    (void)state;
    scan_at(world_at(0, 19, 30, 0));
    struct moment morning = world_at(1, 7, 0, 0);
    assert_int_equal(attendance_settle(w.db, &morning), DB_OK);
    assert_int_equal(sum_of(20261124).minutes, 0);
    assert_int_equal(sum_of(20261124).last_out_ms, world_at(0, 19, 30, 0).utc_ms);
}

static void
stays_are_summed_by_the_home_visited_not_the_home_enrolled(void **state)
{
    (void)state;
    struct home other = {
        .code = "H2", .name = "白鹤村儿童之家", .closes_min = 1080, .utc_offset_min = 480};
    assert_int_equal(home_put(w.db, &other), DB_OK);
    assert_int_equal(setting_home_set(w.db, other.id), DB_OK);
    scan_at(world_at(0, 9, 0, 0));
    assert_int_equal(attendance_in_count(w.db, other.id, 20261124), 1);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 0);
}

/* The battery is flat: the board starts in 1970 each time. */
static struct moment
flat(const char *boot, int64_t up_ms)
{
    struct moment m = {.utc_ms = up_ms, .mono_ms = up_ms, .trusted = true};
    memcpy(m.boot_id, boot, BOOT_ID_LEN);
    return m;
}

static void
with_a_flat_battery_a_new_boot_is_a_new_day(void **state)
{
    (void)state;
    assert_int_equal(scan_at(flat("boot one........", 60000)).answer, SCAN_IN);
    assert_int_equal(scan_at(flat("boot two........", 60000)).answer, SCAN_IN);
    assert_int_equal(scan_at(flat("boot two........", 3660000)).answer, SCAN_OUT);
}

static void
times_of_a_boot_are_read_anew_once_its_clock_is_known(void **state)
{
    (void)state;
    scan_at(flat("boot one........", 60000));
    assert_int_equal(sum_of(19700101).sessions, 1);
    struct moment good = world_at(0, 9, 0, 0);
    memcpy(good.boot_id, "boot one........", BOOT_ID_LEN);
    good.mono_ms = 60000 + 3600000;
    assert_int_equal(attendance_settle(w.db, &good), DB_OK);
    assert_int_equal(sum_of(19700101).sessions, 0);
    struct attendance a = sum_of(20261124);
    assert_int_equal(a.sessions, 1);
    assert_int_equal(a.first_in_ms, world_at(0, 8, 0, 0).utc_ms);
    assert_int_equal(scan_at(good).answer, SCAN_OUT);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
clock_that_lies_before_the_last_event_is_not_trusted(void **state)
{
    (void)state;
    scan_at(world_at(1, 16, 0, 0));
    struct moment back = world_at(0, 16, 0, 0);
    memcpy(back.boot_id, "another boot....", BOOT_ID_LEN);
    scan_at(back);
    struct moment settle = back;
    assert_int_equal(attendance_settle(w.db, &settle), DB_OK);
    assert_int_equal(sum_of(20261124).assumed, 0);
}

static void
genuine_card_outside_the_roster_is_recorded_and_resolved_later(void **state)
{
    (void)state;
    uint8_t card[CARD_ID_BYTES] = "card-later";
    struct scan scan;
    struct moment at = world_at(0, 8, 0, 0);
    assert_int_equal(attendance_scan(w.db, &scan, card, &at), DB_OK);
    assert_int_equal(scan.answer, SCAN_PENDING);
    struct moment soon = world_at(0, 8, 0, 5);
    assert_int_equal(attendance_scan(w.db, &scan, card, &soon), DB_OK);
    assert_true(scan.again);
    struct child late = {
        .no = "T-002", .name = "测小风", .home_id = w.home.id, .joined_day = 20250901};
    assert_int_equal(child_put(w.db, &late), DB_OK);
    assert_int_equal(cards_issue(w.db, card, HOLDER_CHILD, late.id, 2), DB_OK);
    struct moment noon = world_at(0, 12, 0, 0);
    assert_int_equal(attendance_settle(w.db, &noon), DB_OK);
    assert_int_equal(attendance_settle(w.db, &noon), DB_OK);
    struct attendance a = sum_of(20261124);
    assert_int_equal(a.child_id, late.id);
    assert_int_equal(a.sessions, 1);
    assert_int_equal(a.first_in_ms, at.utc_ms);
}

static void
without_any_roster_the_answer_says_so(void **state)
{
    (void)state;
    assert_int_equal(setting_roster_at_set(w.db, 0), DB_OK);
    struct scan scan;
    struct moment at = world_at(0, 8, 0, 0);
    uint8_t card[CARD_ID_BYTES] = "card-other";
    assert_int_equal(attendance_scan(w.db, &scan, card, &at), DB_OK);
    assert_int_equal(scan.answer, SCAN_NO_ROSTER);
}

static void
revoked_card_works_no_more_from_that_second(void **state)
{
    (void)state;
    scan_at(world_at(0, 8, 0, 0));
    assert_int_equal(cards_revoke(w.db, w.card, "lost", 5), DB_OK);
    assert_int_equal(scan_at(world_at(0, 8, 0, 1)).answer, SCAN_REVOKED);
    assert_int_equal(cards_revoke(w.db, w.card, "lost", 6), DB_REFUSED);
    assert_int_equal(sum_of(20261124).sessions, 1);
}

static void
no_home_chosen_is_refused_and_the_next_good_scan_works(void **state)
{
    (void)state;
    assert_int_equal(setting_home_set(w.db, 0), DB_OK);
    struct scan scan;
    struct moment at = world_at(0, 8, 0, 0);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "zhaoxi home use"));
    assert_int_equal(setting_home_set(w.db, w.home.id), DB_OK);
    assert_int_equal(scan_at(at).answer, SCAN_IN);
}

static void
who_is_in_is_asked_without_a_scan(void **state)
{
    (void)state;
    struct moment before = world_at(0, 7, 59, 0), at = world_at(0, 8, 0, 0);
    struct moment later = world_at(0, 9, 0, 0), tomorrow = world_at(1, 8, 0, 0);
    assert_false(attendance_is_in(w.db, w.child.id, &before));
    assert_int_equal(scan_at(at).answer, SCAN_IN);
    assert_true(attendance_is_in(w.db, w.child.id, &later));
    assert_false(attendance_is_in(w.db, w.child.id, &tomorrow));
    assert_int_equal(scan_at(later).answer, SCAN_OUT);
    assert_false(attendance_is_in(w.db, w.child.id, &later));
}

/* Runs in a process of its own: the limit on a file's size stands in for a full disk. */
static int
scan_on_a_full_disk(void)
{
    struct db *db;
    if (db_open(&db, w.path, DB_EXISTING) != DB_OK)
        return 10;
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit full = {.rlim_cur = 4096, .rlim_max = RLIM_INFINITY};
    if (setrlimit(RLIMIT_FSIZE, &full) != 0)
        return 11;
    struct scan scan;
    struct moment at = world_at(0, 8, 0, 0);
    if (attendance_scan(db, &scan, w.card, &at) != DB_FAILED)
        return 12;
    full.rlim_cur = RLIM_INFINITY;
    if (setrlimit(RLIMIT_FSIZE, &full) != 0)
        return 13;
    if (attendance_scan(db, &scan, w.card, &at) != DB_OK || scan.answer != SCAN_IN)
        return 14;
    db_close(db);
    return 0;
}

static void
full_disk_is_reported_and_the_next_scan_after_it_works(void **state)
{
    (void)state;
    db_close(w.db);
    w.db = NULL;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(scan_on_a_full_disk());
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_int_equal(sum_of(20261124).sessions, 1);
}

static void
check_in_survives_a_kill_right_after_its_answer(void **state)
{
    (void)state;
    db_close(w.db);
    w.db = NULL;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct scan scan;
        struct moment at = world_at(0, 8, 0, 0);
        if (db_open(&w.db, w.path, DB_EXISTING) == DB_OK &&
            attendance_scan(w.db, &scan, w.card, &at) == DB_OK)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_int_equal(sum_of(20261124).sessions, 1);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(first_scan_of_a_day_is_in_then_out_then_in),
        TEST(second_scan_within_ten_seconds_counts_once_and_answers_the_same),
        TEST(forgotten_check_out_never_turns_the_next_arrival_into_a_departure),
        TEST(open_check_in_is_closed_at_closing_time_as_assumed),
        TEST(home_that_is_open_until_midnight_closes_on_the_same_day),
        TEST(arrival_after_closing_time_is_closed_at_no_negative_length),
        TEST(stays_are_summed_by_the_home_visited_not_the_home_enrolled),
        TEST(with_a_flat_battery_a_new_boot_is_a_new_day),
        TEST(times_of_a_boot_are_read_anew_once_its_clock_is_known),
        TEST(clock_that_lies_before_the_last_event_is_not_trusted),
        TEST(genuine_card_outside_the_roster_is_recorded_and_resolved_later),
        TEST(without_any_roster_the_answer_says_so),
        TEST(revoked_card_works_no_more_from_that_second),
        TEST(no_home_chosen_is_refused_and_the_next_good_scan_works),
        TEST(who_is_in_is_asked_without_a_scan),
        TEST(full_disk_is_reported_and_the_next_scan_after_it_works),
        TEST(check_in_survives_a_kill_right_after_its_answer),
    };
    return cmocka_run_group_tests_name("attendance", tests, NULL, NULL);
}
