/* clock.c: what the kiosk takes the time to be, and the installer's word for it. */
#include "cli/command.h"

#include "db/clock.h"
#include "db/day.h"
#include "db/people.h"
#include "db/setting.h"
#include "db/timekeeping.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int
offset_min(const struct cli *cli)
{
    struct home home = {.utc_offset_min = 480};
    home_get(cli->db, &home, setting_home(cli->db));
    return home.utc_offset_min;
}

static int
show(const struct cli *cli)
{
    struct time_base base = time_base_of(cli->db, cli->now.boot_id);
    bool kept = clock_is_kept();
    struct moment now = time_read(&base, &cli->now, kept);
    char day[DAY_TEXT_LEN + 1], minute[MINUTE_TEXT_LEN + 1];
    day_text(day, day_of(now.utc_ms, offset_min(cli)));
    minute_text(minute, day_minute_of(now.utc_ms, offset_min(cli)));
    if (cli->json)
        printf("{\"day\": \"%s\", \"minute\": \"%s\", \"trusted\": %s, \"network\": %s, "
               "\"word\": %s}\n",
            day, minute, now.trusted ? "true" : "false", kept ? "true" : "false",
            base.word ? "true" : "false");
    else
        printf("%s %s, %s\n", day, minute,
            kept          ? _("kept by the network")
            : base.word   ? _("on staff's word")
            : now.trusted ? _("from the board's battery")
                          : _("not trusted"));
    return EXIT_OK;
}

/* The board's own clock as well, where this process may: it outlives the boot then. */
static void
set_board(int64_t utc_ms)
{
    struct timespec t = {.tv_sec = utc_ms / 1000};
    if (clock_settime(CLOCK_REALTIME, &t) != 0)
        fprintf(stderr, "zhaoxi: %s\n",
            _("The board's own clock could not be set: the word holds until it is switched off."));
}

static int
set(struct cli *cli, const char *day_text, const char *minute_text, bool board)
{
    int day = day_parse(day_text), minute = minute_parse(minute_text);
    if (!day || minute < 0)
        return refuse(
            _("\"%s %s\" is no time. Write it as 2026-11-24 16:40"), day_text, minute_text);
    struct time_word word = {.utc_ms = day_to_utc_ms(day, minute, offset_min(cli))};
    if (time_say(cli->db, &word, &cli->now) != DB_OK)
        return refuse_db(cli);
    if (board)
        set_board(word.utc_ms);
    return show(cli);
}

static int
run(struct cli *cli, int argc, char **argv)
{
    if (argc == 1)
        return show(cli);
    bool board = argc == 5 && strcmp(argv[4], "--board") == 0;
    if ((argc == 4 || board) && strcmp(argv[1], "set") == 0)
        return set(cli, argv[2], argv[3], board);
    return bad_usage(&command_clock);
}

const struct command command_clock = {
    .name = "clock",
    .arguments = "[set 2026-11-24 16:40 [--board]]",
    .summary =
        N_("What the kiosk takes the time to be; sets it (--board: the computer's own clock too)."),
    .verbs = (const struct verb[]){{"", ACCESS_VOLUNTEER}, {"set", ACCESS_INSTALLER}, {0}},
    .opens_db = true,
    .run = run,
};
