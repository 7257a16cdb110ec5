/* PINs of staff: what is kept, who may set one, and a lock-out that neither a restart nor a clock
 * ends early. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/event.h"
#include "db/pin.h"
#include "db/setting.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const char right[] = "2580", wrong[] = "2581";
static struct world w;
static struct staff manager, second;

static struct staff
staff_of(const char *no, enum staff_role role)
{
    struct staff staff = {.name = "测同事", .role = role, .home_id = w.home.id};
    snprintf(staff.no, sizeof staff.no, "%s", no);
    assert_int_equal(staff_put(w.db, &staff), DB_OK);
    return staff;
}

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    manager = staff_of("S-001", STAFF_MANAGER);
    second = staff_of("S-002", STAFF_MANAGER);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* Seconds after eight o'clock, on the first boot. */
static struct moment
after(int seconds)
{
    return world_at(0, 8, seconds / 60, seconds % 60);
}

/* Seconds after a start of the machine, the wall clock anywhere. */
static struct moment
restarted(int seconds, int64_t utc_ms)
{
    return (struct moment){
        .utc_ms = utc_ms, .mono_ms = seconds * INT64_C(1000), .boot_id = "another boot    "};
}

static void
given(const struct staff *staff)
{
    struct moment at = after(0);
    assert_int_equal(pin_set(w.db, staff->id, PIN_BY_INSTALLER, right, &at), DB_OK);
}

static struct pin
pin_at(const struct staff *staff, struct moment at)
{
    struct pin pin;
    assert_int_equal(pin_get(w.db, &pin, staff->id, &at), DB_OK);
    return pin;
}

static bool
signs_in(const struct staff *staff, const char *digits, struct moment at)
{
    bool good;
    assert_int_equal(pin_sign_in(w.db, &good, staff->id, digits, &at), DB_OK);
    return good;
}

static void
refused(const struct staff *staff, const char *digits, struct moment at)
{
    bool good;
    assert_int_equal(pin_sign_in(w.db, &good, staff->id, digits, &at), DB_REFUSED);
    assert_false(good);
}

/* Three wrong ones, the last at `at`. */
static void
lock(const struct staff *staff, struct moment at)
{
    for (int i = 0; i < PIN_TRIES; i++)
        assert_false(signs_in(staff, wrong, at));
}

