/* Notes for the social worker: written, read, closed once. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/note.h"

#include <stdio.h>
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

struct read {
    int count;
    struct note notes[8];
};

static int
add(const struct note *note, void *payload)
{
    struct read *read = payload;
    read->notes[read->count++] = *note;
    return 0;
}

static struct read
read_all(void)
{
    struct read read = {0};
    assert_int_equal(note_each(w.db, w.home.id, add, &read), 0);
    return read;
}

static void
note_is_read_as_it_was_written(void **state)
{
    (void)state;
    static const char text[] = "他说\"想妈妈\"\\ 吃得少\n两天了";
    struct moment at = world_at(0, 17, 0, 0);
    assert_int_equal(note_write(w.db, w.child.id, GOAL_GUARDIANSHIP, text, w.tutor.id, &at), DB_OK);
    struct read read = read_all();
    assert_int_equal(read.count, 1);
    assert_string_equal(read.notes[0].text, text);
    assert_int_equal(read.notes[0].tag, GOAL_GUARDIANSHIP);
    assert_int_equal(read.notes[0].child_id, w.child.id);
    assert_int_equal(read.notes[0].staff_id, w.tutor.id);
    assert_int_equal(read.notes[0].day, 20261124);
    assert_false(read.notes[0].closed);
}

static void
empty_note_and_one_that_is_too_long_are_refused(void **state)
{
    (void)state;
    char text[NOTE_TEXT_SIZE + 1];
    struct moment at = world_at(0, 17, 0, 0);
    memset(text, 'a', sizeof text);
    text[NOTE_TEXT_SIZE] = '\0';
    assert_int_equal(note_write(w.db, w.child.id, GOAL_HEALTH, "", w.tutor.id, &at), DB_REFUSED);
    assert_int_equal(note_write(w.db, w.child.id, GOAL_HEALTH, text, w.tutor.id, &at), DB_REFUSED);
    memset(text, '\x01', sizeof text);
    text[NOTE_TEXT_SIZE - 1] = '\0';
    assert_int_equal(note_write(w.db, w.child.id, GOAL_HEALTH, text, w.tutor.id, &at), DB_OK);
    assert_string_equal(read_all().notes[0].text, text);
}

static void
closed_note_comes_after_the_open_ones_and_its_first_outcome_holds(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0), later = world_at(1, 17, 0, 0);
    assert_int_equal(note_write(w.db, w.child.id, GOAL_HEALTH, "A", w.tutor.id, &at), DB_OK);
    assert_int_equal(note_write(w.db, w.child.id, GOAL_PLACE, "B", w.tutor.id, &at), DB_OK);
    struct read read = read_all();
    assert_string_equal(read.notes[0].text, "B");
    const uint8_t *newest = read.notes[0].id;
    assert_int_equal(note_close(w.db, newest, NOTE_PASSED_ON, w.tutor.id, &later), DB_OK);
    assert_int_equal(note_close(w.db, newest, NOTE_NO_NEED, w.tutor.id, &later), DB_OK);
    read = read_all();
    assert_int_equal(read.count, 2);
    assert_string_equal(read.notes[0].text, "A");
    assert_true(read.notes[1].closed);
    assert_int_equal(read.notes[1].outcome, NOTE_PASSED_ON);
    assert_int_equal(read.notes[1].closed_by, w.tutor.id);
}

static void
note_that_is_none_can_not_be_closed(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0);
    uint8_t none[EVENT_ID_LEN] = {1};
    assert_int_equal(note_close(w.db, none, NOTE_SOLVED, w.tutor.id, &at), DB_REFUSED);
}

static void
note_on_a_child_who_has_left_is_kept(void **state)
{
    (void)state;
    struct moment at = world_at(0, 17, 0, 0);
    w.child.left_day = 20261101;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(note_write(w.db, w.child.id, GOAL_HELP, "A", w.tutor.id, &at), DB_OK);
    assert_int_equal(read_all().count, 1);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(note_is_read_as_it_was_written),
        TEST(empty_note_and_one_that_is_too_long_are_refused),
        TEST(closed_note_comes_after_the_open_ones_and_its_first_outcome_holds),
        TEST(note_that_is_none_can_not_be_closed),
        TEST(note_on_a_child_who_has_left_is_kept),
    };
    return cmocka_run_group_tests_name("notes", tests, NULL, NULL);
}
