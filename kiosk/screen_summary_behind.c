/* screen_summary_behind.c: the days that a figure is made of, with what it counts. */
#include "kiosk/screen_summary.h"

#include "db/day.h"
#include "report/summary_table.h"

#include <stdio.h>

static void
draw_head(struct ui *ui, const struct summary_state *s, struct rect card)
{
    const struct theme *t = ui->theme;
    char title[4 * NAME_SIZE], range[SUMMARY_RANGE];
    struct rect inner = ui_card(ui, card);
    summary_range(range, &s->ask);
    snprintf(title, sizeof title, "%s%s%s%s · %s", summary_figure_heading(s->figure),
        s->of[0] || s->child[0] ? " · " : "", s->child[0] ? s->child : s->of, "", range);
    draw_text(ui->list, rect_top(&inner, t->text_l * 3 / 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, title);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = QUIET, .lines = 3},
        summary_meaning(s->figure));
}

/* "16:31 – 18:02". */
static void
times(char out[40], const struct summary_fact *f)
{
    char in[MINUTE_TEXT_LEN + 1] = "", until[MINUTE_TEXT_LEN + 1] = "";
    if (f->in_min >= 0)
        minute_text(in, f->in_min);
    if (f->out_min >= 0)
        minute_text(until, f->out_min);
    snprintf(out, 40, "%s%s%s", in, in[0] ? " – " : "", until);
}

static void
draw_fact(
    struct ui *ui, const struct summary_state *s, const struct summary_fact *f, struct rect row)
{
    const struct theme *t = ui->theme;
    char day[DAY_TEXT_LEN + 1], clock[40], value[SUMMARY_VALUE];
    struct text_style plain = {.size = t->text_m, .colour = INK};
    rect_bottom(&row, t->unit / 2);
    draw_box(ui->list, row, t->corner / 3, PAPER);
    struct rect inner = {row.x + t->unit, row.y, row.w - 2 * t->unit, row.h};
    day_text(day, f->day);
    times(clock, f);
    draw_text(ui->list, rect_left(&inner, t->text_m * 7), plain, day);
    struct rect right = rect_right(&inner, t->text_m * 5);
    draw_text(ui->list, right,
        (struct text_style){
            .size = t->text_m, .colour = LAKE_DEEP, .align = ALIGN_END, .bold = true},
        summary_value(value, s->figure, f->value));
    if (clock[0])
        draw_text(ui->list, rect_right(&inner, t->text_m * 8),
            (struct text_style){.size = t->text_m, .colour = QUIET}, clock);
    struct rect who = f->what[0] ? rect_left(&inner, inner.w / 2) : inner;
    plain.bold = true;
    draw_text(ui->list, who, plain, f->who);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = QUIET}, f->what);
}

void
summary_draw_behind(
    struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    (void)stage;
    draw_head(ui, s, rect_top(&space, t->text_l * 3 / 2 + t->text_m * 4 + 2 * t->unit));
    rect_top(&space, t->gap);
    if (s->failed) {
        ui_nothing(ui, space, "warning-soft", _("This can't be read now. Nothing is lost."));
        return;
    }
    if (s->fact_count == 0) {
        ui_nothing(ui, space, "chart", _("No single day stands behind this figure."));
        return;
    }
    if (s->behind_more)
        ui_sign(ui, rect_bottom(&space, t->unit * 6), "note",
            _("There are more days than are shown here."));
    struct ui_list list =
        ui_list_begin(ui, SUMMARY_ID_LIST, space, t->staff_touch * 6 / 5, s->fact_count);
    for (int i = list.first; i < list.last && i < s->fact_count; i++)
        draw_fact(ui, s, &s->facts[i], ui_list_row(&list, i));
    ui_list_end(ui, &list);
}
