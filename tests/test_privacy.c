/* A child's data end: nothing of it is left in the file, and every sum is what it was. */
#include "db/alarm.h"
#include "db/change.h"
#include "db/contact.h"
#include "db/correct.h"
#include "db/day.h"
#include "db/erase.h"
#include "db/event.h"
#include "db/exported.h"
#include "db/goals.h"
#include "db/health.h"
#include "db/homework.h"
#include "db/keep.h"
#include "db/note.h"
#include "db/pickup.h"
#include "db/presence.h"
#include "db/summary.h"
#include "db/visit.h"
#include "db/walks.h"

#include "tests/testing.h"
#include "tests/world.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* All that is told of the child and of nobody else: none of it may be left. */
static const char *const told[] = {"测小雨", "ce xiao yu", "ce4 xiao3 yu3", "奶奶甲", "13800000001",
    "花生过敏", "不想回家的事", "家里没有人的事", "叔叔乙", "背乘法表的事", "same-photo.jpg",
    "和谁走的原因"};
enum { TOLD = sizeof told / sizeof told[0] };

struct data {
    struct world w;
    struct staff worker, volunteer;
    struct child sister;
    struct guardian granny, uncle;
};

static void
must(struct db *db, int rc)
{
    if (rc < 0)
        fail_msg("%s", db_why(db));
}

/* Runs SQL beside the program, and gives the first number. */
static int64_t
sql(const struct data *d, const char *statement)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    int64_t n = 0;
    assert_int_equal(sqlite3_open(d->w.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, statement, -1, &stmt, NULL), SQLITE_OK);
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    else if (rc != SQLITE_DONE)
        n = -1;
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

/* The child comes on ten days, with its sister; the day before its birthday and on it among them.
 */
static void
let_days_pass(struct data *d)
{
    struct world *w = &d->w;
    for (int day = -10; day < 0; day++) {
        struct scan scan;
        struct moment in = world_at(day, 16, 30, 0), out = world_at(day, 18, day + 20, 0);
        must(w->db, attendance_scan(w->db, &scan, w->card, &in));
        assert_int_equal(scan.answer, SCAN_IN);
        must(w->db, attendance_scan(w->db, &scan, (const uint8_t *)"card-00002", &in));
        must(w->db, attendance_scan(w->db, &scan, w->card, &out));
        must(w->db, attendance_scan(w->db, &scan, (const uint8_t *)"card-00002", &out));
    }
}

static void
write_words(struct data *d)
{
    struct world *w = &d->w;
    struct moment now = world_at(-5, 17, 0, 0), later = world_at(-5, 18, 40, 0);
    must(w->db, note_write(w->db, w->child.id, GOAL_HELP, "不想回家的事", w->tutor.id, &now));
    struct visit visit = {.child_id = w->child.id,
        .staff_id = d->worker.id,
        .outcome = VISIT_AGREED,
        .note = "家里没有人的事"};
    must(w->db, visit_record(w->db, &visit, &now));
    struct health health = {.child_id = w->child.id,
        .kind = HEALTH_ALLERGY,
        .text = "花生过敏",
        .important = true,
        .staff_id = d->worker.id};
    must(w->db, health_put(w->db, &health));
    must(w->db, health_seen(w->db, w->child.id, d->worker.id, &now));
    struct pickup pickup = {.child_id = w->child.id,
        .how = PICKUP_NOTED,
        .staff_id = d->worker.id,
        .reason = "和谁走的原因"};
    must(w->db, pickup_record(w->db, &pickup, 1, &later));
}

