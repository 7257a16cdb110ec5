/* command.c: the table of commands. */
#include "cli/command.h"

#include "cli/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
    &command_init,
    &command_import,
    &command_home,
    &command_cards,
    &command_list,
    &command_report,
    &command_doctor,
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static void
say(const char *format, va_list args)
{
    fputs("zhaoxi: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

int
refuse(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
    return REFUSED;
}

int
misuse(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
    return USAGE;
}

int
refuse_db(const struct cli *cli)
{
    return refuse("%s", db_why(cli->db));
}

static const struct command *
find(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

int
command_help(const char *name)
{
    const struct command *command = name ? find(name) : NULL;
    if (name && !command)
        return misuse(_("There is no command \"%s\". See: zhaoxi help"), name);
    if (command) {
        printf("%s\n\n%s", _(command->summary), _(command->help));
        return DONE;
    }
    fputs(_("Zhaoxi: check-in for Children's Homes.\n\n"
            "  zhaoxi [--db FILE] [--lang zh|en] COMMAND …\n\n"),
        stdout);
    for (int i = 0; i < COMMAND_COUNT; i++)
        printf("  %-8s %s\n", commands[i]->name, _(commands[i]->summary));
    fputs(_("\nzhaoxi help COMMAND tells more. --json prints a table for programs.\n"), stdout);
    return DONE;
}

int
command_run(struct cli *cli, int argc, char **argv)
{
    const struct command *command = find(argv[0]);
    if (!command)
        return misuse(_("There is no command \"%s\". See: zhaoxi help"), argv[0]);
    if (argc > 1 && strcmp(argv[1], "--help") == 0)
        return command_help(argv[0]);
    if (!command->opens_db)
        return command->run(cli, argc, argv);
    int code = REFUSED;
    if (db_open(&cli->db, cli->db_path, DB_EXISTING) == DB_OK)
        code = command->run(cli, argc, argv);
    else
        refuse_db(cli);
    db_close(cli->db);
    cli->db = NULL;
    return code;
}
