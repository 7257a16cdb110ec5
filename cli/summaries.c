/* summaries.c: a summary as a table, and the days behind one of its figures. */
#include "cli/summaries.h"

#include "cli/summary_ask.h"
#include "cli/table.h"

#include "db/day.h"
#include "db/summary.h"

#include <stdio.h>
#include <string.h>

struct summary {
    struct cli *cli;
    struct summary_ask ask;
    struct table table;
    bool csv, every, named; /* named: who asks may see children's names */
    int behind;             /* a figure whose days are asked for, or -1 */
    const char *row;        /* the row's label; NULL: the only one */
    bool found;
    struct summary_row kept;
};

enum { CELL = 32 };

/* For people: the figures of attendance, or all that the group has. */
static bool
is_shown(const struct summary *s, enum summary_figure figure)
{
    bool every = s->every || s->csv || s->cli->json;
    return summary_has(s->ask.group, figure) &&
           (every || figure <= SUMMARY_CORRECTED || s->ask.group == SUMMARY_CLASS);
}

static void
add_column(struct table *table, const char *key, const char *heading, bool number)
{
    table->column[table->columns++] = (struct table_column){key, heading, number};
}

static void
write_figure(char out[CELL], const struct summary *s, enum summary_figure figure, int64_t value)
{
    long long n = value;
    enum summary_unit unit = summary_figure_unit(figure);
    if (value == SUMMARY_UNKNOWN)
        out[0] = '\0';
    else if (unit == SUMMARY_TENTHS)
        snprintf(out, CELL, "%lld.%lld", n / 10, n % 10);
    else if (unit == SUMMARY_MINUTES && !s->cli->json)
        snprintf(out, CELL, "%lld.%lld", n / 60, n % 60 / 6);
    else
        snprintf(out, CELL, "%lld", n);
}

static void
name_of(char *out, size_t size, const struct summary *s, int64_t child_id)
{
    struct child child;
    out[0] = '\0';
    if (child_id && s->named && child_get(s->cli->db, &child, child_id))
        snprintf(out, size, "%s", child.name);
}

static int
add_row(const struct summary_row *row, void *payload)
{
    struct summary *s = payload;
    char name[NAME_SIZE], values[SUMMARY_FIGURE_COUNT][CELL];
    const char *cells[TABLE_COLUMNS];
    int n = 0;
    cells[n++] = row->label;
    if (row->group == SUMMARY_CHILD && s->named) {
        name_of(name, sizeof name, s, row->key);
        cells[n++] = name;
    }
    for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++) {
        if (!is_shown(s, (enum summary_figure)i))
            continue;
        write_figure(values[i], s, (enum summary_figure)i, row->figures[i]);
        cells[n++] = values[i];
    }
    table_row(&s->table, cells);
    return 0;
}

static int
print(struct summary *s)
{
    if (s->csv)
        table_print_csv(&s->table);
    else
        table_print(&s->table, s->cli->json);
    return EXIT_OK;
}

static int
run_rows(struct summary *s)
{
    enum summary_group group = s->ask.group;
    add_column(&s->table, summary_group_name(group), summary_group_heading(group), false);
    if (group == SUMMARY_CHILD && s->named)
        add_column(&s->table, "name", _("Name"), false);
    for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++)
        if (is_shown(s, (enum summary_figure)i))
            add_column(&s->table, summary_figure_name((enum summary_figure)i),
                summary_figure_heading((enum summary_figure)i), true);
    if (summary_each(s->cli->db, &s->ask, add_row, s) < 0)
        return refuse_db(s->cli);
    return print(s);
}

static void
clock_at(char out[MINUTE_TEXT_LEN + 1], int64_t utc_ms, const struct home *home)
{
    out[0] = '\0';
    if (utc_ms)
        minute_text(out, day_minute_of(utc_ms, home->utc_offset_min));
}

