/* screen_notes.c: notes on a child for the social worker. Tutors write them and see their own of
 * today; social workers see all, and close them. */
#include "kiosk/child_picker.h"
#include "kiosk/note_words.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_keys.h"
#include "kiosk/ui_pill.h"
#include "kiosk/watch_words.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

enum { NOTES = 60 };

enum {
    ID_LIST = STAFF_IDS,
    ID_NEW,
    ID_TAGS,
    ID_OUTCOMES = ID_TAGS + GOAL_COUNT,
    ID_NOTE = ID_OUTCOMES + NOTE_OUTCOME_COUNT,
    ID_PICKER = ID_NOTE + UI_NOTE_IDS,
};

enum notes_step { STEP_LIST, STEP_PICK, STEP_WRITE, STEP_CLOSE };

struct notes_state {
    enum notes_step step;
    bool failed, not_saved, more;
    int count, chosen;
    struct note notes[NOTES];
    struct child children[NOTES];
    const struct stage *stage; /* while they are read */
    struct child child;        /* that is written about */
    int tag;                   /* -1: not chosen yet */
    struct ui_note text;
    struct child_picker picker;
};

static bool
sees_all(const struct stage *stage)
{
    return staff_access(stage->view->staff.role) >= ACCESS_SOCIAL_WORKER;
}

static int
add(const struct note *note, void *payload)
{
    struct notes_state *s = payload;
    const struct view *v = s->stage->view;
    if (!sees_all(s->stage) && (note->staff_id != v->staff.id || note->day != v->day))
        return 0;
    s->more = s->count == NOTES;
    if (s->more)
        return 1;
    s->notes[s->count++] = *note;
    return 0;
}

static void
read_notes(struct notes_state *s, const struct stage *stage)
{
    s->count = 0;
    s->more = false;
    s->stage = stage;
    s->failed = !stage->db || note_each(stage->db, stage->view->home.id, add, s) < 0;
    s->stage = NULL;
    for (int i = 0; i < s->count; i++)
        if (!child_get(stage->db, &s->children[i], s->notes[i].child_id))
            s->children[i] = (struct child){0};
}

static void
enter(struct stage *stage)
{
    read_notes(stage->state, stage);
}

static void
end_act(struct notes_state *s, const struct stage *stage, int rc)
{
    s->not_saved = rc != DB_OK;
    if (s->not_saved) /* the reason never holds what was written */
        fprintf(stderr, "kiosk: a note was not saved: %s\n", db_why(stage->db));
    s->step = STEP_LIST;
    read_notes(s, stage);
}

/* A row; in portrait the child stands above the words. */
static int
row_height(const struct theme *t)
{
    int child = t->width >= t->height ? 0 : t->text_l * 7 / 5 + t->text_s * 3 / 2;
    return child + t->text_m * 3 + t->text_s * 2 + 3 * t->unit;
}

/* When, and by whom; of a closed one what became of it. */
static void
draw_foot(struct ui *ui, const struct stage *stage, const struct note *note, struct rect row)
{
    const struct theme *t = ui->theme;
    struct staff staff = {0};
    char due[96], clock[MINUTE_TEXT_LEN + 1], line[NAME_SIZE + 192];
    words_due(due, sizeof due, note->day, stage->view->day);
    minute_text(clock, day_minute_of(note->at_ms, stage->view->home.utc_offset_min));
    if (!staff_get(stage->db, &staff, note->staff_id))
        snprintf(staff.name, sizeof staff.name, "%s", "…");
    snprintf(line, sizeof line, "%s · %s %s · %s", goal_word(note->tag), due, clock, staff.name);
    if (note->closed) {
        struct rect end = rect_right(&row, t->unit * 22);
        draw_picture(ui->list, rect_left(&end, end.h), "icons", outcome_icon(note->outcome));
        rect_left(&end, t->unit);
        draw_text(ui->list, end,
            (struct text_style){.size = t->text_s, .colour = INK, .bold = true},
            outcome_word(note->outcome));
    }
    draw_text(ui->list, row, (struct text_style){.size = t->text_s, .colour = QUIET}, line);
}

static void
draw_note(struct ui *ui, const struct notes_state *s, const struct stage *stage, int i,
    struct rect row, bool held)
{
    const struct theme *t = ui->theme;
    const struct note *note = &s->notes[i];
    bool wide = t->width >= t->height;
    draw_box(ui->list, row, t->corner / 2, held ? LAKE_PALE : note->closed ? MIST : PAPER);
    struct rect inner = rect_inset(row, t->unit);
    struct rect icon = rect_left(&inner, t->unit * 7);
    draw_picture(ui->list, rect_centre(icon, icon.w, icon.w), "icons", goal_icon(note->tag));
    rect_left(&inner, t->gap);
    struct rect child = wide ? rect_left(&inner, inner.w * 30 / 100)
                             : rect_top(&inner, t->text_l * 7 / 5 + t->text_s * 3 / 2);
    child_face(ui, &s->children[i], child);
    rect_left(&inner, wide ? t->gap : 0);
    draw_foot(ui, stage, note, rect_bottom(&inner, t->text_s * 3 / 2));
    draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = INK, .lines = 2},
        note->text);
}

