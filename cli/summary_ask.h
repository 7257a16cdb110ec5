/* summary_ask.h: which days, whose, and how grouped, from the words of a command: --from, --until,
 * --month, --week, --period, --by, --home, --child, --grade. */
#pragma once

#include "cli/command.h"

#include "db/summary.h"

struct summary_words {
    struct cli *cli;
    struct summary_ask ask;
    const char *period; /* a term or holiday by its name, or NULL */
};

/* This month, all Homes, in one row. */
void summary_words_begin(struct summary_words *words, struct cli *cli);

/* Takes an option with its value: EXIT_OK, EXIT_REFUSED with the sentence, or EXIT_USAGE for what
 * is no option of a summary. */
int summary_words_take(struct summary_words *words, const char *option, const char *value);

/* After the last one: finds the period. */
int summary_words_end(struct summary_words *words);
