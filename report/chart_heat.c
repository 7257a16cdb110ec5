/* chart_heat.c: a month as a calendar, a week a line, deeper where there is more. */
#include "report/chart_inside.h"
#include "report/scale.h"
#include "report/text.h"

#include "db/day.h"

#include <math.h>
#include <stdio.h>

enum { WEEKDAYS = 7, STEPS = 4 };

static const enum chart_role steps[] = {
    CHART_NONE, CHART_HEAT_1, CHART_HEAT_2, CHART_HEAT_3, CHART_HEAT_4};
static const char *const weekdays[WEEKDAYS] = {
    N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};

struct month {
    struct chart_box box; /* of the days */
    double head, foot;
    int lead; /* days of the first week that are not in it */
    int weeks;
    double gap;
};

static struct month
month_for(const struct ground *g)
{
    double type = g->look->type;
    struct month m = {.head = type * 1.7, .foot = type * 2.2, .gap = type * 0.25};
    m.lead = day_weekday(g->chart->points[0].day) - 1;
    m.weeks = (m.lead + g->chart->count + WEEKDAYS - 1) / WEEKDAYS;
    m.box = (struct chart_box){g->box.x, g->box.y + m.head, g->box.w, g->box.h - m.head - m.foot};
    return m;
}

static struct chart_box
day_box(const struct month *m, int i)
{
    double w = m->box.w / WEEKDAYS, h = m->box.h / m->weeks;
    int place = i + m->lead, week = place / WEEKDAYS;
    return (struct chart_box){
        m->box.x + w * (place % WEEKDAYS), m->box.y + h * week, w - m->gap, h - m->gap};
}

/* What the depths stretch over: from the quietest day that had anybody to the fullest, or days that
 * are much alike could not be told apart. */
struct span {
    double least, most;
    bool whole;
};

static struct span
span_of(const struct chart *chart)
{
    struct span s = {.most = chart_most(chart), .whole = chart_is_whole(chart)};
    s.least = s.most;
    for (int i = 0; i < chart->count; i++)
        if (!chart->points[i].missing && chart->points[i].value > 0)
            s.least = fmin(s.least, chart->points[i].value);
    return s;
}

/* The highest value of a step, of 0 the value below the first. */
static double
step_end(const struct span *s, int step)
{
    double from = s->whole ? s->least - 1 : 0.999 * s->least;
    double end = from + (s->most - from) * step / STEPS;
    return s->whole ? floor(end + 1e-9) : end;
}

/* 0 for nobody, 1 to STEPS. */
static int
step_of(const struct span *s, double value)
{
    int step = 1;
    if (value <= 0)
        return 0;
    while (step < STEPS && value > step_end(s, step))
        step++;
    return step;
}

static void
draw_head(const struct ground *g, const struct month *m)
{
    double w = m->box.w / WEEKDAYS;
    for (int i = 0; i < WEEKDAYS; i++)
        ground_words(g, (struct chart_box){m->box.x + w * i, g->box.y, w - m->gap, m->head},
            (struct chart_words){g->look->type, CHART_QUIET, CHART_MIDDLE, false}, _(weekdays[i]));
}

static void
draw_day(const struct ground *g, const struct month *m, int i, const struct span *span)
{
    const struct chart_point *p = &g->chart->points[i];
    char text[CHART_NUMBER];
    double type = g->look->type, line = g->look->line * 3;
    struct chart_box box = day_box(m, i);
    int step = p->missing ? 0 : step_of(span, p->value);
    enum chart_role role = step > STEPS / 2 ? CHART_ON_DEEP : CHART_INK;
    if (p->marked) {
        ground_box(g, box, CHART_MARKED);
        box = (struct chart_box){box.x + line, box.y + line, box.w - 2 * line, box.h - 2 * line};
    }
    ground_box(g, box, p->shaded && step == 0 ? CHART_SHADE : steps[step]);
    bool high = box.h > type * 2.9;
    struct chart_box corner = {box.x + type * 0.3, box.y + type * 0.1, box.w / 2, type * 1.3};
    snprintf(text, sizeof text, "%d", p->day % 100);
    ground_words(g, high ? corner : (struct chart_box){corner.x, box.y, corner.w, box.h},
        (struct chart_words){type * 0.85, role, CHART_START, false}, text);
    struct chart_box rest = {box.x, box.y + type, box.w, box.h - type};
    struct chart_box right = {box.x, box.y, box.w - type * 0.4, box.h};
    if (step > 0)
        ground_words(g, high ? rest : right,
            (struct chart_words){
                type * (high ? 1.3 : 1), role, high ? CHART_MIDDLE : CHART_END, true},
            chart_number(text, p->value));
}

/* What each depth stands for, as "1–10". */
static void
draw_legend(const struct ground *g, const struct month *m, const struct span *span)
{
    double type = g->look->type, x = g->box.x;
    for (int i = 1; i <= STEPS && span->most > 0; i++) {
        char from[CHART_NUMBER], until[CHART_NUMBER], text[2 * CHART_NUMBER + 4];
        double low = step_end(span, i - 1) + (span->whole ? 1 : 0), high = step_end(span, i);
        if (low > high)
            continue;
        chart_number(from, low);
        chart_number(until, high);
        snprintf(text, sizeof text, low == high ? "%s" : "%s–%s", from, until);
        struct chart_box sign = {x, m->box.y + m->box.h + type * 0.6, type * 1.6, type * 1.2};
        double w = scale_text_width(text, type) + type;
        ground_box(g, sign, steps[i]);
        ground_words(g, (struct chart_box){x + type * 2, sign.y, w, sign.h},
            (struct chart_words){type, CHART_QUIET, CHART_START, false}, text);
        x += type * 2.6 + w;
    }
}

static void
draw(const struct ground *g)
{
    struct month m = month_for(g);
    struct span span = span_of(g->chart);
    draw_head(g, &m);
    for (int i = 0; i < g->chart->count; i++)
        draw_day(g, &m, i, &span);
    draw_legend(g, &m, &span);
}

static int
at(const struct ground *g, double x, double y)
{
    struct month m = month_for(g);
    for (int i = 0; i < g->chart->count; i++) {
        struct chart_box b = day_box(&m, i);
        if (x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h)
            return i;
    }
    return -1;
}

const struct chart_way chart_heat_way = {draw, at};
