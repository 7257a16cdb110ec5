/* chart_inside.h: what the kinds of chart have in common. Inside report/ only. */
#pragma once

#include "report/chart.h"

/* A chart on its place: `box` is what the title has left. */
struct ground {
    const struct chart *chart;
    struct chart_box box;
    const struct chart_look *look;
    const struct pen *pen;
    void *to;
};

void ground_box(const struct ground *g, struct chart_box box, enum chart_role role);
void ground_line(const struct ground *g, double x1, double y1, double x2, double y2, double widths,
    enum chart_role role);
void ground_words(
    const struct ground *g, struct chart_box box, struct chart_words words, const char *text);

/* A value as it is written: whole, or with one digit. Into `out`, which is returned. */
enum { CHART_NUMBER = 32 };
const char *chart_number(char out[CHART_NUMBER], double value);

/* The largest value, and whether all are whole. */
double chart_most(const struct chart *chart);
bool chart_is_whole(const struct chart *chart);

/* One kind of chart. */
struct chart_way {
    void (*draw)(const struct ground *ground);
    int (*at)(const struct ground *ground, double x, double y);
};

extern const struct chart_way chart_days_way, chart_heat_way, chart_shares_way, chart_line_way;
