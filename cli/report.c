/* report.c: who came on a day. */
#include "cli/command.h"
#include "cli/table.h"

#include "db/attendance.h"
#include "db/day.h"
#include "db/people.h"

#include <stdio.h>
#include <string.h>

struct report {
    struct cli *cli;
    struct table table;
    int children, in_now, assumed;
    int64_t minutes;
};

static void
clock_of(char out[MINUTE_TEXT_LEN + 1], int64_t utc_ms, int offset_min)
{
    out[0] = '\0';
    if (utc_ms)
        minute_text(out, day_minute_of(utc_ms, offset_min));
}

static int
add(const struct attendance *a, void *payload)
{
    struct report *report = payload;
    struct child child = {0};
    struct home home = {.utc_offset_min = 480};
    char in[MINUTE_TEXT_LEN + 1], out[MINUTE_TEXT_LEN + 1], minutes[24], sessions[16];
    child_get(report->cli->db, &child, a->child_id);
    home_get(report->cli->db, &home, a->home_id);
    clock_of(in, a->first_in_ms, home.utc_offset_min);
    clock_of(out, a->open_ms ? 0 : a->last_out_ms, home.utc_offset_min);
    snprintf(minutes, sizeof minutes, "%lld", (long long)a->minutes);
    snprintf(sessions, sizeof sessions, "%d", a->sessions);
    const char *state = a->open_ms ? _("here") : a->assumed ? _("assumed") : "";
    table_row(&report->table,
        (const char *[]){home.name, child.no, child.name, in, out, sessions, minutes, state});
    report->children++;
    report->in_now += a->open_ms != 0;
    report->assumed += a->assumed;
    report->minutes += a->minutes;
    return 0;
}

static int
report_day(struct cli *cli, int64_t home_id, int day)
{
    struct report report = {.cli = cli};
    report.table = (struct table){.columns = 8,
        .column = {{"home", _("Home"), false}, {"no", _("Number"), false},
            {"name", _("Name"), false}, {"first_in", _("In"), false}, {"last_out", _("Out"), false},
            {"check_ins", _("Times"), true}, {"minutes", _("Minutes"), true},
            {"state", _("State"), false}}};
    if (attendance_each(cli->db, home_id, day, add, &report) < 0)
        return refuse_db(cli);
    table_print(&report.table, cli->json);
    char text[DAY_TEXT_LEN + 1];
    day_text(text, day);
    if (!cli->json)
        printf(_("%s: %d children came, %d are here, %lld minutes; %d check-outs assumed.\n"), text,
            report.children, report.in_now, (long long)report.minutes, report.assumed);
    return EXIT_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    struct home home = {0};
    int day = cli->today;
    if (argc < 2 || strcmp(argv[1], "day") != 0)
        return bad_usage(&command_report);
    for (int i = 2; i < argc; i += 2) {
        if (i + 1 == argc)
            return bad_usage(&command_report);
        if (strcmp(argv[i], "--day") == 0) {
            if (!(day = day_parse(argv[i + 1])))
                return refuse(_("\"%s\" is not a date. Write it like 2018-03-05."), argv[i + 1]);
        } else if (strcmp(argv[i], "--home") == 0) {
            if (!home_find(cli->db, &home, argv[i + 1]))
                return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), argv[i + 1]);
        } else {
            return bad_usage(&command_report);
        }
    }
    return report_day(cli, home.id, day);
}

const struct command command_report = {
    .name = "report",
    .arguments = "day [--day 2026-11-24] [--home CODE]",
    .summary = N_("Who came on a day, when, and for how long."),
    .verbs = (const struct verb[]){{"day", ACCESS_TUTOR}, {0}},
    .opens_db = true,
    .run = run,
};
