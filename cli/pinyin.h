/* pinyin.h: the pinyin of a person's name, by ICU, which is corrected where it errs in names. */
#pragma once

#include "db/people.h"

#include <stdbool.h>
#include <stddef.h>

/* Lower case, without tones, family name first, a word for each character: "zeng xiao yu". Reads
 * surnames as surnames. Empty where ICU can't. */
void pinyin_of_name(char *out, size_t size, const char *name);

/* The same as it is spoken, with the numbers of the tones and v for ü: "lv3 xiao3 yu3". Letters,
 * digits 1 to 5 and spaces alone. What is not Chinese has no tone. */
void pinyin_spoken(char *out, size_t size, const char *name);

/* Fills in what of a child's pinyin and spoken name is empty. A pinyin that the Home has corrected
 * is not spoken as it was before. */
void pinyin_complete(struct child *child);

/* Is it syllables, each with its tone? */
bool pinyin_has_tones(const char *text);

/* Are both the same syllables, whatever their tones and spaces? */
bool pinyin_agrees(const char *pinyin, const char *spoken);
