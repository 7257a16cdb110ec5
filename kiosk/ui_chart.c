#include "kiosk/ui_chart.h"

#include <stdio.h>

static int
largest(const struct ui_bar *bars, int count)
{
    int most = 1;
    for (int i = 0; i < count; i++)
        if (bars[i].value > most)
            most = bars[i].value;
    return most;
}

/* Text may be wider than its bar. */
static struct rect
widened(struct rect r, int w)
{
    return r.w < w ? (struct rect){r.x + (r.w - w) / 2, r.y, w, r.h} : r;
}

/* The bar; what is left of its column stands above it. */
static struct rect
draw_body(struct ui *ui, struct rect column, const struct ui_bar *bar, int most)
{
    const struct theme *t = ui->theme;
    int room = column.h - t->text_m * 3 / 2;
    int h = room > 0 ? (int)((int64_t)room * bar->value / most) : 0;
    struct rect body = rect_bottom(&column, h);
    int w = body.w < t->touch ? body.w : t->touch;
    if (h > 0)
        draw_box(ui->list, rect_centre(body, w, h), t->corner / 3, bar->marked ? LEAF : LAKE);
    return column;
}

/* A bar that is marked has a bold label and a foot, beside its colour. */
static void
draw_bar(struct ui *ui, struct rect column, const struct ui_bar *bar, int most)
{
    const struct theme *t = ui->theme;
    struct text_style style = {
        .size = t->text_s, .colour = INK, .align = ALIGN_MIDDLE, .bold = bar->marked};
    struct rect label = rect_bottom(&column, t->text_s * 3 / 2);
    draw_text(ui->list, widened(label, t->text_s * 3), style, bar->label);
    struct rect foot = rect_bottom(&column, t->unit / 2);
    if (bar->marked)
        draw_box(ui->list, foot, 0, LEAF_DEEP);
    struct rect above = draw_body(ui, column, bar, most);
    /* Where there is no room for each number, those that matter. */
    bool room = column.w >= t->text_m * 2 || bar->marked || bar->value == most;
    char number[16];
    snprintf(number, sizeof number, "%d", bar->value);
    style.size = t->text_m;
    style.bold = true;
    if (room)
        draw_text(ui->list, widened(rect_bottom(&above, t->text_m * 3 / 2), t->text_m * 2), style,
            number);
}

void
ui_bars(struct ui *ui, struct rect rect, const struct ui_bar *bars, int count)
{
    int most = largest(bars, count);
    struct rect ground = rect;
    ground = rect_bottom(&ground, ui->theme->text_s * 3 / 2 + ui->theme->unit / 2);
    draw_box(ui->list, rect_top(&ground, 2), 0, QUIET);
    for (int i = 0; i < count; i++)
        draw_bar(ui, rect_column(rect, i, count, ui->theme->unit), &bars[i], most);
}
