#include "kiosk/chart_pen.h"

#include <math.h>

static const enum colour colours[CHART_ROLE_COUNT] = {
    [CHART_INK] = INK,
    [CHART_QUIET] = QUIET,
    [CHART_GRID] = MIST,
    [CHART_SHADE] = SUN_PALE,
    [CHART_VALUE] = LAKE,
    [CHART_MARKED] = CORAL,
    [CHART_NONE] = MIST,
    [CHART_HEAT_1] = LAKE_PALE,
    [CHART_HEAT_2] = LAKE_SOFT,
    [CHART_HEAT_3] = LAKE_FIRM,
    [CHART_HEAT_4] = LAKE_DEEP,
    [CHART_ON_DEEP] = PAPER,
};

static int
whole(double value)
{
    return (int)lround(value);
}

/* Neighbours meet: each edge is rounded by itself. */
static struct rect
rect_of(struct chart_box b)
{
    int x = whole(b.x), y = whole(b.y);
    return (struct rect){x, y, whole(b.x + b.w) - x, whole(b.y + b.h) - y};
}

static void
box(void *to, struct chart_box b, enum chart_role role)
{
    const struct ui *ui = to;
    bool bar = role == CHART_VALUE || role == CHART_MARKED;
    draw_box(ui->list, rect_of(b), bar ? ui->theme->unit / 4 : 0, colours[role]);
}

static void
line(void *to, double x1, double y1, double x2, double y2, double width, enum chart_role role)
{
    const struct ui *ui = to;
    draw_stroke(
        ui->list, whole(x1), whole(y1), whole(x2), whole(y2), whole(fmax(width, 1)), colours[role]);
}

static void
words(void *to, struct chart_box b, struct chart_words w, const char *text)
{
    static const enum draw_align aligns[] = {ALIGN_START, ALIGN_MIDDLE, ALIGN_END};
    const struct ui *ui = to;
    draw_text(ui->list, rect_of(b),
        (struct text_style){.size = whole(w.size),
            .colour = colours[w.role],
            .align = aligns[w.align],
            .bold = w.bold},
        text);
}

static struct chart_look
look_of(const struct ui *ui, bool bare)
{
    return (struct chart_look){
        .type = ui->theme->text_s, .line = ui->theme->unit / 6.0, .bare = bare};
}

static struct chart_box
box_of(struct rect r)
{
    return (struct chart_box){r.x, r.y, r.w, r.h};
}

void
chart_paint(struct ui *ui, const struct chart *chart, struct rect rect, bool bare)
{
    static const struct pen pen = {box, line, words};
    struct chart_look look = look_of(ui, bare);
    chart_draw(chart, box_of(rect), &look, &pen, ui);
}

int
chart_touched(const struct ui *ui, const struct chart *chart, struct rect rect, bool bare)
{
    struct chart_look look = look_of(ui, bare);
    return chart_at(chart, box_of(rect), &look, ui->touch.x, ui->touch.y);
}
