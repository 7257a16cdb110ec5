/* Holiday care: opened, prolonged and closed; its sessions; who has a place and who waits; and what
 * is refused. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/alarm.h"
#include "db/calendar.h"
#include "db/day.h"
#include "db/enrol.h"
#include "db/event.h"
#include "db/expected.h"
#include "db/lamp.h"
#include "db/plan.h"
#include "db/presence.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static struct world w;
static struct period period;
static struct care_session morning, lunch;
static struct guardian granny;

enum { FIRST = 20261125, TODAY = 20261124, LAST = 20261218 };

static struct roster_by
by(int days)
{
    return (struct roster_by){w.tutor.id, day_add(TODAY, days), world_at(days, 8, 0, 0)};
}

static struct care_session
session(const char *name, enum care_part part, int from, int until)
{
    struct care_session s = {.period_id = period.id,
        .part = part,
        .starts_min = from,
        .ends_min = until,
        .weekdays = CARE_ALL_WEEK,
        .capacity = 2,
        .per_adult = CARE_PER_ADULT};
    snprintf(s.name, sizeof s.name, "%s", name);
    return s;
}

static int
save(struct care_session *s)
{
    struct roster_by who = by(0);
    return care_session_save(w.db, s, &who);
}

/* A holiday from tomorrow on, with a morning and a lunch of two places each. */
static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    period = (struct period){.home_id = w.home.id,
        .kind = PERIOD_WINTER,
        .name = "测试寒假",
        .from_day = FIRST,
        .until_day = LAST};
    assert_int_equal(period_put(w.db, &period), DB_OK);
    morning = session("上午", CARE_MORNING, 510, 690);
    lunch = session("午餐", CARE_LUNCH, 690, 780);
    lunch.meal = true;
    assert_int_equal(save(&morning), DB_OK);
    assert_int_equal(save(&lunch), DB_OK);
    granny = (struct guardian){.name = "测奶奶", .relation = "奶奶", .since_day = 20250901};
    return guardian_put(w.db, &granny, w.child.id);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static int64_t
add_child(const char *no)
{
    struct child child = {.home_id = w.home.id, .born_day = 20180101, .joined_day = 20250901};
    snprintf(child.no, sizeof child.no, "%s", no);
    snprintf(child.name, sizeof child.name, "测%s", no);
    snprintf(child.pinyin, sizeof child.pinyin, "ce %s", no);
    assert_int_equal(child_put(w.db, &child), DB_OK);
    return child.id;
}

static struct enrol
wish(int64_t child_id, const struct care_session *s)
{
    return (struct enrol){.period_id = period.id,
        .child_id = child_id,
        .consent = {.by = "测家长", .how = CONSENT_PAPER, .day = 20261120},
        .weekdays = CARE_ALL_WEEK,
        .session_count = 1,
        .sessions = {s->id}};
}

static bool waits[CARE_SESSIONS];

static int
enrol(const struct enrol *e)
{
    struct roster_by who = by(0);
    memset(waits, 0, sizeof waits);
    return enrol_add(w.db, waits, e, &who);
}

static void
must_enrol(int64_t child_id, bool may_wait)
{
    struct enrol e = wish(child_id, &morning);
    e.may_wait = may_wait;
    if (enrol(&e) != DB_OK)
        fail_msg("%s", db_why(w.db));
}

static int
open_it(int days)
{
    struct roster_by who = by(days);
    return care_open(w.db, period.id, 0, "", &who);
}

static struct care
now(void)
{
    struct care care;
    assert_true(care_get(w.db, &care, period.id));
    return care;
}

