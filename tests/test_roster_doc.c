/* A Home's roster on its way from the hub to a kiosk, while children scan and staff edit. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/attendance.h"
#include "db/calendar.h"
#include "db/change.h"
#include "db/day.h"
#include "db/homework.h"
#include "db/pin.h"
#include "db/plan.h"
#include "db/question.h"
#include "db/roster_doc.h"
#include "db/secret.h"
#include "db/setting.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TODAY = 20261124, PATH_ROOM = 512 };

/* The world's database is the hub's; A and B are kiosks of its Home. */
static struct world w;

struct kiosk {
    const char *name;
    char path[PATH_ROOM];
    struct db *db;
};
static struct kiosk a = {.name = "A"}, b = {.name = "B"};

/* Every change that the hub has heard of. */
static char *heard;

static void
open_kiosk(struct kiosk *k)
{
    static const uint8_t key[CARD_KEY_BYTES] = {7};
    snprintf(k->path, sizeof k->path, "%s/%s.db", w.folder, k->name);
    assert_int_equal(db_open(&k->db, k->path, DB_CREATE), DB_OK);
    assert_int_equal(setting_card_key_set(k->db, key), DB_OK);
}

static void
close_kiosk(struct kiosk *k)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    db_close(k->db);
    for (size_t i = 0; i < 3; i++) {
        char name[PATH_ROOM + 8];
        snprintf(name, sizeof name, "%s%s", k->path, ends[i]);
        remove(name);
    }
}

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    assert_int_equal(change_done(w.db, INT64_MAX), DB_OK);
    open_kiosk(&a);
    open_kiosk(&b);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    close_kiosk(&a);
    close_kiosk(&b);
    world_close(&w);
    free(heard);
    heard = NULL;
    return 0;
}

static int64_t
ask(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    int64_t value = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return value;
}

static void
hear(const char *line)
{
    char *more = NULL;
    assert_true(asprintf(&more, "%s%s\n", heard ? heard : "", line) > 0);
    free(heard);
    heard = more;
}

static int
to_hub(int64_t seq, const char *line, void *payload)
{
    enum change_outcome outcome;
    const struct kiosk *k = payload;
    if (change_apply(w.db, k->name, line, &outcome) != DB_OK)
        fail_msg("%s: %s", line, db_why(w.db));
    hear(line);
    return change_done(k->db, seq) == DB_OK ? 0 : -1;
}

static void
up(struct kiosk *k)
{
    assert_int_equal(change_pending_each(k->db, 0, to_hub, k), DB_OK);
}

static char *
text_for(const char *kiosk)
{
    char *text;
    if (roster_doc_build(w.db, w.home.id, kiosk, TODAY, &text) != DB_OK)
        fail_msg("%s", db_why(w.db));
    return text;
}

static struct roster_result
down(struct kiosk *k)
{
    struct roster_result result;
    struct moment now = world_at(0, 12, 0, 0);
    char *text = text_for(k->name);
    if (roster_doc_apply(k->db, text, &now, &result) != DB_OK)
        fail_msg("%s", db_why(k->db));
    roster_doc_free(text);
    return result;
}

static struct session
put_class(struct db *db, int64_t home_id, int starts_min)
{
    struct session s = {.home_id = home_id,
        .weekday = 2,
        .starts_min = starts_min,
        .ends_min = starts_min + 60,
        .subject = SUBJECT_MUSIC,
        .room = "活动室"};
    assert_int_equal(session_put(db, &s), DB_OK);
    return s;
}

/* Another Home of the township, with a child that may come for a visit. */
static struct child
put_neighbour(void)
{
    struct home home = {.code = "H2",
        .name = "石桥村儿童之家",
        .village = "石桥村",
        .closes_min = 18 * 60,
        .utc_offset_min = 480};
    struct guardian uncle = {
        .name = "测叔叔", .phone = "2", .relation = "叔叔", .since_day = 20250901};
    assert_int_equal(home_put(w.db, &home), DB_OK);
    struct child guest = {.no = "U-001",
        .name = "测小桥",
        .pinyin = "ce xiao qiao",
        .home_id = home.id,
        .born_day = 20170101,
        .school = "石桥村小学",
        .animal = "owl",
        .joined_day = 20250901};
    assert_int_equal(child_put(w.db, &guest), DB_OK);
    assert_int_equal(guardian_put(w.db, &uncle, guest.id), DB_OK);
    assert_int_equal(
        cards_issue(w.db, (const uint8_t *)"card-00077", HOLDER_CHILD, guest.id, 1), DB_OK);
    return guest;
}

