/* The screens of feelings, safety class and garden: every size, long words, nothing there, and a
 * database that refuses. */
#include "tests/testing.h"
#include "tests/world.h"

#include "kiosk/nav.h"
#include "kiosk/questions.h"
#include "kiosk/screen.h"

#include "db/lesson.h"
#include "db/mood.h"

#include <stdio.h>
#include <string.h>

static struct world w;
static struct questions questions;
static struct view view;
static struct draw_list list;
static struct ui_memory memory;
static _Alignas(max_align_t) unsigned char state[SCREEN_STATE_MAX];

/* The child has checked in at 16:00 and is greeted. */
static int
setup(void **unused)
{
    (void)unused;
    struct scan scan;
    struct moment at = world_at(0, 16, 0, 0);
    world_open(&w);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &at), DB_OK);
    questions_load(&questions, "assets", stderr);
    view = (struct view){.theme = theme_for(1280, 800, 0),
        .language = LANGUAGE_EN,
        .home = w.home,
        .day = 20261124,
        .minute = 960,
        .questions = &questions,
        .greeting = {.in = true, .child = w.child, .minute = 960, .birthday_ago = -1}};
    return 0;
}

static int
teardown(void **unused)
{
    (void)unused;
    questions_free(&questions);
    world_close(&w);
    return 0;
}

static struct stage
enter(const struct screen *screen, struct db *db)
{
    memory = (struct ui_memory){0};
    struct stage stage = {.view = &view, .db = db, .now = world_at(0, 16, 0, 2), .state = state};
    memset(state, 0, screen->state_size);
    screen->enter(&stage);
    return stage;
}

/* Draws for a finger at x, y, then for the picture; where it leads. */
static enum nav_event
touch(const struct screen *screen, struct stage *stage, int x, int y)
{
    struct ui ui = {.list = &list, .theme = &view.theme, .memory = &memory, .now_ms = 1000};
    ui.touch = (struct touch){.phase = TOUCH_DOWN, .x = x, .y = y, .from_x = x, .from_y = y};
    draw_clear(&list);
    screen->draw(&ui, stage);
    enum nav_event go = ui.go;
    ui.touch.phase = TOUCH_NONE;
    draw_clear(&list);
    screen->draw(&ui, stage);
    return go;
}

static const struct draw_command *
shown(const char *text)
{
    for (int i = 0; i < list.count; i++)
        if (strcmp(list.commands[i].text, text) == 0)
            return &list.commands[i];
    return NULL;
}

static void
draw_picture_of(const struct screen *screen, struct stage *stage)
{
    struct ui ui = {.list = &list, .theme = &view.theme, .memory = &memory, .now_ms = 500};
    draw_clear(&list);
    screen->draw(&ui, stage);
}

/* A place in the middle of what is drawn as `text`. */
static enum nav_event
touch_on(const struct screen *screen, struct stage *stage, const char *text)
{
    draw_picture_of(screen, stage);
    const struct draw_command *command = shown(text);
    assert_non_null(command);
    struct rect r = command->rect;
    return touch(screen, stage, r.x + r.w / 2, r.y + r.h / 2);
}

static void
five_faces_are_targets_of_a_childs_size(void **unused)
{
    (void)unused;
    static const char *const faces[] = {
        "faces/very-happy", "faces/happy", "faces/so-so", "faces/sad", "faces/angry"};
    static const int sizes[][2] = {{1280, 800}, {1920, 1080}, {800, 1280}, {1024, 600}};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        view.theme = theme_for(sizes[s][0], sizes[s][1], 0);
        struct stage stage = enter(&screen_greet, w.db);
        draw_picture_of(&screen_greet, &stage);
        for (int i = 0; i < 5; i++) {
            const struct draw_command *face = shown(faces[i]);
            assert_non_null(face);
            assert_true(face->rect.w >= view.theme.touch);
        }
    }
}

static void
face_is_thanked_for_and_leads_nowhere(void **unused)
{
    (void)unused;
    struct stage stage = enter(&screen_greet, w.db);
    assert_int_equal(touch_on(&screen_greet, &stage, "faces/angry"), NAV_NONE);
    assert_non_null(shown("Thank you for telling me"));
    assert_false(mood_open(w.db, w.child.id));
    stage = enter(&screen_greet, w.db);
    draw_picture_of(&screen_greet, &stage);
    assert_null(shown("faces/angry"));
}

static void
touch_beside_the_faces_leads_to_the_childs_page(void **unused)
{
    (void)unused;
    struct stage stage = enter(&screen_greet, w.db);
    assert_int_equal(touch_on(&screen_greet, &stage, "animals/fox"), NAV_ME);
    assert_true(mood_open(w.db, w.child.id));
    assert_ptr_equal(nav_next(&screen_me, NAV_GARDEN), &screen_garden);
    assert_ptr_equal(nav_next(&screen_me, NAV_SAFETY), &screen_safety);
    assert_ptr_equal(nav_next(&screen_garden, NAV_BACK), &screen_me);
    assert_ptr_equal(nav_next(&screen_safety, NAV_BACK), &screen_me);
}

