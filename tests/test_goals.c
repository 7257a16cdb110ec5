/* The six goals of a month: a model that counts while it makes events, and the page and its cells
 * that must come to the same; then agreements, pairs, weeks and blanks one by one. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/day.h"
#include "db/goals.h"
#include "db/handle.h"
#include "db/timetable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct world w;

enum {
    CHILDREN = 8,
    FROM = 20260825, /* within the summer holiday, which ends on 20260905 */
    UNTIL = 20261031,
    DAYS = 80,
    MONTH = 202610,
    BEFORE = 202609,
    ACTS = 3000,
    ITEMS = 40,
};

static int64_t children[CHILDREN];
static struct staff volunteer;

static void
sql(const char *text)
{
    char *why = NULL;
    if (sqlite3_exec(w.db->sqlite, text, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s", why);
}

/* The true time at mono 0 of the boot that was repaired. */
static int64_t
repaired_base(void)
{
    return day_to_utc_ms(FROM, 0, 480) - 12345678;
}

static void
repair_boot(void)
{
    char text[160];
    snprintf(text, sizeof text,
        "INSERT INTO boot (boot_id, base_utc_ms) VALUES (CAST('a repaired boot.' AS BLOB), %lld)",
        (long long)repaired_base());
    sql(text);
}

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    volunteer = (struct staff){
        .no = "S-V", .name = "测志愿", .role = STAFF_VOLUNTEER, .home_id = w.home.id};
    children[0] = w.child.id;
    repair_boot();
    for (int i = 1; i < CHILDREN; i++) {
        struct child child = w.child;
        snprintf(child.no, sizeof child.no, "T-1%02d", i);
        assert_int_equal(child_put(w.db, &child), DB_OK);
        children[i] = child.id;
    }
    struct period summer = {.home_id = w.home.id,
        .kind = PERIOD_SUMMER,
        .name = "暑假",
        .from_day = 20260710,
        .until_day = 20260905};
    return staff_put(w.db, &volunteer) || period_put(w.db, &summer);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* What the board's clock is like when an event is recorded. */
enum clock { RIGHT, DEAD_AND_REPAIRED, DEAD };

/* Records an event at a true local time, by a clock that may say something else. */
static void
put(struct event *e, int day, int minute, enum clock clock)
{
    struct moment at = {.utc_ms = day_to_utc_ms(day, minute, 480)};
    memcpy(at.boot_id,
        clock == RIGHT               ? "boot of the test"
        : clock == DEAD_AND_REPAIRED ? "a repaired boot."
                                     : "an unknown boot!",
        BOOT_ID_LEN);
    at.mono_ms = at.utc_ms - repaired_base();
    at.trusted = clock == RIGHT;
    if (clock == DEAD_AND_REPAIRED)
        at.utc_ms = 86400000 + day; /* 1970 */
    e->at = at;
    e->home_id = w.home.id;
    assert_int_equal(event_append(w.db, e), DB_OK);
}

/* What the model has counted: this month, and the one before. */
static int64_t model[CHILDREN][2][FIGURE_COUNT];

/* A child's day, for what is counted by days. */
struct model_day {
    int minutes_here, class_minutes;
    bool here, helped, water;
};
static struct model_day days[CHILDREN][DAYS];

static int
day_at(int i)
{
    return day_add(FROM, i);
}

static void
count(int child, int day, enum figure figure, int64_t n)
{
    if (day / 100 == MONTH)
        model[child][0][figure] += n;
    if (day / 100 == BEFORE)
        model[child][1][figure] += n;
}

static enum clock
any_clock(void)
{
    return (enum clock)(rand() % 3);
}

static void
simple(int child, int day, int minute, enum event_kind kind, const char *payload)
{
    struct event e = {
        .kind = kind, .child_id = children[child], .staff_id = volunteer.id, .payload = payload};
    put(&e, day, minute, any_clock());
}

static void
undo(enum event_kind kind, const struct event *of)
{
    struct event e = {
        .kind = kind, .child_id = of->child_id, .cause = of->id, .payload = of->payload};
    put(&e, UNTIL, 1000, RIGHT);
}

/* A stay, perhaps with who collected, perhaps taken back by a correction. */
static void
stay(int child, int i)
{
    int day = day_at(i), minutes = 30 + rand() % 90;
    enum clock clock = any_clock();
    bool never = rand() % 10 == 0, collected = rand() % 2, twice = rand() % 5 == 0;
    struct event in = {.kind = EVENT_CHECK_IN, .child_id = children[child]};
    struct event out = {.kind = EVENT_CHECK_OUT, .child_id = children[child]};
    put(&in, day, 960, clock);
    put(&out, day, 960 + minutes, clock);
    struct event pick = {.kind = EVENT_PICK_UP,
        .child_id = children[child],
        .cause = out.id,
        .payload = rand() % 4 ? "{\"how\":\"alone\"}" : "{\"how\":\"noted\",\"reason\":\"x\"}"};
    if (collected)
        put(&pick, day, 961 + minutes, clock);
    if (collected && twice) {
        struct event again = pick;
        again.payload = "{\"how\":\"guardian_card\",\"guardian\":1}";
        put(&again, day, 962 + minutes, clock);
        pick.payload = again.payload;
    }
    if (never) {
        struct event a = {.kind = EVENT_CORRECTION,
            .child_id = children[child],
            .cause = in.id,
            .payload = "{\"what\":\"never\",\"check\":\"none\",\"child\":null,\"at_utc_ms\":null}"};
        char payload[128];
        snprintf(payload, sizeof payload,
            "{\"what\":\"never\",\"check\":\"none\",\"child\":%lld,\"at_utc_ms\":null}",
            (long long)children[child]);
        struct event b = a;
        a.payload = b.payload = payload;
        b.cause = out.id;
        put(&a, UNTIL, 1001, RIGHT);
        put(&b, UNTIL, 1001, RIGHT);
        return;
    }
    days[child][i].here = true;
    days[child][i].minutes_here = minutes;
    if (collected && !strstr(pick.payload, "noted"))
        count(child, day, FIGURE_PICK_UPS, 1);
}

static void
lesson(int child, int i)
{
    bool water = rand() % 3 == 0;
    simple(child, day_at(i), rand() % 1440, EVENT_SAFETY_LESSON,
        water ? "{\"question\":\"water-3\",\"right\":true}"
              : "{\"question\":\"fire-1\",\"right\":false}");
    count(child, day_at(i), FIGURE_LESSONS, 1);
    days[child][i].water |= water;
}

static void
class_mark(int child, int i)
{
    char payload[200];
    bool homework = rand() % 2, again = rand() % 3 == 0, gone = rand() % 4 == 0;
    static int session = 1000; /* of a timetable that is gone: none twice */
    snprintf(payload, sizeof payload,
        "{\"session\":%d,\"day\":%d,\"mark\":\"present\",\"title\":\"\",\"subject\":\"%s\","
        "\"starts_min\":1000,\"ends_min\":1050}",
        session++, day_at(i), homework ? "homework" : "painting");
    struct event e = {.kind = EVENT_ACTIVITY_MARK, .child_id = children[child], .payload = payload};
    put(&e, day_at(i), 1000, any_clock());
    if (gone)
        undo(EVENT_MARK_UNDO, &e);
    if (again)
        put(&e, day_at(i), 1001, any_clock());
    if (gone && !again)
        return;
    count(child, day_at(i), FIGURE_CLASSES, 1);
    days[child][i].class_minutes += homework ? 50 : 0;
}

/* Each item is ticked once or twice; the first tick that was not taken back counts. */
static void
homework(int child, int i)
{
    static int item = 1;
    char done[64], asked[64];
    bool gone = rand() % 4 == 0, again = rand() % 2;
    snprintf(asked, sizeof asked, "{\"homework\":%d,\"state\":\"asked\"}", item);
    snprintf(done, sizeof done, "{\"homework\":%d,\"state\":\"done\"}", item++);
    simple(child, day_at(i), 900, EVENT_HOMEWORK_MARK, asked);
    struct event e = {.kind = EVENT_HOMEWORK_MARK,
        .child_id = children[child],
        .staff_id = volunteer.id,
        .payload = done};
    put(&e, day_at(i), 1000, any_clock());
    if (gone)
        undo(EVENT_HOMEWORK_UNDO, &e);
    else
        count(child, day_at(i), FIGURE_HOMEWORK, 1);
    if (!again)
        return;
    int later = day_at(i) < UNTIL ? day_add(day_at(i), 1) : UNTIL;
    put(&e, later, 1000, any_clock());
    if (gone)
        count(child, later, FIGURE_HOMEWORK, 1);
}

static void
note(int child, int i)
{
    struct event e = {.kind = EVENT_NOTE,
        .child_id = children[child],
        .payload = "{\"tag\":\"help\",\"text\":\"书包坏了\"}"};
    put(&e, day_at(i), 1439, any_clock());
    count(child, day_at(i), FIGURE_NOTES_RAISED, 1);
    if (rand() % 2 || day_at(i) >= UNTIL)
        return;
    struct event closed = {.kind = EVENT_NOTE_CLOSED,
        .child_id = children[child],
        .cause = e.id,
        .payload = "{\"outcome\":\"solved\"}"};
    put(&closed, day_add(day_at(i), 1), 0, any_clock());
    count(child, day_add(day_at(i), 1), FIGURE_NOTES_CLOSED, 1);
}

static void
help(int child, int i)
{
    struct event ask = {.kind = EVENT_HOMEWORK_MARK,
        .child_id = children[child],
        .payload = "{\"homework\":7777,\"state\":\"need_help\"}"};
    put(&ask, day_at(i), 1000, any_clock());
    struct event taken = {.kind = EVENT_HELP_TAKEN,
        .child_id = children[child],
        .staff_id = volunteer.id,
        .cause = ask.id};
    put(&taken, day_at(i), 1003, any_clock());
    if (rand() % 3 == 0) {
        struct event back = {
            .kind = EVENT_HELP_BACK, .child_id = children[child], .cause = taken.id};
        put(&back, day_at(i), 1004, any_clock());
        return;
    }
    days[child][i].helped = true;
}

static void
roll(int child, int i)
{
    struct event begin = {.kind = EVENT_ROLL_BEGIN, .payload = "{\"kind\":\"fire\"}"};
    put(&begin, day_at(i), 1000, RIGHT);
    bool found = rand() % 2, twice = rand() % 2;
    struct event tick = {.kind = EVENT_ROLL_TICK,
        .child_id = children[child],
        .cause = begin.id,
        .payload = "{\"found\":true}"};
    put(&tick, day_at(i), 1001, any_clock());
    if (twice) {
        tick.payload = found ? "{\"found\":true}" : "{\"found\":false}";
        put(&tick, day_at(i), 1002, any_clock());
    }
    if (!twice || found)
        count(child, day_at(i), FIGURE_ROLL_CALLS, 1);
}

static void
act(int child, int i)
{
    int day = day_at(i);
    switch (rand() % 10) {
    case 0:
        return note(child, i);
    case 1:
        return class_mark(child, i);
    case 2:
        return homework(child, i);
    case 3:
        return help(child, i);
    case 4:
        return roll(child, i);
    case 5:
        simple(child, day, 0, EVENT_VISIT, "{\"outcome\":\"all_well\",\"note\":\"\"}");
        return count(child, day, FIGURE_VISITS, 1);
    case 6:
        return simple(child, day, 9, EVENT_VISIT, "{\"outcome\":\"nobody_at_home\"}");
    case 7:
        simple(child, day, 1439, EVENT_HEALTH_SEEN, "{\"day\":1}");
        return count(child, day, FIGURE_HEALTH_SEEN, 1);
    case 8:
        simple(child, day, 700, EVENT_CONTACT, "{}");
        simple(child, day, 701, EVENT_CONTACT, "{\"again\":true}");
        return count(child, day, FIGURE_CONTACTS, 1);
    default:
        return lesson(child, i);
    }
}

/* What is counted by days and weeks, once all of it has happened. */
static void
count_days(int child)
{
    for (int i = 0; i < DAYS && day_at(i) <= UNTIL; i++) {
        const struct model_day *d = &days[child][i];
        int minutes = d->class_minutes;
        if (d->helped && d->minutes_here > minutes)
            minutes = d->minutes_here;
        count(child, day_at(i), FIGURE_TUTORING, minutes);
        count(child, day_at(i), FIGURE_CARE_DAYS, d->here && day_at(i) <= 20260905);
        if (day_weekday(day_at(i)) != 7)
            continue;
        bool water = false;
        for (int back = 0; back < 7 && back <= i; back++)
            water |= days[child][i - back].water;
        count(child, day_at(i), FIGURE_WATER_WEEKS, water);
    }
}

static void
make_months(unsigned seed)
{
    srand(seed);
    memset(model, 0, sizeof model);
    memset(days, 0, sizeof days);
    assert_int_equal(db_begin(w.db), DB_OK);
    int all = 0;
    while (day_at(all) < UNTIL)
        all++;
    for (int child = 0; child < CHILDREN; child++)
        for (int i = 0; i <= all; i++)
            if (rand() % 3)
                stay(child, i);
    for (int n = 0; n < ACTS; n++)
        act(rand() % CHILDREN, rand() % (all + 1));
    assert_int_equal(db_commit(w.db), DB_OK);
    assert_int_equal(attendance_rebuild(w.db), DB_OK);
    for (int child = 0; child < CHILDREN; child++)
        count_days(child);
}

static struct goals *
page(int month, int today)
{
    struct goals *goals = NULL;
    int rc = goals_read(w.db, &goals, w.home.id, month, today);
    if (rc != DB_OK)
        fail_msg("%s", db_why(w.db));
    return goals;
}

static const struct goals_child *
row_of(const struct goals *goals, int64_t child_id)
{
    for (int i = 0; i < goals->count; i++)
        if (goals->children[i].child.id == child_id)
            return &goals->children[i];
    fail_msg("no such child on the page");
    return NULL;
}

static int
add_up(const struct goals_fact *fact, void *payload)
{
    ((int64_t *)payload)[fact->figure] += fact->amount;
    return 0;
}

/* The page, its sums, and every cell. */
static void
compare_page(const struct goals *goals, int which)
{
    int64_t sums[FIGURE_COUNT] = {0};
    for (int child = 0; child < CHILDREN; child++) {
        const struct goals_child *row = row_of(goals, children[child]);
        int64_t cells[FIGURE_COUNT] = {0};
        for (int g = 0; g < GOAL_COUNT; g++)
            assert_int_equal(goals_cell_each(w.db, children[child], (enum goal)g, goals->month,
                                 UNTIL, add_up, cells),
                DB_OK);
        for (int f = 0; f < FIGURE_COUNT; f++) {
            if (row->now[f] != model[child][which][f] || cells[f] != row->now[f])
                fail_msg("child %d, %s: %lld, by the model %lld, the cell %lld", child,
                    figure_name((enum figure)f), (long long)row->now[f],
                    (long long)model[child][which][f], (long long)cells[f]);
            if (which == 0 && row->before[f] != model[child][1][f])
                fail_msg("child %d, %s before: %lld, by the model %lld", child,
                    figure_name((enum figure)f), (long long)row->before[f],
                    (long long)model[child][1][f]);
            sums[f] += row->now[f];
        }
    }
    assert_memory_equal(sums, goals->now, sizeof sums);
}

static void
the_page_counts_what_a_model_counts(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 3; seed++) {
        make_months(seed);
        struct goals *goals = page(MONTH, UNTIL);
        compare_page(goals, 0);
        goals_free(goals);
        goals = page(BEFORE, UNTIL);
        compare_page(goals, 1);
        goals_free(goals);
        teardown(NULL);
        setup(NULL);
    }
}

/* The same in plain SQL for what has no exceptions, by the true times that the test has chosen. */
static void
notes_are_counted_as_plain_sql_counts_them(void **state)
{
    (void)state;
    make_months(9);
    struct goals *goals = page(MONTH, UNTIL);
    sqlite3_stmt *stmt = NULL;
    char text[512];
    snprintf(text, sizeof text,
        "SELECT child_id, count(*) FROM event WHERE kind = 'note' AND strftime('%%Y%%m', "
        "(CASE WHEN boot_id = CAST('a repaired boot.' AS BLOB) THEN mono_ms + %lld ELSE at_utc_ms "
        "END) / 1000 + 28800, 'unixepoch') = '202610' GROUP BY child_id",
        (long long)repaired_base());
    assert_int_equal(sqlite3_prepare_v2(w.db->sqlite, text, -1, &stmt, NULL), SQLITE_OK);
    int rows = 0;
    for (; sqlite3_step(stmt) == SQLITE_ROW; rows++)
        assert_int_equal(row_of(goals, sqlite3_column_int64(stmt, 0))->now[FIGURE_NOTES_RAISED],
            sqlite3_column_int64(stmt, 1));
    assert_int_equal(rows, CHILDREN);
    sqlite3_finalize(stmt);
    goals_free(goals);
}

static int
tell(const struct agreement *a, void *payload)
{
    struct agreement **next = payload;
    *(*next)++ = *a;
    return 0;
}

static void
give_agreement(int child, int since, int until, int signed_on, int ends)
{
    struct guardian g = {.relation = "奶奶",
        .since_day = since,
        .until_day = until,
        .agreement_day = signed_on,
        .agreement_until = ends};
    snprintf(g.name, sizeof g.name, "测奶奶%d-%d", child, ends);
    snprintf(g.phone, sizeof g.phone, "1390000%04d", child);
    assert_int_equal(guardian_put(w.db, &g, children[child]), DB_OK);
}

static void
the_agreements_rate_is_signed_and_not_ended_over_enrolled(void **state)
{
    (void)state;
    give_agreement(0, 20250901, 0, 20250901, 0);        /* holds for ever */
    give_agreement(1, 20250901, 0, 20250901, 20261115); /* ended */
    give_agreement(2, 20250901, 0, 20250901, 20261220); /* soon */
    give_agreement(2, 20250901, 0, 20250901, 20261201); /* sooner: the other counts */
    give_agreement(3, 20250901, 0, 0, 0);               /* not signed */
    give_agreement(4, 20250901, 20261120, 20250901, 0); /* the guardian's time is over */
    give_agreement(5, 20250901, 0, 20261127, 0);        /* signed tomorrow */
    give_agreement(6, 20250901, 0, 20250901, 20261225); /* in a month, to the day */
    struct child left;
    assert_true(child_get(w.db, &left, children[7]));
    left.left_day = 20261110;
    assert_int_equal(child_put(w.db, &left), DB_OK);

    struct goals *goals = page(202611, 20261126);
    assert_int_equal(goals->count, CHILDREN); /* who left was there */
    assert_int_equal(goals->enrolled, CHILDREN - 1);
    assert_int_equal(goals->agreements, 3);
    assert_int_equal(goals->now[FIGURE_AGREEMENT_ENDS], 2);
    assert_int_equal(goals->before[FIGURE_AGREEMENT], 5); /* on 31 October */
    assert_int_equal(row_of(goals, children[0])->cells[GOAL_GUARDIANSHIP], CELL_FILLED);
    assert_int_equal(row_of(goals, children[1])->cells[GOAL_GUARDIANSHIP], CELL_BLANK);
    assert_int_equal(row_of(goals, children[2])->cells[GOAL_GUARDIANSHIP], CELL_WATCH);
    goals_free(goals);

    struct agreement list[CHILDREN], *next = list;
    assert_int_equal(agreement_each(w.db, w.home.id, 20261126, tell, &next), DB_OK);
    assert_int_equal(next - list, CHILDREN - 1);
    for (int i = 0; i < 4; i++)
        assert_false(list[i].holds);
    assert_int_equal(list[0].child_id, children[1]);
    assert_string_equal(list[0].guardian.name, "测奶奶1-20261115");
    assert_true(list[4].soon && list[5].soon && !list[6].soon);
    assert_int_equal(list[4].until_day, 20261220);
    assert_int_equal(list[6].child_id, children[0]);
}

static void
a_pair_is_quiet_after_two_weeks_without_a_contact(void **state)
{
    (void)state;
    assert_int_equal(pairing_put(w.db, children[0], volunteer.id, 20261001), DB_OK);
    assert_int_equal(pairing_put(w.db, children[1], volunteer.id, 20261120), DB_OK);
    simple(0, 20261110, 600, EVENT_CONTACT, "{}");
    struct goals *goals = page(202611, 20261124);
    const struct goals_child *row = row_of(goals, children[0]);
    assert_int_equal(row->now[FIGURE_PAIRED], 1);
    assert_int_equal(row->now[FIGURE_QUIET], 0);    /* to the day */
    assert_int_equal(row->before[FIGURE_QUIET], 1); /* none by 31 October */
    assert_int_equal(row_of(goals, children[1])->now[FIGURE_QUIET], 0);
    assert_int_equal(row_of(goals, children[2])->cells[GOAL_HELP], CELL_BLANK);
    goals_free(goals);
    goals = page(202611, 20261125);
    assert_int_equal(row_of(goals, children[0])->now[FIGURE_QUIET], 1);
    assert_int_equal(row_of(goals, children[0])->cells[GOAL_HELP], CELL_WATCH);
    goals_free(goals);
}

static void
the_weeks_of_the_swimming_season_are_those_of_their_sundays(void **state)
{
    (void)state;
    simple(0, 20260930, 600, EVENT_SAFETY_LESSON, "{\"question\":\"water-1\"}");
    simple(0, 20261004, 600, EVENT_SAFETY_LESSON, "{\"question\":\"water-2\"}"); /* the same week */
    simple(1, 20261018, 1439, EVENT_SAFETY_LESSON, "{\"question\":\"water-1\"}");
    simple(1, 20261019, 0, EVENT_SAFETY_LESSON, "{\"question\":\"road-1\"}");
    struct goals *goals = page(202610, 20261031);
    assert_int_equal(goals->week_count, 4);
    assert_int_equal(goals->weeks[0].from_day, 20260928);
    assert_int_equal(goals->weeks[0].until_day, 20261004);
    assert_int_equal(goals->weeks[0].children, 1);
    assert_int_equal(goals->weeks[0].enrolled, CHILDREN);
    assert_int_equal(goals->weeks[2].children, 1);
    assert_int_equal(goals->weeks[3].children, 0);
    assert_int_equal(row_of(goals, children[0])->now[FIGURE_WATER_WEEKS], 1);
    assert_int_equal(row_of(goals, children[0])->now[FIGURE_LESSONS], 1); /* September's is not */
    assert_int_equal(row_of(goals, children[0])->cells[GOAL_SAFETY], CELL_WATCH);
    assert_int_equal(row_of(goals, children[2])->cells[GOAL_SAFETY], CELL_BLANK);
    goals_free(goals);
    goals = page(202610, 20261013); /* two weeks are over, the third goes on */
    assert_int_equal(goals->week_count, 3);
    goals_free(goals);
    goals = page(202611, 20261130);
    assert_int_equal(goals->week_count, 0);
    goals_free(goals);
}

static void
health_is_blank_where_notes_were_not_looked_at(void **state)
{
    (void)state;
    sql("INSERT INTO health (child_id, kind, text, level) VALUES (1, 'note', '花生', 'important')");
    sql("INSERT INTO health (child_id, kind, text, level, ended_day) "
        "VALUES (2, 'note', '感冒', 'normal', 20261101)");
    struct goals *goals = page(202611, 20261126);
    assert_int_equal(row_of(goals, 1)->cells[GOAL_HEALTH], CELL_BLANK);
    assert_int_equal(row_of(goals, 2)->cells[GOAL_HEALTH], CELL_FILLED);
    assert_int_equal(row_of(goals, 2)->before[FIGURE_HEALTH_NOTES], 1);
    assert_int_equal(row_of(goals, 2)->cells_before[GOAL_HEALTH], CELL_BLANK);
    goals_free(goals);
    simple(0, 20261126, 600, EVENT_HEALTH_SEEN, "{\"day\":20261126}");
    goals = page(202611, 20261126);
    assert_int_equal(row_of(goals, 1)->cells[GOAL_HEALTH], CELL_FILLED);
    assert_int_equal(goals->blanks[GOAL_HEALTH], 0);
    assert_int_equal(goals->blanks_before[GOAL_HEALTH], 2);
    goals_free(goals);
}

static void
a_month_that_has_not_begun_has_no_page(void **state)
{
    (void)state;
    struct goals *goals = NULL;
    static const int bad[] = {202612, 202613, 202600, 0, -1, 20261124};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(goals_read(w.db, &goals, 0, bad[i], 20261124), DB_REFUSED);
        assert_null(goals);
    }
}

static void
every_figure_says_what_it_counts(void **state)
{
    (void)state;
    for (int f = 0; f < FIGURE_COUNT; f++) {
        assert_true(strlen(figure_name((enum figure)f)) > 3);
        assert_true(strlen(figure_title((enum figure)f)) > 3);
        assert_true(strlen(figure_meaning((enum figure)f)) > 20);
        assert_true(figure_goal((enum figure)f) < GOAL_COUNT);
    }
    for (int g = 0; g < GOAL_COUNT; g++)
        assert_true(strlen(goal_title((enum goal)g)) > 3 && goal_blank_when((enum goal)g)[0]);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(the_page_counts_what_a_model_counts),
        T(notes_are_counted_as_plain_sql_counts_them),
        T(the_agreements_rate_is_signed_and_not_ended_over_enrolled),
        T(a_pair_is_quiet_after_two_weeks_without_a_contact),
        T(the_weeks_of_the_swimming_season_are_those_of_their_sundays),
        T(health_is_blank_where_notes_were_not_looked_at),
        T(a_month_that_has_not_begun_has_no_page),
        T(every_figure_says_what_it_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
