/* Who was at a care session: the rule by itself, a day as scans, absences, marks and corrections
 * make it, the month's sheet, and random holidays against a plain count of minutes. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/care_sheet.h"
#include "db/correct.h"
#include "db/day.h"
#include "db/event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_MS = 60000 };

/* A session of two hours, from minute 0 on; stays in minutes, an end of 0 is open. */
static struct care_cell
judge(const int stays[][2], int count, bool assumed, int now)
{
    struct stay list[8] = {{0}};
    for (int i = 0; i < count; i++)
        list[i] = (struct stay){.in_ms = (1000 + stays[i][0]) * (int64_t)MIN_MS,
            .out_ms = stays[i][1] ? (1000 + stays[i][1]) * (int64_t)MIN_MS : 0,
            .assumed = assumed && i == count - 1};
    return care_judge(list, count, 1000 * (int64_t)MIN_MS, 1120 * (int64_t)MIN_MS,
        (1000 + now) * (int64_t)MIN_MS);
}

#define JUDGE(assumed, now, ...)                                                                   \
    judge((const int[][2])__VA_ARGS__,                                                             \
        (int)(sizeof((const int[][2])__VA_ARGS__) / sizeof(int[2])), assumed, now)

static void
ten_minutes_are_not_late_and_eleven_are(void **state)
{
    (void)state;
    struct care_cell cell = JUDGE(false, 200, {{10, 130}});
    assert_int_equal(cell.was, CARE_PRESENT);
    assert_false(cell.late);
    assert_true(JUDGE(false, 200, {{11, 130}}).late);
    assert_false(JUDGE(false, 200, {{-50, 130}}).late);
    assert_false(JUDGE(false, 200, {{-50, 130}}).early);
}

static void
who_leaves_over_ten_minutes_before_the_end_left_early(void **state)
{
    (void)state;
    assert_false(JUDGE(false, 200, {{0, 110}}).early);
    assert_true(JUDGE(false, 200, {{0, 109}}).early);
}

static void
who_went_out_between_is_neither(void **state)
{
    (void)state;
    struct care_cell cell = JUDGE(false, 200, {{0, 30}, {60, 125}});
    assert_int_equal(cell.was, CARE_PRESENT);
    assert_false(cell.late);
    assert_false(cell.early);
}

static void
fourteen_minutes_are_not_present(void **state)
{
    (void)state;
    assert_int_equal(JUDGE(false, 200, {{-60, 14}}).was, CARE_AWAY);
    assert_int_equal(JUDGE(false, 200, {{-60, 15}}).was, CARE_PRESENT);
    assert_int_equal(JUDGE(false, 200, {{-60, 7}, {110, 118}}).was, CARE_PRESENT);
    assert_int_equal(JUDGE(false, 200, {{121, 300}}).was, CARE_AWAY);
    assert_int_equal(JUDGE(false, 200, {{-60, -1}}).was, CARE_AWAY);
}

static void
of_a_short_session_half_is_enough(void **state)
{
    (void)state;
    struct stay stay = {.in_ms = 10 * MIN_MS, .out_ms = 19 * MIN_MS};
    assert_int_equal(care_judge(&stay, 1, 10 * MIN_MS, 30 * MIN_MS, 60 * MIN_MS).was, CARE_AWAY);
    stay.out_ms = 20 * MIN_MS;
    assert_int_equal(care_judge(&stay, 1, 10 * MIN_MS, 30 * MIN_MS, 60 * MIN_MS).was, CARE_PRESENT);
}

static void
nobody_who_was_not_seen_leaving_left_early(void **state)
{
    (void)state;
    struct care_cell cell = JUDGE(true, 300, {{0, 60}});
    assert_int_equal(cell.was, CARE_PRESENT);
    assert_true(cell.assumed);
    assert_false(cell.early);
    assert_false(JUDGE(true, 300, {{0, 60}, {121, 200}}).assumed);
    assert_int_equal(JUDGE(true, 300, {{0, 5}}).was, CARE_PRESENT);
}

