/* The safety class's questions, as they are and broken; the garden's plants; birthdays. */
#include "tests/testing.h"

#include "kiosk/birthday.h"
#include "kiosk/garden.h"
#include "kiosk/questions.h"

#include "db/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Loads lines as assets/safety/questions.txt of a folder that has one drawing, "river". */
static void
load(struct questions *out, char *complaints, size_t size, const char *lines)
{
    char folder[] = "/tmp/zhaoxi-questions-XXXXXX", path[128], drawing[128], sub[64];
    assert_non_null(mkdtemp(folder));
    snprintf(sub, sizeof sub, "%s/safety", folder);
    assert_int_equal(mkdir(sub, 0700), 0);
    snprintf(path, sizeof path, "%s/questions.txt", sub);
    snprintf(drawing, sizeof drawing, "%s/river.svg", sub);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(lines, file);
    fclose(file);
    file = fopen(drawing, "we");
    assert_non_null(file);
    fclose(file);
    FILE *said = fmemopen(complaints, size, "w");
    assert_non_null(said);
    questions_load(out, folder, said);
    fclose(said);
    remove(path);
    remove(drawing);
    rmdir(sub);
    rmdir(folder);
}

#define GOOD "|water|river|问|ask|2|因为|why|river|甲|a|river+river|乙|b\n"

static void
questions_of_the_product_are_all_good_and_enough(void **state)
{
    (void)state;
    static char complaints[4096];
    static struct questions q;
    int of_topic[TOPIC_COUNT] = {0}, first = 0;
    FILE *said = fmemopen(complaints, sizeof complaints, "w");
    questions_load(&q, "assets", said);
    fclose(said);
    assert_string_equal(complaints, "");
    assert_true(q.count >= 30);
    for (int i = 0; i < q.count; i++) {
        of_topic[q.list[i].topic]++;
        first += q.list[i].right == 0;
    }
    for (int i = 0; i < TOPIC_COUNT; i++)
        assert_true(of_topic[i] >= 5);
    /* Who always touches the first is no wiser. */
    assert_in_range(first, q.count / 4, q.count * 2 / 3);
    questions_free(&q);
}

static void
broken_line_is_named_and_left_out_and_the_others_are_asked(void **state)
{
    (void)state;
    static const struct {
        const char *line, *reason;
    } broken[] = {
        {"water-1|water|river|问|ask\n", "14 fields"},
        {"w" GOOD "w" GOOD, "there already"},
        {"W" GOOD, "the id"},
        {"a-name-that-is-longer-than-31-letters" GOOD, "the id"},
        {"w|sky|river|问|ask|2|因为|why|river|甲|a|river|乙|b\n", "topic"},
        {"w|water|river|问|ask|3|因为|why|river|甲|a|river|乙|b\n", "right answer"},
        {"w|water|river|问|ask|0|因为|why|river|甲|a|river|乙|b\n", "right answer"},
        {"w|water|river|问|ask|12|因为|why|river|甲|a|river|乙|b\n", "right answer"},
        {"w|water|river|问| |2|因为|why|river|甲|a|river|乙|b\n", "empty"},
        {"w|water|lake|问|ask|2|因为|why|river|甲|a|river|乙|b\n", "drawing"},
        {"w|water|river|问|ask|2|因为|why|river+|甲|a|river|乙|b\n", "drawing"},
        {"w|water|river|问|ask|2|因为|why|../river|甲|a|river|乙|b\n", "drawing"},
    };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        static char complaints[4096], lines[4096];
        static struct questions q;
        memset(complaints, 0, sizeof complaints);
        snprintf(lines, sizeof lines, "# a comment\n\n%sgood" GOOD, broken[i].line);
        load(&q, complaints, sizeof complaints, lines);
        assert_non_null(strstr(complaints, broken[i].reason));
        assert_non_null(strstr(complaints, i == 1 ? "line 4" : "line 3"));
        assert_non_null(questions_find(&q, "good"));
        assert_int_equal(q.count, i == 1 ? 2 : 1);
        questions_free(&q);
    }
}

static void
three_answers_and_blanks_around_are_read(void **state)
{
    (void)state;
    static char complaints[4096];
    static struct questions q;
    load(&q, complaints, sizeof complaints,
        " w | water | river | 问 | ask | 3 | 因为 | why |river|甲|a|river|乙|b| river | 丙 | c "
        "\r\n");
    assert_string_equal(complaints, "");
    assert_int_equal(q.count, 1);
    assert_int_equal(q.list[0].answer_count, 3);
    assert_int_equal(q.list[0].right, 2);
    assert_string_equal(q.list[0].answers[2].en, "c");
    assert_string_equal(q.list[0].why_zh, "因为");
    questions_free(&q);
}

static void
missing_or_endless_file_leaves_no_questions_but_a_sentence(void **state)
{
    (void)state;
    static char complaints[QUESTIONS_MAX * 100], lines[QUESTIONS_MAX * 100];
    static struct questions q;
    FILE *said = fmemopen(complaints, sizeof complaints, "w");
    questions_load(&q, "/nowhere", said);
    fclose(said);
    assert_non_null(strstr(complaints, "cannot be read"));
    assert_int_equal(q.count, 0);
    assert_null(questions_next(&q, 1, 0));
    questions_free(&q);
    size_t at = 0;
    for (int i = 0; i < QUESTIONS_MAX + 2; i++)
        at += (size_t)snprintf(lines + at, sizeof lines - at, "q-%d" GOOD, i);
    load(&q, complaints, sizeof complaints, lines);
    assert_int_equal(q.count, QUESTIONS_MAX);
    assert_non_null(strstr(complaints, "more than 128"));
    questions_free(&q);
}

