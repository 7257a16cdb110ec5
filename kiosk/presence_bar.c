#include "kiosk/presence_bar.h"

#include "db/day.h"
#include "db/presence.h"

#include <stdio.h>

void
presence_bar_begin(struct presence_bar *bar, const struct stage *stage)
{
    const struct view *v = stage->view;
    *bar = (struct presence_bar){0};
    if (stage->db)
        bar->since_ms = presence_since(stage->db, v->home.id, v->staff.id, v->day);
}

bool
presence_bar(
    struct ui *ui, const struct stage *stage, struct presence_bar *bar, int id, struct rect row)
{
    const struct theme *t = ui->theme;
    const struct view *v = stage->view;
    char line[NAME_SIZE + 96], since[MINUTE_TEXT_LEN + 1];
    bool here = bar->since_ms != 0;
    minute_text(since, day_minute_of(bar->since_ms, v->home.utc_offset_min));
    snprintf(line, sizeof line, here ? _("%1$s: here since %2$s") : _("%1$s: not signed in today"),
        v->staff.name, since);
    draw_box(ui->list, row, row.h / 2, here ? LEAF_PALE : PAPER);
    struct rect button = rect_right(&row, t->unit * 24);
    struct rect inner = rect_inset(row, t->unit);
    rect_left(&inner, t->gap);
    draw_picture(
        ui->list, rect_left(&inner, inner.h), "icons", bar->failed ? "warning-soft" : "teacher");
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        bar->failed ? _("That could not be saved. Nothing was changed.") : line);
    if (!ui_button(ui, id, rect_inset(button, t->unit / 2), here ? _("I leave") : _("I am here")))
        return false;
    struct presence now;
    bool failed =
        !stage->db || presence_sign(stage->db, &now, v->staff.id, NULL, &stage->now) != DB_OK;
    presence_bar_begin(bar, stage);
    bar->failed = failed;
    return !failed;
}
