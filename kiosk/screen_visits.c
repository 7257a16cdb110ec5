/* screen_visits.c: who needs a visit and why; a visit is recorded with its outcome and a note. */
#include "kiosk/screen_visits.h"

#include "kiosk/ui_tabs.h"
#include "kiosk/watch_words.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

static int
add_need(const struct visit_need *need, void *payload)
{
    struct visits_state *s = payload;
    s->more = s->need_count == VISIT_ROWS;
    if (s->more)
        return 1;
    s->needs[s->need_count++].need = *need;
    return 0;
}

static int
add_ladder(const struct ladder *ladder, void *payload)
{
    struct visits_state *s = payload;
    if (s->ladder_count == LADDER_ROWS)
        return 1;
    s->ladders[s->ladder_count++].ladder = *ladder;
    return 0;
}

static void
read_child(const struct stage *stage, struct child *out, int64_t id)
{
    if (!child_get(stage->db, out, id))
        *out = (struct child){0};
}

void
visits_read(struct visits_state *s, const struct stage *stage)
{
    int64_t home = stage->view->home.id;
    s->need_count = s->ladder_count = 0;
    s->more = false;
    s->failed = !stage->db || visit_each(stage->db, home, &stage->now, add_need, s) < 0 ||
                ladder_each(stage->db, home, &stage->now, add_ladder, s) < 0;
    for (int i = 0; i < s->need_count; i++)
        read_child(stage, &s->needs[i].child, s->needs[i].need.child_id);
    for (int i = 0; i < s->ladder_count; i++)
        read_child(stage, &s->ladders[i].child, s->ladders[i].ladder.child_id);
    for (int rule = 0; stage->db && rule < VISIT_RULE_COUNT; rule++)
        s->settings[rule] = visit_rule_get(stage->db, (enum visit_rule)rule);
}

void
visits_tell(struct visits_state *s, const struct stage *stage, int rc, const char *done)
{
    s->done = rc == DB_OK;
    snprintf(s->why, sizeof s->why, "%s",
        rc == DB_OK        ? done
        : rc == DB_REFUSED ? db_why(stage->db)
                           : _("That could not be saved. Nothing was changed."));
    visits_read(s, stage);
}

static void
enter(struct stage *stage)
{
    visits_read(stage->state, stage);
}

/* An answer's slip is held before the camera. */
static bool
take_code(struct stage *stage, const char *text)
{
    struct visits_state *s = stage->state;
    struct slip slip;
    if (!slip_is(text) || !stage->db)
        return false;
    s->tab = TAB_LADDER;
    s->slip_open = s->recording = s->file.open = false;
    visits_tell(s, stage, slip_take(stage->db, &slip, text, stage->view->staff.id, &stage->now),
        _("The answer is recorded."));
    return true;
}

static const char *
rule_icon(enum visit_rule rule)
{
    static const char *const icons[VISIT_RULE_COUNT] = {
        [VISIT_ABSENT] = "absent",
        [VISIT_DROP] = "history",
        [VISIT_SAD] = "heart",
        [VISIT_AGREEMENT] = "family",
        [VISIT_COLLECTOR] = "collect",
    };
    return icons[rule];
}

static int
row_height(const struct theme *t)
{
    int child = t->text_l * 7 / 5 + t->text_s * 3 / 2;
    return (t->width >= t->height ? child : child + t->text_m * 3) + 3 * t->unit;
}

static void
draw_need(struct ui *ui, const struct need_row *row, struct rect rect, bool held)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    draw_box(ui->list, rect, t->corner / 2, held ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(rect, t->unit);
    struct rect face = wide ? rect_left(&inner, inner.w * 34 / 100)
                            : rect_top(&inner, t->text_l * 7 / 5 + t->text_s * 3 / 2);
    child_face(ui, &row->child, face);
    rect_left(&inner, wide ? t->gap : 0);
    int side = t->unit * 5;
    draw_picture(ui->list, rect_centre(rect_left(&inner, side), side, side), "icons",
        rule_icon(row->need.rule));
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = INK, .lines = 2},
        row->need.why);
}

static void
draw_needs(struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    if (s->failed || s->need_count == 0) {
        ui_nothing(ui, space, s->failed ? "warning-soft" : "check",
            s->failed ? _("This can't be read now.") : _("Nobody needs a visit now."));
        return;
    }
    if (s->more)
        ui_sign(ui, rect_bottom(&space, t->unit * 5), "more-down", _("There are more."));
    int touched = -1;
    struct ui_list list = ui_list_begin(ui, VISITS_ID_LIST, space, row_height(t), s->need_count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_need(ui, &s->needs[i], row, ui_list_is_held(ui, &list, row));
        if (ui_list_tapped(ui, &list, row))
            touched = i;
    }
    ui_list_end(ui, &list);
    if (touched < 0)
        return;
    s->chosen = touched;
    s->recording = true;
    s->outcome_chosen = false;
    s->why[0] = '\0';
    s->note = (struct ui_note){0};
    s->visit = (struct visit){
        .child_id = s->needs[touched].need.child_id, .staff_id = stage->view->staff.id};
}

