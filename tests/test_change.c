/* Edits on their way: noted whoever makes them, merged in whatever order they come, and put to a
 * person where two don't agree. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/change.h"
#include "db/homework.h"
#include "db/plan.h"
#include "db/question.h"
#include "db/synced.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINES_MOST = 64 };

static struct world w;
static char hub_path[160];
static struct db *hub;

static int
setup(void **state)
{
    (void)state;
    world_open(&w);
    snprintf(hub_path, sizeof hub_path, "%s/hub.db", w.folder);
    assert_int_equal(db_open(&hub, hub_path, DB_CREATE), DB_OK);
    return 0;
}

static void
remove_file(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[512];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        remove(name);
    }
}

static int
teardown(void **state)
{
    (void)state;
    db_close(hub);
    remove_file(hub_path);
    world_close(&w);
    return 0;
}

/* One value, as another program reads it; freed with the next call. */
static const char *
ask(const char *path, const char *sql)
{
    static char out[2048];
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    const char *text =
        sqlite3_step(stmt) == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    snprintf(out, sizeof out, "%s", text ? text : "");
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return out;
}

struct lines {
    int count;
    char *text[LINES_MOST];
};

static int
keep_line(int64_t seq, const char *line, void *payload)
{
    (void)seq;
    struct lines *lines = payload;
    assert_true(lines->count < LINES_MOST);
    assert_null(strchr(line, '\n'));
    lines->text[lines->count++] = strdup(line);
    return 0;
}

/* The changes that wait, taken out as if the hub held them. */
static void
take_lines(struct lines *out, struct db *db)
{
    *out = (struct lines){0};
    assert_int_equal(change_pending_each(db, 0, keep_line, out), DB_OK);
    assert_int_equal(change_done(db, INT64_MAX), DB_OK);
}

static void
free_lines(struct lines *lines)
{
    for (int i = 0; i < lines->count; i++)
        free(lines->text[i]);
}

static enum change_outcome
apply(const char *source, const char *line)
{
    enum change_outcome outcome;
    int rc = change_apply(hub, source, line, &outcome);
    if (rc != DB_OK)
        fail_msg("%s", db_why(hub));
    return outcome;
}

/* Everything that the kiosk has edited goes to the hub. */
static void
upload(void)
{
    struct lines lines;
    take_lines(&lines, w.db);
    for (int i = 0; i < lines.count; i++)
        apply("A", lines.text[i]);
    free_lines(&lines);
}

static int
count_question(const struct question *question, void *payload)
{
    (void)question;
    ++*(int *)payload;
    return 0;
}

static int
questions(void)
{
    int count = 0;
    assert_int_equal(question_each(hub, 0, count_question, &count), DB_OK);
    return count;
}

static void
every_edit_is_noted_with_what_it_replaces(void **state)
{
    (void)state;
    assert_int_equal(change_done(w.db, INT64_MAX), DB_OK);
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(child_put(w.db, &w.child), DB_OK); /* no edit at all */
    assert_int_equal(change_backlog(w.db), 1);
    assert_string_equal(ask(w.path, "SELECT tbl || key || before || after FROM change "
                                    "WHERE held = 0"),
        "child{\"no\":\"T-001\"}{\"grade\":\"\"}{\"grade\":\"三年级\"}");
    /* By hand, past the program. */
    ask(w.path, "UPDATE child SET school = '第一小学'");
    assert_int_equal(change_backlog(w.db), 2);
}

static void
what_is_rolled_back_was_no_edit(void **state)
{
    (void)state;
    assert_int_equal(change_done(w.db, INT64_MAX), DB_OK);
    assert_int_equal(db_begin(w.db), DB_OK);
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    db_rollback(w.db);
    assert_int_equal(change_backlog(w.db), 0);
}