static int
events_of(const char *kind)
{
    sqlite3 *file = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(w.path, &file), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(file, "SELECT count(*) FROM event WHERE kind = ?", -1, &stmt, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_bind_text(stmt, 1, kind, -1, SQLITE_STATIC), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int count = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(file);
    return count;
}

static void
care_is_planned_then_open_then_closed(void **state)
{
    (void)state;
    assert_int_equal(now().state, CARE_PLANNED);
    assert_int_equal(open_it(0), DB_OK);
    assert_int_equal(now().state, CARE_OPEN);
    assert_int_equal(now().from_day, FIRST);
    assert_int_equal(now().until_day, LAST);
    assert_int_equal(now().opened_by, w.tutor.id);
    struct roster_by who = by(30);
    assert_int_equal(care_close(w.db, period.id, "", &who), DB_OK);
    assert_int_equal(now().state, CARE_CLOSED);
    assert_int_equal(now().until_day, LAST);
}

static void
open_care_is_not_opened_again(void **state)
{
    (void)state;
    assert_int_equal(open_it(0), DB_OK);
    assert_int_equal(open_it(0), DB_REFUSED);
    assert_int_equal(events_of("care_opened"), 1);
}

static void
care_without_sessions_is_not_opened(void **state)
{
    (void)state;
    struct roster_by who = by(0);
    assert_int_equal(care_session_remove(w.db, morning.id, &who), DB_OK);
    assert_int_equal(care_session_remove(w.db, lunch.id, &who), DB_OK);
    assert_int_equal(open_it(0), DB_REFUSED);
}

static void
care_that_ends_early_says_why_and_may_be_opened_again(void **state)
{
    (void)state;
    assert_int_equal(open_it(0), DB_OK);
    struct roster_by who = by(3);
    assert_int_equal(care_close(w.db, period.id, " ", &who), DB_REFUSED);
    assert_int_equal(care_close(w.db, period.id, "下大雪", &who), DB_OK);
    assert_int_equal(now().until_day, 20261127);
    assert_false(care_is_day(w.db, &(struct care){0}, FIRST));
    struct care care = now();
    assert_true(care_is_day(w.db, &care, 20261127));
    assert_false(care_is_day(w.db, &care, 20261128));
    assert_int_equal(open_it(4), DB_OK);
    care = now();
    assert_int_equal(care.from_day, FIRST);
    assert_true(care_is_day(w.db, &care, 20261128));
}

static void
closed_care_is_not_edited(void **state)
{
    (void)state;
    must_enrol(w.child.id, false);
    assert_int_equal(open_it(0), DB_OK);
    struct roster_by who = by(30);
    assert_int_equal(care_close(w.db, period.id, "", &who), DB_OK);
    struct enrol e = wish(add_child("T-002"), &morning);
    assert_int_equal(enrol_add(w.db, waits, &e, &who), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "correction"));
    e.child_id = w.child.id;
    assert_int_equal(enrol_change(w.db, waits, &e, &who), DB_REFUSED);
    assert_int_equal(enrol_leave(w.db, period.id, w.child.id, 0, 20261224, &who), DB_REFUSED);
    struct care_session s = morning;
    s.capacity = 9;
    assert_int_equal(care_session_save(w.db, &s, &who), DB_REFUSED);
    assert_int_equal(care_session_remove(w.db, lunch.id, &who), DB_REFUSED);
    struct period p = period;
    p.until_day = 20261220;
    assert_int_equal(plan_period_save(w.db, &p, &who), DB_REFUSED);
    assert_int_equal(plan_period_remove(w.db, &period, &who), DB_REFUSED);
    assert_int_equal(care_prolong(w.db, period.id, 20261220, &who), DB_REFUSED);
    assert_int_equal(open_it(30), DB_REFUSED);
}