static void
until_it_is_over_a_child_is_awaited(void **state)
{
    (void)state;
    struct care_cell cell = judge(NULL, 0, false, 119);
    assert_int_equal(cell.was, CARE_AWAITED);
    assert_int_equal(judge(NULL, 0, false, 120).was, CARE_AWAY);
    cell = JUDGE(false, 6, {{5, 0}});
    assert_int_equal(cell.was, CARE_PRESENT);
    assert_false(cell.early);
    assert_int_equal(JUDGE(false, -1, {{-5, 0}}).was, CARE_AWAITED);
}

/* A holiday of three sessions, from Wednesday 2026-11-25 on. */
enum { FIRST = 20261125, LAST = 20261218, SESSIONS = 3 };

static struct world w;
static struct period period;
static struct care_session sessions[SESSIONS];

static struct roster_by
by(int days, int hour)
{
    return (struct roster_by){w.tutor.id, day_add(20261124, days), world_at(days, hour, 0, 0)};
}

static void
add_session(int i, const char *name, int from, int until, bool meal)
{
    struct roster_by who = by(0, 8);
    sessions[i] = (struct care_session){.period_id = period.id,
        .part = (enum care_part)i,
        .starts_min = from,
        .ends_min = until,
        .weekdays = CARE_ALL_WEEK,
        .capacity = 50,
        .meal = meal,
        .per_adult = CARE_PER_ADULT};
    snprintf(sessions[i].name, sizeof sessions[i].name, "%s", name);
    assert_int_equal(care_session_save(w.db, &sessions[i], &who), DB_OK);
}

static void
enrol(int64_t child_id, unsigned which, int weekdays)
{
    struct roster_by who = by(0, 8);
    bool waits[CARE_SESSIONS];
    struct enrol e = {.period_id = period.id,
        .child_id = child_id,
        .consent = {.by = "测家长", .how = CONSENT_PAPER, .day = 20261120},
        .weekdays = weekdays};
    for (int i = 0; i < SESSIONS; i++)
        if (which & 1u << i)
            e.sessions[e.session_count++] = sessions[i].id;
    assert_int_equal(enrol_add(w.db, waits, &e, &who), DB_OK);
}

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    w.tutor.role = STAFF_SOCIAL_WORKER;
    assert_int_equal(staff_put(w.db, &w.tutor), DB_OK);
    period = (struct period){.home_id = w.home.id,
        .kind = PERIOD_WINTER,
        .name = "测试寒假",
        .from_day = FIRST,
        .until_day = LAST};
    assert_int_equal(period_put(w.db, &period), DB_OK);
    add_session(0, "上午", 8 * 60, 11 * 60, false);
    add_session(1, "午餐", 11 * 60, 11 * 60 + 40, true);
    add_session(2, "下午", 14 * 60, 17 * 60, false);
    enrol(w.child.id, 7, CARE_ALL_WEEK);
    struct roster_by who = by(0, 8);
    return care_open(w.db, period.id, 0, "", &who);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* Returns the seq of the check. */
static int64_t
scan_child(int64_t child_id, int days, int minute)
{
    struct scan out;
    struct vouch vouch = {child_id, w.tutor.id, VOUCHED_FAILED};
    struct moment at = world_at(days, minute / 60, minute % 60, 0);
    assert_int_equal(attendance_vouched(w.db, &out, &vouch, &at), DB_OK);
    return event_last_seq(w.db);
}

static int64_t
scan(int days, int hour, int minute)
{
    return scan_child(w.child.id, days, hour * 60 + minute);
}

struct asked {
    int64_t child_id;
    bool found;
    struct care_cell cells[CARE_SESSIONS];
};

static int
keep(const struct care_day *day, void *payload)
{
    struct asked *asked = payload;
    if (day->enrolled->child.id != asked->child_id)
        return 0;
    asked->found = true;
    memcpy(asked->cells, day->cells, sizeof asked->cells);
    return 0;
}

