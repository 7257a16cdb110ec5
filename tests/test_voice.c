/* Quiet hours, volume and what is said: pure parts, and the settings in a database. */
#include "tests/testing.h"
#include "tests/world.h"

#include "kiosk/notices.h"
#include "kiosk/questions.h"
#include "kiosk/speaker.h"
#include "kiosk/ui.h"
#include "kiosk/voice.h"

#include "db/quiet.h"
#include "db/setting.h"

#include <ctype.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct quiet
quiet_of(const char *text)
{
    struct quiet quiet;
    char why[QUIET_WHY] = "";
    assert_true(quiet_parse(&quiet, text, why));
    assert_string_equal(why, "");
    return quiet;
}

static void
no_hour_is_quiet_where_none_was_set(void **state)
{
    (void)state;
    struct quiet quiet = quiet_of("");
    for (int minute = 0; minute < 1440; minute++)
        assert_false(quiet_has(&quiet, minute));
}

static void
a_span_holds_its_first_minute_and_not_its_last(void **state)
{
    (void)state;
    struct quiet quiet = quiet_of("12:30-14:00");
    assert_false(quiet_has(&quiet, 12 * 60 + 29));
    assert_true(quiet_has(&quiet, 12 * 60 + 30));
    assert_true(quiet_has(&quiet, 13 * 60 + 59));
    assert_false(quiet_has(&quiet, 14 * 60));
}

static void
a_span_over_midnight_holds_evening_and_morning(void **state)
{
    (void)state;
    struct quiet quiet = quiet_of("12:30-14:00, 20:00-07:00");
    assert_true(quiet_has(&quiet, 20 * 60));
    assert_true(quiet_has(&quiet, 1439));
    assert_true(quiet_has(&quiet, 0));
    assert_true(quiet_has(&quiet, 6 * 60 + 59));
    assert_false(quiet_has(&quiet, 7 * 60));
    assert_false(quiet_has(&quiet, 19 * 60 + 59));
    assert_true(quiet_has(&quiet, 13 * 60));
}

static void
a_span_until_midnight_ends_with_the_day(void **state)
{
    (void)state;
    struct quiet quiet = quiet_of("20:00-24:00");
    assert_true(quiet_has(&quiet, 1439));
    assert_false(quiet_has(&quiet, 0));
    quiet = quiet_of("24:00-07:00");
    assert_true(quiet_has(&quiet, 0));
    assert_false(quiet_has(&quiet, 1439));
}

static void
chinese_commas_and_colons_are_read(void **state)
{
    (void)state;
    struct quiet quiet = quiet_of("12：30-14：00，20:00 - 7:00");
    assert_int_equal(quiet.count, 2);
    assert_int_equal(quiet.spans[0].from_min, 750);
    assert_int_equal(quiet.spans[1].until_min, 420);
}

static void
what_is_wrong_is_named_and_nothing_is_quiet_then(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"12:30", "\"12:30\" is not two times"},
        {"20:00-07:00,25:00-26:00", "\"25:00-26:00\" is not two times"},
        {"20:00-07:00,", "\"\" is not two times"},
        {",", "\"\" is not two times"},
        {"12:30-14:00 20:00-07:00", "is not two times"},
        {"noon-14:00", "\"noon-14:00\" is not two times"},
        {"12:30-12:30", "\"12:30-12:30\" begins and ends"},
        {"00:00-24:00", "begins and ends"},
        {"1:00-1:01,2:00-2:01,3:00-3:01,4:00-4:01,5:00-5:01,6:00-6:01,7:00-7:01,8:00-8:01,"
         "9:00-9:01",
            "More than 8 spans"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct quiet quiet;
        char why[QUIET_WHY] = "";
        assert_false(quiet_parse(&quiet, wrong[i][0], why));
        assert_non_null(strstr(why, wrong[i][1]));
        assert_int_equal(quiet.count, 0);
    }
}