static void
open_data(struct data *d)
{
    world_open(&d->w);
    struct world *w = &d->w;
    snprintf(w->child.spoken, sizeof w->child.spoken, "ce4 xiao3 yu3");
    w->child.born_day = 20181120; /* within the ten days */
    snprintf(w->child.sex, sizeof w->child.sex, "f");
    must(w->db, child_put(w->db, &w->child));
    d->sister = w->child;
    snprintf(d->sister.no, sizeof d->sister.no, "T-002");
    snprintf(d->sister.name, sizeof d->sister.name, "测大雪");
    snprintf(d->sister.pinyin, sizeof d->sister.pinyin, "ce da xue");
    d->sister.spoken[0] = '\0';
    d->sister.born_day = 20160201;
    must(w->db, child_put(w->db, &d->sister));
    must(w->db, cards_issue(w->db, (const uint8_t *)"card-00002", HOLDER_CHILD, d->sister.id, 1));
    d->worker = (struct staff){
        .no = "S-001", .name = "测社工", .role = STAFF_SOCIAL_WORKER, .home_id = w->home.id};
    must(w->db, staff_put(w->db, &d->worker));
    d->volunteer = (struct staff){
        .no = "S-002", .name = "测志愿", .role = STAFF_VOLUNTEER, .home_id = w->home.id};
    must(w->db, staff_put(w->db, &d->volunteer));
    must(w->db, pairing_put(w->db, w->child.id, d->volunteer.id, 20260901));
    d->granny = (struct guardian){.name = "奶奶甲",
        .phone = "13800000001",
        .relation = "奶奶",
        .since_day = 20250901,
        .agreement_day = 20260901,
        .photo = "same-photo.jpg"};
    must(w->db, guardian_put(w->db, &d->granny, w->child.id));
    d->uncle = (struct guardian){.name = "舅舅丙",
        .phone = "13800000002",
        .relation = "舅舅",
        .since_day = 20250901,
        .agreement_day = 20260901};
    must(w->db, guardian_put(w->db, &d->uncle, w->child.id));
    must(w->db, guardian_put(w->db, &d->uncle, d->sister.id));
    assert_int_equal(sql(d, "INSERT INTO barred (child_id, name, phone, relation, note, since_day, "
                            "until_day) VALUES (1, '叔叔乙', '', '', '', 20260901, 0)"),
        0);
    assert_int_equal(
        sql(d, "INSERT INTO homework (school, grade, child_id, subject, text, due_day) "
               "VALUES ('', '', 1, 'maths', '背乘法表的事', 20261120)"),
        0);
    let_days_pass(d);
    write_words(d);
}

static void
close_data(struct data *d)
{
    world_close(&d->w);
}

/* How often a text stands in the file or its log. */
static int
found_in_file(const struct data *d, const char *text)
{
    static const char *const ends[] = {"", "-wal"};
    int found = 0;
    for (int i = 0; i < 2; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", d->w.path, ends[i]);
        FILE *in = fopen(path, "rb");
        static char bytes[8 << 20];
        size_t n = in ? fread(bytes, 1, sizeof bytes, in) : 0;
        for (const char *at = bytes;
             (at = memmem(at, n - (size_t)(at - bytes), text, strlen(text))); at++)
            found++;
        if (in)
            assert_int_equal(fclose(in), 0);
    }
    return found;
}

/* Every figure of every group as text. */
static int
put_row(const struct summary_row *row, void *payload)
{
    fprintf(payload, "%d %lld %s:", row->group, (long long)row->key, row->label);
    for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++)
        fprintf(payload, " %lld", (long long)row->figures[i]);
    fputc('\n', payload);
    return 0;
}

/* As the page stood on the last day before. */
static void
put_goals(struct db *db, FILE *out)
{
    struct goals *goals;
    must(db, goals_read(db, &goals, 0, 202611, 20261124));
    for (int i = 0; i < FIGURE_COUNT; i++)
        fprintf(out, "%s %lld %lld\n", figure_name((enum figure)i), (long long)goals->now[i],
            (long long)goals->before[i]);
    goals_free(goals);
}

static int
compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Which child comes first is no sum. */
static char *
sorted(char *text)
{
    enum { LINES = 512 };
    char *lines[LINES], *sorted = NULL;
    size_t count = 0, size;
    for (char *line = strtok(text, "\n"); line && count < LINES; line = strtok(NULL, "\n"))
        lines[count++] = line;
    qsort(lines, count, sizeof lines[0], compare_lines);
    FILE *out = open_memstream(&sorted, &size);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s\n", lines[i]);
    assert_int_equal(fclose(out), 0);
    free(text);
    return sorted;
}

