/* pinyin.h: how a Chinese name is read, for sorting and search: "zeng xiao yu". */
#pragma once

#include <stddef.h>

struct pinyin;

/* NULL where ICU's data are missing. */
struct pinyin *pinyin_create(void);
void pinyin_destroy(struct pinyin *pinyin);

/* Writes lower-case ASCII syllables with one space between; surnames are read as surnames. Cut off
 * where `size` is too small; empty for a NULL `pinyin`. */
void pinyin_of(const struct pinyin *pinyin, char *out, size_t size, const char *name);