static void
an_empty_kiosk_gets_all_that_its_home_needs(void **state)
{
    (void)state;
    struct guardian granny = {
        .name = "测奶奶", .phone = "1", .relation = "奶奶", .since_day = 20250901};
    struct card_row card;
    struct child child;
    char etag[ROSTER_ETAG_SIZE], have[ROSTER_ETAG_SIZE];
    assert_int_equal(guardian_put(w.db, &granny, w.child.id), DB_OK);
    put_class(w.db, w.home.id, 600);
    struct roster_result result = down(&a);
    assert_int_equal(result.children, 1);
    assert_int_equal(result.without_guardian, 0);
    assert_int_equal(result.refused + result.kept, 0);
    assert_true(setting_home(a.db) != 0);
    assert_true(setting_roster_at(a.db) != 0);
    assert_true(cards_find(a.db, &card, w.card));
    assert_true(child_get(a.db, &child, card.holder_id));
    assert_string_equal(child.name, w.child.name);
    assert_int_equal(child.born_day, w.child.born_day);
    assert_int_equal(change_backlog(a.db), 0);
    char *text = text_for("A");
    roster_doc_etag(etag, text);
    roster_doc_have(a.db, have);
    assert_string_equal(etag, have);
    roster_doc_free(text);
    result = down(&a);
    assert_int_equal(result.added + result.changed + result.removed, 0);
}

static void
of_another_home_only_what_a_visit_needs_comes_down(void **state)
{
    (void)state;
    struct card_row card;
    struct child guest;
    put_neighbour();
    char *text = text_for("A");
    assert_non_null(strstr(text, "测小桥"));
    assert_null(strstr(text, "石桥村小学"));
    assert_null(strstr(text, "测叔叔"));
    assert_null(strstr(text, "20170101"));
    roster_doc_free(text);
    down(&a);
    assert_true(cards_find(a.db, &card, (const uint8_t *)"card-00077"));
    assert_true(child_get(a.db, &guest, card.holder_id));
    assert_int_equal(guest.born_day, 0);
    assert_string_equal(guest.animal, "owl");
    struct scan scan;
    struct moment at = world_at(0, 9, 0, 0);
    assert_int_equal(attendance_scan(a.db, &scan, (const uint8_t *)"card-00077", &at), DB_OK);
}

static void
what_was_edited_here_stays_until_the_hub_knows_it(void **state)
{
    (void)state;
    struct child here, there;
    down(&a);
    assert_true(child_find(a.db, &here, "T-001"));
    snprintf(here.grade, sizeof here.grade, "三年级");
    assert_int_equal(child_put(a.db, &here), DB_OK);
    snprintf(w.child.school, sizeof w.child.school, "第一小学");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    char etag[ROSTER_ETAG_SIZE];
    struct roster_result result = down(&a);
    assert_int_equal(result.kept, 1);
    roster_doc_have(a.db, etag);
    assert_string_equal(etag, ""); /* so that it is asked for again */
    assert_true(child_find(a.db, &here, "T-001"));
    assert_string_equal(here.grade, "三年级");
    /* Held by the hub, but not in its view yet. */
    int64_t seq = ask(a.path, "SELECT max(seq) FROM change");
    assert_int_equal(change_done(a.db, seq), DB_OK);
    assert_int_equal(down(&a).kept, 1);
    ask(a.path, "UPDATE change SET held = 0");
    up(&a);
    result = down(&a);
    assert_int_equal(result.kept, 0);
    assert_true(child_find(a.db, &here, "T-001"));
    assert_true(child_find(w.db, &there, "T-001"));
    assert_string_equal(here.grade, "三年级");
    assert_string_equal(here.school, "第一小学");
    assert_string_equal(there.grade, "三年级");
}

