/* voice.h: what the kiosk says, as text for espeak-ng: one table of phrases. Pure.
 *
 * Mandarin is spoken by espeak-ng's voice cmn-latn-pinyin, never by `cmn`, which reads pinyin as if
 * it were English. That voice reads pinyin with tone numbers, and Chinese characters by its own
 * dictionary, which knows few words: 着火 becomes zhe5 huo3, 不 has one tone. So what the product
 * says is written as pinyin, phrases here and sentences in assets/spoken.txt; a sentence that a
 * Home has written itself is left to the dictionary. A name is spoken from child.spoken, which the
 * Home can correct. */
#pragma once

#include "kiosk/outcomes.h"
#include "kiosk/words.h"

#include <stdbool.h>

enum { VOICE_TEXT = 1024 };

struct voice_phrase {
    const char *zh;     /* what the pinyin says, for people; NULL: this outcome has no words */
    const char *pinyin; /* with tone numbers */
    const char *en;
    bool named; /* the child's name follows */
};

const struct voice_phrase *voice_phrase(enum sound_name outcome);

/* espeak-ng's voice for a language. */
const char *voice_of(enum language language);

/* Writes the phrase, and after it the name where the phrase takes one and `pinyin` is not empty, as
 * text for espeak-ng -m. Empty where nothing is to be said. */
void voice_words(
    char out[VOICE_TEXT], enum sound_name outcome, enum language language, const char *pinyin);

/* Writes the name alone, or nothing. Whatever is no letter does not come through. */
void voice_name(char out[VOICE_TEXT], enum language language, const char *pinyin);

/* The pinyin of a Chinese sentence in assets/spoken.txt, or NULL. */
const char *voice_reading(const char *sentence);

/* Writes any sentence so that espeak-ng -m reads no mark-up in it: its pinyin where it has one,
 * else as the language writes it. */
void voice_sentence(char out[VOICE_TEXT], const char *sentence);