static struct asked
ask(int64_t child_id, int days, struct moment now)
{
    struct asked asked = {.child_id = child_id};
    assert_int_equal(
        care_day_each(w.db, period.id, day_add(20261124, days), &now, keep, &asked), DB_OK);
    return asked;
}

static struct asked
the_day(int days)
{
    return ask(w.child.id, days, world_at(days + 1, 9, 0, 0));
}

static void
a_day_is_told_session_by_session(void **state)
{
    (void)state;
    scan(1, 8, 20);
    scan(1, 11, 45);
    struct asked day = the_day(1);
    assert_true(day.found);
    assert_int_equal(day.cells[0].was, CARE_PRESENT);
    assert_true(day.cells[0].late);
    assert_int_equal(day.cells[0].in_min, 8 * 60 + 20);
    assert_int_equal(day.cells[1].was, CARE_PRESENT);
    assert_true(day.cells[1].meal);
    assert_int_equal(day.cells[2].was, CARE_AWAY);
    struct moment now = world_at(1, 12, 0, 0);
    assert_int_equal(ask(w.child.id, 1, now).cells[2].was, CARE_AWAITED);
}

static void
an_absence_that_was_noted_is_told_with_its_reason(void **state)
{
    (void)state;
    struct absence absence = {.child_id = w.child.id,
        .staff_id = w.tutor.id,
        .from_day = FIRST,
        .until_day = FIRST,
        .reason = ABSENCE_ILL};
    struct moment now = world_at(0, 9, 0, 0);
    assert_int_equal(absence_note(w.db, &absence, &now), DB_OK);
    scan(1, 8, 0);
    scan(1, 10, 0);
    struct asked day = the_day(1);
    assert_int_equal(day.cells[0].was, CARE_PRESENT);
    assert_true(day.cells[0].early);
    assert_int_equal(day.cells[2].was, CARE_AWAY_NOTED);
    assert_int_equal(day.cells[2].reason, ABSENCE_ILL);
    assert_int_equal(the_day(2).cells[0].was, CARE_AWAY);
}

static int
mark(enum care_mark_kind kind, int session, const char *reason, int today)
{
    struct roster_by who = by(today, 20);
    struct care_mark m = {sessions[session].id, w.child.id, FIRST, kind, ""};
    snprintf(m.reason, sizeof m.reason, "%s", reason);
    return care_mark_put(w.db, &m, &who);
}

static int
unmark(bool meal, int session, const char *reason, int today)
{
    struct roster_by who = by(today, 20);
    struct care_mark m = {sessions[session].id, w.child.id, FIRST, CARE_MARK_NONE, ""};
    snprintf(m.reason, sizeof m.reason, "%s", reason);
    return care_mark_undo(w.db, &m, meal, &who);
}

static void
a_mark_by_hand_goes_before_scans_and_can_be_taken_back(void **state)
{
    (void)state;
    scan(1, 8, 0);
    scan(1, 12, 0);
    assert_int_equal(mark(CARE_MARK_NOT_EATEN, 1, "", 1), DB_OK);
    assert_int_equal(mark(CARE_MARK_PRESENT, 2, "", 1), DB_OK);
    assert_int_equal(mark(CARE_MARK_ABSENT, 0, "", 1), DB_OK);
    struct asked day = the_day(1);
    assert_int_equal(day.cells[0].was, CARE_AWAY);
    assert_true(day.cells[0].by_hand);
    assert_int_equal(day.cells[1].was, CARE_PRESENT);
    assert_false(day.cells[1].meal);
    assert_int_equal(day.cells[2].was, CARE_PRESENT);
    int64_t seq = event_last_seq(w.db);
    assert_int_equal(mark(CARE_MARK_ABSENT, 0, "", 1), DB_OK);
    assert_int_equal(event_last_seq(w.db), seq);
    assert_int_equal(unmark(false, 0, "", 1), DB_OK);
    assert_int_equal(unmark(true, 1, "", 1), DB_OK);
    day = the_day(1);
    assert_int_equal(day.cells[0].was, CARE_PRESENT);
    assert_false(day.cells[0].by_hand);
    assert_true(day.cells[1].meal);
    seq = event_last_seq(w.db);
    assert_int_equal(unmark(true, 1, "", 1), DB_OK);
    assert_int_equal(event_last_seq(w.db), seq);
}

