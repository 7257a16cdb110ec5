/* text.h: sentences for people, in the language of the locale. Inside report/ only. */
#pragma once

#include "db/language.h"

#include <libintl.h>

#define _(text) dgettext(language_catalogue(), text)
#define N_(text) text
