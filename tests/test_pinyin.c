/* Chinese from pinyin, by the real libpinyin; and the entry with and without it. */
#include "tests/testing.h"

#include "kiosk/ui_keys.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST = 6 };

static struct pinyin *pinyin;
static struct ui_note note;
static int64_t now_ms = 1000;

static int
open_pinyin(void **state)
{
    (void)state;
    pinyin = pinyin_create(NULL);
    note = (struct ui_note){0};
    return pinyin ? 0 : -1;
}

static int
close_pinyin(void **state)
{
    (void)state;
    pinyin_destroy(pinyin);
    pinyin = NULL;
    return 0;
}

static int
begin_letters(void **state)
{
    (void)state;
    note = (struct ui_note){0};
    return 0;
}

/* Where among the first candidates; -1: nowhere. */
static int
place(const char *letters, const char *word)
{
    const char *words[FIRST];
    int count = pinyin_candidates(pinyin, letters, words, FIRST);
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static int
count_of(const char *letters)
{
    const char *words[FIRST];
    return pinyin_candidates(pinyin, letters, words, FIRST);
}

static void
greeting_and_homework_are_among_the_first(void **state)
{
    (void)state;
    assert_int_equal(place("nihao", "你好"), 0);
    assert_int_equal(place("NIHAO", "你好"), 0);
    assert_int_equal(place("zuoye", "作业"), 0);
    assert_in_range(place("XIAN", "西安"), 0, FIRST - 1);
    assert_in_range(place("NH", "女孩"), 0, FIRST - 1);
}

static void
what_is_no_pinyin_has_no_candidate(void **state)
{
    (void)state;
    const char *const nonsense[] = {
        "", "vvv", "uiu", "123", "'", "你好", "NIHAONIHAONIHAONIHAONIHAONIHAONIHAO"};
    for (size_t i = 0; i < sizeof nonsense / sizeof nonsense[0]; i++)
        assert_int_equal(count_of(nonsense[i]), 0);
    assert_int_equal(place("nihao", "你好"), 0);
}

static void
pick_says_how_many_letters_were_used(void **state)
{
    (void)state;
    assert_int_equal(pinyin_pick(pinyin, "nihao", place("nihao", "你好")), 5);
    assert_int_equal(pinyin_pick(pinyin, "nihao", place("nihao", "你")), 2);
    assert_int_equal(pinyin_pick(pinyin, "nihaovv", place("nihaovv", "你好")), 5);
}

static void
what_was_picked_is_not_learnt(void **state)
{
    (void)state;
    const char *words[FIRST];
    char last[64];
    assert_int_equal(pinyin_candidates(pinyin, "shi", words, FIRST), FIRST);
    snprintf(last, sizeof last, "%s", words[FIRST - 1]);
    for (int i = 0; i < 200; i++)
        pinyin_pick(pinyin, "shi", FIRST - 1);
    assert_int_equal(place("shi", last), FIRST - 1);
}

static int files;

static int
count_file(const char *path, const struct stat *at, int kind, struct FTW *walk)
{
    (void)path, (void)at, (void)walk;
    files += kind == FTW_F;
    return 0;
}

static void
nothing_is_written_to_the_users_folders(void **state)
{
    (void)state;
    assert_non_null(pinyin);
    char home[] = "/tmp/pinyin-XXXXXX", before[4096];
    assert_non_null(mkdtemp(home));
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(home), 0);
    setenv("HOME", home, 1);
    struct pinyin *own = pinyin_create(NULL);
    const char *words[FIRST];
    assert_int_equal(pinyin_candidates(own, "zhaoxi", words, FIRST), FIRST);
    pinyin_pick(own, "zhaoxi", 0);
    pinyin_destroy(own);
    assert_int_equal(chdir(before), 0);
    files = 0;
    assert_int_equal(nftw(home, count_file, 8, FTW_PHYS), 0);
    assert_int_equal(files, 0);
    assert_int_equal(rmdir(home), 0);
}

static void
missing_data_is_no_pinyin(void **state)
{
    (void)state;
    assert_null(pinyin_create("/nowhere"));
    pinyin_destroy(NULL);
}

static struct draw_list list;
static struct theme theme;
static struct ui_memory memory;

