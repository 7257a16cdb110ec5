/* text.h: sentences for people, in the language that lang_choose chose. Inside cli/ only. */
#pragma once

#include <libintl.h>

#define _(text) dgettext("zhaoxi", text)
#define N_(text) text /* marks a text of a const table; whoever prints it translates it */
