#include "kiosk/ui_pill.h"

bool
ui_pill(struct ui *ui, int id, struct rect rect, const char *icon, const char *label, bool chosen)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, rect, rect.h / 2,
        ui_is_held(ui, id) ? LAKE_PALE
        : chosen           ? LEAF_PALE
                           : PAPER);
    struct rect inner = rect_inset(rect, rect.h / 6);
    const char *picture = chosen ? "check" : icon;
    int side = inner.h < inner.w / 4 ? inner.h : inner.w / 4; /* the word needs the room */
    if (picture)
        draw_picture(ui->list, rect_centre(rect_left(&inner, side), side, side), "icons", picture);
    draw_text(ui->list, inner,
        (struct text_style){
            .size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = chosen},
        label);
    return ui_area(ui, id, rect);
}
