/* screen_summary_read.c: what stands on the screen, from the database. */
#include "kiosk/screen_summary.h"

#include "db/day.h"
#include "db/timetable.h"
#include "report/summary_table.h"

#include <stdio.h>
#include <string.h>

static const enum summary_group tabs[SUMMARY_TABS] = {
    SUMMARY_DAY, SUMMARY_CHILD, SUMMARY_GRADE, SUMMARY_CLASS, SUMMARY_AGE, SUMMARY_WEEK};

enum summary_group
summary_tab_group(int tab)
{
    return tabs[tab];
}

const char *
summary_value(char out[SUMMARY_VALUE], enum summary_figure figure, int64_t value)
{
    long long n = value;
    out[0] = '\0';
    if (value == SUMMARY_UNKNOWN)
        snprintf(out, SUMMARY_VALUE, "–");
    else if (summary_figure_unit(figure) == SUMMARY_MINUTES)
        snprintf(out, SUMMARY_VALUE, "%lld:%02lld", n / 60, n % 60);
    else if (summary_figure_unit(figure) == SUMMARY_TENTHS)
        snprintf(out, SUMMARY_VALUE, "%lld.%lld", n / 10, n % 10);
    else
        snprintf(out, SUMMARY_VALUE, "%lld", n);
    return out;
}

static int
add_period(const struct period *p, void *payload)
{
    struct summary_state *s = payload;
    if (s->period_count == SUMMARY_PERIODS)
        return 1;
    struct summary_span *span = &s->periods[s->period_count++];
    *span = (struct summary_span){p->from_day, p->until_day, p->kind == PERIOD_TERM, ""};
    memcpy(span->name, p->name, sizeof span->name);
    return 0;
}

void
summary_read_periods(struct summary_state *s, const struct stage *stage)
{
    s->period_count = 0;
    if (stage->db && period_each(stage->db, stage->view->home.id, add_period, s) < 0)
        s->failed = true;
}

/* Of the Home's terms, or holidays, the last that began by that day; else the first to come. */
static int
period_at(const struct summary_state *s, bool term, int day)
{
    int begun = -1, to_come = -1;
    for (int i = 0; i < s->period_count; i++) {
        const struct summary_span *p = &s->periods[i];
        if (p->term != term)
            continue;
        if (p->from_day <= day && (begun < 0 || p->from_day > s->periods[begun].from_day))
            begun = i;
        if (p->from_day > day && (to_come < 0 || p->from_day < s->periods[to_come].from_day))
            to_come = i;
    }
    return begun >= 0 ? begun : to_come;
}

void
summary_set_range(struct summary_state *s, const struct stage *stage)
{
    s->ask.home_id = stage->view->home.id;
    s->ask.group = tabs[s->tab];
    switch ((enum summary_range)s->range) {
    case RANGE_DAY:
        s->ask.from_day = s->ask.until_day = s->day;
        break;
    case RANGE_WEEK:
        summary_week(&s->ask, s->day);
        break;
    case RANGE_MONTH:
        summary_month(&s->ask, s->day);
        break;
    case RANGE_TERM:
    case RANGE_HOLIDAY:
        s->period = period_at(s, s->range == RANGE_TERM, s->day);
        if (s->period >= 0) {
            s->ask.from_day = s->periods[s->period].from_day;
            s->ask.until_day = s->periods[s->period].until_day;
        }
        break;
    case RANGE_COUNT:
        break;
    }
}

/* The figures of a row: of classes what is theirs, of all others what they came for. */
static void
choose_figures(struct summary_state *s)
{
    static const enum summary_figure came[SUMMARY_SHOWN] = {
        SUMMARY_CHILDREN, SUMMARY_DAYS, SUMMARY_STAYED, SUMMARY_AVERAGE};
    static const enum summary_figure of_day[SUMMARY_SHOWN] = {
        SUMMARY_CHILDREN, SUMMARY_STAYED, SUMMARY_PEAK, SUMMARY_FIRST};
    static const enum summary_figure of_child[SUMMARY_SHOWN] = {
        SUMMARY_DAYS, SUMMARY_STAYED, SUMMARY_STREAK, SUMMARY_LESSONS};
    static const enum summary_figure of_class[SUMMARY_SHOWN] = {
        SUMMARY_HELD, SUMMARY_CHILDREN, SUMMARY_IN_CLASS, SUMMARY_STARS};
    const enum summary_figure *chosen = s->ask.group == SUMMARY_CHILD || s->ask.child_id ? of_child
                                        : s->ask.group == SUMMARY_CLASS                  ? of_class
                                        : s->ask.group == SUMMARY_DAY                    ? of_day
                                                                                         : came;
    for (int i = 0; i < SUMMARY_SHOWN; i++)
        s->shown[i] = summary_has(s->ask.group, chosen[i]) ? chosen[i] : SUMMARY_FIGURE_COUNT;
}

