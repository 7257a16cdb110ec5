/* screen_health.c: a child's health notes: read, written, and ended with a reason. */
#include "kiosk/child_picker.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_keys.h"
#include "kiosk/ui_tabs.h"
#include "kiosk/watch_words.h"

#include <stdio.h>
#include <string.h>

enum { NOTES = 20, END_REASONS = 4 };

enum {
    ID_ADD = STAFF_IDS,
    ID_LIST,
    ID_REASONS,
    ID_KINDS = ID_REASONS + END_REASONS,
    ID_LEVELS = ID_KINDS + HEALTH_KIND_COUNT,
    ID_NOTE = ID_LEVELS + 2,
    ID_PICKER = ID_NOTE + UI_NOTE_IDS,
};

enum health_step { STEP_PICK, STEP_LIST, STEP_WRITE, STEP_END };

struct health_state {
    enum health_step step;
    struct child child;
    int count, chosen;
    bool failed;
    struct health notes[NOTES];
    int kind, level; /* of the one that is being written; level 1: important */
    struct ui_note note;
    struct child_picker picker;
};

static const char *const end_reasons[END_REASONS] = {N_("The doctor says it is over"),
    N_("The medicine is finished"), N_("It was written wrongly"), N_("Another reason")};

static int
add(const struct health *health, void *payload)
{
    struct health_state *s = payload;
    s->notes[s->count++] = *health;
    return s->count == NOTES;
}

static void
read_notes(struct health_state *s, const struct stage *stage)
{
    s->count = 0;
    if (!stage->db || health_each(stage->db, s->child.id, add, s) < 0)
        s->failed = true;
}

static void
enter(struct stage *stage)
{
    struct health_state *s = stage->state;
    child_picker_begin(&s->picker, stage);
}

static void
end_act(struct health_state *s, const struct stage *stage, int rc)
{
    s->failed = rc != DB_OK;
    if (s->failed)
        fprintf(stderr, "kiosk: a health note was not saved: %s\n", db_why(stage->db));
    s->step = STEP_LIST;
    read_notes(s, stage);
}

static void
draw_pick(struct ui *ui, struct health_state *s, const struct stage *stage, struct rect space)
{
    int64_t id = child_picker(ui, stage, &s->picker, ID_PICKER, space);
    if (!id || !child_get(stage->db, &s->child, id))
        return;
    s->step = STEP_LIST;
    read_notes(s, stage);
}

/* The colour and a word say that it is important. True when it is to be ended. */
static bool
draw_note(struct ui *ui, const struct ui_list *list, const struct health *h, struct rect row)
{
    const struct theme *t = ui->theme;
    rect_bottom(&row, t->unit);
    draw_box(ui->list, row, t->corner / 2, h->important ? CORAL_PALE : PAPER);
    struct rect inner = rect_inset(row, t->unit);
    struct rect end = rect_right(&inner, t->unit * 22);
    rect_right(&inner, t->gap);
    draw_picture(ui->list, rect_inset(rect_left(&inner, inner.h), t->unit / 2), "icons",
        health_icon(h->kind));
    rect_left(&inner, t->gap);
    char kind[96];
    int lines = words_lines(h->text, t->text_l, inner.w);
    snprintf(kind, sizeof kind, h->important ? _("%s · important") : "%s", health_word(h->kind));
    inner = rect_centre(inner, inner.w, lines * t->text_l * 7 / 5 + t->text_s * 3 / 2);
    draw_text(ui->list, rect_bottom(&inner, t->text_s * 3 / 2),
        (struct text_style){
            .size = t->text_s, .colour = h->important ? CORAL_DEEP : QUIET, .bold = h->important},
        kind);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true, .lines = 2}, h->text);
    end = rect_centre(end, end.w, t->staff_touch * 4 / 3);
    draw_box(ui->list, end, end.h / 2, ui_list_is_held(ui, list, end) ? SUN_PALE : LAKE_PALE);
    draw_text(ui->list, rect_inset(end, t->unit),
        (struct text_style){
            .size = t->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        _("End the note"));
    return ui_list_tapped(ui, list, end);
}

static void
draw_notes(struct ui *ui, struct health_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    if (s->count == 0) {
        ui_nothing(ui, space, "health", _("Nothing is noted for this child."));
        return;
    }
    int height = t->text_l * 3 + t->text_s * 3 / 2 + 3 * t->unit, ended = -1;
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last; i++)
        if (draw_note(ui, &list, &s->notes[i], ui_list_row(&list, i)))
            ended = i;
    ui_list_end(ui, &list);
    if (ended < 0)
        return;
    s->chosen = ended;
    s->step = STEP_END;
}

