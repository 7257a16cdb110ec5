/* pinyin.h: the pinyin of a person's name, by ICU. */
#pragma once

#include <stddef.h>

/* Lower case, without tones, family name first, a word for each character: "zeng xiao yu". Reads
 * surnames as surnames. Empty where ICU can't. */
void pinyin_of_name(char *out, size_t size, const char *name);
