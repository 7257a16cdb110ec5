/* Who collects a child: guardians and who is barred, leaving alone, walking groups, and what staff
 * are told. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/alarm.h"
#include "db/collectors.h"
#include "db/correct.h"
#include "db/day.h"
#include "db/door.h"
#include "db/pickup.h"
#include "db/setting.h"
#include "db/walks.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TODAY = 20261124, FRIENDS = 30 };

static struct world w;
static struct guardian granny;
static struct child friends[FRIENDS];
static struct walk walk;

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    granny = (struct guardian){
        .name = "测阿嬷", .phone = "199-0000-0001", .relation = "奶奶", .since_day = 20250901};
    return guardian_put(w.db, &granny, w.child.id);
}

static int
teardown(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void
scan(int minute)
{
    struct scan scan;
    struct moment at = world_at(0, 16, minute, 0);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
}

static void
come_and_go(void)
{
    scan(0);
    scan(30);
}

static struct departure
now_at(struct moment at)
{
    struct departure d;
    assert_int_equal(departure_of(w.db, &d, w.child.id, &at), DB_OK);
    return d;
}

static int
record_at(struct pickup p, struct moment at)
{
    return pickup_record(w.db, &p, 1, &at);
}

static struct pickup
by_card(void)
{
    return (struct pickup){
        .child_id = w.child.id, .how = PICKUP_GUARDIAN_CARD, .guardian_id = granny.id};
}

static int64_t
number(const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    int64_t n = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

static int
count(const struct departure *d, void *payload)
{
    (void)d;
    ++*(int *)payload;
    return 0;
}

static int
open_at(struct moment at)
{
    int n = 0;
    assert_int_equal(pickup_open_each(w.db, w.home.id, &at, count, &n), DB_OK);
    return n;
}

static void
scan_out_is_recorded_at_once_and_open_until_somebody_confirms(void **state)
{
    (void)state;
    assert_int_equal(now_at(world_at(0, 15, 0, 0)).where, PICKUP_AWAY);
    scan(0);
    assert_int_equal(now_at(world_at(0, 16, 1, 0)).where, PICKUP_HERE);
    scan(30);
    struct departure d = now_at(world_at(0, 16, 30, 20));
    assert_int_equal(d.where, PICKUP_LEFT);
    assert_int_equal(d.age_ms, 20000);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 0);
    assert_int_equal(open_at(world_at(0, 16, 32, 0)), 0);
    assert_int_equal(open_at(world_at(0, 16, 32, 1)), 1);
    assert_int_equal(record_at(by_card(), world_at(0, 16, 33, 0)), DB_OK);
    d = now_at(world_at(0, 16, 34, 0));
    assert_int_equal(d.where, PICKUP_COLLECTED);
    assert_int_equal(d.pickup.how, PICKUP_GUARDIAN_CARD);
    assert_int_equal(d.pickup.guardian_id, granny.id);
    assert_int_equal(open_at(world_at(0, 17, 0, 0)), 0);
    assert_int_equal(number("SELECT count(*) FROM event AS p JOIN event AS o ON o.id = p.cause "
                            "WHERE p.kind = 'pick_up' AND o.kind = 'check_out'"),
        1);
}

static void
guardians_card_checks_out_who_is_still_in(void **state)
{
    (void)state;
    scan(0);
    assert_int_equal(record_at(by_card(), world_at(0, 17, 0, 0)), DB_OK);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 0);
    assert_int_equal(now_at(world_at(0, 17, 0, 1)).where, PICKUP_COLLECTED);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
card_shown_twice_is_one_pick_up(void **state)
{
    (void)state;
    come_and_go();
    assert_int_equal(record_at(by_card(), world_at(0, 16, 31, 0)), DB_OK);
    assert_int_equal(record_at(by_card(), world_at(0, 16, 31, 30)), DB_OK);
    assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'pick_up'"), 1);
}

/* Else the child would be in again while it walks home. */
static void
own_card_just_after_being_collected_is_the_same_departure(void **state)
{
    (void)state;
    struct scan out;
    struct moment soon = world_at(0, 17, 0, 50), late = world_at(0, 17, 1, 0);
    scan(0);
    assert_int_equal(record_at(by_card(), world_at(0, 17, 0, 0)), DB_OK);
    assert_int_equal(attendance_scan(w.db, &out, w.card, &soon), DB_OK);
    assert_true(out.again);
    assert_int_equal(out.answer, SCAN_OUT);
    assert_int_equal(attendance_scan(w.db, &out, w.card, &late), DB_OK);
    assert_int_equal(out.answer, SCAN_IN);
}