static void
volume_and_hours_are_kept_and_wrong_ones_change_nothing(void **state)
{
    (void)state;
    struct world w;
    char text[QUIET_TEXT];
    world_open(&w);
    assert_int_equal(setting_volume(w.db), VOLUME_AT_FIRST);
    setting_quiet(w.db, text);
    assert_string_equal(text, "");
    assert_int_equal(setting_volume_set(w.db, 0), DB_OK);
    assert_int_equal(setting_volume_set(w.db, 101), DB_REFUSED);
    assert_int_equal(setting_volume(w.db), 0);
    assert_int_equal(setting_quiet_set(w.db, "20:00-07:00"), DB_OK);
    assert_int_equal(setting_quiet_set(w.db, "20:00"), DB_REFUSED);
    assert_non_null(strstr(db_why(w.db), "\"20:00\""));
    setting_quiet(w.db, text);
    assert_string_equal(text, "20:00-07:00");
    world_close(&w);
}

static void
each_outcome_but_the_tap_has_words_in_both_languages(void **state)
{
    (void)state;
    for (int i = SOUND_NONE + 1; i < SOUND_COUNT; i++) {
        const struct voice_phrase *phrase = voice_phrase((enum sound_name)i);
        assert_int_equal(phrase->zh == NULL, i == SOUND_TAP);
        assert_int_equal(phrase->pinyin == NULL, i == SOUND_TAP);
        assert_int_equal(phrase->en == NULL, i == SOUND_TAP);
    }
}

/* A syllable without its number would be guessed at. */
static void
every_syllable_of_the_pinyin_has_its_tone_and_stands_for_one_character(void **state)
{
    (void)state;
    for (int i = SOUND_NONE + 1; i < SOUND_COUNT; i++) {
        const struct voice_phrase *phrase = voice_phrase((enum sound_name)i);
        int syllables = 0, characters = 0;
        for (const char *p = phrase->pinyin; p && *p; p++) {
            unsigned char c = (unsigned char)*p, next = (unsigned char)p[1];
            assert_true(islower(c) || (c >= '1' && c <= '5') || c == ' ' || c == ',');
            assert_true(!islower(c) || islower(next) || isdigit(next));
            syllables += isdigit(c) != 0;
        }
        for (const char *p = phrase->zh; p && *p; p++)
            characters += ((unsigned char)*p & 0xC0) != 0x80;
        for (const char *p = phrase->zh; p && (p = strstr(p, "，")); p++)
            characters--;
        assert_int_equal(syllables, characters);
    }
}

/* What stands for how many syllables: 110 and 12 for as many as digits, 8 for one. */
static int
syllables_of(const char *sentence)
{
    int count = 0;
    for (const unsigned char *p = (const unsigned char *)sentence; *p; p++)
        count += isdigit(*p) || (*p >= 0xE4 && *p <= 0xE9);
    return count;
}

static void
reading_stands_for_each_character(const char *sentence)
{
    const char *pinyin = voice_reading(sentence);
    int syllables = 0;
    if (!pinyin)
        fail_msg("%s has no line in assets/spoken.txt", sentence);
    for (const char *p = pinyin; *p; p++) {
        unsigned char c = (unsigned char)*p, next = (unsigned char)p[1];
        if (!(islower(c) || (c >= '1' && c <= '5') || strchr(" ,.!?", c)) ||
            (islower(c) && !islower(next) && !isdigit(next)) || (isdigit(c) && isalnum(next)))
            fail_msg("%s: %s", sentence, pinyin);
        syllables += isdigit(c) != 0;
    }
    if (syllables != syllables_of(sentence))
        fail_msg("%s: %d syllables", sentence, syllables);
}

static void
each_sentence_of_the_safety_class_is_spoken_as_pinyin(void **state)
{
    (void)state;
    static struct questions questions;
    questions_load(&questions, "assets", stderr);
    assert_true(questions.count > 0);
    for (int i = 0; i < questions.count; i++) {
        reading_stands_for_each_character(questions.list[i].zh);
        reading_stands_for_each_character(questions.list[i].why_zh);
    }
    questions_free(&questions);
}

