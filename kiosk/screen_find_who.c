/* screen_find_who.c: people tap the wrong row: animal, name and class once more, for the child, and
 * for the staff member who vouches. */
#include "kiosk/screen_find.h"

static void
draw_who(struct ui *ui, const struct found *f, struct rect area)
{
    const struct theme *t = ui->theme;
    struct text_style style = {
        .size = t->text_name, .colour = INK, .align = ALIGN_MIDDLE, .bold = true};
    struct rect grade = rect_bottom(&area, t->text_l * 3 / 2);
    struct rect name = rect_bottom(&area, t->text_name * 5 / 4);
    rect_bottom(&area, t->gap);
    int side = area.w < area.h ? area.w : area.h;
    struct rect disc = rect_centre(area, side, side);
    draw_box(ui->list, disc, side / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(disc, side / 10), "animals", animals[f->animal]);
    draw_text(ui->list, name, style, f->name);
    style.size = t->text_l;
    style.bold = false;
    draw_text(ui->list, grade, style, f->grade);
}

/* What is asked next: the pictures, or at once the staff card. */
static void
ask_further(struct find_state *s, struct stage *stage)
{
    enum secret_state state;
    s->picked = 0;
    s->wrong = false;
    if (secret_state(stage->db, &state, s->children[s->chosen].id, &stage->now) != DB_OK) {
        s->step = FIND_TROUBLE;
        return;
    }
    s->secret = state == SECRET_NONE ? VOUCHED_NEW : VOUCHED_FAILED;
    s->step = state == SECRET_ASKED ? FIND_SECRET : FIND_STAFF;
}

void
find_draw_ask(struct ui *ui, struct find_state *s, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    const struct found *f = &s->children[s->chosen];
    struct rect answers =
        wide ? rect_right(&space, space.w * 2 / 5) : rect_bottom(&space, space.h / 3);
    if (wide)
        rect_right(&space, t->gap * 2);
    else
        rect_bottom(&space, t->gap);
    draw_who(ui, f, space);
    struct rect yes = wide ? rect_row(answers, 0, 2, t->gap) : rect_column(answers, 0, 2, t->gap);
    struct rect no = wide ? rect_row(answers, 1, 2, t->gap) : rect_column(answers, 1, 2, t->gap);
    if (ui_tile(ui, FIND_ID_YES, yes, "icons", "check",
            f->here ? _("That's me. I go home") : _("That's me. I'm here!")))
        ask_further(s, stage);
    else if (ui_tile(ui, FIND_ID_OTHER, no, "icons", "cross", _("That's not me")))
        s->step = FIND_ROWS;
}

static const char *
note_of(enum vouched_secret secret)
{
    switch (secret) {
    case VOUCHED_RIGHT:
    case VOUCHED_SECRET_COUNT:
        break;
    case VOUCHED_NEW:
        return _("Then choose three secret pictures for next time.");
    case VOUCHED_FAILED:
        return _("The pictures were hard today. Teacher: is it this child?");
    }
    return _("Teacher: is it this child?");
}

static void
draw_finder(struct ui *ui, const struct view *view, struct rect area)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, area);
    if (view->camera == CAMERA_ON && view->picture) {
        draw_camera(ui->list, rect_fit(inner, 4, 3), t->corner, view->picture);
        return;
    }
    struct rect card = rect_column(inner, 1, 2, 0), teacher = rect_column(inner, 0, 2, 0);
    draw_picture(ui->list, rect_fit(rect_inset(teacher, t->gap), 1, 1), "icons", "teacher");
    draw_picture(ui->list, rect_fit(rect_inset(card, t->gap), 1, 1), "icons", "card");
}

void
find_draw_staff(struct ui *ui, struct find_state *s, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    struct rect note = rect_bottom(&space, t->touch);
    rect_bottom(&space, t->gap);
    struct rect finder = wide ? rect_left(&space, space.w / 2) : rect_top(&space, space.h / 2);
    draw_finder(ui, stage->view, finder);
    if (wide)
        rect_left(&space, t->gap);
    else
        rect_top(&space, t->gap);
    draw_who(ui, &s->children[s->chosen], space);
    draw_box(ui->list, note, note.h / 2, SUN_PALE);
    draw_text(ui->list, rect_centre(note, note.w - 2 * t->gap, note.h),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .lines = 2},
        note_of(s->secret));
}
