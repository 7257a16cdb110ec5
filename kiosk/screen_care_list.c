/* screen_care_list.c: who is enrolled, who waits, and places that are free again; one child's
 * sessions and consent. */
#include "kiosk/screen_care.h"

#include "kiosk/ui_dialog.h"
#include "kiosk/watch_words.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

static int
row_height(const struct theme *t)
{
    return t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit;
}

/* "Morning · Lunch", the sessions of the bits. */
static void
sessions_text(char *out, size_t size, const struct care_view *s, unsigned bits)
{
    size_t n = 0;
    out[0] = '\0';
    for (int i = 0; i < s->session_count && n < size; i++)
        if (bits & 1U << i)
            n += (size_t)snprintf(out + n, size - n, "%s%s", n ? " · " : "", s->sessions[i].name);
}

static void
draw_line(struct ui *ui, struct rect row, const char *icon, enum colour ground, const char *words)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, row, row.h / 2, ground);
    rect_left(&row, t->unit);
    draw_picture(ui->list, rect_inset(rect_left(&row, row.h), t->unit / 4), "icons", icon);
    rect_left(&row, t->unit);
    rect_right(&row, t->unit);
    draw_text(
        ui->list, row, (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, words);
}

static void
draw_row(struct ui *ui, const struct care_view *s, const struct care_row *row, struct rect rect,
    bool held)
{
    const struct theme *t = ui->theme;
    char has[CARE_SESSIONS * NAME_SIZE], waits[CARE_SESSIONS * NAME_SIZE], line[sizeof waits + 64];
    draw_box(ui->list, rect, t->corner / 2, held ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(rect, t->unit);
    care_screen_face(ui, row, rect_left(&inner, inner.w * 48 / 100));
    rect_left(&inner, t->unit);
    sessions_text(has, sizeof has, s, row->has);
    sessions_text(waits, sizeof waits, s, row->waits);
    snprintf(line, sizeof line, _("waits, number %d: %s"), row->turn, waits);
    int lines = (has[0] != '\0') + (waits[0] != '\0'), at = 0;
    if (row->guest) {
        struct rect pill = rect_right(&inner, t->unit * 11);
        pill = rect_centre(pill, pill.w, t->text_m * 2);
        draw_box(ui->list, pill, pill.h / 2, PLUM_PALE);
        draw_text(ui->list, rect_inset(pill, t->unit / 2),
            (struct text_style){
                .size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
            _("guest"));
        rect_right(&inner, t->unit);
    }
    struct rect area = rect_centre(inner, inner.w, t->text_m * 2 * (lines > 1 ? 2 : 1));
    if (has[0])
        draw_line(ui, rect_row(area, at++, lines, t->unit / 2), "check", LEAF_PALE, has);
    if (waits[0])
        draw_line(ui, rect_row(area, at, lines, t->unit / 2), "waiting", SUN_PALE, line);
    if (!lines)
        draw_line(ui, area, "go-home", MIST, _("has left the care"));
}

/* A place that is free, and who is the first that waits for it. 1: give it, -1: the next one. */
static int
draw_offer(struct ui *ui, const struct care_view *s, const struct ui_list *list,
    const struct care_offer *offer, struct rect rect)
{
    const struct theme *t = ui->theme;
    char line[3 * NAME_SIZE];
    int answer = 0;
    draw_box(ui->list, rect, t->corner / 2, SUN);
    struct rect inner = rect_inset(rect, t->unit);
    rect_left(&inner, t->gap);
    for (int i = 0; i < 2; i++) {
        struct rect pill = rect_right(&inner, t->unit * 20);
        rect_right(&inner, t->unit);
        pill = rect_centre(pill, pill.w, t->staff_touch * 5 / 4);
        draw_box(ui->list, pill, pill.h / 2, ui_list_is_held(ui, list, pill) ? LAKE_PALE : PAPER);
        draw_text(ui->list, rect_inset(pill, t->unit),
            (struct text_style){
                .size = t->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
            i ? _("Give it") : _("The next one"));
        if (ui_list_tapped(ui, list, pill))
            answer = i ? 1 : -1;
    }
    snprintf(line, sizeof line, _("A place is free in %s for %s"), s->sessions[offer->session].name,
        offer->name);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = 2}, line);
    return answer;
}

static void
answer_offer(struct care_view *s, const struct stage *stage, int i, int answer)
{
    const struct care_offer offer = s->offers[i];
    struct roster_by by = care_screen_by(stage);
    int64_t session = s->sessions[offer.session].id;
    if (answer > 0)
        care_screen_tell(s, stage, enrol_give(stage->db, session, offer.child_id, &by),
            _("The place is given."));
    else
        care_screen_tell(s, stage, enrol_pass(stage->db, session, offer.child_id, &by),
            _("The next one on the list is asked."));
}

static void
open_child(struct care_view *s, const struct stage *stage, int64_t id)
{
    if (!enrol_get(stage->db, &s->of_child, s->care.period.id, id, stage->view->day))
        return;
    s->child = s->of_child.child;
    s->why[0] = '\0';
    s->step = STEP_CHILD;
}

static void
draw_rows(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int offers = care_screen_manages(stage) ? s->offer_count : 0, touched = -1, answer = 0;
    if (s->row_count == 0) {
        ui_nothing(ui, space, "care", _("Nobody is enrolled yet."));
        return;
    }
    if (s->more)
        ui_sign(ui, rect_bottom(&space, t->unit * 5), "more-down", _("There are more."));
    struct ui_list list =
        ui_list_begin(ui, CARE_ID_LIST, space, row_height(t), offers + s->row_count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        int answered = 0;
        rect_bottom(&row, t->unit);
        if (i < offers)
            answered = draw_offer(ui, s, &list, &s->offers[i], row);
        else
            draw_row(ui, s, &s->rows[i - offers], row, ui_list_is_held(ui, &list, row));
        if (answered || (i >= offers && ui_list_tapped(ui, &list, row))) {
            touched = i;
            answer = answered;
        }
    }
    ui_list_end(ui, &list);
    if (touched >= offers)
        open_child(s, stage, s->rows[touched - offers].id);
    else if (touched >= 0)
        answer_offer(s, stage, touched, answer);
}

void
care_draw_children(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    char line[160];
    struct rect row = rect_top(&space, t->staff_touch * 5 / 4);
    rect_top(&space, t->gap);
    if (care_screen_manages(stage) && s->care.state != CARE_CLOSED && s->session_count > 0 &&
        ui_button(ui, CARE_ID_ADD, rect_right(&row, t->unit * 28), _("Enrol a child"))) {
        s->step = STEP_PICK;
        s->why[0] = '\0';
        child_picker_begin(&s->picker, stage);
    }
    rect_right(&row, t->gap);
    snprintf(line, sizeof line, _("Enrolled: %d · Waiting: %d · Guests: %d"), s->enrolled,
        s->waiting, s->guests);
    draw_text(
        ui->list, row, (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, line);
    care_screen_said(ui, s, &space);
    draw_rows(ui, s, stage, space);
}

/* A session as the child has it. */
static void
draw_place(struct ui *ui, const struct care_view *s, const struct place *place, struct rect rect)
{
    const struct theme *t = ui->theme;
    struct care_session session = {0};
    char head[NAME_SIZE + 16], line[256], days[96], from[MINUTE_TEXT_LEN + 1],
        until[MINUTE_TEXT_LEN + 1], since[DAY_TEXT_LEN + 1], last[DAY_TEXT_LEN + 1] = "";
    for (int i = 0; i < s->session_count; i++)
        if (s->sessions[i].id == place->session_id)
            session = s->sessions[i];
    minute_text(from, session.starts_min);
    minute_text(until, session.ends_min);
    care_screen_weekdays(days, sizeof days, place->weekdays);
    day_text(since, place->since_day);
    if (place->until_day)
        day_text(last, place->until_day);
    snprintf(head, sizeof head, "%s", session.name);
    if (place->state == PLACE_WAITING)
        snprintf(
            line, sizeof line, _("%s–%s, %s · waits, number %d"), from, until, days, place->turn);
    else if (last[0])
        snprintf(
            line, sizeof line, _("%s–%s, %s · since %s, until %s"), from, until, days, since, last);
    else
        snprintf(line, sizeof line, _("%s–%s, %s · since %s"), from, until, days, since);
    draw_box(ui->list, rect, t->corner / 2, PAPER);
    rect = rect_inset(rect, t->unit);
    draw_picture(ui->list, rect_inset(rect_left(&rect, rect.h), t->unit), "icons",
        place->state == PLACE_ENROLLED  ? "check"
        : place->state == PLACE_WAITING ? "waiting"
                                        : "go-home");
    rect_left(&rect, t->unit);
    rect = rect_centre(rect, rect.w, t->text_l * 7 / 5 + t->text_m * 3 / 2);
    draw_text(ui->list, rect_top(&rect, t->text_l * 7 / 5),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, head);
    draw_text(ui->list, rect, (struct text_style){.size = t->text_m, .colour = QUIET}, line);
}

static void
draw_buttons(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    if (!care_screen_manages(stage) || s->care.state == CARE_CLOSED)
        return;
    if (ui_button(ui, CARE_ID_CHANGE, rect_column(row, 0, 2, t->gap), _("Other sessions")))
        care_open_enrol(s, stage, s->child.id);
    else if (s->of_child.state != PLACE_LEFT &&
             ui_button(ui, CARE_ID_LEAVE, rect_column(row, 1, 2, t->gap), _("Leaves the care")))
        s->step = STEP_LEAVE;
}

void
care_draw_child(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct consent *c = &s->of_child.consent;
    char line[NAME_SIZE + 160], day[DAY_TEXT_LEN + 1];
    care_screen_said(ui, s, &space);
    struct rect face = rect_top(&space, row_height(t));
    draw_box(ui->list, face, t->corner / 2, PAPER);
    face = rect_inset(face, t->unit);
    day_text(day, c->day);
    snprintf(line, sizeof line,
        c->how == CONSENT_CARD ? _("%s agreed by card\n%s") : _("%s agreed on paper\n%s"), c->by,
        day);
    draw_text(ui->list, rect_right(&face, face.w * 2 / 5),
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_END, .lines = 2},
        line);
    child_face(ui, &s->child, face);
    rect_top(&space, t->gap);
    draw_buttons(ui, s, stage, rect_bottom(&space, t->staff_touch * 3 / 2));
    rect_bottom(&space, t->gap);
    int height = t->text_l * 7 / 5 + t->text_m * 3 / 2 + 4 * t->unit;
    struct ui_list list = ui_list_begin(ui, CARE_ID_LIST, space, height, s->of_child.count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_place(ui, s, &s->of_child.places[i], row);
    }
    ui_list_end(ui, &list);
}

void
care_draw_leave(struct ui *ui, struct care_view *s, const struct stage *stage)
{
    const struct theme *t = ui->theme;
    char line[NAME_SIZE + 160];
    snprintf(line, sizeof line,
        _("%s leaves holiday care: today is the last day. Its record stays."), s->child.name);
    struct ui_question question = {
        .icon = "go-home", .sentence = line, .yes = _("Leaves"), .no = _("Stays")};
    enum ui_answer answer =
        ui_dialog(ui, CARE_ID_DIALOG, (struct rect){0, 0, t->width, t->height}, &question);
    if (answer == ANSWER_NONE)
        return;
    s->step = STEP_CHILD;
    if (answer == ANSWER_NO)
        return;
    struct roster_by by = care_screen_by(stage);
    int rc = enrol_leave(stage->db, s->care.period.id, s->child.id, 0, stage->view->day, &by);
    if (rc == DB_OK)
        s->step = STEP_TABS;
    care_screen_tell(s, stage, rc, _("The child leaves the care."));
}
