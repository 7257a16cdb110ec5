/* screen_care_enrol.c: a child's sessions, its weekdays, and the guardian's consent: on paper, or
 * by the guardian's card held before the camera. */
#include "kiosk/screen_care.h"

#include "kiosk/watch_words.h"

#include <stdio.h>
#include <string.h>

static int
add_guardian(const struct guardian *g, void *payload)
{
    struct care_view *s = payload;
    if (s->guardian_count == CARE_GUARDIANS)
        return 1;
    s->guardians[s->guardian_count++] = *g;
    return 0;
}

/* Of who is enrolled what it has; of a new one every session. */
static void
begin_with(struct care_view *s, const struct enrolled *e)
{
    s->wanted = s->changing ? 0 : (uint16_t)((1U << s->session_count) - 1);
    s->weekdays = CARE_ALL_WEEK;
    for (int i = 0; s->changing && i < e->count; i++)
        for (int at = 0; at < s->session_count; at++)
            if (e->places[i].session_id == s->sessions[at].id && e->places[i].state != PLACE_LEFT) {
                s->wanted |= (uint16_t)(1U << at);
                s->weekdays = e->places[i].weekdays;
            }
}

void
care_open_enrol(struct care_view *s, const struct stage *stage, int64_t child_id)
{
    struct enrolled e;
    s->guardian_count = 0;
    s->why[0] = '\0';
    s->consent = (struct consent){0};
    if (!child_get(stage->db, &s->child, child_id) ||
        guardian_each(stage->db, child_id, stage->view->day, add_guardian, s) < 0 ||
        !care_screen_places(s, stage, child_id))
        return;
    s->changing = enrol_get(stage->db, &e, s->care.period.id, child_id, stage->view->day);
    begin_with(s, &e);
    s->step = STEP_ENROL;
}

/* Which of the child's guardians, -1 for none. */
static int
guardian_of(const struct care_view *s, int64_t id)
{
    for (int i = 0; i < s->guardian_count; i++)
        if (s->guardians[i].id == id)
            return i;
    return -1;
}

static void
agree_by_card(struct care_view *s, const struct stage *stage, int64_t guardian)
{
    int i = guardian_of(s, guardian);
    s->done = i >= 0;
    snprintf(s->why, sizeof s->why, "%s",
        i >= 0 ? _("The guardian has agreed by card.")
               : _("This card is not of a guardian of this child. Show another one."));
    if (i < 0)
        return;
    s->consent =
        (struct consent){.guardian_id = guardian, .how = CONSENT_CARD, .day = stage->view->day};
    memcpy(s->consent.by, s->guardians[i].name, sizeof s->consent.by);
}

/* A guardian's card is its consent. A child of another Home is chosen by its card; one of this Home
 * is checked in by it, as ever. */
enum claim
care_take_card(struct stage *stage, const struct card_row *card, struct scan *out)
{
    struct care_view *s = stage->state;
    struct child child;
    (void)out;
    if (!stage->db)
        return CLAIM_NONE;
    if (s->step == STEP_ENROL && card->kind == HOLDER_GUARDIAN) {
        agree_by_card(s, stage, card->holder_id);
        return CLAIM_STAY;
    }
    if (s->step != STEP_PICK || card->kind != HOLDER_CHILD ||
        !child_get(stage->db, &child, card->holder_id) || child.home_id == stage->view->home.id)
        return CLAIM_NONE;
    care_open_enrol(s, stage, child.id);
    return CLAIM_STAY;
}

static void
save(struct care_view *s, const struct stage *stage)
{
    bool waits[CARE_SESSIONS] = {false};
    struct roster_by by = care_screen_by(stage);
    struct enrol e = {.period_id = s->care.period.id,
        .child_id = s->child.id,
        .consent = s->consent,
        .weekdays = s->weekdays,
        .may_wait = true};
    int waiting = 0;
    for (int i = 0; i < s->session_count; i++)
        if (s->wanted & 1U << i)
            e.sessions[e.session_count++] = s->sessions[i].id;
    int rc = s->changing ? enrol_change(stage->db, waits, &e, &by)
                         : enrol_add(stage->db, waits, &e, &by);
    for (int i = 0; i < e.session_count; i++)
        waiting += waits[i];
    s->step = rc == DB_OK ? STEP_TABS : STEP_ENROL;
    s->tab = TAB_CHILDREN;
    care_screen_tell(s, stage, rc,
        waiting ? _("The child is enrolled, and waits where a session is full.")
                : _("The child is enrolled."));
}