static char *
all_sums(struct db *db)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (int group = 0; group < SUMMARY_GROUP_COUNT; group++) {
        struct summary_ask ask = {
            .from_day = 20260901, .until_day = 20261231, .group = (enum summary_group)group};
        must(db, summary_each(db, &ask, put_row, out));
    }
    put_goals(db, out);
    assert_int_equal(fclose(out), 0);
    return sorted(text);
}

static void
erase(struct data *d, struct erased *out)
{
    struct moment now = world_at(1, 9, 0, 0);
    must(d->w.db, erase_child(d->w.db, out, d->w.child.id, ERASE_REQUEST, d->worker.id, &now));
}

static void
every_sum_is_what_it_was(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    open_data(&d);
    char *before = all_sums(d.w.db);
    erase(&d, &erased);
    char *after = all_sums(d.w.db);
    assert_string_equal(before, after);
    assert_int_equal(attendance_verify(d.w.db), DB_OK);
    assert_int_equal(attendance_rebuild(d.w.db), DB_OK);
    free(after);
    after = all_sums(d.w.db);
    assert_string_equal(before, after);
    free(before);
    free(after);
    close_data(&d);
}

static void
nothing_of_it_is_left_in_the_file(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    open_data(&d);
    for (int i = 0; i < TOLD; i++)
        assert_true(found_in_file(&d, told[i]) > 0);
    erase(&d, &erased);
    for (int i = 0; i < TOLD; i++)
        if (found_in_file(&d, told[i]))
            fail_msg("%s is still there", told[i]);
    assert_true(found_in_file(&d, "测大雪") > 0);
    assert_true(found_in_file(&d, "舅舅丙") > 0);
    assert_int_equal(db_check(d.w.db), DB_OK);
    close_data(&d);
}

static void
the_row_stays_with_its_number(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    struct child child;
    struct card_row card;
    open_data(&d);
    erase(&d, &erased);
    assert_true(child_get(d.w.db, &child, d.w.child.id));
    assert_string_equal(child.name, "T-001");
    assert_string_equal(child.pinyin, "");
    assert_string_equal(child.animal, "");
    assert_int_equal(child.left_day, 20261125);
    assert_false(cards_of(d.w.db, &card, HOLDER_CHILD, d.w.child.id));
    assert_true(erase_is_erased(d.w.db, d.w.child.id));
    assert_false(erase_is_erased(d.w.db, d.sister.id));
    assert_int_equal(erased.photo_count, 1);
    assert_string_equal(erased.photos[0], "same-photo.jpg");
    assert_int_equal(erased.mentioned, 0);
    close_data(&d);
}

static int
count_guardian(const struct guardian *g, void *payload)
{
    int *named = payload;
    *named += g->name[0] != '\0';
    return 0;
}

static void
who_is_guardian_of_another_child_too_stays_for_that_one(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    int here = 0, there = 0;
    open_data(&d);
    erase(&d, &erased);
    must(d.w.db, guardian_ever_each(d.w.db, d.w.child.id, count_guardian, &here));
    must(d.w.db, guardian_ever_each(d.w.db, d.sister.id, count_guardian, &there));
    assert_int_equal(here, 0);
    assert_int_equal(there, 1);
    assert_int_equal(sql(&d, "SELECT count(*) FROM child_guardian WHERE child_id = 1 AND "
                             "agreement_day = 20260901"),
        2);
    close_data(&d);
}

