#include "report/summary_table.h"

#include "report/text.h"

#include "db/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The rows come first: which figures have a column is known after the last one. */
struct rows {
    struct summary_row *row;
    int count, room;
};

static int
keep_row(const struct summary_row *row, void *payload)
{
    struct rows *rows = payload;
    if (rows->count == rows->room) {
        rows->room = rows->room ? rows->room * 2 : 64;
        rows->row = realloc(rows->row, (size_t)rows->room * sizeof *rows->row);
        if (!rows->row)
            abort();
    }
    rows->row[rows->count++] = *row;
    return 0;
}

/* These always have a column where the group knows them; others where they tell something. */
static bool
is_wanted(const struct rows *rows, enum summary_group group, enum summary_figure figure)
{
    if (!summary_has(group, figure))
        return false;
    if (figure <= SUMMARY_STAYED)
        return group != SUMMARY_CHILD || figure != SUMMARY_CHILDREN;
    for (int i = 0; i < rows->count; i++)
        if (rows->row[i].figures[figure] > 0)
            return true;
    return false;
}

void
summary_range(char out[SUMMARY_RANGE], const struct summary_ask *ask)
{
    char from[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1];
    struct summary_ask month = {0};
    summary_month(&month, ask->from_day);
    day_text(from, ask->from_day);
    day_text(until, ask->until_day);
    if (month.from_day == ask->from_day && month.until_day == ask->until_day)
        snprintf(out, SUMMARY_RANGE, "%.7s", from);
    else if (ask->from_day == ask->until_day)
        snprintf(out, SUMMARY_RANGE, "%s", from);
    else
        snprintf(out, SUMMARY_RANGE, "%s – %s", from, until);
}

static void
add_filters(struct db *db, struct report_table *t, const struct summary_ask *ask, bool named)
{
    char range[SUMMARY_RANGE], who[NO_SIZE + NAME_SIZE + 1];
    struct home home = {0};
    struct child child;
    bool one = ask->home_id && home_get(db, &home, ask->home_id);
    report_filter(t, _("Home"), one ? home.name : _("All"));
    summary_range(range, ask);
    report_filter(t, _("Time"), range);
    if (ask->grade[0])
        report_filter(t, _("Grade"), ask->grade);
    if (ask->child_id && child_get(db, &child, ask->child_id)) {
        snprintf(who, sizeof who, "%s%s%s", child.no, named ? " " : "", named ? child.name : "");
        report_filter(t, _("One child"), who);
    }
    report_filter(t, _("Children"), named ? _("by name") : _("by number"));
}

static enum report_type
type_of(enum summary_figure figure)
{
    static const enum report_type types[] = {
        [SUMMARY_COUNT] = REPORT_INTEGER,
        [SUMMARY_MINUTES] = REPORT_HOURS,
        [SUMMARY_TENTHS] = REPORT_DECIMAL,
    };
    return types[summary_figure_unit(figure)];
}

static void
add_columns(struct report_table *t, const struct rows *rows, enum summary_group group)
{
    bool is_day = group == SUMMARY_DAY;
    report_column(t, summary_group_name(group),
        group == SUMMARY_CHILD ? _("Number") : summary_group_heading(group),
        is_day ? REPORT_DATE : REPORT_TEXT);
    if (group == SUMMARY_CHILD && t->named)
        report_column(t, "name", _("Name"), REPORT_TEXT);
    for (int f = 0; f < SUMMARY_FIGURE_COUNT; f++) {
        enum summary_figure figure = (enum summary_figure)f;
        if (!is_wanted(rows, group, figure))
            continue;
        char sentence[512];
        report_column(
            t, summary_figure_name(figure), summary_figure_heading(figure), type_of(figure));
        snprintf(sentence, sizeof sentence, _("%s: %s"), summary_figure_heading(figure),
            summary_meaning(figure));
        report_note(t, sentence);
    }
}

static void
add_figure(struct report_table *t, enum summary_figure figure, int64_t value)
{
    if (value == SUMMARY_UNKNOWN)
        report_blank(t);
    else if (summary_figure_unit(figure) == SUMMARY_TENTHS)
        report_decimal(t, (double)value / 10);
    else
        report_number(t, value);
}

static void
add_figures(struct report_table *t, const struct rows *rows, enum summary_group group,
    const struct summary_row *row)
{
    for (int f = 0; f < SUMMARY_FIGURE_COUNT; f++)
        if (is_wanted(rows, group, (enum summary_figure)f))
            add_figure(t, (enum summary_figure)f, row->figures[f]);
}

/* Whose row it is; of all of it (NULL), that word. */
static void
add_key(
    struct db *db, struct report_table *t, enum summary_group group, const struct summary_row *row)
{
    struct child child = {0};
    if (group == SUMMARY_DAY && row)
        report_number(t, row->key);
    else if (group == SUMMARY_DAY)
        report_blank(t);
    else
        report_text(t, row ? row->label : _("All"));
    if (group != SUMMARY_CHILD || !t->named)
        return;
    if (row && child_get(db, &child, row->key))
        report_text(t, child.name);
    else
        report_blank(t);
}

static const char *
title_of(enum summary_group group)
{
    static const char *const titles[SUMMARY_GROUP_COUNT] = {
        [SUMMARY_ALL] = N_("Summary"),
        [SUMMARY_DAY] = N_("Summary by day"),
        [SUMMARY_WEEK] = N_("Summary by week"),
        [SUMMARY_MONTH] = N_("Summary by month"),
        [SUMMARY_CHILD] = N_("Summary by child"),
        [SUMMARY_AGE] = N_("Summary by age"),
        [SUMMARY_GRADE] = N_("Summary by grade"),
        [SUMMARY_VILLAGE] = N_("Summary by village"),
        [SUMMARY_HOME] = N_("Summary by Home"),
        [SUMMARY_CLASS] = N_("Summary by class"),
    };
    return _(titles[group]);
}

static int
add_charts(struct db *db, struct report_table *t, const struct summary_ask *ask)
{
    struct chart *chart = calloc(1, sizeof *chart);
    if (!chart)
        abort();
    if (summary_chart(db, chart, ask, summary_main_figure(ask->group)))
        report_chart(t, chart);
    bool of_days = ask->group == SUMMARY_ALL || ask->group == SUMMARY_DAY;
    if (of_days && summary_heat(db, chart, ask, SUMMARY_CHILDREN))
        report_chart(t, chart);
    free(chart);
    return DB_OK;
}

int
summary_table(struct db *db, struct report_table **out, const struct summary_ask *ask,
    const struct summary_shape *shape)
{
    struct rows rows = {0};
    struct summary_row all;
    *out = NULL;
    int rc = summary_each(db, ask, keep_row, &rows);
    if (rc == DB_OK)
        rc = summary_all(db, &all, ask);
    if (rc == DB_OK) {
        struct report_table *t = *out = report_create(title_of(ask->group));
        t->named = shape->named;
        add_filters(db, t, ask, shape->named);
        add_columns(t, &rows, ask->group);
        for (int i = 0; i < rows.count; i++) {
            report_key(t, rows.row[i].key);
            add_key(db, t, ask->group, &rows.row[i]);
            add_figures(t, &rows, ask->group, &rows.row[i]);
        }
        if (ask->group != SUMMARY_ALL && rows.count > 0) {
            add_key(db, t, ask->group, NULL);
            add_figures(t, &rows, ask->group, &all);
            report_row_tone(t, REPORT_SUM);
        }
        rc = shape->charts ? add_charts(db, t, ask) : DB_OK;
    }
    free(rows.row);
    return rc;
}
