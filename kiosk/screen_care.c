/* screen_care.c: holiday care on three pages; each page, and what it opens, is in a file beside. */
#include "kiosk/screen_care.h"

#include "kiosk/ui_tabs.h"
#include "kiosk/watch_words.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

bool
care_screen_manages(const struct stage *stage)
{
    return staff_access(stage->view->staff.role) >= ACCESS_SOCIAL_WORKER;
}

struct roster_by
care_screen_by(const struct stage *stage)
{
    return (struct roster_by){stage->view->staff.id, stage->view->day, stage->now};
}

void
care_screen_face(struct ui *ui, const struct care_row *row, struct rect space)
{
    struct child child = {0};
    memcpy(child.name, row->name, sizeof child.name);
    memcpy(child.animal, row->animal, sizeof child.animal);
    memcpy(child.school, row->under, sizeof child.school);
    child_face(ui, &child, space);
}

void
care_screen_weekdays(char *out, size_t size, int weekdays)
{
    static const char *const days[] = {
        N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
    size_t n = 0;
    snprintf(out, size, "%s", weekdays == CARE_ALL_WEEK ? _("every day that it is held") : "");
    for (int i = 0; weekdays != CARE_ALL_WEEK && i < 7 && n < size; i++) {
        int last = i;
        while (last < 6 && weekdays & 1 << (last + 1))
            last++;
        if (!(weekdays & 1 << i))
            continue;
        n += (size_t)snprintf(out + n, size - n, "%s%s%s%s", n ? " " : "", _(days[i]),
            last > i ? "–" : "", last > i ? _(days[last]) : "");
        i = last;
    }
}

/* The row of a child that is enrolled; NULL where there is no room for more. */
static struct care_row *
add_row(struct care_view *s, const struct stage *stage, const struct enrolled *e)
{
    struct home home = {0};
    if (s->row_count == CARE_ROWS) {
        s->more = true;
        return NULL;
    }
    struct care_row *row = &s->rows[s->row_count++];
    *row = (struct care_row){.id = e->child.id, .guest = e->guest, .state = e->state};
    memcpy(row->name, e->child.name, sizeof row->name);
    memcpy(row->animal, e->child.animal, sizeof row->animal);
    if (e->guest && home_get(stage->db, &home, e->child.home_id))
        memcpy(row->under, home.name, sizeof row->under);
    else
        snprintf(row->under, sizeof row->under, "%.45s %.47s", e->child.school, e->child.grade);
    for (int i = 0; i < e->count; i++)
        for (int at = 0; at < s->session_count; at++) {
            const struct place *p = &e->places[i];
            if (p->session_id != s->sessions[at].id)
                continue;
            row->has |= (uint16_t)((p->state == PLACE_ENROLLED) << at);
            row->waits |= (uint16_t)((p->state == PLACE_WAITING) << at);
            if (p->state == PLACE_WAITING && (!row->turn || p->turn < row->turn))
                row->turn = p->turn;
        }
    return row;
}

struct reading {
    struct care_view *s;
    const struct stage *stage;
};

/* Who is on the list of the session that is looked at. */
static int
add_day(const struct care_day *day, void *payload)
{
    const struct reading *r = payload;
    struct care_view *s = r->s;
    for (int i = 0; i < day->count; i++)
        care_count_add(&s->counts[i], &day->cells[i]);
    if (s->session >= day->count)
        return 0;
    const struct care_cell *cell = &day->cells[s->session];
    if (cell->was == CARE_NOTHING && !cell->meal)
        return 0;
    struct care_row *row = add_row(s, r->stage, day->enrolled);
    if (row)
        row->cell = *cell;
    return 0;
}

static int
add_begun(const struct begun *begun, void *payload)
{
    struct care_view *s = payload;
    for (int i = 0; i < s->session_count; i++)
        if (s->sessions[i].id == begun->session_id)
            s->begun[i] = *begun;
    return 0;
}

static int
add_enrolled(const struct enrolled *e, void *payload)
{
    const struct reading *r = payload;
    struct care_view *s = r->s;
    s->enrolled += e->state == PLACE_ENROLLED;
    s->guests += e->guest && e->state == PLACE_ENROLLED;
    const struct care_row *row = add_row(s, r->stage, e);
    s->waiting += row && row->waits;
    return 0;
}

static int
add_offer(const struct offer *offer, void *payload)
{
    const struct reading *r = payload;
    struct care_view *s = r->s;
    struct child child;
    if (s->offer_count == CARE_OFFERS || !child_get(r->stage->db, &child, offer->place.child_id))
        return 0;
    struct care_offer *out = &s->offers[s->offer_count];
    *out = (struct care_offer){.child_id = child.id, .session = -1};
    memcpy(out->name, child.name, sizeof out->name);
    for (int i = 0; i < s->session_count; i++)
        if (s->sessions[i].id == offer->place.session_id)
            out->session = i;
    s->offer_count += out->session >= 0;
    return 0;
}

/* The newest, where there are more. */
static int
add_event(const struct care_event *event, void *payload)
{
    struct care_view *s = payload;
    if (s->event_count == CARE_EVENTS)
        memmove(s->events, s->events + 1, (CARE_EVENTS - 1) * sizeof s->events[0]);
    else
        s->event_count++;
    s->events[s->event_count - 1] = *event;
    return 0;
}

static bool
read_day(struct care_view *s, const struct stage *stage)
{
    struct reading r = {s, stage};
    int64_t period = s->care.period.id;
    memset(s->counts, 0, sizeof s->counts);
    memset(s->begun, 0, sizeof s->begun);
    for (int i = 0; i < s->session_count; i++)
        s->held[i] = care_held(stage->db, &s->care, &s->sessions[i], s->day);
    return care_day_each(stage->db, period, s->day, &stage->now, add_day, &r) >= 0 &&
           begun_each(stage->db, period, s->day, add_begun, s) >= 0 &&
           lamp_read(stage->db, &s->lamp, &s->care, &stage->now) == DB_OK;
}

static bool
read_children(struct care_view *s, const struct stage *stage)
{
    struct reading r = {s, stage};
    int64_t period = s->care.period.id;
    int today = stage->view->day;
    s->enrolled = s->waiting = s->guests = s->offer_count = 0;
    return enrol_each(stage->db, period, today, add_enrolled, &r) >= 0 &&
           (s->care.state == CARE_CLOSED ||
               enrol_offer_each(stage->db, period, today, add_offer, &r) >= 0);
}

bool
care_screen_places(struct care_view *s, const struct stage *stage, int64_t but_child)
{
    const struct period *p = &s->care.period;
    int from = stage->view->day > p->from_day ? stage->view->day : p->from_day;
    const int days[2] = {from < p->until_day ? from : p->until_day, p->until_day};
    for (int i = 0; i < s->session_count; i++) {
        const struct care_session *session = &s->sessions[i];
        s->given[i] = place_fullest(stage->db, session->id, days, session->weekdays, but_child);
        if (s->given[i] < 0)
            return false;
    }
    return true;
}

static bool
read_period(struct care_view *s, const struct stage *stage)
{
    s->event_count = 0;
    return care_screen_places(s, stage, 0) &&
           care_history_each(stage->db, s->care.period.id, add_event, s) >= 0;
}

void
care_screen_read(struct care_view *s, const struct stage *stage)
{
    s->row_count = 0;
    s->more = s->stale = false;
    s->minute = stage->view->minute;
    s->in_count = stage->view->in_count;
    s->failed = !stage->db;
    if (s->failed || !s->care.period.id)
        return;
    s->session_count = care_get(stage->db, &s->care, s->care.period.id)
                           ? care_sessions(stage->db, s->sessions, s->care.period.id)
                           : -1;
    if (s->session >= s->session_count)
        s->session = 0; /* it was removed */
    s->failed = s->session_count < 0 || !read_period(s, stage) ||
                !(s->tab == TAB_CHILDREN ? read_children(s, stage) : read_day(s, stage));
    if (s->session_count < 0)
        s->session_count = 0;
}

void
care_screen_tell(struct care_view *s, const struct stage *stage, int rc, const char *done)
{
    s->done = rc == DB_OK;
    snprintf(s->why, sizeof s->why, "%s",
        rc == DB_OK        ? done
        : rc == DB_REFUSED ? db_why(stage->db)
                           : _("That could not be saved. Nothing was changed."));
    care_screen_read(s, stage);
}

void
care_screen_said(struct ui *ui, const struct care_view *s, struct rect *space)
{
    const struct theme *t = ui->theme;
    if (!s->why[0])
        return;
    ui_sign(ui, rect_top(space, t->unit * 6), s->done ? "check" : "warning-soft", s->why);
    rect_top(space, t->unit);
}

struct finding {
    struct care_view *s;
    int today;
    int64_t wanted; /* 0: the one of today, or the next, or the last */
    bool found;
};

/* They come by their first day: the first that fits is it, and the next one stands after it. */
static int
find_care(const struct care *care, void *payload)
{
    struct finding *f = payload;
    struct care_view *s = f->s;
    if (f->found) {
        s->after = care->period.id;
        return 1;
    }
    f->found = f->wanted ? care->period.id == f->wanted : care->period.until_day >= f->today;
    s->before = s->care.period.id;
    s->care = *care;
    return 0;
}

/* The holiday `wanted`, or 0: that of today, else the next one, else the last. */
static void
choose_care(struct care_view *s, const struct stage *stage, int64_t wanted)
{
    struct finding f = {.s = s, .today = stage->view->day, .wanted = wanted};
    s->care = (struct care){0};
    s->before = s->after = 0;
    if (!stage->db || care_each(stage->db, stage->view->home.id, find_care, &f) < 0)
        s->failed = true;
    const struct period *p = &s->care.period;
    s->day = stage->view->day < p->from_day    ? p->from_day
             : stage->view->day > p->until_day ? p->until_day
                                               : stage->view->day;
    s->session = 0;
    care_screen_read(s, stage);
    for (int i = 0; i < s->session_count; i++)
        if (s->day == stage->view->day && s->sessions[i].starts_min <= stage->view->minute)
            s->session = i;
    if (s->session)
        care_screen_read(s, stage);
}

static void
enter(struct stage *stage)
{
    choose_care(stage->state, stage, 0);
}

/* Which holiday, with an arrow to each side. */
static void
draw_which(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    struct rect left = rect_left(&row, t->staff_touch * 4 / 3);
    struct rect right = rect_right(&row, t->staff_touch * 4 / 3);
    if (s->before && staff_arrow(ui, CARE_ID_EARLIER, left, "earlier"))
        choose_care(s, stage, s->before);
    else if (s->after && staff_arrow(ui, CARE_ID_LATER, right, "later"))
        choose_care(s, stage, s->after);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        s->care.period.name);
}

