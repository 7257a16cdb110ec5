#include "cli/pinyin.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { CHARS = 256, FAMILY = 1, GIVEN = 2, ANYWHERE = FAMILY | GIVEN };

static const char plain_rules[] = "::Han-Latin/Names; ::Latin-ASCII; ::Lower;";
static const char spoken_rules[] = "::Han-Latin/Names; ::Latin-NumericPinyin; ::Lower; "
                                   "\\u00fc > v; ::Latin-ASCII; [^a-z1-5\\ ] > \\ ;";

/* Where ICU 72 reads a character of a name otherwise than people do: by a rarer reading, by its use
 * as a particle, or as Taiwan does. */
static const struct {
    const char *character, *pinyin;
    int place;
} readings[] = {
    {"子", "zi3", ANYWHERE},
    {"罗", "luo2", ANYWHERE},
    {"卓", "zhuo2", ANYWHERE},
    {"兴", "xing1", ANYWHERE},
    {"晟", "sheng4", ANYWHERE},
    {"刀", "dao1", ANYWHERE},
    {"阚", "kan4", ANYWHERE},
    {"珩", "heng2", ANYWHERE},
    {"隽", "jun4", ANYWHERE},
    {"焘", "tao1", ANYWHERE},
    {"琢", "zhuo2", ANYWHERE},
    {"靓", "liang4", ANYWHERE},
    {"佛", "fo2", ANYWHERE},
    {"勒", "le4", ANYWHERE},
    {"耶", "ye1", ANYWHERE},
    {"著", "zhu4", ANYWHERE},
    {"地", "di4", ANYWHERE},
    {"拓", "tuo4", ANYWHERE},
    {"了", "liao3", ANYWHERE},
    {"长", "chang2", GIVEN},
    {"缪", "miao4", FAMILY},
    {"朴", "piao2", FAMILY},
    {"牟", "mou2", FAMILY},
    {"莘", "shen1", FAMILY},
    {"覃", "qin2", FAMILY},
    {"肖", "xiao1", FAMILY},
    {"都", "du1", FAMILY},
};

static UTransliterator *
open_rules(const char *text)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar id[] = u"names", rules[CHARS];
    int32_t len = 0;
    u_strFromUTF8(rules, CHARS, &len, text, -1, &error);
    UTransliterator *opened = utrans_openU(id, -1, UTRANS_FORWARD, rules, len, NULL, &error);
    return U_SUCCESS(error) ? opened : NULL;
}

static void
transliterate(const UTransliterator *rules, char *out, size_t size, const char *name)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar text[CHARS];
    int32_t len = 0, limit;
    out[0] = '\0';
    u_strFromUTF8(text, CHARS, &len, name, -1, &error);
    limit = len;
    if (U_SUCCESS(error))
        utrans_transUChars(rules, text, &len, CHARS, 0, &limit, &error);
    u_strToUTF8(out, (int32_t)size, NULL, text, len, &error);
    if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING)
        out[0] = '\0';
}

/* The bytes of the character that `text` begins with. */
static size_t
character_len(const char *text)
{
    size_t len = text[0] != '\0';
    while (((unsigned char)text[len] & 0xC0) == 0x80)
        len++;
    return len;
}

/* NULL: ICU is right. */
static const char *
reading_of(const char *character, size_t len, int place)
{
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++)
        if (readings[i].place & place && strlen(readings[i].character) == len &&
            memcmp(readings[i].character, character, len) == 0)
            return readings[i].pinyin;
    return NULL;
}

/* Does each character of the name have a word of its own? */
static bool
is_word_for_character(const char *words, const char *name)
{
    int more = 0;
    for (const char *c = name; *c; c += character_len(c))
        more++;
    for (const char *w = words; *w; w++)
        more -= *w != ' ' && (w[1] == ' ' || !w[1]);
    return more == 0;
}

static void
correct(char *out, size_t size, const char *name, bool tones)
{
    char words[CHARS];
    size_t used = 0;
    snprintf(words, sizeof words, "%s", out);
    if (!is_word_for_character(words, name))
        return;
    const char *word = words + strspn(words, " ");
    for (const char *c = name; *c && used + 1 < size; c += character_len(c)) {
        size_t len = strcspn(word, " ");
        const char *reading = reading_of(c, character_len(c), c == name ? FAMILY : GIVEN);
        int keep = (int)(reading ? strlen(reading) - !tones : len);
        used += (size_t)snprintf(out + used, size - used, "%s%.*s", c == name ? "" : " ", keep,
            reading ? reading : word);
        word += len;
        word += strspn(word, " ");
    }
}

void
pinyin_of_name(char *out, size_t size, const char *name)
{
    static UTransliterator *rules; /* opened once: it takes tens of ms */
    out[0] = '\0';
    if (!rules && !(rules = open_rules(plain_rules)))
        return;
    transliterate(rules, out, size, name);
    correct(out, size, name, false);
}

void
pinyin_spoken(char *out, size_t size, const char *name)
{
    static UTransliterator *rules;
    out[0] = '\0';
    if (!rules && !(rules = open_rules(spoken_rules)))
        return;
    transliterate(rules, out, size, name);
    correct(out, size, name, true);
}

bool
pinyin_has_tones(const char *text)
{
    bool letter = false, tone = true; /* what the syllable has so far */
    for (const char *p = text; *p; p++) {
        bool is_tone = *p >= '1' && *p <= '5';
        if (is_tone && letter)
            tone = true;
        else if (isalpha((unsigned char)*p))
            tone = false;
        else if (*p != ' ' || !tone)
            return false;
        letter = !is_tone && *p != ' ';
    }
    return tone && strpbrk(text, "12345");
}

bool
pinyin_agrees(const char *pinyin, const char *spoken)
{
    for (;;) {
        while (*pinyin == ' ')
            pinyin++;
        while (*spoken == ' ' || isdigit((unsigned char)*spoken))
            spoken++;
        char a = (char)tolower((unsigned char)*pinyin), b = *spoken;
        if (a != b && !(a == 'u' && b == 'v'))
            return false;
        if (!a)
            return true;
        pinyin++;
        spoken++;
    }
}

void
pinyin_complete(struct child *child)
{
    char spoken[sizeof child->spoken] = "";
    if (!child->pinyin[0])
        pinyin_of_name(child->pinyin, sizeof child->pinyin, child->name);
    pinyin_spoken(spoken, sizeof spoken, child->name);
    if (!child->spoken[0] && pinyin_agrees(child->pinyin, spoken))
        memcpy(child->spoken, spoken, sizeof spoken);
}
