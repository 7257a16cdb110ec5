/* text.h: sentences for people, in the language of the locale or thread. Inside db/ only. */
#pragma once

#include "db/language.h"

#include <libintl.h>

#define _(text) dgettext(language_catalogue(), text)
