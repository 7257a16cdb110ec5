/* lang.h: the language that the command speaks: Chinese, unless asked for English. */
#pragma once

#include <stdbool.h>

/* Sets locale, language and message catalogue. `asked` is "zh", "en" or NULL: then the
 * environment says, and Chinese is meant where it does not say English. False for other words. */
bool lang_choose(const char *asked);

/* Are the messages in Chinese? */
bool lang_is_chinese(void);