static void
it_is_on_the_record_and_done_once(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    struct moment now = world_at(2, 9, 0, 0);
    open_data(&d);
    erase(&d, &erased);
    assert_int_equal(sql(&d, "SELECT count(*) FROM event JOIN staff ON staff.id = event.staff_id "
                             "WHERE kind = 'erased' AND child_id = 1 AND no = 'S-001' AND "
                             "payload ->> 'why' = 'request'"),
        1);
    assert_int_equal(
        erase_child(d.w.db, &erased, d.w.child.id, ERASE_REQUEST, 0, &now), DB_REFUSED);
    assert_int_equal(erase_child(d.w.db, &erased, 99, ERASE_REQUEST, 0, &now), DB_REFUSED);
    close_data(&d);
}

static void
no_list_brings_the_name_back(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    open_data(&d);
    erase(&d, &erased);
    struct child again = d.w.child;
    assert_int_equal(child_put(d.w.db, &again), DB_REFUSED);
    assert_non_null(strstr(db_why(d.w.db), "erased"));
    close_data(&d);
}

static void
events_are_as_unchangeable_as_ever(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    open_data(&d);
    erase(&d, &erased);
    assert_int_equal(sql(&d, "UPDATE event SET payload = '{}' WHERE kind = 'note'"), -1);
    /* And while something is erased nothing is written into an event, or moved. */
    assert_int_equal(sql(&d, "INSERT INTO erasing VALUES (1)"), 0);
    assert_int_equal(
        sql(&d, "UPDATE event SET payload = '{\"tag\":\"other\"}' WHERE kind = 'note'"), -1);
    assert_int_equal(
        sql(&d, "UPDATE event SET payload = json_set(payload, '$.new', 1) WHERE kind = 'visit'"),
        -1);
    assert_int_equal(sql(&d, "UPDATE event SET at_utc_ms = 1"), -1);
    assert_int_equal(sql(&d, "UPDATE event SET child_id = 2 WHERE child_id = 1"), -1);
    assert_int_equal(sql(&d, "DELETE FROM event"), -1);
    close_data(&d);
}

static void
a_copy_elsewhere_is_erased_once_the_mark_comes(void **state)
{
    (void)state;
    struct data here, there;
    struct erased erased;
    open_data(&here);
    open_data(&there);
    erase(&here, &erased);
    assert_int_equal(erase_follow(there.w.db), 0);
    assert_int_equal(sql(&there, "UPDATE child SET erased_day = 20261125 WHERE no = 'T-001'"), 0);
    assert_int_equal(erase_follow(there.w.db), 1);
    assert_int_equal(erase_follow(there.w.db), 0);
    must(there.w.db, db_scrub(there.w.db));
    for (int i = 0; i < TOLD; i++)
        assert_int_equal(found_in_file(&there, told[i]), 0);
    /* Both know the guardians that are nobody now by the same word. */
    assert_int_equal(sql(&here, "SELECT count(*) FROM guardian WHERE phone = 'T-001#1'"), 1);
    assert_int_equal(sql(&there, "SELECT count(*) FROM guardian WHERE phone = 'T-001#1'"), 1);
    close_data(&here);
    close_data(&there);
}

struct travelling {
    struct db *to;
    int count;
};

static int
bring(int64_t seq, const char *line, void *payload)
{
    struct travelling *t = payload;
    enum change_outcome outcome;
    (void)seq;
    must(t->to, change_apply(t->to, "other-kiosk", line, &outcome));
    t->count += outcome == CHANGE_APPLIED;
    return 0;
}

static void
the_mark_comes_as_a_change_and_erases_there(void **state)
{
    (void)state;
    struct data here, there;
    struct erased erased;
    open_data(&here);
    open_data(&there);
    assert_int_equal(sql(&here, "UPDATE change SET held = 1"), 0);
    erase(&here, &erased);
    struct travelling t = {there.w.db, 0};
    must(here.w.db, change_pending_each(here.w.db, 0, bring, &t));
    assert_int_equal(t.count, 1);
    assert_true(erase_is_erased(there.w.db, there.w.child.id));
    must(there.w.db, db_scrub(there.w.db));
    for (int i = 0; i < TOLD; i++)
        assert_int_equal(found_in_file(&there, told[i]), 0);
    close_data(&here);
    close_data(&there);
}

