/* report_goals.c: the page of the six goals for people, spreadsheets and programs. */
#include "cli/report_goals.h"

#include "cli/table.h"

#include "db/day.h"
#include "db/goals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_TEXT = 256, NUMBER_TEXT = 24 };

/* What is asked for. */
struct order {
    struct home home; /* id 0: all */
    int month, day;
    bool csv;
    struct child child; /* id 0: the whole page */
    int goal;           /* of the child, -1: all */
};

int
month_parse(const char *text)
{
    char day[DAY_TEXT_LEN + 1];
    int n = snprintf(day, sizeof day, "%s-01", text);
    return n > 0 && (size_t)n < sizeof day ? day_parse(day) / 100 : 0;
}

static int
goal_parse(const char *text)
{
    for (int g = 0; g < GOAL_COUNT; g++)
        if (strcmp(text, goal_name((enum goal)g)) == 0)
            return g;
    return -1;
}

/* One option that has a value. */
static int
read_value(struct cli *cli, struct order *order, const char *option, const char *value)
{
    if (strcmp(option, "--month") == 0) {
        if (!(order->month = month_parse(value)))
            return refuse(_("\"%s\" is not a month. Write it like 2026-11."), value);
    } else if (strcmp(option, "--day") == 0) {
        if (!(order->day = day_parse(value)))
            return refuse(_("\"%s\" is not a date. Write it like 2018-03-05."), value);
    } else if (strcmp(option, "--home") == 0) {
        if (!home_find(cli->db, &order->home, value))
            return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), value);
    } else if (strcmp(option, "--child") == 0) {
        if (!child_find(cli->db, &order->child, value))
            return refuse(_("There is no child with number %s."), value);
    } else if (strcmp(option, "--goal") == 0) {
        if ((order->goal = goal_parse(value)) < 0)
            return refuse(_("\"%s\" is no goal. Goals: guardianship, schooling, help, health, "
                            "safety, place."),
                value);
    } else {
        return bad_usage(&command_report);
    }
    return EXIT_OK;
}

static int
read_order(struct cli *cli, struct order *order, int argc, char **argv)
{
    *order = (struct order){.month = cli->today / 100, .day = cli->today, .goal = -1};
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--csv") == 0) {
            order->csv = true;
            continue;
        }
        if (i + 1 == argc)
            return bad_usage(&command_report);
        int rc = read_value(cli, order, argv[i], argv[i + 1]);
        if (rc != EXIT_OK)
            return rc;
        i++;
    }
    return EXIT_OK;
}

static const char *
cell_name(enum cell cell)
{
    static const char *const names[] = {
        [CELL_FILLED] = "filled", [CELL_WATCH] = "watch", [CELL_BLANK] = "blank"};
    return names[cell];
}

static bool
is_yes_or_no(enum figure f)
{
    return f == FIGURE_AGREEMENT || f == FIGURE_AGREEMENT_ENDS || f == FIGURE_PAIRED ||
           f == FIGURE_QUIET;
}

/* "Agreement, Home visits 2"; a blank is a dash, and what wants an eye begins with a mark. */
static void
cell_text(char out[CELL_TEXT], const struct goals_child *row, enum goal goal)
{
    size_t at = 0;
    snprintf(out, CELL_TEXT, "%s",
        row->cells[goal] == CELL_BLANK   ? "—"
        : row->cells[goal] == CELL_WATCH ? "! "
                                         : "");
    at = strlen(out);
    bool first = row->cells[goal] != CELL_BLANK;
    for (int f = 0; f < FIGURE_COUNT && at < CELL_TEXT; f++) {
        if (figure_goal((enum figure)f) != goal || !row->now[f])
            continue;
        snprintf(out + at, CELL_TEXT - at, "%s%s", first ? "" : ", ", figure_title((enum figure)f));
        at = strlen(out);
        if (!is_yes_or_no((enum figure)f))
            snprintf(out + at, CELL_TEXT - at, " %lld", (long long)row->now[f]);
        at = strlen(out);
        first = false;
    }
}

static void
print_children(const struct goals *goals)
{
    struct table table = {.columns = 2 + GOAL_COUNT,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false}}};
    for (int g = 0; g < GOAL_COUNT; g++)
        table.column[2 + g] =
            (struct table_column){goal_name((enum goal)g), goal_title((enum goal)g), false};
    for (int i = 0; i < goals->count; i++) {
        char texts[GOAL_COUNT][CELL_TEXT];
        const char *cells[2 + GOAL_COUNT] = {
            goals->children[i].child.no, goals->children[i].child.name};
        for (int g = 0; g < GOAL_COUNT; g++) {
            cell_text(texts[g], &goals->children[i], (enum goal)g);
            cells[2 + g] = texts[g];
        }
        table_row(&table, cells);
    }
    table_print(&table, false);
}

static void
change_text(char out[NUMBER_TEXT], int64_t change)
{
    snprintf(out, NUMBER_TEXT, change ? "%+lld" : "%lld", (long long)change);
}

