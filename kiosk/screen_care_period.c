/* screen_care_period.c: the holiday's care as a whole: opened, prolonged and closed; its sessions,
 * what happened to it, and the months' sheets on paper. */
#include "kiosk/screen_care.h"

#include "kiosk/print_sign.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

static const char *const titles[CARE_ACTS] = {[ACT_OPEN] = N_("Open the care"),
    [ACT_PROLONG] = N_("Prolong"),
    [ACT_CLOSE] = N_("Close the care")};

const char *
care_act_title(enum care_act act)
{
    return _(titles[act]);
}

/* One field is a day, the other words: which an act asks for. */
enum { DAY, REASON, FIELDS };

static int
fields_of(struct field out[FIELDS], enum care_act act)
{
    static const struct field first = {N_("First day"), FIELD_DAY, .needed = true},
                              last = {N_("Last day"), FIELD_DAY, .needed = true},
                              reason = {N_("Reason"), FIELD_TEXT,
                                  .hint = N_("Needed where adults are too few")},
                              why = {N_("Reason"), FIELD_TEXT,
                                  .hint = N_("Needed before the last day")};
    int n = 0;
    if (act != ACT_CLOSE)
        out[n++] = act == ACT_OPEN ? first : last;
    if (act != ACT_PROLONG)
        out[n++] = act == ACT_OPEN ? reason : why;
    return n;
}

static void
open_form(struct care_view *s, const struct stage *stage, enum care_act act)
{
    const struct period *p = &s->care.period;
    int today = stage->view->day;
    s->act = act;
    s->form = (struct form){.changed = true};
    s->form.values[DAY].number = act == ACT_PROLONG ? p->until_day
                                 : act == ACT_OPEN  ? (today > p->from_day ? today : p->from_day)
                                                    : 0;
    s->why[0] = '\0';
    s->step = STEP_FORM;
}

static int
run(struct care_view *s, const struct stage *stage)
{
    struct roster_by by = care_screen_by(stage);
    const struct form_value *v = s->form.values;
    int64_t id = s->care.period.id;
    switch (s->act) {
    case ACT_OPEN:
        return care_open(stage->db, id, v[0].number, v[1].text, &by);
    case ACT_PROLONG:
        return care_prolong(stage->db, id, v[0].number, &by);
    case ACT_CLOSE:
        return care_close(stage->db, id, v[0].text, &by);
    case CARE_ACTS:
        break;
    }
    return DB_FAILED;
}

void
care_draw_form(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    static const char *const done[CARE_ACTS] = {[ACT_OPEN] = N_("The holiday care is open."),
        [ACT_PROLONG] = N_("The holiday care is prolonged."),
        [ACT_CLOSE] = N_("The holiday care is closed. Its record stays.")};
    struct field fields[FIELDS];
    int count = fields_of(fields, s->act);
    if (!form(ui, stage, &s->form, fields, count, CARE_ID_FORM, space))
        return;
    int rc = run(s, stage);
    if (rc == DB_REFUSED) {
        form_wrong(&s->form, -1, db_why(stage->db));
        return;
    }
    s->step = STEP_TABS;
    care_screen_tell(s, stage, rc, rc == DB_OK ? _(done[s->act]) : "");
}

static const char *
state_words(enum care_state state)
{
    static const char *const words[CARE_STATE_COUNT] = {[CARE_PLANNED] = N_("Not opened yet"),
        [CARE_OPEN] = N_("Open"),
        [CARE_CLOSED] = N_("Closed")};
    return _(words[state]);
}