static void
a_change_says_who_did_it_and_when(void **state)
{
    (void)state;
    struct roster_by by = {w.tutor.id, 20261124, world_at(0, 10, 0, 0)};
    struct session s = {.home_id = w.home.id, .weekday = 2, .starts_min = 600, .ends_min = 660};
    struct staff other = {.no = "S-009", .name = "测九", .role = STAFF_TUTOR, .home_id = w.home.id};
    assert_int_equal(staff_put(w.db, &other), DB_OK); /* nobody says who */
    assert_int_equal(plan_session_save(w.db, &s, &by), DB_OK);
    assert_string_equal(
        ask(w.path, "SELECT staff || '/' || (at_utc_ms > 0) FROM change WHERE tbl = 'session'"),
        "S-000/1");
    assert_string_equal(ask(w.path, "SELECT coalesce(staff, 'nobody') || at_utc_ms FROM change "
                                    "WHERE tbl = 'staff' ORDER BY seq DESC"),
        "nobody0");
}

static void
a_change_is_neither_rewritten_nor_dropped_before_the_hub_holds_it(void **state)
{
    (void)state;
    int64_t before = change_backlog(w.db);
    ask(w.path, "DELETE FROM change");
    ask(w.path, "UPDATE change SET after = '{}'");
    assert_int_equal(change_backlog(w.db), before);
    assert_string_equal(ask(w.path, "SELECT count(*) FROM change WHERE after = '{}'"), "0");
}

static void
a_roster_goes_up_and_is_the_same_there(void **state)
{
    (void)state;
    struct child there;
    upload();
    assert_true(child_find(hub, &there, "T-001"));
    assert_string_equal(there.name, w.child.name);
    assert_int_equal(change_backlog(hub), 0); /* nothing echoes */
    assert_int_equal(change_taken_upto(hub, "A"), 4);
    assert_int_equal(questions(), 0);
    assert_string_equal(ask(hub_path, "SELECT hex(c.id) || k.no FROM card AS c JOIN child AS k "
                                      "ON k.id = c.holder_id WHERE c.kind = 1"),
        "636172642D3030303031T-001");
}

static void
the_same_change_again_is_known(void **state)
{
    (void)state;
    struct lines lines;
    struct child there;
    upload();
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    take_lines(&lines, w.db);
    assert_int_equal(apply("A", lines.text[0]), CHANGE_APPLIED);
    w.child.grade[0] = '\0';
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    upload();
    assert_int_equal(apply("A", lines.text[0]), CHANGE_KNOWN);
    assert_true(child_find(hub, &there, "T-001"));
    assert_string_equal(there.grade, "");
    free_lines(&lines);
}

/* Columns of the child, edited with what stood there before. */
static char *
edit(int id, const char *column, const char *before, const char *after)
{
    char *line = NULL;
    assert_true(asprintf(&line,
                    "{\"id\":\"%032X\",\"seq\":%d,\"table\":\"child\",\"key\":{\"no\":\"T-001\"},"
                    "\"before\":{\"%s\":\"%s\"},\"after\":{\"%s\":\"%s\"},\"event\":0,\"at\":%d}",
                    id, id, column, before, column, after, id) > 0);
    return line;
}

static void
what_two_kiosks_edit_at_once_is_asked_and_nothing_is_overwritten(void **state)
{
    (void)state;
    struct child there;
    upload();
    char *ours = edit(1, "grade", "", "三年级"), *theirs = edit(1000, "grade", "", "四年级");
    char *other = edit(1001, "school", "", "第二小学");
    assert_int_equal(apply("B", ours), CHANGE_APPLIED);
    assert_int_equal(apply("C", theirs), CHANGE_ASKED);
    assert_int_equal(apply("C", other), CHANGE_APPLIED);
    assert_true(child_find(hub, &there, "T-001"));
    assert_string_equal(there.grade, "三年级");
    assert_string_equal(there.school, "第二小学");
    assert_string_equal(ask(hub_path, "SELECT ours || theirs || source FROM question"),
        "{\"grade\":\"三年级\"}{\"grade\":\"四年级\"}C");
    free(ours);
    free(theirs);
    free(other);
}