static void
marks_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    assert_int_equal(mark(CARE_MARK_ATE, 0, "", 1), DB_REFUSED);
    assert_int_equal(mark(CARE_MARK_PRESENT, 0, "", 0), DB_REFUSED);
    struct child other = {.no = "T-009",
        .name = "测外人",
        .home_id = w.home.id,
        .born_day = 20180101,
        .joined_day = 20250901};
    assert_int_equal(child_put(w.db, &other), DB_OK);
    struct care_mark m = {sessions[0].id, other.id, FIRST, CARE_MARK_PRESENT, ""};
    struct roster_by who = by(1, 20);
    assert_int_equal(care_mark_put(w.db, &m, &who), DB_REFUSED);
}

static void
close_it(void)
{
    struct roster_by who = by(25, 9);
    assert_int_equal(care_close(w.db, period.id, "", &who), DB_OK);
}

static void
closed_care_changes_by_correction_alone(void **state)
{
    (void)state;
    int64_t check = scan(1, 8, 40);
    scan(1, 16, 55);
    assert_true(the_day(1).cells[0].late);
    close_it();
    assert_int_equal(mark(CARE_MARK_NOT_EATEN, 1, "", 26), DB_REFUSED);
    assert_int_equal(mark(CARE_MARK_NOT_EATEN, 1, "记错了", 26), DB_OK);
    assert_false(the_day(1).cells[1].meal);
    w.tutor.role = STAFF_TUTOR;
    assert_int_equal(staff_put(w.db, &w.tutor), DB_OK);
    assert_int_equal(unmark(true, 1, "记错了", 26), DB_REFUSED);
    w.tutor.role = STAFF_SOCIAL_WORKER;
    assert_int_equal(staff_put(w.db, &w.tutor), DB_OK);
    struct moment at = world_at(1, 8, 0, 0), now = world_at(27, 9, 0, 0);
    struct correct correct = {.what = CORRECT_TIME,
        .check = check,
        .at_ms = at.utc_ms,
        .staff_id = w.tutor.id,
        .reason = CORRECT_FORGOT};
    assert_int_equal(correct_apply(w.db, &correct, &now), DB_OK);
    assert_false(the_day(1).cells[0].late);
}

static void
of_two_stays_it_is_known_which_leaving_was_assumed(void **state)
{
    (void)state;
    scan(1, 13, 50);
    struct moment night = world_at(2, 0, 30, 0), now = world_at(2, 9, 0, 0);
    assert_int_equal(attendance_settle(w.db, &night), DB_OK);
    struct correct correct = {.what = CORRECT_ADDED,
        .child_id = w.child.id,
        .at_ms = world_at(1, 8, 0, 0).utc_ms,
        .until_ms = world_at(1, 11, 0, 0).utc_ms,
        .staff_id = w.tutor.id,
        .reason = CORRECT_FORGOT};
    assert_int_equal(correct_apply(w.db, &correct, &now), DB_OK);
    struct asked day = the_day(1);
    assert_int_equal(day.cells[0].was, CARE_PRESENT);
    assert_false(day.cells[0].assumed);
    assert_int_equal(day.cells[1].was, CARE_AWAY);
    assert_int_equal(day.cells[2].was, CARE_PRESENT);
    assert_true(day.cells[2].assumed);
}