struct reading {
    struct summary_state *s;
    const struct stage *stage;
};

static int
add_row(const struct summary_row *row, void *payload)
{
    const struct reading *r = payload;
    struct summary_state *s = r->s;
    struct child child;
    if (s->count == SUMMARY_ROWS) {
        s->more = true;
        return 1;
    }
    struct summary_line *line = &s->rows[s->count++];
    *line = (struct summary_line){.key = row->key};
    memcpy(line->label, row->label, sizeof line->label);
    if (row->group == SUMMARY_CHILD && child_get(r->stage->db, &child, row->key))
        memcpy(line->name, child.name, sizeof line->name);
    for (int i = 0; i < SUMMARY_SHOWN; i++)
        line->figures[i] =
            s->shown[i] < SUMMARY_FIGURE_COUNT ? row->figures[s->shown[i]] : SUMMARY_UNKNOWN;
    return 0;
}

/* A child's figure is its hours, day by day, and a class's who was in it. */
static void
read_chart(struct summary_state *s, const struct stage *stage)
{
    struct summary_ask ask = s->ask;
    enum summary_figure figure = s->ask.child_id ? SUMMARY_STAYED : summary_main_figure(ask.group);
    s->has_heat = s->range == RANGE_MONTH && ask.group == SUMMARY_DAY;
    s->has_chart = s->heat && s->has_heat ? summary_heat(stage->db, &s->chart, &ask, figure)
                                          : summary_chart(stage->db, &s->chart, &ask, figure);
    for (int i = 0; i < s->chart.count; i++)
        s->chart.points[i].marked = s->chart.points[i].day == stage->view->day;
}

void
summary_read(struct summary_state *s, const struct stage *stage)
{
    struct reading r = {s, stage};
    bool is_period = s->range == RANGE_TERM || s->range == RANGE_HOLIDAY;
    summary_set_range(s, stage);
    choose_figures(s);
    s->count = 0;
    s->behind = s->failed = s->more = s->has_chart = s->has_heat = false;
    if (is_period && s->period < 0)
        return;
    s->failed = !stage->db || summary_each(stage->db, &s->ask, add_row, &r) < 0 ||
                summary_all(stage->db, &s->all, &s->ask) < 0;
    if (!s->failed)
        read_chart(s, stage);
}

static int
minute_at(const struct stage *stage, int64_t utc_ms)
{
    return utc_ms ? day_minute_of(utc_ms, stage->view->home.utc_offset_min) : -1;
}

static int
add_fact(const struct summary_day *d, void *payload)
{
    const struct reading *r = payload;
    struct summary_state *s = r->s;
    struct child child;
    struct staff staff;
    s->behind_sum += d->value;
    if (s->fact_count == SUMMARY_BEHIND) {
        s->behind_more = true;
        return 0;
    }
    struct summary_fact *f = &s->facts[s->fact_count++];
    *f = (struct summary_fact){.day = d->day,
        .value = d->value,
        .in_min = minute_at(r->stage, d->first_in_ms),
        .out_min = minute_at(r->stage, d->last_out_ms)};
    memcpy(f->what, d->title, sizeof f->what);
    if (d->child_id && child_get(r->stage->db, &child, d->child_id))
        memcpy(f->who, child.name, sizeof f->who);
    else if (d->staff_id && staff_get(r->stage->db, &staff, d->staff_id))
        memcpy(f->who, staff.name, sizeof f->who);
    return 0;
}

void
summary_read_behind(struct summary_state *s, const struct stage *stage, enum summary_figure figure,
    int64_t key, const char *label)
{
    struct reading r = {s, stage};
    struct summary_ask ask = s->ask;
    struct summary_row row = s->all;
    if (label[0]) {
        row = (struct summary_row){.group = ask.group, .key = key};
        snprintf(row.label, sizeof row.label, "%s", label);
    } else {
        ask.group = SUMMARY_ALL;
        row.group = SUMMARY_ALL;
    }
    s->behind = true;
    s->behind_more = false;
    s->figure = figure;
    s->fact_count = 0;
    s->behind_sum = 0;
    snprintf(s->of, sizeof s->of, "%s", label);
    s->failed = !stage->db || summary_days(stage->db, &ask, &row, figure, add_fact, &r) < 0;
}
