#include "kiosk/ui_picture_tab.h"

static void
draw_count(struct ui *ui, struct rect disc, int count, bool chosen)
{
    char number[16];
    snprintf(number, sizeof number, "%d", count);
    draw_box(ui->list, disc, disc.h / 2, chosen ? PAPER : LAKE_PALE);
    draw_text(ui->list, disc,
        (struct text_style){
            .size = ui->theme->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        number);
}

bool
ui_picture_tab(struct ui *ui, int id, struct rect rect, const struct picture_tab *tab, bool chosen)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, rect, t->corner, chosen ? LAKE_DEEP : PAPER);
    struct rect inner = rect_inset(rect, t->unit);
    struct rect icon = rect_left(&inner, inner.h);
    draw_box(ui->list, icon, t->corner * 2 / 3, PAPER);
    draw_picture(ui->list, rect_inset(icon, t->unit / 2), "icons", tab->icon);
    rect_left(&inner, t->unit);
    if (tab->count > 0) {
        struct rect end = rect_right(&inner, inner.h * 2 / 3);
        draw_count(ui, rect_centre(end, end.w, end.w), tab->count, chosen);
        rect_right(&inner, t->unit / 2);
    }
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = chosen ? PAPER : INK, .bold = true},
        tab->label);
    return ui_area(ui, id, rect);
}
