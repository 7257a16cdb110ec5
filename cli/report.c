/* report.c: who came on a day, and how long volunteers were here; summaries are in summaries.c. */
#include "cli/command.h"
#include "cli/report_goals.h"
#include "cli/summaries.h"
#include "cli/table.h"

#include "db/attendance.h"
#include "db/collectors.h"
#include "db/day.h"
#include "db/hours.h"
#include "db/people.h"
#include "db/pickup.h"
#include "db/roll.h"
#include "db/walks.h"

#include <stdio.h>
#include <stdlib.h>
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

/* Who collected the child at its last leaving of the day. */
static void
collector_of(char *out, size_t size, struct cli *cli, const struct attendance *a, int offset_min)
{
    struct departure d;
    struct collector c;
    struct walk walk;
    const struct pickup *p = &d.pickup;
    out[0] = '\0';
    if (a->open_ms || departure_on(cli->db, &d, a->child_id, a->day, offset_min) != DB_OK ||
        d.where == PICKUP_AWAY)
        return;
    if (p->guardian_id && collector_get(cli->db, &c, a->child_id, p->guardian_id, a->day))
        snprintf(out, size, "%s (%s)", c.guardian.name, c.guardian.relation);
    else if (p->how == PICKUP_GROUP && walk_get(cli->db, &walk, p->walk_id))
        snprintf(out, size, "%s", walk.name);
    else if (p->how == PICKUP_ALONE)
        snprintf(out, size, "%s", _("left alone"));
    else if (p->how == PICKUP_UNKNOWN)
        snprintf(out, size, "%s", _("not confirmed"));
    else
        snprintf(out, size, "%s", pickup_reason_text(p->reason));
}

static int
add(const struct attendance *a, void *payload)
{
    struct report *report = payload;
    struct child child = {0};
    struct home home = {.utc_offset_min = 480};
    char in[MINUTE_TEXT_LEN + 1], out[MINUTE_TEXT_LEN + 1], minutes[24], sessions[16];
    char collected_by[PICKUP_REASON_SIZE];
    child_get(report->cli->db, &child, a->child_id);
    home_get(report->cli->db, &home, a->home_id);
    clock_of(in, a->first_in_ms, home.utc_offset_min);
    clock_of(out, a->open_ms ? 0 : a->last_out_ms, home.utc_offset_min);
    snprintf(minutes, sizeof minutes, "%lld", (long long)a->minutes);
    snprintf(sessions, sizeof sessions, "%d", a->sessions);
    const char *state = a->open_ms     ? _("here")
                        : a->assumed   ? _("assumed")
                        : a->corrected ? _("corrected")
                                       : "";
    collector_of(collected_by, sizeof collected_by, report->cli, a, home.utc_offset_min);
    table_row(&report->table, (const char *[]){home.name, child.no, child.name, in, out, sessions,
                                  minutes, state, collected_by});
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
    report.table = (struct table){.columns = 9,
        .column = {{"home", _("Home"), false}, {"no", _("Number"), false},
            {"name", _("Name"), false}, {"first_in", _("In"), false}, {"last_out", _("Out"), false},
            {"check_ins", _("Times"), true}, {"minutes", _("Minutes"), true},
            {"state", _("State"), false}, {"collected_by", _("Collected by"), false}}};
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

/* "T-001 Name, …" of ids in a JSON array. The caller frees it. */
static char *
names_of(struct cli *cli, const char *ids)
{
    char *out = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&out, &size);
    if (!to)
        abort();
    for (const char *c = ids; *c; c++) {
        struct child child;
        char *end = NULL;
        int64_t id = strtoll(c, &end, 10);
        if (end == c)
            continue;
        if (child_get(cli->db, &child, id))
            fprintf(to, "%s%s %s", ftell(to) > 0 ? ", " : "", child.no, child.name);
        c = end - 1;
    }
    if (fclose(to) != 0)
        abort();
    return out;
}

static int
add_roll(const struct roll_result *r, void *payload)
{
    struct report *report = payload;
    struct home home = {.utc_offset_min = 480};
    struct staff staff = {0};
    char day[DAY_TEXT_LEN + 1], from[MINUTE_TEXT_LEN + 1], until[MINUTE_TEXT_LEN + 1];
    char expected[16], found[16];
    home_get(report->cli->db, &home, r->home_id);
    if (r->staff_id)
        staff_get(report->cli->db, &staff, r->staff_id);
    day_text(day, day_of(r->begun_ms, home.utc_offset_min));
    clock_of(from, r->begun_ms, home.utc_offset_min);
    clock_of(until, r->ended_ms, home.utc_offset_min);
    snprintf(expected, sizeof expected, "%d", r->expected);
    snprintf(found, sizeof found, "%d", r->found);
    char *missing = names_of(report->cli, r->missing);
    table_row(&report->table, (const char *[]){home.name, day, from, until, roll_kind_name(r->kind),
                                  expected, found, missing, staff.no});
    free(missing);
    return 0;
}

/* Roll calls, the newest first. */
static int
report_rolls(struct cli *cli, int64_t home_id)
{
    struct report report = {.cli = cli};
    report.table = (struct table){.columns = 9,
        .column = {{"home", _("Home"), false}, {"day", _("Day"), false},
            {"begun", _("Begun"), false}, {"ended", _("Ended"), false}, {"kind", _("Kind"), false},
            {"expected", _("Expected"), true}, {"found", _("Found"), true},
            {"missing", _("Missing"), false}, {"staff", _("Staff"), false}}};
    int rc = roll_result_each(cli->db, home_id, add_roll, &report);
    table_print(&report.table, cli->json);
    return rc < 0 ? refuse_db(cli) : EXIT_OK;
}