static void
sentence_without_a_reading_is_left_to_the_voice(void **state)
{
    (void)state;
    char text[VOICE_TEXT];
    voice_sentence(text, "着火了怎么跑");
    assert_string_equal(text, "着火了怎么跑");
    voice_sentence(text, "楼里着火了，从哪里下楼？");
    assert_string_equal(text, "lou2 li3 zhao2 huo3 le5, cong2 na3 li3 xia4 lou2?");
    voice_sentence(text, "Which way down?");
    assert_string_equal(text, "Which way down?");
}

static void
no_two_answers_to_a_card_that_differ_sound_the_same(void **state)
{
    (void)state;
    for (int a = 0; a < NOTICE_COUNT; a++)
        for (int b = 0; b < a; b++) {
            const struct notice_look *one = notice_look((enum notice)a),
                                     *two = notice_look((enum notice)b);
            bool same_icon = strcmp(one->icon, two->icon) == 0 && one->deep == two->deep;
            assert_int_not_equal(one->sound, SOUND_NONE);
            assert_true(one->sound != two->sound || same_icon);
        }
}

static void
mandarin_is_never_spoken_by_the_voice_that_reads_english(void **state)
{
    (void)state;
    assert_string_equal(voice_of(LANGUAGE_ZH), "cmn-latn-pinyin");
    assert_string_equal(voice_of(LANGUAGE_EN), "en-us");
}

static void
a_name_follows_in_mandarin_and_each_syllable_has_a_tone(void **state)
{
    (void)state;
    char text[VOICE_TEXT];
    voice_words(text, SOUND_WELCOME, LANGUAGE_ZH, "a yi gu li");
    assert_string_equal(text, "huan1 ying2 ni3, a1 yi1 gu1 li1");
    voice_words(text, SOUND_GOODBYE, LANGUAGE_EN, "ce xiao4 yu");
    assert_string_equal(text, "Goodbye, <voice name=\"cmn-latn-pinyin\">ce1 xiao4 yu1</voice>");
    voice_words(text, SOUND_WELCOME, LANGUAGE_ZH, "");
    assert_string_equal(text, "huan1 ying2 ni3");
    voice_words(text, SOUND_STAFF, LANGUAGE_ZH, "ce xiao yu");
    assert_string_equal(text, "lao3 shi1 hao3");
    voice_words(text, SOUND_TAP, LANGUAGE_ZH, "ce");
    assert_string_equal(text, "");
}

static void
no_mark_up_comes_in_by_a_name_or_a_sentence(void **state)
{
    (void)state;
    char text[VOICE_TEXT];
    voice_words(text, SOUND_WELCOME, LANGUAGE_EN, "x</voice>&<audio src=\"y\"/>");
    assert_null(strstr(text, "<audio"));
    assert_null(strchr(text, '&'));
    voice_sentence(text, "3 < 5 & <b>");
    assert_string_equal(text, "3   5    b ");
}

static void
long_texts_are_cut_between_characters(void **state)
{
    (void)state;
    char text[VOICE_TEXT], many[4 * VOICE_TEXT] = "", name[4 * VOICE_TEXT];
    for (size_t i = 0; i < 1000; i++)
        memcpy(many + 3 * i, "水", 4);
    voice_sentence(text, many);
    assert_int_equal(strlen(text), 1023 / 3 * 3);
    voice_sentence(text, "");
    assert_string_equal(text, "");
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    voice_words(text, SOUND_WELCOME, LANGUAGE_EN, name);
    assert_true(strlen(text) < VOICE_TEXT);
}

static void
loudspeaker_reads_its_sentence_out_when_touched_and_only_then(void **state)
{
    (void)state;
    static struct draw_list list;
    struct theme theme = theme_for(1280, 800, 0);
    struct ui_memory memory = {0};
    struct ui ui = {.list = &list, .theme = &theme, .memory = &memory};
    struct rect place = {100, 100, 120, 120};
    ui_loudspeaker(&ui, 1, place, "路边能踢球吗？");
    assert_null(ui.say);
    ui.touch = (struct touch){.phase = TOUCH_DOWN, .x = 600, .y = 600};
    ui_loudspeaker(&ui, 1, place, "路边能踢球吗？");
    assert_null(ui.say);
    ui.touch = (struct touch){.phase = TOUCH_DOWN, .x = 160, .y = 160};
    ui_loudspeaker(&ui, 1, place, "路边能踢球吗？");
    assert_string_equal(ui.say, "路边能踢球吗？");
}

