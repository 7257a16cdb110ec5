/* command.h: what a command of `zhaoxi` is, and what it gets. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdbool.h>

enum {
    DONE = 0,    /* exit codes */
    REFUSED = 1, /* with a reason on standard error */
    USAGE = 2,
};

struct cli {
    const char *db_path;
    struct db *db; /* open while a command runs, NULL for one that opens none */
    struct moment now;
    int today; /* local day in China: Homes may differ, a command line does not */
    bool json;
};

struct command {
    const char *name, *summary, *help; /* the last two in English: printed translated */
    bool opens_db;
    int (*run)(struct cli *cli, int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command command_init, command_import, command_cards, command_list,
    command_report, command_home, command_doctor;

/* Runs argv[0] as a command, with the database open where it wants one; returns an exit code. */
int command_run(struct cli *cli, int argc, char **argv);

/* Prints what there is, or the help of one command; returns an exit code. */
int command_help(const char *name);

/* Says why on standard error; return REFUSED and USAGE. refuse_db says what the database said. */
[[gnu::format(printf, 1, 2)]] int refuse(const char *format, ...);
[[gnu::format(printf, 1, 2)]] int misuse(const char *format, ...);
int refuse_db(const struct cli *cli);