static void
draw_tabs(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const char *labels[CARE_TABS] = {_("The day"), _("Children"), _("The period")};
    struct rect row = rect_top(&space, t->staff_touch * 5 / 4);
    struct rect which = row;
    bool wide = t->width >= t->height, named = wide || s->tab == TAB_PERIOD;
    if (wide) {
        which = rect_right(&row, row.w * 38 / 100);
        rect_right(&row, t->gap);
    } else if (named) {
        rect_top(&space, t->unit);
        which = rect_top(&space, t->staff_touch * 5 / 4);
    }
    rect_top(&space, t->gap);
    if (ui_tabs(ui, CARE_ID_TABS, row, labels, CARE_TABS, &s->tab)) {
        s->why[0] = '\0';
        care_screen_read(s, stage);
    }
    if (named)
        draw_which(ui, s, stage, which);
    if (s->tab == TAB_DAY)
        care_draw_day(ui, s, stage, space);
    else if (s->tab == TAB_CHILDREN)
        care_draw_children(ui, s, stage, space);
    else
        care_draw_period(ui, s, stage, space);
}

static const char *
title(const struct care_view *s)
{
    switch (s->step) {
    case STEP_MARK:
    case STEP_MARK_WHY:
    case STEP_BEGIN:
        return s->sessions[s->session].name;
    case STEP_PICK:
        return _("Who is to be enrolled?");
    case STEP_ENROL:
    case STEP_SIGNED:
        return s->changing ? _("Other sessions") : _("Enrol a child");
    case STEP_FORM:
        return care_act_title(s->act);
    case STEP_SESSION:
        return s->session_edited.id ? s->session_edited.name : _("New session");
    case STEP_TABS:
    case STEP_CHILD:
    case STEP_LEAVE:
        break;
    }
    return _("Holiday care");
}

