/* main.c: zhaoxi, the staff's and installer's command. */
#include "cli/args.h"
#include "cli/command.h"
#include "cli/lang.h"
#include "cli/text.h"
#include "db/clock.h"
#include "db/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CHINA_OFFSET_MIN = 480 };

/* Where the command's own words begin: after the options that stand before it. */
static int
command_at(int argc, char **argv)
{
    int i = 1;
    while (i < argc && strncmp(argv[i], "--", 2) == 0) {
        bool has_value = strcmp(argv[i], "--db") == 0 || strcmp(argv[i], "--lang") == 0;
        i += has_value ? 2 : 1;
    }
    return i < argc ? i : argc;
}

static int
run(struct cli *cli, bool help, int argc, char **argv)
{
    if (argc == 0 && !help) {
        command_help(NULL);
        return USAGE;
    }
    if (argc == 0 || strcmp(argv[0], "help") == 0)
        return command_help(argc > 1 ? argv[1] : NULL);
    if (help)
        return command_help(argv[0]);
    return command_run(cli, argc, argv);
}

int
main(int argc, char **argv)
{
    umask(077);
    const char *lang = NULL, *db = getenv("ZHAOXI_DB");
    bool help = false;
    struct cli cli = {0};
    int at = command_at(argc, argv);
    lang_choose(NULL);
    if (args_read((const struct arg[]){{"--db", .value = &db}, {"--lang", .value = &lang},
                      {"--json", .flag = &cli.json}, {"--help", .flag = &help}, {0}},
            at, argv, NULL, 0) < 0)
        return USAGE;
    if (lang && !lang_choose(lang))
        return misuse(_("The languages are zh and en."));
    cli.db_path = db && *db ? db : "/var/lib/zhaoxi/zhaoxi.db";
    clock_read(&cli.now);
    cli.today = day_of(cli.now.utc_ms, CHINA_OFFSET_MIN);
    int code = run(&cli, help, argc - at, argv + at);
    if (fflush(stdout) != 0 || ferror(stdout))
        return refuse(_("The output could not be written."));
    return code;
}
