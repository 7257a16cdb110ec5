/* Staff, volunteers and visitors come and go, and their hours are counted. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/attendance.h"
#include "db/day.h"
#include "db/hours.h"
#include "db/presence.h"
#include "db/query.h"

#include <string.h>

enum { TODAY = 20261124 };

static struct world w;
static struct staff volunteer;

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    volunteer = (struct staff){
        .no = "V-1", .name = "测志愿", .role = STAFF_VOLUNTEER, .home_id = w.home.id};
    assert_int_equal(staff_put(w.db, &volunteer), DB_OK);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static struct presence
sign(struct moment at)
{
    static const uint8_t card[CARD_ID_BYTES] = "volunteer";
    struct presence p;
    assert_int_equal(presence_sign(w.db, &p, volunteer.id, card, &at), DB_OK);
    return p;
}

static void
settle(struct moment at)
{
    assert_int_equal(attendance_settle(w.db, &at), DB_OK);
}

static int
keep_hours(const struct hours *hours, void *payload)
{
    *(struct hours *)payload = *hours;
    return 0;
}

static struct hours
hours_of(int month)
{
    struct hours hours = {0};
    assert_int_equal(
        hours_each(w.db, w.home.id, month, STAFF_VOLUNTEER, keep_hours, &hours), DB_OK);
    return hours;
}

static void
first_sign_of_a_day_is_a_coming_then_a_leaving(void **state)
{
    (void)state;
    struct presence p = sign(world_at(0, 9, 0, 0));
    assert_true(p.in);
    assert_int_equal(presence_since(w.db, w.home.id, volunteer.id, TODAY), p.at_ms);
    p = sign(world_at(0, 11, 30, 0));
    assert_false(p.in);
    assert_int_equal(p.since_ms, world_at(0, 9, 0, 0).utc_ms);
    assert_int_equal(presence_since(w.db, w.home.id, volunteer.id, TODAY), 0);
    assert_true(sign(world_at(1, 9, 0, 0)).in);
}

static void
same_card_within_ten_seconds_is_the_same_sign(void **state)
{
    (void)state;
    sign(world_at(0, 9, 0, 0));
    struct presence p = sign(world_at(0, 9, 0, 9));
    assert_true(p.again && p.in);
    assert_int_equal(p.at_ms, world_at(0, 9, 0, 0).utc_ms);
    sign(world_at(0, 10, 0, 0));
    p = sign(world_at(0, 10, 0, 5));
    assert_true(p.again && !p.in);
    assert_int_equal(p.since_ms, world_at(0, 9, 0, 0).utc_ms);
}

static void
touch_signs_as_the_card_does(void **state)
{
    (void)state;
    struct presence p;
    struct moment at = world_at(0, 9, 0, 0), later = world_at(0, 9, 30, 0);
    assert_int_equal(presence_sign(w.db, &p, w.tutor.id, NULL, &at), DB_OK);
    assert_true(p.in);
    assert_int_equal(presence_sign(w.db, &p, w.tutor.id, NULL, &later), DB_OK);
    assert_false(p.in);
}

static void
forgotten_leaving_is_assumed_at_closing_time(void **state)
{
    (void)state;
    sign(world_at(0, 16, 30, 0));
    settle(world_at(1, 7, 0, 0));
    settle(world_at(1, 7, 1, 0));
    struct hours hours = hours_of(202611);
    assert_int_equal(hours.days, 1);
    assert_int_equal(hours.minutes, 120);
    assert_int_equal(hours.assumed, 1);
    assert_true(sign(world_at(1, 8, 0, 0)).in);
}

static void
forgotten_leaving_never_turns_the_next_coming_into_a_leaving(void **state)
{
    (void)state;
    sign(world_at(0, 16, 30, 0));
    assert_true(sign(world_at(1, 8, 0, 0)).in);
}

static void
hours_are_summed_by_month_and_nothing_counts_twice(void **state)
{
    (void)state;
    sign(world_at(0, 9, 0, 0));
    sign(world_at(0, 10, 30, 0));
    sign(world_at(0, 14, 0, 0));
    sign(world_at(0, 15, 0, 0));
    sign(world_at(7, 9, 0, 0)); /* the first of December */
    sign(world_at(7, 9, 45, 0));
    struct hours november = hours_of(202611), december = hours_of(202612);
    assert_int_equal(november.minutes, 150);
    assert_int_equal(november.days, 1);
    assert_int_equal(december.minutes, 45);
    assert_string_equal(november.staff.name, "测志愿");
    assert_int_equal(hours_of(202610).days, 0);
}

