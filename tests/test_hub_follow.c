/* From kiosks' databases through the log into a view: the same days, to the minute. */
#include "tests/testing.h"

#include "db/correct.h"
#include "db/event.h"
#include "db/mood.h"
#include "db/plan.h"
#include "db/timekeeping.h"
#include "hub/edit.h"
#include "hub/follow.h"
#include "tests/hub_kiosk.h"
#include "tests/hub_world.h"
#include "tests/world.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHILDREN = 6 };

/* A kiosk, its children in an order of its own. */
struct kiosk {
    struct world w;
    uint8_t id[STORE_KIOSK];
    int64_t upto;
    struct child children[CHILDREN];
    uint8_t cards[CHILDREN][CARD_ID_BYTES];
};

struct follow_world {
    struct hub_world hub;
    struct kiosk one, other;
    char path[128];
    struct db *view;
};

static void
open_kiosk(struct kiosk *k, uint8_t number, bool backwards)
{
    world_open(&k->w);
    memset(k->id, number, sizeof k->id);
    k->upto = 0;
    for (int n = 0; n < CHILDREN; n++) {
        int i = backwards ? CHILDREN - 1 - n : n;
        struct child *c = &k->children[i];
        *c = k->w.child;
        c->id = 0;
        snprintf(c->no, sizeof c->no, "C-%03d", i);
        assert_int_equal(child_put(k->w.db, c), DB_OK);
        snprintf((char *)k->cards[i], CARD_ID_BYTES, "child-%02d", i);
        assert_int_equal(cards_issue(k->w.db, k->cards[i], HOLDER_CHILD, c->id, 1), DB_OK);
    }
}

static int
set_up(void **state)
{
    struct follow_world *f = calloc(1, sizeof *f);
    assert_non_null(f);
    hub_world_open(&f->hub);
    open_kiosk(&f->one, 1, false);
    open_kiosk(&f->other, 2, true);
    hub_kiosk_pair(f->hub.store, f->one.id, "H1");
    hub_kiosk_pair(f->hub.store, f->other.id, "H1");
    snprintf(f->path, sizeof f->path, "%s/view.db", f->hub.folder);
    assert_int_equal(db_open(&f->view, f->path, DB_CREATE), DB_OK);
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct follow_world *f = *state;
    db_close(f->view);
    world_close(&f->one.w);
    world_close(&f->other.w);
    hub_world_close(&f->hub);
    free(f);
    return 0;
}

static void
scan(struct kiosk *k, int child, struct moment at)
{
    struct scan scan;
    if (attendance_scan(k->w.db, &scan, k->cards[child], &at) != DB_OK)
        fail_msg("%s", db_why(k->w.db));
    assert_false(scan.again);
}

static void
send(struct follow_world *f, struct kiosk *k)
{
    hub_kiosk_send(f->hub.store, k->w.db, k->id, &k->upto, 7, true);
}

static struct follow_counts
catch_up(struct follow_world *f)
{
    struct follow_counts counts = {0};
    if (follow(f->hub.store, f->view, "", &counts) != DB_OK)
        fail_msg("%s / %s", store_why(f->hub.store), db_why(f->view));
    return counts;
}