static void
care_is_prolonged_to_a_later_day_that_is_free(void **state)
{
    (void)state;
    struct roster_by who = by(0);
    struct period next = {.home_id = w.home.id,
        .kind = PERIOD_TERM,
        .name = "下学期",
        .from_day = 20261225,
        .until_day = 20270120};
    assert_int_equal(period_put(w.db, &next), DB_OK);
    assert_int_equal(care_prolong(w.db, period.id, LAST, &who), DB_REFUSED);
    assert_int_equal(care_prolong(w.db, period.id, 20261225, &who), DB_REFUSED);
    assert_int_equal(care_prolong(w.db, next.id, 20270125, &who), DB_REFUSED);
    assert_int_equal(now().period.until_day, LAST);
    assert_int_equal(open_it(0), DB_OK);
    assert_int_equal(care_prolong(w.db, period.id, 20261224, &who), DB_OK);
    assert_int_equal(now().until_day, 20261224);
    assert_int_equal(events_of("care_prolonged"), 1);
}

static void
sessions_across_midnight_or_over_one_another_are_refused(void **state)
{
    (void)state;
    struct care_session s = session("夜里", CARE_REST, 1380, 60);
    assert_int_equal(save(&s), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "midnight"));
    s = session("夜里", CARE_REST, 1380, 1500);
    assert_int_equal(save(&s), DB_REFUSED);
    s = session("重叠", CARE_REST, 680, 700);
    assert_int_equal(save(&s), DB_REFUSED);
    s = session("上午", CARE_REST, 800, 900);
    assert_int_equal(save(&s), DB_REFUSED);
    s = session("午休", CARE_REST, 780, 840);
    assert_int_equal(save(&s), DB_OK);
    s = session("周末", CARE_MORNING, 780, 840);
    s.weekdays = 96;
    assert_int_equal(save(&s), DB_REFUSED);
}

static void
a_term_has_no_care(void **state)
{
    (void)state;
    struct roster_by who = by(0);
    struct period p = period;
    p.kind = PERIOD_TERM;
    assert_int_equal(plan_period_save(w.db, &p, &who), DB_REFUSED);
    assert_int_equal(plan_period_remove(w.db, &period, &who), DB_REFUSED);
}

static void
consent_is_a_must(void **state)
{
    (void)state;
    struct enrol e = wish(w.child.id, &morning);
    e.consent.by[0] = '\0';
    assert_int_equal(enrol(&e), DB_REFUSED);
    e = wish(w.child.id, &morning);
    e.consent.day = 0;
    assert_int_equal(enrol(&e), DB_REFUSED);
    e.consent.day = 20261125;
    assert_int_equal(enrol(&e), DB_REFUSED);
    e.consent = (struct consent){.how = CONSENT_CARD, .day = 20261120};
    assert_int_equal(enrol(&e), DB_REFUSED);
    e.consent.guardian_id = granny.id + 1;
    assert_int_equal(enrol(&e), DB_REFUSED);
    e.consent.guardian_id = granny.id;
    assert_int_equal(enrol(&e), DB_OK);
    struct enrolled got;
    assert_true(enrol_get(w.db, &got, period.id, w.child.id, TODAY));
    assert_string_equal(got.consent.by, "测奶奶");
}

static void
a_child_is_enrolled_once(void **state)
{
    (void)state;
    must_enrol(w.child.id, false);
    struct enrol e = wish(w.child.id, &lunch);
    assert_int_equal(enrol(&e), DB_REFUSED);
    e.session_count = 2;
    e.sessions[1] = lunch.id;
    e.child_id = add_child("T-002");
    assert_int_equal(enrol(&e), DB_REFUSED);
}

static void
a_full_session_refuses_or_lets_wait(void **state)
{
    (void)state;
    must_enrol(w.child.id, false);
    must_enrol(add_child("T-002"), false);
    struct enrol e = wish(add_child("T-003"), &morning);
    assert_int_equal(enrol(&e), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "full"));
    e.may_wait = true;
    assert_int_equal(enrol(&e), DB_OK);
    assert_true(waits[0]);
    struct enrolled got;
    assert_true(enrol_get(w.db, &got, period.id, e.child_id, TODAY));
    assert_int_equal(got.state, PLACE_WAITING);
    assert_int_equal(got.places[0].turn, 1);
    struct care_session s = morning;
    s.capacity = 1;
    assert_int_equal(save(&s), DB_REFUSED);
}