/* One number of a statement, as another program sees it. */
static int64_t
ask(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

static void
the_right_pin_signs_in_and_is_on_the_record(void **state)
{
    (void)state;
    given(&w.tutor);
    assert_int_equal(pin_at(&w.tutor, after(1)).state, PIN_ASKED);
    assert_int_equal(pin_at(&w.tutor, after(1)).tries, PIN_TRIES);
    assert_true(signs_in(&w.tutor, right, after(1)));
    assert_false(signs_in(&w.tutor, "", after(2)));
    assert_int_equal(ask(w.path, "SELECT count(*) FROM event AS e JOIN staff AS s "
                                 "ON s.id = e.staff_id WHERE s.no = 'S-000' AND "
                                 "e.kind = 'signed_in'"),
        1);
    assert_int_equal(ask(w.path, "SELECT count(*) FROM event WHERE kind = 'pin_set' AND "
                                 "payload ->> 'by' = 'installer'"),
        1);
}

static void
what_is_kept_is_not_the_pin(void **state)
{
    (void)state;
    given(&manager);
    given(&second);
    assert_int_equal(ask(w.path, "SELECT count(*) FROM pin WHERE hash LIKE "
                                 "'$argon2id$v=19$m=32768,t=11,p=1$%'"),
        2);
    assert_int_equal(ask(w.path, "SELECT count(DISTINCT hash) FROM pin"), 2);
    assert_int_equal(ask(w.path, "SELECT count(*) FROM pin WHERE instr(hash, '2580')"), 0);
    assert_int_equal(ask(w.path, "SELECT count(*) FROM event WHERE instr(payload, '2580')"), 0);
}

static void
a_pin_of_older_parameters_still_opens(void **state)
{
    (void)state;
    sqlite3 *db;
    given(&w.tutor);
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                         "UPDATE pin SET hash = '$argon2id$v=19$m=8,t=1,p=1$dc7zkLDD2amYG"
                         "Xf3IEFSeQ$7159P/4yoSHsGgV60VIVmx9PcVguP4RdhqHaKaAvI84'",
                         NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    assert_true(signs_in(&w.tutor, right, after(1)));
}

static void
pins_that_are_easy_to_guess_are_refused_with_a_reason(void **state)
{
    (void)state;
    static const char *const weak[] = {"", "258", "258025802", "25a0", "２５８０", "0000", "55555",
        "1234", "4321", "7890", "0987", "01234567", "98765432"};
    static const char *const good[] = {"2580", "1235", "1224", "0001", "13579086"};
    for (size_t i = 0; i < sizeof weak / sizeof weak[0]; i++) {
        struct moment at = after(0);
        assert_non_null(pin_weakness(weak[i]));
        assert_int_equal(pin_set(w.db, w.tutor.id, PIN_BY_INSTALLER, weak[i], &at), DB_REFUSED);
        assert_string_equal(db_why(w.db), pin_weakness(weak[i]));
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_null(pin_weakness(good[i]));
    assert_int_equal(pin_at(&w.tutor, after(0)).state, PIN_NONE);
}

static void
the_third_wrong_pin_locks_for_thirty_seconds(void **state)
{
    (void)state;
    given(&w.tutor);
    assert_false(signs_in(&w.tutor, wrong, after(1)));
    assert_int_equal(pin_at(&w.tutor, after(1)).tries, 2);
    assert_false(signs_in(&w.tutor, wrong, after(2)));
    assert_int_equal(pin_at(&w.tutor, after(2)).tries, 1);
    assert_false(signs_in(&w.tutor, wrong, after(3)));
    assert_int_equal(pin_at(&w.tutor, after(3)).state, PIN_LOCKED);
    assert_int_equal(pin_at(&w.tutor, after(3)).wait_s, 30);
    assert_int_equal(pin_at(&w.tutor, after(32)).wait_s, 1);
    refused(&w.tutor, right, after(32));
    assert_int_equal(pin_at(&w.tutor, after(33)).state, PIN_ASKED);
    assert_int_equal(pin_at(&w.tutor, after(33)).tries, 1);
    assert_true(signs_in(&w.tutor, right, after(33)));
    assert_int_equal(pin_at(&w.tutor, after(34)).tries, PIN_TRIES);
}

static void
each_further_wrong_one_doubles_it_up_to_an_hour(void **state)
{
    (void)state;
    static const int waits[] = {30, 60, 120, 240, 480, 960, 1920, 3600, 3600};
    int t = 0;
    given(&w.tutor);
    lock(&w.tutor, after(t));
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        assert_int_equal(pin_at(&w.tutor, after(t)).wait_s, waits[i]);
        t += waits[i];
        assert_false(signs_in(&w.tutor, wrong, after(t)));
    }
}

static void
a_try_while_locked_is_none(void **state)
{
    (void)state;
    given(&w.tutor);
    lock(&w.tutor, after(0));
    refused(&w.tutor, wrong, after(10));
    assert_non_null(strstr(db_why(w.db), "20"));
    assert_int_equal(pin_at(&w.tutor, after(10)).wait_s, 20);
}

static void
one_persons_wrong_pins_lock_nobody_else(void **state)
{
    (void)state;
    given(&w.tutor);
    given(&manager);
    lock(&w.tutor, after(0));
    assert_int_equal(pin_at(&manager, after(1)).tries, PIN_TRIES);
    assert_true(signs_in(&manager, right, after(1)));
    assert_int_equal(pin_at(&w.tutor, after(1)).state, PIN_LOCKED);
}

static void
a_restart_does_not_shorten_it(void **state)
{
    (void)state;
    int64_t utc_ms = after(0).utc_ms;
    given(&w.tutor);
    lock(&w.tutor, after(0));
    db_close(w.db);
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_int_equal(pin_at(&w.tutor, after(5)).wait_s, 25);
    assert_int_equal(pin_at(&w.tutor, restarted(0, utc_ms)).wait_s, 30);
    assert_int_equal(pin_at(&w.tutor, restarted(29, utc_ms)).wait_s, 1);
    refused(&w.tutor, right, restarted(29, utc_ms));
    assert_true(signs_in(&w.tutor, right, restarted(30, utc_ms)));
}

static void
a_clock_put_forward_or_back_changes_nothing(void **state)
{
    (void)state;
    struct moment forward = after(10), back = after(10);
    forward.utc_ms += INT64_C(400) * 24 * 3600 * 1000;
    back.utc_ms = 0;
    given(&w.tutor);
    lock(&w.tutor, after(0));
    assert_int_equal(pin_at(&w.tutor, forward).wait_s, 20);
    assert_int_equal(pin_at(&w.tutor, back).wait_s, 20);
    assert_int_equal(pin_at(&w.tutor, restarted(10, forward.utc_ms)).wait_s, 20);
}

/* Where the kernel names no boot, all boots look the same. */
static void
a_monotonic_clock_that_went_back_counts_from_its_start(void **state)
{
    (void)state;
    struct moment early = after(0);
    given(&w.tutor);
    lock(&w.tutor, after(0));
    early.mono_ms = 4000;
    assert_int_equal(pin_at(&w.tutor, early).wait_s, 26);
}

static void
two_programs_count_together(void **state)
{
    (void)state;
    struct db *other;
    struct moment at = after(1);
    bool good;
    given(&w.tutor);
    assert_int_equal(db_open(&other, w.path, DB_EXISTING), DB_OK);
    assert_false(signs_in(&w.tutor, wrong, at));
    assert_int_equal(pin_sign_in(other, &good, w.tutor.id, wrong, &at), DB_OK);
    assert_false(signs_in(&w.tutor, wrong, at));
    assert_int_equal(pin_sign_in(other, &good, w.tutor.id, right, &at), DB_REFUSED);
    db_close(other);
}

static void
a_pin_of_one_database_opens_no_other(void **state)
{
    (void)state;
    struct world other;
    struct moment at = after(1);
    bool good;
    given(&w.tutor);
    world_open(&other);
    assert_int_equal(other.tutor.id, w.tutor.id);
    assert_int_equal(pin_sign_in(other.db, &good, other.tutor.id, right, &at), DB_REFUSED);
    assert_false(good);
    world_close(&other);
}

static void
without_a_pin_nothing_opens(void **state)
{
    (void)state;
    struct moment at = after(0);
    assert_int_equal(pin_at(&w.tutor, at).state, PIN_NONE);
    refused(&w.tutor, "", at);
    refused(&w.tutor, right, at);
    assert_int_equal(pin_set(w.db, w.tutor.id, w.tutor.id, right, &at), DB_REFUSED);
    assert_int_equal(pin_set(w.db, w.tutor.id, manager.id, right, &at), DB_REFUSED);
}

static void
once_allowed_the_person_sets_one_pin(void **state)
{
    (void)state;
    struct moment at = after(60);
    given(&manager);
    given(&w.tutor);
    lock(&w.tutor, after(0));
    assert_int_equal(pin_reset(w.db, w.tutor.id, manager.id, &at), DB_OK);
    assert_int_equal(pin_at(&w.tutor, at).state, PIN_TO_SET);
    refused(&w.tutor, right, at);
    assert_int_equal(pin_set(w.db, w.tutor.id, manager.id, "1357", &at), DB_REFUSED);
    assert_int_equal(pin_set(w.db, w.tutor.id, w.tutor.id, "1357", &at), DB_OK);
    assert_int_equal(pin_set(w.db, w.tutor.id, w.tutor.id, right, &at), DB_REFUSED);
    assert_true(signs_in(&w.tutor, "1357", after(61)));
    assert_int_equal(ask(w.path, "SELECT count(*) FROM event AS e JOIN staff AS s ON "
                                 "s.id = e.payload ->> 'by' WHERE s.no = 'S-001' AND "
                                 "e.kind = 'pin_reset'"),
        1);
}

static void
the_allowance_ends_after_an_hour_and_with_the_boot(void **state)
{
    (void)state;
    struct moment at = after(0);
    assert_int_equal(pin_reset(w.db, w.tutor.id, PIN_BY_INSTALLER, &at), DB_OK);
    assert_int_equal(pin_at(&w.tutor, after(3599)).state, PIN_TO_SET);
    assert_int_equal(pin_at(&w.tutor, after(3600)).state, PIN_NONE);
    assert_int_equal(pin_at(&w.tutor, restarted(1, at.utc_ms)).state, PIN_NONE);
}

static void
only_another_manager_or_the_installer_resets(void **state)
{
    (void)state;
    struct moment at = after(0);
    given(&manager);
    given(&second);
    given(&w.tutor);
    assert_int_equal(pin_reset(w.db, manager.id, w.tutor.id, &at), DB_REFUSED);
    assert_int_equal(pin_reset(w.db, manager.id, manager.id, &at), DB_REFUSED);
    assert_int_equal(pin_reset(w.db, manager.id, 9999, &at), DB_REFUSED);
    assert_int_equal(pin_reset(w.db, 9999, manager.id, &at), DB_REFUSED);
    assert_true(signs_in(&manager, right, after(1)));
    assert_int_equal(pin_reset(w.db, manager.id, second.id, &at), DB_OK);
}

static void
one_manager_keeps_a_pin(void **state)
{
    (void)state;
    struct moment at = after(0);
    given(&manager);
    assert_int_equal(pin_reset(w.db, manager.id, PIN_BY_INSTALLER, &at), DB_REFUSED);
    assert_int_equal(pin_reset(w.db, manager.id, second.id, &at), DB_REFUSED);
    assert_true(signs_in(&manager, right, after(1)));
    assert_int_equal(pin_reset(w.db, second.id, manager.id, &at), DB_OK);
}

static void
the_first_manager_sets_a_pin_where_none_has_one(void **state)
{
    (void)state;
    struct moment at = after(0);
    given(&w.tutor);
    assert_false(pin_has_manager(w.db));
    assert_int_equal(pin_first_manager(w.db, w.tutor.id, right, &at), DB_REFUSED);
    assert_int_equal(pin_first_manager(w.db, manager.id, "1234", &at), DB_REFUSED);
    assert_int_equal(pin_first_manager(w.db, manager.id, right, &at), DB_OK);
    assert_true(pin_has_manager(w.db));
    assert_int_equal(pin_first_manager(w.db, second.id, right, &at), DB_REFUSED);
    assert_true(signs_in(&manager, right, after(1)));
    assert_int_equal(pin_at(&second, after(1)).state, PIN_NONE);
}

static void
before_a_home_is_chosen_it_is_the_persons_own(void **state)
{
    (void)state;
    assert_int_equal(setting_home_set(w.db, 0), DB_OK);
    given(&manager);
    assert_int_equal(ask(w.path, "SELECT home_id FROM event WHERE kind = 'pin_set'"), w.home.id);
}

/* Runs in a process of its own: the limit on a file's size stands in for a full disk. */
static int
on_a_full_disk(void)
{
    struct moment at = after(1);
    struct rlimit full = {.rlim_cur = 4096, .rlim_max = RLIM_INFINITY};
    struct db *db;
    struct pin pin;
    bool good;
    if (db_open(&db, w.path, DB_EXISTING) != DB_OK)
        return 10;
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &full) != 0)
        return 11;
    if (pin_sign_in(db, &good, w.tutor.id, right, &at) != DB_FAILED || good)
        return 12;
    if (pin_sign_in(db, &good, w.tutor.id, wrong, &at) != DB_FAILED || good)
        return 13;
    if (pin_reset(db, w.tutor.id, PIN_BY_INSTALLER, &at) != DB_FAILED ||
        pin_set(db, w.tutor.id, PIN_BY_INSTALLER, "1357", &at) != DB_FAILED)
        return 14;
    if (pin_get(db, &pin, w.tutor.id, &at) != DB_OK || pin.tries != PIN_TRIES)
        return 15;
    db_close(db);
    return 0;
}