/* A finger on the first text or picture that says so; true where the entry is done. */
static bool
touch(const char *label)
{
    struct rect all = {0, 100, 1280, 600};
    theme = theme_for(1280, 800, 0);
    memory = (struct ui_memory){0};
    struct ui ui = {.list = &list, .theme = &theme, .memory = &memory, .now_ms = now_ms += 1000};
    draw_clear(&list);
    ui_note(&ui, 1, all, &note, pinyin, "hint");
    const struct draw_command *at = NULL;
    for (int i = 0; i < list.count && !at; i++)
        if (strcmp(list.commands[i].text, label) == 0)
            at = &list.commands[i];
    assert_non_null(at);
    ui.touch = (struct touch){
        .phase = TOUCH_DOWN, .x = at->rect.x + at->rect.w / 2, .y = at->rect.y + at->rect.h / 2};
    draw_clear(&list);
    ui_begin(&ui);
    return ui_note(&ui, 1, all, &note, pinyin, "hint");
}

static void
write_letters(const char *letters)
{
    for (; *letters; letters++)
        assert_false(touch((char[]){*letters, '\0'}));
}

static bool
is_drawn(const char *label)
{
    for (int i = 0; i < list.count; i++)
        if (strcmp(list.commands[i].text, label) == 0)
            return true;
    return false;
}

static void
note_takes_candidates_one_after_the_other(void **state)
{
    (void)state;
    write_letters("NIHAOZUOYE");
    assert_true(is_drawn("nihaozuoye"));
    touch("你好");
    assert_string_equal(note.text, "你好");
    assert_string_equal(note.letters, "ZUOYE");
    touch("作业");
    assert_string_equal(note.text, "你好作业");
    assert_string_equal(note.letters, "");
    assert_true(touch("icons/check"));
}

static void
arrow_shows_the_next_six_and_comes_round(void **state)
{
    (void)state;
    write_letters("LV");
    const char *words[60];
    int count = pinyin_candidates(pinyin, "LV", words, 60), pages = (count + 5) / 6;
    touch("icons/more-down");
    assert_int_equal(note.page, 1);
    touch(words[7]);
    assert_int_equal(strncmp(note.text, words[7], 3), 0);
    write_letters("LV");
    for (int i = 0; i < pages; i++)
        touch("icons/more-down");
    assert_int_equal(note.page, 0);
}

static void
delete_takes_letters_and_then_whole_characters(void **state)
{
    (void)state;
    write_letters("NIHAO");
    touch("你好");
    write_letters("Z");
    touch("icons/delete");
    assert_string_equal(note.letters, "");
    touch("icons/delete");
    assert_string_equal(note.text, "你");
    touch("icons/delete");
    touch("icons/delete");
    assert_string_equal(note.text, "");
}

static void
digit_and_enter_leave_letters_as_they_are(void **state)
{
    (void)state;
    write_letters("QS1");
    assert_string_equal(note.text, "QS1");
    write_letters("A");
    assert_false(touch("icons/check"));
    assert_string_equal(note.text, "QS1A");
    assert_true(touch("icons/check"));
}

static void
full_note_keeps_whole_characters(void **state)
{
    (void)state;
    memset(note.text, 'A', sizeof note.text - 4);
    write_letters("NIHAO");
    touch("你好");
    assert_int_equal(strlen(note.text), sizeof note.text - 4);
    assert_string_equal(note.letters, "NIHAO");
    touch("你");
    assert_int_equal(strlen(note.text), sizeof note.text - 1);
    touch("icons/check");
    assert_string_equal(note.letters, "HAO");
}

static void
without_pinyin_the_entry_takes_letters_and_digits(void **state)
{
    (void)state;
    write_letters("NIHAO12");
    assert_string_equal(note.text, "NIHAO12");
    touch("icons/delete");
    assert_string_equal(note.text, "NIHAO1");
    assert_false(is_drawn("你好"));
    assert_true(touch("icons/check"));
}

int
main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, open_pinyin, close_pinyin)
    const struct CMUnitTest tests[] = {
        WITH(greeting_and_homework_are_among_the_first),
        WITH(what_is_no_pinyin_has_no_candidate),
        WITH(pick_says_how_many_letters_were_used),
        WITH(what_was_picked_is_not_learnt),
        WITH(nothing_is_written_to_the_users_folders),
        cmocka_unit_test(missing_data_is_no_pinyin),
        WITH(note_takes_candidates_one_after_the_other),
        WITH(arrow_shows_the_next_six_and_comes_round),
        WITH(delete_takes_letters_and_then_whole_characters),
        WITH(digit_and_enter_leave_letters_as_they_are),
        WITH(full_note_keeps_whole_characters),
        cmocka_unit_test_setup(without_pinyin_the_entry_takes_letters_and_digits, begin_letters),
    };
    return cmocka_run_group_tests_name("pinyin", tests, NULL, NULL);
}
