/* text.h: sentences for people, in the language of the locale. Inside report/ only. */
#pragma once

#include <libintl.h>

#define _(text) dgettext("zhaoxi", text)
#define N_(text) text