static void
draw_head(struct ui *ui, const struct care_view *s, struct rect space)
{
    static const char *const icons[CARE_STATE_COUNT] = {
        [CARE_PLANNED] = "waiting", [CARE_OPEN] = "check", [CARE_CLOSED] = "lock"};
    const struct theme *t = ui->theme;
    const struct care *c = &s->care;
    char line[160], from[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1];
    day_text(from, c->from_day ? c->from_day : c->period.from_day);
    day_text(until, c->until_day ? c->until_day : c->period.until_day);
    snprintf(line, sizeof line, _("%s to %s"), from, until);
    draw_box(ui->list, space, t->corner / 2,
        c->state == CARE_OPEN      ? LEAF_PALE
        : c->state == CARE_PLANNED ? SUN_PALE
                                   : MIST);
    space = rect_inset(space, t->unit);
    draw_picture(ui->list, rect_centre(rect_left(&space, space.h), t->unit * 7, t->unit * 7),
        "icons", icons[c->state]);
    rect_left(&space, t->unit);
    space = rect_centre(space, space.w, t->text_l * 3 / 2 + t->text_m * 3 / 2);
    draw_text(ui->list, rect_top(&space, t->text_l * 3 / 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, state_words(c->state));
    draw_text(ui->list, space, (struct text_style){.size = t->text_m, .colour = INK}, line);
}

static void
session_words(char *out, size_t size, const struct care_view *s, int i)
{
    const struct care_session *session = &s->sessions[i];
    char from[MINUTE_TEXT_LEN + 1], until[MINUTE_TEXT_LEN + 1], days[96];
    minute_text(from, session->starts_min);
    minute_text(until, session->ends_min);
    care_screen_weekdays(days, sizeof days, session->weekdays);
    snprintf(out, size, _("%s–%s · %s · %d of %d places · 1 adult to %d"), from, until, days,
        s->given[i], session->capacity, session->per_adult);
}

static void
event_words(char *head, size_t head_size, char *out, size_t size, const struct stage *stage,
    const struct care_event *e)
{
    struct staff staff = {0};
    char day[DAY_TEXT_LEN + 1], at[DAY_TEXT_LEN + 1];
    day_text(day, e->day);
    day_text(at, day_of(e->at_ms, stage->view->home.utc_offset_min));
    if (!stage->db || !staff_get(stage->db, &staff, e->staff_id))
        snprintf(staff.name, sizeof staff.name, "—");
    snprintf(head, head_size,
        e->kind == EVENT_CARE_OPENED      ? _("Opened from %s on")
        : e->kind == EVENT_CARE_PROLONGED ? _("Prolonged until %s")
                                          : _("Closed, last day %s"),
        day);
    snprintf(out, size, "%s · %s%s%s", at, staff.name, e->reason[0] ? " · " : "", e->reason);
}

static void
draw_row(struct ui *ui, const char *icon, const char *head, const char *line, struct rect rect,
    bool held)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, rect, t->corner / 2, held ? LAKE_PALE : PAPER);
    rect = rect_inset(rect, t->unit);
    draw_picture(ui->list, rect_inset(rect_left(&rect, rect.h), t->unit / 2), "icons", icon);
    rect_left(&rect, t->gap);
    rect = rect_centre(rect, rect.w, t->text_l * 7 / 5 + t->text_s * 3 / 2);
    draw_text(ui->list, rect_top(&rect, t->text_l * 7 / 5),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, head);
    draw_text(ui->list, rect, (struct text_style){.size = t->text_s, .colour = QUIET}, line);
}

static bool
may_edit(const struct care_view *s, const struct stage *stage)
{
    return care_screen_manages(stage) && s->care.state != CARE_CLOSED;
}

/* The sessions, then what happened, the newest first. */
static void
draw_rows(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    int touched = -1;
    static const char *const parts[CARE_PART_COUNT] = {[CARE_MORNING] = "today",
        [CARE_LUNCH] = "meal",
        [CARE_REST] = "rest",
        [CARE_AFTERNOON] = "homework"};
    const struct theme *t = ui->theme;
    int count = s->session_count + s->event_count;
    int height = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit;
    if (count == 0) {
        ui_nothing(ui, space, "care", _("This holiday has no care sessions yet."));
        return;
    }
    struct ui_list list = ui_list_begin(ui, CARE_ID_LIST, space, height, count);
    for (int i = list.first; i < list.last; i++) {
        char head[NAME_SIZE + 64], line[CARE_REASON + 2 * NAME_SIZE];
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        if (i < s->session_count) {
            session_words(line, sizeof line, s, i);
            draw_row(ui, parts[s->sessions[i].part], s->sessions[i].name, line, row,
                may_edit(s, stage) && ui_list_is_held(ui, &list, row));
            if (may_edit(s, stage) && ui_list_tapped(ui, &list, row))
                touched = i;
        } else {
            event_words(head, sizeof head, line, sizeof line, stage, &s->events[count - 1 - i]);
            draw_row(ui, "history", head, line, row, false);
        }
    }
    ui_list_end(ui, &list);
    if (touched >= 0)
        care_open_session(s, touched);
}