/* One step back within the screen. */
static void
step_back(struct ui *ui, struct care_view *s)
{
    static const enum care_step before[] = {
        [STEP_MARK] = STEP_TABS,
        [STEP_MARK_WHY] = STEP_MARK,
        [STEP_BEGIN] = STEP_TABS,
        [STEP_CHILD] = STEP_TABS,
        [STEP_PICK] = STEP_TABS,
        [STEP_ENROL] = STEP_TABS,
        [STEP_SIGNED] = STEP_ENROL,
        [STEP_FORM] = STEP_TABS,
        [STEP_SESSION] = STEP_TABS,
    };
    if (s->step == STEP_TABS)
        return;
    ui->go = NAV_NONE;
    s->why[0] = '\0';
    if ((s->step != STEP_FORM && s->step != STEP_SESSION) || !form_back(&s->form))
        s->step = before[s->step];
}

static void
draw_pick(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    care_screen_said(ui, s, &space);
    ui_sign(ui, rect_bottom(&space, t->unit * 6), "card",
        _("A child of another Home shows its card here."));
    rect_bottom(&space, t->unit);
    int64_t id = child_picker(ui, stage, &s->picker, CARE_ID_PICKER, space);
    if (id)
        care_open_enrol(s, stage, id);
}

static void
draw_step(struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space)
{
    switch (s->step) {
    case STEP_TABS:
        draw_tabs(ui, s, stage, space);
        break;
    case STEP_MARK:
        care_draw_mark(ui, s, stage, space);
        break;
    case STEP_MARK_WHY:
        care_draw_mark_why(ui, s, stage, space);
        break;
    case STEP_BEGIN:
        care_draw_begin(ui, s, stage, space);
        break;
    case STEP_CHILD:
    case STEP_LEAVE:
        care_draw_child(ui, s, stage, space);
        break;
    case STEP_PICK:
        draw_pick(ui, s, stage, space);
        break;
    case STEP_ENROL:
        care_draw_enrol(ui, s, stage, space);
        break;
    case STEP_SIGNED:
        care_draw_signed(ui, s, stage, space);
        break;
    case STEP_FORM:
        care_draw_form(ui, s, stage, space);
        break;
    case STEP_SESSION:
        care_draw_session(ui, s, stage, space);
        break;
    }
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct care_view *s = stage->state;
    bool changed =
        s->stale || s->minute != stage->view->minute || s->in_count != stage->view->in_count;
    if (changed && ui->touch.phase == TOUCH_NONE && s->step == STEP_TABS)
        care_screen_read(s, stage);
    if (s->step == STEP_LEAVE) {
        care_draw_leave(ui, s, stage);
        return;
    }
    struct rect space = staff_frame(ui, stage, title(s));
    if (ui->go == NAV_BACK)
        step_back(ui, s);
    else if (ui->go != NAV_NONE)
        return;
    else if (s->failed || !s->care.period.id)
        ui_nothing(ui, space, s->failed ? "warning-soft" : "travel",
            s->failed
                ? _("This can't be read now.")
                : _("No summer or winter holiday is known. A manager enters it in the plan."));
    else
        draw_step(ui, s, stage, space);
}

const struct screen screen_care = {.name = "care",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .writes = true,
    .state_size = sizeof(struct care_view),
    .enter = enter,
    .card = care_take_card,
    .draw = draw};
_Static_assert(sizeof(struct care_view) <= SCREEN_STATE_MAX, "the state has its place");
