/* Who is in, with whom to call; and roll calls that lose no tick. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/roll.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { DAY = 20261124 };

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

struct seen {
    int count;
    struct roll_child children[40];
};

static int
see(const struct roll_child *child, void *payload)
{
    struct seen *s = payload;
    assert_true(s->count < 40);
    s->children[s->count++] = *child;
    return 0;
}

static void
look(struct seen *out, int64_t left_since_ms)
{
    *out = (struct seen){0};
    assert_int_equal(roll_each(w.db, w.home.id, DAY, left_since_ms, see, out), DB_OK);
}

static struct child
add_child(int n, const char *name, const char *pinyin)
{
    struct child child = {.home_id = w.home.id,
        .born_day = 20180101,
        .grade = "二年级",
        .animal = "panda",
        .joined_day = 20250901};
    uint8_t card[32];
    snprintf(child.no, sizeof child.no, "T-%03d", n);
    snprintf((char *)card, sizeof card, "card-%05d", n);
    snprintf(child.name, sizeof child.name, "%s", name);
    snprintf(child.pinyin, sizeof child.pinyin, "%s", pinyin);
    assert_int_equal(child_put(w.db, &child), DB_OK);
    assert_int_equal(cards_issue(w.db, card, HOLDER_CHILD, child.id, 1), DB_OK);
    return child;
}

static void
scan(int n, int hour, int minute)
{
    struct scan scan;
    uint8_t card[32];
    struct moment at = world_at(0, hour, minute, 0);
    snprintf((char *)card, sizeof card, "card-%05d", n);
    assert_int_equal(attendance_scan(w.db, &scan, card, &at), DB_OK);
    assert_true(scan.answer == SCAN_IN || scan.answer == SCAN_OUT);
}

static void
add_guardian(int64_t child_id, const char *name, const char *phone, int until, int agreement)
{
    struct guardian g = {.since_day = 20250901, .until_day = until, .agreement_day = agreement};
    snprintf(g.name, sizeof g.name, "%s", name);
    snprintf(g.phone, sizeof g.phone, "%s", phone);
    assert_int_equal(guardian_put(w.db, &g, child_id), DB_OK);
}

static struct roll
begin(enum roll_kind kind, int hour, int minute)
{
    struct roll roll;
    struct moment at = world_at(0, hour, minute, 0);
    assert_int_equal(roll_begin(w.db, &roll, kind, w.tutor.id, &at), DB_OK);
    return roll;
}

static void
tick(const struct roll *roll, int64_t child_id, bool found)
{
    struct moment at = world_at(0, 16, 5, 0);
    assert_int_equal(roll_tick(w.db, roll, child_id, found, w.tutor.id, &at), DB_OK);
}

static int
count_tick(int64_t child_id, void *payload)
{
    (void)child_id;
    ++*(int *)payload;
    return 0;
}

static int
ticks(const struct roll *roll)
{
    int n = 0;
    assert_int_equal(roll_tick_each(w.db, roll, count_tick, &n), DB_OK);
    return n;
}

static int
events(const char *kind)
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(w.path, &sqlite), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(
            sqlite, "SELECT count(*) FROM event WHERE kind = ? AND staff_id > 0", -1, &stmt, NULL),
        SQLITE_OK);
    sqlite3_bind_text(stmt, 1, kind, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(sqlite);
    return n;
}

static void
only_who_is_in_is_on_the_list_in_the_order_of_names(void **state)
{
    (void)state;
    struct seen seen;
    struct child b = add_child(2, "测阿木", "ce a mu"), c = add_child(3, "测果果", "ce guo guo");
    look(&seen, INT64_MAX);
    assert_int_equal(seen.count, 0);
    scan(1, 15, 0);
    scan(2, 15, 1);
    scan(3, 15, 2);
    scan(3, 15, 30);
    look(&seen, INT64_MAX);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.children[0].id, b.id);
    assert_int_equal(seen.children[1].id, w.child.id);
    assert_string_equal(seen.children[0].grade, "二年级");
    assert_string_equal(seen.children[0].animal, "panda");
    assert_true(seen.children[0].here);
    assert_int_equal(seen.children[0].since_ms, world_at(0, 15, 1, 0).utc_ms);
    assert_int_not_equal(seen.children[1].id, c.id);
}

static void
who_left_since_then_is_there_marked(void **state)
{
    (void)state;
    struct seen seen;
    scan(1, 15, 0);
    scan(1, 15, 30);
    look(&seen, world_at(0, 15, 30, 0).utc_ms);
    assert_int_equal(seen.count, 1);
    assert_false(seen.children[0].here);
    assert_int_equal(seen.children[0].since_ms, world_at(0, 15, 30, 0).utc_ms);
    look(&seen, world_at(0, 15, 30, 1).utc_ms);
    assert_int_equal(seen.count, 0);
}

static void
guardians_of_today_with_phones_come_with_the_child(void **state)
{
    (void)state;
    struct seen seen;
    scan(1, 15, 0);
    add_guardian(w.child.id, "测无号", "", 0, 20250901);
    add_guardian(w.child.id, "测奶奶", "13900000001", 0, 0);
    add_guardian(w.child.id, "测邻居", "13900000002", 0, 20260901);
    add_guardian(w.child.id, "测舅舅", "13900000003", 20261123, 20250901);
    look(&seen, INT64_MAX);
    assert_int_equal(seen.count, 1);
    assert_int_equal(seen.children[0].guardian_count, 3);
    assert_string_equal(seen.children[0].guardians[0].phone, "13900000002");
    assert_string_equal(seen.children[0].guardians[1].phone, "13900000001");
    assert_string_equal(seen.children[0].guardians[2].name, "测无号");
}

static void
one_guardian_by_two_links_is_one_to_call(void **state)
{
    (void)state;
    struct seen seen;
    scan(1, 15, 0);
    add_guardian(w.child.id, "测奶奶", "13900000001", 0, 0);
    struct guardian again = {
        .name = "测奶奶", .phone = "13900000001", .since_day = 20260901, .agreement_day = 20260901};
    assert_int_equal(guardian_put(w.db, &again, w.child.id), DB_OK);
    look(&seen, INT64_MAX);
    assert_int_equal(seen.children[0].guardian_count, 1);
    assert_int_equal(seen.children[0].guardians[0].agreement_day, 20260901);
}

static int
stop_at_once(const struct roll_child *child, void *payload)
{
    (void)child;
    ++*(int *)payload;
    return 7;
}

static void
a_reader_stops_when_it_wants(void **state)
{
    (void)state;
    int n = 0;
    add_child(2, "测阿木", "ce a mu");
    scan(1, 15, 0);
    scan(2, 15, 1);
    assert_int_equal(roll_each(w.db, w.home.id, DAY, INT64_MAX, stop_at_once, &n), 7);
    assert_int_equal(n, 1);
}

static void
the_same_tick_twice_is_one_event_and_it_can_be_taken_back(void **state)
{
    (void)state;
    scan(1, 15, 0);
    struct roll roll = begin(ROLL_FIRE, 16, 0);
    tick(&roll, w.child.id, false);
    tick(&roll, w.child.id, true);
    tick(&roll, w.child.id, true);
    assert_int_equal(events("roll_tick"), 1);
    assert_int_equal(ticks(&roll), 1);
    tick(&roll, w.child.id, false);
    assert_int_equal(events("roll_tick"), 2);
    assert_int_equal(ticks(&roll), 0);
}

static void
a_roll_call_goes_on_after_a_restart(void **state)
{
    (void)state;
    struct roll found;
    scan(1, 15, 0);
    assert_false(roll_open(w.db, &found, w.home.id, DAY));
    struct roll roll = begin(ROLL_FLOOD, 16, 0);
    tick(&roll, w.child.id, true);
    db_close(w.db);
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_true(roll_open(w.db, &found, w.home.id, DAY));
    assert_memory_equal(found.id, roll.id, EVENT_ID_LEN);
    assert_int_equal(found.kind, ROLL_FLOOD);
    assert_int_equal(found.staff_id, w.tutor.id);
    assert_int_equal(found.begun_ms, world_at(0, 16, 0, 0).utc_ms);
    assert_int_equal(ticks(&found), 1);
    assert_false(roll_open(w.db, &found, w.home.id, 20261125));
}

struct results {
    int count;
    struct roll_result last;
    char missing[256];
};

static int
read_result(const struct roll_result *result, void *payload)
{
    struct results *r = payload;
    r->count++;
    r->last = *result;
    snprintf(r->missing, sizeof r->missing, "%s", result->missing);
    return 0;
}

static void
the_result_says_who_is_missing(void **state)
{
    (void)state;
    struct results results = {0};
    struct roll_result out;
    char expected[64];
    struct child b = add_child(2, "测阿木", "ce a mu");
    struct moment end = world_at(0, 16, 10, 0);
    scan(1, 15, 0);
    scan(2, 15, 1);
    struct roll roll = begin(ROLL_FIRE, 16, 0);
    tick(&roll, w.child.id, true);
    assert_int_equal(roll_end(w.db, &out, &roll, DAY, w.tutor.id, &end), DB_OK);
    assert_int_equal(out.expected, 2);
    assert_int_equal(out.found, 1);
    assert_int_equal(roll_result_each(w.db, 0, read_result, &results), DB_OK);
    assert_int_equal(results.count, 1);
    assert_int_equal(results.last.kind, ROLL_FIRE);
    assert_int_equal(results.last.staff_id, w.tutor.id);
    assert_int_equal(results.last.begun_ms, world_at(0, 16, 0, 0).utc_ms);
    assert_int_equal(results.last.ended_ms, end.utc_ms);
    snprintf(expected, sizeof expected, "[%lld]", (long long)b.id);
    assert_string_equal(results.missing, expected);
    struct roll none;
    assert_false(roll_open(w.db, &none, w.home.id, DAY));
}

static void
who_leaves_meanwhile_is_not_missing_and_who_comes_is_expected(void **state)
{
    (void)state;
    struct roll_result out;
    struct child b = add_child(2, "测阿木", "ce a mu");
    struct moment end = world_at(0, 16, 10, 0);
    scan(1, 15, 0);
    struct roll roll = begin(ROLL_FIRE, 16, 0);
    scan(1, 16, 1);
    scan(2, 16, 2);
    tick(&roll, b.id, true);
    assert_int_equal(roll_end(w.db, &out, &roll, DAY, w.tutor.id, &end), DB_OK);
    assert_int_equal(out.expected, 1);
    assert_int_equal(out.found, 1);
}

static void
a_roll_call_ends_once(void **state)
{
    (void)state;
    struct roll_result out;
    struct moment end = world_at(0, 16, 10, 0);
    scan(1, 15, 0);
    struct roll roll = begin(ROLL_ROUTINE, 16, 0);
    assert_int_equal(roll_end(w.db, &out, &roll, DAY, w.tutor.id, &end), DB_OK);
    assert_int_equal(roll_end(w.db, &out, &roll, DAY, w.tutor.id, &end), DB_REFUSED);
    assert_true(db_why(w.db)[0] != '\0');
    assert_int_equal(events("roll_call"), 1);
}

static void
nobody_in_is_a_roll_call_of_none(void **state)
{
    (void)state;
    struct roll_result out;
    struct results results = {0};
    struct moment end = world_at(0, 16, 10, 0);
    struct roll roll = begin(ROLL_OTHER, 16, 0);
    assert_int_equal(roll_end(w.db, &out, &roll, DAY, w.tutor.id, &end), DB_OK);
    assert_int_equal(out.expected, 0);
    assert_int_equal(roll_result_each(w.db, w.home.id, read_result, &results), DB_OK);
    assert_string_equal(results.missing, "[]");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            only_who_is_in_is_on_the_list_in_the_order_of_names, setup, teardown),
        cmocka_unit_test_setup_teardown(who_left_since_then_is_there_marked, setup, teardown),
        cmocka_unit_test_setup_teardown(
            guardians_of_today_with_phones_come_with_the_child, setup, teardown),
        cmocka_unit_test_setup_teardown(one_guardian_by_two_links_is_one_to_call, setup, teardown),
        cmocka_unit_test_setup_teardown(a_reader_stops_when_it_wants, setup, teardown),
        cmocka_unit_test_setup_teardown(
            the_same_tick_twice_is_one_event_and_it_can_be_taken_back, setup, teardown),
        cmocka_unit_test_setup_teardown(a_roll_call_goes_on_after_a_restart, setup, teardown),
        cmocka_unit_test_setup_teardown(the_result_says_who_is_missing, setup, teardown),
        cmocka_unit_test_setup_teardown(
            who_leaves_meanwhile_is_not_missing_and_who_comes_is_expected, setup, teardown),
        cmocka_unit_test_setup_teardown(a_roll_call_ends_once, setup, teardown),
        cmocka_unit_test_setup_teardown(nobody_in_is_a_roll_call_of_none, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
