/* screen_alarms.c: what staff should look at: who is missing, who is still here, whose health note
 * nobody has seen. The rows come from the data; what was dealt with leaves. */
#include "kiosk/screen_alarms.h"

#include <stdio.h>
#include <string.h>

enum { UNDO_MS = 10000 };

static int
add_guardian(const struct guardian *g, void *payload)
{
    struct alarm_row *row = payload;
    snprintf(row->guardian, sizeof row->guardian, "%s%s%s", g->relation, g->relation[0] ? " " : "",
        g->name);
    memcpy(row->phone, g->phone, sizeof row->phone);
    return g->phone[0] != '\0'; /* the first who can be called */
}

static void
read_child(struct alarm_row *row, const struct stage *stage)
{
    struct health health;
    struct guardian guardian;
    if (row->alarm.guardian_id && guardian_get(stage->db, &guardian, row->alarm.guardian_id))
        add_guardian(&guardian, row);
    if (!row->alarm.child_id || !child_get(stage->db, &row->child, row->alarm.child_id))
        return;
    if (!row->alarm.guardian_id &&
        guardian_each(stage->db, row->child.id, stage->view->day, add_guardian, row) < 0)
        row->phone[0] = '\0';
    if (health_important(stage->db, &health, row->child.id))
        health_line(row->health, sizeof row->health, &health);
}

static int
add(const struct alarm *alarm, void *payload)
{
    struct alarms_state *s = payload;
    s->more = s->count == ALARM_ROWS;
    if (s->more)
        return 1;
    s->rows[s->count++] = (struct alarm_row){.alarm = *alarm};
    return 0;
}

void
alarms_read(struct alarms_state *s, const struct stage *stage)
{
    s->count = 0;
    s->told = stage->view->alarms;
    s->more = false;
    if (!stage->db || alarm_each(stage->db, stage->view->home.id, &stage->now, add, s) < 0)
        s->failed = true;
    for (int i = 0; i < s->count; i++)
        read_child(&s->rows[i], stage);
}

static void
enter(struct stage *stage)
{
    alarms_read(stage->state, stage);
}