static void
a_full_disk_changes_nothing_and_lets_nobody_in(void **state)
{
    (void)state;
    given(&w.tutor);
    db_close(w.db);
    w.db = NULL;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(on_a_full_disk());
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_true(signs_in(&w.tutor, right, after(2)));
}

static void
a_wrong_pin_survives_a_kill_right_after_its_answer(void **state)
{
    (void)state;
    given(&w.tutor);
    db_close(w.db);
    w.db = NULL;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct moment at = after(1);
        bool good;
        if (db_open(&w.db, w.path, DB_EXISTING) == DB_OK &&
            pin_sign_in(w.db, &good, w.tutor.id, wrong, &at) == DB_OK)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_int_equal(pin_at(&w.tutor, after(2)).tries, PIN_TRIES - 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(the_right_pin_signs_in_and_is_on_the_record),
        TEST(what_is_kept_is_not_the_pin), TEST(a_pin_of_older_parameters_still_opens),
        TEST(pins_that_are_easy_to_guess_are_refused_with_a_reason),
        TEST(the_third_wrong_pin_locks_for_thirty_seconds),
        TEST(each_further_wrong_one_doubles_it_up_to_an_hour), TEST(a_try_while_locked_is_none),
        TEST(one_persons_wrong_pins_lock_nobody_else), TEST(a_restart_does_not_shorten_it),
        TEST(a_clock_put_forward_or_back_changes_nothing),
        TEST(a_monotonic_clock_that_went_back_counts_from_its_start),
        TEST(two_programs_count_together), TEST(a_pin_of_one_database_opens_no_other),
        TEST(without_a_pin_nothing_opens), TEST(once_allowed_the_person_sets_one_pin),
        TEST(the_allowance_ends_after_an_hour_and_with_the_boot),
        TEST(only_another_manager_or_the_installer_resets), TEST(one_manager_keeps_a_pin),
        TEST(the_first_manager_sets_a_pin_where_none_has_one),
        TEST(before_a_home_is_chosen_it_is_the_persons_own),
        TEST(a_full_disk_changes_nothing_and_lets_nobody_in),
        TEST(a_wrong_pin_survives_a_kill_right_after_its_answer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
