#include "kiosk/voice.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct voice_phrase phrases[SOUND_COUNT] = {
    [SOUND_WELCOME] = {"欢迎你", "huan1 ying2 ni3", "Welcome", true},
    [SOUND_GOODBYE] = {"再见", "zai4 jian4", "Goodbye", true},
    [SOUND_BIRTHDAY] = {"生日快乐", "sheng1 ri4 kuai4 le4", "Happy birthday", true},
    [SOUND_COME_IN] = {"请进", "qing3 jin4", "Come in", false},
    [SOUND_GUARDIAN] = {"家长您好，请让孩子也扫一下卡片",
        "jia1 zhang3 nin2 hao3, qing3 rang4 hai2 zi5 ye2 sao3 yi2 xia4 ka3 pian4",
        "Hello. Please let the child hold up a card too", false},
    [SOUND_STAFF] = {"老师好", "lao3 shi1 hao3", "Hello, teacher", false},
    [SOUND_UNKNOWN] = {"我不认识这张卡片，请去找老师",
        "wo3 bu2 ren4 shi5 zhe4 zhang1 ka3 pian4, qing3 qu4 zhao3 lao3 shi1",
        "I don't know this card. Please go to a teacher", false},
    [SOUND_REVOKED] = {"这是旧卡片，请去找老师",
        "zhe4 shi4 jiu4 ka3 pian4, qing3 qu4 zhao3 lao3 shi1",
        "This is an old card. Please go to a teacher", false},
    [SOUND_DAMAGED] = {"请擦一擦卡片，再试一次", "qing3 ca1 yi4 ca1 ka3 pian4, zai4 shi4 yi2 ci4",
        "Please wipe the card and try again", false},
    [SOUND_FOREIGN] = {"请举起儿童之家的卡片", "qing2 ju2 qi3 er2 tong2 zhi1 jia1 de5 ka3 pian4",
        "Please hold up your Children's Home card", false},
    [SOUND_NOT_RECORDED] = {"没有记下来，请叫老师",
        "mei2 you3 ji4 xia4 lai2, qing3 jiao4 lao3 shi1", "Not recorded. Please call a teacher",
        false},
    [SOUND_STAR] = {"真棒", "zhen1 bang4", "Well done", false},
    [SOUND_WRONG] = {"再想一想", "zai4 xiang3 yi4 xiang3", "Think again", false},
};

static const struct {
    const char *zh, *pinyin;
} sentences[] = {
#include "spoken.inc"
};

const struct voice_phrase *
voice_phrase(enum sound_name outcome)
{
    return &phrases[outcome];
}

const char *
voice_of(enum language language)
{
    return language == LANGUAGE_ZH ? "cmn-latn-pinyin" : "en-us";
}

/* Appends as much as there is room for. */
static void
append(char out[VOICE_TEXT], const char *text)
{
    size_t used = strlen(out);
    snprintf(out + used, VOICE_TEXT - used, "%s", text);
}

/* A syllable without a tone is spoken in the first: a lone "a" would be read as the letter A. */
static void
append_syllables(char out[VOICE_TEXT], const char *pinyin)
{
    size_t used = strlen(out);
    for (const char *p = pinyin; *p && used < VOICE_TEXT - 3; p++) {
        unsigned char c = (unsigned char)*p, next = (unsigned char)p[1];
        if (isalpha(c) || isdigit(c))
            out[used++] = (char)tolower(c);
        else
            out[used++] = ' ';
        if (isalpha(c) && !isalpha(next) && !isdigit(next))
            out[used++] = '1';
        else if (isdigit(c) && isalpha(next))
            out[used++] = ' ';
    }
    out[used] = '\0';
}

static void
append_name(char out[VOICE_TEXT], enum language language, const char *pinyin)
{
    if (language == LANGUAGE_ZH) {
        append_syllables(out, pinyin);
        return;
    }
    append(out, "<voice name=\"cmn-latn-pinyin\">");
    append_syllables(out, pinyin);
    append(out, "</voice>");
}

void
voice_name(char out[VOICE_TEXT], enum language language, const char *pinyin)
{
    out[0] = '\0';
    if (pinyin[0])
        append_name(out, language, pinyin);
}

void
voice_words(
    char out[VOICE_TEXT], enum sound_name outcome, enum language language, const char *pinyin)
{
    const struct voice_phrase *phrase = &phrases[outcome];
    out[0] = '\0';
    if (!phrase->zh)
        return;
    append(out, language == LANGUAGE_ZH ? phrase->pinyin : phrase->en);
    if (phrase->named && pinyin[0]) {
        append(out, ", ");
        append_name(out, language, pinyin);
    }
}

const char *
voice_reading(const char *sentence)
{
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++)
        if (strcmp(sentences[i].zh, sentence) == 0)
            return sentences[i].pinyin;
    return NULL;
}

void
voice_sentence(char out[VOICE_TEXT], const char *sentence)
{
    const char *reading = voice_reading(sentence);
    if (reading)
        sentence = reading;
    size_t used = strnlen(sentence, VOICE_TEXT - 1);
    while (used && ((unsigned char)sentence[used] & 0xC0) == 0x80) /* no character is cut in two */
        used--;
    for (size_t i = 0; i < used; i++)
        out[i] = strchr("<>&", sentence[i]) ? ' ' : sentence[i];
    out[used] = '\0';
}