static void
two_children_share_a_place_on_different_weekdays(void **state)
{
    (void)state;
    must_enrol(w.child.id, false);
    struct enrol e = wish(add_child("T-002"), &morning);
    e.weekdays = 7;
    assert_int_equal(enrol(&e), DB_OK);
    e.child_id = add_child("T-003");
    assert_int_equal(enrol(&e), DB_REFUSED);
    e.weekdays = 8;
    assert_int_equal(enrol(&e), DB_OK);
}

static int
keep_offer(const struct offer *offer, void *payload)
{
    *(struct offer *)payload = *offer;
    return 0;
}

static struct offer
offered(int days)
{
    struct offer offer = {0};
    assert_int_equal(
        enrol_offer_each(w.db, period.id, day_add(TODAY, days), keep_offer, &offer), DB_OK);
    return offer;
}

static void
a_free_place_is_offered_to_the_first_who_waits(void **state)
{
    (void)state;
    int64_t second = add_child("T-002"), third = add_child("T-003"), fourth = add_child("T-004");
    must_enrol(w.child.id, false);
    must_enrol(second, false);
    must_enrol(fourth, true);
    must_enrol(third, true);
    assert_int_equal(offered(0).place.child_id, 0);
    struct roster_by who = by(2);
    assert_int_equal(enrol_leave(w.db, period.id, second, 0, 20261126, &who), DB_OK);
    assert_int_equal(offered(3).place.child_id, fourth);
    struct enrolled got;
    assert_true(enrol_get(w.db, &got, period.id, fourth, 20261127));
    assert_int_equal(got.state, PLACE_WAITING);
    who = by(3);
    assert_int_equal(enrol_give(w.db, morning.id, third, &who), DB_REFUSED);
    assert_int_equal(enrol_pass(w.db, morning.id, fourth, &who), DB_OK);
    assert_int_equal(offered(3).place.child_id, third);
    assert_int_equal(enrol_give(w.db, morning.id, third, &who), DB_OK);
    assert_true(enrol_get(w.db, &got, period.id, third, 20261127));
    assert_int_equal(got.state, PLACE_ENROLLED);
    assert_int_equal(got.places[0].since_day, 20261127);
    assert_int_equal(offered(3).place.child_id, 0);
    assert_int_equal(enrol_give(w.db, morning.id, third, &who), DB_REFUSED);
    assert_int_equal(enrol_give(w.db, morning.id, fourth, &who), DB_REFUSED);
}

static int
count_places(const struct alarm *alarm, void *payload)
{
    int *count = payload;
    *count += alarm->kind == ALARM_PLACE;
    return 0;
}

static void
staff_are_told_of_a_free_place_until_they_have_seen_to_it(void **state)
{
    (void)state;
    int count = 0;
    int64_t second = add_child("T-002"), third = add_child("T-003");
    struct moment at = world_at(0, 9, 0, 0);
    must_enrol(w.child.id, false);
    must_enrol(second, false);
    must_enrol(third, true);
    assert_int_equal(alarm_each(w.db, w.home.id, &at, count_places, &count), DB_OK);
    assert_int_equal(count, 0);
    struct roster_by who = by(0);
    assert_int_equal(enrol_leave(w.db, period.id, second, 0, TODAY, &who), DB_OK);
    assert_int_equal(alarm_each(w.db, w.home.id, &at, count_places, &count), DB_OK);
    assert_int_equal(count, 1);
    struct alarm alarm = {.kind = ALARM_PLACE, .child_id = third};
    assert_int_equal(alarm_done(w.db, &alarm, w.tutor.id, "问过家长", &at), DB_OK);
    assert_int_equal(alarm_each(w.db, w.home.id, &at, count_places, &count), DB_OK);
    assert_int_equal(count, 1);
}

