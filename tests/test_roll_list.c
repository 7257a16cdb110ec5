/* Who is in by group, missing first, and as text that a phone reads from the screen. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/presence.h"
#include "kiosk/qr.h"
#include "kiosk/roll_list.h"
#include "scanner/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 20261124, SIDE = 600 }; /* SIDE: of a code on a screen of 1280x800 */

static struct world w;
static struct roll_list list;

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

/* A child of that age and grade who is in, its guardian with a phone. */
static void
bring(int n, const char *name, const char *grade, int born_year, const char *phone)
{
    struct child child = {.home_id = w.home.id,
        .born_day = born_year * 10000 + 101,
        .animal = "panda",
        .joined_day = 20250901};
    struct guardian guardian = {.name = "测奶奶", .relation = "奶奶", .since_day = 20250901};
    struct moment at = world_at(0, 15, n / 60, n % 60);
    struct scan scan;
    uint8_t card[32];
    snprintf(child.no, sizeof child.no, "T-%03d", n);
    snprintf(child.name, sizeof child.name, "%s", name);
    snprintf(child.pinyin, sizeof child.pinyin, "ce %03d", n);
    snprintf(child.grade, sizeof child.grade, "%s", grade);
    snprintf(guardian.phone, sizeof guardian.phone, "%s", phone);
    snprintf((char *)card, sizeof card, "card-%05d", n);
    assert_int_equal(child_put(w.db, &child), DB_OK);
    assert_int_equal(guardian_put(w.db, &guardian, child.id), DB_OK);
    assert_int_equal(cards_issue(w.db, card, HOLDER_CHILD, child.id, 1), DB_OK);
    assert_int_equal(attendance_scan(w.db, &scan, card, &at), DB_OK);
    assert_int_equal(scan.answer, SCAN_IN);
}

static void
read_at(int minute, const struct session *sessions, int count)
{
    struct roll_now now = {.home_id = w.home.id,
        .day = DAY,
        .minute = minute,
        .session_count = count,
        .sessions = sessions};
    assert_int_equal(roll_list_read(&list, w.db, &now, NULL), DB_OK);
}

static void
grown_ups_who_are_here_stand_last_and_are_nobody_to_tick(void **state)
{
    (void)state;
    char text[ROLL_TEXT_BYTES];
    struct moment at = world_at(0, 14, 0, 0);
    struct presence sign;
    struct staff teacher = {.no = "T-S9",
        .name = "测老师",
        .phone = "13900000099",
        .role = STAFF_TUTOR,
        .home_id = w.home.id};
    bring(2, "测一", "三年级", 2017, "1");
    assert_int_equal(staff_put(w.db, &teacher), DB_OK);
    assert_int_equal(presence_sign(w.db, &sign, teacher.id, NULL, &at), DB_OK);
    assert_int_equal(visitor_in(w.db, "测客人", VISIT_DELIVERY, teacher.id, &at), DB_OK);
    read_at(900, NULL, 0);
    assert_int_equal(list.here, 1);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.groups[list.group_count - 1], "Grown-ups");
    assert_string_equal(list.rows[1].name, "测老师");
    assert_string_equal(list.rows[1].phones, "13900000099");
    assert_int_equal(list.rows[2].who, ROLL_VISITOR);
    roll_text(text, &list, "H", false, 0);
    assert_non_null(strstr(text, "测客人"));
    roll_text(text, &list, "H", true, 0);
    assert_null(strstr(text, "测客人"));
    struct roll_line lines[ROLL_LINES];
    assert_int_equal(roll_lines(lines, &list, 1, true), 2); /* a head, and the child */
}

static void
grades_follow_from_the_smallest_children_on(void **state)
{
    (void)state;
    bring(2, "测一", "三年级", 2017, "1");
    bring(3, "测二", "一年级", 2019, "1");
    bring(4, "测三", "二年级", 2018, "1");
    bring(5, "测四", "一年级", 2019, "1");
    read_at(900, NULL, 0);
    assert_int_equal(list.group_count, 3);
    assert_string_equal(list.groups[0], "一年级");
    assert_string_equal(list.groups[1], "二年级");
    assert_string_equal(list.groups[2], "三年级");
    assert_string_equal(list.rows[0].name, "测二");
    assert_string_equal(list.rows[1].name, "测四");
    assert_string_equal(list.rows[3].name, "测一");
    assert_int_equal(list.here, 4);
}

static void
the_class_that_runs_for_the_childs_age_is_its_group(void **state)
{
    (void)state;
    static const struct session sessions[] = {
        {.starts_min = 900, .ends_min = 960, .title = "绘画小班", .age_from = 5, .age_to = 7},
        {.starts_min = 960, .ends_min = 1020, .title = "后一节"},
    };
    bring(2, "测大", "五年级", 2014, "1");
    bring(3, "测小", "一年级", 2019, "1");
    read_at(910, sessions, 2);
    assert_int_equal(list.group_count, 2);
    assert_string_equal(list.groups[0], "绘画小班");
    assert_string_equal(list.rows[0].name, "测小");
    assert_string_equal(list.groups[1], "五年级");
    read_at(960, sessions, 2);
    assert_int_equal(list.group_count, 1);
    assert_string_equal(list.groups[0], "后一节");
}

