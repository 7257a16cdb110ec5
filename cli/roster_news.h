/* roster_news.h: the roster that came from the hub, taken in. */
#pragma once

#include "cli/command.h"

#include <stddef.h>

/* `text` need not end with a NUL. DB_REFUSED where it can't be taken in: nothing was changed. */
MUST_CHECK int roster_news(struct cli *cli, const char *text, size_t len, const struct moment *now);