static void
a_name_that_comes_emptied_is_followed_by_the_rest(void **state)
{
    (void)state;
    struct data d;
    open_data(&d);
    assert_int_equal(sql(&d, "INSERT INTO setting (key, value) VALUES ('changes_off', 1)"), 0);
    assert_int_equal(
        sql(&d, "UPDATE child SET erased_day = 20261125, name = no WHERE no = 'T-001'"), 0);
    assert_int_equal(sql(&d, "DELETE FROM setting WHERE key = 'changes_off'"), 0);
    assert_int_equal(erase_follow(d.w.db), 1);
    must(d.w.db, db_scrub(d.w.db));
    for (int i = 0; i < TOLD; i++)
        assert_int_equal(found_in_file(&d, told[i]), 0);
    close_data(&d);
}

static void
only_the_mark_travels(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    open_data(&d);
    assert_int_equal(sql(&d, "UPDATE change SET held = 1"), 0);
    erase(&d, &erased);
    assert_int_equal(sql(&d, "SELECT count(*) FROM change WHERE held = 0"), 1);
    assert_int_equal(
        sql(&d, "SELECT count(*) FROM change WHERE held = 0 AND "
                "before = '{\"erased_day\":0}' AND after = '{\"erased_day\":20261125}'"),
        1);
    close_data(&d);
}

static void
a_name_in_others_words_is_told(void **state)
{
    (void)state;
    struct data d;
    struct erased erased;
    struct moment now = world_at(0, 17, 0, 0);
    open_data(&d);
    must(d.w.db, note_write(d.w.db, d.sister.id, GOAL_HELP, "和测小雨吵架", d.w.tutor.id, &now));
    erase(&d, &erased);
    assert_int_equal(erased.mentioned, 1);
    close_data(&d);
}

static struct moment
years_later(int years)
{
    struct moment m = world_at(0, 9, 0, 0);
    int64_t more = (int64_t)years * 366 * DAY_MS;
    m.utc_ms += more;
    m.mono_ms += more;
    return m;
}

/* The clock may not go years ahead of the newest event: days are lived in between. */
static void
live_until(struct data *d, int years)
{
    for (int year = 1; year <= years; year++) {
        struct moment m = years_later(year);
        struct exported e = {
            .what = "summary", .by = "day", .format = "csv", .to = "file", .rows = 1};
        must(d->w.db, exported_record(d->w.db, &e, &m));
    }
}

static void
what_is_old_goes_and_what_is_not_stays(void **state)
{
    (void)state;
    struct data d;
    struct swept swept;
    open_data(&d);
    d.w.child.left_day = 20261201;
    must(d.w.db, child_put(d.w.db, &d.w.child));
    struct moment now = world_at(1, 9, 0, 0);
    must(d.w.db, keep_sweep(d.w.db, &swept, 0, &now));
    for (int i = 0; i < KEEP_KIND_COUNT; i++)
        assert_int_equal(swept.counts[i], 0);
    assert_int_equal(sql(&d, "SELECT count(*) FROM event WHERE kind = 'swept'"), 0);
    char *before = all_sums(d.w.db);
    live_until(&d, 4);
    now = years_later(4);
    struct swept due;
    must(d.w.db, keep_due(d.w.db, &due, &now));
    assert_int_equal(due.counts[KEEP_CHILDREN], 1);
    must(d.w.db, keep_sweep(d.w.db, &swept, 0, &now));
    assert_int_equal(swept.counts[KEEP_CHILDREN], 1);
    assert_int_equal(swept.counts[KEEP_NOTES], 3);
    assert_int_equal(sql(&d, "SELECT payload ->> 'notes' FROM event WHERE kind = 'swept'"), 3);
    char *after = all_sums(d.w.db);
    assert_string_equal(before, after);
    for (int i = 0; i < TOLD; i++)
        assert_int_equal(found_in_file(&d, told[i]), 0);
    assert_true(found_in_file(&d, "测大雪") > 0);
    free(before);
    free(after);
    close_data(&d);
}