static int
keep_id(const struct question *question, void *payload)
{
    memcpy(payload, question->id, CHANGE_ID_TEXT);
    return 0;
}

static void
edit_grade(struct kiosk *k, const char *grade)
{
    struct child child;
    assert_true(child_find(k->db, &child, "T-001"));
    snprintf(child.grade, sizeof child.grade, "%s", grade);
    assert_int_equal(child_put(k->db, &child), DB_OK);
}

static void
what_is_in_question_stays_at_each_kiosk_until_the_answer(void **state)
{
    (void)state;
    char id[CHANGE_ID_TEXT] = "";
    struct roster_by by = {0, TODAY, world_at(0, 11, 0, 0)};
    struct child child;
    down(&a);
    down(&b);
    edit_grade(&a, "三年级");
    edit_grade(&b, "四年级");
    up(&a);
    up(&b);
    down(&a);
    down(&b);
    assert_true(child_find(a.db, &child, "T-001"));
    assert_string_equal(child.grade, "三年级");
    assert_true(child_find(b.db, &child, "T-001"));
    assert_string_equal(child.grade, "四年级");
    /* Who knows is at the Home: the answer comes from kiosk A, and says what B had. */
    by.staff_id = ask(a.path, "SELECT id FROM staff");
    assert_int_equal(question_each(a.db, 0, keep_id, id), DB_OK);
    assert_int_equal(strlen(id), 32);
    assert_int_equal(question_answer(a.db, id, QUESTION_THEIRS, &by), DB_OK);
    down(&a); /* the hub does not know yet */
    assert_true(child_find(a.db, &child, "T-001"));
    assert_string_equal(child.grade, "四年级");
    id[0] = '\0';
    assert_int_equal(question_each(a.db, 0, keep_id, id), DB_OK);
    assert_string_equal(id, "");
    up(&a);
    down(&a);
    down(&b);
    struct kiosk hub = {.db = w.db};
    const struct kiosk *all[] = {&a, &b, &hub};
    for (int i = 0; i < 3; i++) {
        assert_true(child_find(all[i]->db, &child, "T-001"));
        assert_string_equal(child.grade, "四年级");
        assert_int_equal(question_each(all[i]->db, 0, keep_id, id), DB_OK);
        assert_string_equal(id, "");
    }
}

static void
a_class_that_was_removed_goes_and_one_that_was_moved_stays_itself(void **state)
{
    (void)state;
    struct roster_by by = {w.tutor.id, TODAY, world_at(0, 10, 0, 0)};
    struct session gone = put_class(w.db, w.home.id, 600), moved = put_class(w.db, w.home.id, 700);
    down(&a);
    down(&b);
    int64_t id = ask(b.path, "SELECT id FROM session WHERE starts_min = 700");
    by.staff_id = ask(a.path, "SELECT id FROM staff");
    /* At A: one removed, one moved. */
    struct session here = moved;
    here.id = ask(a.path, "SELECT id FROM session WHERE starts_min = 700");
    here.home_id = setting_home(a.db);
    here.starts_min = 800;
    here.ends_min = 860;
    assert_int_equal(plan_session_save(a.db, &here, &by), DB_OK);
    assert_int_equal(plan_session_remove(
                         a.db, ask(a.path, "SELECT id FROM session WHERE starts_min = 600"), &by),
        DB_OK);
    down(&a); /* still unknown to the hub: neither comes back */
    assert_int_equal(ask(a.path, "SELECT count(*) FROM session"), 1);
    up(&a);
    struct roster_result result = down(&b);
    assert_int_equal(result.removed, 1);
    assert_int_equal(ask(b.path, "SELECT count(*) FROM session"), 1);
    assert_int_equal(ask(b.path, "SELECT id FROM session WHERE starts_min = 800"), id);
    (void)gone;
}

static void
a_class_made_here_stays_though_the_hub_has_not_heard_of_it(void **state)
{
    (void)state;
    down(&a);
    put_class(a.db, setting_home(a.db), 600);
    assert_int_equal(down(&a).removed, 0);
    assert_int_equal(ask(a.path, "SELECT count(*) FROM session"), 1);
}

