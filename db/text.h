/* text.h: sentences for people, in the language of the locale. Inside db/ only. */
#pragma once

#include <libintl.h>

#define _(text) dgettext("zhaoxi", text)