static void
who_was_not_here_is_not_collected(void **state)
{
    (void)state;
    assert_int_equal(record_at(by_card(), world_at(0, 16, 0, 0)), DB_REFUSED);
    scan(0);
    assert_int_equal(record_at(by_card(), world_at(1, 16, 0, 0)), DB_REFUSED);
    assert_int_equal(number("SELECT count(*) FROM event"), 1);
}

static void
guardian_of_another_child_collects_nobody(void **state)
{
    (void)state;
    struct guardian other = {.name = "测外公", .relation = "外公", .since_day = 20250901};
    struct child neighbour = w.child;
    snprintf(neighbour.no, sizeof neighbour.no, "T-002");
    assert_int_equal(child_put(w.db, &neighbour), DB_OK);
    assert_int_equal(guardian_put(w.db, &other, neighbour.id), DB_OK);
    come_and_go();
    struct pickup p = by_card();
    p.guardian_id = other.id;
    assert_int_equal(record_at(p, world_at(0, 16, 31, 0)), DB_REFUSED);
}

static struct collector
first_collector(int day)
{
    struct collector c = {0};
    assert_true(collector_get(w.db, &c, w.child.id, granny.id, day));
    return c;
}

static void
link_is_valid_until_its_last_day_and_its_agreements(void **state)
{
    (void)state;
    assert_int_equal(first_collector(TODAY).state, COLLECTOR_VALID);
    granny.agreement_day = 20250901;
    granny.agreement_until = TODAY;
    assert_int_equal(guardian_put(w.db, &granny, w.child.id), DB_OK);
    assert_int_equal(first_collector(TODAY).state, COLLECTOR_VALID);
    assert_int_equal(first_collector(20261125).state, COLLECTOR_ENDED);
    granny.agreement_until = 0;
    granny.until_day = TODAY;
    assert_int_equal(guardian_put(w.db, &granny, w.child.id), DB_OK);
    assert_int_equal(first_collector(TODAY).state, COLLECTOR_VALID);
    assert_int_equal(first_collector(20261125).state, COLLECTOR_ENDED);
    granny.since_day = 20261125; /* a new link */
    granny.until_day = 0;
    assert_int_equal(guardian_put(w.db, &granny, w.child.id), DB_OK);
    assert_int_equal(first_collector(20261125).state, COLLECTOR_VALID);
}

static void
ended_link_collects_by_staff_with_a_reason_alone(void **state)
{
    (void)state;
    granny.agreement_until = 20261101;
    assert_int_equal(guardian_put(w.db, &granny, w.child.id), DB_OK);
    come_and_go();
    struct moment at = world_at(0, 16, 31, 0);
    assert_int_equal(record_at(by_card(), at), DB_REFUSED);
    struct pickup p = by_card();
    p.how = PICKUP_STAFF_CONFIRMED;
    p.staff_id = w.tutor.id;
    assert_int_equal(record_at(p, at), DB_REFUSED);
    snprintf(p.reason, sizeof p.reason, "妈妈来电\"同意\"\n");
    assert_int_equal(record_at(p, at), DB_OK);
    struct departure d = now_at(at);
    assert_int_equal(d.pickup.staff_id, w.tutor.id);
    assert_string_equal(d.pickup.reason, p.reason);
}

static void
bar(const char *name, const char *phone, int64_t child_id)
{
    struct barred b = {.relation = "父亲", .note = "法院决定", .since_day = 20261101};
    snprintf(b.name, sizeof b.name, "%s", name);
    snprintf(b.phone, sizeof b.phone, "%s", phone);
    assert_int_equal(barred_put(w.db, &b, child_id), DB_OK);
}