static void
draw_list(struct ui *ui, struct notes_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect foot = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    if (ui_button(
            ui, ID_NEW, rect_centre(foot, t->unit * 60, foot.h), _("Write to the social worker"))) {
        s->step = STEP_PICK;
        child_picker_begin(&s->picker, stage);
        return;
    }
    if (s->failed || s->count == 0) {
        ui_nothing(ui, space, s->failed ? "warning-soft" : "note",
            s->failed         ? _("The notes can't be read now.")
            : sees_all(stage) ? _("There are no notes.")
                              : _("You have written no note today.\nSocial workers read them."));
        return;
    }
    if (s->more)
        ui_sign(ui, rect_bottom(&space, t->unit * 5), "more-down", _("There are older ones."));
    int height = row_height(t), touched = -1;
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        bool closes = sees_all(stage) && !s->notes[i].closed;
        draw_note(ui, s, stage, i, row, closes && ui_list_is_held(ui, &list, row));
        if (closes && ui_list_tapped(ui, &list, row))
            touched = i;
    }
    ui_list_end(ui, &list);
    if (touched < 0)
        return;
    s->chosen = touched;
    s->step = STEP_CLOSE;
}

static void
draw_pick(struct ui *ui, struct notes_state *s, const struct stage *stage, struct rect space)
{
    int64_t id = child_picker(ui, stage, &s->picker, ID_PICKER, space);
    if (!id || !child_get(stage->db, &s->child, id))
        return;
    s->tag = -1;
    s->text = (struct ui_note){0};
    s->step = STEP_WRITE;
}

/* First what it is about, then the words. */
static void
draw_write(struct ui *ui, struct notes_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    struct rect face = rect_top(&space, t->text_l * 7 / 5 + t->text_s * 3 / 2 + t->unit);
    child_face(ui, &s->child, face);
    rect_top(&space, t->unit);
    int columns = wide ? GOAL_COUNT : GOAL_COUNT / 2, rows = GOAL_COUNT / columns;
    int height = rows * t->staff_touch * 4 / 3 + (rows - 1) * t->unit;
    struct rect tags = rect_top(&space, height);
    rect_top(&space, t->gap);
    for (int i = 0; i < GOAL_COUNT; i++)
        if (ui_pill(ui, ID_TAGS + i, rect_cell(tags, i, columns, rows, t->unit),
                goal_icon((enum goal)i), goal_word((enum goal)i), s->tag == i))
            s->tag = i;
    if (s->tag < 0) {
        ui_nothing(ui, space, "note", _("What is it about?"));
        return;
    }
    if (ui_note(ui, ID_NOTE, space, &s->text, stage->view->pinyin, _("What should be known?")) &&
        s->text.text[0])
        end_act(s, stage,
            note_write(stage->db, s->child.id, (enum goal)s->tag, s->text.text,
                stage->view->staff.id, &stage->now));
}

static void
draw_close(struct ui *ui, struct notes_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    const struct note note = s->notes[s->chosen];
    draw_note(ui, s, stage, s->chosen, rect_top(&space, row_height(t)), false);
    rect_top(&space, t->gap);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        _("What became of it? The note is closed then."));
    int columns = wide ? NOTE_OUTCOME_COUNT : 2, rows = NOTE_OUTCOME_COUNT / columns;
    struct rect area = rect_top(&space, rows * t->touch * 2);
    for (int i = 0; i < NOTE_OUTCOME_COUNT; i++) {
        enum note_outcome outcome = (enum note_outcome)i;
        if (ui_tile(ui, ID_OUTCOMES + i, rect_cell(area, i, columns, rows, t->gap), "icons",
                outcome_icon(outcome), outcome_word(outcome)))
            end_act(s, stage,
                note_close(stage->db, note.id, outcome, stage->view->staff.id, &stage->now));
    }
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct notes_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect space = staff_frame(ui, stage, _("Notes"));
    if (ui->go == NAV_BACK && s->step != STEP_LIST) {
        ui->go = NAV_NONE;
        s->step = s->step == STEP_WRITE ? STEP_PICK : STEP_LIST;
        return;
    }
    if (s->not_saved) {
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft",
            _("That could not be saved. Nothing was changed."));
        rect_top(&space, t->gap);
    }
    if (s->step == STEP_LIST)
        draw_list(ui, s, stage, space);
    else if (s->step == STEP_PICK)
        draw_pick(ui, s, stage, space);
    else if (s->step == STEP_WRITE)
        draw_write(ui, s, stage, space);
    else
        draw_close(ui, s, stage, space);
}

const struct screen screen_notes = {.name = "notes",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .writes = true,
    .state_size = sizeof(struct notes_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct notes_state) <= SCREEN_STATE_MAX, "the state has its place");
