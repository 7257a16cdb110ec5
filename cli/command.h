/* command.h: what every command of `zhaoxi` has in common. */
#pragma once

#include "db/db.h"
#include "db/moment.h"
#include "db/people.h"

#include <libintl.h>
#include <stdbool.h>

#define _(text) dgettext("zhaoxi", text)
#define N_(text) text

enum { EXIT_OK = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

struct cli {
    const char *db_path;
    const char *as;     /* the number of the staff member who gives the command, or NULL */
    struct staff staff; /* the same, signed in; id 0 for the installer */
    bool json;
    struct db *db; /* open while a command runs, NULL for those that open it themselves */
    struct moment now;
    int today;
    char assets[4096];  /* the folder that holds animals/ */
    char scanner[4096]; /* the scanner's program */
};

/* A word that a command begins with ("": none), and the least that it asks of who gives it. */
struct verb {
    const char *name;
    enum access access;
};

struct command {
    const char *name, *arguments, *summary; /* summary: a msgid */
    enum access access;                     /* the least it asks, where it has no verbs */
    const struct verb *verbs;               /* ends with a name of NULL; NULL for none */
    bool opens_db;
    int (*run)(struct cli *cli, int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command command_init, command_home, command_import, command_cards, command_list,
    command_report, command_doctor, command_aim, command_sound, command_clock, command_history,
    command_pin, command_print, command_backup, command_restore, command_export, command_pinyin,
    command_visit, command_slip, command_sync, command_pair, command_bundle, command_receipt,
    command_question, command_care, command_privacy;

/* Prints a sentence on standard error, "zhaoxi: " before it, and returns EXIT_REFUSED. */
__attribute__((format(printf, 1, 2))) int refuse(const char *format, ...);

/* The same with the database's own reason. */
int refuse_db(const struct cli *cli);

/* Says how the command is called and returns EXIT_USAGE. */
int bad_usage(const struct command *command);
