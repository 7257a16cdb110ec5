#include "report/chart.h"

#include "report/chart_inside.h"
#include "report/scale.h"

#include <math.h>
#include <stdio.h>

static const struct chart_way *const ways[CHART_KIND_COUNT] = {
    [CHART_DAYS] = &chart_days_way,
    [CHART_HEAT] = &chart_heat_way,
    [CHART_SHARES] = &chart_shares_way,
    [CHART_LINE] = &chart_line_way,
};

static const unsigned colours[CHART_ROLE_COUNT] = {
    [CHART_INK] = 0x2B2A3A,
    [CHART_QUIET] = 0x5B5A6E,
    [CHART_GRID] = 0xDDE3EA,
    [CHART_SHADE] = 0xFFF3D6,
    [CHART_VALUE] = 0x2C7DB8,
    [CHART_MARKED] = 0xF26B4E,
    [CHART_NONE] = 0xEEF3F8,
    [CHART_HEAT_1] = 0xDDEFFB,
    [CHART_HEAT_2] = 0x9CCBEA,
    [CHART_HEAT_3] = 0x2976AE,
    [CHART_HEAT_4] = 0x1B5A8A,
    [CHART_ON_DEEP] = 0xFFFFFF,
};

unsigned
chart_rgb(enum chart_role role)
{
    return colours[role];
}

struct chart_point *
chart_add(struct chart *chart, double value)
{
    if (chart->count == CHART_POINTS)
        return NULL;
    struct chart_point *p = &chart->points[chart->count++];
    *p = (struct chart_point){.value = value};
    return p;
}

void
ground_box(const struct ground *g, struct chart_box box, enum chart_role role)
{
    if (box.w > 0 && box.h > 0)
        g->pen->box(g->to, box, role);
}

void
ground_line(const struct ground *g, double x1, double y1, double x2, double y2, double widths,
    enum chart_role role)
{
    g->pen->line(g->to, x1, y1, x2, y2, g->look->line * widths, role);
}

void
ground_words(
    const struct ground *g, struct chart_box box, struct chart_words words, const char *text)
{
    if (text[0])
        g->pen->words(g->to, box, words, text);
}

const char *
chart_number(char out[CHART_NUMBER], double value)
{
    bool whole = fabs(value - round(value)) < 0.05;
    snprintf(out, CHART_NUMBER, whole ? "%.0f" : "%.1f", value);
    return out;
}

double
chart_most(const struct chart *chart)
{
    double most = 0;
    for (int i = 0; i < chart->count; i++)
        if (!chart->points[i].missing)
            most = fmax(most, chart->points[i].value);
    return most;
}

bool
chart_is_whole(const struct chart *chart)
{
    for (int i = 0; i < chart->count; i++)
        if (chart->points[i].value != floor(chart->points[i].value))
            return false;
    return true;
}

/* What the title's line takes off the top. */
static double
title_height(const struct chart_look *look)
{
    return look->bare ? 0 : look->type * 2.2;
}

static struct ground
ground_for(const struct chart *chart, struct chart_box box, const struct chart_look *look,
    const struct pen *pen, void *to)
{
    double title = fmin(title_height(look), box.h);
    box.y += title;
    box.h -= title;
    return (struct ground){chart, box, look, pen, to};
}

static void
draw_title(const struct ground *g)
{
    double h = title_height(g->look),
           unit = scale_text_width(g->chart->unit, g->look->type) + 2 * g->look->type;
    struct chart_box line = {g->box.x, g->box.y - h, g->box.w - unit, g->look->type * 1.6};
    ground_words(g, line, (struct chart_words){g->look->type * 1.25, CHART_INK, CHART_START, true},
        g->chart->title);
    struct chart_box right = {g->box.x + g->box.w - unit, line.y, unit, line.h};
    ground_words(g, right, (struct chart_words){g->look->type, CHART_QUIET, CHART_END, false},
        g->chart->unit);
}

void
chart_draw(const struct chart *chart, struct chart_box box, const struct chart_look *look,
    const struct pen *pen, void *to)
{
    struct ground g = ground_for(chart, box, look, pen, to);
    if (!look->bare)
        draw_title(&g);
    if (chart->count > 0)
        ways[chart->kind]->draw(&g);
}

int
chart_at(const struct chart *chart, struct chart_box box, const struct chart_look *look, double x,
    double y)
{
    struct ground g = ground_for(chart, box, look, NULL, NULL);
    bool inside = x >= g.box.x && x < g.box.x + g.box.w && y >= g.box.y && y < g.box.y + g.box.h;
    return inside && chart->count > 0 ? ways[chart->kind]->at(&g, x, y) : -1;
}