static void
who_changes_keeps_the_days_that_are_over(void **state)
{
    (void)state;
    must_enrol(w.child.id, false);
    struct enrol e = wish(w.child.id, &lunch);
    e.weekdays = 31;
    e.since_day = 20261201;
    struct roster_by who = by(6);
    assert_int_equal(enrol_change(w.db, waits, &e, &who), DB_OK);
    struct enrolled got;
    assert_true(enrol_get(w.db, &got, period.id, w.child.id, 20261130));
    assert_int_equal(got.places[0].session_id, morning.id);
    assert_int_equal(got.places[0].state, PLACE_ENROLLED);
    assert_true(enrol_get(w.db, &got, period.id, w.child.id, 20261201));
    assert_int_equal(got.places[0].state, PLACE_LEFT);
    assert_int_equal(got.places[1].state, PLACE_ENROLLED);
    e.since_day = 20261129;
    assert_int_equal(enrol_change(w.db, waits, &e, &who), DB_REFUSED);
}

static void
who_left_may_come_again(void **state)
{
    (void)state;
    must_enrol(w.child.id, false);
    struct roster_by who = by(2);
    assert_int_equal(enrol_leave(w.db, period.id, w.child.id, 0, 20261124, &who), DB_REFUSED);
    assert_int_equal(enrol_leave(w.db, period.id, w.child.id, 0, 20261125, &who), DB_OK);
    assert_int_equal(enrol_leave(w.db, period.id, w.child.id, 0, 20261125, &who), DB_REFUSED);
    struct enrolled got;
    assert_true(enrol_get(w.db, &got, period.id, w.child.id, 20261126));
    assert_int_equal(got.state, PLACE_LEFT);
    struct enrol e = wish(w.child.id, &morning);
    e.since_day = FIRST;
    assert_int_equal(enrol_add(w.db, waits, &e, &who), DB_REFUSED);
    e.since_day = 0;
    assert_int_equal(enrol_add(w.db, waits, &e, &who), DB_OK);
    assert_true(enrol_get(w.db, &got, period.id, w.child.id, 20261126));
    assert_int_equal(got.state, PLACE_ENROLLED);
}

static void
who_has_left_the_home_frees_its_place(void **state)
{
    (void)state;
    struct enrolled got;
    int64_t second = add_child("T-002"), third = add_child("T-003");
    must_enrol(w.child.id, false);
    must_enrol(second, false);
    must_enrol(third, true);
    w.child.left_day = 20261130;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(place_count(w.db, &morning, 20261129), 2);
    assert_int_equal(place_count(w.db, &morning, 20261130), 1);
    assert_int_equal(offered(2).place.child_id, 0);
    assert_int_equal(offered(6).place.child_id, third);
    assert_true(enrol_get(w.db, &got, period.id, w.child.id, 20261130));
    assert_int_equal(got.state, PLACE_LEFT);
}

static int
count_expected(const struct expected *expected, void *payload)
{
    int *at = payload;
    *at = *at * 10000 + expected->at_min;
    return 0;
}

static int
expected_on(int day)
{
    int at = 0;
    assert_int_equal(expected_each(w.db, w.home.id, day, count_expected, &at), DB_OK);
    return at;
}

static void
who_has_a_place_is_expected_on_days_of_care(void **state)
{
    (void)state;
    struct enrol e = wish(w.child.id, &lunch);
    e.weekdays = 5; /* Monday and Wednesday; the first day is a Wednesday */
    assert_int_equal(enrol(&e), DB_OK);
    assert_int_equal(expected_on(FIRST), 0);
    assert_int_equal(open_it(0), DB_OK);
    assert_int_equal(expected_on(FIRST), lunch.starts_min);
    assert_int_equal(expected_on(20261126), 0);
    struct calendar_day holiday = {20261130, CALENDAR_HOLIDAY, "测节", 0};
    assert_int_equal(expected_on(20261130), lunch.starts_min);
    assert_int_equal(calendar_put(w.db, &holiday), DB_OK);
    assert_int_equal(expected_on(20261130), 0);
}