static void
print_sums(const struct goals *goals)
{
    struct table table = {.columns = 5,
        .column = {{"goal", _("Goal"), false}, {"figure", _("Figure"), false},
            {"now", _("This month"), true}, {"before", _("Month before"), true},
            {"change", _("More or less"), true}}};
    for (int f = 0; f < FIGURE_COUNT; f++) {
        char now[NUMBER_TEXT], before[NUMBER_TEXT], change[NUMBER_TEXT];
        snprintf(now, sizeof now, "%lld", (long long)goals->now[f]);
        snprintf(before, sizeof before, "%lld", (long long)goals->before[f]);
        change_text(change, goals->now[f] - goals->before[f]);
        table_row(&table, (const char *[]){goal_title(figure_goal((enum figure)f)),
                              figure_title((enum figure)f), now, before, change});
    }
    for (int g = 0; g < GOAL_COUNT; g++) {
        char now[NUMBER_TEXT], before[NUMBER_TEXT], change[NUMBER_TEXT];
        snprintf(now, sizeof now, "%d", goals->blanks[g]);
        snprintf(before, sizeof before, "%d", goals->blanks_before[g]);
        change_text(change, goals->blanks[g] - goals->blanks_before[g]);
        table_row(&table,
            (const char *[]){goal_title((enum goal)g), _("Children, blank"), now, before, change});
    }
    table_print(&table, false);
}

static void
print_page(const struct goals *goals)
{
    char day[DAY_TEXT_LEN + 1], from[DAY_TEXT_LEN + 1];
    print_children(goals);
    puts("");
    print_sums(goals);
    day_text(day, goals->day);
    printf(_("\nAgreements on %s: %d of %d children (%d %%).\n"), day, goals->agreements,
        goals->enrolled, goals->enrolled ? goals->agreements * 100 / goals->enrolled : 0);
    for (int i = 0; i < goals->week_count; i++) {
        day_text(from, goals->weeks[i].from_day);
        printf(_("Anti-drowning lesson in the week from %s: %d of %d children.\n"), from,
            goals->weeks[i].children, goals->weeks[i].enrolled);
    }
}

static void
print_csv(const struct goals *goals)
{
    struct table table = {.columns = 2 + FIGURE_COUNT + GOAL_COUNT,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false}}};
    for (int f = 0; f < FIGURE_COUNT; f++)
        table.column[2 + f] =
            (struct table_column){figure_name((enum figure)f), figure_title((enum figure)f), true};
    for (int g = 0; g < GOAL_COUNT; g++)
        table.column[2 + FIGURE_COUNT + g] =
            (struct table_column){goal_name((enum goal)g), goal_title((enum goal)g), false};
    for (int i = 0; i < goals->count; i++) {
        const struct goals_child *c = &goals->children[i];
        char numbers[FIGURE_COUNT][NUMBER_TEXT];
        const char *cells[2 + FIGURE_COUNT + GOAL_COUNT] = {c->child.no, c->child.name};
        for (int f = 0; f < FIGURE_COUNT; f++) {
            snprintf(numbers[f], sizeof numbers[f], "%lld", (long long)c->now[f]);
            cells[2 + f] = numbers[f];
        }
        for (int g = 0; g < GOAL_COUNT; g++)
            cells[2 + FIGURE_COUNT + g] = c->cells[g] == CELL_BLANK   ? _("blank")
                                          : c->cells[g] == CELL_WATCH ? _("look at it")
                                                                      : "";
        table_row(&table, cells);
    }
    table_print_csv(&table);
}

static void
json_figures(const char *name, const int64_t figures[FIGURE_COUNT])
{
    printf("\"%s\":{", name);
    for (int f = 0; f < FIGURE_COUNT; f++)
        printf("%s\"%s\":%lld", f ? "," : "", figure_name((enum figure)f), (long long)figures[f]);
    printf("}");
}

static void
json_blanks(const char *name, const int blanks[GOAL_COUNT])
{
    printf(",\"%s\":{", name);
    for (int g = 0; g < GOAL_COUNT; g++)
        printf("%s\"%s\":%d", g ? "," : "", goal_name((enum goal)g), blanks[g]);
    printf("}");
}

static void
json_children(const struct goals *goals)
{
    printf(",\"children\":[");
    for (int i = 0; i < goals->count; i++) {
        const struct goals_child *c = &goals->children[i];
        printf("%s{\"no\":", i ? "," : "");
        json_string(c->child.no);
        printf(",\"name\":");
        json_string(c->child.name);
        printf(",");
        json_figures("now", c->now);
        printf(",");
        json_figures("before", c->before);
        printf(",\"cells\":{");
        for (int g = 0; g < GOAL_COUNT; g++)
            printf(
                "%s\"%s\":\"%s\"", g ? "," : "", goal_name((enum goal)g), cell_name(c->cells[g]));
        printf("}}");
    }
    printf("]");
}

