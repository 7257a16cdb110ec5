/* screen_care_mark.c: a child at a session: what the cards say, and what staff say by hand, which
 * can be taken back. */
#include "kiosk/screen_care.h"

#include "kiosk/watch_words.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

static void
look_of_present(struct care_look *out, const struct care_cell *c)
{
    char in[MINUTE_TEXT_LEN + 1], left[MINUTE_TEXT_LEN + 1];
    minute_text(in, c->in_min < 0 ? 0 : c->in_min);
    minute_text(left, c->out_min < 0 ? 0 : c->out_min);
    *out = (struct care_look){.icon = "present", .ground = LEAF_PALE};
    if (c->by_hand) {
        out->icon = "pencil";
        snprintf(out->words, sizeof out->words, "%s", _("here, by hand"));
    } else if (c->late || c->early) {
        out->icon = c->late ? "late" : "go-home";
        out->ground = SUN_PALE;
        snprintf(out->words, sizeof out->words,
            c->late && c->early ? _("late %s, left %s")
            : c->late           ? _("late: %s")
                                : _("left early: %s"),
            c->late ? in : left, left);
    } else if (c->unplanned) {
        snprintf(out->words, sizeof out->words, "%s", _("here, without a place"));
    } else {
        snprintf(out->words, sizeof out->words, _("here: %s"), in);
    }
}

void
care_look(struct care_look *out, const struct care_cell *cell)
{
    *out = (struct care_look){.icon = "absent", .ground = CORAL_PALE};
    switch (cell->was) {
    case CARE_PRESENT:
        look_of_present(out, cell);
        break;
    case CARE_AWAITED:
        *out = (struct care_look){.icon = "waiting", .ground = MIST};
        snprintf(out->words, sizeof out->words, "%s", _("still to come"));
        break;
    case CARE_AWAY_NOTED:
        *out = (struct care_look){.icon = absence_icon(cell->reason), .ground = MIST};
        snprintf(out->words, sizeof out->words, _("absent: %s"), absence_word(cell->reason));
        break;
    case CARE_AWAY:
        out->icon = cell->by_hand ? "pencil" : "absent";
        snprintf(out->words, sizeof out->words, "%s",
            cell->by_hand ? _("absent, by hand") : _("absent"));
        break;
    case CARE_NOTHING:
    case CARE_WAS_COUNT:
        out->ground = MIST;
        snprintf(out->words, sizeof out->words, "%s", _("has no place"));
        break;
    }
}

void
care_open_mark(struct care_view *s, const struct stage *stage, const struct care_row *row)
{
    if (!child_get(stage->db, &s->child, row->id))
        return;
    s->cell = row->cell;
    s->why[0] = '\0';
    s->step = STEP_MARK;
}

/* What was said shows at the child's row. */
static void
marked(struct care_view *s, const struct stage *stage, int rc, const char *done)
{
    if (rc != DB_REFUSED)
        s->step = STEP_TABS;
    care_screen_tell(s, stage, rc, done);
}

static void
put(struct care_view *s, const struct stage *stage)
{
    struct roster_by by = care_screen_by(stage);
    marked(s, stage, care_mark_put(stage->db, &s->mark, &by), _("It is noted by hand."));
}

static struct care_mark
mark_of(const struct care_view *s)
{
    return (struct care_mark){
        .session_id = s->sessions[s->session].id, .child_id = s->child.id, .day = s->day};
}

/* Of closed care it is a correction, and wants a reason. */
static void
mark(struct care_view *s, const struct stage *stage, enum care_mark_kind kind)
{
    s->mark = mark_of(s);
    s->mark.mark = kind;
    if (s->care.state != CARE_CLOSED) {
        put(s, stage);
        return;
    }
    s->note = (struct ui_note){0};
    s->step = STEP_MARK_WHY;
}

