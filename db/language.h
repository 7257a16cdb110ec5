/* language.h: the language in which sentences are told, for each thread.
 *
 * A kiosk and the command speak one language, the locale's: they never call this. The hub's threads
 * answer people of both. gettext goes by LANGUAGE, which is the whole program's: so English, the
 * language of the code, is a catalogue that doesn't exist. */
#pragma once

#include <stdbool.h>

/* From now on in this thread. */
void language_choose(bool english);
bool language_is_english(void);

/* The catalogue for dgettext: "zhaoxi", or, for English by language_choose, none. */
const char *language_catalogue(void);
