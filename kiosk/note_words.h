/* note_words.h: the words and drawings of the six goals, and of what became of a note. */
#pragma once

#include "db/note.h"

/* Names of assets/icons and words in the screen's language. Borrowed. */
const char *goal_icon(enum goal goal);
const char *goal_word(enum goal goal);
const char *outcome_icon(enum note_outcome outcome);
const char *outcome_word(enum note_outcome outcome);
