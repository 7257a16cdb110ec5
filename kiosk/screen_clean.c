/* screen_clean.c: half a minute in which the glass may be wiped. Cards go on being read: their
 * answer is a sound and a small sign. */
#include "kiosk/notices.h"
#include "kiosk/screen.h"

#include <stdio.h>

enum { STAYS_MS = 30000 };

struct clean_state {
    int64_t until_ms;
};

static void
enter(struct stage *stage)
{
    struct clean_state *s = stage->state;
    s->until_ms = stage->now.mono_ms + STAYS_MS;
}

static void
draw_sign(struct ui *ui, const struct view *view, struct rect row)
{
    const struct greeting *g = &view->greeting;
    const struct notice_look *look = notice_look(view->notice);
    if (view->sign == SIGN_GREETED)
        ui_sign(ui, row, g->in ? "check" : "home", g->child.name);
    else if (view->sign == SIGN_NOTICED)
        ui_sign(ui, row, look->icon, _(look->title));
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct clean_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    int64_t left_ms = s->until_ms - ui->now_ms;
    int seconds = left_ms > 0 ? (int)((left_ms + 999) / 1000) : 0;
    char number[16];
    snprintf(number, sizeof number, "%d", seconds);
    draw_box(ui->list, all, 0, LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    draw_sign(ui, stage->view, rect_bottom(&space, t->touch));
    rect_bottom(&space, t->gap);
    const char *sentence = _("Wipe the screen now. Touches do nothing.");
    int lines = words_lines(sentence, t->text_xl, space.w);
    struct rect words = rect_bottom(&space, t->text_xl * 3 / 2 * lines);
    bool wide = t->width >= t->height;
    struct rect sponge = wide ? rect_column(space, 0, 2, t->gap) : rect_row(space, 0, 2, t->gap);
    struct rect count = wide ? rect_column(space, 1, 2, t->gap) : rect_row(space, 1, 2, t->gap);
    draw_picture(ui->list, rect_fit(rect_inset(sponge, t->margin), 1, 1), "icons", "sponge");
    draw_text(ui->list, count,
        (struct text_style){
            .size = t->text_clock * 2, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        number);
    draw_text(ui->list, words,
        (struct text_style){
            .size = t->text_xl, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = lines},
        sentence);
    if (seconds > 0)
        ui->again_ms = s->until_ms - (int64_t)(seconds - 1) * 1000;
}

const struct screen screen_clean = {.name = "clean",
    .idle_ms = STAYS_MS,
    .state_size = sizeof(struct clean_state),
    .enter = enter,
    .draw = draw,
    .locked = true};
