#include "tests/past.h"

#include "db/attendance.h"
#include "db/calendar.h"
#include "db/correct.h"
#include "db/day.h"
#include "db/event.h"
#include "db/handle.h"
#include "db/homework.h"
#include "db/lesson.h"
#include "db/mark.h"
#include "db/mood.h"
#include "db/people.h"
#include "db/presence.h"
#include "db/setting.h"
#include "db/timekeeping.h"
#include "db/timetable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TUTOR, SOCIAL, MANAGER, VOLUNTEER_A, VOLUNTEER_B, CHECKS = 40, SESSIONS = 9, ITEMS = 400 };

static uint64_t state;
static struct db *db;
static struct home homes[PAST_HOMES];
static struct child children[PAST_CHILDREN];
static struct staff staff[PAST_STAFF];
static struct session sessions[SESSIONS];
static int64_t items[ITEMS];
static int item_count;
static uint8_t cards[PAST_CHILDREN][CARD_ID_BYTES];
static bool carded[PAST_CHILDREN];

/* Checks of late, to be corrected. */
static int64_t checks[CHECKS];
static int check_count;

/* The clock: the true time, and what the board makes of it. */
static struct {
    int64_t true_ms, boot_ms, wrong_ms;
    uint8_t boot[BOOT_ID_LEN];
    bool wrong;
    int serial;
} board;

static void
must(int rc, const char *what)
{
    if (rc == DB_OK)
        return;
    fprintf(stderr, "past: %s: %s\n", what, db_why(db));
    abort();
}

/* A rule of the product may refuse what chance has made up. */
static void
may(int rc)
{
    if (rc == DB_FAILED)
        must(rc, "a failure");
}

int
past_pick(int from, int until)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return from + (int)((state >> 11) % (uint64_t)(until - from + 1));
}

static bool
chance(int percent)
{
    return past_pick(1, 100) <= percent;
}

static struct moment
now(void)
{
    struct moment m = {
        .utc_ms = board.true_ms, .mono_ms = board.true_ms - board.boot_ms, .trusted = !board.wrong};
    if (board.wrong)
        m.utc_ms = board.wrong_ms + m.mono_ms;
    memcpy(m.boot_id, board.boot, BOOT_ID_LEN);
    return m;
}

static void
boot(int64_t true_ms, bool wrong)
{
    snprintf((char *)board.boot, BOOT_ID_LEN, "boot %d", board.serial++);
    board.boot_ms = true_ms - past_pick(1000, 100000);
    board.true_ms = true_ms;
    board.wrong = wrong;
    /* A dead battery's 1970 or 2000, or a clock that is off by hours. */
    board.wrong_ms = chance(50) ? INT64_C(946684800000) + past_pick(0, 86400) * INT64_C(1000)
                                : board.boot_ms - past_pick(1, 40) * INT64_C(3600000);
}

static void
make_people(void)
{
    static const char *const grades[] = {"一年级", "二年级", "三年级", "", "初一"};
    static const char *const villages[] = {"青松村", "白石村", "青松村"};
    static const enum staff_role roles[] = {
        STAFF_TUTOR, STAFF_SOCIAL_WORKER, STAFF_MANAGER, STAFF_VOLUNTEER, STAFF_VOLUNTEER};
    for (int i = 0; i < PAST_HOMES; i++) {
        homes[i] = (struct home){.closes_min = 1080 + 60 * i, .utc_offset_min = i == 2 ? 420 : 480};
        snprintf(homes[i].code, NO_SIZE, "H%d", i);
        snprintf(homes[i].name, NAME_SIZE, "测试之家%d", i);
        snprintf(homes[i].village, NAME_SIZE, "%s", villages[i]);
        must(home_put(db, &homes[i]), "a Home");
    }
    for (int i = 0; i < PAST_STAFF; i++) {
        staff[i] = (struct staff){.role = roles[i], .home_id = homes[i % PAST_HOMES].id};
        snprintf(staff[i].no, NO_SIZE, "S-%d", i);
        snprintf(staff[i].name, NAME_SIZE, "测老师%d", i);
        must(staff_put(db, &staff[i]), "staff");
    }
    for (int i = 0; i < PAST_CHILDREN; i++) {
        children[i] = (struct child){.home_id = homes[past_pick(0, PAST_HOMES - 1)].id,
            .born_day = chance(10) ? 0
                                   : (2010 + past_pick(0, 8)) * 10000 + past_pick(1, 12) * 100 +
                                         past_pick(1, 28),
            .joined_day = 20200101};
        snprintf(children[i].no, NO_SIZE, "T-%02d", i);
        snprintf(children[i].name, NAME_SIZE, "测儿童%d", i);
        snprintf(children[i].pinyin, NAME_SIZE, "%c", 'z' - i);
        snprintf(children[i].school, NAME_SIZE, "学校%d", past_pick(0, 1));
        snprintf(children[i].grade, WORD_SIZE, "%s", grades[past_pick(0, 4)]);
        must(child_put(db, &children[i]), "a child");
        memcpy(cards[i], "the card A", CARD_ID_BYTES);
        cards[i][9] = (uint8_t)('A' + i);
        carded[i] = chance(85);
        if (carded[i])
            must(cards_issue(db, cards[i], HOLDER_CHILD, children[i].id, 1), "a card");
    }
    must(setting_roster_at_set(db, 1), "the roster");
}