static void
check_in(int64_t child_id, int hour)
{
    struct scan out;
    struct vouch vouch = {child_id, w.tutor.id, VOUCHED_FAILED};
    struct moment at = world_at(1, hour, 0, 0);
    assert_int_equal(attendance_vouched(w.db, &out, &vouch, &at), DB_OK);
}

static void
too_few_adults_want_a_written_reason(void **state)
{
    (void)state;
    struct care care;
    struct lamp lamp;
    struct presence sign;
    struct roster_by who = by(1);
    morning.per_adult = 2;
    assert_int_equal(save(&morning), DB_OK);
    check_in(w.child.id, 7);
    check_in(add_child("T-002"), 7);
    struct moment at = world_at(1, 7, 30, 0);
    assert_int_equal(open_it(1), DB_REFUSED);
    assert_int_equal(presence_sign(w.db, &sign, w.tutor.id, NULL, &at), DB_OK);
    assert_int_equal(open_it(1), DB_OK);
    who.at = world_at(1, 8, 40, 0);
    assert_true(care_get(w.db, &care, period.id));
    assert_int_equal(lamp_read(w.db, &lamp, &care, &who.at), DB_OK);
    assert_int_equal(lamp.light, LAMP_JUST);
    assert_int_equal(lamp_begin(w.db, morning.id, "", &who), DB_OK);
    assert_int_equal(lamp_begin(w.db, morning.id, "", &who), DB_OK);
    assert_int_equal(events_of("care_begun"), 1);
    check_in(add_child("T-003"), 8);
    assert_int_equal(lamp_read(w.db, &lamp, &care, &who.at), DB_OK);
    assert_int_equal(lamp.light, LAMP_SHORT);
    assert_int_equal(lamp.needed, 2);
    assert_int_equal(lamp_begin(w.db, morning.id, "  ", &who), DB_REFUSED);
    assert_int_equal(lamp_begin(w.db, morning.id, "李老师在路上", &who), DB_OK);
    assert_int_equal(events_of("care_begun"), 2);
    who.at = world_at(1, 11, 30, 0);
    assert_int_equal(lamp_begin(w.db, morning.id, "晚了", &who), DB_REFUSED);
}

static void
what_is_there_already_is_no_edit_of_closed_care(void **state)
{
    (void)state;
    struct consent consent = {.by = "测家长", .how = CONSENT_PAPER, .day = 20261120};
    struct place place = {.session_id = morning.id,
        .child_id = w.child.id,
        .since_day = FIRST,
        .weekdays = CARE_ALL_WEEK};
    assert_int_equal(enrol_put(w.db, &consent, &place, TODAY), DB_OK);
    assert_int_equal(open_it(0), DB_OK);
    struct roster_by who = by(30);
    assert_int_equal(care_close(w.db, period.id, "", &who), DB_OK);
    assert_int_equal(enrol_put(w.db, &consent, &place, TODAY), DB_OK);
    struct care_session s = morning;
    assert_int_equal(care_session_put(w.db, &s), DB_OK);
    place.weekdays = 1;
    assert_int_equal(enrol_put(w.db, &consent, &place, TODAY), DB_REFUSED);
    s.capacity++;
    assert_int_equal(care_session_put(w.db, &s), DB_REFUSED);
}

/* Random enrolments against a plain table of who has a place on which day. */

enum { KIDS = 8, SPAN = 12, STEPS = 60 };

static bool holds[KIDS][SPAN]; /* of the morning */
static int64_t kids[KIDS];
static unsigned seed;

static int
below(int n)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16 & 0x7fff) % n;
}

