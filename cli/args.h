/* args.h: reads the options of one command from a table. */
#pragma once

#include <stdbool.h>

struct arg {
    const char *name;   /* "--home"; NULL ends the table */
    const char **value; /* an option with a value, borrowed from argv */
    bool *flag;         /* or one without */
};

/* Reads options and at most `max` other words after argv[0], in any order. Returns how many words,
 * or -1 after having said what is wrong. "--" ends the options. */
int args_read(const struct arg *table, int argc, char **argv, const char **words, int max);
