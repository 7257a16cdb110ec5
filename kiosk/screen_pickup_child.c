/* screen_pickup_child.c: a child's guardians to choose from, the reason where one is needed, and
 * the last look before it is recorded. */
#include "kiosk/animals.h"
#include "kiosk/figures.h"
#include "kiosk/screen_pickup.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

static void
draw_line(struct ui *ui, struct rect *area, int size, bool bold, const char *text)
{
    draw_text(ui->list, rect_top(area, size * 3 / 2),
        (struct text_style){.size = size, .colour = INK, .align = ALIGN_MIDDLE, .bold = bold},
        text);
}

/* Where the child is, as far as it is known. */
static void
status_of(char *out, size_t size, const struct pickup_state *s, const struct view *view)
{
    const struct departure *d = &s->departure;
    char at[MINUTE_TEXT_LEN + 1];
    minute_text(at, day_minute_of(d->at_ms, view->home.utc_offset_min));
    switch (d->where) {
    case PICKUP_HERE:
        snprintf(out, size, _("Here since %s"), at);
        break;
    case PICKUP_LEFT:
        snprintf(out, size, _("Left at %s, not confirmed with whom"), at);
        break;
    case PICKUP_COLLECTED:
        snprintf(out, size, _("Left at %s, confirmed"), at);
        break;
    case PICKUP_AWAY:
        snprintf(out, size, "%s", _("Not here today"));
        break;
    }
}

static void
draw_who(struct ui *ui, const struct pickup_state *s, const struct view *view, struct rect area)
{
    const struct theme *t = ui->theme;
    char status[128], class[NAME_SIZE + WORD_SIZE];
    status_of(status, sizeof status, s, view);
    snprintf(class, sizeof class, "%s %s", s->child.school, s->child.grade);
    struct rect words =
        rect_bottom(&area, t->text_xl * 3 / 2 + t->text_m * 3 / 2 + t->text_m * 3 / 2);
    int side = area.w < area.h ? area.w : area.h;
    struct rect disc = rect_centre(area, side, side);
    draw_box(ui->list, disc, side / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(disc, side / 10), "animals", animal_picture(s->child.animal));
    draw_line(ui, &words, t->text_xl, true, s->child.name);
    draw_line(ui, &words, t->text_m, false, class);
    draw_line(ui, &words, t->text_m, true, status);
}

static const char *
last_digits(const char *phone)
{
    size_t len = strlen(phone);
    return len > 4 ? phone + len - 4 : phone;
}

static void
draw_state(struct ui *ui, enum collector_state state, struct rect area)
{
    static const struct {
        const char *icon, *word;
        enum colour back;
    } looks[] = {
        [COLLECTOR_VALID] = {"check", N_("valid"), LEAF_PALE},
        [COLLECTOR_ENDED] = {"clock", N_("ended"), SUN_PALE},
        [COLLECTOR_BARRED] = {"barred", N_("barred"), CORAL_PALE},
    };
    const struct theme *t = ui->theme;
    struct rect pill = rect_centre(area, area.w, t->text_m * 2);
    draw_box(ui->list, pill, pill.h / 2, looks[state].back);
    struct rect inner = rect_inset(pill, t->unit / 2);
    rect_left(&inner, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", looks[state].icon);
    rect_left(&inner, t->unit / 2);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        _(looks[state].word));
}

/* Why: the agreement's last day, or the note of who is barred. */
static void
detail_of(char *out, size_t size, const struct collector *c)
{
    const struct guardian *g = &c->guardian;
    char day[DAY_TEXT_LEN + 1];
    bool agreement = g->agreement_until && (!g->until_day || g->agreement_until < g->until_day);
    int until = agreement ? g->agreement_until : g->until_day;
    snprintf(out, size, "%s", c->note);
    if (c->state == COLLECTOR_BARRED || !until)
        return;
    day_text(day, until);
    snprintf(out, size, agreement ? _("Agreement until %s") : _("Guardian until %s"), day);
}

static void
draw_collector(struct ui *ui, const struct collector *c, struct rect row, bool held)
{
    const struct theme *t = ui->theme;
    char line[NAME_SIZE + PHONE_SIZE + 8], detail[NOTE_SIZE];
    bool barred = c->state == COLLECTOR_BARRED;
    draw_box(ui->list, row, t->corner / 2, held ? LAKE_PALE : barred ? MIST : PAPER);
    struct rect inner = rect_inset(row, t->unit);
    int figure = inner.h < inner.w / 5 ? inner.h : inner.w / 5;
    figure_draw(ui, rect_left(&inner, figure), &c->guardian);
    rect_left(&inner, t->gap);
    draw_state(ui, c->state, rect_right(&inner, t->text_m * 6));
    rect_right(&inner, t->unit);
    detail_of(detail, sizeof detail, c);
    snprintf(line, sizeof line, "%s  …%s", c->guardian.name, last_digits(c->guardian.phone));
    struct rect relation = rect_top(&inner, inner.h / 2);
    draw_text(ui->list, relation,
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, c->guardian.relation);
    struct rect name = detail[0] ? rect_top(&inner, inner.h / 2) : inner;
    draw_text(ui->list, name, (struct text_style){.size = t->text_m, .colour = INK}, line);
    if (detail[0])
        draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = QUIET}, detail);
}

static void
choose_without(struct pickup_state *s, enum pickup_how how)
{
    s->chosen = -1;
    s->pickup.how = how;
    s->pickup.guardian_id = 0;
    s->step = PICKUP_REASON;
}

