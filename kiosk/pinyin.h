/* pinyin.h: Chinese from typed pinyin, by libpinyin where it is installed (Debian: libpinyin15,
 * libpinyin-data). It is loaded at run time and nothing needs it to build. It is given no folder of
 * the user's and never told what was chosen: what children and staff write is not learnt. */
#pragma once

struct pinyin;

/* `folder` has the language's data; NULL: the one that came with the library. NULL, without a word,
 * where library or data are not there. */
struct pinyin *pinyin_create(const char *folder);
void pinyin_destroy(struct pinyin *pinyin);

enum { PINYIN_LETTERS_MOST = 31 };

/* What `letters` (A to Z, either case) may mean, the likeliest first: at most `most`, which it
 * returns the number of; 0 where they are no pinyin. The strings live until other letters are asked
 * for. */
int pinyin_candidates(struct pinyin *pinyin, const char *letters, const char *out[], int most);

/* How many of the letters that candidate stands for: the others are still to be written. */
int pinyin_pick(struct pinyin *pinyin, const char *letters, int candidate);
