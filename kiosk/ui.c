#include "kiosk/ui.h"

bool
ui_area(struct ui *ui, struct rect rect)
{
    int slack = ui->theme->unit;
    struct rect target = {rect.x - slack, rect.y - slack, rect.w + 2 * slack, rect.h + 2 * slack};
    return ui->tapped && rect_has(target, ui->x, ui->y);
}

bool
ui_button(struct ui *ui, struct rect rect, const char *label)
{
    draw_box(ui->list, rect, rect.h / 2, PAPER);
    draw_text(ui->list, rect_inset(rect, ui->theme->gap / 2),
        (struct text_style){
            .size = ui->theme->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        label);
    return ui_area(ui, rect);
}

struct rect
ui_card(struct ui *ui, struct rect rect)
{
    struct rect edge = {rect.x, rect.y + ui->theme->unit / 2, rect.w, rect.h};
    draw_box(ui->list, edge, ui->theme->corner, MIST);
    draw_box(ui->list, rect, ui->theme->corner, PAPER);
    return rect_inset(rect, ui->theme->gap);
}

void
ui_sign(struct ui *ui, struct rect row, const char *icon, const char *sentence)
{
    draw_box(ui->list, row, row.h / 2, SUN_PALE);
    struct rect inner = rect_inset(row, row.h / 8);
    inner.x += row.h / 4;
    inner.w -= row.h / 2;
    struct rect mark = rect_left(&inner, inner.h);
    draw_picture(ui->list, mark, "icons", icon);
    rect_left(&inner, ui->theme->unit);
    draw_text(
        ui->list, inner, (struct text_style){.size = ui->theme->text_s, .colour = INK}, sentence);
}
