#include "cli/pinyin.h"

#include <stdbool.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { CHARS = 256 };

static UTransliterator *
open_rules(void)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar id[64];
    u_uastrcpy(id, "Han-Latin/Names; Latin-ASCII; Lower");
    UTransliterator *rules = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
    return U_SUCCESS(error) ? rules : NULL;
}

void
pinyin_of_name(char *out, size_t size, const char *name)
{
    static UTransliterator *rules; /* opened once: it takes tens of ms */
    UErrorCode error = U_ZERO_ERROR;
    UChar text[CHARS];
    int32_t len = 0, limit;
    out[0] = '\0';
    if (!rules && !(rules = open_rules()))
        return;
    u_strFromUTF8(text, CHARS, &len, name, -1, &error);
    limit = len;
    if (U_SUCCESS(error))
        utrans_transUChars(rules, text, &len, CHARS, 0, &limit, &error);
    u_strToUTF8(out, (int32_t)size, NULL, text, len, &error);
    if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING)
        out[0] = '\0';
}
