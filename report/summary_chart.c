/* summary_chart.c: the charts of a summary. */
#include "report/summary_table.h"

#include "report/text.h"

#include "db/calendar.h"
#include "db/day.h"
#include "db/timetable.h"

#include <stdio.h>
#include <string.h>

enum summary_figure
summary_main_figure(enum summary_group group)
{
    static const enum summary_figure figures[SUMMARY_GROUP_COUNT] = {
        [SUMMARY_ALL] = SUMMARY_CHILDREN,
        [SUMMARY_DAY] = SUMMARY_CHILDREN,
        [SUMMARY_WEEK] = SUMMARY_DAYS,
        [SUMMARY_MONTH] = SUMMARY_DAYS,
        [SUMMARY_CHILD] = SUMMARY_STAYED,
        [SUMMARY_AGE] = SUMMARY_DAYS,
        [SUMMARY_GRADE] = SUMMARY_DAYS,
        [SUMMARY_VILLAGE] = SUMMARY_DAYS,
        [SUMMARY_HOME] = SUMMARY_DAYS,
        [SUMMARY_CLASS] = SUMMARY_IN_CLASS,
    };
    return figures[group];
}

static double
value_of(enum summary_figure figure, int64_t value)
{
    static const int parts[] = {[SUMMARY_COUNT] = 1, [SUMMARY_MINUTES] = 60, [SUMMARY_TENTHS] = 10};
    return value == SUMMARY_UNKNOWN ? 0 : (double)value / parts[summary_figure_unit(figure)];
}

static int
days_between(int from, int until)
{
    return (int)((day_to_utc_ms(until, 0, 0) - day_to_utc_ms(from, 0, 0)) / DAY_MS);
}

/* A row of days is drawn on a line of days in which none is left out. */
struct line {
    struct chart *chart;
    const struct summary_ask *ask;
    enum summary_figure figure;
    int last; /* the last point that has a row */
};

static int
set_day(const struct summary_row *row, void *payload)
{
    struct line *line = payload;
    int i = days_between(line->ask->from_day, (int)row->key);
    if (i >= 0 && i < line->chart->count) {
        line->last = i;
        line->chart->points[i].value = value_of(line->figure, row->figures[line->figure]);
        line->chart->points[i].missing = row->figures[line->figure] == SUMMARY_UNKNOWN;
    }
    return 0;
}

/* The holiday periods of the Home, as far as the range is not within one: then nothing would be
 * told by shading all of it. */
static int
shade_period(const struct period *p, void *payload)
{
    const struct line *line = payload;
    bool all = p->from_day <= line->ask->from_day && p->until_day >= line->ask->until_day;
    if (p->kind == PERIOD_TERM || all)
        return 0;
    for (int i = 0; i < line->chart->count; i++) {
        struct chart_point *point = &line->chart->points[i];
        if (point->day >= p->from_day && point->day <= p->until_day)
            point->shaded = true;
    }
    return 0;
}

/* A day is missing until somebody came on it: it was no open day. Of one child a workday is a day
 * of no hours. */
static void
lay_days(struct db *db, const struct line *line)
{
    int day = line->ask->from_day;
    for (; day <= line->ask->until_day; day = day_add(day, 1)) {
        struct calendar_day special;
        struct chart_point *p = chart_add(line->chart, 0);
        if (!p)
            return;
        bool known = calendar_get(db, &special, day);
        p->day = day;
        p->shaded = known && special.kind == CALENDAR_HOLIDAY;
        p->missing = !line->ask->child_id || p->shaded || (!known && day_weekday(day) > 5);
    }
}

static bool
fill_days(struct db *db, struct line *line)
{
    struct summary_ask ask = *line->ask;
    line->last = -1;
    ask.group = SUMMARY_DAY;
    ask.attendance_only = line->figure <= SUMMARY_CORRECTED;
    if (days_between(ask.from_day, ask.until_day) >= CHART_POINTS)
        return false;
    lay_days(db, line);
    if (ask.home_id && period_each(db, ask.home_id, shade_period, line) < 0)
        return false;
    int rc = summary_each(db, &ask, set_day, line);
    for (int i = line->last + 1; i < line->chart->count; i++)
        line->chart->points[i].missing = true; /* nothing is known of what is to come */
    return rc == DB_OK;
}

static int
add_row(const struct summary_row *row, void *payload)
{
    const struct line *line = payload;
    struct chart_point *p =
        chart_add(line->chart, value_of(line->figure, row->figures[line->figure]));
    if (p) {
        snprintf(p->label, sizeof p->label, "%.*s", CHART_LABEL - 1, row->label);
        p->missing = row->figures[line->figure] == SUMMARY_UNKNOWN;
    }
    return 0;
}

static void
begin(struct chart *out, enum chart_kind kind, enum summary_figure figure)
{
    *out = (struct chart){.kind = kind};
    snprintf(out->title, sizeof out->title, "%s", summary_figure_heading(figure));
    if (summary_figure_unit(figure) == SUMMARY_MINUTES)
        snprintf(out->unit, sizeof out->unit, "%s", _("hours"));
}

bool
summary_chart(
    struct db *db, struct chart *out, const struct summary_ask *ask, enum summary_figure figure)
{
    struct line line = {.chart = out, .ask = ask, .figure = figure};
    bool days = ask->group == SUMMARY_DAY || (ask->group == SUMMARY_CHILD && ask->child_id);
    bool spans = ask->group == SUMMARY_WEEK || ask->group == SUMMARY_MONTH;
    begin(out,
        ask->child_id && days ? CHART_LINE
        : spans || days       ? CHART_DAYS
                              : CHART_SHARES,
        figure);
    if (days)
        return fill_days(db, &line) && out->count > 1;
    if (ask->group == SUMMARY_ALL || ask->group == SUMMARY_CHILD)
        return false;
    return summary_each(db, ask, add_row, &line) == DB_OK && out->count > 1;
}

bool
summary_heat(
    struct db *db, struct chart *out, const struct summary_ask *ask, enum summary_figure figure)
{
    struct line line = {.chart = out, .ask = ask, .figure = figure};
    struct summary_ask month = {0};
    summary_month(&month, ask->from_day);
    begin(out, CHART_HEAT, figure);
    if (month.from_day != ask->from_day || month.until_day != ask->until_day)
        return false;
    return fill_days(db, &line);
}
