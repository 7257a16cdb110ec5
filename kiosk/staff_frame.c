#include "kiosk/staff_frame.h"

#include "kiosk/animals.h"
#include "kiosk/notices.h"
#include "kiosk/watch_words.h"

#include <stdio.h>

static void
draw_person(struct ui *ui, const struct staff *staff, struct rect row)
{
    const struct theme *t = ui->theme;
    draw_picture(ui->list, rect_inset(rect_left(&row, row.h), t->unit), "icons", "teacher");
    rect_left(&row, t->unit);
    struct rect name = rect_top(&row, row.h / 2);
    int most = name.h - t->unit / 4; /* of larger text nothing stands over */
    draw_text(ui->list, name,
        (struct text_style){
            .size = t->text_m < most ? t->text_m : most, .colour = INK, .bold = true},
        staff->name);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_s < most ? t->text_s : most, .colour = QUIET},
        words_role(staff->role));
}

static bool
has_bell(const struct view *view)
{
    return view->alarms > 0 && staff_access(view->staff.role) >= ACCESS_TUTOR;
}

static void
draw_head(struct ui *ui, const struct stage *stage, struct rect row, const char *title)
{
    const struct theme *t = ui->theme;
    const struct view *view = stage->view;
    bool bell = has_bell(view), narrow = bell && t->width < t->height;
    struct rect out = rect_right(&row, t->unit * 18);
    if (ui_button(ui, STAFF_ID_OUT, out, _("Sign out")))
        ui->go = NAV_SIGN_OUT;
    rect_right(&row, t->gap);
    draw_person(ui, &view->staff, rect_right(&row, t->unit * (narrow ? 20 : 24)));
    rect_right(&row, t->gap);
    if (bell) {
        ui_bell(ui, STAFF_ID_BELL, rect_right(&row, t->unit * 11), view->alarms);
        rect_right(&row, t->unit);
    }
    if (ui_head(ui, STAFF_ID_BACK, row, title))
        ui->go = NAV_BACK;
}

/* An important health note of the child that came, above the pill. */
static void
draw_health(struct ui *ui, const struct health *health, struct rect row)
{
    const struct theme *t = ui->theme;
    char line[HEALTH_TEXT_SIZE + 64];
    health_line(line, sizeof line, health);
    draw_box(ui->list, row, t->corner, CORAL_PALE);
    row = rect_inset(row, t->unit);
    draw_picture(ui->list, rect_left(&row, row.h), "icons", health_icon(health->kind));
    rect_left(&row, t->gap);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true, .lines = 2}, line);
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
    if (greeted && g->in && view->sign_health.id) {
        rect_bottom(&screen, t->unit);
        struct rect row = rect_bottom(&screen, t->touch);
        draw_health(ui, &view->sign_health, rect_centre(row, pill.w, row.h));
    }
    draw_box(ui->list, pill, pill.h / 2, greeted ? g->in ? LEAF_PALE : PLUM_PALE : SUN_PALE);
    struct rect inner = rect_inset(pill, t->unit);
    rect_left(&inner, t->gap);
    draw_picture(ui->list, rect_left(&inner, inner.h), greeted ? "animals" : "icons",
        greeted ? animal_picture(g->child.animal) : look->icon);
    rect_left(&inner, t->gap);
    char line[256];
    if (greeted)
        snprintf(line, sizeof line, g->in ? _("%s is in") : _("%s has left"), g->child.name);
    else
        notice_advice(line, sizeof line, view);
    draw_text(ui->list, inner,
        (struct text_style){
            .size = greeted ? t->text_l : t->text_m, .colour = INK, .bold = true, .lines = 2},
        line);
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

bool
staff_arrow(struct ui *ui, int id, struct rect rect, const char *icon)
{
    draw_box(ui->list, rect, rect.h / 2, ui_is_held(ui, id) ? LAKE_PALE : PAPER);
    draw_picture(ui->list, rect_centre(rect, rect.h / 2, rect.h / 2), "icons", icon);
    return ui_area(ui, id, rect);
}