static void
who_has_no_place_is_unplanned_and_not_fed(void **state)
{
    (void)state;
    struct child guest = {.no = "T-010",
        .name = "测客人",
        .pinyin = "ce ke ren",
        .born_day = 20180101,
        .joined_day = 20250901};
    struct home other = {
        .code = "H2", .name = "测二号之家", .closes_min = 1110, .utc_offset_min = 480};
    assert_int_equal(home_put(w.db, &other), DB_OK);
    guest.home_id = other.id;
    assert_int_equal(child_put(w.db, &guest), DB_OK);
    enrol(guest.id, 1, CARE_ALL_WEEK);
    scan_child(guest.id, 1, 8 * 60);
    scan_child(guest.id, 1, 11 * 60 + 30);
    struct asked day = ask(guest.id, 1, world_at(1, 20, 0, 0));
    assert_int_equal(day.cells[0].was, CARE_PRESENT);
    assert_false(day.cells[0].unplanned);
    assert_true(day.cells[1].unplanned);
    assert_false(day.cells[1].meal);
    assert_int_equal(day.cells[2].was, CARE_NOTHING);
    struct care_count counts[CARE_SESSIONS];
    struct moment now = world_at(1, 20, 0, 0);
    assert_int_equal(care_day_counts(w.db, counts, period.id, FIRST, &now), SESSIONS);
    assert_int_equal(counts[0].expected, 2);
    assert_int_equal(counts[0].present, 1);
    assert_int_equal(counts[0].away, 1);
    assert_int_equal(counts[1].unplanned, 1);
    struct enrolled got;
    assert_true(enrol_get(w.db, &got, period.id, guest.id, FIRST));
    assert_true(got.guest);
}

static enum sheet_mark
mark_on(const struct sheet *sheet, int day)
{
    assert_int_equal(sheet->row_count, 1);
    return sheet->rows[0].days[day % 100 - sheet->from_day % 100].mark;
}

static void
the_sheet_has_a_mark_a_day_and_sums(void **state)
{
    (void)state;
    struct sheet sheet = {0};
    struct moment now = world_at(6, 7, 0, 0);
    scan(1, 8, 0);
    scan(1, 17, 0); /* all day */
    scan(2, 8, 15);
    scan(2, 17, 0); /* late */
    scan(3, 8, 0);
    scan(3, 12, 0); /* part; none on the fourth */
    scan(5, 8, 0);
    scan(5, 16, 0); /* early */
    assert_int_equal(care_sheet(w.db, &sheet, period.id, 0, &now), DB_OK);
    assert_int_equal(sheet.from_day, FIRST);
    assert_int_equal(sheet.count, 6);
    assert_int_equal(mark_on(&sheet, 20261125), SHEET_PRESENT);
    assert_int_equal(mark_on(&sheet, 20261126), SHEET_LATE);
    assert_int_equal(mark_on(&sheet, 20261127), SHEET_PART);
    assert_int_equal(mark_on(&sheet, 20261128), SHEET_AWAY);
    assert_int_equal(mark_on(&sheet, 20261129), SHEET_EARLY);
    assert_int_equal(mark_on(&sheet, 20261130), SHEET_AWAITED);
    const struct sheet_sums *sums = &sheet.rows[0].sums;
    assert_int_equal(sums->days, 4);
    assert_int_equal(sums->sessions, 11);
    assert_int_equal(sums->expected, 15);
    assert_int_equal(sums->late, 1);
    assert_int_equal(sums->early, 1);
    assert_int_equal(sums->away, 1);
    assert_int_equal(sums->meals, 4);
    assert_int_equal(sheet.total.meals, 4);
    assert_int_equal(sheet.foot[0].present, 1);
    assert_int_equal(sheet.foot[3].away, 1);
    care_sheet_free(&sheet);
    assert_int_equal(care_sheet(w.db, &sheet, period.id, 202610, &now), DB_REFUSED);
    care_sheet_free(&sheet);
}

static void
a_day_that_is_not_over_is_marked_by_what_was(void **state)
{
    (void)state;
    struct sheet sheet = {0};
    struct moment now = world_at(1, 12, 0, 0);
    scan(1, 8, 0);
    assert_int_equal(care_sheet(w.db, &sheet, period.id, 202611, &now), DB_OK);
    assert_int_equal(mark_on(&sheet, FIRST), SHEET_PRESENT);
    assert_int_equal(sheet.rows[0].sums.expected, 2);
    care_sheet_free(&sheet);
    scan(1, 12, 30);
    now = world_at(1, 18, 0, 0);
    assert_int_equal(care_sheet(w.db, &sheet, period.id, 202611, &now), DB_OK);
    assert_int_equal(mark_on(&sheet, FIRST), SHEET_PART);
    care_sheet_free(&sheet);
}