static void
save_visit(struct visits_state *s, const struct stage *stage)
{
    snprintf(s->visit.note, sizeof s->visit.note, "%s", s->note.text);
    int rc = visit_record(stage->db, &s->visit, &stage->now);
    s->recording = rc == DB_REFUSED; /* the note is missing, and can be written */
    visits_tell(s, stage, rc, _("The visit is recorded."));
}

static const char *
outcome_sign(enum visit_outcome outcome)
{
    static const char *const icons[VISIT_OUTCOME_COUNT] = {
        [VISIT_ALL_WELL] = "check",
        [VISIT_AGREED] = "helping-hands",
        [VISIT_WATCHED] = "waiting",
        [VISIT_PASSED_ON] = "people",
        [VISIT_NOBODY] = "absent",
    };
    return icons[outcome];
}

/* First how it was, then what should be remembered; nobody at home needs no words. */
static void
draw_record(struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    draw_need(ui, &s->needs[s->chosen], rect_top(&space, row_height(t) - t->unit), false);
    rect_top(&space, t->gap);
    if (s->outcome_chosen) {
        draw_text(ui->list, rect_top(&space, t->text_m * 2),
            (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
            visit_outcome_text(s->visit.outcome));
        if (ui_note(ui, VISITS_ID_NOTE, space, &s->note, stage->view->pinyin,
                _("A note, then the tick")))
            save_visit(s, stage);
        return;
    }
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        _("You were there today: how was it?"));
    int columns = wide ? VISIT_OUTCOME_COUNT : 2;
    int rows = (VISIT_OUTCOME_COUNT + columns - 1) / columns;
    struct rect area = rect_top(&space, rows * t->touch * 2);
    for (int i = 0; i < VISIT_OUTCOME_COUNT; i++) {
        enum visit_outcome outcome = (enum visit_outcome)i;
        if (!ui_tile(ui, VISITS_ID_OUTCOMES + i, rect_cell(area, i, columns, rows, t->gap), "icons",
                outcome_sign(outcome), visit_outcome_text(outcome)))
            continue;
        s->visit.outcome = outcome;
        s->outcome_chosen = true;
        if (outcome == VISIT_NOBODY)
            save_visit(s, stage);
    }
}

static void
draw_tabs(struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const char *labels[VISITS_TABS] = {_("Needs a visit"), _("Does not come"), _("Rules")};
    struct rect row = rect_top(&space, t->staff_touch * 5 / 4);
    if (s->need_count > 0) {
        struct rect file = rect_right(&row, t->unit * 30);
        rect_right(&row, t->gap);
        if (s->tab == TAB_NEEDS)
            export_tab(ui, VISITS_ID_FILE, file, &s->file);
    }
    if (ui_tabs(ui, VISITS_ID_TABS, row, labels, VISITS_TABS, &s->tab))
        s->why[0] = '\0';
    rect_top(&space, t->gap);
    if (s->why[0]) {
        ui_sign(ui, rect_top(&space, t->unit * 6), s->done ? "check" : "warning-soft", s->why);
        rect_top(&space, t->unit);
    }
    if (s->tab == TAB_NEEDS)
        draw_needs(ui, s, stage, space);
    else if (s->tab == TAB_LADDER)
        visits_draw_ladder(ui, s, stage, space);
    else
        visits_draw_rules(ui, s, stage, space);
}

static void
draw_export(struct ui *ui, struct visits_state *s, const struct stage *stage, struct rect space)
{
    if (export_draw(ui, VISITS_ID_FILE, stage, &s->file, space))
        export_begin(ui, stage, &s->file, "visits");
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct visits_state *s = stage->state;
    struct rect space = staff_frame(ui, stage,
        s->recording   ? _("A visit at home")
        : s->slip_open ? _("A slip")
                       : _("Visits, missing"));
    if (ui->go == NAV_BACK && (s->recording || s->slip_open || s->file.open)) {
        ui->go = NAV_NONE;
        if (s->recording && s->outcome_chosen)
            s->outcome_chosen = false;
        else
            s->recording = s->slip_open = s->file.open = false;
        s->why[0] = '\0';
        return;
    }
    if ((s->recording || s->slip_open) && s->why[0]) {
        ui_sign(
            ui, rect_top(&space, ui->theme->unit * 6), s->done ? "check" : "warning-soft", s->why);
        rect_top(&space, ui->theme->unit);
    }
    if (s->file.open)
        draw_export(ui, s, stage, space);
    else if (s->recording)
        draw_record(ui, s, stage, space);
    else if (s->slip_open)
        visits_draw_slip(ui, s, stage, space);
    else
        draw_tabs(ui, s, stage, space);
}

const struct screen screen_visits = {.name = "visits",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_SOCIAL_WORKER,
    .writes = true,
    .state_size = sizeof(struct visits_state),
    .enter = enter,
    .draw = draw,
    .code = take_code};
_Static_assert(sizeof(struct visits_state) <= SCREEN_STATE_MAX, "the state has its place");