static void
barred_person_never_collects_not_even_by_staff(void **state)
{
    (void)state;
    bar(granny.name, "", w.child.id);
    come_and_go();
    struct moment at = world_at(0, 16, 31, 0);
    assert_int_equal(first_collector(TODAY).state, COLLECTOR_BARRED);
    assert_int_equal(first_collector(20261031).state, COLLECTOR_VALID);
    assert_int_equal(record_at(by_card(), at), DB_REFUSED);
    struct pickup p = by_card();
    p.how = PICKUP_STAFF_CONFIRMED;
    p.staff_id = w.tutor.id;
    snprintf(p.reason, sizeof p.reason, "x");
    assert_int_equal(record_at(p, at), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "must not"));
    assert_int_equal(now_at(at).where, PICKUP_LEFT);
}

static int
keep_states(const struct collector *c, void *payload)
{
    char *text = payload;
    snprintf(text + strlen(text), 200 - strlen(text), "%s %d %lld;", c->guardian.name, c->state,
        (long long)(c->guardian.id != 0));
    return 0;
}

static void
childs_list_has_the_valid_then_the_ended_then_the_barred_each_once(void **state)
{
    (void)state;
    char text[200] = "";
    struct guardian old = {
        .name = "测姑姑", .relation = "姑姑", .since_day = 20240901, .until_day = 20250831};
    struct guardian out = {.name = "测大伯", .relation = "伯父", .since_day = 20240901};
    assert_int_equal(guardian_put(w.db, &old, w.child.id), DB_OK);
    assert_int_equal(guardian_put(w.db, &out, w.child.id), DB_OK);
    bar(out.name, "199-0000-0009", w.child.id);
    bar("测生人", "", w.child.id);
    assert_int_equal(collector_each(w.db, w.child.id, TODAY, keep_states, text), DB_OK);
    assert_string_equal(text, "测阿嬷 0 1;测姑姑 1 1;测大伯 2 1;测生人 2 0;");
}

static int
count_id(int64_t child_id, void *payload)
{
    (void)child_id;
    ++*(int *)payload;
    return 0;
}

static void
barred_person_is_known_by_telephone_where_there_is_no_link(void **state)
{
    (void)state;
    int n = 0;
    struct child neighbour = w.child;
    snprintf(neighbour.no, sizeof neighbour.no, "T-002");
    assert_int_equal(child_put(w.db, &neighbour), DB_OK);
    bar(granny.name, "", neighbour.id); /* a name alone may be anybody's */
    assert_int_equal(barred_from_each(w.db, granny.id, TODAY, count_id, &n), DB_OK);
    assert_int_equal(n, 0);
    bar(granny.name, granny.phone, neighbour.id);
    assert_int_equal(barred_from_each(w.db, granny.id, TODAY, count_id, &n), DB_OK);
    assert_int_equal(n, 1);
}

static void
who_may_leave_alone_needs_nobody(void **state)
{
    (void)state;
    assert_int_equal(leave_alone_put(w.db, w.child.id, 20261001, TODAY, "妈妈"), DB_OK);
    come_and_go();
    assert_int_equal(now_at(world_at(0, 16, 31, 0)).pickup.how, PICKUP_ALONE);
    assert_int_equal(open_at(world_at(0, 17, 0, 0)), 0);
    struct leave_alone consent;
    assert_true(leave_alone_on(w.db, &consent, w.child.id, 20261001));
    assert_string_equal(consent.agreed_by, "妈妈");
    assert_false(leave_alone_on(w.db, &consent, w.child.id, 20260930));
    assert_false(leave_alone_on(w.db, &consent, w.child.id, 20261125));
}

static void
without_consent_staff_let_a_child_go_alone_by_a_reason(void **state)
{
    (void)state;
    struct pickup p = {.child_id = w.child.id, .how = PICKUP_ALONE};
    come_and_go();
    assert_int_equal(record_at(p, world_at(0, 16, 31, 0)), DB_REFUSED);
    p.staff_id = w.tutor.id;
    assert_int_equal(record_at(p, world_at(0, 16, 31, 0)), DB_REFUSED);
    snprintf(p.reason, sizeof p.reason, "lives_next_door");
    assert_int_equal(record_at(p, world_at(0, 16, 31, 0)), DB_OK);
}

