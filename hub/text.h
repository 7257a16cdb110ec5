/* text.h: sentences for people, in the language of the thread. Inside hub/ only. */
#pragma once

#include "db/language.h"

#include <libintl.h>

#define _(text) dgettext(language_catalogue(), text)
#ifndef N_
#define N_(text) text
#endif
