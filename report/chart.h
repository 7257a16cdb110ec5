/* chart.h: numbers as shapes, for screen, paper and page alike.
 *
 * A chart is values; chart_draw turns it into boxes, lines and words by way of a `struct pen`,
 * which the kiosk implements on its draw list (kiosk/chart_pen.h), a PDF by Cairo and the hub's
 * page as SVG (report/svg.h). Scales, ticks, colours by role and what is left out where there is no
 * room are decided here, once. Pure: no memory is taken. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct chart_box {
    double x, y, w, h;
};

/* What a colour is for; the kiosk has a table of its own. Differences never rest on red and green.
 */
enum chart_role {
    CHART_INK,
    CHART_QUIET, /* ticks, second in rank */
    CHART_GRID,
    CHART_SHADE,  /* behind days of a holiday */
    CHART_VALUE,  /* a bar, a line */
    CHART_MARKED, /* the one that matters: today, this child, what was touched */
    CHART_NONE,   /* a day of the heat map without anybody */
    CHART_HEAT_1, /* four steps of the heat map, pale to deep */
    CHART_HEAT_2,
    CHART_HEAT_3,
    CHART_HEAT_4,
    CHART_ON_DEEP, /* words on the two deepest steps */
    CHART_ROLE_COUNT,
};

/* Its colour on white paper, 0xRRGGBB. */
unsigned chart_rgb(enum chart_role role);

enum chart_align { CHART_START, CHART_MIDDLE, CHART_END };

struct chart_words {
    double size; /* height of the type */
    enum chart_role role;
    enum chart_align align;
    bool bold;
};

/* Where shapes go. `to` is the pen's own. Words stand on one line in the middle of the box's
 * height. */
struct pen {
    void (*box)(void *to, struct chart_box box, enum chart_role role);
    void (*line)(
        void *to, double x1, double y1, double x2, double y2, double width, enum chart_role role);
    void (*words)(void *to, struct chart_box box, struct chart_words words, const char *text);
};

enum chart_kind {
    CHART_DAYS,   /* a bar a day, holidays shaded, the average as a line */
    CHART_HEAT,   /* a month as weeks and weekdays, deeper where there is more */
    CHART_SHARES, /* a bar across for each name, with its part of the whole */
    CHART_LINE,   /* a line over days; it breaks where a value is missing */
    CHART_KIND_COUNT,
};

enum { CHART_POINTS = 372, CHART_LABEL = 48, CHART_TITLE = 128 };

struct chart_point {
    double value;
    int day;                 /* 20261124; 0 where it is no day */
    char label[CHART_LABEL]; /* of a share, or below a bar that is no day */
    bool missing;            /* no value, which is not 0 */
    bool shaded;             /* a holiday, or closed */
    bool marked;
};

struct chart {
    enum chart_kind kind;
    char title[CHART_TITLE];
    char unit[CHART_LABEL]; /* "children", "hours" */
    int count;
    struct chart_point points[CHART_POINTS];
};

/* How large type and lines are on this ground, in its own unit. */
struct chart_look {
    double type; /* height of labels */
    double line; /* width of a thin line */
    bool bare;   /* without the title: it stands elsewhere */
};

void chart_draw(const struct chart *chart, struct chart_box box, const struct chart_look *look,
    const struct pen *pen, void *to);

/* Which point stands at x, y, or -1: a bar's whole column answers, not only what is filled. */
int chart_at(const struct chart *chart, struct chart_box box, const struct chart_look *look,
    double x, double y);

/* Adds a point and gives it; the oldest stay where there is no room, and NULL is returned. */
struct chart_point *chart_add(struct chart *chart, double value);