static void
old_homework_stays_where_it_is(void **state)
{
    (void)state;
    snprintf(w.child.school, sizeof w.child.school, "第一小学");
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    struct homework old = {.school = "第一小学",
        .grade = "三年级",
        .subject = HOMEWORK_MATHS,
        .text = "口算",
        .due_day = 20260830};
    struct homework recent = old;
    recent.due_day = TODAY;
    assert_int_equal(homework_put(w.db, &recent), DB_OK);
    down(&a);
    assert_int_equal(homework_put(a.db, &old), DB_OK);
    assert_int_equal(change_done(a.db, INT64_MAX), DB_OK);
    ask(a.path, "DELETE FROM change");
    ask(w.path, "DELETE FROM homework");
    assert_int_equal(down(&a).removed, 1);
    assert_int_equal(ask(a.path, "SELECT due_day FROM homework"), 20260830);
}

static void
who_left_has_no_card_and_no_pin_here(void **state)
{
    (void)state;
    struct roster_by by = {0, TODAY, world_at(0, 10, 0, 0)};
    struct staff boss = {
        .no = "S-001", .name = "测主任", .role = STAFF_MANAGER, .home_id = w.home.id};
    struct card_row card;
    const uint8_t *id = (const uint8_t *)"card-00009";
    assert_int_equal(staff_put(w.db, &boss), DB_OK);
    assert_int_equal(cards_issue(w.db, id, HOLDER_STAFF, w.tutor.id, 1), DB_OK);
    down(&a);
    int64_t tutor = ask(a.path, "SELECT id FROM staff WHERE no = 'S-000'");
    assert_int_equal(pin_set(a.db, tutor, PIN_BY_INSTALLER, "2580", &by.at), DB_OK);
    assert_int_equal(down(&a).removed, 0); /* a PIN stays at its kiosk */
    assert_int_equal(ask(a.path, "SELECT count(*) FROM pin"), 1);
    by.staff_id = boss.id;
    assert_int_equal(roster_staff_leave(w.db, w.tutor.id, &by), DB_OK);
    down(&a);
    assert_int_equal(ask(a.path, "SELECT count(*) FROM pin"), 0);
    assert_true(cards_find(a.db, &card, id));
    assert_true(card.revoked_at != 0);
}

static void
a_new_card_comes_with_the_end_of_the_old_one(void **state)
{
    (void)state;
    struct moment at = world_at(0, 10, 0, 0);
    const struct card_change change = {.kind = HOLDER_CHILD,
        .holder_id = w.child.id,
        .next = (const uint8_t *)"card-00000",
        .reason = "lost"};
    struct card_row card;
    down(&a);
    assert_int_equal(cards_change(w.db, &change, &at), DB_OK);
    assert_int_equal(down(&a).refused, 0);
    assert_true(cards_of(
        a.db, &card, HOLDER_CHILD, ask(a.path, "SELECT id FROM child WHERE no = 'T-001'")));
    assert_memory_equal(card.id, "card-00000", CARD_ID_BYTES);
}

static void
a_childs_three_pictures_are_good_at_every_kiosk_of_its_home(void **state)
{
    (void)state;
    const uint8_t pictures[SECRET_LEN] = {1, 2, 3};
    struct moment at = world_at(0, 10, 0, 0);
    bool right = false;
    put_neighbour();
    down(&a);
    put_class(b.db, (down(&b), setting_home(b.db)), 600); /* ids need not be the same */
    int64_t here = ask(a.path, "SELECT id FROM child WHERE no = 'T-001'");
    assert_int_equal(secret_set(a.db, here, pictures), DB_OK);
    up(&a);
    down(&b);
    ask(b.path, "PRAGMA foreign_keys = OFF");
    int64_t there = ask(b.path, "SELECT id FROM child WHERE no = 'T-001'");
    assert_int_equal(secret_try(b.db, &right, there, pictures, &at), DB_OK);
    assert_true(right);
}

