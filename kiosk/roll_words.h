/* roll_words.h: what a roll call is called. */
#pragma once

#include "db/roll.h"

/* "Fire", translated. Borrowed. */
const char *roll_kind_words(enum roll_kind kind);
