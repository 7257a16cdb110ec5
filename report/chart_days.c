/* chart_days.c: values over days: as bars, or as a line that breaks where there is none. Both stand
 * on the same axes. */
#include "report/chart_inside.h"
#include "report/scale.h"
#include "report/text.h"

#include <math.h>
#include <stdio.h>

/* From the third month on a label for each day says nothing. */
enum { TICKS_MOST = 5, DAYS_LABELLED = 62 };

struct plot {
    struct chart_box box; /* inside the axes */
    struct scale scale;
    double column; /* the width that a point has */
    double label;  /* the height below the axis */
};

static struct plot
plot_for(const struct ground *g)
{
    char widest[CHART_NUMBER];
    double type = g->look->type;
    int room = (int)(g->box.h / (type * 2.2));
    struct plot p = {.label = type * 1.7};
    p.scale = scale_for(
        chart_most(g->chart), room < TICKS_MOST ? room : TICKS_MOST, chart_is_whole(g->chart));
    chart_number(widest, p.scale.until);
    double axis = scale_text_width(widest, type) + type * 0.8;
    /* Above the highest bar its number. */
    p.box = (struct chart_box){
        g->box.x + axis, g->box.y + type * 1.3, g->box.w - axis, g->box.h - type * 1.3 - p.label};
    p.column = p.box.w / g->chart->count;
    return p;
}

static double
plot_y(const struct plot *p, double value)
{
    return scale_at(&p->scale, value, p->box.y + p->box.h, p->box.y);
}

/* Neighbours that are shaded are one box: no seams between the days of a holiday. */
static void
draw_shade(const struct ground *g, const struct plot *p)
{
    for (int i = 0, n; i < g->chart->count; i += n) {
        n = 1;
        if (!g->chart->points[i].shaded)
            continue;
        while (i + n < g->chart->count && g->chart->points[i + n].shaded)
            n++;
        ground_box(g,
            (struct chart_box){p->box.x + p->column * i, p->box.y, p->column * n, p->box.h},
            CHART_SHADE);
    }
}

static void
draw_axis(const struct ground *g, const struct plot *p)
{
    double type = g->look->type;
    for (int i = 0; i < scale_ticks(&p->scale); i++) {
        char number[CHART_NUMBER];
        double value = scale_tick(&p->scale, i), y = plot_y(p, value);
        ground_line(g, p->box.x, y, p->box.x + p->box.w, y, 1, i ? CHART_GRID : CHART_QUIET);
        struct chart_box at = {
            g->box.x, y - type * 0.7, p->box.x - g->box.x - type * 0.4, type * 1.4};
        ground_words(g, at, (struct chart_words){type, CHART_QUIET, CHART_END, false},
            chart_number(number, value));
    }
}

/* Every day, every second, fifth or tenth: as its column is wide. */
static int
label_every(const struct ground *g, const struct plot *p)
{
    static const int steps[] = {1, 2, 5, 10};
    double w = g->look->type * 1.9;
    for (int i = 0; i < 4; i++)
        if (steps[i] * p->column >= w)
            return steps[i];
    return 31;
}

/* The word below a point, or "" where none is wanted. */
static const char *
label_of(char out[CHART_LABEL], const struct chart *chart, int i, int every)
{
    const struct chart_point *p = &chart->points[i];
    int month = p->day / 100 % 100, day = p->day % 100;
    bool first = i == 0 || day == 1 || chart->points[i - 1].day / 100 != p->day / 100;
    out[0] = '\0';
    if (!p->day)
        return p->label;
    if (first)
        snprintf(out, CHART_LABEL, "%d/%d", month, day);
    else if (chart->count <= DAYS_LABELLED && day % every == 0)
        snprintf(out, CHART_LABEL, "%d", day);
    return out;
}

/* As many as have room. */
static void
draw_labels(const struct ground *g, const struct plot *p)
{
    double type = g->look->type, free_from = g->box.x;
    int every = label_every(g, p);
    for (int i = 0; i < g->chart->count; i++) {
        char text[CHART_LABEL];
        const char *label = label_of(text, g->chart, i, every);
        double w = scale_text_width(label, type), middle = p->box.x + p->column * (i + 0.5);
        bool marked = g->chart->points[i].marked;
        if (!label[0] || middle - w / 2 < free_from || middle + w / 2 > g->box.x + g->box.w + type)
            continue;
        struct chart_box at = {
            middle - w / 2 - type / 4, p->box.y + p->box.h + type * 0.3, w + type / 2, type * 1.4};
        ground_words(g, at,
            (struct chart_words){type, marked ? CHART_INK : CHART_QUIET, CHART_MIDDLE, marked},
            label);
        free_from = middle + w / 2 + type * 0.5;
    }
}