static int
add_day(const struct summary_day *day, void *payload)
{
    struct summary *s = payload;
    struct home home = {.utc_offset_min = 480};
    struct child child = {0};
    struct staff staff = {0};
    char text[DAY_TEXT_LEN + 1], in[MINUTE_TEXT_LEN + 1], out[MINUTE_TEXT_LEN + 1], value[CELL];
    if (day->home_id)
        home_get(s->cli->db, &home, day->home_id);
    if (day->child_id)
        child_get(s->cli->db, &child, day->child_id);
    if (day->staff_id)
        staff_get(s->cli->db, &staff, day->staff_id);
    day_text(text, day->day);
    clock_at(in, day->first_in_ms, &home);
    clock_at(out, day->last_out_ms, &home);
    snprintf(value, sizeof value, "%lld", (long long)day->value);
    table_row(&s->table, (const char *[]){text, home.name, day->staff_id ? staff.no : child.no,
                             s->named ? child.name : "", in, out, day->title, value});
    return 0;
}

/* The row that was named, or the first. */
static int
keep_row(const struct summary_row *row, void *payload)
{
    struct summary *s = payload;
    if (s->found || (s->row && strcmp(row->label, s->row) != 0))
        return 0;
    s->found = true;
    s->kept = *row;
    return 0;
}

static int
run_behind(struct summary *s)
{
    static const struct {
        const char *key, *heading;
    } columns[] = {{"day", N_("Day")}, {"home", N_("Home")}, {"no", N_("Number")},
        {"name", N_("Name")}, {"in", N_("In")}, {"out", N_("Out")}, {"title", N_("What")}};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        add_column(&s->table, columns[i].key, _(columns[i].heading), false);
    add_column(&s->table, "value", _("Adds"), true);
    if (summary_each(s->cli->db, &s->ask, keep_row, s) < 0)
        return refuse_db(s->cli);
    if (!s->found && s->row)
        return refuse(_("The summary has no row \"%s\"."), s->row);
    if (!s->found)
        return print(s);
    if (summary_days(s->cli->db, &s->ask, &s->kept, (enum summary_figure)s->behind, add_day, s) < 0)
        return refuse_db(s->cli);
    return print(s);
}

static int
read_figure(struct summary *s, const char *value)
{
    for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++)
        if (strcmp(value, summary_figure_name((enum summary_figure)i)) == 0)
            s->behind = i;
    return s->behind >= 0
               ? EXIT_OK
               : refuse(_("There is no figure \"%s\". See: zhaoxi report figures"), value);
}

static int
read_options(struct summary *s, struct summary_words *words, int argc, char **argv)
{
    int rc = EXIT_OK;
    for (int i = 1; rc == EXIT_OK && i < argc; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--csv") == 0)
            s->csv = true;
        else if (strcmp(argv[i], "--all") == 0)
            s->every = true;
        else if (more && strcmp(argv[i], "--row") == 0)
            s->row = argv[++i];
        else if (more && strcmp(argv[i], "--behind") == 0)
            rc = read_figure(s, argv[++i]);
        else if (more)
            rc = summary_words_take(words, argv[i], argv[i + 1]), i++;
        else
            rc = EXIT_USAGE;
    }
    return rc == EXIT_USAGE ? bad_usage(&command_report) : rc;
}

int
report_summary(struct cli *cli, int argc, char **argv)
{
    struct summary s = {.cli = cli, .behind = -1};
    struct summary_words words;
    s.named = !cli->staff.id || staff_access(cli->staff.role) >= ACCESS_SOCIAL_WORKER;
    summary_words_begin(&words, cli);
    int rc = read_options(&s, &words, argc, argv);
    if (rc == EXIT_OK)
        rc = summary_words_end(&words);
    if (rc != EXIT_OK)
        return rc;
    s.ask = words.ask;
    return s.behind >= 0 ? run_behind(&s) : run_rows(&s);
}

int
report_figures(struct cli *cli)
{
    struct table table = {.columns = 3,
        .column = {{"figure", _("Figure"), false}, {"heading", _("Heading"), false},
            {"meaning", _("What it counts"), false}}};
    for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++) {
        enum summary_figure figure = (enum summary_figure)i;
        table_row(&table, (const char *[]){summary_figure_name(figure),
                              summary_figure_heading(figure), summary_meaning(figure)});
    }
    table_print(&table, cli->json);
    return EXIT_OK;
}