static void
newest_pick_up_holds(void **state)
{
    (void)state;
    struct pickup p = {
        .child_id = w.child.id, .how = PICKUP_NOTED, .staff_id = w.tutor.id, .reason = "neighbour"};
    come_and_go();
    assert_int_equal(record_at(p, world_at(0, 16, 40, 0)), DB_OK);
    assert_int_equal(record_at(by_card(), world_at(0, 16, 41, 0)), DB_OK);
    assert_int_equal(now_at(world_at(0, 16, 42, 0)).pickup.how, PICKUP_GUARDIAN_CARD);
}

static void
not_confirmed_is_over_when_the_child_is_back_or_was_only_assumed_out(void **state)
{
    (void)state;
    come_and_go();
    struct scan out;
    struct moment back = world_at(1, 8, 0, 0), night = world_at(2, 0, 0, 1);
    assert_int_equal(open_at(world_at(1, 7, 0, 0)), 1);
    assert_int_equal(attendance_scan(w.db, &out, w.card, &back), DB_OK);
    assert_int_equal(open_at(world_at(1, 9, 0, 0)), 0);
    assert_int_equal(attendance_settle(w.db, &night), DB_OK);
    assert_int_equal(open_at(world_at(2, 8, 0, 0)), 0);
    assert_int_equal(record_at(by_card(), world_at(2, 8, 0, 0)), DB_REFUSED);
}

static void
what_is_older_than_a_week_stands_in_the_report_alone(void **state)
{
    (void)state;
    struct departure d;
    come_and_go();
    assert_int_equal(open_at(world_at(7, 8, 0, 0)), 1);
    assert_int_equal(open_at(world_at(8, 8, 0, 0)), 0);
    assert_int_equal(record_at(by_card(), world_at(8, 8, 0, 0)), DB_REFUSED);
    assert_int_equal(departure_on(w.db, &d, w.child.id, TODAY, 480), DB_OK);
    assert_int_equal(d.where, PICKUP_LEFT);
    assert_int_equal(departure_on(w.db, &d, w.child.id, 20261125, 480), DB_OK);
    assert_int_equal(d.where, PICKUP_AWAY);
}

static void
without_a_home_nothing_is_recorded(void **state)
{
    (void)state;
    come_and_go();
    assert_int_equal(setting_home_set(w.db, 0), DB_OK);
    struct moment at = world_at(0, 16, 31, 0);
    assert_int_equal(record_at(by_card(), at), DB_REFUSED);
    assert_int_equal(door_tell(w.db, EVENT_GUARDIAN_WAITS, granny.id, 0, &at), DB_REFUSED);
}

/* A group of FRIENDS children who are all in, led by a tutor. */
static void
make_group(void)
{
    walk = (struct walk){.home_id = w.home.id,
        .name = "小桥路队",
        .picture = "tulip",
        .leader_kind = HOLDER_STAFF,
        .leader_id = w.tutor.id};
    assert_int_equal(walk_put(w.db, &walk), DB_OK);
    assert_int_equal(db_begin(w.db), DB_OK);
    for (int i = 0; i < FRIENDS; i++) {
        uint8_t card[CARD_ID_BYTES] = "friend-000";
        struct scan scan;
        struct moment at = world_at(0, 15, i, 0);
        card[8] = (uint8_t)('0' + i / 10);
        card[9] = (uint8_t)('0' + i % 10);
        friends[i] = w.child;
        snprintf(friends[i].no, sizeof friends[i].no, "F-%03d", i);
        assert_int_equal(child_put(w.db, &friends[i]), DB_OK);
        assert_int_equal(cards_issue(w.db, card, HOLDER_CHILD, friends[i].id, 1), DB_OK);
        assert_int_equal(walker_put(w.db, walk.id, friends[i].id, 20260901, 0), DB_OK);
        assert_int_equal(attendance_scan(w.db, &scan, card, &at), DB_OK);
    }
    assert_int_equal(db_commit(w.db), DB_OK);
}

static int
release(struct db *db, struct moment at)
{
    struct pickup all[FRIENDS];
    for (int i = 0; i < FRIENDS; i++)
        all[i] =
            (struct pickup){.child_id = friends[i].id, .how = PICKUP_GROUP, .walk_id = walk.id};
    return pickup_record(db, all, FRIENDS, &at);
}

static int
walked_at(struct moment at)
{
    int n = 0;
    assert_int_equal(pickup_walked_each(w.db, w.home.id, &at, count, &n), DB_OK);
    return n;
}