/* The number over a point, for the highest and for those marked. */
static void
draw_value(const struct ground *g, const struct plot *p, int i)
{
    char number[CHART_NUMBER];
    double type = g->look->type, value = g->chart->points[i].value, w = type * 4;
    double middle = p->box.x + p->column * (i + 0.5);
    struct chart_box at = {middle - w / 2, plot_y(p, value) - type * 1.5, w, type * 1.4};
    ground_words(g, at, (struct chart_words){type, CHART_INK, CHART_MIDDLE, true},
        chart_number(number, value));
}

static void
draw_values(const struct ground *g, const struct plot *p)
{
    double most = chart_most(g->chart);
    bool said = false; /* the highest, once */
    for (int i = 0; i < g->chart->count && most > 0; i++) {
        const struct chart_point *point = &g->chart->points[i];
        bool highest = !said && !point->missing && point->value == most;
        if (highest || (point->marked && !point->missing))
            draw_value(g, p, i);
        said = said || highest;
    }
}

/* Does the highest point stand in the right half? */
static bool
peaks_late(const struct chart *chart)
{
    double most = chart_most(chart);
    for (int i = 0; i < chart->count; i++)
        if (!chart->points[i].missing && chart->points[i].value == most)
            return i > chart->count / 2;
    return false;
}

/* The average of the days that were neither shaded nor missing; its words keep off the highest's
 * number. */
static void
draw_average(const struct ground *g, const struct plot *p)
{
    double sum = 0, type = g->look->type;
    int n = 0;
    for (int i = 0; i < g->chart->count; i++) {
        bool counts = !g->chart->points[i].missing && !g->chart->points[i].shaded;
        sum += counts ? g->chart->points[i].value : 0;
        n += counts;
    }
    if (n < 2 || sum <= 0)
        return;
    char number[CHART_NUMBER], words[2 * CHART_LABEL];
    double y = plot_y(p, sum / n), right = p->box.x + p->box.w;
    ground_line(g, p->box.x, y, right, y, 2, CHART_INK);
    snprintf(words, sizeof words, _("on average %s"), chart_number(number, sum / n));
    struct chart_box at = {p->box.x, g->box.y - type * 0.1, p->box.w, type * 1.3};
    enum chart_align align = peaks_late(g->chart) ? CHART_START : CHART_END;
    ground_words(g, at, (struct chart_words){type, CHART_INK, align, false}, words);
}

static void
draw_bars(const struct ground *g)
{
    struct plot p = plot_for(g);
    draw_shade(g, &p);
    draw_axis(g, &p);
    double w = fmin(p.column * 0.72, g->look->type * 3);
    for (int i = 0; i < g->chart->count; i++) {
        const struct chart_point *point = &g->chart->points[i];
        double y = plot_y(&p, point->value);
        if (!point->missing)
            ground_box(g,
                (struct chart_box){
                    p.box.x + p.column * (i + 0.5) - w / 2, y, w, p.box.y + p.box.h - y},
                point->marked ? CHART_MARKED : CHART_VALUE);
    }
    draw_average(g, &p);
    draw_values(g, &p);
    draw_labels(g, &p);
}

static void
draw_line(const struct ground *g)
{
    struct plot p = plot_for(g);
    double dot = fmin(fmin(p.column, g->look->type * 0.6), g->look->line * 6);
    draw_shade(g, &p);
    draw_axis(g, &p);
    for (int i = 0; i < g->chart->count; i++) {
        const struct chart_point *a = &g->chart->points[i], *before = i ? a - 1 : NULL;
        double x = p.box.x + p.column * (i + 0.5), y = plot_y(&p, a->value);
        if (a->missing)
            continue;
        if (before && !before->missing)
            ground_line(g, x - p.column, plot_y(&p, before->value), x, y, 2, CHART_VALUE);
        ground_box(g, (struct chart_box){x - dot / 2, y - dot / 2, dot, dot},
            a->marked ? CHART_MARKED : CHART_VALUE);
    }
    draw_average(g, &p);
    draw_values(g, &p);
    draw_labels(g, &p);
}

static int
at(const struct ground *g, double x, double y)
{
    struct plot p = plot_for(g);
    (void)y;
    int i = (int)floor((x - p.box.x) / p.column);
    return i >= 0 && i < g->chart->count ? i : -1;
}

const struct chart_way chart_days_way = {draw_bars, at}, chart_line_way = {draw_line, at};