static int
keep_id(const struct question *question, void *payload)
{
    memcpy(payload, question->id, CHANGE_ID_TEXT);
    return 0;
}

static void
answer(enum question_answer choice)
{
    char id[CHANGE_ID_TEXT] = "";
    struct roster_by by = {0, 20261124, world_at(0, 11, 0, 0)};
    assert_int_equal(question_each(hub, 0, keep_id, id), DB_OK);
    int rc = question_answer(hub, id, choice, &by);
    if (rc != DB_OK)
        fail_msg("%s", db_why(hub));
    assert_int_equal(question_answer(hub, id, choice, &by), DB_REFUSED);
}

static void
an_answer_is_a_change_that_closes_the_question_elsewhere_too(void **state)
{
    (void)state;
    char second[200];
    struct child there;
    struct lines lines;
    upload();
    char *ours = edit(1, "grade", "", "三年级"), *theirs = edit(1000, "grade", "", "四年级");
    apply("B", ours);
    apply("C", theirs);
    /* Another view of the same hub, before anybody has answered. */
    snprintf(second, sizeof second, "VACUUM INTO '%s/second.db'", w.folder);
    ask(hub_path, second);
    answer(QUESTION_THEIRS);
    assert_int_equal(questions(), 0);
    assert_true(child_find(hub, &there, "T-001"));
    assert_string_equal(there.grade, "四年级");
    take_lines(&lines, hub);
    assert_int_equal(lines.count, 1);
    db_close(hub);
    snprintf(second, sizeof second, "%s/second.db", w.folder);
    assert_int_equal(db_open(&hub, second, DB_EXISTING), DB_OK);
    assert_int_equal(questions(), 1);
    assert_int_equal(apply("page", lines.text[0]), CHANGE_APPLIED);
    assert_int_equal(questions(), 0);
    assert_true(child_find(hub, &there, "T-001"));
    assert_string_equal(there.grade, "四年级");
    remove_file(second);
    free_lines(&lines);
    free(ours);
    free(theirs);
}

static void
an_answer_for_what_is_there_changes_nothing_but_the_question(void **state)
{
    (void)state;
    struct child there;
    upload();
    char *ours = edit(1, "grade", "", "三年级"), *theirs = edit(1000, "grade", "", "四年级");
    apply("B", ours);
    apply("C", theirs);
    answer(QUESTION_OURS);
    assert_int_equal(questions(), 0);
    assert_int_equal(change_backlog(hub), 1);
    assert_true(child_find(hub, &there, "T-001"));
    assert_string_equal(there.grade, "三年级");
    free(ours);
    free(theirs);
}

/* The values that are known of the column: in the row, and in open questions. */
static const char *
values(void)
{
    return ask(hub_path,
        "SELECT group_concat(v, ',') FROM (SELECT grade AS v FROM child UNION "
        "SELECT theirs ->> '$.grade' FROM question WHERE closed = 0 AND theirs <> '' ORDER BY 1)");
}

static void
the_same_values_stay_in_whatever_order_kiosks_are_heard(void **state)
{
    (void)state;
    static const char *const from[] = {"B", "B", "C", "D", "D"};
    static const char *const step[][2] = {
        {"", "一年级"}, {"一年级", "二年级"}, {"", "三年级"}, {"", "四年级"}, {"四年级", "二年级"}};
    char expected[256] = "", blank[400];
    int orders = 0;
    upload();
    db_close(hub);
    snprintf(blank, sizeof blank, "cp %s %s/blank.db", hub_path, w.folder);
    assert_int_equal(system(blank), 0);
    for (int order = 0; order < 5 * 5 * 5 * 5 * 5; order++) {
        int at[5], seen[5] = {0}, last[3] = {-1, -1, -1};
        bool good = true;
        for (int i = 0, rest = order; i < 5; i++, rest /= 5) {
            at[i] = rest % 5;
            good &= !seen[at[i]]++;
            int source = from[at[i]][0] - 'B';
            good &= at[i] > last[source];
            last[source] = at[i];
        }
        if (!good)
            continue;
        snprintf(blank, sizeof blank, "cp %s/blank.db %s", w.folder, hub_path);
        assert_int_equal(system(blank), 0);
        assert_int_equal(db_open(&hub, hub_path, DB_EXISTING), DB_OK);
        for (int i = 0; i < 5; i++) {
            char *line = edit(100 + at[i], "grade", step[at[i]][0], step[at[i]][1]);
            apply(from[at[i]], line);
            free(line);
        }
        db_close(hub);
        orders++;
        if (!expected[0])
            snprintf(expected, sizeof expected, "%s", values());
        assert_string_equal(values(), expected);
    }
    assert_int_equal(orders, 30);
    assert_string_equal(expected, "三年级,二年级");
    snprintf(blank, sizeof blank, "%s/blank.db", w.folder);
    remove_file(blank);
    assert_int_equal(db_open(&hub, hub_path, DB_EXISTING), DB_OK);
}