static int
count_late(const struct departure *d, void *payload)
{
    *(int *)payload += pickup_is_late(d, world_at(0, 18, 30, 0).utc_ms);
    return 0;
}

static void
group_leaves_together_and_is_followed_until_each_is_home(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0), later = world_at(0, 18, 30, 0);
    int late = 0;
    make_group();
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), FRIENDS);
    assert_int_equal(release(w.db, at), DB_OK);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 0);
    assert_int_equal(walked_at(at), FRIENDS);
    assert_int_equal(open_at(later), 0);
    assert_int_equal(pickup_home(w.db, friends[0].id, true, w.tutor.id, &at), DB_OK);
    assert_int_equal(pickup_home(w.db, friends[0].id, true, w.tutor.id, &at), DB_OK);
    assert_int_equal(pickup_home(w.db, friends[1].id, true, w.tutor.id, &at), DB_OK);
    assert_int_equal(pickup_home(w.db, friends[1].id, false, w.tutor.id, &at), DB_OK);
    assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'home_confirmed'"), 2);
    assert_int_equal(pickup_walked_each(w.db, w.home.id, &later, count_late, &late), DB_OK);
    assert_int_equal(late, FRIENDS - 1);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
one_who_does_not_walk_with_the_group_stops_all(void **state)
{
    (void)state;
    make_group();
    assert_int_equal(walker_put(w.db, walk.id, friends[FRIENDS - 1].id, TODAY, TODAY - 1), DB_OK);
    assert_int_equal(release(w.db, world_at(0, 17, 0, 0)), DB_REFUSED);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), FRIENDS);
    assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'check_out'"), 0);
}

static void
home_is_confirmed_of_who_walked_alone(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0);
    come_and_go();
    assert_int_equal(pickup_home(w.db, w.child.id, true, w.tutor.id, &at), DB_REFUSED);
}

/* In a process of its own; the limit on a file's size, some pages above what the log has now,
 * stands in for a disk that is full after the first children of thirty. */
static int
release_on_a_full_disk(void)
{
    struct db *db;
    struct moment at = world_at(0, 17, 0, 0);
    if (db_open(&db, w.path, DB_EXISTING) != DB_OK)
        return 10;
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit full = {.rlim_cur = 5 * 4096, .rlim_max = RLIM_INFINITY};
    if (setrlimit(RLIMIT_FSIZE, &full) != 0)
        return 11;
    if (release(db, at) != DB_FAILED)
        return 12;
    full.rlim_cur = RLIM_INFINITY;
    if (setrlimit(RLIMIT_FSIZE, &full) != 0)
        return 13;
    if (attendance_in_count(db, w.home.id, TODAY) != FRIENDS)
        return 14;
    db_close(db);
    return 0;
}

static void
disk_full_in_the_middle_of_a_release_leaves_all_of_them_in(void **state)
{
    (void)state;
    make_group();
    db_rest(w.db);
    db_close(w.db);
    w.db = NULL;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(release_on_a_full_disk());
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_int_equal(number("SELECT count(*) FROM event WHERE kind <> 'check_in'"), 0);
    assert_int_equal(release(w.db, world_at(0, 17, 1, 0)), DB_OK);
    assert_int_equal(attendance_in_count(w.db, w.home.id, TODAY), 0);
    assert_int_equal(attendance_verify(w.db), DB_OK);
}

static void
child_walks_with_the_group_it_joined_last(void **state)
{
    (void)state;
    struct walk found, second = {.home_id = w.home.id,
                           .name = "大路队",
                           .picture = "pine",
                           .leader_kind = HOLDER_CHILD,
                           .leader_id = w.child.id};
    char leader[NAME_SIZE];
    make_group();
    assert_int_equal(walk_put(w.db, &second), DB_OK);
    assert_int_equal(walker_put(w.db, second.id, friends[0].id, TODAY, 0), DB_OK);
    assert_true(walk_of_child(w.db, &found, friends[0].id, 20261123));
    assert_int_equal(found.id, walk.id);
    assert_true(walk_of_child(w.db, &found, friends[0].id, TODAY));
    assert_int_equal(found.id, second.id);
    struct pickup first = {.child_id = friends[0].id, .how = PICKUP_GROUP, .walk_id = walk.id};
    assert_int_equal(record_at(first, world_at(0, 17, 0, 0)), DB_REFUSED);
    assert_true(walk_led_by(w.db, &found, HOLDER_CHILD, w.child.id, w.home.id));
    assert_string_equal(found.name, "大路队");
    walk_leader(w.db, leader, &found);
    assert_string_equal(leader, w.child.name);
    walk_leader(w.db, leader, &walk);
    assert_string_equal(leader, w.tutor.name);
}