/* A line that is wanted has a tick and a dark ground. */
static bool
draw_toggle(struct ui *ui, int id, struct rect rect, bool on, const char *head, const char *under)
{
    const struct theme *t = ui->theme;
    bool held = ui_is_held(ui, id);
    draw_box(ui->list, rect, t->corner / 2, on ? LEAF_PALE : held ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(rect, t->unit);
    int side = inner.h < t->unit * 5 ? inner.h : t->unit * 5;
    struct rect tick = rect_centre(rect_left(&inner, side), side, side);
    if (on) {
        draw_picture(ui->list, tick, "icons", "check");
    } else {
        draw_box(ui->list, tick, side / 2, QUIET);
        draw_box(ui->list, rect_inset(tick, t->unit / 3), side / 2, PAPER);
    }
    rect_left(&inner, t->unit);
    if (under[0])
        draw_text(ui->list, rect_right(&inner, inner.w * 6 / 10),
            (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_END}, under);
    draw_text(
        ui->list, inner, (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, head);
    return ui_area(ui, id, rect);
}

static void
draw_wanted(struct ui *ui, struct care_view *s, struct rect space)
{
    static const char *const days[] = {
        N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
    const struct theme *t = ui->theme;
    struct rect week = rect_bottom(&space, t->staff_touch * 5 / 4);
    rect_bottom(&space, t->gap);
    int columns = s->session_count > 6 ? 2 : 1;
    int rows = (s->session_count + columns - 1) / columns;
    if (rows < 4)
        rows = 4; /* a few lines are no larger than many */
    for (int i = 0; i < s->session_count; i++) {
        const struct care_session *session = &s->sessions[i];
        char under[96];
        snprintf(under, sizeof under,
            s->given[i] < session->capacity ? _("%d of %d places are free")
                                            : _("full: it would wait"),
            session->capacity - s->given[i], session->capacity);
        if (draw_toggle(ui, CARE_ID_WANTED + i, rect_cell(space, i, columns, rows, t->unit),
                s->wanted & 1U << i, session->name, under))
            s->wanted ^= (uint16_t)(1U << i);
    }
    for (int i = 0; i < 7; i++) {
        struct rect cell = rect_column(week, i, 7, t->unit / 2);
        bool on = s->weekdays & 1 << i;
        draw_box(ui->list, cell, t->corner / 2, on ? LAKE_DEEP : PAPER);
        draw_text(ui->list, rect_inset(cell, t->unit / 2),
            (struct text_style){
                .size = t->text_m, .colour = on ? PAPER : QUIET, .align = ALIGN_MIDDLE, .bold = on},
            _(days[i]));
        if (ui_area(ui, CARE_ID_WEEKDAYS + i, cell))
            s->weekdays ^= 1 << i;
    }
}

static void
sign_paper(struct care_view *s, const struct stage *stage, const char *name)
{
    s->consent = (struct consent){.how = CONSENT_PAPER, .day = stage->view->day};
    snprintf(s->consent.by, sizeof s->consent.by, "%.95s", name);
    s->why[0] = '\0';
}

static void
draw_consent(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_text(ui->list, rect_top(&space, t->text_m * 2),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        s->changing ? _("Who signed anew? The old consent holds else.")
                    : _("Who signed the paper?"));
    struct rect card = rect_bottom(&space, t->text_m * 4);
    draw_picture(ui->list, rect_centre(rect_left(&card, t->unit * 7), t->unit * 6, t->unit * 6),
        "icons", "card");
    rect_left(&card, t->unit);
    draw_text(ui->list, card, (struct text_style){.size = t->text_m, .colour = INK, .lines = 2},
        _("Or the guardian holds its card before the camera."));
    rect_bottom(&space, t->unit);
    int rows = s->guardian_count + 1, least = 4;
    bool named = false;
    for (int i = 0; i < s->guardian_count; i++) {
        const struct guardian *g = &s->guardians[i];
        bool on = strcmp(g->name, s->consent.by) == 0;
        named |= on;
        if (draw_toggle(ui, CARE_ID_GUARDIANS + i,
                rect_row(space, i, rows < least ? least : rows, t->unit), on, g->name,
                on && s->consent.how == CONSENT_CARD ? _("by card") : g->relation))
            sign_paper(s, stage, g->name);
    }
    bool other = s->consent.by[0] && !named;
    if (draw_toggle(ui, CARE_ID_OTHER,
            rect_row(space, rows - 1, rows < least ? least : rows, t->unit), other,
            other ? s->consent.by : _("Somebody else"), "")) {
        s->note = (struct ui_note){0};
        s->step = STEP_SIGNED;
    }
}

void
care_draw_enrol(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    care_screen_said(ui, s, &space);
    struct rect face = rect_top(&space, t->text_l * 7 / 5 + t->text_s * 3 / 2 + 2 * t->unit);
    draw_box(ui->list, face, t->corner / 2, PAPER);
    face = rect_inset(face, t->unit);
    struct rect button = rect_right(&face, t->unit * 26);
    button = rect_centre(button, button.w, t->staff_touch * 4 / 3);
    rect_right(&face, t->gap);
    child_face(ui, &s->child, face);
    rect_top(&space, t->gap);
    struct rect left =
        wide ? rect_left(&space, space.w * 56 / 100) : rect_top(&space, space.h * 54 / 100);
    rect_left(&space, wide ? t->gap : 0);
    rect_top(&space, wide ? 0 : t->gap);
    draw_wanted(ui, s, left);
    draw_consent(ui, s, stage, space);
    draw_box(ui->list, button, button.h / 2, ui_is_held(ui, CARE_ID_SAVE) ? LAKE : LAKE_DEEP);
    draw_text(ui->list, rect_inset(button, t->unit),
        (struct text_style){
            .size = t->text_m, .colour = PAPER, .align = ALIGN_MIDDLE, .bold = true},
        s->changing ? _("Save") : _("Enrol"));
    if (ui_area(ui, CARE_ID_SAVE, button))
        save(s, stage);
}

void
care_draw_signed(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    if (!ui_note(ui, CARE_ID_NOTE, space, &s->note, stage->view->pinyin,
            _("The name of who signed, then the tick")))
        return;
    if (s->note.text[0])
        sign_paper(s, stage, s->note.text);
    s->step = STEP_ENROL;
}
