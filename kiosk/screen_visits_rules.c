/* screen_visits_rules.c: the rules of who needs a visit in plain words, each with its number. */
#include "kiosk/screen_visits.h"

#include "kiosk/ui_pill.h"

static void
change(struct visits_state *s, const struct stage *stage, int rule, int by, bool turn)
{
    struct visit_setting setting = s->settings[rule];
    setting.number += by;
    setting.on = turn ? !setting.on : setting.on;
    visits_tell(s, stage,
        visit_rule_set(
            stage->db, (enum visit_rule)rule, &setting, stage->view->staff.id, &stage->now),
        _("The rule is changed, with your name on the record."));
}

static void
draw_rule(
    struct ui *ui, struct visits_state *s, const struct stage *stage, int rule, struct rect row)
{
    const struct theme *t = ui->theme;
    const struct visit_setting *setting = &s->settings[rule];
    bool wide = t->width >= t->height;
    char text[VISIT_WHY];
    int id = VISITS_ID_RULES + 3 * rule,
        step = rule == VISIT_DROP || rule == VISIT_AGREEMENT ? 5 : 1;
    int by = 0;
    bool turn = false;
    draw_box(ui->list, row, t->corner / 2, setting->on ? PAPER : MIST);
    struct rect inner = rect_inset(row, t->unit);
    struct rect controls =
        wide ? rect_right(&inner, inner.w * 36 / 100) : rect_bottom(&inner, t->staff_touch * 5 / 4);
    controls = rect_centre(controls, controls.w, t->staff_touch * 5 / 4);
    struct rect on = rect_right(&controls, controls.w * 44 / 100);
    rect_right(&controls, t->unit);
    if (setting->on && ui_soft_button(ui, id, rect_column(controls, 0, 2, t->unit), "−"))
        by = -step;
    if (setting->on && ui_soft_button(ui, id + 1, rect_column(controls, 1, 2, t->unit), "+"))
        by = step;
    turn = ui_pill(ui, id + 2, on, NULL, setting->on ? _("asked") : _("not asked"), setting->on);
    visit_rule_text(text, (enum visit_rule)rule, setting);
    draw_text(ui->list, inner,
        (struct text_style){
            .size = t->text_m, .colour = setting->on ? INK : QUIET, .lines = wide ? 2 : 3},
        text);
    if (by || turn)
        change(s, stage, rule, by, turn);
}

void
visits_draw_rules(
    struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    int height = t->staff_touch * 5 / 4 + 2 * t->unit + (wide ? 0 : t->text_m * 4);
    if (!stage->db) {
        ui_nothing(ui, space, "warning-soft", _("This can't be read now."));
        return;
    }
    draw_text(ui->list, rect_top(&space, t->text_m * 2),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        _("A child needs a visit when one of these holds since its last visit:"));
    for (int rule = 0; rule < VISIT_RULE_COUNT; rule++) {
        draw_rule(ui, s, stage, rule, rect_top(&space, height));
        rect_top(&space, t->unit);
    }
}
