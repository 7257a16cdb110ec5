/* command.h: what every command of `zhaoxi` has in common. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <libintl.h>
#include <stdbool.h>

#define _(text) dgettext("zhaoxi", text)
#define N_(text) text

enum { EXIT_OK = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

struct cli {
    const char *db_path;
    bool json;
    struct db *db; /* open while a command runs, NULL for those that open it themselves */
    struct moment now;
    int today;
    char assets[4096];  /* the folder that holds animals/ */
    char scanner[4096]; /* the scanner's program */
};

struct command {
    const char *name, *arguments, *summary; /* summary: a msgid */
    bool opens_db;
    int (*run)(struct cli *cli, int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command command_init, command_home, command_import, command_cards, command_list,
    command_report, command_doctor, command_aim, command_sound, command_print;

/* Prints a sentence on standard error, "zhaoxi: " before it, and returns EXIT_REFUSED. */
__attribute__((format(printf, 1, 2))) int refuse(const char *format, ...);

/* The same with the database's own reason. */
int refuse_db(const struct cli *cli);

/* Says how the command is called and returns EXIT_USAGE. */
int bad_usage(const struct command *command);
