#include "kiosk/staff_frame.h"

#include "kiosk/animals.h"
#include "kiosk/notices.h"

#include <stdio.h>

static void
draw_person(struct ui *ui, const struct staff *staff, struct rect row)
{
    const struct theme *t = ui->theme;
    draw_picture(ui->list, rect_inset(rect_left(&row, row.h), t->unit), "icons", "teacher");
    rect_left(&row, t->unit);
    struct rect name = rect_top(&row, row.h / 2);
    draw_text(ui->list, name, (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        staff->name);
    draw_text(ui->list, row, (struct text_style){.size = t->text_s, .colour = QUIET},
        words_role(staff->role));
}

static void
draw_head(struct ui *ui, const struct stage *stage, struct rect row, const char *title)
{
    const struct theme *t = ui->theme;
    struct rect out = rect_right(&row, t->unit * 18);
    if (ui_button(ui, STAFF_ID_OUT, out, _("Sign out")))
        ui->go = NAV_SIGN_OUT;
    rect_right(&row, t->gap);
    draw_person(ui, &stage->view->staff, rect_right(&row, t->unit * 24));
    rect_right(&row, t->gap);
    if (ui_head(ui, STAFF_ID_BACK, row, title))
        ui->go = NAV_BACK;
}

void
staff_sign(struct ui *ui, const struct view *view)
{
    const struct theme *t = ui->theme;
    struct rect screen = rect_inset((struct rect){0, 0, t->width, t->height}, t->margin);
    const struct greeting *g = &view->greeting;
    const struct notice_look *look = notice_look(view->notice);
    bool greeted = view->sign == SIGN_GREETED;
    if (view->sign == SIGN_NONE)
        return;
    struct rect pill = rect_bottom(&screen, t->touch);
    pill = rect_centre(pill, t->unit * 70, pill.h);
    draw_box(ui->list, pill, pill.h / 2, greeted ? g->in ? LEAF_PALE : PLUM_PALE : SUN_PALE);
    struct rect inner = rect_inset(pill, t->unit);
    rect_left(&inner, t->gap);
    draw_picture(ui->list, rect_left(&inner, inner.h), greeted ? "animals" : "icons",
        greeted ? animal_picture(g->child.animal) : look->icon);
    rect_left(&inner, t->gap);
    char line[NAME_SIZE + 64];
    snprintf(line, sizeof line, g->in ? _("%s is in") : _("%s has left"), g->child.name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        greeted ? line : _(look->advice));
}

struct rect
staff_frame(struct ui *ui, const struct stage *stage, const char *title)
{
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    draw_head(ui, stage, rect_top(&space, t->staff_touch * 4 / 3), title);
    rect_top(&space, t->gap);
    return space;
}