/* All days of a database by what people know them by, as text. Freed by the caller. */
static char *
days_of(const char *path)
{
    static const char sql[] =
        "SELECT group_concat(line, char(10)) FROM (SELECT c.no || ' ' || h.code || ' ' || a.day ||"
        " ' ' || a.sessions || ' ' || a.minutes || ' ' || a.first_in_ms || ' ' || a.last_out_ms ||"
        " ' ' || a.open_ms || ' ' || a.assumed || ' ' || hex(a.stays) AS line FROM attendance_day"
        " AS a JOIN child AS c ON c.id = a.child_id JOIN home AS h ON h.id = a.home_id"
        " ORDER BY c.no, h.code, a.day)";
    sqlite3 *file;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open_v2(path, &file, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(file, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(stmt, 0);
    char *out = strdup(text ? text : "");
    sqlite3_finalize(stmt);
    sqlite3_close(file);
    return out;
}

static int64_t
number_in(const char *path, const char *sql)
{
    sqlite3 *file;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open_v2(path, &file, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(file, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(file);
    return n;
}

static void
assert_same_days(struct follow_world *f, struct kiosk *k)
{
    char *here = days_of(k->w.path), *there = days_of(f->path);
    assert_true(*here);
    assert_string_equal(here, there);
    free(here);
    free(there);
}

static void
live_days(struct kiosk *k, int days)
{
    for (int day = 0; day < days; day++)
        for (int i = 0; i < CHILDREN; i++) {
            scan(k, i, world_at(day, 8, i, 0));
            scan(k, i, world_at(day, 11, 30 + i, 0));
            if (i % 2)
                scan(k, i, world_at(day, 14, i, 0));
        }
}

static void
a_view_has_the_days_of_the_kiosk(void **state)
{
    struct follow_world *f = *state;
    live_days(&f->other, 3);
    send(f, &f->other);
    struct follow_counts counts = catch_up(f);
    assert_int_equal(counts.events, event_last_seq(f->other.w.db));
    assert_int_equal(counts.waiting, 0);
    assert_same_days(f, &f->other);
    assert_int_equal(hub_world_count(&f->hub, "alert", "1 = 1"), 0);
    assert_int_equal(catch_up(f).events, 0);
}

static void
a_view_that_was_deleted_is_made_anew(void **state)
{
    struct follow_world *f = *state;
    live_days(&f->one, 2);
    send(f, &f->one);
    catch_up(f);
    db_close(f->view);
    unlink(f->path);
    assert_int_equal(db_open(&f->view, f->path, DB_CREATE), DB_OK);
    assert_int_equal(catch_up(f).events, event_last_seq(f->one.w.db));
    assert_same_days(f, &f->one);
}

static void
corrections_count_as_on_the_kiosk(void **state)
{
    struct follow_world *f = *state;
    struct moment now = world_at(0, 18, 0, 0);
    scan(&f->one, 0, world_at(0, 8, 0, 0));
    scan(&f->one, 0, world_at(0, 11, 0, 0));
    scan(&f->one, 1, world_at(0, 9, 0, 0));
    struct staff social = {
        .no = "S-SW", .name = "测社工", .role = STAFF_SOCIAL_WORKER, .home_id = f->one.w.home.id};
    assert_int_equal(staff_put(f->one.w.db, &social), DB_OK);
    send(f, &f->one);
    catch_up(f);
    struct correct c = {.what = CORRECT_TIME,
        .check = number_in(f->one.w.path, "SELECT min(seq) FROM event WHERE kind = 'check_in'"),
        .child_id = f->one.children[0].id,
        .at_ms = world_at(0, 7, 30, 0).utc_ms,
        .reason = CORRECT_OTHER,
        .note = "came at half past seven",
        .staff_id = social.id};
    if (correct_apply(f->one.w.db, &c, &now) != DB_OK)
        fail_msg("%s", db_why(f->one.w.db));
    send(f, &f->one);
    catch_up(f);
    assert_same_days(f, &f->one);
}

static void
two_kiosks_of_a_home_are_read_by_the_order_of_their_times(void **state)
{
    struct follow_world *f = *state;
    scan(&f->one, 0, world_at(0, 8, 0, 0));
    struct moment at = world_at(0, 14, 0, 0);
    memset(at.boot_id, 7, sizeof at.boot_id);
    scan(&f->one, 0, at);
    struct moment out = world_at(0, 11, 30, 0);
    memset(out.boot_id, 9, sizeof out.boot_id);
    struct event event = {.kind = EVENT_CHECK_OUT,
        .home_id = f->other.w.home.id,
        .child_id = f->other.children[0].id,
        .at = out};
    assert_int_equal(db_begin(f->other.w.db), DB_OK);
    assert_int_equal(event_append(f->other.w.db, &event), DB_OK);
    assert_int_equal(db_commit(f->other.w.db), DB_OK);
    /* 8:00 in and 14:00, by this kiosk's lights out: the other one knows of 11:30. */
    send(f, &f->one);
    catch_up(f);
    send(f, &f->other);
    catch_up(f);
    assert_int_equal(number_in(f->path, "SELECT minutes FROM attendance_day"), 210);
    assert_int_equal(number_in(f->path, "SELECT last_out_ms > first_in_ms FROM attendance_day"), 1);
}

static void
events_wait_for_the_child_that_they_name(void **state)
{
    struct follow_world *f = *state;
    live_days(&f->other, 2);
    hub_kiosk_send(f->hub.store, f->other.w.db, f->other.id, &f->other.upto, 7, false);
    struct follow_counts counts = catch_up(f);
    assert_int_equal(counts.events, 0);
    assert_int_equal(counts.waiting, event_last_seq(f->other.w.db));
    hub_kiosk_send(f->hub.store, f->other.w.db, f->other.id, &f->other.upto, 7, true);
    counts = catch_up(f);
    assert_int_equal(counts.waiting, 0);
    assert_same_days(f, &f->other);
}

/* The mark waits for its class, the child's attendance does not. */
static void
a_mark_that_waits_keeps_no_check_back(void **state)
{
    struct follow_world *f = *state;
    struct kiosk *k = &f->one;
    struct session class = {
        .home_id = k->w.home.id, .weekday = 2, .starts_min = 600, .ends_min = 660, .room = "A"};
    char payload[96];
    live_days(k, 1);
    send(f, k);
    catch_up(f);
    assert_int_equal(session_put(k->w.db, &class), DB_OK);
    snprintf(payload, sizeof payload, "{\"session\":%lld,\"day\":20261125}", (long long)class.id);
    struct event mark = {.kind = EVENT_ACTIVITY_MARK,
        .home_id = k->w.home.id,
        .child_id = k->children[0].id,
        .staff_id = k->w.tutor.id,
        .at = world_at(1, 9, 0, 0),
        .payload = payload};
    assert_int_equal(event_append(k->w.db, &mark), DB_OK);
    scan(k, 0, world_at(1, 10, 0, 0));
    hub_kiosk_send(f->hub.store, k->w.db, k->id, &k->upto, 7, false);
    assert_int_equal(catch_up(f).waiting, 1);
    assert_int_equal(
        number_in(f->path, "SELECT count(*) FROM attendance_day WHERE day = 20261125"), 1);
    hub_kiosk_send(f->hub.store, k->w.db, k->id, &k->upto, 7, true);
    assert_int_equal(catch_up(f).waiting, 0);
    assert_same_days(f, k);
}

static int
edit_class(struct db *view, void *payload, const struct roster_by *by)
{
    struct session *session = payload;
    return session->weekday ? plan_session_save(view, session, by)
                            : plan_session_remove(view, session->id, by);
}

/* The office changes the timetable while a kiosk has no network: marks of a class that was moved
 * are that class's, marks of one that is gone count as what they were, and nothing waits behind
 * them. */
static void
marks_of_a_class_that_was_moved_or_taken_out_do_not_wait(void **state)
{
    struct follow_world *f = *state;
    struct kiosk *k = &f->one;
    struct session classes[2] = {{.weekday = 2, .starts_min = 600, .ends_min = 660, .room = "A"},
        {.weekday = 3, .starts_min = 600, .ends_min = 660, .room = "B"}};
    struct hub hub = {0};
    struct desk desk = {.hub = &hub, .store = f->hub.store, .view = f->view};
    struct account lin = {.name = "lin"};
    struct request request = {.account = &lin, .at_ms = world_at(0, 8, 0, 0).utc_ms};
    for (int i = 0; i < 2; i++) {
        classes[i].home_id = k->w.home.id;
        assert_int_equal(session_put(k->w.db, &classes[i]), DB_OK);
    }
    live_days(k, 1);
    send(f, k);
    catch_up(f);
    for (int i = 0; i < 2; i++) {
        struct edit_done done;
        struct session here = {
            .id = number_in(f->path, i ? "SELECT id FROM session WHERE room = 'B'"
                                       : "SELECT id FROM session WHERE room = 'A'"),
            .home_id = number_in(f->path, "SELECT id FROM home WHERE code = 'H1'"),
            .weekday = i ? 0 : 5,
            .starts_min = 700,
            .ends_min = 760,
            .room = "A"};
        struct edit edit = {
            .home = "H1", .what = "x", .about = "", .now = edit_class, .payload = &here};
        assert_int_equal(edit_run(&desk, &request, &edit, &done), DB_OK);
        char payload[96];
        snprintf(payload, sizeof payload, "{\"session\":%lld,\"day\":20261124}",
            (long long)classes[i].id);
        struct event mark = {.kind = EVENT_ACTIVITY_MARK,
            .home_id = k->w.home.id,
            .child_id = k->children[i].id,
            .staff_id = k->w.tutor.id,
            .at = world_at(1, 9, i, 0),
            .payload = payload};
        assert_int_equal(event_append(k->w.db, &mark), DB_OK);
        scan(k, i, world_at(1, 10, i, 0));
    }
    send(f, k);
    assert_int_equal(catch_up(f).waiting, 0);
    assert_int_equal(number_in(f->path, "SELECT count(*) FROM event"), event_last_seq(k->w.db));
    assert_int_equal(
        number_in(f->path, "SELECT count(*) FROM event AS e JOIN session AS s ON s.id = e.payload "
                           "->> 'session' WHERE e.kind = 'activity_mark' AND s.weekday = 5"),
        1);
}

/* A flat battery: the days are of 1970 until staff says what the time is. */
static void
a_clock_that_is_known_later_moves_what_was_taken_in(void **state)
{
    struct follow_world *f = *state;
    struct moment at = {.utc_ms = 1000, .mono_ms = 60000};
    memset(at.boot_id, 5, sizeof at.boot_id);
    scan(&f->one, 0, at);
    at.utc_ms += 3600 * 1000;
    at.mono_ms += 3600 * 1000;
    scan(&f->one, 0, at);
    send(f, &f->one);
    catch_up(f);
    assert_int_equal(number_in(f->path, "SELECT max(day) < 20260000 FROM attendance_day"), 1);
    struct time_word word = {.utc_ms = world_at(0, 10, 0, 0).utc_ms};
    at.mono_ms += 1000;
    if (time_say(f->one.w.db, &word, &at) != DB_OK)
        fail_msg("%s", db_why(f->one.w.db));
    send(f, &f->one);
    catch_up(f);
    assert_int_equal(number_in(f->path, "SELECT min(day) FROM attendance_day"), 20261124);
    assert_same_days(f, &f->one);
}

static void
a_county_follows_its_homes_alone(void **state)
{
    struct follow_world *f = *state;
    struct follow_counts counts = {0};
    struct store_home home = {.code = "H1", .region = "510922"};
    live_days(&f->one, 1);
    send(f, &f->one);
    assert_int_equal(store_home_put(f->hub.store, &home), DB_OK);
    assert_int_equal(follow(f->hub.store, f->view, "5109", &counts), DB_OK);
    assert_true(counts.events > 0);
    counts.events = 0;
    home.region[0] = '6';
    assert_int_equal(store_home_put(f->hub.store, &home), DB_OK);
    scan(&f->one, 0, world_at(3, 8, 0, 0));
    send(f, &f->one);
    assert_int_equal(follow(f->hub.store, f->view, "5109", &counts), DB_OK);
    assert_int_equal(counts.events, 0);
}

static void
a_fork_is_kept_and_what_both_have_counts_once(void **state)
{
    struct follow_world *f = *state;
    char command[300], copy[160];
    live_days(&f->one, 1);
    send(f, &f->one);
    /* The disk as it was goes into another kiosk, and both go on. */
    snprintf(copy, sizeof copy, "%s/copy.db", f->hub.folder);
    snprintf(command, sizeof command, "sqlite3 '%s' \"VACUUM INTO '%s'\"", f->one.w.path, copy);
    assert_int_equal(system(command), 0);
    int64_t upto = f->one.upto;
    struct moment at = world_at(0, 17, 0, 0);
    memset(at.boot_id, 11, sizeof at.boot_id);
    scan(&f->one, 1, at);
    send(f, &f->one);
    struct kiosk twin = f->one;
    assert_int_equal(db_open(&twin.w.db, copy, DB_EXISTING), DB_OK);
    twin.upto = upto;
    at = world_at(0, 17, 30, 0);
    memset(at.boot_id, 12, sizeof at.boot_id);
    scan(&twin, 3, at);
    hub_kiosk_send(f->hub.store, twin.w.db, twin.id, &twin.upto, 7, true);
    db_close(twin.w.db);
    catch_up(f);
    assert_int_equal(number_in(f->path, "SELECT count(*) FROM event"), upto + 2);
    assert_int_equal(
        number_in(f->path, "SELECT count(*) FROM attendance_day WHERE open_ms > 0"), 1);
    assert_int_equal(hub_world_count(&f->hub, "alert", "kind = 'fork'"), 1);
}

static void
an_event_that_can_not_be_is_put_aside_and_the_rest_goes_on(void **state)
{
    struct follow_world *f = *state;
    struct line *line = line_make(3, 4);
    struct store_receipt r;
    line_pair(&f->hub, line, "H1");
    send(f, &f->one);
    line->events[2].child = 99; /* nothing says who that is */
    struct store_batch batch = line_batch(line, 1, 4);
    batch.refs = "{\"home\":[[1,\"H1\"]],\"child\":[[2,\"C-001\"],[4,\"C-002\"],[5,\"C-003\"]]}";
    assert_int_equal(store_append(f->hub.store, &r, &batch), DB_OK);
    assert_int_equal(catch_up(f).events, 3);
    assert_int_equal(hub_world_count(&f->hub, "quarantine", "seq = 2"), 1);
    assert_int_equal(hub_world_count(&f->hub, "alert", "kind = 'event' AND seq = 2"), 1);
    free(line);
}

/* The hub's disk failed and its log comes from a backup, the view is the newer one: what takes the
 * places of what was lost is followed too. */
static void
a_view_that_is_ahead_of_a_restored_log_misses_nothing(void **state)
{
    struct follow_world *f = *state;
    char command[1300], copy[160];
    if (strstr(f->hub.url, "://"))
        NOT_HERE("PostgreSQL's backups are its own");
    live_days(&f->one, 1);
    send(f, &f->one);
    scan(&f->other, 1, world_at(2, 16, 0, 0));
    send(f, &f->other);
    snprintf(copy, sizeof copy, "%s/copy.db", f->hub.folder);
    snprintf(command, sizeof command, "sqlite3 '%s' \"VACUUM INTO '%s'\"", f->hub.url, copy);
    assert_int_equal(system(command), 0);
    scan(&f->one, 1, world_at(3, 16, 0, 0));
    scan(&f->one, 2, world_at(3, 16, 1, 0));
    send(f, &f->one);
    catch_up(f);
    store_close(f->hub.store);
    assert_int_equal(store_open(&f->hub.store, copy), DB_OK);
    catch_up(f);
    scan(&f->other, 3, world_at(3, 16, 2, 0));
    scan(&f->other, 4, world_at(3, 16, 3, 0));
    send(f, &f->other);
    catch_up(f);
    assert_int_equal(number_in(f->path, "SELECT count(*) FROM event"),
        event_last_seq(f->one.w.db) + event_last_seq(f->other.w.db));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(a_view_has_the_days_of_the_kiosk),
        TEST(a_view_that_was_deleted_is_made_anew), TEST(corrections_count_as_on_the_kiosk),
        TEST(two_kiosks_of_a_home_are_read_by_the_order_of_their_times),
        TEST(events_wait_for_the_child_that_they_name), TEST(a_mark_that_waits_keeps_no_check_back),
        TEST(marks_of_a_class_that_was_moved_or_taken_out_do_not_wait),
        TEST(a_clock_that_is_known_later_moves_what_was_taken_in),
        TEST(a_county_follows_its_homes_alone), TEST(a_fork_is_kept_and_what_both_have_counts_once),
        TEST(an_event_that_can_not_be_is_put_aside_and_the_rest_goes_on),
        TEST(a_view_that_is_ahead_of_a_restored_log_misses_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