static void
make_classes(void)
{
    static const char *const titles[] = {"水彩画", "", "故事", "=1+1"};
    for (int i = 0; i < SESSIONS; i++) {
        sessions[i] = (struct session){.home_id = homes[i % PAST_HOMES].id,
            .weekday = 1 + i / PAST_HOMES,
            .starts_min = 900 + i,
            .ends_min = 990,
            .subject = (enum subject)past_pick(0, SUBJECT_COUNT - 1)};
        snprintf(sessions[i].title, NAME_SIZE, "%s", titles[past_pick(0, 3)]);
        must(session_put(db, &sessions[i]), "a class");
    }
}

static int
home_number(void)
{
    int64_t id = setting_home(db);
    for (int i = 0; i < PAST_HOMES; i++)
        if (homes[i].id == id)
            return i;
    abort();
}

/* The next minutes; never past what the day has. */
static void
pass(int seconds)
{
    board.true_ms += seconds * INT64_C(1000) + past_pick(0, 999);
}

static void
note_check(void)
{
    checks[check_count++ % CHECKS] = event_last_seq(db);
}

static void
scan(int i)
{
    struct scan scan = {0};
    struct moment at = now();
    if (carded[i] || chance(70)) {
        must(attendance_scan(db, &scan, cards[i], &at), "a scan");
    } else {
        struct vouch vouch = {children[i].id, staff[TUTOR].id, VOUCHED_NEW};
        must(attendance_vouched(db, &scan, &vouch, &at), "a vouch");
    }
    if (!scan.again && (scan.answer == SCAN_IN || scan.answer == SCAN_OUT))
        note_check();
    if (scan.answer == SCAN_IN && chance(60))
        may(mood_record(db, children[i].id, past_pick(1, 5), &at));
    if (scan.answer == SCAN_IN && chance(40))
        may(lesson_record(db, children[i].id, "look-both-ways", chance(70), &at));
}

static void
mark_some(int day)
{
    const struct session *s = &sessions[home_number() + PAST_HOMES * past_pick(0, 2)];
    int64_t who[PAST_CHILDREN];
    struct mark_order order = {.session = s,
        .day = day,
        .mark = (enum mark)past_pick(chance(10) ? 0 : 1, MARK_COUNT - 1),
        .staff_id = staff[TUTOR].id,
        .children = who};
    struct marked marked;
    struct moment at = now();
    int undone;
    for (int i = 0; i < PAST_CHILDREN; i++)
        if (chance(35))
            who[order.count++] = children[i].id;
    must(mark_children(db, &marked, &order, &at), "marks");
    if (!chance(25))
        return;
    pass(5);
    at = now();
    must(mark_undo(db, &undone, &marked, staff[TUTOR].id, &at), "marks taken back");
    if (chance(30)) { /* and that as well */
        struct marked undo = {.first_seq = marked.last_seq + 1, .last_seq = event_last_seq(db)};
        if (undone)
            must(mark_undo(db, &undone, &undo, staff[TUTOR].id, &at), "marks again");
    }
}

static void
set_homework(int day)
{
    const struct child *c = &children[past_pick(0, PAST_CHILDREN - 1)];
    struct homework h = {.due_day = day_add(day, past_pick(0, 5)),
        .subject = (enum homework_subject)past_pick(0, HOMEWORK_SUBJECT_COUNT - 1)};
    snprintf(h.text, sizeof h.text, "第%d页", past_pick(1, 90));
    if (chance(20)) {
        h.child_id = c->id;
    } else {
        snprintf(h.school, sizeof h.school, "%s", c->school);
        snprintf(h.grade, sizeof h.grade, "%s", c->grade);
    }
    if (homework_put(db, &h) == DB_OK && item_count < ITEMS)
        items[item_count++] = h.id;
}

static void
mark_homework(void)
{
    struct moment at = now();
    if (!item_count)
        return;
    struct homework_mark mark = {.child_id = children[past_pick(0, PAST_CHILDREN - 1)].id,
        .homework_id = items[past_pick(item_count > 6 ? item_count - 6 : 0, item_count - 1)],
        .state = (enum homework_state)past_pick(1, HOMEWORK_STATE_COUNT - 1),
        .staff_id = chance(60) ? staff[TUTOR].id : 0};
    may(homework_mark(db, &mark, &at));
    if (chance(25))
        may(homework_undo(db, mark.child_id, mark.homework_id, &at));
}

