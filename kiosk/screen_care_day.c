/* screen_care_day.c: a day of holiday care: its sessions, the adults' lamp, and who came. */
#include "kiosk/screen_care.h"

#include "kiosk/ui_tabs.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

/* Another day of the care, or another session. */
static void
look_at(struct care_view *s, const struct stage *stage, int day)
{
    s->day = day;
    s->why[0] = '\0';
    care_screen_read(s, stage);
}

static void
draw_which_day(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    const struct period *p = &s->care.period;
    char date[96];
    struct rect left = rect_left(&row, t->staff_touch * 4 / 3);
    struct rect right = rect_right(&row, t->staff_touch * 4 / 3);
    words_date(date, sizeof date, s->day);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        date);
    /* Nothing is to be marked on a day to come. */
    if (s->day > p->from_day && staff_arrow(ui, CARE_ID_DAY_BEFORE, left, "earlier"))
        look_at(s, stage, day_add(s->day, -1));
    else if (s->day < p->until_day && s->day < stage->view->day &&
             staff_arrow(ui, CARE_ID_DAY_AFTER, right, "later"))
        look_at(s, stage, day_add(s->day, 1));
}

static void
draw_sessions(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect row)
{
    const char *labels[CARE_SESSIONS];
    for (int i = 0; i < s->session_count; i++)
        labels[i] = s->sessions[i].name;
    if (s->session_count &&
        ui_tabs(ui, CARE_ID_SESSIONS, row, labels, s->session_count, &s->session))
        look_at(s, stage, s->day);
}

static int
lamp_height(const struct theme *t)
{
    return t->text_m * 3 / 2 + t->text_s * 3 + 2 * t->unit;
}

/* Enough, just enough, too few: a word, a picture and a ground. */
static void
draw_lamp(struct ui *ui, const struct care_view *s, struct rect space)
{
    static const struct {
        const char *icon, *words;
        enum colour ground;
    } looks[] = {
        [LAMP_ENOUGH] = {"check", N_("Enough adults"), LEAF_PALE},
        [LAMP_JUST] = {"waiting", N_("Just enough adults"), SUN_PALE},
        [LAMP_SHORT] = {"warning-soft", N_("Too few adults"), CORAL_PALE},
    };
    const struct theme *t = ui->theme;
    const struct lamp *lamp = &s->lamp;
    char line[160];
    draw_box(ui->list, space, t->corner / 2, looks[lamp->light].ground);
    space = rect_inset(space, t->unit);
    int side = space.h < t->unit * 8 ? space.h : t->unit * 8;
    draw_picture(ui->list, rect_centre(rect_left(&space, side), side, side), "icons",
        looks[lamp->light].icon);
    rect_left(&space, t->unit);
    space = rect_centre(space, space.w, t->text_m * 3 / 2 + t->text_s * 3);
    draw_text(ui->list, rect_top(&space, t->text_m * 3 / 2),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        _(looks[lamp->light].words));
    snprintf(line, sizeof line, _("Adults in: %d, needed: %d\nChildren in: %d"), lamp->adults,
        lamp->needed, lamp->children);
    draw_text(
        ui->list, space, (struct text_style){.size = t->text_s, .colour = INK, .lines = 2}, line);
}

static void
draw_counts(struct ui *ui, const struct care_view *s, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct care_count *c = &s->counts[s->session];
    const struct {
        const char *icon, *label;
        int count;
        bool shown;
    } lines[] = {
        {"people", N_("expected"), c->expected, true},
        {"present", N_("have come"), c->present, true},
        {"late", N_("of them late"), c->late, true},
        {"go-home", N_("left early"), c->early, c->early > 0},
        {"waiting", N_("still to come"), c->awaited, c->awaited > 0},
        {"absent", N_("absent"), c->away + c->away_noted, true},
        {"meal", N_("meals"), c->meals, s->sessions[s->session].meal},
    };
    int shown = 0, count = sizeof lines / sizeof lines[0];
    for (int i = 0; i < count; i++)
        shown += lines[i].shown;
    int height = shown * (t->text_m * 2);
    struct rect all = rect_top(&space, height < space.h ? height : space.h);
    for (int i = 0, at = 0; i < count; i++) {
        char number[16];
        if (!lines[i].shown)
            continue;
        struct rect row = rect_row(all, at++, shown, t->unit / 2);
        int side = row.h * 9 / 10, size = row.h * 9 / 10 < t->text_m ? row.h * 9 / 10 : t->text_m;
        snprintf(number, sizeof number, "%d", lines[i].count);
        draw_picture(
            ui->list, rect_centre(rect_left(&row, side), side, side), "icons", lines[i].icon);
        rect_left(&row, t->unit);
        draw_text(ui->list, rect_right(&row, t->unit * 7),
            (struct text_style){.size = size, .colour = INK, .align = ALIGN_END, .bold = true},
            number);
        draw_text(
            ui->list, row, (struct text_style){.size = size, .colour = INK}, _(lines[i].label));
    }
}

static void
begin(struct care_view *s, const struct stage *stage, const char *reason)
{
    struct roster_by by = care_screen_by(stage);
    int rc = lamp_begin(stage->db, s->sessions[s->session].id, reason, &by);
    s->step = rc == DB_REFUSED && reason ? STEP_BEGIN : STEP_TABS;
    care_screen_tell(s, stage, rc, _("The session has begun."));
}

