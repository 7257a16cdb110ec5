#include "kiosk/ui_dialog.h"

static bool
draw_answer(struct ui *ui, int id, struct rect rect, const char *icon, const char *label, bool yes)
{
    const struct theme *t = ui->theme;
    bool held = ui_is_held(ui, id);
    struct rect face = rect;
    face.y += held ? t->unit / 2 : 0;
    draw_box(ui->list, face, face.h / 2, held ? LAKE_PALE : yes ? LEAF_PALE : MIST);
    struct rect inner = rect_inset(face, face.h / 6);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", icon);
    rect_left(&inner, t->unit);
    rect_right(&inner, t->unit);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        label);
    return ui_area(ui, id, rect);
}

enum ui_answer
ui_dialog(struct ui *ui, int id, struct rect screen, const struct ui_question *q)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, screen, 0, LAKE_PALE);
    int w = screen.w * 4 / 5, icon = t->touch * 3 / 2, words = t->text_l * 4;
    int h = icon + words + t->touch + t->gap * 6;
    struct rect inner = ui_card(ui, rect_centre(screen, w < t->unit * 100 ? w : t->unit * 100, h));
    inner = rect_inset(inner, t->gap);
    draw_picture(ui->list, rect_centre(rect_top(&inner, icon), icon, icon), "icons", q->icon);
    struct rect answers = rect_bottom(&inner, t->touch);
    draw_text(ui->list, inner,
        (struct text_style){
            .size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = 2},
        q->sentence);
    if (draw_answer(ui, id + 1, rect_column(answers, 0, 2, t->gap * 2), "cross", q->no, false))
        return ANSWER_NO;
    if (draw_answer(ui, id, rect_column(answers, 1, 2, t->gap * 2), "check", q->yes, true))
        return ANSWER_YES;
    return ANSWER_NONE;
}

void
ui_toast(
    struct ui *ui, struct rect screen, const char *icon, const char *sentence, int64_t since_ms)
{
    const struct theme *t = ui->theme;
    if (!since_ms || ui->now_ms >= since_ms + TOAST_MS)
        return;
    ui_again(ui, since_ms + TOAST_MS);
    struct rect foot = rect_inset(screen, t->margin);
    foot = rect_bottom(&foot, t->text_m * 2 + t->gap);
    struct rect pill = rect_centre(foot, foot.w < t->unit * 80 ? foot.w : t->unit * 80, foot.h);
    draw_box(ui->list, pill, pill.h / 2, INK);
    struct rect inner = rect_inset(pill, pill.h / 6);
    rect_left(&inner, t->unit);
    rect_right(&inner, t->gap);
    struct rect disc = rect_left(&inner, inner.h);
    draw_box(ui->list, disc, disc.h / 2, PAPER);
    draw_picture(ui->list, rect_inset(disc, disc.h / 8), "icons", icon);
    rect_left(&inner, t->gap / 2);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = PAPER, .bold = true}, sentence);
}
