/* sound.c: how loud the kiosk is, and when it is quiet. The kiosk notices a change by itself. */
#include "cli/command.h"
#include "cli/program.h"
#include "cli/table.h"

#include "db/day.h"
#include "db/people.h"
#include "db/quiet.h"
#include "db/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether it is a quiet hour at the Home's door now. */
static bool
is_quiet(const struct cli *cli, const char *text)
{
    struct home home = {.utc_offset_min = 480};
    struct quiet quiet;
    char why[QUIET_WHY];
    home_get(cli->db, &home, setting_home(cli->db));
    return quiet_parse(&quiet, text, why) &&
           quiet_has(&quiet, day_minute_of(cli->now.utc_ms, home.utc_offset_min));
}

static int
show(const struct cli *cli)
{
    char text[QUIET_TEXT];
    int volume = setting_volume(cli->db);
    setting_quiet(cli->db, text);
    bool quiet = is_quiet(cli, text), voice = program_is_there("espeak-ng");
    if (cli->json) {
        printf("{\"volume\": %d, \"quiet\": ", volume);
        json_string(text);
        printf(", \"quiet_now\": %s, \"voice\": %s}\n", quiet ? "true" : "false",
            voice ? "true" : "false");
        return EXIT_OK;
    }
    printf(_("Volume: %d of 100\n"), volume);
    printf(_("Quiet hours: %s%s\n"), text[0] ? text : _("none"), quiet ? _(" (now)") : "");
    printf("%s\n", voice ? _("Voice: espeak-ng") : _("Voice: none. Run: apt install espeak-ng"));
    return EXIT_OK;
}

static int
set_volume(const struct cli *cli, const char *text)
{
    char *end = NULL;
    long percent = strtol(text, &end, 10);
    if (!*text || *end || percent < 0 || percent > 100)
        percent = -1;
    return setting_volume_set(cli->db, (int)percent) == DB_OK ? show(cli) : refuse_db(cli);
}

static int
set_quiet(const struct cli *cli, const char *text)
{
    const char *hours = strcmp(text, "none") == 0 ? "" : text;
    return setting_quiet_set(cli->db, hours) == DB_OK ? show(cli) : refuse_db(cli);
}

static int
test(const struct cli *cli)
{
    if (setting_sound_test_set(cli->db, cli->now.utc_ms) != DB_OK)
        return refuse_db(cli);
    puts(_("The kiosk lets itself be heard within a minute, if it is open."));
    return show(cli);
}

static int
run(struct cli *cli, int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (argc == 2 && strcmp(what, "show") == 0)
        return show(cli);
    if (argc == 2 && strcmp(what, "test") == 0)
        return test(cli);
    if (argc == 3 && strcmp(what, "volume") == 0)
        return set_volume(cli, argv[2]);
    if (argc == 3 && strcmp(what, "quiet") == 0)
        return set_quiet(cli, argv[2]);
    return bad_usage(&command_sound);
}

const struct command command_sound = {
    .name = "sound",
    .arguments = "show | volume 0-100 | quiet 12:30-14:00,20:00-07:00 | quiet none | test",
    .summary = N_("How loud the kiosk is. In quiet hours sounds are soft and nothing is said."),
    .verbs = (const struct verb[]){{"show", ACCESS_TUTOR}, {"volume", ACCESS_MANAGER},
        {"quiet", ACCESS_MANAGER}, {"test", ACCESS_MANAGER}, {0}},
    .opens_db = true,
    .run = run,
};