/* What may be done now; a social worker's. */
static int
acts_of(enum care_act out[CARE_ACTS], const struct care_view *s, const struct stage *stage)
{
    int n = 0;
    enum care_state state = s->care.state;
    if (!care_screen_manages(stage))
        return 0;
    if (state != CARE_OPEN && s->care.period.until_day >= stage->view->day)
        out[n++] = ACT_OPEN;
    if (state != CARE_CLOSED)
        out[n++] = ACT_PROLONG;
    if (state == CARE_OPEN)
        out[n++] = ACT_CLOSE;
    return n;
}

/* A month of the holiday that has begun, 0 past the last. */
static int
month_of(const struct care_view *s, const struct stage *stage, int i)
{
    int month = s->care.period.from_day / 100;
    for (; i > 0; i--)
        month += month % 100 == 12 ? 89 : 1;
    return month <= s->care.period.until_day / 100 && month <= stage->view->day / 100 ? month : 0;
}

/* How many months have a sheet, a social worker's. */
static int
months_of(const struct care_view *s, const struct stage *stage)
{
    int months = 0;
    while (care_screen_manages(stage) && months < CARE_MONTHS && month_of(s, stage, months))
        months++;
    return months;
}

static void
draw_sheets(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int months = months_of(s, stage);
    for (int i = 0; i < months; i++) {
        char label[96];
        int month = month_of(s, stage, i);
        snprintf(label, sizeof label, _("Print the sheet of %d-%02d"), month / 100, month % 100);
        if (ui_button(ui, CARE_ID_SHEETS + i, rect_top(&space, t->staff_touch * 3 / 2), label))
            ui->print = (struct print_wish){.what = PRINT_CARE_SHEET,
                .id = s->care.period.id,
                .month = month,
                .staff_id = stage->view->staff.id};
        rect_top(&space, t->unit);
    }
}

void
care_draw_period(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    enum care_act acts[CARE_ACTS];
    int count = acts_of(acts, s, stage), touched = -1,
        lines = count + months_of(s, stage) + may_edit(s, stage);
    care_screen_said(ui, s, &space);
    print_sign(ui, &stage->view->print, PRINT_CARE_SHEET, &space);
    struct rect side = wide ? rect_right(&space, space.w * 34 / 100)
                            : rect_top(&space, t->text_l * 2 + t->text_m * 2 + t->unit * 2 +
                                                   lines * (t->staff_touch * 3 / 2 + t->unit));
    rect_right(&space, wide ? t->gap : 0);
    rect_top(&space, wide ? 0 : t->gap);
    draw_head(ui, s, rect_top(&side, t->text_l * 3 / 2 + t->text_m * 3 / 2 + 2 * t->unit));
    rect_top(&side, t->gap);
    for (int i = 0; i < count; i++) {
        if (ui_button(ui, CARE_ID_ACTS + i, rect_top(&side, t->staff_touch * 3 / 2),
                care_act_title(acts[i])))
            touched = i;
        rect_top(&side, t->unit);
    }
    if (may_edit(s, stage)) {
        if (s->session_count < CARE_SESSIONS &&
            ui_button(
                ui, CARE_ID_SESSION, rect_top(&side, t->staff_touch * 3 / 2), _("New session")))
            care_open_session(s, -1);
        rect_top(&side, t->unit);
    }
    draw_sheets(ui, s, stage, side);
    draw_rows(ui, s, stage, space);
    if (touched >= 0)
        open_form(s, stage, acts[touched]);
}