static void
draw_collectors(struct ui *ui, struct pickup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    int height = t->text_l * 3 / 2 + t->text_m * 3 / 2 + t->text_s * 3 / 2 + 3 * t->unit;
    int tapped = -1;
    struct ui_list list =
        ui_list_begin(ui, PICKUP_ID_COLLECTORS, space, height, s->collector_count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        bool barred = s->collectors[i].state == COLLECTOR_BARRED;
        draw_collector(ui, &s->collectors[i], row, !barred && ui_list_is_held(ui, &list, row));
        if (ui_list_tapped(ui, &list, row))
            tapped = i;
    }
    ui_list_end(ui, &list);
    if (tapped >= 0)
        pickup_choose(s, tapped);
}

void
pickup_draw_child(
    struct ui *ui, struct pickup_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    if (s->failed)
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft",
            _("That could not be saved. Nothing was changed."));
    rect_top(&space, s->failed ? t->gap : 0);
    struct rect who = wide ? rect_left(&space, space.w / 3) : rect_top(&space, space.h / 3);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap);
    draw_who(ui, s, stage->view, who);
    if (s->departure.where == PICKUP_AWAY)
        return; /* nobody collects who is not here */
    struct rect foot = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    draw_collectors(ui, s, space);
    if (s->step != PICKUP_CHILD)
        return;
    if (ui_button(ui, PICKUP_ID_ALONE, rect_column(foot, 0, 2, t->gap), _("Leaves alone")))
        choose_without(s, PICKUP_ALONE);
    if (ui_button(ui, PICKUP_ID_NOTED, rect_column(foot, 1, 2, t->gap), _("Something else")))
        choose_without(s, PICKUP_NOTED);
}

/* Which reasons fit what is about to be recorded; -1 ends them. */
static const int *
reasons_for(enum pickup_how how)
{
    static const int ended[] = {REASON_PHONED, REASON_RENEWING, -1};
    static const int alone[] = {REASON_PHONED, REASON_NEAR, REASON_AT_HOME, -1};
    static const int noted[] = {REASON_RELATIVE, REASON_BROUGHT, REASON_AT_HOME, -1};
    return how == PICKUP_STAFF_CONFIRMED ? ended : how == PICKUP_ALONE ? alone : noted;
}

static bool
draw_reason(struct ui *ui, int id, struct rect row, const char *text)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, row, t->corner / 2, ui_is_held(ui, id) ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(row, t->gap);
    draw_text(
        ui->list, inner, (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, text);
    return ui_area(ui, id, row);
}

void
pickup_draw_reasons(struct ui *ui, struct pickup_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    const int *reasons = reasons_for(s->pickup.how);
    int i = 0;
    for (; reasons[i] >= 0; i++) {
        const char *name = pickup_reason_name((enum pickup_reason)reasons[i]);
        struct rect row = rect_top(&space, t->staff_touch * 2);
        rect_top(&space, t->gap);
        if (draw_reason(ui, PICKUP_ID_REASONS + i, row, pickup_reason_text(name))) {
            snprintf(s->pickup.reason, sizeof s->pickup.reason, "%s", name);
            s->step = PICKUP_ASK;
        }
    }
    if (draw_reason(
            ui, PICKUP_ID_OWN, rect_top(&space, t->staff_touch * 2), _("Write what happened"))) {
        s->note = (struct ui_note){0};
        s->step = PICKUP_WRITE;
    }
}

static void
draw_with(struct ui *ui, const struct pickup_state *s, struct rect area)
{
    const struct theme *t = ui->theme;
    char line[NAME_SIZE + PHONE_SIZE + 8] = "";
    struct guardian nobody = {0};
    const struct guardian *g = s->chosen >= 0 ? &s->collectors[s->chosen].guardian : &nobody;
    struct rect words =
        rect_bottom(&area, t->text_xl * 3 / 2 + t->text_m * 3 / 2 + t->text_m * 3 / 2);
    if (s->chosen >= 0) {
        figure_draw(ui, area, g);
        snprintf(line, sizeof line, "%s  …%s", g->name, last_digits(g->phone));
    } else {
        draw_picture(ui->list, rect_fit(area, 1, 1), "icons",
            s->pickup.how == PICKUP_ALONE ? "alone" : "talk");
    }
    draw_line(ui, &words, t->text_xl, true,
        s->chosen >= 0                  ? g->relation
        : s->pickup.how == PICKUP_ALONE ? _("Leaves alone")
                                        : _("Something else"));
    if (line[0])
        draw_line(ui, &words, t->text_m, false, line);
    draw_line(ui, &words, t->text_m, false, pickup_reason_text(s->pickup.reason));
}

void
pickup_draw_ask(struct ui *ui, struct pickup_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    struct rect answers = rect_bottom(&space, t->staff_touch * 2);
    rect_bottom(&space, t->gap);
    struct rect inner = ui_card(ui, space);
    struct rect who = wide ? rect_column(inner, 0, 2, t->gap) : rect_row(inner, 0, 2, t->gap);
    struct rect with = wide ? rect_column(inner, 1, 2, t->gap) : rect_row(inner, 1, 2, t->gap);
    draw_who(ui, s, stage->view, who);
    draw_with(ui, s, with);
    if (ui_button(ui, PICKUP_ID_NO, rect_column(answers, 0, 2, t->gap * 2), _("No, go back")))
        s->step = PICKUP_CHILD;
    struct rect yes = rect_column(answers, 1, 2, t->gap * 2);
    draw_box(ui->list, yes, yes.h / 2, LEAF_DEEP);
    draw_text(ui->list, yes,
        (struct text_style){
            .size = t->text_l, .colour = PAPER, .align = ALIGN_MIDDLE, .bold = true},
        _("Yes, record it"));
    if (ui_area(ui, PICKUP_ID_YES, yes))
        pickup_save(s, stage);
}
