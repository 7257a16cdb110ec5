/* visit.c: visits at home, and the rules of who should have one. */
#include "cli/command.h"
#include "cli/table.h"

#include "db/day.h"
#include "db/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
record(struct cli *cli, int argc, char **argv)
{
    struct child child;
    struct visit visit = {.staff_id = cli->staff.id, .outcome = VISIT_ALL_WELL};
    if (argc < 3 || argc % 2 == 0)
        return bad_usage(&command_visit);
    if (!child_find(cli->db, &child, argv[2]))
        return refuse(_("There is no child with number %s."), argv[2]);
    visit.child_id = child.id;
    for (int i = 3; i < argc; i += 2) {
        int outcome = visit_outcome_parse(argv[i + 1]);
        if (strcmp(argv[i], "--outcome") == 0 && outcome >= 0)
            visit.outcome = (enum visit_outcome)outcome;
        else if (strcmp(argv[i], "--note") == 0 && strlen(argv[i + 1]) < sizeof visit.note)
            snprintf(visit.note, sizeof visit.note, "%s", argv[i + 1]);
        else
            return bad_usage(&command_visit);
    }
    if (visit_record(cli->db, &visit, &cli->now) != DB_OK)
        return refuse_db(cli);
    printf(_("The visit is recorded: %s.\n"), visit_outcome_text(visit.outcome));
    return EXIT_OK;
}

struct listing {
    struct cli *cli;
    struct table table;
};

static int
add_visit(const struct visit *visit, void *payload)
{
    struct listing *listing = payload;
    struct staff staff = {0};
    char day[DAY_TEXT_LEN + 1];
    day_text(day, visit->day);
    if (visit->staff_id)
        staff_get(listing->cli->db, &staff, visit->staff_id);
    table_row(&listing->table, (const char *[]){day,
                                   listing->cli->json ? visit_outcome_name(visit->outcome)
                                                      : visit_outcome_text(visit->outcome),
                                   visit->note, staff.name});
    return 0;
}

static int
show(struct cli *cli, int argc, char **argv)
{
    struct child child;
    struct listing listing = {.cli = cli,
        .table = {.columns = 4,
            .column = {{"day", _("Day"), false}, {"outcome", _("Outcome"), false},
                {"note", _("Note"), false}, {"by", _("By"), false}}}};
    if (argc != 3)
        return bad_usage(&command_visit);
    if (!child_find(cli->db, &child, argv[2]))
        return refuse(_("There is no child with number %s."), argv[2]);
    int rc = visit_of_child(cli->db, child.id, add_visit, &listing);
    table_print(&listing.table, cli->json);
    return rc < 0 ? refuse_db(cli) : EXIT_OK;
}

static int
rules(struct cli *cli, int argc, char **argv)
{
    (void)argv;
    struct table table = {.columns = 4,
        .column = {{"rule", _("Rule"), false}, {"on", _("Holds"), false},
            {"number", _("Count"), true}, {"text", _("In words"), false}}};
    if (argc != 2)
        return bad_usage(&command_visit);
    for (int rule = 0; rule < VISIT_RULE_COUNT; rule++) {
        struct visit_setting setting = visit_rule_get(cli->db, (enum visit_rule)rule);
        char number[16], text[VISIT_WHY];
        snprintf(number, sizeof number, "%d", setting.number);
        visit_rule_text(text, (enum visit_rule)rule, &setting);
        table_row(&table, (const char *[]){visit_rule_name((enum visit_rule)rule),
                              setting.on ? _("on") : _("off"), number, text});
    }
    table_print(&table, cli->json);
    return EXIT_OK;
}

/* set RULE on|off|NUMBER */
static int
set(struct cli *cli, int argc, char **argv)
{
    char text[VISIT_WHY], *end = NULL;
    int rule = argc == 4 ? visit_rule_parse(argv[2]) : -1;
    if (rule < 0)
        return bad_usage(&command_visit);
    struct visit_setting setting = visit_rule_get(cli->db, (enum visit_rule)rule);
    setting.on = strcmp(argv[3], "off") != 0;
    if (setting.on && strcmp(argv[3], "on") != 0) {
        long number = strtol(argv[3], &end, 10);
        if (*end || end == argv[3] || number < 0 || number > 1000)
            return bad_usage(&command_visit);
        setting.number = (int)number;
    }
    if (visit_rule_set(cli->db, (enum visit_rule)rule, &setting, cli->staff.id, &cli->now) != DB_OK)
        return refuse_db(cli);
    visit_rule_text(text, (enum visit_rule)rule, &setting);
    printf("%s%s\n", setting.on ? "" : _("No longer asked: "), text);
    return EXIT_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(struct cli *, int, char **);
    } verbs[] = {{"record", record}, {"show", show}, {"rules", rules}, {"set", set}};
    for (size_t i = 0; argc >= 2 && i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            return verbs[i].run(cli, argc, argv);
    return bad_usage(&command_visit);
}

const struct command command_visit = {
    .name = "visit",
    .arguments = "record NO [--outcome all_well|agreed|watched|passed_on|nobody_at_home] "
                 "[--note TEXT] | show NO | rules | set RULE on|off|NUMBER",
    .summary =
        N_("Records a visit at a child's home today, shows a child's visits, and the rules of who "
           "should have one: see also list visits."),
    .verbs = (const struct verb[]){{"record", ACCESS_SOCIAL_WORKER}, {"show", ACCESS_SOCIAL_WORKER},
        {"rules", ACCESS_SOCIAL_WORKER}, {"set", ACCESS_SOCIAL_WORKER}, {0}},
    .opens_db = true,
    .run = run,
};
