#include "kiosk/ui_tabs.h"

/* The open page is white, bold and underlined. */
static void
draw_tab(struct ui *ui, struct rect tab, const char *label, bool open, bool held)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, tab, t->corner, open ? PAPER : held ? LAKE_PALE : MIST);
    struct rect inner = rect_inset(tab, t->unit);
    struct rect line = rect_bottom(&inner, t->unit * 3 / 4);
    if (open)
        draw_box(ui->list, rect_centre(line, line.w / 2, line.h), line.h / 2, LAKE);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m,
            .colour = open ? LAKE_DEEP : INK,
            .align = ALIGN_MIDDLE,
            .bold = open},
        label);
}

bool
ui_tabs(struct ui *ui, int id, struct rect row, const char *const *labels, int count, int *chosen)
{
    bool changed = false;
    for (int i = 0; i < count; i++) {
        struct rect tab = rect_column(row, i, count, ui->theme->unit);
        draw_tab(ui, tab, labels[i], i == *chosen, ui_is_held(ui, id + i));
        if (ui_area(ui, id + i, tab) && i != *chosen) {
            *chosen = i;
            changed = true;
        }
    }
    return changed;
}
