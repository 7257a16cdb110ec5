/* main.c: zhaoxi, the command of staff and installers: options, then one command of a table. */
#include "cli/command.h"
#include "cli/table.h"
#include "cli/who.h"

#include "db/clock.h"
#include "db/day.h"
#include "db/product.h"

#include <libgen.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct command *const commands[] = {&command_init, &command_home, &command_import,
    &command_cards, &command_list, &command_report, &command_doctor, &command_aim, &command_sound,
    &command_clock, &command_history, &command_pin, &command_print, &command_backup,
    &command_restore, &command_export, &command_pinyin, &command_visit, &command_slip,
    &command_sync, &command_pair, &command_bundle, &command_receipt, &command_question,
    &command_care, &command_privacy};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

int
refuse(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("zhaoxi: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return EXIT_REFUSED;
}

int
refuse_db(const struct cli *cli)
{
    return refuse("%s", db_why(cli->db));
}

static void
print_command(FILE *out, const struct command *command)
{
    char who[256];
    who_may(who, sizeof who, command);
    fprintf(out, "  zhaoxi %s %s\n      %s\n      %s %s\n", command->name, command->arguments,
        _(command->summary), _("For:"), who);
}

int
bad_usage(const struct command *command)
{
    print_command(stderr, command);
    return EXIT_USAGE;
}

static const struct command *
find_command(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* Every command with every verb, and the least that it asks. */
static int
help_json(void)
{
    struct table table = {.columns = 3,
        .column = {{"command", "", false}, {"verb", "", false}, {"access", "", false}}};
    for (int i = 0; i < COMMANDS; i++) {
        const struct command *command = commands[i];
        if (!command->verbs)
            table_row(&table, (const char *[]){command->name, "", access_name(command->access)});
        for (const struct verb *verb = command->verbs; verb && verb->name; verb++)
            table_row(
                &table, (const char *[]){command->name, verb->name, access_name(verb->access)});
    }
    table_print(&table, true);
    return EXIT_OK;
}

static int
help(const char *name, FILE *out)
{
    const struct command *one = name ? find_command(name) : NULL;
    if (name && !one)
        return EXIT_USAGE;
    if (!one)
        fprintf(out, "zhaoxi [--db FILE] [--lang zh|en] [--as NO] [--json] COMMAND …\n");
    for (int i = 0; i < COMMANDS; i++)
        if (!one || one == commands[i])
            print_command(out, commands[i]);
    return EXIT_OK;
}

/* Beside this program, else where packages put it. */
static void
find(char out[4096], const char *variable, const char *beside, const char *installed)
{
    char self[2048] = "";
    const char *given = getenv(variable);
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    snprintf(
        out, 4096, "%s%s%s", given ? given : dirname(self), given ? "" : "/", given ? "" : beside);
    if (!given && (n < 0 || access(out, F_OK) != 0))
        snprintf(out, 4096, "%s", installed);
}

/* Chinese unless the option or the environment says English. */
static void
choose_language(const char *option)
{
    const char *lang = option ? option : getenv("LANG");
    bool english = lang && strncmp(lang, "en", 2) == 0;
    static char folder[4096];
    find(folder, "ZHAOXI_LOCALE", "locale", "/usr/share/locale");
    setlocale(LC_ALL, "C.UTF-8");
    setenv("LANGUAGE", english ? "en" : "zh_CN", 1);
    bindtextdomain("zhaoxi", folder);
    bind_textdomain_codeset("zhaoxi", "UTF-8");
}

/* --json may stand anywhere: takes it out and returns how many words are left. */
static int
take_json(struct cli *cli, int argc, char **argv)
{
    int kept = 0;
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            cli->json = true;
        else
            argv[kept++] = argv[i];
    }
    argv[kept] = NULL;
    return kept;
}

/* Options before the command. Returns the command's place in argv, or -1. */
static int
read_options(struct cli *cli, int argc, char **argv, const char **language)
{
    int i = 1;
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        bool has_value = i + 1 < argc;
        if (strcmp(argv[i], "--db") == 0 && has_value)
            cli->db_path = argv[++i];
        else if (strcmp(argv[i], "--lang") == 0 && has_value)
            *language = argv[++i];
        else if (strcmp(argv[i], "--as") == 0 && has_value)
            cli->as = argv[++i];
        else
            return -1;
    }
    return i;
}

static int
run(struct cli *cli, const struct command *command, int argc, char **argv)
{
    enum access asked;
    const char *verb = argc > 1 && argv[1][0] != '-' ? argv[1] : "";
    if (!who_is_asked(&asked, command, verb))
        return bad_usage(command);
    int status = who_begins(cli, asked);
    if (status != EXIT_OK)
        return status;
    if ((command->opens_db || cli->as) && db_open(&cli->db, cli->db_path, DB_EXISTING) != DB_OK)
        status = refuse_db(cli);
    else if (cli->as)
        status = who_signs_in(cli, asked);
    if (status == EXIT_OK)
        status = command->run(cli, argc, argv);
    db_close(cli->db);
    return status;
}

int
main(int argc, char **argv)
{
    static struct cli cli;
    const char *language = NULL, *path = getenv("ZHAOXI_DB");
    umask(077); /* what is written here is children's data */
    cli.db_path = path ? path : "/var/lib/zhaoxi/zhaoxi.db";
    argc = take_json(&cli, argc, argv);
    int at = read_options(&cli, argc, argv, &language);
    choose_language(language);
    find(cli.assets, "ZHAOXI_ASSETS", "../assets", "/usr/share/zhaoxi");
    find(cli.scanner, "ZHAOXI_SCANNER", "zhaoxi-scanner", "/usr/bin/zhaoxi-scanner");
    clock_read(&cli.now);
    cli.today = day_of(cli.now.utc_ms, 480);
    if (at < 0 || at >= argc) {
        help(NULL, stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[at], "version") == 0)
        return puts("zhaoxi " ZHAOXI_VERSION) < 0 ? EXIT_REFUSED : EXIT_OK;
    if (strcmp(argv[at], "help") == 0)
        return cli.json ? help_json() : help(at + 1 < argc ? argv[at + 1] : NULL, stdout);
    const struct command *command = find_command(argv[at]);
    if (!command) {
        refuse(_("There is no command \"%s\". See: zhaoxi help"), argv[at]);
        return EXIT_USAGE;
    }
    return run(&cli, command, argc - at, argv + at);
}