static void
draw_begun(struct ui *ui, const struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct begun *b = &s->begun[s->session];
    char at[MINUTE_TEXT_LEN + 1], line[CARE_REASON + 160];
    minute_text(at, day_minute_of(b->at_ms, stage->view->home.utc_offset_min));
    int n = snprintf(
        line, sizeof line, _("Begun at %s: adults %d, children %d"), at, b->adults, b->children);
    if (b->reason[0] && n > 0 && (size_t)n < sizeof line)
        snprintf(line + n, sizeof line - (size_t)n, "\n%s", b->reason);
    draw_text(ui->list, space,
        (struct text_style){.size = t->text_s, .colour = INK, .bold = true, .lines = 3}, line);
}

/* The button; or, once it is begun, when and with how many. */
static void
draw_beginning(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct care_session *session = &s->sessions[s->session];
    bool now = s->day == stage->view->day && stage->view->minute < session->ends_min;
    if (s->begun[s->session].at_ms) {
        draw_begun(ui, s, stage, space);
    } else if (now && ui_soft_button(ui, CARE_ID_BEGIN, rect_bottom(&space, t->staff_touch * 3 / 2),
                          _("Begin this session"))) {
        s->note = (struct ui_note){0};
        s->why[0] = '\0';
        if (s->lamp.light == LAMP_SHORT)
            s->step = STEP_BEGIN;
        else
            begin(s, stage, NULL);
    }
}

void
care_draw_begin(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    care_screen_said(ui, s, &space);
    draw_lamp(ui, s, rect_top(&space, lamp_height(t)));
    rect_top(&space, t->gap);
    draw_text(ui->list, rect_top(&space, t->text_m * 2),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        _("Why does it begin all the same? Your reason is on the record."));
    if (ui_note(
            ui, CARE_ID_NOTE, space, &s->note, stage->view->pinyin, _("The reason, then the tick")))
        begin(s, stage, s->note.text);
}

static void
draw_side(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height, today = s->day == stage->view->day;
    int lamp = lamp_height(t),
        foot = s->begun[s->session].at_ms ? t->text_s * 9 / 2 : t->staff_touch * 3 / 2;
    space = ui_card(ui, space);
    if (wide) {
        if (today)
            draw_lamp(ui, s, rect_top(&space, lamp));
        rect_top(&space, today ? t->gap : 0);
        draw_beginning(ui, s, stage, rect_bottom(&space, foot));
        rect_bottom(&space, t->unit);
        draw_counts(ui, s, space);
        return;
    }
    struct rect left = rect_left(&space, space.w * 56 / 100);
    rect_left(&space, t->gap);
    if (today)
        draw_lamp(ui, s, rect_top(&left, lamp));
    rect_top(&left, t->unit);
    draw_beginning(ui, s, stage, left);
    draw_counts(ui, s, space);
}

static int
row_height(const struct theme *t)
{
    return t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit;
}

static void
draw_row(struct ui *ui, const struct care_row *row, struct rect rect, bool held)
{
    const struct theme *t = ui->theme;
    struct care_look look;
    care_look(&look, &row->cell);
    draw_box(ui->list, rect, t->corner / 2, held ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(rect, t->unit);
    care_screen_face(ui, row, rect_left(&inner, inner.w * 50 / 100));
    rect_left(&inner, t->unit);
    int side = t->unit * 5;
    struct rect meal = rect_right(&inner, side);
    if (row->cell.meal)
        draw_picture(ui->list, rect_centre(meal, side, side), "icons", "meal");
    rect_right(&inner, t->unit);
    struct rect pill = rect_centre(inner, inner.w, t->text_m * 5 / 2);
    draw_box(ui->list, pill, pill.h / 2, look.ground);
    rect_left(&pill, t->unit);
    draw_picture(ui->list, rect_centre(rect_left(&pill, side), side, side), "icons", look.icon);
    rect_left(&pill, t->unit);
    rect_right(&pill, t->unit);
    draw_text(ui->list, pill, (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        look.words);
}

static void
draw_rows(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int touched = -1;
    if (s->row_count == 0) {
        ui_nothing(ui, space, "care",
            s->session_count == 0  ? _("This holiday has no care sessions yet.")
            : !s->held[s->session] ? _("This session is not held on this day.")
                                   : _("Nobody is enrolled for this session."));
        return;
    }
    if (s->more)
        ui_sign(ui, rect_bottom(&space, t->unit * 5), "more-down", _("There are more."));
    struct ui_list list = ui_list_begin(ui, CARE_ID_LIST, space, row_height(t), s->row_count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_row(ui, &s->rows[i], row, ui_list_is_held(ui, &list, row));
        if (ui_list_tapped(ui, &list, row))
            touched = i;
    }
    ui_list_end(ui, &list);
    if (touched >= 0)
        care_open_mark(s, stage, &s->rows[touched]);
}

void
care_draw_day(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    struct rect row = rect_top(&space, t->staff_touch * 5 / 4), day = row;
    if (wide) {
        day = rect_left(&row, row.w * 36 / 100);
        rect_left(&row, t->gap);
    } else {
        rect_top(&space, t->unit);
        row = rect_top(&space, t->staff_touch * 5 / 4);
    }
    rect_top(&space, t->gap);
    draw_which_day(ui, s, stage, day);
    draw_sessions(ui, s, stage, row);
    care_screen_said(ui, s, &space);
    if (s->session_count > 0 && s->held[s->session]) {
        struct rect side =
            wide ? rect_left(&space, space.w * 36 / 100) : rect_top(&space, t->text_m * 11);
        draw_side(ui, s, stage, side);
        rect_left(&space, wide ? t->gap : 0);
        rect_top(&space, wide ? 0 : t->gap);
    }
    draw_rows(ui, s, stage, space);
}