static int
keep_news(const struct door_news *news, void *payload)
{
    *(struct door_news *)payload = *news;
    return 1;
}

static void
who_waits_is_told_once_a_minute_until_staff_have_seen_to_it(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0), soon = world_at(0, 17, 0, 59),
                  later = world_at(0, 17, 1, 0), night = world_at(1, 5, 1, 1);
    struct door_news news = {0};
    assert_int_equal(door_tell(w.db, EVENT_GUARDIAN_WAITS, granny.id, 0, &at), DB_OK);
    assert_int_equal(door_tell(w.db, EVENT_GUARDIAN_WAITS, granny.id, 0, &soon), DB_OK);
    assert_int_equal(door_tell(w.db, EVENT_BARRED_SEEN, granny.id, w.child.id, &soon), DB_OK);
    assert_int_equal(number("SELECT count(*) FROM event"), 2);
    assert_int_equal(door_each(w.db, w.home.id, &soon, keep_news, &news), 1);
    assert_int_equal(news.kind, EVENT_BARRED_SEEN);
    assert_int_equal(news.child_id, w.child.id);
    assert_int_equal(news.guardian_id, granny.id);
    assert_int_equal(door_answer(w.db, news.id, w.tutor.id, &soon), DB_OK);
    assert_int_equal(door_each(w.db, w.home.id, &soon, keep_news, &news), 1);
    assert_int_equal(news.kind, EVENT_GUARDIAN_WAITS);
    assert_int_equal(door_tell(w.db, EVENT_GUARDIAN_WAITS, granny.id, 0, &later), DB_OK);
    assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'guardian_waits'"), 2);
    assert_int_equal(door_each(w.db, w.home.id, &night, keep_news, &news), 0);
}

static void
check_out_that_staff_took_back_is_none(void **state)
{
    (void)state;
    struct staff worker = {
        .no = "S-009", .name = "测社工", .role = STAFF_SOCIAL_WORKER, .home_id = w.home.id};
    struct moment at = world_at(0, 16, 40, 0);
    assert_int_equal(staff_put(w.db, &worker), DB_OK);
    come_and_go();
    assert_int_equal(now_at(at).where, PICKUP_LEFT);
    struct correct never = {.what = CORRECT_NEVER,
        .check = number("SELECT max(seq) FROM event WHERE kind = 'check_out'"),
        .staff_id = worker.id,
        .reason = CORRECT_BY_MISTAKE};
    assert_int_equal(correct_apply(w.db, &never, &at), DB_OK);
    assert_int_equal(now_at(at).where, PICKUP_HERE);
    assert_int_equal(open_at(world_at(0, 17, 0, 0)), 0);
}

static int
keep_alarm(const struct alarm *alarm, void *payload)
{
    struct alarm *kept = payload;
    if (alarm->kind != ALARM_CALENDAR && alarm->kind != ALARM_STILL_HERE)
        *kept = *alarm;
    return 0;
}

static struct alarm
alarm_at(struct moment at)
{
    struct alarm kept = {.kind = ALARM_KIND_COUNT};
    assert_int_equal(alarm_each(w.db, w.home.id, &at, keep_alarm, &kept), DB_OK);
    return kept;
}

static int
settle(struct alarm alarm, const char *note, struct moment at)
{
    return alarm_done(w.db, &alarm, w.tutor.id, note, &at);
}