static void
print_json(const struct goals *goals)
{
    printf("{\"month\":%d,\"day\":%d,\"enrolled\":%d,\"agreements\":%d,", goals->month, goals->day,
        goals->enrolled, goals->agreements);
    json_figures("now", goals->now);
    printf(",");
    json_figures("before", goals->before);
    json_blanks("blanks", goals->blanks);
    json_blanks("blanks_before", goals->blanks_before);
    printf(",\"weeks\":[");
    for (int i = 0; i < goals->week_count; i++)
        printf("%s{\"from\":%d,\"until\":%d,\"children\":%d,\"enrolled\":%d}", i ? "," : "",
            goals->weeks[i].from_day, goals->weeks[i].until_day, goals->weeks[i].children,
            goals->weeks[i].enrolled);
    printf("]");
    json_children(goals);
    puts("}");
}

struct cell_listing {
    struct cli *cli;
    struct table table;
};

static int
add_fact(const struct goals_fact *fact, void *payload)
{
    struct cell_listing *listing = payload;
    struct staff staff = {0};
    char day[DAY_TEXT_LEN + 1], amount[NUMBER_TEXT];
    day_text(day, fact->day);
    snprintf(amount, sizeof amount, "%lld", (long long)fact->amount);
    if (fact->staff_id)
        staff_get(listing->cli->db, &staff, fact->staff_id);
    table_row(&listing->table, (const char *[]){goal_name(figure_goal(fact->figure)),
                                   figure_title(fact->figure), day, amount, fact->text, staff.no});
    return 0;
}

/* What stands behind a child's cells. */
static int
print_cells(struct cli *cli, const struct order *order)
{
    struct cell_listing listing = {.cli = cli,
        .table = {.columns = 6,
            .column = {{"goal", _("Goal"), false}, {"figure", _("Figure"), false},
                {"day", _("Day"), false}, {"amount", _("Amount"), true}, {"text", _("Text"), false},
                {"staff", _("Staff"), false}}}};
    int rc = DB_OK;
    for (int g = 0; rc == DB_OK && g < GOAL_COUNT; g++)
        if (order->goal < 0 || order->goal == g)
            rc = goals_cell_each(cli->db, order->child.id, (enum goal)g, order->month, cli->today,
                add_fact, &listing);
    if (order->csv)
        table_print_csv(&listing.table);
    else
        table_print(&listing.table, cli->json);
    return rc < 0 ? refuse_db(cli) : EXIT_OK;
}

int
report_goals(struct cli *cli, int argc, char **argv)
{
    struct order order;
    struct goals *goals = NULL;
    int rc = read_order(cli, &order, argc, argv);
    if (rc != EXIT_OK)
        return rc;
    if (order.child.id)
        return print_cells(cli, &order);
    if (goals_read(cli->db, &goals, order.home.id, order.month, cli->today) != DB_OK)
        return refuse_db(cli);
    if (cli->json)
        print_json(goals);
    else if (order.csv)
        print_csv(goals);
    else
        print_page(goals);
    goals_free(goals);
    return EXIT_OK;
}

struct agreement_listing {
    struct cli *cli;
    struct table table;
    int enrolled, hold, soon;
};

static int
add_agreement(const struct agreement *a, void *payload)
{
    struct agreement_listing *listing = payload;
    struct child child = {0};
    struct home home = {0};
    char signed_on[DAY_TEXT_LEN + 1] = "", until[DAY_TEXT_LEN + 1] = "";
    if (child_get(listing->cli->db, &child, a->child_id))
        home_get(listing->cli->db, &home, child.home_id);
    if (a->guardian.id)
        day_text(signed_on, a->guardian.agreement_day);
    if (a->until_day)
        day_text(until, a->until_day);
    const char *state = a->soon          ? _("ends soon")
                        : a->holds       ? _("valid")
                        : a->guardian.id ? _("ended")
                                         : _("never signed");
    table_row(&listing->table, (const char *[]){home.name, child.no, child.name, state,
                                   a->guardian.name, a->guardian.phone, signed_on, until});
    listing->enrolled++;
    listing->hold += a->holds;
    listing->soon += a->soon;
    return 0;
}

int
report_agreements(struct cli *cli, int argc, char **argv)
{
    struct order order;
    int rc = read_order(cli, &order, argc, argv);
    if (rc != EXIT_OK)
        return rc;
    struct agreement_listing listing = {.cli = cli,
        .table = {.columns = 8,
            .column = {{"home", _("Home"), false}, {"no", _("Number"), false},
                {"name", _("Name"), false}, {"state", _("State"), false},
                {"guardian", _("Guardian"), false}, {"phone", _("Phone"), false},
                {"signed", _("Signed"), false}, {"until", _("Until"), false}}}};
    if (agreement_each(cli->db, order.home.id, order.day, add_agreement, &listing) < 0)
        return refuse_db(cli);
    if (order.csv)
        table_print_csv(&listing.table);
    else
        table_print(&listing.table, cli->json);
    if (!order.csv && !cli->json)
        printf(_("%d of %d children have an agreement that is signed and has not ended (%d %%); %d "
                 "end within 30 days.\n"),
            listing.hold, listing.enrolled,
            listing.enrolled ? listing.hold * 100 / listing.enrolled : 0, listing.soon);
    return EXIT_OK;
}
