/* Staff's word for the time, and how far any clock is believed. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/day.h"
#include "db/event.h"
#include "db/setting.h"
#include "db/timekeeping.h"

#include <string.h>

static struct world w;
static struct staff other;

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    other = (struct staff){
        .no = "S-002", .name = "测主任", .role = STAFF_MANAGER, .home_id = w.home.id};
    return staff_put(w.db, &other);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* A board whose battery is flat: the true time is days later than it says. */
static struct moment
flat(struct moment truly)
{
    truly.utc_ms = day_to_utc_ms(20200101, 0, 480) + truly.mono_ms % 1000000;
    truly.trusted = false;
    return truly;
}

static enum scan_answer
scan_at(struct moment at)
{
    struct scan scan;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
    return scan.answer;
}

static int
say(struct moment truly, int64_t staff, int64_t witness, struct moment now)
{
    struct time_word word = {truly.utc_ms, staff, witness};
    return time_say(w.db, &word, &now);
}

static void
what_was_recorded_before_the_word_moves_to_its_day(void **state)
{
    (void)state;
    struct moment came = world_at(0, 15, 0, 0), now = world_at(0, 16, 0, 0);
    assert_int_equal(scan_at(flat(came)), SCAN_IN);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 0);
    assert_int_equal(say(now, w.tutor.id, other.id, flat(now)), DB_OK);
    assert_int_equal(attendance_in_count(w.db, w.home.id, 20261124), 1);
    assert_int_equal(attendance_verify(w.db), DB_OK);
    struct time_base base = time_base_of(w.db, now.boot_id);
    assert_true(base.word);
    assert_int_equal(base.base_utc_ms + came.mono_ms, came.utc_ms);
}

static void
a_jump_over_a_day_asks_two_staff(void **state)
{
    (void)state;
    struct moment now = world_at(0, 16, 0, 0), hour = world_at(0, 17, 0, 0);
    struct moment week = world_at(7, 16, 0, 0);
    assert_int_equal(say(hour, w.tutor.id, 0, now), DB_OK);
    assert_int_equal(say(week, w.tutor.id, 0, now), DB_REFUSED);
    assert_int_equal(say(week, w.tutor.id, w.tutor.id, now), DB_REFUSED);
    assert_int_equal(time_base_of(w.db, now.boot_id).base_utc_ms, hour.utc_ms - now.mono_ms);
    assert_int_equal(say(week, w.tutor.id, other.id, now), DB_OK);
}

static void
nobody_but_the_installer_moves_the_clock_years_ahead(void **state)
{
    (void)state;
    struct moment now = world_at(0, 16, 0, 0), years = world_at(800, 16, 0, 0);
    assert_int_equal(scan_at(now), SCAN_IN);
    assert_int_equal(say(years, w.tutor.id, other.id, now), DB_REFUSED);
    assert_int_equal(say(years, 0, 0, now), DB_OK);
}

static void
a_network_clock_years_ahead_is_not_believed(void **state)
{
    (void)state;
    struct moment now = world_at(0, 16, 0, 0), years = world_at(800, 16, 0, 0);
    assert_true(event_judge(w.db, &years).trusted); /* of an empty record nothing is known */
    assert_int_equal(scan_at(now), SCAN_IN);
    assert_false(event_judge(w.db, &years).trusted);
    struct moment months = world_at(300, 16, 0, 0);
    assert_true(event_judge(w.db, &months).trusted);
}

static void
a_clock_that_ran_ahead_is_put_back_and_believed_again(void **state)
{
    (void)state;
    struct moment ahead = world_at(3, 16, 0, 0), truly = world_at(0, 16, 0, 0);
    assert_int_equal(scan_at(ahead), SCAN_IN);
    truly.mono_ms = ahead.mono_ms + 1000;
    assert_false(event_judge(w.db, &truly).trusted);
    struct moment now = ahead;
    now.mono_ms += 1000;
    assert_int_equal(say(truly, w.tutor.id, other.id, now), DB_OK);
    assert_true(event_judge(w.db, &truly).trusted);
}

static void
a_day_before_the_product_was_made_is_refused(void **state)
{
    (void)state;
    struct moment now = world_at(0, 16, 0, 0), old = world_at(-400, 16, 0, 0);
    assert_int_equal(say(old, w.tutor.id, other.id, now), DB_REFUSED);
    assert_int_equal(time_base_of(w.db, now.boot_id).base_utc_ms, 0);
}

static void
the_word_holds_until_a_network_keeps_the_clock(void **state)
{
    (void)state;
    struct time_base word = {.base_utc_ms = 5000, .word = true}, learnt = {.base_utc_ms = 5000};
    struct time_base none = {0};
    struct moment good = {.utc_ms = 77, .mono_ms = 10, .trusted = true};
    struct moment bad = {.utc_ms = 77, .mono_ms = 10};
    assert_int_equal(
        time_read(&word, &good, false).utc_ms, 5010); /* over a battery that is wrong */
    assert_int_equal(time_read(&word, &good, true).utc_ms, 77);
    assert_int_equal(time_read(&learnt, &good, false).utc_ms, 77);
    assert_int_equal(time_read(&learnt, &bad, false).utc_ms, 5010);
    assert_true(time_read(&learnt, &bad, false).trusted);
    assert_int_equal(time_read(&none, &bad, false).utc_ms, 77);
    assert_false(time_read(&none, &bad, false).trusted);
}

static void
the_bell_is_aligned_by_minutes_at_most(void **state)
{
    (void)state;
    assert_int_equal(setting_bell_ms(w.db), 0);
    assert_int_equal(setting_bell_ms_set(w.db, -130000), DB_OK);
    assert_int_equal(setting_bell_ms(w.db), -130000);
    assert_int_equal(setting_bell_ms_set(w.db, BELL_MOST_MS + 1), DB_REFUSED);
    assert_int_equal(setting_bell_ms(w.db), -130000);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_was_recorded_before_the_word_moves_to_its_day),
        TEST(a_jump_over_a_day_asks_two_staff),
        TEST(nobody_but_the_installer_moves_the_clock_years_ahead),
        TEST(a_network_clock_years_ahead_is_not_believed),
        TEST(a_clock_that_ran_ahead_is_put_back_and_believed_again),
        TEST(a_day_before_the_product_was_made_is_refused),
        cmocka_unit_test(the_word_holds_until_a_network_keeps_the_clock),
        TEST(the_bell_is_aligned_by_minutes_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
