/* The pinyin of names, with and without tones: by ICU, and as espeak-ng speaks it. */
#include "tests/testing.h"

#include "cli/pinyin.h"
#include "kiosk/voice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
spoken(const char *name)
{
    static char out[96];
    pinyin_spoken(out, sizeof out, name);
    return out;
}

static const char *
plain(const char *name)
{
    static char out[96];
    pinyin_of_name(out, sizeof out, name);
    return out;
}

static void
surname_is_read_as_a_surname(void **state)
{
    (void)state;
    assert_string_equal(spoken("曾小雨"), "zeng1 xiao3 yu3");
    assert_string_equal(spoken("单云"), "shan4 yun2");
    assert_string_equal(spoken("仇大德"), "qiu2 da4 de2");
    assert_string_equal(spoken("朴云"), "piao2 yun2");
    assert_string_equal(spoken("长孙云"), "zhang3 sun1 yun2");
    assert_string_equal(plain("单云"), "shan yun");
}

static void
given_name_is_read_as_in_names(void **state)
{
    (void)state;
    assert_string_equal(spoken("张伟"), "zhang1 wei3");
    assert_string_equal(spoken("罗子怡"), "luo2 zi3 yi2");
    assert_string_equal(spoken("杨乐果"), "yang2 le4 guo3");
    assert_string_equal(spoken("李长晟"), "li3 chang2 sheng4");
    assert_string_equal(plain("李长晟"), "li chang sheng");
    assert_string_equal(plain("刀金罕"), "dao jin han");
    assert_string_equal(spoken("沙马依作"), "sha1 ma3 yi1 zuo4");
}

static void
u_with_dots_is_a_v_where_it_is_spoken(void **state)
{
    (void)state;
    assert_string_equal(spoken("吕绿"), "lv3 lv4");
    assert_string_equal(plain("吕绿"), "lu lu");
}

static void
what_is_not_chinese_is_kept_as_letters(void **state)
{
    (void)state;
    assert_string_equal(spoken("Zoe"), "zoe");
    assert_string_equal(plain("Zoé"), "zoe");
    assert_string_equal(spoken(""), "");
    assert_null(strpbrk(spoken("阿依古丽·买买提"), "\302\267"));
    assert_true(pinyin_agrees("a yi gu li mai mai ti", spoken("阿依古丽·买买提")));
}

static void
name_that_has_no_room_is_cut_or_left_out(void **state)
{
    (void)state;
    char out[8];
    pinyin_spoken(out, sizeof out, "张小雨张小雨");
    assert_true(strlen(out) < sizeof out);
    pinyin_spoken(out, sizeof out, "子子子子");
    assert_true(strlen(out) < sizeof out);
}

static void
each_syllable_must_have_one_tone(void **state)
{
    (void)state;
    static const char *const right[] = {"zeng1 xiao3 yu3", "zeng1xiao3yu3", "lv3", "Shan4 yun2",
        "ma5"},
                             *const wrong[] = {"", " ", "zeng", "zeng1 xiao", "zeng6", "zeng12",
                                 "1zeng", "zeng 1", "曾1", "zēng", "zeng1,xiao3", "<b1>"};
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        assert_true(pinyin_has_tones(right[i]));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(pinyin_has_tones(wrong[i]));
}

static void
corrected_pinyin_does_not_agree_with_what_was_guessed(void **state)
{
    (void)state;
    assert_true(pinyin_agrees("zeng xiao yu", "zeng1 xiao3 yu3"));
    assert_true(pinyin_agrees("ZengXiaoyu", "zeng1 xiao3 yu3"));
    assert_true(pinyin_agrees("lu lu", "lv3 lv4"));
    assert_false(pinyin_agrees("ceng xiao yu", "zeng1 xiao3 yu3"));
    assert_false(pinyin_agrees("zeng xiao", "zeng1 xiao3 yu3"));
    assert_false(pinyin_agrees("zeng xiao yu yu", "zeng1 xiao3 yu3"));
}

/* What the real espeak-ng makes of a name, as its phonemes. */
static const char *
phonemes(const char *pinyin)
{
    static char out[2][256];
    static int turn;
    char text[VOICE_TEXT], command[VOICE_TEXT + 128];
    voice_name(text, LANGUAGE_ZH, pinyin);
    snprintf(command, sizeof command, "printf '%%s' '%s' | espeak-ng -q -x -b 1 -m -v %s --stdin",
        text, voice_of(LANGUAGE_ZH));
    FILE *in = popen(command, "re");
    assert_non_null(in);
    turn = !turn;
    out[turn][fread(out[turn], 1, sizeof out[turn] - 1, in)] = '\0';
    assert_int_equal(pclose(in), 0);
    return out[turn];
}

static void
espeak_speaks_each_tone_of_a_name(void **state)
{
    (void)state;
    if (system("command -v espeak-ng >/dev/null") != 0)
        NOT_HERE("no espeak-ng");
    assert_non_null(strstr(phonemes(spoken("曾小雨")), "ts'@55N_|"));
    assert_non_null(strstr(phonemes(spoken("单云")), "s.'a51n_| ;'y@35n_|"));
    assert_non_null(strstr(phonemes(spoken("仇大德")), "tS;h'iou35_|"));
    assert_non_null(strstr(phonemes(spoken("张伟")), "ts.'a55N_| w'ei214_|"));
    assert_non_null(strstr(phonemes(spoken("吕绿")), "l'y21_| l'y51_|"));
    assert_string_not_equal(phonemes(spoken("单云")), phonemes(plain("单云")));
    assert_string_equal(phonemes("zeng1xiao3yu3"), phonemes("zeng1 xiao3 yu3"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(surname_is_read_as_a_surname),
        cmocka_unit_test(given_name_is_read_as_in_names),
        cmocka_unit_test(u_with_dots_is_a_v_where_it_is_spoken),
        cmocka_unit_test(what_is_not_chinese_is_kept_as_letters),
        cmocka_unit_test(name_that_has_no_room_is_cut_or_left_out),
        cmocka_unit_test(each_syllable_must_have_one_tone),
        cmocka_unit_test(corrected_pinyin_does_not_agree_with_what_was_guessed),
        cmocka_unit_test(espeak_speaks_each_tone_of_a_name),
    };
    return cmocka_run_group_tests_name("cli pinyin", tests, NULL, NULL);
}