/* A small button of a row: acts when the finger goes up, since rows are dragged. */
static bool
row_button(struct ui *ui, const struct ui_list *list, struct rect rect, const char *icon,
    const char *label)
{
    const struct theme *t = ui->theme;
    bool held = ui_list_is_held(ui, list, rect);
    struct rect face = rect;
    face.y += held ? t->unit / 2 : 0;
    draw_box(ui->list, face, face.h / 2, held ? SUN_PALE : LAKE_PALE);
    struct rect inner = rect_inset(face, face.h / 6);
    rect_left(&inner, t->unit / 2);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", icon);
    rect_left(&inner, t->unit / 2);
    draw_text(ui->list, inner,
        (struct text_style){
            .size = t->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        label);
    return ui_list_tapped(ui, list, rect);
}

/* All but the last four digits are hidden until somebody wants to call. */
static void
hide_phone(char out[PHONE_SIZE], const char *phone)
{
    size_t len = strlen(phone);
    snprintf(out, PHONE_SIZE, "···· %s", phone + (len > 4 ? len - 4 : 0));
}

static void
draw_guardian(struct ui *ui, const struct alarm_row *row, struct rect line)
{
    const struct theme *t = ui->theme;
    char phone[PHONE_SIZE], text[NAME_SIZE + WORD_SIZE + PHONE_SIZE + 4];
    if (row->alarm.kind == ALARM_HEALTH || !row->phone[0])
        return;
    hide_phone(phone, row->phone);
    if (row->whole) /* who calls needs all of the number, whatever is cut off */
        snprintf(text, sizeof text, "%s  %s", row->phone, row->guardian);
    else
        snprintf(text, sizeof text, "%s  %s", row->guardian, phone);
    draw_picture(
        ui->list, rect_centre(rect_left(&line, line.h), line.h, line.h * 3 / 4), "icons", "phone");
    rect_left(&line, t->unit / 2);
    draw_text(ui->list, line,
        (struct text_style){
            .size = row->whole ? t->text_m : t->text_s, .colour = INK, .bold = row->whole},
        text);
}

/* What is the matter, whom to call, and a health note. */
static void
draw_words(struct ui *ui, const struct stage *stage, const struct alarm_row *row, struct rect space)
{
    const struct theme *t = ui->theme;
    char line[256];
    alarm_line(line, sizeof line, &row->alarm, stage->view->home.utc_offset_min);
    bool more = row->health[0] || (row->phone[0] && row->alarm.kind != ALARM_HEALTH);
    struct rect first = more ? rect_top(&space, space.h / 2) : space;
    draw_picture(ui->list, rect_centre(rect_left(&first, t->unit * 4), t->unit * 4, t->unit * 4),
        "icons", alarm_icon(row->alarm.kind));
    rect_left(&first, t->unit);
    draw_text(ui->list, first,
        (struct text_style){.size = t->text_m, .colour = CORAL_DEEP, .bold = true, .lines = 2},
        line);
    if (row->health[0] && row->alarm.kind == ALARM_HEALTH) {
        draw_box(ui->list, space, t->unit, CORAL_PALE);
        draw_text(ui->list, rect_inset(space, t->unit / 2),
            (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, row->health);
    } else {
        draw_guardian(ui, row, space);
    }
}

static enum nav_event
confirmed_at(enum alarm_kind kind)
{
    if (kind == ALARM_NOT_COLLECTED)
        return NAV_PICKUP;
    return kind == ALARM_NOT_HOME ? NAV_WAY_HOME : NAV_NONE;
}

static void
draw_buttons(struct ui *ui, struct alarms_state *s, const struct stage *stage,
    const struct ui_list *list, int i, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct alarm_row *row = &s->rows[i];
    bool expected = row->alarm.kind == ALARM_EXPECTED, health = row->alarm.kind == ALARM_HEALTH;
    space = rect_centre(space, space.w, t->staff_touch * 4 / 3);
    struct rect done = rect_right(&space, (space.w - t->unit) / 2);
    rect_right(&space, t->unit);
    enum nav_event further = confirmed_at(row->alarm.kind);
    if (further != NAV_NONE) { /* what it was stands on a screen of its own */
        if (row_button(ui, list, done, "check", _("Confirm")))
            ui->go = further;
        return;
    }
    if (row_button(ui, list, done, "check", health ? _("Seen") : _("Settled"))) {
        s->chosen = i;
        s->step = ALARMS_DONE;
        if (health)
            alarms_seen(s, stage);
    } else if (expected && row_button(ui, list, space, "absent", _("Absent"))) {
        s->chosen = i;
        s->step = ALARMS_ABSENCE;
    }
}

static void
draw_row(struct ui *ui, struct alarms_state *s, const struct stage *stage,
    const struct ui_list *list, int i)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    struct rect row = ui_list_row(list, i);
    rect_bottom(&row, t->unit);
    draw_box(ui->list, row, t->corner / 2, PAPER);
    struct rect inner = rect_inset(row, t->unit);
    struct rect buttons = wide ? rect_right(&inner, inner.w * 30 / 100)
                               : rect_bottom(&inner, t->staff_touch * 4 / 3 + t->unit);
    rect_right(&inner, wide ? t->gap : 0);
    struct rect words = inner;
    if (s->rows[i].child.id) {
        child_face(ui, &s->rows[i].child, rect_left(&inner, inner.w * 45 / 100));
        rect_left(&inner, t->gap);
        words = inner;
    }
    draw_words(ui, stage, &s->rows[i], words);
    draw_buttons(ui, s, stage, list, i, buttons);
    if (s->step == ALARMS_LIST && i < s->count && ui_list_tapped(ui, list, words))
        s->rows[i].whole = !s->rows[i].whole;
}

/* What was just noted, and the way back. */
static void
draw_undo(struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    char line[NAME_SIZE + 64];
    snprintf(line, sizeof line, _("%s is absent today."), s->noted_name);
    if (ui_button(ui, ALARM_ID_UNDO, rect_right(&row, t->unit * 18), _("Take back"))) {
        alarms_take_back(s, stage);
        return;
    }
    rect_right(&row, t->gap);
    ui_sign(ui, row, "absent", line);
}

/* A child comes, or is late, while the list is up. No row moves under a finger. */
static void
refresh(struct ui *ui, struct alarms_state *s, const struct stage *stage)
{
    bool touched = ui->touch.phase != TOUCH_NONE || ui->memory->held_list;
    if (stage->db && !touched && s->told != stage->view->alarms)
        alarms_read(s, stage);
}

static void
draw_list(struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    refresh(ui, s, stage);
    if (s->failed)
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft",
            _("That could not be saved. Nothing was changed."));
    rect_top(&space, s->failed ? t->gap : 0);
    if (s->noted_ms && ui->now_ms < s->noted_ms + UNDO_MS) {
        draw_undo(ui, s, stage, rect_bottom(&space, t->staff_touch * 4 / 3));
        rect_bottom(&space, t->gap);
        ui_again(ui, s->noted_ms + UNDO_MS);
    }
    if (s->count == 0) {
        ui_nothing(ui, space, "finished", _("All is well. Nobody is missing."));
        return;
    }
    if (s->more)
        ui_sign(ui, rect_bottom(&space, t->unit * 5), "more-down",
            _("There are more. They follow when these are dealt with."));
    int words = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit;
    int height = wide ? words : words + t->staff_touch * 4 / 3 + t->unit;
    struct ui_list list = ui_list_begin(ui, ALARM_ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last && i < s->count && s->step == ALARMS_LIST; i++)
        draw_row(ui, s, stage, &list, i);
    ui_list_end(ui, &list);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct alarms_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, _("Alarms"));
    if (ui->go == NAV_BACK && s->step != ALARMS_LIST) {
        ui->go = NAV_NONE;
        s->step = ALARMS_LIST;
        return;
    }
    switch (s->step) {
    case ALARMS_LIST:
        draw_list(ui, s, stage, space);
        break;
    case ALARMS_ABSENCE:
        alarms_draw_absence(ui, s, stage, space);
        break;
    case ALARMS_DONE:
        alarms_draw_done(ui, s, stage, space);
        break;
    case ALARMS_WRITE:
        alarms_draw_write(ui, s, stage, space);
        break;
    }
}

const struct screen screen_alarms = {.name = "alarms",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .writes = true,
    .state_size = sizeof(struct alarms_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct alarms_state) <= SCREEN_STATE_MAX, "the state has its place");
