#include "kiosk/ui.h"

#include <stdio.h>

/* Pressed, a control lies half a unit lower, on another ground: seen without its colour too. */
static struct rect
pressed_in(const struct ui *ui, struct rect rect, bool held)
{
    rect.y += held ? ui->theme->unit / 2 : 0;
    return rect;
}

static bool
draw_button(struct ui *ui, int id, struct rect rect, const char *label, enum colour colour)
{
    bool held = ui_is_held(ui, id);
    struct rect face = pressed_in(ui, rect, held);
    draw_box(ui->list, face, face.h / 2, held ? LAKE_PALE : colour);
    draw_text(ui->list, rect_inset(face, ui->theme->gap / 2),
        (struct text_style){
            .size = ui->theme->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        label);
    return ui_area(ui, id, rect);
}

bool
ui_button(struct ui *ui, int id, struct rect rect, const char *label)
{
    return draw_button(ui, id, rect, label, PAPER);
}

bool
ui_soft_button(struct ui *ui, int id, struct rect rect, const char *label)
{
    return draw_button(ui, id, rect, label, MIST);
}

static struct rect
card_face(struct ui *ui, struct rect rect, bool held)
{
    struct rect edge = {rect.x, rect.y + ui->theme->unit / 2, rect.w, rect.h};
    draw_box(ui->list, edge, ui->theme->corner, held ? LAKE_PALE : MIST);
    if (!held)
        draw_box(ui->list, rect, ui->theme->corner, PAPER);
    return rect_inset(pressed_in(ui, rect, held), ui->theme->gap);
}

bool
ui_tile(struct ui *ui, int id, struct rect rect, const char *folder, const char *picture,
    const char *label)
{
    struct rect inner = card_face(ui, rect, ui_is_held(ui, id));
    struct rect word = rect_bottom(&inner, ui->theme->text_m * 3 / 2);
    word = (struct rect){rect.x + ui->theme->unit, word.y, rect.w - 2 * ui->theme->unit, word.h};
    int side = inner.w < inner.h ? inner.w : inner.h;
    draw_picture(ui->list, rect_centre(inner, side, side), folder, picture);
    draw_text(ui->list, word,
        (struct text_style){
            .size = ui->theme->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        label);
    return ui_area(ui, id, rect);
}

bool
ui_head(struct ui *ui, int id, struct rect row, const char *title)
{
    bool held = ui_is_held(ui, id);
    struct rect arrow = rect_left(&row, row.h), face = pressed_in(ui, arrow, held);
    draw_box(ui->list, face, row.h / 2, held ? LAKE_PALE : PAPER);
    draw_picture(ui->list, rect_inset(face, row.h / 5), "icons", "back");
    rect_left(&row, ui->theme->gap);
    draw_text(ui->list, row,
        (struct text_style){.size = ui->theme->text_xl, .colour = INK, .bold = true, .lines = 2},
        title);
    return ui_area(ui, id, arrow);
}

void
ui_loudspeaker(struct ui *ui, int id, struct rect rect, const char *sentence)
{
    int side = rect.w < rect.h ? rect.w : rect.h;
    struct rect disc = rect_centre(rect, side, side);
    bool held = ui_is_held(ui, id);
    struct rect face = pressed_in(ui, disc, held);
    draw_box(ui->list, face, side / 2, held ? LAKE_PALE : PAPER);
    draw_picture(ui->list, rect_inset(face, side / 5), "icons", "speaker");
    if (ui_area(ui, id, disc))
        ui->say = sentence;
}

void
ui_bell(struct ui *ui, int id, struct rect rect, int count)
{
    const struct theme *t = ui->theme;
    struct rect face = rect_centre(rect, rect.w, t->staff_touch);
    char number[16];
    snprintf(number, sizeof number, "%d", count);
    draw_box(ui->list, face, face.h / 2, ui_is_held(ui, id) ? LAKE_PALE : SUN_PALE);
    struct rect inner = rect_inset(face, t->unit / 2);
    rect_left(&inner, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", "bell");
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        number);
    if (ui_area(ui, id, rect))
        ui->go = NAV_ALARMS;
}

void
ui_nothing(struct ui *ui, struct rect rect, const char *icon, const char *sentence)
{
    int side = (rect.w < rect.h ? rect.w : rect.h) / 2;
    rect = rect_centre(rect, rect.w, side + ui->theme->gap + ui->theme->text_l * 3);
    draw_picture(ui->list, rect_centre(rect_top(&rect, side), side, side), "icons", icon);
    rect_top(&rect, ui->theme->gap);
    draw_text(ui->list, rect,
        (struct text_style){
            .size = ui->theme->text_l, .colour = INK, .align = ALIGN_MIDDLE, .lines = 2},
        sentence);
}

struct rect
ui_card(struct ui *ui, struct rect rect)
{
    return card_face(ui, rect, false);
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
    int size = row.h * 47 / 100; /* a higher pill has larger type */
    draw_text(ui->list, inner,
        (struct text_style){
            .size = size > ui->theme->text_s ? size : ui->theme->text_s, .colour = INK},
        sentence);
}