static void
alarm_is_told_of_who_left_with_nobody_and_settled_by_what_happened(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0);
    come_and_go();
    struct alarm alarm = alarm_at(at);
    assert_int_equal(alarm.kind, ALARM_NOT_COLLECTED);
    assert_int_equal(alarm.child_id, w.child.id);
    assert_int_equal(settle(alarm, "", at), DB_REFUSED);
    assert_int_equal(settle(alarm, "邻居接走了", at), DB_OK);
    assert_int_equal(alarm_at(at).kind, ALARM_KIND_COUNT);
    assert_string_equal(now_at(at).pickup.reason, "邻居接走了");
}

static void
alarm_is_told_of_who_is_not_home_after_an_hour(void **state)
{
    (void)state;
    make_group();
    assert_int_equal(release(w.db, world_at(0, 17, 0, 0)), DB_OK);
    assert_int_equal(alarm_at(world_at(0, 18, 0, 0)).kind, ALARM_KIND_COUNT);
    struct moment late = world_at(0, 18, 0, 1);
    for (int i = 0; i < FRIENDS; i++) {
        struct alarm alarm = alarm_at(late);
        assert_int_equal(alarm.kind, ALARM_NOT_HOME);
        assert_int_equal(settle(alarm, "", late), DB_OK);
    }
    assert_int_equal(alarm_at(late).kind, ALARM_KIND_COUNT);
    assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'home_confirmed'"), FRIENDS);
}

static void
alarm_is_told_of_each_at_the_door_and_settled_one_by_one(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0);
    assert_int_equal(door_tell(w.db, EVENT_WRONG_CHILD, granny.id, w.child.id, &at), DB_OK);
    assert_int_equal(door_tell(w.db, EVENT_GUARDIAN_WAITS, granny.id, 0, &at), DB_OK);
    assert_int_equal(door_tell(w.db, EVENT_BARRED_SEEN, granny.id, w.child.id, &at), DB_OK);
    static const enum alarm_kind kinds[] = {ALARM_WRONG_CHILD, ALARM_WAITS, ALARM_BARRED};
    for (int i = 0; i < 3; i++) { /* the least urgent was told last */
        struct alarm alarm = alarm_at(at);
        assert_int_equal(alarm.kind, kinds[i]);
        assert_int_equal(alarm.guardian_id, granny.id);
        assert_int_equal(settle(alarm, "x", at), DB_OK);
        assert_int_equal(settle(alarm, "x", at), DB_OK);
    }
    assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'door_answered'"), 3);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(scan_out_is_recorded_at_once_and_open_until_somebody_confirms),
        TEST(guardians_card_checks_out_who_is_still_in),
        TEST(card_shown_twice_is_one_pick_up),
        TEST(own_card_just_after_being_collected_is_the_same_departure),
        TEST(who_was_not_here_is_not_collected),
        TEST(guardian_of_another_child_collects_nobody),
        TEST(link_is_valid_until_its_last_day_and_its_agreements),
        TEST(ended_link_collects_by_staff_with_a_reason_alone),
        TEST(barred_person_never_collects_not_even_by_staff),
        TEST(childs_list_has_the_valid_then_the_ended_then_the_barred_each_once),
        TEST(barred_person_is_known_by_telephone_where_there_is_no_link),
        TEST(who_may_leave_alone_needs_nobody),
        TEST(without_consent_staff_let_a_child_go_alone_by_a_reason),
        TEST(newest_pick_up_holds),
        TEST(not_confirmed_is_over_when_the_child_is_back_or_was_only_assumed_out),
        TEST(what_is_older_than_a_week_stands_in_the_report_alone),
        TEST(without_a_home_nothing_is_recorded),
        TEST(group_leaves_together_and_is_followed_until_each_is_home),
        TEST(one_who_does_not_walk_with_the_group_stops_all),
        TEST(home_is_confirmed_of_who_walked_alone),
        TEST(disk_full_in_the_middle_of_a_release_leaves_all_of_them_in),
        TEST(child_walks_with_the_group_it_joined_last),
        TEST(who_waits_is_told_once_a_minute_until_staff_have_seen_to_it),
        TEST(check_out_that_staff_took_back_is_none),
        TEST(alarm_is_told_of_who_left_with_nobody_and_settled_by_what_happened),
        TEST(alarm_is_told_of_who_is_not_home_after_an_hour),
        TEST(alarm_is_told_of_each_at_the_door_and_settled_one_by_one),
    };
    return cmocka_run_group_tests_name("pickup", tests, NULL, NULL);
}
