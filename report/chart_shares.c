/* chart_shares.c: parts of a whole as bars from one line, which the eye compares better than slices
 * of a round cake. What has no room is summed in a last bar, so that the parts stay the whole. */
#include "report/chart_inside.h"
#include "report/scale.h"
#include "report/text.h"

#include <math.h>
#include <stdio.h>

struct bars {
    int count; /* bars drawn, the sum of the others among them */
    int own;   /* of them, those of one point */
    double row, label, value;
};

static struct bars
bars_for(const struct ground *g)
{
    double type = g->look->type;
    int room = (int)(g->box.h / (type * 1.5)), count = g->chart->count;
    room = room > 1 ? room : 1;
    struct bars b = {.count = count < room ? count : room, .own = count <= room ? count : room - 1};
    b.row = fmin(g->box.h / b.count, type * 3);
    for (int i = 0; i < b.own; i++)
        b.label = fmax(b.label, scale_text_width(g->chart->points[i].label, type));
    b.label = fmin(fmax(b.label, type * 4) + type, g->box.w * 0.4);
    b.value = fmin(type * 8, g->box.w * 0.3);
    return b;
}

static double
sum_from(const struct chart *chart, int i)
{
    double sum = 0;
    for (; i < chart->count; i++)
        sum += chart->points[i].missing ? 0 : chart->points[i].value;
    return sum;
}

static void
draw_bar(
    const struct ground *g, const struct bars *b, int i, const struct chart_point *p, double most)
{
    char number[CHART_NUMBER], text[2 * CHART_NUMBER];
    double type = g->look->type, y = g->box.y + b->row * i, whole = sum_from(g->chart, 0);
    double h = fmin(b->row * 0.62, type * 1.5), room = g->box.w - b->label - b->value;
    double w = most > 0 ? room * p->value / most : 0;
    enum chart_role role = p->marked ? CHART_MARKED : CHART_VALUE;
    ground_words(g, (struct chart_box){g->box.x, y, b->label - type * 0.5, b->row},
        (struct chart_words){type, CHART_INK, CHART_START, p->marked}, p->label);
    ground_box(g, (struct chart_box){g->box.x + b->label, y + (b->row - h) / 2, w, h}, role);
    snprintf(text, sizeof text, "%s  %.0f %%", chart_number(number, p->value),
        whole > 0 ? p->value / whole * 100 : 0.0);
    ground_words(g, (struct chart_box){g->box.x + b->label + w + type * 0.5, y, b->value, b->row},
        (struct chart_words){type, CHART_INK, CHART_START, true}, text);
}

static void
draw(const struct ground *g)
{
    struct bars b = bars_for(g);
    struct chart_point rest = {.value = sum_from(g->chart, b.own)};
    double most = b.own < b.count ? fmax(chart_most(g->chart), rest.value) : chart_most(g->chart);
    for (int i = 0; i < b.own; i++)
        draw_bar(g, &b, i, &g->chart->points[i], most);
    if (b.own == b.count)
        return;
    snprintf(rest.label, sizeof rest.label, _("%d others"), g->chart->count - b.own);
    draw_bar(g, &b, b.own, &rest, most);
}

static int
at(const struct ground *g, double x, double y)
{
    struct bars b = bars_for(g);
    (void)x;
    int i = (int)((y - g->box.y) / b.row);
    return i >= 0 && i < b.own ? i : -1;
}

const struct chart_way chart_shares_way = {draw, at};