/* A program of that name first on PATH, which keeps what it is told in FOLDER/said. */
static void
fake_espeak(const char *folder)
{
    char path[256], search[4096];
    snprintf(path, sizeof path, "%s/espeak-ng", folder);
    FILE *out = fopen(path, "we");
    assert_non_null(out);
    fprintf(out, "#!/bin/sh\n{ echo \"$*\"; cat; } >>'%s/said'\n", folder);
    fclose(out);
    assert_int_equal(chmod(path, 0700), 0);
    snprintf(search, sizeof search, "%s:%s", folder, getenv("PATH"));
    setenv("PATH", search, 1);
}

static void
sentence_goes_to_espeak_by_standard_input_and_silence_says_nothing(void **state)
{
    (void)state;
    char path[256], said[512] = "";
    struct world w;
    world_open(&w);
    fake_espeak(w.folder);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    struct speaker *speaker = speaker_create("assets", w.folder);
    speaker_set(speaker, 0, false);
    speaker_read(speaker, LANGUAGE_ZH, "silent", 1);
    speaker_set(speaker, 80, true);
    speaker_read(speaker, LANGUAGE_ZH, "quiet", 1);
    assert_int_equal(speaker_fd(speaker), -1);
    speaker_set(speaker, 80, false);
    speaker_read(speaker, LANGUAGE_ZH, "路边能踢球吗？", 1);
    struct pollfd made = {.fd = speaker_fd(speaker), .events = POLLIN};
    assert_int_equal(poll(&made, 1, 10000), 1);
    assert_int_equal(speaker_tick(speaker, 2), 0);
    assert_int_equal(speaker_fd(speaker), -1);
    speaker_destroy(speaker);
    snprintf(path, sizeof path, "%s/said", w.folder);
    FILE *in = fopen(path, "re");
    assert_non_null(in);
    said[fread(said, 1, sizeof said - 1, in)] = '\0';
    fclose(in);
    assert_string_equal(said, "-b 1 -m -s 150 -v cmn-latn-pinyin --stdin --stdout\n"
                              "路边能踢球吗？");
    world_close(&w);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hour_is_quiet_where_none_was_set),
        cmocka_unit_test(a_span_holds_its_first_minute_and_not_its_last),
        cmocka_unit_test(a_span_over_midnight_holds_evening_and_morning),
        cmocka_unit_test(a_span_until_midnight_ends_with_the_day),
        cmocka_unit_test(chinese_commas_and_colons_are_read),
        cmocka_unit_test(what_is_wrong_is_named_and_nothing_is_quiet_then),
        cmocka_unit_test(volume_and_hours_are_kept_and_wrong_ones_change_nothing),
        cmocka_unit_test(each_outcome_but_the_tap_has_words_in_both_languages),
        cmocka_unit_test(every_syllable_of_the_pinyin_has_its_tone_and_stands_for_one_character),
        cmocka_unit_test(each_sentence_of_the_safety_class_is_spoken_as_pinyin),
        cmocka_unit_test(sentence_without_a_reading_is_left_to_the_voice),
        cmocka_unit_test(no_two_answers_to_a_card_that_differ_sound_the_same),
        cmocka_unit_test(mandarin_is_never_spoken_by_the_voice_that_reads_english),
        cmocka_unit_test(a_name_follows_in_mandarin_and_each_syllable_has_a_tone),
        cmocka_unit_test(no_mark_up_comes_in_by_a_name_or_a_sentence),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(loudspeaker_reads_its_sentence_out_when_touched_and_only_then),
        cmocka_unit_test(sentence_goes_to_espeak_by_standard_input_and_silence_says_nothing),
    };
    return cmocka_run_group_tests_name("voice", tests, NULL, NULL);
}
