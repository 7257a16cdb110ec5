/* Public holidays and moved workdays, what they do to a week, and when a school lets children go.
 */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/calendar.h"
#include "db/day.h"
#include "db/school.h"
#include "db/timetable.h"

#include <stdio.h>
#include <string.h>

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
put(int day, enum calendar_kind kind, int as_weekday)
{
    struct calendar_day d = {day, kind, "测试节", as_weekday};
    assert_int_equal(calendar_put(w.db, &d), DB_OK);
}

static void
put_session(int weekday, int64_t period_id, int starts_min)
{
    struct session s = {.home_id = w.home.id,
        .period_id = period_id,
        .weekday = weekday,
        .starts_min = starts_min,
        .ends_min = starts_min + 60,
        .subject = SUBJECT_READING};
    assert_int_equal(session_put(w.db, &s), DB_OK);
}

static int
sessions_on(int day, struct session *first)
{
    static struct session all[SESSION_MAX];
    int n = timetable_day(w.db, all, w.home.id, day, -1);
    if (first)
        *first = all[0];
    return n;
}

static void
an_ordinary_day_is_its_weekday(void **state)
{
    (void)state;
    assert_int_equal(calendar_weekday(w.db, 20261009), 5);
    assert_int_equal(calendar_weekday(w.db, 20261010), 6);
    assert_int_equal(calendar_school_weekday(w.db, w.home.id, 20261009), 5);
    assert_int_equal(calendar_school_weekday(w.db, w.home.id, 20261010), 0);
}

static void
no_class_runs_on_a_public_holiday(void **state)
{
    (void)state;
    put_session(4, 0, 960);
    assert_int_equal(sessions_on(20261001, NULL), 1);
    put(20261001, CALENDAR_HOLIDAY, 0);
    assert_int_equal(sessions_on(20261001, NULL), 0);
    assert_int_equal(sessions_on(20261008, NULL), 1);
    assert_int_equal(calendar_school_weekday(w.db, w.home.id, 20261001), 0);
}

static void
a_moved_workday_runs_the_weekday_it_stands_for_and_not_its_own(void **state)
{
    (void)state;
    put_session(3, 0, 960); /* Wednesday */
    put_session(6, 0, 540); /* Saturday */
    put(20261010, CALENDAR_WORKDAY, 3);
    struct session first;
    assert_int_equal(sessions_on(20261010, &first), 1);
    assert_int_equal(first.starts_min, 960);
    assert_int_equal(sessions_on(20261017, &first), 1);
    assert_int_equal(first.starts_min, 540);
    assert_int_equal(calendar_school_weekday(w.db, w.home.id, 20261010), 3);
}

static void
a_terms_classes_follow_the_calendar_and_holiday_care_its_own_weekdays(void **state)
{
    (void)state;
    struct period term = {0, w.home.id, PERIOD_TERM, "测学期", 20260901, 20261231};
    struct period winter = {0, w.home.id, PERIOD_WINTER, "测寒假", 20270125, 20270226};
    assert_int_equal(period_put(w.db, &term), DB_OK);
    assert_int_equal(period_put(w.db, &winter), DB_OK);
    put_session(4, term.id, 960);
    put_session(4, winter.id, 540);
    put(20261001, CALENDAR_HOLIDAY, 0);
    put(20270204, CALENDAR_HOLIDAY, 0);
    assert_int_equal(sessions_on(20261001, NULL), 0);
    assert_int_equal(sessions_on(20261015, NULL), 1);
    assert_int_equal(sessions_on(20270204, NULL), 1);
    assert_int_equal(sessions_on(20270128, NULL), 1);
}

static void
schools_are_shut_in_a_homes_holidays_even_on_a_moved_workday(void **state)
{
    (void)state;
    struct period winter = {0, w.home.id, PERIOD_WINTER, "测寒假", 20260201, 20260228};
    assert_int_equal(period_put(w.db, &winter), DB_OK);
    put(20260214, CALENDAR_WORKDAY, 5);
    assert_int_equal(calendar_school_weekday(w.db, w.home.id, 20260214), 0);
    assert_int_equal(calendar_school_weekday(w.db, w.home.id, 20260213), 0);
    assert_int_equal(calendar_school_weekday(w.db, w.home.id, 20260302), 1);
}

static void
a_day_is_put_anew_and_taken_away(void **state)
{
    (void)state;
    put(20261010, CALENDAR_HOLIDAY, 0);
    put(20261010, CALENDAR_WORKDAY, 2);
    struct calendar_day d;
    assert_true(calendar_get(w.db, &d, 20261010));
    assert_int_equal(d.kind, CALENDAR_WORKDAY);
    assert_int_equal(d.as_weekday, 2);
    assert_string_equal(d.name, "测试节");
    assert_int_equal(calendar_remove(w.db, 20261010), DB_OK);
    assert_false(calendar_get(w.db, &d, 20261010));
}

static void
a_workday_without_its_weekday_is_refused(void **state)
{
    (void)state;
    struct calendar_day bare = {20261010, CALENDAR_WORKDAY, "测试节", 0};
    struct calendar_day both = {20261001, CALENDAR_HOLIDAY, "测试节", 3};
    assert_int_equal(calendar_put(w.db, &bare), DB_REFUSED);
    assert_int_equal(calendar_put(w.db, &both), DB_REFUSED);
}

