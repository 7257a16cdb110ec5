#include "kiosk/screen_greet_pair.h"

#include "kiosk/animals.h"

#include "db/day.h"

#include <stdio.h>

static void
draw_one(struct ui *ui, struct rect area, const char *folder, const char *picture, const char *name,
    const char *what, int lines)
{
    const struct theme *t = ui->theme;
    struct rect under = rect_bottom(&area, t->text_m * 3 / 2);

    struct rect words = rect_bottom(&area, t->text_name * (lines == 1 ? 5 : 8) / 4);
    int side = area.w < area.h ? area.w : area.h;
    struct rect disc = rect_centre(area, side, side);
    draw_box(ui->list, disc, side / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(disc, side / 8), folder, picture);
    draw_text(ui->list, words,
        (struct text_style){.size = lines == 1 ? t->text_name : t->text_l,
            .colour = INK,
            .align = ALIGN_MIDDLE,
            .bold = true,
            .lines = lines},
        name);
    draw_text(ui->list, under,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE}, what);
}

/* In or out with its time, small: the heart is what it is about. */
static void
draw_direction(struct ui *ui, const struct greeting *g, struct rect row)
{
    const struct theme *t = ui->theme;
    char clock[MINUTE_TEXT_LEN + 1], line[128];
    minute_text(clock, g->minute);
    snprintf(line, sizeof line, g->in ? _("Checked in at %s") : _("Checked out at %s"), clock);
    struct rect pill = rect_centre(row, t->text_l * 9 + row.h, row.h);
    draw_box(ui->list, pill, pill.h / 2, g->in ? LEAF_DEEP : PLUM_DEEP);
    struct rect inner = rect_inset(pill, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", g->in ? "arrow-in" : "arrow-out");
    rect_left(&inner, t->gap / 2);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_l, .colour = PAPER, .bold = true}, line);
}

void
greet_pair(struct ui *ui, const struct greeting *g, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_text(ui->list, rect_top(&space, t->text_xl * 3 / 2),
        (struct text_style){.size = t->text_xl,
            .colour = g->in ? LEAF_DEEP : PLUM_DEEP,
            .align = ALIGN_MIDDLE,
            .bold = true},
        g->met_again ? _("Together once more today.") : _("Together today. It is on the record."));
    rect_top(&space, t->gap);
    draw_direction(ui, g, rect_bottom(&space, t->touch * 4 / 5));
    rect_bottom(&space, t->gap);
    struct rect child = rect_left(&space, space.w * (space.w >= space.h ? 40 : 43) / 100);
    struct rect staff = rect_right(&space, child.w);
    int lines = words_lines(g->child.name, t->text_name, child.w);
    if (lines == 1)
        lines = words_lines(g->met.name, t->text_name, staff.w);
    draw_one(ui, child, "animals", animal_picture(g->child.animal), g->child.name, "", lines);
    draw_one(ui, staff, "icons", "teacher", g->met.name, _("Your volunteer"), lines);
    rect_bottom(&space, t->text_name * (lines == 1 ? 5 : 8) / 4 + t->text_m * 3 / 2);
    draw_picture(ui->list, rect_inset(rect_fit(space, 1, 1), t->unit), "icons", "heart");
}