static void
a_child_that_moves_or_leaves_drops_no_event(void **state)
{
    (void)state;
    struct scan scan;
    struct moment at = world_at(0, 8, 0, 0);
    struct child child;
    struct child guest = put_neighbour();
    down(&a);
    assert_int_equal(attendance_scan(a.db, &scan, w.card, &at), DB_OK);
    int64_t events = ask(a.path, "SELECT count(*) FROM event WHERE child_id IS NOT NULL");
    w.child.home_id = guest.home_id;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    down(&a);
    assert_true(child_find(a.db, &child, "T-001"));
    assert_true(child.home_id != setting_home(a.db));
    w.child.left_day = TODAY;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    down(&a);
    assert_int_equal(ask(a.path, "SELECT count(*) FROM event WHERE child_id IS NOT NULL"), events);
    assert_int_equal(attendance_verify(a.db), DB_OK);
    assert_int_equal(db_check(a.db), DB_OK);
}

static void
a_roster_for_another_home_or_a_damaged_one_is_refused(void **state)
{
    (void)state;
    struct roster_result result;
    struct moment now = world_at(0, 12, 0, 0);
    struct child guest = put_neighbour(), child;
    down(&a);
    char *other;
    assert_int_equal(roster_doc_build(w.db, guest.home_id, "A", TODAY, &other), DB_OK);
    assert_int_equal(roster_doc_apply(a.db, other, &now, &result), DB_REFUSED);
    roster_doc_free(other);
    char *text = text_for("A");
    size_t len = strlen(text);
    for (size_t cut = 0; cut < len; cut += len / 40 + 1) {
        char *part = strndup(text, cut);
        assert_int_equal(roster_doc_apply(a.db, part, &now, &result), DB_REFUSED);
        free(part);
    }
    assert_true(child_find(a.db, &child, "T-001"));
    roster_doc_free(text);
}

static void
a_roster_that_does_not_pass_its_own_test_is_not_taken_in(void **state)
{
    (void)state;
    struct roster_result result;
    struct moment now = world_at(0, 12, 0, 0);
    char *text = text_for("A");
    /* The same child twice: two are spoken of, and one is there. */
    char *child = strstr(text, "{\"no\":\"T-001\""), *end = strchr(child, '}') + 1;
    char *twice = NULL;
    assert_true(asprintf(&twice, "%.*s,%s", (int)(end - text), text, child) > 0);
    assert_int_equal(roster_doc_apply(a.db, twice, &now, &result), DB_REFUSED);
    assert_int_equal(setting_roster_at(a.db), 0);
    assert_int_equal(ask(a.path, "SELECT count(*) FROM child"), 0);
    free(twice);
    roster_doc_free(text);
}

static void
another_hub_is_told_all_and_the_kiosk_goes_on_with_it(void **state)
{
    (void)state;
    struct child child;
    down(&a);
    up(&a);
    /* What only this kiosk has, held by the hub of before. */
    put_class(a.db, setting_home(a.db), 600);
    assert_int_equal(change_done(a.db, INT64_MAX), DB_OK);
    struct db *first = w.db;
    struct kiosk second = {.name = "second"};
    open_kiosk(&second);
    w.db = second.db;
    assert_int_equal(change_begin_anew(a.db), DB_OK);
    up(&a);
    assert_true(child_find(w.db, &child, "T-001"));
    assert_int_equal(ask(second.path, "SELECT count(*) FROM session"), 1);
    int64_t home_id = w.home.id;
    w.home.id = child.home_id;
    struct roster_result result = down(&a);
    assert_int_equal(result.added + result.changed + result.removed + result.kept, 0);
    w.home.id = home_id;
    w.db = first;
    close_kiosk(&second);
}

/* Scans at the kiosk while rosters come in. */
static atomic_bool stop;
static atomic_int scanned;

static void *
scan_on(void *payload)
{
    struct db *db;
    (void)payload;
    int rc = db_open(&db, a.path, DB_EXISTING);
    for (int i = 0; rc == DB_OK && !stop; i++) {
        struct scan scan;
        struct moment at = world_at(0, 8, 0, 0);
        at.utc_ms += i * 11000;
        at.mono_ms += i * 11000;
        rc = attendance_scan(db, &scan, w.card, &at);
        scanned += rc == DB_OK;
        usleep(1000); /* a queue leaves some air */
    }
    db_close(db);
    return rc == DB_OK ? NULL : &scanned;
}