static int
add_volunteer(const struct hours *h, void *payload)
{
    struct report *report = payload;
    char days[16], hours[24], minutes[24], assumed[16];
    snprintf(days, sizeof days, "%d", h->days);
    snprintf(hours, sizeof hours, "%lld.%lld", (long long)h->minutes / 60,
        (long long)h->minutes % 60 / 6);
    snprintf(minutes, sizeof minutes, "%lld", (long long)h->minutes);
    snprintf(assumed, sizeof assumed, "%d", h->assumed);
    table_row(&report->table,
        (const char *[]){h->staff.no, h->staff.name, days, hours, minutes, assumed});
    return 0;
}

static int
report_volunteers(struct cli *cli, int64_t home_id, int month, bool csv)
{
    struct report report = {.cli = cli};
    report.table = (struct table){.columns = 6,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false},
            {"days", _("Days"), true}, {"hours", _("Hours"), true}, {"minutes", _("Minutes"), true},
            {"assumed", _("Leavings not seen"), true}}};
    if (hours_each(cli->db, home_id, month, STAFF_VOLUNTEER, add_volunteer, &report) < 0)
        return refuse_db(cli);
    if (csv)
        table_print_csv(&report.table);
    else
        table_print(&report.table, cli->json);
    return EXIT_OK;
}

static int
run_volunteers(struct cli *cli, int argc, char **argv)
{
    struct home home = {0};
    int month = cli->today / 100;
    bool csv = false;
    for (int i = 2; i < argc; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--csv") == 0) {
            csv = true;
        } else if (more && strcmp(argv[i], "--month") == 0) {
            if (!(month = month_parse(argv[++i])))
                return refuse(_("\"%s\" is not a month. Write it like 2026-11."), argv[i]);
        } else if (more && strcmp(argv[i], "--home") == 0) {
            if (!home_find(cli->db, &home, argv[++i]))
                return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), argv[i]);
        } else {
            return bad_usage(&command_report);
        }
    }
    return report_volunteers(cli, home.id, month, csv);
}

/* A day, or the roll calls. */
static int
run_day(struct cli *cli, int argc, char **argv)
{
    struct home home = {0};
    int day = cli->today;
    bool rolls = strcmp(argv[1], "rollcalls") == 0;
    for (int i = 2; i < argc; i += 2) {
        if (i + 1 == argc)
            return bad_usage(&command_report);
        if (strcmp(argv[i], "--day") == 0 && !rolls) {
            if (!(day = day_parse(argv[i + 1])))
                return refuse(_("\"%s\" is not a date. Write it like 2018-03-05."), argv[i + 1]);
        } else if (strcmp(argv[i], "--home") == 0) {
            if (!home_find(cli->db, &home, argv[i + 1]))
                return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), argv[i + 1]);
        } else {
            return bad_usage(&command_report);
        }
    }
    return rolls ? report_rolls(cli, home.id) : report_day(cli, home.id, day);
}

static int
run(struct cli *cli, int argc, char **argv)
{
    if (argc >= 2 && (strcmp(argv[1], "day") == 0 || strcmp(argv[1], "rollcalls") == 0))
        return run_day(cli, argc, argv);
    if (argc >= 2 && strcmp(argv[1], "volunteers") == 0)
        return run_volunteers(cli, argc, argv);
    if (argc >= 2 && strcmp(argv[1], "summary") == 0)
        return report_summary(cli, argc - 1, argv + 1);
    if (argc == 2 && strcmp(argv[1], "figures") == 0)
        return report_figures(cli);
    if (argc >= 2 && strcmp(argv[1], "goals") == 0)
        return report_goals(cli, argc, argv);
    if (argc >= 2 && strcmp(argv[1], "agreements") == 0)
        return report_agreements(cli, argc, argv);
    return bad_usage(&command_report);
}

const struct command command_report = {
    .name = "report",
    .arguments = "day [--day 2026-11-24] [--home CODE] | volunteers [--month 2026-11] "
                 "[--home CODE] [--csv] | rollcalls [--home CODE] | summary [--from 2026-11-01 "
                 "--until 2026-11-30 | --month 2026-11 | --week 2026-W48 | --period NAME] "
                 "[--by all|day|week|month|child|age|grade|village|home|class] [--home CODE] "
                 "[--child NO] [--grade GRADE] [--all] [--csv] [--behind FIGURE [--row LABEL]] | "
                 "figures | goals [--month 2026-11] [--home CODE] [--csv] [--child NO [--goal "
                 "GOAL]] | agreements [--day 2026-11-24] [--home CODE] [--csv]",
    .summary =
        N_("Who came on a day, when, and for how long; volunteers' hours of a month; roll calls "
           "and who was missing; summaries, the days behind a figure, and what each figure counts; "
           "the six goals of a month, child by goal, and what stands behind a child's cells; care "
           "agreements, those missing first."),
    .verbs = (const struct verb[]){{"day", ACCESS_TUTOR}, {"volunteers", ACCESS_SOCIAL_WORKER},
        {"rollcalls", ACCESS_TUTOR}, {"summary", ACCESS_VOLUNTEER}, {"figures", ACCESS_VOLUNTEER},
        {"goals", ACCESS_SOCIAL_WORKER}, {"agreements", ACCESS_SOCIAL_WORKER}, {0}},
    .opens_db = true,
    .run = run,
};