static void
a_change_that_comes_before_its_row_waits_for_it(void **state)
{
    (void)state;
    struct lines lines;
    struct child there;
    struct guardian granny = {
        .name = "测奶奶", .phone = "1", .relation = "奶奶", .since_day = 20250901};
    assert_int_equal(guardian_put(w.db, &granny, w.child.id), DB_OK);
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    take_lines(&lines, w.db);
    for (int i = lines.count - 1; i > 0; i--)
        assert_int_not_equal(apply("A", lines.text[i]), CHANGE_ASKED);
    assert_true(change_waiting(hub) > 0);
    assert_false(child_find(hub, &there, "T-001"));
    assert_int_equal(apply("A", lines.text[0]), CHANGE_APPLIED);
    assert_int_equal(change_waiting(hub), 0);
    assert_true(child_find(hub, &there, "T-001"));
    assert_string_equal(there.grade, "三年级");
    assert_string_equal(ask(hub_path, "SELECT count(*) FROM child_guardian"), "1");
    free_lines(&lines);
}

static struct session
put_class(void)
{
    struct session s = {.home_id = w.home.id,
        .weekday = 2,
        .starts_min = 600,
        .ends_min = 660,
        .subject = SUBJECT_MUSIC,
        .room = "活动室"};
    assert_int_equal(session_put(w.db, &s), DB_OK);
    return s;
}

static void
a_class_that_was_moved_stays_the_same_class(void **state)
{
    (void)state;
    struct roster_by by = {w.tutor.id, 20261124, world_at(0, 10, 0, 0)};
    struct session s = put_class();
    upload();
    char *late = NULL;
    char id[32];
    snprintf(id, sizeof id, "%s", ask(hub_path, "SELECT id FROM session"));
    s.starts_min = 540;
    s.ends_min = 600;
    assert_int_equal(plan_session_save(w.db, &s, &by), DB_OK);
    upload();
    assert_string_equal(ask(hub_path, "SELECT id FROM session WHERE starts_min = 540"), id);
    /* Somebody who does not know of it yet edits its title. */
    assert_true(asprintf(&late,
                    "{\"id\":\"%032X\",\"seq\":1,\"table\":\"session\",\"key\":{\"home\":\"H1\","
                    "\"weekday\":2,\"period\":null,\"starts_min\":600,\"room\":\"活动室\"},"
                    "\"before\":{\"title\":\"\"},\"after\":{\"title\":\"合唱\"}}",
                    77) > 0);
    assert_int_equal(apply("B", late), CHANGE_APPLIED);
    assert_string_equal(ask(hub_path, "SELECT title FROM session WHERE starts_min = 540"), "合唱");
    free(late);
}