/* Random holidays: what happened is kept as minutes of the day in which a child was in, and counted
 * by running over them, session by session. */

enum { CHILDREN = 5, DAYS = 12, MINUTES = 1440, CLOSING = 18 * 60 + 30 };

struct model_day {
    bool in[MINUTES];
    int last_out;      /* minute from which it was no more in, as it was seen; 0: none */
    bool assumed_last; /* its last stay ended at closing time, unseen */
    int assumed_since; /* where that stay began */
    int by_hand[SESSIONS], meal[SESSIONS]; /* 0 none, 1 yes, -1 no */
    bool ill;
};

struct model_child {
    int64_t id;
    unsigned which;
    int weekdays;
    struct model_day days[DAYS];
};

static struct model_child children[CHILDREN];
static unsigned seed;

static int
below(int n)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16 & 0x7fff) % n;
}

static void
stay_in(struct model_day *day, int from, int until)
{
    for (int m = from; m < until && m < MINUTES; m++)
        day->in[m] = true;
}

struct coming {
    int child, minute;
    bool in;
};

static int
by_minute(const void *a, const void *b)
{
    const struct coming *x = a, *y = b;
    return x->minute != y->minute ? x->minute - y->minute : x->child - y->child;
}

/* Up to two stays of a child; the last one may be left open. */
static int
plan_day(struct coming *out, int child, struct model_day *day)
{
    int count = 0, minute = 7 * 60 + below(150);
    for (int stays = below(3); stays > 0; stays--) {
        int until = minute + 5 + below(240);
        if (until > CLOSING - 10)
            break;
        bool open = stays == 1 && below(6) == 0;
        out[count++] = (struct coming){child, minute, true};
        if (!open)
            out[count++] = (struct coming){child, until, false};
        stay_in(day, minute, open ? CLOSING : until);
        day->assumed_last = open;
        day->assumed_since = minute;
        minute = until + 3 + below(200);
    }
    return count;
}

static void
play_day(int at)
{
    struct coming list[CHILDREN * 4];
    int count = 0;
    for (int i = 0; i < CHILDREN; i++)
        count += plan_day(&list[count], i, &children[i].days[at]);
    qsort(list, (size_t)count, sizeof *list, by_minute);
    for (int i = 0; i < count; i++)
        scan_child(children[list[i].child].id, at + 1, list[i].minute);
    struct moment night = world_at(at + 2, 0, 30, 0);
    assert_int_equal(attendance_settle(w.db, &night), DB_OK);
}

static void
play_marks(int at)
{
    struct roster_by who = by(at + 1, 20);
    for (int n = below(4); n > 0; n--) {
        int i = below(CHILDREN), k = below(SESSIONS);
        bool meal = k == 1 && below(2), yes = below(2);
        struct care_mark m = {
            .session_id = sessions[k].id, .child_id = children[i].id, .day = day_add(FIRST, at)};
        m.mark = meal  ? yes ? CARE_MARK_ATE : CARE_MARK_NOT_EATEN
                 : yes ? CARE_MARK_PRESENT
                       : CARE_MARK_ABSENT;
        struct model_day *day = &children[i].days[at];
        int *kept = meal ? &day->meal[k] : &day->by_hand[k];
        if (*kept && below(2)) {
            assert_int_equal(care_mark_undo(w.db, &m, meal, &who), DB_OK);
            *kept = 0;
        } else if (!*kept) {
            assert_int_equal(care_mark_put(w.db, &m, &who), DB_OK);
            *kept = yes ? 1 : -1;
        }
    }
}

