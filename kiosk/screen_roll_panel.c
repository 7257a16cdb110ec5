/* screen_roll_panel.c: how many, in figures that are read from afar, and what can be done. */
#include "kiosk/screen_roll.h"

#include "db/day.h"

#include <stdio.h>

struct action {
    enum roll_act act;
    enum colour ground;
    const char *icon, *label;
};

static bool
draw_action(struct ui *ui, const struct action *a, struct rect rect)
{
    const struct theme *t = ui->theme;
    int id = ID_ROLL_ACT + (int)a->act;
    bool held = ui_is_held(ui, id);
    struct rect face = rect;
    face.y += held ? t->unit / 2 : 0;
    draw_box(ui->list, face, t->corner, held ? LAKE_PALE : a->ground);
    struct rect inner = rect_inset(face, t->unit);
    bool beside = inner.w >= t->text_m * 6; /* else the word is below its icon */
    struct rect icon = beside ? rect_left(&inner, t->staff_touch) : inner;
    struct rect word = beside ? inner : rect_bottom(&icon, t->text_m * 3 / 2);
    rect_left(&word, beside ? t->unit : 0);
    draw_picture(ui->list, rect_fit(icon, 1, 1), "icons", a->icon);
    draw_text(ui->list, word,
        (struct text_style){.size = t->text_m,
            .colour = INK,
            .align = beside ? ALIGN_START : ALIGN_MIDDLE,
            .bold = true},
        _(a->label));
    return ui_area(ui, id, rect);
}

static enum roll_act
draw_actions(struct ui *ui, const struct action *actions, int count, struct rect space)
{
    bool wide = ui->theme->width >= ui->theme->height;
    int columns = wide && space.h >= count * ui->theme->staff_touch ? 1 : count > 3 ? 2 : 1;
    enum roll_act touched = ACT_NONE;
    int rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++)
        if (draw_action(
                ui, &actions[i], rect_cell(space, i, columns, rows, ui->theme->unit * 3 / 2)))
            touched = actions[i].act;
    return touched;
}

static enum roll_act
draw_what_can_be_done(struct ui *ui, const struct roll_state *s, struct rect space)
{
    static const struct action here[] = {
        {ACT_FIRE, CORAL_PALE, "fire", N_("Fire")},
        {ACT_FLOOD, CORAL_PALE, "flood", N_("Flood")},
        {ACT_OTHER, CORAL_PALE, "warning-soft", N_("Other alarm")},
        {ACT_ROUTINE, PAPER, "roll", N_("Roll call")},
        {ACT_CODE, PAPER, "code", N_("For a phone")},
        {ACT_PRINT, PAPER, "printer", N_("Print")},
    };
    static const struct action over[] = {
        {ACT_CODE, PAPER, "code", N_("For a phone")},
        {ACT_PRINT, PAPER, "printer", N_("Print")},
        {ACT_CLOSE, LEAF_PALE, "check", N_("Read, close")},
    };
    const struct action call[] = {
        {ACT_ORDER, PAPER, s->missing_first ? "people" : "search",
            s->missing_first ? N_("By group") : N_("Missing first")},
        {ACT_CODE, PAPER, "code", N_("For a phone")},
        {ACT_PRINT, PAPER, "printer", N_("Print")},
        {ACT_END, LEAF_PALE, "check", N_("End roll call")},
    };
    if (s->step == ROLL_HERE)
        return draw_actions(ui, here, sizeof here / sizeof here[0], space);
    if (s->step == ROLL_OVER)
        return draw_actions(ui, over, sizeof over / sizeof over[0], space);
    return draw_actions(ui, call, sizeof call / sizeof call[0], space);
}

/* The figure, and the words below it. */
static void
write_count(const struct roll_state *s, const struct stage *stage, char figure[32], char words[128])
{
    char from[MINUTE_TEXT_LEN + 1], until[MINUTE_TEXT_LEN + 1];
    int offset = stage->view->home.utc_offset_min, missing = s->list.here - s->list.found;
    if (s->step == ROLL_HERE) {
        snprintf(figure, 32, "%d", s->list.here);
        snprintf(words, 128, "%s",
            dngettext(
                "zhaoxi", "child is in now", "children are in now", (unsigned long)s->list.here));
    } else if (s->step == ROLL_OVER) {
        minute_text(from, day_minute_of(s->result.begun_ms, offset));
        minute_text(until, day_minute_of(s->result.ended_ms, offset));
        snprintf(figure, 32, "%d / %d", s->result.found, s->result.expected);
        snprintf(words, 128, _("found, recorded\n%s to %s"), from, until);
    } else {
        snprintf(figure, 32, "%d / %d", s->list.found, s->list.here);
        snprintf(words, 128,
            missing ? dngettext("zhaoxi", "found, %d missing", "found, %d missing",
                          (unsigned long)missing)
                    : _("found: everyone"),
            missing);
    }
}

static void
draw_count(struct ui *ui, const struct roll_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    char figure[32], words[128];
    bool missing = s->step != ROLL_HERE && s->list.found < s->list.here;
    write_count(s, stage, figure, words);
    struct rect inner = ui_card(ui, space);
    struct rect foot = rect_bottom(&inner, t->text_m * 3);
    int tall = inner.h * 3 / 4;
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_clock < tall ? t->text_clock : tall,
            .colour = INK,
            .align = ALIGN_MIDDLE,
            .bold = true},
        figure);
    draw_text(ui->list, foot,
        (struct text_style){.size = t->text_m,
            .colour = missing ? CORAL_DEEP : INK,
            .align = ALIGN_MIDDLE,
            .bold = true,
            .lines = 2},
        words);
}

enum roll_act
roll_draw_panel(
    struct ui *ui, const struct roll_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    struct rect count =
        wide ? rect_top(&space, space.h * 3 / 8) : rect_left(&space, space.w * 2 / 5);
    rect_top(&space, wide ? t->gap : 0);
    rect_left(&space, wide ? 0 : t->gap);
    draw_count(ui, s, stage, count);
    return draw_what_can_be_done(ui, s, space);
}