static void
draw_list(struct ui *ui, struct health_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    if (s->failed)
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft",
            _("That could not be saved. Nothing was changed."));
    rect_top(&space, s->failed ? t->gap : 0);
    struct rect row = rect_bottom(&space, t->staff_touch * 3 / 2);
    if (s->count < NOTES &&
        ui_button(ui, ID_ADD, rect_centre(row, t->unit * 60, row.h), _("Write a note"))) {
        s->note = (struct ui_note){0};
        s->kind = HEALTH_ALLERGY;
        s->level = 1;
        s->step = STEP_WRITE;
        return;
    }
    rect_bottom(&space, t->gap);
    draw_notes(ui, s, space);
}

static void
draw_child(struct ui *ui, const struct child *child, struct rect face)
{
    draw_box(ui->list, face, ui->theme->corner / 2, PAPER);
    child_face(ui, child, rect_inset(face, ui->theme->unit));
}

static int
child_height(const struct theme *t)
{
    return t->text_l * 7 / 5 + t->text_s * 3 / 2 + 2 * t->unit;
}

/* Of which kind and how important it is: beside each other, or in two rows. */
static void
draw_choices(struct ui *ui, struct health_state *s, struct rect space, bool wide)
{
    const struct theme *t = ui->theme;
    const char *kinds[HEALTH_KIND_COUNT];
    const char *levels[] = {_("For the file"), _("Tell when it comes")};
    for (int i = 0; i < HEALTH_KIND_COUNT; i++)
        kinds[i] = health_word((enum health_kind)i);
    struct rect left = wide ? rect_column(space, 0, 2, t->gap) : rect_row(space, 0, 2, t->unit);
    struct rect right = wide ? rect_column(space, 1, 2, t->gap) : rect_row(space, 1, 2, t->unit);
    ui_tabs(ui, ID_KINDS, left, kinds, HEALTH_KIND_COUNT, &s->kind);
    ui_tabs(ui, ID_LEVELS, right, levels, 2, &s->level);
}

/* A wide screen has the child beside the choices, so that the keys keep their height. */
static void
draw_write(struct ui *ui, struct health_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    struct rect child = rect_top(&space, child_height(t)), choices = child;
    if (wide) {
        child = rect_left(&choices, choices.w * 32 / 100);
        rect_left(&choices, t->gap);
    } else {
        int tab = t->staff_touch * 4 / 3 > t->text_m * 2 ? t->staff_touch * 4 / 3 : t->text_m * 2;
        rect_top(&space, t->gap);
        choices = rect_top(&space, 2 * tab + t->unit);
    }
    draw_child(ui, &s->child, child);
    draw_choices(ui, s, choices, wide);
    rect_top(&space, t->gap);
    bool done =
        ui_note(ui, ID_NOTE, space, &s->note, stage->view->pinyin, _("Write, then touch the tick"));
    if (!done || !s->note.text[0])
        return;
    struct health health = {.child_id = s->child.id,
        .kind = (enum health_kind)s->kind,
        .important = s->level == 1,
        .staff_id = stage->view->staff.id};
    snprintf(health.text, sizeof health.text, "%s", s->note.text);
    end_act(s, stage, health_put(stage->db, &health));
}

static void
draw_end(struct ui *ui, struct health_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    char line[HEALTH_TEXT_SIZE + 64];
    health_line(line, sizeof line, &s->notes[s->chosen]);
    draw_text(ui->list, rect_top(&space, t->text_l * 3),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true, .lines = 2}, line);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK}, _("Why does it hold no more?"));
    for (int i = 0; i < END_REASONS; i++) {
        if (ui_button(
                ui, ID_REASONS + i, rect_top(&space, t->staff_touch * 3 / 2), _(end_reasons[i]))) {
            end_act(s, stage,
                health_end(stage->db, s->notes[s->chosen].id, _(end_reasons[i]),
                    stage->view->staff.id, stage->view->day));
            return;
        }
        rect_top(&space, t->gap);
    }
}

static void
go_back(struct ui *ui, struct health_state *s)
{
    if (ui->go != NAV_BACK || s->step == STEP_PICK)
        return;
    ui->go = NAV_NONE;
    s->step = s->step == STEP_LIST ? STEP_PICK : STEP_LIST;
    s->failed = false;
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct health_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, _("Health notes"));
    if (ui->go != NAV_NONE) {
        go_back(ui, s);
        return;
    }
    if (s->step == STEP_PICK) {
        draw_pick(ui, s, stage, space);
        return;
    }
    if (s->step == STEP_WRITE) {
        draw_write(ui, s, stage, space);
        return;
    }
    draw_child(ui, &s->child, rect_top(&space, child_height(t)));
    rect_top(&space, t->gap);
    if (s->step == STEP_LIST)
        draw_list(ui, s, space);
    else
        draw_end(ui, s, stage, space);
}

const struct screen screen_health = {.name = "health",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_SOCIAL_WORKER,
    .writes = true,
    .state_size = sizeof(struct health_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct health_state) <= SCREEN_STATE_MAX, "the state has its place");
