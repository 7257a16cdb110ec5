/* The file itself: whose it is, how it grows, what a statement may cost; and days as numbers. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/day.h"
#include "db/event.h"
#include "db/query.h"
#include "db/timetable.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

static void
file_is_its_owners_alone(void **state)
{
    (void)state;
    struct stat info;
    assert_int_equal(stat(w.path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void
missing_file_is_refused_and_not_made(void **state)
{
    (void)state;
    struct db *db;
    assert_int_equal(db_open(&db, "/tmp/zhaoxi-no-such-file", DB_EXISTING), DB_REFUSED);
    assert_non_null(strstr(db_why(db), "zhaoxi init"));
    db_close(db);
    assert_int_equal(access("/tmp/zhaoxi-no-such-file", F_OK), -1);
}

/* Asks SQLite by a connection of its own. */
static int64_t
ask(const char *sql, char *error, size_t size)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    int64_t value = -1;
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        value = sqlite3_column_int64(stmt, 0);
    if (error)
        snprintf(error, size, "%s", sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return value;
}

static void
scan_once(void)
{
    struct scan scan;
    struct moment at = world_at(0, 8, 0, 0);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
}

static void
events_are_never_changed_nor_removed(void **state)
{
    (void)state;
    char error[256];
    scan_once();
    ask("UPDATE event SET home_id = 2", error, sizeof error);
    assert_non_null(strstr(error, "never changed"));
    ask("DELETE FROM event", error, sizeof error);
    assert_non_null(strstr(error, "never removed"));
    assert_int_equal(ask("SELECT count(*) FROM event", NULL, 0), 1);
}

static void
same_card_within_ten_seconds_is_refused_by_the_database_itself(void **state)
{
    (void)state;
    scan_once();
    for (int second = 0; second <= 10; second++) {
        struct event event = {.kind = EVENT_CHECK_OUT,
            .home_id = w.home.id,
            .child_id = w.child.id,
            .card = w.card,
            .at = world_at(0, 8, 0, second)};
        assert_int_equal(event_append(w.db, &event), second < 10 ? DB_REFUSED : DB_OK);
    }
}

static void
ids_are_uuids_of_version_7_in_order_of_time(void **state)
{
    (void)state;
    struct event a = {.home_id = w.home.id, .at = world_at(0, 8, 0, 0)}, b = a;
    b.at.utc_ms += 5;
    assert_int_equal(event_append(w.db, &a), DB_OK);
    assert_int_equal(event_append(w.db, &b), DB_OK);
    assert_int_equal(a.id[6] >> 4, 7);
    assert_int_equal(a.id[8] >> 6, 2);
    assert_true(memcmp(a.id, b.id, EVENT_ID_LEN) < 0);
    assert_int_equal(b.seq, a.seq + 1);
}

static void
transaction_with_a_failed_part_leaves_nothing(void **state)
{
    (void)state;
    struct home home = {.code = "N", .name = "N", .closes_min = 1, .utc_offset_min = 480};
    struct child bad = {.no = "B", .name = "B", .home_id = 999};
    assert_int_equal(db_begin(w.db), DB_OK);
    assert_int_equal(home_put(w.db, &home), DB_OK);
    assert_int_equal(db_begin(w.db), DB_OK);
    assert_int_equal(child_put(w.db, &bad), DB_REFUSED);
    db_rollback(w.db);
    assert_int_equal(db_commit(w.db), DB_REFUSED);
    assert_false(home_find(w.db, &home, "N"));
    scan_once();
}

static void
rollup_that_was_tampered_with_is_found_and_made_again(void **state)
{
    (void)state;
    scan_once();
    assert_int_equal(attendance_verify(w.db), DB_OK);
    ask("UPDATE attendance_day SET sessions = 9", NULL, 0);
    assert_int_equal(attendance_verify(w.db), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "2026-11-24"));
    assert_int_equal(ask("SELECT sessions FROM attendance_day", NULL, 0), 9);
    assert_int_equal(attendance_rebuild(w.db), DB_OK);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