static void
missing_children_stand_before_those_who_were_found(void **state)
{
    (void)state;
    struct roll_line lines[ROLL_LINES];
    bring(2, "测一", "一年级", 2019, "1");
    bring(3, "测二", "一年级", 2019, "1");
    bring(4, "测三", "二年级", 2018, "1");
    read_at(900, NULL, 0);
    roll_list_tick(&list, 0, true);
    assert_int_equal(list.found, 1);
    assert_int_equal(roll_lines(lines, &list, 2, false), 4);
    assert_int_equal(lines[0].head, 0);
    assert_int_equal(lines[1].rows[1], 1);
    assert_int_equal(roll_lines(lines, &list, 2, true), 3);
    assert_int_equal(lines[1].rows[0], 0); /* the tick moves nobody under the finger */
    roll_list_settle(&list);
    assert_int_equal(roll_lines(lines, &list, 2, true), 4);
    assert_int_equal(lines[0].head, HEAD_MISSING);
    assert_int_equal(lines[1].rows[0], 1);
    assert_int_equal(lines[1].rows[1], 2);
    assert_int_equal(lines[2].head, HEAD_FOUND);
    assert_int_equal(lines[3].rows[0], 0);
    assert_int_equal(lines[3].rows[1], -1);
    roll_list_tick(&list, 0, false);
    assert_int_equal(list.found, 0);
}

static void
the_count_of_a_group_is_of_those_who_are_in(void **state)
{
    (void)state;
    int here, found;
    bring(2, "测一", "一年级", 2019, "1");
    bring(3, "测二", "一年级", 2019, "1");
    read_at(900, NULL, 0);
    roll_list_tick(&list, 1, true);
    list.rows[0].here = false;
    roll_head_count(&list, 0, &here, &found);
    assert_int_equal(here, 1);
    assert_int_equal(found, 1);
}

/* Reads the code as a camera would see it on the screen. */
static void
assert_read(const char *text)
{
    static uint8_t px[SIDE * SIDE];
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
    cairo_t *to = cairo_create(surface);
    struct decode_result *read = calloc(1, sizeof *read);
    struct decoder *decoder = decoder_create();
    assert_non_null(read);
    assert_true(qr_paint(to, (struct rect){0, 0, SIDE, SIDE}, text));
    cairo_surface_flush(surface);
    const uint8_t *from = cairo_image_surface_get_data(surface);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            px[y * SIDE + x] = from[y * cairo_image_surface_get_stride(surface) + x * 4];
    decoder_search(decoder, read, &(struct grey){px, SIDE, SIDE});
    assert_int_equal(read->count, 1);
    assert_memory_equal(read->codes[0].text, text, strlen(text));
    decoder_destroy(decoder);
    cairo_destroy(to);
    cairo_surface_destroy(surface);
    free(read);
}

static void
a_long_list_is_split_over_codes_that_can_be_read_and_has_everyone_once(void **state)
{
    (void)state;
    char text[ROLL_TEXT_BYTES], name[NAME_SIZE], phone[PHONE_SIZE];
    bool seen[61] = {false};
    for (int i = 1; i <= 60; i++) {
        snprintf(name, sizeof name, "阿苏日木果尔曲子莫五牛%03d", i);
        snprintf(phone, sizeof phone, "139%08d", i);
        bring(i + 1, name, "一年级", 2019, phone);
    }
    read_at(970, NULL, 0);
    assert_int_equal(list.here, 60);
    int parts = roll_text(text, &list, "青松村儿童之家 2026-11-24 16:10", false, 0);
    assert_true(parts > 1);
    for (int part = 0; part < parts; part++) {
        assert_int_equal(
            roll_text(text, &list, "青松村儿童之家 2026-11-24 16:10", false, part), parts);
        assert_true(strlen(text) <= ROLL_CODE_BYTES);
        assert_read(text);
        for (int i = 1; i <= 60; i++) {
            snprintf(name, sizeof name, "五牛%03d 奶奶 139%08d", i, i);
            if (strstr(text, name)) {
                assert_false(seen[i]);
                seen[i] = true;
            }
        }
    }
    for (int i = 1; i <= 60; i++)
        assert_true(seen[i]);
}

static void
the_text_of_the_missing_leaves_out_who_was_found(void **state)
{
    (void)state;
    char text[ROLL_TEXT_BYTES];
    bring(2, "测一", "一年级", 2019, "111");
    bring(3, "测二", "一年级", 2019, "222");
    read_at(900, NULL, 0);
    roll_list_tick(&list, 0, true);
    assert_int_equal(roll_text(text, &list, "H", true, 0), 1);
    assert_string_equal(text, "1/1 H\n测二 奶奶 222");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            grown_ups_who_are_here_stand_last_and_are_nobody_to_tick, setup, teardown),
        cmocka_unit_test_setup_teardown(
            grades_follow_from_the_smallest_children_on, setup, teardown),
        cmocka_unit_test_setup_teardown(
            the_class_that_runs_for_the_childs_age_is_its_group, setup, teardown),
        cmocka_unit_test_setup_teardown(
            missing_children_stand_before_those_who_were_found, setup, teardown),
        cmocka_unit_test_setup_teardown(
            the_count_of_a_group_is_of_those_who_are_in, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_long_list_is_split_over_codes_that_can_be_read_and_has_everyone_once, setup,
            teardown),
        cmocka_unit_test_setup_teardown(
            the_text_of_the_missing_leaves_out_who_was_found, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
