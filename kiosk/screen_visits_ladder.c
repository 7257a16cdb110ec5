/* screen_visits_ladder.c: who does not come, and who is told: a touch tells a level, and shows its
 * slip. */
#include "kiosk/screen_visits.h"

#include "kiosk/watch_words.h"

#include <stdio.h>
#include <string.h>

static const char *
state_words(enum ladder_state state)
{
    static const char *const words[] = {
        [LADDER_NOT_YET] = N_("not due"),
        [LADDER_DUE] = N_("tell now"),
        [LADDER_TOLD] = N_("told, no answer"),
        [LADDER_ANSWERED] = N_("answered"),
    };
    return _(words[state]);
}

static const char *
level_words(enum ladder_level level)
{
    static const char *const words[LADDER_LEVEL_COUNT] = {
        [LADDER_FAMILY] = N_("The family"),
        [LADDER_VILLAGE] = N_("Child director"),
        [LADDER_TOWNSHIP] = N_("Township, school"),
    };
    return _(words[level]);
}

/* Who, and how it stands. */
static void
draw_step(
    struct ui *ui, enum ladder_level level, enum ladder_state state, struct rect rect, bool held)
{
    const struct theme *t = ui->theme;
    static const enum colour grounds[] = {
        [LADDER_NOT_YET] = MIST,
        [LADDER_DUE] = SUN,
        [LADDER_TOLD] = SUN_PALE,
        [LADDER_ANSWERED] = LEAF_PALE,
    };
    draw_box(ui->list, rect, t->corner / 3, held ? LAKE_PALE : grounds[state]);
    rect = rect_inset(rect, t->unit / 2);
    rect = rect_centre(rect, rect.w, t->text_m * 7 / 5 + t->text_s * 3 / 2);
    draw_text(ui->list, rect_top(&rect, t->text_m * 7 / 5),
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        level_words(level));
    draw_text(ui->list, rect,
        (struct text_style){.size = t->text_s, .colour = INK, .align = ALIGN_MIDDLE},
        state_words(state));
}

static int
row_height(const struct theme *t)
{
    int child = t->text_l * 7 / 5 + t->text_s * 3 / 2;
    return (t->width >= t->height ? child : 2 * child + t->unit) + 3 * t->unit;
}

static int
add_guardian(const struct guardian *g, void *payload)
{
    struct visits_state *s = payload;
    if (s->guardian_count < VISIT_GUARDIANS && g->phone[0])
        s->guardians[s->guardian_count++] = *g;
    return 0;
}

/* Makes the slip of what was told. */
static int
open_slip(struct visits_state *s, const struct stage *stage, const uint8_t step[EVENT_ID_LEN])
{
    struct slip slip;
    int rc = slip_of_step(stage->db, &slip, step);
    if (rc == DB_OK)
        rc = slip_text(stage->db, s->slip, &slip);
    s->slip_open = rc == DB_OK;
    s->guardian_count = 0;
    return rc;
}

static void
tell(struct visits_state *s, const struct stage *stage, int i, enum ladder_level level)
{
    const struct ladder_row row = s->ladders[i];
    uint8_t step[EVENT_ID_LEN];
    if (row.ladder.steps[level].state == LADDER_NOT_YET)
        return;
    int rc = ladder_tell(stage->db, step, row.child.id, level, stage->view->staff.id, &stage->now);
    if (rc == DB_OK)
        rc = open_slip(s, stage, step);
    if (rc == DB_OK)
        rc = guardian_each(stage->db, row.child.id, stage->view->day, add_guardian, s);
    visits_tell(s, stage, rc, "");
    s->level = level;
    for (int at = 0; at < s->ladder_count; at++)
        if (s->ladders[at].child.id == row.child.id)
            s->chosen = at;
}

/* The child, how many days, and a step a level. Returns the level that was touched, -1 for none. */
static int
draw_row(struct ui *ui, const struct ladder_row *row, const struct ui_list *list, struct rect rect)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    int touched = -1;
    char days[64];
    draw_box(ui->list, rect, t->corner / 2, PAPER);
    struct rect inner = rect_inset(rect, t->unit);
    struct rect top = wide ? rect_left(&inner, inner.w * 46 / 100)
                           : rect_top(&inner, t->text_l * 7 / 5 + t->text_s * 3 / 2);
    rect_left(&inner, wide ? t->gap : 0);
    rect_top(&inner, wide ? 0 : t->unit);
    snprintf(days, sizeof days,
        dngettext("zhaoxi", "%d day", "%d days", (unsigned long)row->ladder.days),
        row->ladder.days);
    draw_text(ui->list, rect_right(&top, t->unit * 11),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_END, .bold = true},
        days);
    child_face(ui, &row->child, top);
    for (int level = 0; level < LADDER_LEVEL_COUNT; level++) {
        struct rect cell = rect_column(inner, level, LADDER_LEVEL_COUNT, t->unit);
        enum ladder_state state = row->ladder.steps[level].state;
        bool acts = state != LADDER_NOT_YET;
        draw_step(
            ui, (enum ladder_level)level, state, cell, acts && ui_list_is_held(ui, list, cell));
        if (acts && ui_list_tapped(ui, list, cell))
            touched = level;
    }
    return touched;
}