static void
years_are_a_setting_and_none_is_for_ever(void **state)
{
    (void)state;
    struct data d;
    struct swept due;
    open_data(&d);
    assert_int_equal(keep_years(d.w.db, KEEP_NOTES), 3);
    assert_int_equal(keep_years_set(d.w.db, KEEP_NOTES, -1), DB_REFUSED);
    assert_int_equal(keep_years_set(d.w.db, KEEP_NOTES, 51), DB_REFUSED);
    must(d.w.db, keep_years_set(d.w.db, KEEP_NOTES, 0));
    live_until(&d, 9);
    struct moment now = years_later(9);
    must(d.w.db, keep_due(d.w.db, &due, &now));
    assert_int_equal(due.counts[KEEP_NOTES], 0);
    must(d.w.db, keep_years_set(d.w.db, KEEP_NOTES, 8));
    must(d.w.db, keep_due(d.w.db, &due, &now));
    assert_int_equal(due.counts[KEEP_NOTES], 3);
    close_data(&d);
}

static void
a_clock_that_nobody_trusts_sweeps_nothing(void **state)
{
    (void)state;
    struct data d;
    struct swept swept;
    open_data(&d);
    struct moment now = years_later(9);
    now.trusted = false;
    must(d.w.db, keep_sweep(d.w.db, &swept, 0, &now));
    assert_int_equal(swept.counts[KEEP_NOTES], 0);
    now.trusted = true; /* nine years after all that is recorded: it isn't believed */
    must(d.w.db, keep_sweep(d.w.db, &swept, 0, &now));
    assert_int_equal(swept.counts[KEEP_NOTES], 0);
    close_data(&d);
}

static int
take_exported(const struct exported_row *row, void *payload)
{
    *(struct exported_row *)payload = *row;
    return 1;
}

static void
an_export_is_on_the_record(void **state)
{
    (void)state;
    struct data d;
    struct exported_row row;
    struct moment now = world_at(0, 9, 0, 0);
    open_data(&d);
    struct exported e = {.what = "summary",
        .by = "child",
        .format = "xlsx",
        .to = "stick",
        .from_day = 20261101,
        .until_day = 20261130,
        .rows = 2,
        .named = true,
        .staff_id = d.worker.id};
    must(d.w.db, exported_record(d.w.db, &e, &now));
    assert_int_equal(exported_each(d.w.db, take_exported, &row), 1);
    assert_string_equal(row.what, "summary");
    assert_string_equal(row.to, "stick");
    assert_int_equal(row.from_day, 20261101);
    assert_int_equal(row.rows, 2);
    assert_true(row.named);
    assert_int_equal(row.staff_id, d.worker.id);
    close_data(&d);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sum_is_what_it_was),
        cmocka_unit_test(nothing_of_it_is_left_in_the_file),
        cmocka_unit_test(the_row_stays_with_its_number),
        cmocka_unit_test(who_is_guardian_of_another_child_too_stays_for_that_one),
        cmocka_unit_test(it_is_on_the_record_and_done_once),
        cmocka_unit_test(no_list_brings_the_name_back),
        cmocka_unit_test(events_are_as_unchangeable_as_ever),
        cmocka_unit_test(a_copy_elsewhere_is_erased_once_the_mark_comes),
        cmocka_unit_test(the_mark_comes_as_a_change_and_erases_there),
        cmocka_unit_test(a_name_that_comes_emptied_is_followed_by_the_rest),
        cmocka_unit_test(only_the_mark_travels),
        cmocka_unit_test(a_name_in_others_words_is_told),
        cmocka_unit_test(what_is_old_goes_and_what_is_not_stays),
        cmocka_unit_test(years_are_a_setting_and_none_is_for_ever),
        cmocka_unit_test(a_clock_that_nobody_trusts_sweeps_nothing),
        cmocka_unit_test(an_export_is_on_the_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