static int
add_day(const struct calendar_day *d, void *payload)
{
    int *days = payload;
    days[++days[0]] = d->day;
    return 0;
}

static void
years_are_known_by_their_days_and_days_told_in_order(void **state)
{
    (void)state;
    assert_false(calendar_knows(w.db, 2026));
    assert_int_equal(calendar_last_year(w.db), 0);
    put(20261001, CALENDAR_HOLIDAY, 0);
    put(20260101, CALENDAR_HOLIDAY, 0);
    assert_true(calendar_knows(w.db, 2026));
    assert_false(calendar_knows(w.db, 2025));
    assert_false(calendar_knows(w.db, 2027));
    assert_int_equal(calendar_last_year(w.db), 2026);
    int days[4] = {0};
    assert_int_equal(calendar_each(w.db, 20260101, add_day, days), 0);
    assert_int_equal(days[0], 2);
    assert_int_equal(days[1], 20260101);
    assert_int_equal(days[2], 20261001);
}

/* The file that comes with the product, read as it stands: each moved workday is on a weekend and
 * stands for a weekday on which the same holiday gives a day off. */
static void
the_official_calendar_is_sound(void **state)
{
    (void)state;
    FILE *in = fopen("assets/calendar/cn.csv", "r");
    assert_non_null(in);
    static const char *const weekdays[] = {"周一", "周二", "周三", "周四", "周五"};
    char line[128];
    int holidays[2] = {0}, workdays[2] = {0}, last = 0;
    assert_non_null(fgets(line, sizeof line, in));
    while (fgets(line, sizeof line, in)) {
        char date[16], kind[16], name[64], as[16] = "";
        assert_true(sscanf(line, "%15[^,],%15[^,],%63[^,],%15[^\n]", date, kind, name, as) >= 3);
        int day = day_parse(date), year = day / 10000 - 2025, stands_for = 0;
        assert_true(day > last && year >= 0 && year <= 1);
        last = day;
        if (calendar_kind_parse(kind) == CALENDAR_HOLIDAY) {
            holidays[year]++;
            assert_string_equal(as, "");
            continue;
        }
        assert_int_equal(calendar_kind_parse(kind), CALENDAR_WORKDAY);
        workdays[year]++;
        assert_true(day_weekday(day) >= 6);
        for (int i = 0; i < 5; i++)
            stands_for = strcmp(as, weekdays[i]) == 0 ? i + 1 : stands_for;
        assert_true(stands_for > 0);
    }
    fclose(in);
    assert_int_equal(holidays[0], 28); /* 1 + 8 + 3 + 5 + 3 + 8 */
    assert_int_equal(workdays[0], 5);
    assert_int_equal(holidays[1], 33); /* 3 + 9 + 3 + 5 + 3 + 3 + 7 */
    assert_int_equal(workdays[1], 6);
}

static int
count_end(const struct school_end *end, void *payload)
{
    *(struct school_end *)payload = *end;
    return 0;
}

static void
a_schools_end_and_a_childs_way_are_kept_and_changed(void **state)
{
    (void)state;
    struct school_end end = {"测山小学", "", 5, 930}, found = {0};
    assert_int_equal(school_end_put(w.db, &end), DB_OK);
    end.ends_min = 900;
    assert_int_equal(school_end_put(w.db, &end), DB_OK);
    assert_int_equal(school_end_each(w.db, count_end, &found), 0);
    assert_int_equal(found.ends_min, 900);
    assert_int_equal(found.weekday, 5);
    assert_int_equal(school_end_remove(w.db, &end), DB_OK);
    found.ends_min = 0;
    assert_int_equal(school_end_each(w.db, count_end, &found), 0);
    assert_int_equal(found.ends_min, 0);

    struct school_way way;
    assert_true(school_way_get(w.db, &way, w.child.id));
    assert_int_equal(way.walk_min, 0);
    assert_int_equal(way.comes_on, COMES_EVERY_DAY);
    way = (struct school_way){25, 0x1f};
    assert_int_equal(school_way_put(w.db, w.child.id, &way), DB_OK);
    way.walk_min = 601;
    assert_int_equal(school_way_put(w.db, w.child.id, &way), DB_REFUSED);
    assert_int_equal(child_put(w.db, &w.child), DB_OK); /* another part's edit keeps it */
    assert_true(school_way_get(w.db, &way, w.child.id));
    assert_int_equal(way.walk_min, 25);
    assert_int_equal(way.comes_on, 0x1f);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(an_ordinary_day_is_its_weekday),
        TEST(no_class_runs_on_a_public_holiday),
        TEST(a_moved_workday_runs_the_weekday_it_stands_for_and_not_its_own),
        TEST(a_terms_classes_follow_the_calendar_and_holiday_care_its_own_weekdays),
        TEST(schools_are_shut_in_a_homes_holidays_even_on_a_moved_workday),
        TEST(a_day_is_put_anew_and_taken_away),
        TEST(a_workday_without_its_weekday_is_refused),
        TEST(years_are_known_by_their_days_and_days_told_in_order),
        cmocka_unit_test(the_official_calendar_is_sound),
        TEST(a_schools_end_and_a_childs_way_are_kept_and_changed),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