static void
a_class_that_was_removed_and_edited_is_asked_either_way(void **state)
{
    (void)state;
    struct roster_by by = {w.tutor.id, 20261124, world_at(0, 10, 0, 0)};
    struct lines lines;
    char *late = NULL;
    for (int removed_first = 0; removed_first < 2; removed_first++) {
        struct session s = put_class();
        upload();
        assert_true(asprintf(&late,
                        "{\"id\":\"%032X\",\"seq\":%d,\"table\":\"session\",\"key\":{\"home\":"
                        "\"H1\",\"weekday\":2,\"period\":null,\"starts_min\":600,\"room\":"
                        "\"活动室\"},\"before\":{\"title\":\"\"},\"after\":{\"title\":\"合唱\"}}",
                        77 + removed_first, 1 + removed_first) > 0);
        assert_int_equal(plan_session_remove(w.db, s.id, &by), DB_OK);
        take_lines(&lines, w.db);
        if (removed_first)
            assert_int_equal(apply("A", lines.text[0]), CHANGE_APPLIED);
        assert_int_equal(apply("B", late), removed_first ? CHANGE_ASKED : CHANGE_APPLIED);
        if (!removed_first)
            assert_int_equal(apply("A", lines.text[0]), CHANGE_ASKED);
        assert_int_equal(questions(), 1);
        /* The removal wins the first time; the edit the second, and the whole class is back. */
        answer(QUESTION_THEIRS);
        assert_string_equal(
            ask(hub_path, "SELECT count(*) || coalesce(max(title || ends_min), '') FROM session"),
            removed_first ? "1合唱660" : "0");
        free(late);
        free_lines(&lines);
    }
}

static void
two_cards_for_one_child_are_both_known_and_one_works(void **state)
{
    (void)state;
    static const char line[] =
        "{\"id\":\"0123456789ABCDEF0123456789ABCDEF\",\"seq\":1,\"table\":\"card\",\"key\":"
        "{\"id\":\"636172642D3030303032\"},\"before\":null,\"after\":{\"id\":"
        "\"636172642D3030303032\",\"kind\":1,\"holder\":\"[1,\\\"T-001\\\"]\",\"issued_at\":5,"
        "\"revoked_at\":0,\"reason\":\"\"}}";
    upload();
    assert_int_equal(apply("B", line), CHANGE_ASKED);
    assert_string_equal(ask(hub_path, "SELECT refused LIKE '%UNIQUE%' FROM question"), "1");
    assert_int_equal(cards_revoke(hub, w.card, "lost", 9), DB_OK);
    answer(QUESTION_THEIRS);
    assert_string_equal(ask(hub_path, "SELECT count(*) FROM card WHERE revoked_at = 0"), "1");
}

static void
what_is_no_change_is_refused_and_touches_nothing(void **state)
{
    (void)state;
    upload();
    static const char *const bad[] = {"", "{}", "[]", "null", "{\"id\":1}",
        "{\"id\":\"0123456789ABCDEF0123456789ABCDEF\",\"seq\":1,\"table\":\"child\"}",
        "{\"id\":\"0123456789ABCDEF0123456789ABCDEF\",\"seq\":1,\"table\":\"child\",\"key\":"
        "{\"no\":\"T-001\"},\"before\":null,\"after\":{\"name\":{\"deep\":1}}}",
        "{\"id\":\"0123456789ABCDEF0123456789ABCDEF\",\"seq\":1,\"table\":\"child\",\"key\":"
        "{\"no\":\"T-001\"},\"before\":null,\"after\":{\"no\":\"T-002\",\"name\":\"x\"}}",
        "{\"id\":\"0123456789ABCDEF0123456789ABCDEF\",\"seq\":1,\"table\":\"session\",\"key\":"
        "{\"home\":\"H1\",\"period\":\"[broken\"},\"before\":{\"title\":\"\"},\"after\":"
        "{\"title\":\"x\"}}"};
    enum change_outcome outcome;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(change_apply(hub, "A", bad[i], &outcome), DB_REFUSED);
    assert_int_equal(change_waiting(hub), 0);
    assert_int_equal(questions(), 0);
    upload();
    assert_int_equal(change_backlog(hub), 0);
}