/* A power cut between two comings: the day's clock was wrong, so both are comings. */
static void
two_comings_of_one_day_count_once(void **state)
{
    (void)state;
    struct moment one = {.utc_ms = 3600000, .mono_ms = 3600000, .boot_id = "boot one......."};
    struct moment two = {.utc_ms = 7200000, .mono_ms = 7200000, .boot_id = "boot two......."};
    assert_true(sign(one).in);
    assert_true(sign(two).in);
    struct moment good = world_at(0, 18, 0, 0);
    memcpy(good.boot_id, one.boot_id, BOOT_ID_LEN);
    good.mono_ms = 3600000 + 8 * 3600000; /* boot one's coming was at ten */
    settle(good);
    memcpy(good.boot_id, two.boot_id, BOOT_ID_LEN);
    good.mono_ms = 7200000 + 4 * 3600000; /* boot two's at two */
    settle(good);
    settle(world_at(1, 7, 0, 0));
    assert_int_equal(hours_of(202611).minutes, 8 * 60 + 30);
}

struct people {
    int count;
    struct inside inside[8];
};

static int
keep_inside(const struct inside *inside, void *payload)
{
    struct people *people = payload;
    people->inside[people->count++] = *inside;
    return 0;
}

static struct people
inside(int day)
{
    struct people people = {0};
    assert_int_equal(presence_inside_each(w.db, w.home.id, day, keep_inside, &people), DB_OK);
    return people;
}

static void
visitors_are_inside_until_they_leave(void **state)
{
    (void)state;
    struct moment at = world_at(0, 9, 0, 0), out = world_at(0, 10, 0, 0);
    assert_int_equal(visitor_in(w.db, "测\"来客\"\\", VISIT_INSPECTION, w.tutor.id, &at), DB_OK);
    sign(world_at(0, 9, 5, 0));
    struct people people = inside(TODAY);
    assert_int_equal(people.count, 2);
    assert_string_equal(people.inside[0].name, "测\"来客\"\\");
    assert_int_equal(people.inside[0].purpose, VISIT_INSPECTION);
    assert_int_equal(people.inside[0].staff_id, 0);
    assert_int_equal(people.inside[1].staff_id, volunteer.id);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 0);
    assert_int_equal(visitor_out(w.db, people.inside[0].visit, w.tutor.id, &out), DB_OK);
    int64_t last = query_last_seq(w.db);
    assert_int_equal(visitor_out(w.db, people.inside[0].visit, w.tutor.id, &out), DB_OK);
    assert_int_equal(query_last_seq(w.db), last);
    assert_int_equal(inside(TODAY).count, 1);
}

static void
visitor_needs_a_name_and_is_signed_out_at_closing_time(void **state)
{
    (void)state;
    struct moment at = world_at(0, 9, 0, 0);
    assert_int_equal(visitor_in(w.db, "  ", VISIT_PARENT, w.tutor.id, &at), DB_REFUSED);
    assert_int_equal(visitor_in(w.db, "测阿姨", VISIT_PARENT, w.tutor.id, &at), DB_OK);
    settle(world_at(0, 23, 0, 0));
    assert_int_equal(inside(TODAY).count, 1);
    settle(world_at(1, 7, 0, 0));
    assert_int_equal(inside(TODAY).count, 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(first_sign_of_a_day_is_a_coming_then_a_leaving),
        TEST(same_card_within_ten_seconds_is_the_same_sign),
        TEST(touch_signs_as_the_card_does),
        TEST(forgotten_leaving_is_assumed_at_closing_time),
        TEST(forgotten_leaving_never_turns_the_next_coming_into_a_leaving),
        TEST(hours_are_summed_by_month_and_nothing_counts_twice),
        TEST(two_comings_of_one_day_count_once),
        TEST(visitors_are_inside_until_they_leave),
        TEST(visitor_needs_a_name_and_is_signed_out_at_closing_time),
    };
    return cmocka_run_group_tests_name("hours", tests, NULL, NULL);
}