static void
children_scan_while_a_roster_comes_in(void **state)
{
    (void)state;
    pthread_t scanner;
    void *failed = NULL;
    down(&a);
    stop = false;
    scanned = 0;
    assert_int_equal(pthread_create(&scanner, NULL, scan_on, NULL), 0);
    for (int i = 0; i < 20; i++) {
        snprintf(w.child.school, sizeof w.child.school, "第%d小学", i);
        assert_int_equal(child_put(w.db, &w.child), DB_OK);
        assert_int_equal(down(&a).changed, 1);
    }
    while (!scanned)
        ;
    stop = true;
    assert_int_equal(pthread_join(scanner, &failed), 0);
    assert_null(failed);
    assert_int_equal(ask(a.path, "SELECT count(*) FROM event WHERE card IS NOT NULL"), scanned);
    assert_int_equal(attendance_verify(a.db), DB_OK);
}

/* Random edits at the hub and two kiosks, exchanged at random: in the end all three agree, or a
 * question tells both values; and no value that was written last at one of them is lost. */
static uint32_t dice;

static int
roll(int sides)
{
    dice = dice * 1664525 + 1013904223;
    return (int)((dice >> 16) % (uint32_t)sides);
}

static int
keep_line(int64_t seq, const char *line, void *payload)
{
    (void)seq;
    *(char **)payload = strdup(line);
    return 1;
}

static void
edit_at_random(struct db *db, int serial)
{
    struct child child;
    char no[NO_SIZE];
    struct roster_by by = {0, TODAY, world_at(0, 11, 0, 0)};
    int64_t home_id = setting_home(db);
    snprintf(no, sizeof no, "P-%03d", roll(4));
    if (!child_find(db, &child, no))
        child = (struct child){
            .name = "测某", .home_id = home_id, .born_day = 20170101, .joined_day = 20250901};
    snprintf(child.no, sizeof child.no, "%s", no);
    switch (roll(5)) {
    case 0:
        snprintf(child.grade, sizeof child.grade, "G%d", serial);
        break;
    case 1:
        snprintf(child.school, sizeof child.school, "S%d", serial);
        break;
    case 2: {
        struct session s = {.home_id = home_id, .weekday = 2, .room = "活动室"};
        s.starts_min = 480 + 60 * roll(3);
        s.ends_min = s.starts_min + 60;
        snprintf(s.title, sizeof s.title, "T%d", serial);
        assert_int_equal(session_put(db, &s), DB_OK);
        return;
    }
    case 3: {
        struct session day[SESSION_MAX];
        int n = timetable_day(db, day, home_id, TODAY, -1);
        if (n > 0)
            assert_int_equal(plan_session_remove(db, day[roll(n)].id, &by), DB_OK);
        return;
    }
    default:
        snprintf(child.animal, sizeof child.animal, "A%d", serial);
    }
    assert_int_equal(child_put(db, &child), DB_OK);
}

/* As the hub's page does: the edit is tried, and its change goes into the log and comes from there.
 */
static void
edit_at_hub(int serial)
{
    char *line = NULL;
    enum change_outcome outcome;
    assert_int_equal(db_begin(w.db), DB_OK);
    edit_at_random(w.db, serial);
    assert_true(change_pending_each(w.db, 0, keep_line, &line) >= 0);
    db_rollback(w.db);
    if (line) {
        assert_int_equal(change_apply(w.db, "page", line, &outcome), DB_OK);
        hear(line);
    }
    free(line);
}

/* A Home's roster as it is at one place. */
static char *
picture(struct db *db)
{
    char *text;
    assert_int_equal(roster_doc_build(db, setting_home(db), NULL, TODAY, &text), DB_OK);
    char *cut = strstr(text, "},\n\"moved\"");
    assert_non_null(cut);
    *cut = '\0';
    return text;
}

/* What was edited at a kiosk last, and stands there and not at the hub, the hub asks about; but for
 * what somebody has replaced who knew it. */
