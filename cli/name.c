/* name.c: the pinyin of a name, for the kiosk, which knows no ICU: a line of syllables, and a line
 * of them with their tones, which is empty where they are not known. */
#include "cli/command.h"
#include "cli/pinyin.h"

#include <stdio.h>
#include <string.h>

static int
run(struct cli *cli, int argc, char **argv)
{
    struct child child = {0};
    (void)cli;
    if (argc != 2 || strlen(argv[1]) >= sizeof child.name)
        return bad_usage(&command_pinyin);
    snprintf(child.name, sizeof child.name, "%s", argv[1]);
    pinyin_complete(&child);
    printf("%s\n%s\n", child.pinyin, child.spoken);
    return EXIT_OK;
}

const struct command command_pinyin = {
    .name = "pinyin",
    .arguments = "NAME",
    .summary = N_("The pinyin of a name, and with its tones."),
    .access = ACCESS_MANAGER,
    .run = run,
};
