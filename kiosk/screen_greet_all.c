#include "kiosk/screen_greet_all.h"
#include "kiosk/animals.h"

#include "kiosk/words.h"

#include "db/day.h"

#include <string.h>

/* In or out, as on the welcome of one: arrow, colour, time. */
static void
draw_direction(struct ui *ui, const struct arrival *a, struct rect pill)
{
    const struct theme *t = ui->theme;
    char clock[MINUTE_TEXT_LEN + 1];
    minute_text(clock, a->minute);
    draw_box(ui->list, pill, pill.h / 2, a->in ? LEAF_DEEP : PLUM_DEEP);
    struct rect inner = rect_inset(pill, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", a->in ? "arrow-in" : "arrow-out");
    rect_left(&inner, t->gap / 2);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_l, .colour = PAPER, .bold = true}, clock);
}

static void
draw_face(struct ui *ui, const struct arrival *a, struct rect area)
{
    int side = area.w < area.h ? area.w : area.h;
    struct rect disc = rect_centre(area, side, side);
    draw_box(ui->list, disc, side / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(disc, side / 10), "animals", animal_picture(a->animal));
}

/* The words stand under the animal on a high card, beside it on a wide one. */
static void
draw_arrival(struct ui *ui, const struct arrival *a, struct rect cell)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, cell);
    bool high = inner.h > inner.w;
    int words = t->text_name * 5 / 4 + t->gap + t->touch;
    int half = inner.w * 45 / 100;
    struct rect face = high ? rect_top(&inner, inner.h - words - t->gap)
                            : rect_left(&inner, inner.h < half ? inner.h : half);
    draw_face(ui, a, face);
    if (high)
        rect_top(&inner, t->gap);
    else
        rect_left(&inner, t->gap);
    inner = rect_centre(inner, inner.w, words);
    bool full = strlen(a->name) <= 18; /* else two lines: more than six Chinese characters */
    draw_text(ui->list, rect_top(&inner, t->text_name * 5 / 4),
        (struct text_style){.size = full ? t->text_name : t->text_l,
            .colour = INK,
            .align = high ? ALIGN_MIDDLE : ALIGN_START,
            .bold = true,
            .lines = full ? 1 : 2},
        a->name);
    rect_top(&inner, t->gap);
    int width = t->text_l * 4 + t->touch;
    draw_direction(ui, a, high ? rect_centre(inner, width, inner.h) : rect_left(&inner, width));
}

void
greet_all(struct ui *ui, const struct arrivals *arrivals, struct rect all)
{
    const struct theme *t = ui->theme;
    int n = arrivals->count, in = 0;
    for (int i = 0; i < n; i++)
        in += arrivals->list[i].in;
    bool wide = all.w >= all.h;
    draw_box(ui->list, all, 0, in == n ? LEAF_PALE : in == 0 ? PLUM_PALE : LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    draw_text(ui->list, rect_top(&space, t->text_xl * 3 / 2),
        (struct text_style){.size = t->text_xl,
            .colour = in == n   ? LEAF_DEEP
                      : in == 0 ? PLUM_DEEP
                                : LAKE_DEEP,
            .align = ALIGN_MIDDLE,
            .bold = true},
        in == n   ? _("Welcome, all of you!")
        : in == 0 ? _("Goodbye, all of you!")
                  : _("Hello!"));
    rect_top(&space, t->gap);
    for (int i = 0; i < n; i++)
        draw_arrival(ui, &arrivals->list[i],
            wide ? rect_column(space, i, n, t->gap) : rect_row(space, i, n, t->gap));
}
