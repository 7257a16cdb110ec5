/* screen_notice.c: a kind answer to a card that checks nobody in. */
#include "kiosk/notices.h"
#include "kiosk/screen.h"

enum { STAYS_MS = 3500 };
enum { ID_ALL = 1 };

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct view *view = stage->view;
    const struct theme *t = ui->theme;
    const struct notice_look *look = notice_look(view->notice);
    char sentence[256];
    notice_advice(sentence, sizeof sentence, view);
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, look->back);
    struct rect space = rect_inset(all, t->margin * 2);
    int lines = words_lines(_(look->title), t->text_xl, space.w);
    int advice = t->text_l * 3 / 2 * words_lines(sentence, t->text_l, space.w);
    int words = t->gap * 2 + t->text_xl * 3 / 2 * lines + advice;
    int side = (space.w < space.h ? space.w : space.h) / 2;
    side = side < space.h - words ? side : space.h - words;
    space = rect_centre(space, space.w, side + words);
    struct rect disc = rect_top(&space, side);
    disc = rect_centre(disc, side, side);
    draw_box(ui->list, disc, side / 2, PAPER);
    draw_picture(ui->list, rect_inset(disc, side / 5), "icons", look->icon);
    rect_top(&space, t->gap * 2);
    draw_text(ui->list, rect_top(&space, t->text_xl * 3 / 2 * lines),
        (struct text_style){.size = t->text_xl,
            .colour = look->deep,
            .align = ALIGN_MIDDLE,
            .bold = true,
            .lines = lines},
        _(look->title));
    draw_text(ui->list, rect_top(&space, advice),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .lines = 2},
        sentence);
    if (ui_area(ui, ID_ALL, all))
        ui->go = NAV_BACK;
}

const struct screen screen_notice = {.name = "notice", .draw = draw, .idle_ms = STAYS_MS};