static void
play_absence(int at)
{
    int i = below(CHILDREN);
    struct moment morning = world_at(at + 1, 6, 0, 0);
    struct absence absence = {.child_id = children[i].id,
        .staff_id = w.tutor.id,
        .from_day = day_add(FIRST, at),
        .until_day = day_add(FIRST, at),
        .reason = ABSENCE_ILL};
    if (below(3))
        return;
    assert_int_equal(absence_note(w.db, &absence, &morning), DB_OK);
    children[i].days[at].ill = true;
}

/* A forgotten leaving is told, or a stay is added to a day on which there was none. */
static void
correct_some(void)
{
    struct moment now = world_at(DAYS + 3, 9, 0, 0);
    for (int i = 0; i < CHILDREN; i++)
        for (int d = 0; d < DAYS; d++) {
            struct model_day *day = &children[i].days[d];
            bool empty = !memchr(day->in, true, sizeof day->in);
            if (!empty || below(4))
                continue;
            int from = 8 * 60 + below(100), until = from + 30 + below(300);
            struct moment in = world_at(d + 1, 0, from, 0), out = world_at(d + 1, 0, until, 0);
            struct correct correct = {.what = CORRECT_ADDED,
                .child_id = children[i].id,
                .at_ms = in.utc_ms,
                .until_ms = out.utc_ms,
                .staff_id = w.tutor.id,
                .reason = CORRECT_FORGOT};
            if (correct_apply(w.db, &correct, &now) != DB_OK)
                fail_msg("%s", db_why(w.db));
            stay_in(day, from, until);
        }
}

/* The same by running over minutes. */
static struct care_cell
count_minutes(const struct model_child *c, int at, int k)
{
    const struct model_day *day = &c->days[at];
    const struct care_session *s = &sessions[k];
    bool place = c->which & 1u << k && c->weekdays & 1 << (day_weekday(day_add(FIRST, at)) - 1);
    int minutes = 0, first = -1, last = -1, least = (s->ends_min - s->starts_min) / 2;
    struct care_cell cell = {0};
    for (int m = s->starts_min; m < s->ends_min; m++)
        if (day->in[m]) {
            minutes++;
            first = first < 0 ? m : first;
            last = m + 1;
        }
    bool present = minutes >= (least < 15 ? least : 15);
    bool unseen = day->assumed_last && day->assumed_since < s->ends_min;
    cell.late = present && first - s->starts_min > 10;
    cell.early = present && !unseen && s->ends_min - last > 10;
    cell.assumed = present && unseen;
    if (day->by_hand[k]) {
        present = day->by_hand[k] > 0;
        cell = (struct care_cell){.by_hand = true};
    }
    cell.unplanned = present && !place;
    cell.was = present    ? CARE_PRESENT
               : !place   ? CARE_NOTHING
               : day->ill ? CARE_AWAY_NOTED
                          : CARE_AWAY;
    cell.meal = day->meal[k] ? day->meal[k] > 0 : s->meal && present && place;
    return cell;
}

static void
compare(const struct care_cell *got, const struct care_cell *want, int child, int at, int k)
{
    if (got->was == want->was && got->late == want->late && got->early == want->early &&
        got->assumed == want->assumed && got->unplanned == want->unplanned &&
        got->by_hand == want->by_hand && got->meal == want->meal)
        return;
    fail_msg("seed %u, child %d, day %d, session %d: was %d/%d late %d/%d early %d/%d assumed "
             "%d/%d unplanned %d/%d by hand %d/%d meal %d/%d",
        seed, child, at, k, (int)got->was, (int)want->was, got->late, want->late, got->early,
        want->early, got->assumed, want->assumed, got->unplanned, want->unplanned, got->by_hand,
        want->by_hand, got->meal, want->meal);
}

static void
make_children(void)
{
    memset(children, 0, sizeof children);
    for (int i = 0; i < CHILDREN; i++) {
        struct child child = {.home_id = w.home.id, .born_day = 20180101, .joined_day = 20250901};
        snprintf(child.no, sizeof child.no, "R-%d", i);
        snprintf(child.name, sizeof child.name, "测%d", i);
        assert_int_equal(child_put(w.db, &child), DB_OK);
        children[i].id = child.id;
        children[i].which = 1 + (unsigned)below(7);
        children[i].weekdays = 1 + below(127);
        enrol(child.id, children[i].which, children[i].weekdays);
    }
}

