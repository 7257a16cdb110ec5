/* screen_alarms_act.c: an answer to an alarm: why a child is absent, or what became of it. */
#include "kiosk/screen_alarms.h"

#include <stdio.h>
#include <string.h>

enum { ANSWERS = 3 };

/* What is said most often, so that nobody has to write. */
static const char *const answers[ALARM_KIND_COUNT][ANSWERS] = {
    [ALARM_CLOCK] = {N_("The manager knows")},
    [ALARM_BARRED] = {N_("Staff are with the child"), N_("The person has left")},
    [ALARM_WAITS] = {N_("A teacher is with them")},
    [ALARM_WRONG_CHILD] = {N_("The right child was found")},
    [ALARM_EXPECTED] = {N_("Guardian reached: the child is well"), N_("It is still at school"),
        N_("Somebody is looking for it")},
    [ALARM_STILL_HERE] = {N_("A guardian is on the way"), N_("Staff take it home"),
        N_("It has left, and forgot to check out")},
    [ALARM_PLACE] = {N_("The family was asked"), N_("The family was not reached")},
    [ALARM_CALENDAR] = {N_("The manager knows")},
};

static struct alarm_row *
chosen(struct alarms_state *s)
{
    return &s->rows[s->chosen];
}

/* The list again, as it is now. */
static void
end_act(struct alarms_state *s, const struct stage *stage, int rc)
{
    s->failed = rc != DB_OK;
    if (s->failed)
        fprintf(stderr, "kiosk: an answer to an alarm was not recorded: %s\n", db_why(stage->db));
    s->step = ALARMS_LIST;
    s->note = (struct ui_note){0};
    alarms_read(s, stage);
}

static void
deal_with(struct alarms_state *s, const struct stage *stage, const char *note)
{
    end_act(s, stage,
        alarm_done(stage->db, &chosen(s)->alarm, stage->view->staff.id, note, &stage->now));
}

void
alarms_seen(struct alarms_state *s, const struct stage *stage)
{
    deal_with(s, stage, "");
}

/* About whom, above the answers. */
static void
draw_about(struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    char line[256];
    alarm_line(line, sizeof line, &chosen(s)->alarm, stage->view->home.utc_offset_min);
    draw_box(ui->list, row, t->corner / 2, PAPER);
    row = rect_inset(row, t->unit);
    if (chosen(s)->child.id)
        child_face(ui, &chosen(s)->child, rect_left(&row, row.w / 2));
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_m, .colour = CORAL_DEEP, .bold = true, .lines = 2},
        line);
}

static int
about_height(const struct theme *t)
{
    return t->text_l * 7 / 5 + t->text_s * 3 / 2 + 2 * t->unit;
}

void
alarms_draw_absence(
    struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_about(ui, s, stage, rect_top(&space, about_height(t)));
    rect_top(&space, t->gap);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        _("Why is it absent today?"));
    int columns = space.w >= space.h ? 4 : 2, picked = -1;
    space = rect_top(&space, t->unit * (columns == 4 ? 30 : 62));
    for (int i = 0; i < ABSENCE_REASON_COUNT; i++) {
        enum absence_reason reason = (enum absence_reason)i;
        if (ui_tile(ui, ALARM_ID_CHOICES + i,
                rect_cell(space, i, columns, ABSENCE_REASON_COUNT / columns, t->gap), "icons",
                absence_icon(reason), absence_word(reason)))
            picked = i;
    }
    if (picked < 0)
        return;
    s->noted = (struct absence){.child_id = chosen(s)->child.id,
        .staff_id = stage->view->staff.id,
        .from_day = stage->view->day,
        .until_day = stage->view->day,
        .reason = (enum absence_reason)picked};
    memcpy(s->noted_name, chosen(s)->child.name, sizeof s->noted_name);
    int rc = absence_note(stage->db, &s->noted, &stage->now);
    s->noted_ms = rc == DB_OK ? ui->now_ms : 0;
    end_act(s, stage, rc);
}

void
alarms_draw_done(
    struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const char *const *said = answers[chosen(s)->alarm.kind];
    draw_about(ui, s, stage, rect_top(&space, about_height(t)));
    rect_top(&space, t->gap);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        _("What became of it?"));
    for (int i = 0; i < ANSWERS && said[i]; i++) {
        if (ui_button(
                ui, ALARM_ID_CHOICES + i, rect_top(&space, t->staff_touch * 3 / 2), _(said[i]))) {
            deal_with(s, stage, _(said[i]));
            return;
        }
        rect_top(&space, t->gap);
    }
    if (ui_button(ui, ALARM_ID_CHOICES + ANSWERS, rect_top(&space, t->staff_touch * 3 / 2),
            _("Something else: write it")))
        s->step = ALARMS_WRITE;
}

void
alarms_draw_write(
    struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect space)
{
    if (ui_note(ui, ALARM_ID_NOTE, space, &s->note, stage->view->pinyin, _("What became of it?")) &&
        s->note.text[0])
        deal_with(s, stage, s->note.text);
}

void
alarms_take_back(struct alarms_state *s, const struct stage *stage)
{
    s->noted_ms = 0;
    end_act(s, stage, absence_undo(stage->db, s->noted.id, stage->view->staff.id, &stage->now));
}
