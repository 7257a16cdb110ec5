/* pinyin.c: ICU's transliterator for Chinese names. */
#include "cli/pinyin.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { NAME_UNITS = 512 };

struct pinyin {
    UTransliterator *icu;
};

struct pinyin *
pinyin_create(void)
{
    static const UChar id[] = u"Han-Latin/Names; Latin-ASCII; Any-Lower";
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *icu = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    if (U_FAILURE(status))
        return NULL;
    struct pinyin *pinyin = malloc(sizeof *pinyin);
    if (!pinyin)
        abort();
    pinyin->icu = icu;
    return pinyin;
}

void
pinyin_destroy(struct pinyin *pinyin)
{
    if (!pinyin)
        return;
    utrans_close(pinyin->icu);
    free(pinyin);
}

/* Keeps letters and digits; anything between them is one space. */
static void
tidy(char *out, size_t size, const UChar *text, int32_t len)
{
    size_t n = 0;
    bool gap = false;
    for (int32_t i = 0; i < len && n + 2 < size; i++) {
        UChar c = text[i];
        bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (keep && gap && n > 0)
            out[n++] = ' ';
        if (keep)
            out[n++] = (char)c;
        gap = !keep && c != '\'';
    }
    out[n] = '\0';
}

void
pinyin_of(const struct pinyin *pinyin, char *out, size_t size, const char *name)
{
    assert(size > 0);
    out[0] = '\0';
    UChar text[NAME_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;
    u_strFromUTF8(text, NAME_UNITS, &len, name, -1, &status);
    int32_t limit = len;
    if (pinyin && U_SUCCESS(status))
        utrans_transUChars(pinyin->icu, text, &len, NAME_UNITS, 0, &limit, &status);
    if (pinyin && U_SUCCESS(status))
        tidy(out, size, text, len);
}