static void
compare_all(void)
{
    struct moment now = world_at(DAYS + 4, 9, 0, 0);
    for (int d = 0; d < DAYS; d++)
        for (int i = 0; i < CHILDREN; i++) {
            struct asked asked = {.child_id = children[i].id};
            assert_int_equal(
                care_day_each(w.db, period.id, day_add(FIRST, d), &now, keep, &asked), DB_OK);
            for (int k = 0; k < SESSIONS; k++) {
                struct care_cell want = count_minutes(&children[i], d, k);
                compare(&asked.cells[k], &want, i, d, k);
            }
        }
}

/* The sheet's sums are those of its cells, and its total and foot those of its rows. */
static void
add_up(int month, struct sheet_sums *all)
{
    struct sheet sheet = {0};
    struct moment now = world_at(DAYS + 4, 9, 0, 0);
    assert_int_equal(care_sheet(w.db, &sheet, period.id, month, &now), DB_OK);
    int meals = 0, present = 0, foot_meals = 0;
    for (int r = 0; r < sheet.row_count; r++)
        for (int d = 0; d < sheet.count; d++)
            for (int k = 0; k < SESSIONS; k++) {
                meals += sheet.rows[r].days[d].cells[k].meal;
                present += sheet.rows[r].days[d].cells[k].was == CARE_PRESENT;
            }
    for (int d = 0; d < sheet.count; d++)
        foot_meals += sheet.foot[d].meals;
    assert_int_equal(sheet.total.meals, meals);
    assert_int_equal(sheet.total.sessions, present);
    assert_int_equal(foot_meals, meals);
    all->meals += meals;
    all->sessions += present;
    care_sheet_free(&sheet);
}

static void
random_holidays_agree_with_a_count_of_minutes(void **state)
{
    for (unsigned round = 1; round <= 12; round++) {
        seed = round * 7919u;
        make_children();
        for (int d = 0; d < DAYS; d++) {
            play_absence(d);
            play_day(d);
            play_marks(d);
        }
        correct_some();
        compare_all();
        struct sheet_sums all = {0}, want = {0};
        add_up(202611, &all);
        add_up(202612, &all);
        for (int i = 0; i < CHILDREN; i++)
            for (int d = 0; d < DAYS; d++)
                for (int k = 0; k < SESSIONS; k++) {
                    struct care_cell cell = count_minutes(&children[i], d, k);
                    want.meals += cell.meal;
                    want.sessions += cell.was == CARE_PRESENT;
                }
        assert_int_equal(all.meals, want.meals);
        assert_int_equal(all.sessions, want.sessions);
        assert_int_equal(teardown(state), 0);
        assert_int_equal(setup(state), 0);
    }
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_minutes_are_not_late_and_eleven_are),
        cmocka_unit_test(who_leaves_over_ten_minutes_before_the_end_left_early),
        cmocka_unit_test(who_went_out_between_is_neither),
        cmocka_unit_test(fourteen_minutes_are_not_present),
        cmocka_unit_test(of_a_short_session_half_is_enough),
        cmocka_unit_test(nobody_who_was_not_seen_leaving_left_early),
        cmocka_unit_test(until_it_is_over_a_child_is_awaited),
        T(a_day_is_told_session_by_session),
        T(an_absence_that_was_noted_is_told_with_its_reason),
        T(a_mark_by_hand_goes_before_scans_and_can_be_taken_back),
        T(marks_that_make_no_sense_are_refused),
        T(closed_care_changes_by_correction_alone),
        T(of_two_stays_it_is_known_which_leaving_was_assumed),
        T(who_has_no_place_is_unplanned_and_not_fed),
        T(the_sheet_has_a_mark_a_day_and_sums),
        T(a_day_that_is_not_over_is_marked_by_what_was),
        T(random_holidays_agree_with_a_count_of_minutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