damaged_file_is_reported(void **state)
{
    (void)state;
    db_close(w.db);
    w.db = NULL;
    FILE *file = fopen(w.path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 4096, SEEK_SET), 0);
    for (int i = 0; i < 40000; i++)
        fputc(0x5a, file);
    fclose(file);
    int rc = db_open(&w.db, w.path, DB_EXISTING);
    if (rc == DB_OK)
        rc = db_check(w.db);
    assert_int_not_equal(rc, DB_OK);
}

/* No statement may walk through a table that grows with every scan, unless it means to. */
static void
no_statement_scans_a_growing_table(void **state)
{
    (void)state;
    static const struct {
        const char *name, *sql;
    } all[] = {
#define X(name, sql) {#name, sql},
#include "queries.inc"
#undef X
    };
    static const char whole[] = " rebuild_each day_all fact_all day_clear fact_clear "
                                "integrity_check foreign_key_check data_version ";
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char asked[4096], word[64];
        sqlite3_stmt *stmt = NULL;
        snprintf(word, sizeof word, " %s ", all[i].name);
        if (strstr(whole, word))
            continue;
        snprintf(asked, sizeof asked, "EXPLAIN QUERY PLAN %s", all[i].sql);
        assert_int_equal(sqlite3_prepare_v2(db, asked, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            const char *plan = (const char *)sqlite3_column_text(stmt, 3);
            bool scans = strncmp(plan, "SCAN e", 6) == 0 || strstr(plan, "SCAN event") ||
                         strncmp(plan, "SCAN a", 6) == 0 || strncmp(plan, "SCAN m", 6) == 0;
            if (scans && !strstr(plan, "VIRTUAL TABLE") && !strstr(plan, "USING INDEX") &&
                !strstr(plan, "USING COVERING INDEX"))
                fail_msg("%s: %s", all[i].name, plan);
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
}

static void
days_are_counted_like_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(day_add(20261231, 1), 20270101);
    assert_int_equal(day_add(20280228, 1), 20280229);
    assert_int_equal(day_add(20270301, -1), 20270228);
    assert_int_equal(day_weekday(20261124), 2);
    assert_int_equal(day_weekday(19700101), 4);
    assert_int_equal(day_years(20181125, 20261124), 7);
    assert_int_equal(day_years(20181124, 20261124), 8);
    assert_false(day_exists(20270229));
    assert_false(day_exists(20261301));
    for (int day = 19691230; day < 21000101; day = day_add(day, 1)) {
        int64_t utc = day_to_utc_ms(day, 0, 480);
        assert_int_equal(day_of(utc, 480), day);
        assert_int_equal(day_of(utc - 1, 480), day_add(day, -1));
        assert_int_equal(day_minute_of(utc + 61000, 480), 1);
    }
}

static void
dates_and_times_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const char *const good[] = {
        "2018-03-05", "2018/3/5", "2018.03.05", "20180305", "2018年3月5日"};
    static const char *const bad[] = {"", "2018", "2018-13-01", "2018-02-30", "05-03-2018",
        "2018-03-05x", "2018--05", "180305", "二〇一八年"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_int_equal(day_parse(good[i]), 20180305);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(day_parse(bad[i]), 0);
    assert_int_equal(minute_parse("08:05"), 485);
    assert_int_equal(minute_parse("8：05"), 485);
    assert_int_equal(minute_parse("24:00"), 1440);
    assert_int_equal(minute_parse("24:01"), -1);
    assert_int_equal(minute_parse("8:5"), -1);
    assert_int_equal(minute_parse("8"), -1);
}

static void
timetable_of_a_holiday_replaces_the_weeks_own(void **state)
{
    (void)state;
    struct period summer = {.home_id = w.home.id,
        .kind = PERIOD_SUMMER,
        .name = "暑假",
        .from_day = 20270712,
        .until_day = 20270827};
    assert_int_equal(period_put(w.db, &summer), DB_OK);
    struct session s = {.home_id = w.home.id,
        .weekday = 1,
        .starts_min = 600,
        .ends_min = 660,
        .subject = SUBJECT_HOMEWORK};
    assert_int_equal(session_put(w.db, &s), DB_OK);
    s.period_id = summer.id;
    s.subject = SUBJECT_SCIENCE;
    s.age_from = 8;
    s.age_to = 12;
    assert_int_equal(session_put(w.db, &s), DB_OK);
    struct session day[SESSION_MAX];
    assert_int_equal(timetable_day(w.db, day, w.home.id, 20261123, -1), 1);
    assert_int_equal(day[0].subject, SUBJECT_HOMEWORK);
    assert_int_equal(timetable_day(w.db, day, w.home.id, 20270712, -1), 1);
    assert_int_equal(day[0].subject, SUBJECT_SCIENCE);
    assert_int_equal(timetable_day(w.db, day, w.home.id, 20270712, 7), 0);
    assert_int_equal(timetable_day(w.db, day, w.home.id, 20270712, 12), 1);
    assert_int_equal(timetable_day(w.db, day, w.home.id, 20261124, -1), 0);
}

static void
person_has_one_card_that_works(void **state)
{
    (void)state;
    struct card_row row;
    const uint8_t *second = (const uint8_t *)"card-00002";
    assert_int_equal(cards_issue(w.db, second, HOLDER_CHILD, w.child.id, 2), DB_REFUSED);
    assert_int_equal(cards_revoke(w.db, w.card, "lost", 3), DB_OK);
    assert_int_equal(cards_issue(w.db, second, HOLDER_CHILD, w.child.id, 4), DB_OK);
    assert_true(cards_of(w.db, &row, HOLDER_CHILD, w.child.id));
    assert_memory_equal(row.id, second, CARD_ID_BYTES);
    assert_true(cards_find(w.db, &row, w.card));
    assert_int_equal(row.revoked_at, 3);
}

/* Events in the file alone, its log left out. */
static int
events_without_log(void)
{
    char copy[300], command[700];
    sqlite3 *db = NULL;
    sqlite3_stmt *count = NULL;
    snprintf(copy, sizeof copy, "%s.alone", w.path);
    snprintf(command, sizeof command, "cp '%s' '%s'", w.path, copy);
    assert_int_equal(system(command), 0);
    assert_int_equal(sqlite3_open(copy, &db), SQLITE_OK);
    int rc = sqlite3_prepare_v2(db, "SELECT count(*) FROM event", -1, &count, NULL);
    int events = rc == SQLITE_OK && sqlite3_step(count) == SQLITE_ROW
                     ? sqlite3_column_int(count, 0)
                     : 0; /* not even the table has been moved */
    sqlite3_finalize(count);
    sqlite3_close(db);
    remove(copy);
    return events;
}

static void
rest_moves_the_log_into_the_file_and_loses_nothing(void **state)
{
    (void)state;
    scan_once();
    assert_int_equal(events_without_log(), 0);
    db_rest(w.db);
    assert_int_equal(events_without_log(), 1);
    assert_int_equal(db_check(w.db), DB_OK);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 1);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
forty_sessions_of_a_day_are_all_there(void **state)
{
    (void)state;
    struct session day[SESSION_MAX];
    for (int i = 0; i < 40; i++) {
        struct session s = {.home_id = w.home.id,
            .weekday = 2,
            .starts_min = 480 + i,
            .ends_min = 600 + i,
            .subject = SUBJECT_MUSIC};
        assert_int_equal(session_put(w.db, &s), DB_OK);
    }
    assert_int_equal(timetable_day(w.db, day, w.home.id, 20261124, -1), 40);
    assert_int_equal(day[39].starts_min, 519);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(file_is_its_owners_alone),
        TEST(missing_file_is_refused_and_not_made),
        TEST(events_are_never_changed_nor_removed),
        TEST(same_card_within_ten_seconds_is_refused_by_the_database_itself),
        TEST(ids_are_uuids_of_version_7_in_order_of_time),
        TEST(transaction_with_a_failed_part_leaves_nothing),
        TEST(rollup_that_was_tampered_with_is_found_and_made_again),
        TEST(damaged_file_is_reported),
        TEST(no_statement_scans_a_growing_table),
        cmocka_unit_test(days_are_counted_like_the_calendar),
        cmocka_unit_test(dates_and_times_are_read_as_people_write_them),
        TEST(timetable_of_a_holiday_replaces_the_weeks_own),
        TEST(rest_moves_the_log_into_the_file_and_loses_nothing),
        TEST(forty_sessions_of_a_day_are_all_there),
        TEST(person_has_one_card_that_works),
    };
    return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