static void
answer_that_was_not_recorded_is_no_thank_you(void **unused)
{
    (void)unused;
    struct stage stage = enter(&screen_greet, w.db);
    assert_int_equal(mood_record(w.db, w.child.id, 3, &stage.now), DB_OK);
    assert_int_equal(touch_on(&screen_greet, &stage, "faces/sad"), NAV_NONE);
    assert_null(shown("Thank you for telling me"));
    assert_non_null(shown("Not recorded. Please call a teacher"));
}

static const struct question *
question_of_the_day(void)
{
    return questions_next(&questions, w.child.id, 0);
}

static void
right_answer_is_a_star_and_the_lesson_is_over(void **unused)
{
    (void)unused;
    const struct question *q = question_of_the_day();
    struct stage stage = enter(&screen_safety, w.db);
    touch_on(&screen_safety, &stage, q->answers[q->right].en);
    assert_non_null(shown("icons/star"));
    assert_non_null(shown(q->why_en));
    struct lesson_day day;
    assert_int_equal(lesson_of(w.db, &day, w.child.id, 20261124), DB_OK);
    assert_true(day.done && day.right);
    touch_on(&screen_safety, &stage, q->answers[!q->right].en);
    stage = enter(&screen_safety, w.db);
    draw_picture_of(&screen_safety, &stage);
    assert_non_null(shown("icons/star"));
}

static void
wrong_answer_shows_the_right_one_and_why(void **unused)
{
    (void)unused;
    const struct question *q = question_of_the_day();
    struct stage stage = enter(&screen_safety, w.db);
    touch_on(&screen_safety, &stage, q->answers[!q->right].en);
    assert_null(shown("icons/star"));
    assert_non_null(shown(q->why_en));
    assert_int_equal(shown(q->answers[q->right].en)->colour, LEAF_DEEP);
    assert_non_null(shown("icons/check"));
}

static void
lesson_that_was_not_recorded_says_so_and_teaches_all_the_same(void **unused)
{
    (void)unused;
    const struct question *q = question_of_the_day();
    struct stage stage = enter(&screen_safety, w.db);
    assert_int_equal(lesson_record(w.db, w.child.id, "other", true, &stage.now), DB_OK);
    touch_on(&screen_safety, &stage, q->answers[q->right].en);
    assert_non_null(shown("Not recorded. Please call a teacher"));
    assert_non_null(shown(q->why_en));
}

static void
without_a_database_every_screen_has_a_kind_sentence(void **unused)
{
    (void)unused;
    struct stage stage = enter(&screen_safety, NULL);
    assert_int_equal(touch(&screen_safety, &stage, 700, 400), NAV_NONE);
    assert_non_null(shown("No question today. Please ask a teacher."));
    stage = enter(&screen_garden, NULL);
    assert_int_equal(touch(&screen_garden, &stage, 700, 400), NAV_NONE);
    assert_non_null(shown("The garden rests. Please ask a teacher."));
    stage = enter(&screen_greet, NULL);
    draw_picture_of(&screen_greet, &stage);
    assert_null(shown("faces/happy"));
}

/* Everything stays on the screen. The week and the answers included. */
static void
check_bounds(const struct screen *screen, struct stage *stage)
{
    draw_picture_of(screen, stage);
    assert_false(list.overflowed);
    for (int i = 0; i < list.count; i++) {
        struct rect r = list.commands[i].rect;
        assert_true(r.w > 0 && r.h > 0);
        assert_true(r.x >= 0 && r.y >= 0 && r.x + r.w <= view.theme.width &&
                    r.y + r.h <= view.theme.height + view.theme.unit);
    }
}

static void
screens_keep_their_bounds_at_every_size_with_every_question(void **unused)
{
    (void)unused;
    static const int sizes[][2] = {{1280, 800}, {1920, 1080}, {800, 1280}, {1024, 600}};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        view.theme = theme_for(sizes[s][0], sizes[s][1], 0);
        view.greeting.birthday_ago = (int)s;
        snprintf(view.greeting.child.name, NAME_SIZE, "吉克阿依古丽木乃小花朵朵");
        struct stage stage = enter(&screen_greet, w.db);
        check_bounds(&screen_greet, &stage);
        stage = enter(&screen_garden, w.db);
        check_bounds(&screen_garden, &stage);
        for (int i = 0; i < questions.count; i++) {
            struct questions one = {.count = 1, .list = {questions.list[i]}};
            view.questions = &one;
            stage = enter(&screen_safety, w.db);
            check_bounds(&screen_safety, &stage);
            view.questions = &questions;
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(five_faces_are_targets_of_a_childs_size),
        TEST(face_is_thanked_for_and_leads_nowhere),
        TEST(touch_beside_the_faces_leads_to_the_childs_page),
        TEST(answer_that_was_not_recorded_is_no_thank_you),
        TEST(right_answer_is_a_star_and_the_lesson_is_over),
        TEST(wrong_answer_shows_the_right_one_and_why),
        TEST(lesson_that_was_not_recorded_says_so_and_teaches_all_the_same),
        TEST(without_a_database_every_screen_has_a_kind_sentence),
        TEST(screens_keep_their_bounds_at_every_size_with_every_question),
    };
    return cmocka_run_group_tests_name("feelings", tests, NULL, NULL);
}