static void
what_a_newer_program_says_waits(void **state)
{
    (void)state;
    static const char newer[] =
        "{\"id\":\"0123456789ABCDEF0123456789ABCDEF\",\"seq\":1,\"table\":\"child\",\"key\":"
        "{\"no\":\"T-001\"},\"before\":{\"shoes\":30},\"after\":{\"shoes\":31}}";
    upload();
    assert_int_equal(apply("B", newer), CHANGE_WAITS);
    ask(hub_path, "ALTER TABLE child ADD COLUMN shoes INTEGER NOT NULL DEFAULT 30");
    db_close(hub);
    assert_int_equal(db_open(&hub, hub_path, DB_EXISTING), DB_OK);
    assert_int_equal(change_wake(hub), DB_OK);
    assert_int_equal(change_waiting(hub), 0);
    assert_string_equal(ask(hub_path, "SELECT shoes FROM child"), "31");
}

/* A table that a migration adds is reference data, with an entry in synced.c, or one of these. */
static void
every_table_travels_or_has_a_reason_not_to(void **state)
{
    (void)state;
    static const char stays[] =
        /* facts and what is made of them */
        " event boot attendance_day fact_day event_waiting "
        /* this machine's own: its settings, PINs, the way to the hub */
        " setting pin erasing erased_here change taken waiting former question hub outbox "
        "outbox_boot "
        "quarantine "
        /* the hub's view */
        " source source_boot source_home source_child source_row followed ";
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(w.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                         "SELECT name FROM sqlite_schema AS s WHERE type = 'table' "
                         "AND name NOT LIKE 'sqlite_%' AND NOT EXISTS (SELECT 1 FROM sqlite_schema "
                         "AS t WHERE t.name = 'change_' || s.name || '_update')",
                         -1, &stmt, NULL),
        SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        char word[80];
        snprintf(word, sizeof word, " %s ", (const char *)sqlite3_column_text(stmt, 0));
        if (!strstr(stays, word))
            fail_msg("%s", word);
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}

static void
rows_of_a_file_that_knew_no_changes_are_told_as_new(void **state)
{
    (void)state;
    assert_int_equal(change_done(w.db, INT64_MAX), DB_OK);
    ask(w.path, "DROP TRIGGER change_child_insert");
    assert_int_equal(db_begin(w.db), DB_OK);
    assert_int_equal(synced_release(w.db), DB_OK);
    assert_int_equal(synced_install(w.db), DB_OK);
    assert_int_equal(db_commit(w.db), DB_OK);
    assert_int_equal(change_backlog(w.db), 1);
    assert_string_equal(ask(w.path, "SELECT after ->> '$.no' FROM change WHERE held = 0"), "T-001");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    snprintf(w.child.grade, sizeof w.child.grade, "三年级");
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(change_backlog(w.db), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_edit_is_noted_with_what_it_replaces),
        TEST(what_is_rolled_back_was_no_edit),
        TEST(every_table_travels_or_has_a_reason_not_to),
        TEST(rows_of_a_file_that_knew_no_changes_are_told_as_new),
        TEST(a_change_says_who_did_it_and_when),
        TEST(a_change_is_neither_rewritten_nor_dropped_before_the_hub_holds_it),
        TEST(a_roster_goes_up_and_is_the_same_there),
        TEST(the_same_change_again_is_known),
        TEST(what_two_kiosks_edit_at_once_is_asked_and_nothing_is_overwritten),
        TEST(an_answer_is_a_change_that_closes_the_question_elsewhere_too),
        TEST(an_answer_for_what_is_there_changes_nothing_but_the_question),
        TEST(the_same_values_stay_in_whatever_order_kiosks_are_heard),
        TEST(a_change_that_comes_before_its_row_waits_for_it),
        TEST(a_class_that_was_moved_stays_the_same_class),
        TEST(a_class_that_was_removed_and_edited_is_asked_either_way),
        TEST(two_cards_for_one_child_are_both_known_and_one_works),
        TEST(what_is_no_change_is_refused_and_touches_nothing),
        TEST(what_a_newer_program_says_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