static void
take_back(struct care_view *s, const struct stage *stage)
{
    struct care_mark gone = mark_of(s);
    struct roster_by by = care_screen_by(stage);
    int rc = s->cell.by_hand ? care_mark_undo(stage->db, &gone, false, &by) : DB_OK;
    if (rc == DB_OK && s->cell.meal_by_hand)
        rc = care_mark_undo(stage->db, &gone, true, &by);
    marked(s, stage, rc, _("What was said by hand is taken back."));
}

static void
note_absence(struct care_view *s, const struct stage *stage, enum absence_reason reason)
{
    struct absence absence = {.child_id = s->child.id,
        .staff_id = stage->view->staff.id,
        .from_day = s->day,
        .until_day = s->day,
        .reason = reason};
    marked(s, stage, absence_note(stage->db, &absence, &stage->now), _("The absence is noted."));
}

/* A touch on a tile: what it says holds. */
static void
draw_marks(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    static const struct {
        enum care_mark_kind kind;
        const char *icon, *label;
    } tiles[] = {
        {CARE_MARK_PRESENT, "present", N_("Was here")},
        {CARE_MARK_ABSENT, "absent", N_("Was not here")},
        {CARE_MARK_ATE, "meal", N_("Has eaten")},
        {CARE_MARK_NOT_EATEN, "cross", N_("Has not eaten")},
    };
    int count = s->sessions[s->session].meal ? 4 : 2;
    bool undo = s->cell.by_hand || s->cell.meal_by_hand;
    int columns = ui->theme->width >= ui->theme->height ? count + undo : 2;
    int rows = (count + undo + columns - 1) / columns;
    for (int i = 0; i < count; i++)
        if (ui_tile(ui, CARE_ID_MARKS + i, rect_cell(space, i, columns, rows, ui->theme->gap),
                "icons", tiles[i].icon, _(tiles[i].label)))
            mark(s, stage, tiles[i].kind);
    if (undo &&
        ui_tile(ui, CARE_ID_MARKS + 4, rect_cell(space, count, columns, rows, ui->theme->gap),
            "icons", "undo", _("Take back")))
        take_back(s, stage);
}

static void
draw_reasons(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        _("Does not come today. Why?"));
    int columns = t->width >= t->height ? ABSENCE_REASON_COUNT : 2;
    int rows = ABSENCE_REASON_COUNT / columns;
    for (int i = 0; i < ABSENCE_REASON_COUNT; i++) {
        enum absence_reason reason = (enum absence_reason)i;
        if (ui_tile(ui, CARE_ID_REASONS + i, rect_cell(space, i, columns, rows, t->gap), "icons",
                absence_icon(reason), absence_word(reason)))
            note_absence(s, stage, reason);
    }
}

void
care_draw_mark(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct care_look look;
    care_look(&look, &s->cell);
    care_screen_said(ui, s, &space);
    struct rect face = rect_top(&space, t->text_l * 7 / 5 + t->text_s * 3 / 2 + 2 * t->unit);
    draw_box(ui->list, face, t->corner / 2, PAPER);
    face = rect_inset(face, t->unit);
    struct rect word = rect_right(&face, face.w * 2 / 5);
    draw_text(ui->list, word,
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_END, .bold = true},
        look.words);
    child_face(ui, &s->child, face);
    rect_top(&space, t->gap);
    bool ahead = s->day == stage->view->day && s->cell.was != CARE_PRESENT;
    struct rect marks = rect_top(&space, ahead ? space.h * 48 / 100 : space.h * 60 / 100);
    rect_top(&space, t->gap);
    draw_marks(ui, s, stage, marks);
    if (ahead)
        draw_reasons(ui, s, stage, space);
}

void
care_draw_mark_why(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    care_screen_said(ui, s, &space);
    draw_text(ui->list, rect_top(&space, t->text_m * 2),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        _("This care is closed. Why is it corrected?"));
    if (!ui_note(
            ui, CARE_ID_NOTE, space, &s->note, stage->view->pinyin, _("The reason, then the tick")))
        return;
    snprintf(s->mark.reason, sizeof s->mark.reason, "%s", s->note.text);
    put(s, stage);
}