static bool
on(int weekdays, int at)
{
    return weekdays & 1 << (day_weekday(day_add(FIRST, at)) - 1);
}

/* Is there room on all the days that the child would come? */
static bool
has_room(int kid, int from, int weekdays)
{
    for (int d = from; d < SPAN; d++) {
        int here = 0;
        for (int i = 0; i < KIDS; i++)
            here += i != kid && holds[i][d];
        if (on(weekdays, d) && here >= morning.capacity)
            return false;
    }
    return true;
}

/* On the day `at` a child is enrolled, or leaves after it. */
static void
step(int at)
{
    int kid = below(KIDS), weekdays = 1 + below(127);
    struct roster_by who = by(at + 1);
    struct enrol e = wish(kids[kid], &morning);
    struct enrolled known;
    e.weekdays = weekdays;
    bool has = enrol_get(w.db, &known, period.id, kids[kid], day_add(FIRST, at)) &&
               known.state != PLACE_LEFT;
    if (has && below(2)) {
        int rc = enrol_leave(w.db, period.id, kids[kid], 0, day_add(FIRST, at), &who);
        assert_int_equal(rc, known.places[0].until_day == day_add(FIRST, at) ? DB_REFUSED : DB_OK);
        for (int d = at + 1; d < SPAN; d++)
            holds[kid][d] = false;
    } else if (!has) {
        int rc = enrol_add(w.db, waits, &e, &who);
        bool room = has_room(kid, at, weekdays);
        if ((rc == DB_OK) != room)
            fail_msg("seed %u, kid %d from day %d: %s, room %d", seed, kid, at, db_why(w.db), room);
        for (int d = at; room && d < SPAN; d++)
            holds[kid][d] = on(weekdays, d);
    }
}

static void
random_enrolments_agree_with_a_plain_table(void **state)
{
    for (unsigned round = 1; round <= 10; round++) {
        seed = round * 104729u;
        memset(holds, 0, sizeof holds);
        period.until_day = day_add(FIRST, SPAN - 1);
        struct roster_by who = by(0);
        assert_int_equal(plan_period_save(w.db, &period, &who), DB_OK);
        for (int i = 0; i < KIDS; i++) {
            char no[NO_SIZE];
            snprintf(no, sizeof no, "K-%d", i);
            kids[i] = add_child(no);
        }
        for (int n = 0; n < STEPS; n++)
            step(n * SPAN / STEPS);
        for (int d = 0; d < SPAN; d++) {
            int here = 0;
            for (int i = 0; i < KIDS; i++)
                here += holds[i][d];
            assert_int_equal(place_count(w.db, &morning, day_add(FIRST, d)), here);
            assert_true(here <= morning.capacity);
        }
        assert_int_equal(teardown(state), 0);
        assert_int_equal(setup(state), 0);
    }
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        T(care_is_planned_then_open_then_closed),
        T(open_care_is_not_opened_again),
        T(care_without_sessions_is_not_opened),
        T(care_that_ends_early_says_why_and_may_be_opened_again),
        T(closed_care_is_not_edited),
        T(care_is_prolonged_to_a_later_day_that_is_free),
        T(sessions_across_midnight_or_over_one_another_are_refused),
        T(a_term_has_no_care),
        T(consent_is_a_must),
        T(a_child_is_enrolled_once),
        T(a_full_session_refuses_or_lets_wait),
        T(two_children_share_a_place_on_different_weekdays),
        T(a_free_place_is_offered_to_the_first_who_waits),
        T(staff_are_told_of_a_free_place_until_they_have_seen_to_it),
        T(who_changes_keeps_the_days_that_are_over),
        T(who_left_may_come_again),
        T(who_has_left_the_home_frees_its_place),
        T(who_has_a_place_is_expected_on_days_of_care),
        T(too_few_adults_want_a_written_reason),
        T(what_is_there_already_is_no_edit_of_closed_care),
        T(random_enrolments_agree_with_a_plain_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