void
visits_draw_ladder(
    struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int touched = -1, level = 0;
    if (s->failed || s->ladder_count == 0) {
        ui_nothing(ui, space, s->failed ? "warning-soft" : "check",
            s->failed ? _("This can't be read now.")
                      : _("Everyone who was expected came, or said why not."));
        return;
    }
    struct ui_list list =
        ui_list_begin(ui, VISITS_ID_LADDERS, space, row_height(t), s->ladder_count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        int on = draw_row(ui, &s->ladders[i], &list, row);
        if (on >= 0) {
            touched = i;
            level = on;
        }
    }
    ui_list_end(ui, &list);
    if (touched >= 0)
        tell(s, stage, touched, (enum ladder_level)level);
}

static void
take_word(struct visits_state *s, const struct stage *stage)
{
    const struct ladder_step *step = &s->ladders[s->chosen].ladder.steps[s->level];
    int rc = ladder_answer(stage->db, step->id, stage->view->staff.id, &stage->now);
    s->slip_open = false;
    visits_tell(s, stage, rc, _("The answer is recorded."));
}

/* The family has no machine: whom to call. */
static void
draw_telephones(struct ui *ui, const struct visits_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        s->guardian_count ? _("Call them:") : _("No telephone number is known."));
    for (int i = 0; i < s->guardian_count; i++) {
        const struct guardian *g = &s->guardians[i];
        char name[NAME_SIZE + WORD_SIZE + 8];
        snprintf(name, sizeof name, "%s · %s", g->name, g->relation);
        draw_text(ui->list, rect_top(&space, t->text_m * 3 / 2),
            (struct text_style){.size = t->text_m, .colour = QUIET}, name);
        draw_text(ui->list, rect_top(&space, t->text_xl * 3 / 2),
            (struct text_style){.size = t->text_xl, .colour = INK, .bold = true}, g->phone);
        rect_top(&space, t->unit);
    }
}

/* The code, or whom to call. */
static void
draw_way(struct ui *ui, const struct visits_state *s, struct rect space)
{
    if (s->level == LADDER_FAMILY) {
        draw_telephones(ui, s, ui_card(ui, space));
        return;
    }
    draw_qr(ui->list, ui_card(ui, rect_fit(space, 1, 1)), s->slip);
}

/* Beside it the child, what to do, and a button for who answers by telephone. */
void
visits_draw_slip(
    struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    char line[256];
    const struct ladder_row *row = &s->ladders[s->chosen];
    draw_way(
        ui, s, wide ? rect_left(&space, space.w * 46 / 100) : rect_top(&space, space.h * 52 / 100));
    rect_left(&space, wide ? t->gap * 2 : 0);
    rect_top(&space, t->gap);
    child_face(ui, &row->child, rect_top(&space, t->text_l * 7 / 5 + t->text_s * 3 / 2));
    rect_top(&space, t->gap);
    snprintf(line, sizeof line, _("For %s: told, and on the record."), ladder_level_text(s->level));
    draw_text(ui->list, rect_top(&space, t->text_m * 3),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = 2}, line);
    if (s->level != LADDER_FAMILY)
        draw_text(ui->list, rect_top(&space, t->text_m * 6),
            (struct text_style){.size = t->text_m, .colour = INK, .lines = 4},
            _("Their machine reads this code, which holds no name. Hold the answer's code before "
              "this kiosk on this screen."));
    rect_top(&space, t->gap);
    struct rect end = rect_top(&space, t->staff_touch * 3 / 2);
    if (row->ladder.steps[s->level].state == LADDER_ANSWERED)
        ui_sign(ui, end, "check", _("answered"));
    else if (ui_button(ui, VISITS_ID_WORD, end, _("They answered by word")))
        take_word(s, stage);
}
