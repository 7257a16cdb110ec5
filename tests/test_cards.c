/* Cards given and ended, and what of that is on the record. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/cards.h"
#include "db/setting.h"

#include <sqlite3.h>
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

/* How many events of a kind the file holds, as another program reads it. */
static int
events(const char *kind)
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(w.path, &sqlite), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(sqlite,
            "SELECT count(*) FROM event WHERE kind = ? AND staff_id = ? AND child_id = ?", -1,
            &stmt, NULL),
        SQLITE_OK);
    sqlite3_bind_text(stmt, 1, kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 2, w.tutor.id);
    sqlite3_bind_int64(stmt, 3, w.child.id);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(sqlite);
    return n;
}

static struct card_change
change(const char *next, const char *reason)
{
    return (struct card_change){.kind = HOLDER_CHILD,
        .holder_id = w.child.id,
        .next = (const uint8_t *)next,
        .reason = reason,
        .staff_id = w.tutor.id};
}

static void
a_lost_card_works_no_more_from_that_second(void **state)
{
    (void)state;
    struct scan scan;
    struct moment at = world_at(0, 15, 0, 0), later = world_at(0, 15, 0, 1);
    struct card_change lost = change("card-00002", "lost \"it\" on the way");
    assert_int_equal(cards_change(w.db, &lost, &at), DB_OK);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &later), DB_OK);
    assert_int_equal(scan.answer, SCAN_REVOKED);
    assert_int_equal(attendance_scan(w.db, &scan, (const uint8_t *)"card-00002", &later), DB_OK);
    assert_int_equal(scan.answer, SCAN_IN);
    assert_int_equal(events("card_ended"), 1);
    assert_int_equal(events("card_issued"), 1);
}

static void
an_ended_card_can_be_followed_by_a_new_one(void **state)
{
    (void)state;
    struct card_row row;
    struct moment at = world_at(0, 15, 0, 0);
    struct card_change end = change(NULL, "moved away"), give = change("card-00002", NULL);
    assert_int_equal(cards_change(w.db, &end, &at), DB_OK);
    assert_false(cards_of(w.db, &row, HOLDER_CHILD, w.child.id));
    assert_int_equal(cards_change(w.db, &end, &at), DB_REFUSED);
    assert_int_equal(events("card_ended"), 1);
    assert_int_equal(cards_change(w.db, &give, &at), DB_OK);
    assert_true(cards_of(w.db, &row, HOLDER_CHILD, w.child.id));
    assert_memory_equal(row.id, "card-00002", CARD_ID_BYTES);
}

static void
a_change_that_fails_leaves_the_old_card_working(void **state)
{
    (void)state;
    struct card_row row;
    char longest[CARD_REASON_MOST + 2];
    struct moment at = world_at(0, 15, 0, 0);
    struct card_change taken = change((const char *)w.card, "lost");
    assert_true(cards_change(w.db, &taken, &at) < 0); /* the id is known already */
    memset(longest, 'x', sizeof longest);
    longest[CARD_REASON_MOST + 1] = '\0';
    struct card_change wordy = change("card-00002", longest);
    assert_int_equal(cards_change(w.db, &wordy, &at), DB_REFUSED);
    assert_true(cards_of(w.db, &row, HOLDER_CHILD, w.child.id));
    assert_memory_equal(row.id, w.card, CARD_ID_BYTES);
    assert_int_equal(events("card_ended"), 0);
}

static void
cards_are_given_before_a_home_was_chosen(void **state)
{
    (void)state;
    struct moment at = world_at(0, 15, 0, 0);
    struct card_change give = {
        .kind = HOLDER_GUARDIAN, .holder_id = 1, .next = (const uint8_t *)"card-00002"};
    assert_int_equal(setting_home_set(w.db, 0), DB_OK);
    assert_int_equal(cards_change(w.db, &give, &at), DB_OK);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_lost_card_works_no_more_from_that_second),
        TEST(an_ended_card_can_be_followed_by_a_new_one),
        TEST(a_change_that_fails_leaves_the_old_card_working),
        TEST(cards_are_given_before_a_home_was_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