static void
nothing_is_lost(const struct kiosk *k)
{
    static const char *const columns[] = {"grade", "school", "animal"};
    sqlite3 *db = NULL;
    char sql[1024], replaced[128];
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    snprintf(sql, sizeof sql, "ATTACH '%s' AS k", k->path);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        sqlite3_stmt *stmt = NULL;
        snprintf(sql, sizeof sql,
            "SELECT c.%s FROM k.child AS c JOIN main.child AS h ON h.no = c.no "
            "WHERE c.%s NOT IN ('', h.%s) AND c.%s = (SELECT g.after ->> '$.%s' "
            "FROM k.change AS g WHERE g.key ->> '$.no' = c.no AND g.after ->> '$.%s' <> '' "
            "ORDER BY g.seq DESC LIMIT 1) AND NOT EXISTS (SELECT 1 FROM main.question AS q "
            "WHERE q.closed = 0 AND q.key ->> '$.no' = c.no AND q.theirs ->> '$.%s' = c.%s)",
            columns[i], columns[i], columns[i], columns[i], columns[i], columns[i], columns[i],
            columns[i]);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            snprintf(replaced, sizeof replaced, "\"before\":{\"%s\":\"%s\"}", columns[i],
                (const char *)sqlite3_column_text(stmt, 0));
            assert_non_null(strstr(heard, replaced));
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
}

static int
answer_one(const struct question *question, void *payload)
{
    memcpy(payload, question->id, CHANGE_ID_TEXT);
    return 1;
}

static void
meet(struct kiosk *k)
{
    if (roll(2))
        up(k);
    if (roll(2))
        down(k);
}

static void
random_edits_agree_in_the_end_or_are_in_question(void **state)
{
    (void)state;
    struct kiosk *kiosks[] = {&a, &b};
    struct roster_by by = {0, TODAY, world_at(0, 11, 0, 0)};
    int asked = 0;
    down(&a);
    down(&b);
    for (int round = 0; round < 60; round++) {
        dice = (uint32_t)round * 7919 + 1;
        for (int i = 0; i < 12; i++) {
            int who = roll(3);
            if (who == 2)
                edit_at_hub(round * 100 + i);
            else
                edit_at_random(kiosks[who]->db, round * 100 + i);
            meet(kiosks[roll(2)]);
        }
        up(&a);
        up(&b);
        down(&a);
        down(&b);
        nothing_is_lost(&a);
        nothing_is_lost(&b);
        for (;;) {
            char id[CHANGE_ID_TEXT] = "";
            if (question_each(w.db, 0, answer_one, id) == 0)
                break;
            asked++;
            int rc = question_answer(w.db, id, roll(2) ? QUESTION_THEIRS : QUESTION_OURS, &by);
            if (rc != DB_OK)
                fail_msg("%s", db_why(w.db));
        }
        assert_int_equal(change_done(w.db, INT64_MAX), DB_OK);
        down(&a);
        down(&b);
        char *hub = picture(w.db), *at_a = picture(a.db), *at_b = picture(b.db);
        assert_string_equal(at_a, hub);
        assert_string_equal(at_b, hub);
        roster_doc_free(hub);
        roster_doc_free(at_a);
        roster_doc_free(at_b);
        assert_int_equal(change_backlog(a.db) + change_backlog(b.db), 0);
        assert_int_equal(change_waiting(w.db), 0);
    }
    assert_true(asked > 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_empty_kiosk_gets_all_that_its_home_needs),
        TEST(of_another_home_only_what_a_visit_needs_comes_down),
        TEST(what_was_edited_here_stays_until_the_hub_knows_it),
        TEST(what_is_in_question_stays_at_each_kiosk_until_the_answer),
        TEST(a_class_that_was_removed_goes_and_one_that_was_moved_stays_itself),
        TEST(a_class_made_here_stays_though_the_hub_has_not_heard_of_it),
        TEST(old_homework_stays_where_it_is),
        TEST(who_left_has_no_card_and_no_pin_here),
        TEST(a_new_card_comes_with_the_end_of_the_old_one),
        TEST(a_childs_three_pictures_are_good_at_every_kiosk_of_its_home),
        TEST(a_child_that_moves_or_leaves_drops_no_event),
        TEST(a_roster_for_another_home_or_a_damaged_one_is_refused),
        TEST(a_roster_that_does_not_pass_its_own_test_is_not_taken_in),
        TEST(another_hub_is_told_all_and_the_kiosk_goes_on_with_it),
        TEST(children_scan_while_a_roster_comes_in),
        TEST(random_edits_agree_in_the_end_or_are_in_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