/* For a file of any length, and any child. */
static void
every_question_is_met_before_one_comes_again(void **state)
{
    (void)state;
    static struct questions q;
    for (q.count = 1; q.count <= QUESTIONS_MAX; q.count++)
        for (int64_t child = 1; child < 400; child += 133) {
            bool met[QUESTIONS_MAX] = {false};
            for (int lesson = 0; lesson < q.count; lesson++) {
                ptrdiff_t at = questions_next(&q, child, lesson) - q.list;
                assert_in_range(at, 0, q.count - 1);
                assert_false(met[at]);
                met[at] = true;
            }
        }
    q.count = 0;
}

static void
garden_stays_on_its_ground_at_any_number_of_days(void **state)
{
    (void)state;
    static const struct rect grounds[] = {
        {0, 300, 1280, 480}, {0, 420, 1920, 640}, {0, 500, 800, 760}, {0, 200, 640, 240}};
    static const int counts[] = {0, 1, 7, 20, 60, 300, 900};
    int days[GARDEN_PLANTS], day = 20261124;
    for (int i = 0; i < GARDEN_PLANTS; i++, day = day_add(day, -1))
        days[i] = day;
    for (size_t g = 0; g < sizeof grounds / sizeof grounds[0]; g++)
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
            struct garden_spot spots[GARDEN_SPOTS];
            int count = counts[c] < GARDEN_PLANTS ? counts[c] : GARDEN_PLANTS;
            int n = garden_lay(spots, grounds[g], days, count, counts[c]);
            int trees = counts[c] / GARDEN_TREE_DAYS;
            trees = trees < GARDEN_TREES ? trees : GARDEN_TREES;
            assert_int_equal(n, trees + (count ? count : 1));
            for (int i = 0; i < n; i++) {
                struct rect both = rect_union(spots[i].rect, grounds[g]);
                assert_memory_equal(&both, &grounds[g], sizeof both);
                assert_true(spots[i].rect.w > 8);
            }
        }
}

static void
newest_day_is_a_sprout_and_a_day_keeps_its_flower(void **state)
{
    (void)state;
    static const int days[] = {20261126, 20261125, 20261124, 20261123};
    struct rect ground = {0, 0, 1280, 480};
    struct garden_spot spots[GARDEN_SPOTS], before[GARDEN_SPOTS];
    assert_int_equal(garden_lay(spots, ground, days, 4, 4), 4);
    assert_string_equal(spots[3].picture, "sprout");
    assert_string_equal(spots[2].picture, "bud");
    assert_int_equal(garden_lay(before, ground, days + 1, 3, 3), 3);
    assert_string_equal(spots[0].picture, before[0].picture);
    assert_string_equal(before[2].picture, "sprout");
}

static void
a_further_tree_moves_none(void **state)
{
    (void)state;
    static const int days[] = {20261126};
    struct rect ground = {0, 0, 1280, 480};
    struct garden_spot few[GARDEN_SPOTS], more[GARDEN_SPOTS];
    int n = garden_lay(few, ground, days, 1, 100), m = garden_lay(more, ground, days, 1, 120);
    for (int i = 0; i < n; i++) {
        bool found = false;
        for (int j = 0; j < m; j++)
            found |= memcmp(&few[i].rect, &more[j].rect, sizeof few[i].rect) == 0;
        assert_true(found);
    }
}

static void
birthday_is_wished_on_the_day_and_on_the_first_visit_of_the_week_after(void **state)
{
    (void)state;
    assert_int_equal(birthday_ago(20181124, 20261124, 20261123), 0);
    assert_int_equal(birthday_ago(20181124, 20261124, 0), 0);
    assert_int_equal(birthday_ago(20181124, 20261126, 20261123), 2);
    assert_int_equal(birthday_ago(20181124, 20261126, 20261124), -1); /* it was wished then */
    assert_int_equal(birthday_ago(20181124, 20261126, 20261125), -1);
    assert_int_equal(birthday_ago(20181124, 20261201, 20261120), 7);
    assert_int_equal(birthday_ago(20181124, 20261202, 20261120), -1);
    assert_int_equal(birthday_ago(20181124, 20261123, 20261120), -1);
    assert_int_equal(birthday_ago(20171230, 20270102, 20261229), 3);
    assert_int_equal(birthday_ago(20160229, 20270228, 0), 0);
    assert_int_equal(birthday_ago(20160229, 20280229, 0), 0);
    assert_int_equal(birthday_ago(20160229, 20280228, 0), -1);
    assert_int_equal(birthday_ago(0, 20261124, 0), -1);
    assert_int_equal(birthday_ago(20261124, 20261124, 0), -1); /* being born is no birthday yet */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_of_the_product_are_all_good_and_enough),
        cmocka_unit_test(broken_line_is_named_and_left_out_and_the_others_are_asked),
        cmocka_unit_test(three_answers_and_blanks_around_are_read),
        cmocka_unit_test(missing_or_endless_file_leaves_no_questions_but_a_sentence),
        cmocka_unit_test(every_question_is_met_before_one_comes_again),
        cmocka_unit_test(garden_stays_on_its_ground_at_any_number_of_days),
        cmocka_unit_test(newest_day_is_a_sprout_and_a_day_keeps_its_flower),
        cmocka_unit_test(a_further_tree_moves_none),
        cmocka_unit_test(birthday_is_wished_on_the_day_and_on_the_first_visit_of_the_week_after),
    };
    return cmocka_run_group_tests_name("questions", tests, NULL, NULL);
}
