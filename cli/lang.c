/* lang.c: C.UTF-8 with LANGUAGE works on systems where no locale is installed. */
#include "cli/lang.h"

#include "cli/place.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
from_environment(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && strncmp(value, "en", 2) == 0)
            return "en";
        if (value && strncmp(value, "zh", 2) == 0)
            return "zh";
    }
    return "zh";
}

static void
bind_catalogue(void)
{
    char path[PATH_MAX];
    if (place_find(path, "ZHAOXI_LOCALE", "locale"))
        bindtextdomain("zhaoxi", path);
    else
        bindtextdomain("zhaoxi", "/usr/share/locale");
    bind_textdomain_codeset("zhaoxi", "UTF-8");
}

bool
lang_choose(const char *asked)
{
    const char *lang = asked ? asked : from_environment();
    bool chinese = strcmp(lang, "zh") == 0;
    if (!chinese && strcmp(lang, "en") != 0)
        return false;
    setenv("LANGUAGE", chinese ? "zh_CN" : "en", 1);
    setlocale(LC_ALL, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    bind_catalogue();
    return true;
}

bool
lang_is_chinese(void)
{
    const char *language = getenv("LANGUAGE");
    return language && strncmp(language, "zh", 2) == 0;
}