static void
correct_one(void)
{
    struct moment at = now();
    struct correct c = {.what = (enum correct_what)past_pick(0, CORRECTION_COUNT - 1),
        .child_id = children[past_pick(0, PAST_CHILDREN - 1)].id,
        .staff_id = staff[chance(50) ? SOCIAL : MANAGER].id,
        .reason = (enum correct_reason)past_pick(0, CORRECT_REASON_COUNT - 1)};
    if (c.what != CORRECT_ADDED && !check_count)
        return;
    if (c.what != CORRECT_ADDED)
        c.check = checks[past_pick(0, (check_count < CHECKS ? check_count : CHECKS) - 1)];
    c.at_ms = board.true_ms - past_pick(0, chance(70) ? 700 : 4000) * INT64_C(60000);
    c.until_ms = c.what == CORRECT_ADDED && chance(70) ? c.at_ms + past_pick(1, 90) * 60000 : 0;
    if (correct_apply(db, &c, &at) == DB_OK && c.what == CORRECT_ADDED)
        note_check();
}

static void
sign_staff(void)
{
    struct presence presence;
    struct moment at = now();
    int who = past_pick(0, PAST_STAFF - 1);
    may(presence_sign(db, &presence, staff[who].id, NULL, &at));
}

/* The board learns the time, by the network or by staff's word; or goes on without. */
static void
put_clock_right(void)
{
    struct moment at = now();
    struct time_word word = {board.true_ms, staff[SOCIAL].id, staff[MANAGER].id};
    if (!board.wrong || chance(30))
        return;
    if (chance(40)) {
        may(time_say(db, &word, &at));
        board.wrong = false;
        return;
    }
    board.wrong = false;
    at = now();
    may(attendance_settle(db, &at));
}

static void
change_people(int day)
{
    int i = past_pick(0, PAST_CHILDREN - 1);
    struct child *c = &children[i];
    if (chance(30))
        c->home_id = homes[past_pick(0, PAST_HOMES - 1)].id;
    else if (chance(20))
        c->left_day = day;
    else if (chance(20))
        c->left_day = 0;
    else
        snprintf(c->grade, WORD_SIZE, "%s", chance(50) ? "二年级" : "三年级");
    must(child_put(db, c), "a change");
    if (!carded[i] && chance(60)) {
        must(cards_issue(db, cards[i], HOLDER_CHILD, c->id, 1), "a late card");
        carded[i] = true;
    }
}

static void
one_thing(int day)
{
    int what = past_pick(1, 100);
    if (what <= 58)
        scan(past_pick(0, PAST_CHILDREN - 1));
    else if (what <= 64)
        mark_some(day);
    else if (what <= 68)
        set_homework(day);
    else if (what <= 78)
        mark_homework();
    else if (what <= 86)
        correct_one();
    else if (what <= 92)
        sign_staff();
    else if (what <= 95)
        must(setting_home_set(db, homes[past_pick(0, PAST_HOMES - 1)].id), "another Home");
    else if (what <= 97)
        put_clock_right();
    else
        change_people(day);
}

static void
make_day(int day)
{
    /* Some go on past midnight. */
    int64_t from = day_to_utc_ms(day, chance(15) ? 1380 : past_pick(420, 960), 480);
    if (chance(40) || board.serial == 0)
        boot(from, chance(30));
    board.true_ms = from > board.true_ms ? from : board.true_ms + 1000;
    struct moment at = now();
    must(setting_home_set(db, homes[past_pick(0, PAST_HOMES - 1)].id), "the Home");
    if (chance(80))
        may(attendance_settle(db, &at));
    for (int n = past_pick(20, 60); n > 0; n--) {
        one_thing(day);
        pass(past_pick(0, 700));
    }
}

void
past_make(struct past *past, struct db *into, uint64_t seed, int days)
{
    *past = (struct past){.db = into, .first_day = 20260105};
    db = into;
    state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    item_count = check_count = 0;
    memset(&board, 0, sizeof board);
    memset(sessions, 0, sizeof sessions);
    must(db_exec(db, "PRAGMA synchronous = OFF"), "no waiting for the disk");
    make_people();
    make_classes();
    int day = past->first_day;
    for (int n = 0; n < days; n++) {
        make_day(day);
        past->last_day = day;
        day = day_add(day, chance(10) ? past_pick(20, 60) : past_pick(1, 3));
    }
    if (chance(50)) {
        board.wrong = false;
        boot(day_to_utc_ms(day_add(day, 1), 600, 480), false);
        struct moment at = now();
        may(attendance_settle(db, &at));
    }
    for (int i = 0; i < PAST_HOMES; i++)
        past->homes[i] = homes[i].id;
    for (int i = 0; i < PAST_CHILDREN; i++)
        past->children[i] = children[i].id;
}
