/* screen_plan.c: a manager edits the timetable by weekday, the terms and holidays, and the
 * calendar.
 *
 * What may not be is told in the form, by the sentence of db/plan.h, and nothing is changed. */
#include "kiosk/icons.h"
#include "kiosk/plan_form.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_dialog.h"
#include "kiosk/ui_tabs.h"

#include "db/day.h"
#include "db/setting.h"

#include <stdio.h>
#include <string.h>

enum { SESSIONS_MOST = 120, DAYS_MOST = 400 };

enum {
    ID_TABS = STAFF_IDS,
    ID_DAYS = ID_TABS + 3,
    ID_NEW = ID_DAYS + 7,
    ID_REMOVE,
    ID_DIALOG,
    ID_LIST = ID_DIALOG + 2,
    ID_FORM,
};

enum plan_tab { TAB_WEEK, TAB_PERIODS, TAB_DAYS };
enum plan_step { STEP_LIST, STEP_FORM, STEP_REMOVE };

struct plan_state {
    int tab, weekday; /* weekday: 0 Monday */
    enum plan_step step;
    bool is_new, failed;
    bool shown;             /* the list stands where it begins */
    struct session session; /* that is edited, or the period or day */
    struct period period;
    struct calendar_day day;
    int session_count, day_count;
    struct session sessions[SESSIONS_MOST];
    struct calendar_day days[DAYS_MOST];
    struct plan_choices choices;
    struct form form;
};

static int
add_period(const struct period *period, void *payload)
{
    struct plan_choices *c = payload;
    c->periods[c->period_count++] = *period;
    return c->period_count == PLAN_PERIODS;
}

/* Each room once, in the order in which they come. */
static int
add_room(const char *room, void *payload)
{
    struct plan_choices *c = payload;
    for (int i = 0; i < c->room_count; i++)
        if (strcmp(c->rooms[i], room) == 0)
            return 0;
    if (room[0] && strlen(room) < WORD_SIZE)
        snprintf(c->rooms[c->room_count++], WORD_SIZE, "%s", room);
    return c->room_count == PLAN_ROOMS;
}

/* The ones that were named at set-up, then those of the classes. */
static bool
read_rooms(struct plan_choices *choices, const struct stage *stage)
{
    char named[ROOMS_TEXT];
    setting_rooms(stage->db, named);
    for (char *room = named, *end; *room; room = end) {
        end = room + strcspn(room, "\n");
        end += *end ? (*end = '\0', 1) : 0;
        if (add_room(room, choices))
            return true;
    }
    return timetable_rooms(stage->db, stage->view->home.id, add_room, choices) >= 0;
}

static int
add_tutor(const struct staff *staff, void *payload)
{
    struct plan_choices *c = payload;
    c->tutors[c->tutor_count++] = *staff;
    return c->tutor_count == PLAN_TUTORS;
}

static int
add_session(const struct session *session, void *payload)
{
    struct plan_state *s = payload;
    s->sessions[s->session_count++] = *session;
    return s->session_count == SESSIONS_MOST;
}

static int
add_day(const struct calendar_day *day, void *payload)
{
    struct plan_state *s = payload;
    s->days[s->day_count++] = *day;
    return s->day_count == DAYS_MOST;
}

/* All that is shown, from this year on. */
static void
read_plan(struct plan_state *s, const struct stage *stage)
{
    int64_t home = stage->view->home.id;
    int january = stage->view->day / 10000 * 10000 + 101;
    s->session_count = s->day_count = 0;
    memset(&s->choices, 0, sizeof s->choices);
    s->choices.period_count = s->choices.tutor_count = 1;
    s->failed = !stage->db || !home ||
                session_each(stage->db, home, s->weekday + 1, add_session, s) < 0 ||
                !read_rooms(&s->choices, stage) ||
                period_each(stage->db, home, add_period, &s->choices) < 0 ||
                staff_each(stage->db, home, add_tutor, &s->choices) < 0 ||
                calendar_each(stage->db, january, add_day, s) < 0;
}

static void
enter(struct stage *stage)
{
    struct plan_state *s = stage->state;
    s->weekday = day_weekday(stage->view->day) - 1;
    read_plan(s, stage);
}

/* Opens the form of a row, or (-1) of a new one. */
static void
open(struct plan_state *s, const struct stage *stage, int row)
{
    int64_t home = stage->view->home.id;
    s->is_new = row < 0;
    s->step = STEP_FORM;
    if (s->tab == TAB_WEEK) {
        s->session = (struct session){
            .home_id = home, .weekday = s->weekday + 1, .starts_min = -1, .ends_min = -1};
        if (row >= 0)
            s->session = s->sessions[row];
        session_to_form(&s->form, &s->session, &s->choices);
    } else if (s->tab == TAB_PERIODS) {
        s->period = (struct period){.home_id = home};
        if (row >= 0)
            s->period = s->choices.periods[row + 1];
        period_to_form(&s->form, &s->period);
    } else {
        s->day = (struct calendar_day){.day = stage->view->day};
        if (row >= 0)
            s->day = s->days[row];
        day_to_form(&s->form, &s->day);
    }
}

/* Back to the list where it worked; else the form says why. */
static void
done(struct plan_state *s, const struct stage *stage, int rc)
{
    s->step = rc == DB_OK ? STEP_LIST : STEP_FORM;
    s->shown = rc != DB_OK;
    if (rc != DB_OK)
        form_wrong(&s->form, -1, db_why(stage->db));
    else
        read_plan(s, stage);
}

static void
save(struct plan_state *s, const struct stage *stage)
{
    struct roster_by by = {stage->view->staff.id, stage->view->day, stage->now};
    if (s->tab == TAB_WEEK) {
        session_from_form(&s->session, &s->form, &s->choices);
        done(s, stage, plan_session_save(stage->db, &s->session, &by));
    } else if (s->tab == TAB_PERIODS) {
        period_from_form(&s->period, &s->form);
        done(s, stage, plan_period_save(stage->db, &s->period, &by));
    } else {
        day_from_form(&s->day, &s->form, s->is_new);
        done(s, stage, plan_day_save(stage->db, &s->day, &by));
    }
}

static void
remove_it(struct plan_state *s, const struct stage *stage)
{
    struct roster_by by = {stage->view->staff.id, stage->view->day, stage->now};
    if (s->tab == TAB_WEEK)
        done(s, stage, plan_session_remove(stage->db, s->session.id, &by));
    else if (s->tab == TAB_PERIODS)
        done(s, stage, plan_period_remove(stage->db, &s->period, &by));
    else
        done(s, stage, plan_day_remove(stage->db, s->day.day, &by));
}

static void
draw_form(struct ui *ui, struct plan_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct plan_fields f;
    if (s->tab == TAB_WEEK)
        session_fields(&f, &s->choices);
    else if (s->tab == TAB_PERIODS)
        period_fields(&f);
    else
        day_fields(&f, s->is_new);
    if (!s->is_new && !s->form.editing) {
        struct rect row = rect_top(&space, t->staff_touch * 4 / 3);
        rect_top(&space, t->gap);
        if (ui_button(ui, ID_REMOVE, rect_right(&row, t->unit * 26), _("Remove"))) {
            s->step = STEP_REMOVE;
            return;
        }
    }
    if (form(ui, stage, &s->form, f.fields, f.count, ID_FORM, space))
        save(s, stage);
}

struct row_words {
    char head[64], name[NAME_SIZE + 16], line[NAME_SIZE * 3];
    const char *icon; /* NULL: none */
};

static void
session_words(struct row_words *out, const struct plan_state *s, const struct session *session)
{
    char from[MINUTE_TEXT_LEN + 1], until[MINUTE_TEXT_LEN + 1], ages[64] = "";
    const char *tutor = "", *period = "";
    for (int i = 1; i < s->choices.tutor_count; i++)
        if (s->choices.tutors[i].id == session->staff_id)
            tutor = s->choices.tutors[i].name;
    for (int i = 1; i < s->choices.period_count; i++)
        if (s->choices.periods[i].id == session->period_id)
            period = s->choices.periods[i].name;
    minute_text(from, session->starts_min);
    minute_text(until, session->ends_min);
    if (session->age_to)
        snprintf(ages, sizeof ages, _("ages %d to %d"), session->age_from, session->age_to);
    snprintf(out->head, sizeof out->head, "%s–%s", from, until);
    snprintf(out->name, sizeof out->name, "%s", words_session(session));
    const char *parts[] = {session->room, tutor, ages, period};
    out->line[0] = '\0';
    for (int i = 0; i < 4; i++) {
        size_t n = strlen(out->line);
        snprintf(
            out->line + n, sizeof out->line - n, "%s%s", n && parts[i][0] ? " · " : "", parts[i]);
    }
    out->icon = icon_of_session(session->subject);
}

static void
period_words(struct row_words *out, const struct period *p)
{
    static const char *const kinds[PERIOD_KIND_COUNT] = {[PERIOD_TERM] = N_("Term"),
        [PERIOD_SUMMER] = N_("Summer holiday"),
        [PERIOD_WINTER] = N_("Winter holiday")};
    char from[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1];
    day_text(from, p->from_day);
    day_text(until, p->until_day);
    snprintf(out->head, sizeof out->head, "%s", _(kinds[p->kind]));
    snprintf(out->name, sizeof out->name, "%s", p->name);
    snprintf(out->line, sizeof out->line, _("%s to %s"), from, until);
    out->icon = p->kind == PERIOD_TERM ? "reading" : "travel";
}

static void
day_words(struct row_words *out, const struct calendar_day *d)
{
    day_text(out->head, d->day);
    snprintf(out->name, sizeof out->name, "%s", d->name);
    if (d->kind == CALENDAR_HOLIDAY)
        snprintf(out->line, sizeof out->line, _("%s · public holiday"),
            words_weekday(day_weekday(d->day)));
    else
        snprintf(out->line, sizeof out->line, _("%s · workday, the timetable of %s"),
            words_weekday(day_weekday(d->day)), words_weekday(d->as_weekday));
    out->icon = d->kind == CALENDAR_HOLIDAY ? "rest" : "homework";
}

static int
row_height(const struct theme *t)
{
    int words = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 4 * t->unit;
    return words + (t->width < t->height ? t->text_m * 3 / 2 : 0);
}

static void
draw_row(struct ui *ui, const struct row_words *words, struct rect row, bool held)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, row, t->corner / 2, held ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(row, t->unit);
    draw_picture(
        ui->list, rect_inset(rect_left(&inner, inner.h), t->unit / 2), "icons", words->icon);
    rect_left(&inner, t->gap);
    struct rect head =
        t->width < t->height ? rect_top(&inner, t->text_m * 3 / 2) : rect_left(&inner, inner.w / 4);
    draw_text(ui->list, head,
        (struct text_style){.size = t->text_m, .colour = LAKE_DEEP, .bold = true}, words->head);
    if (t->width >= t->height)
        rect_left(&inner, t->gap);
    inner = rect_centre(inner, inner.w, t->text_l * 7 / 5 + t->text_s * 3 / 2);
    draw_text(ui->list, rect_top(&inner, t->text_l * 7 / 5),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, words->name);
    draw_text(
        ui->list, inner, (struct text_style){.size = t->text_s, .colour = QUIET}, words->line);
}

static void
draw_rows(struct ui *ui, struct plan_state *s, const struct stage *stage, struct rect space)
{
    static const char *const none[] = {N_("No class on this day yet."),
        N_("No term and no holidays are known yet."), N_("No days of the calendar are known yet.")};
    const struct theme *t = ui->theme;
    int count = s->tab == TAB_WEEK      ? s->session_count
                : s->tab == TAB_PERIODS ? s->choices.period_count - 1
                                        : s->day_count;
    if (count == 0 || s->failed) {
        ui_nothing(ui, space, s->failed ? "warning-soft" : "timetable",
            s->failed ? _("The timetable can't be read now.") : _(none[s->tab]));
        return;
    }
    int touched = -1;
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, row_height(t), count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        struct row_words words = {0};
        rect_bottom(&row, t->unit);
        if (s->tab == TAB_WEEK)
            session_words(&words, s, &s->sessions[i]);
        else if (s->tab == TAB_PERIODS)
            period_words(&words, &s->choices.periods[i + 1]);
        else
            day_words(&words, &s->days[i]);
        draw_row(ui, &words, row, ui_list_is_held(ui, &list, row));
        if (ui_list_tapped(ui, &list, row))
            touched = i;
    }
    ui_list_end(ui, &list);
    if (touched >= 0)
        open(s, stage, touched);
}

/* The week's days, or how far the calendar is known. */
static void
draw_head(struct ui *ui, struct plan_state *s, const struct stage *stage, struct rect *space)
{
    const struct theme *t = ui->theme;
    char line[160];
    if (s->tab == TAB_PERIODS)
        return;
    struct rect row = rect_top(space, t->staff_touch * 4 / 3);
    rect_top(space, t->gap);
    if (s->tab == TAB_WEEK) {
        static const char *const short_days[] = {
            N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
        const char *days[7];
        for (int i = 0; i < 7; i++)
            days[i] = _(short_days[i]);
        if (ui_tabs(ui, ID_DAYS, row, days, 7, &s->weekday))
            read_plan(s, stage);
        return;
    }
    int year = stage->view->day / 10000, last = s->failed ? 0 : calendar_last_year(stage->db);
    snprintf(line, sizeof line,
        last >= year ? _("The public holidays are known for %d.")
                     : _("The public holidays of %d are not known."),
        last >= year ? last : year);
    ui_sign(ui, row, last >= year ? "check" : "warning-soft", line);
}

/* A page that is opened begins at its top, the calendar at this month. */
static void
show_now(struct ui *ui, const struct plan_state *s, int today)
{
    int first = 0;
    while (s->tab == TAB_DAYS && first < s->day_count && s->days[first].day / 100 < today / 100)
        first++;
    ui_list_show(ui, ID_LIST, row_height(ui->theme), first);
}

static void
draw_list(struct ui *ui, struct plan_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    static const char *const add[] = {N_("New class"), N_("New period"), N_("New day")};
    const char *labels[] = {_("Timetable"), _("Terms"), _("Calendar")};
    struct rect head = rect_top(&space, t->staff_touch * 4 / 3);
    struct rect button = rect_right(&head, t->unit * 22);
    rect_right(&head, t->gap);
    rect_top(&space, t->gap);
    if (ui_tabs(ui, ID_TABS, head, labels, 3, &s->tab) || !s->shown)
        show_now(ui, s, stage->view->day);
    s->shown = true;
    draw_head(ui, s, stage, &space);
    if (!s->failed && ui_button(ui, ID_NEW, button, _(add[s->tab])))
        open(s, stage, -1);
    else
        draw_rows(ui, s, stage, space);
}

static void
draw_remove(struct ui *ui, struct plan_state *s, const struct stage *stage)
{
    const struct theme *t = ui->theme;
    static const char *const sentences[] = {N_("The class goes. What was marked in it stays."),
        N_("The period is removed."), N_("The day is an ordinary one again.")};
    struct ui_question question = {.icon = "timetable",
        .sentence = _(sentences[s->tab]),
        .yes = _("Remove"),
        .no = _("Keep it")};
    enum ui_answer answer =
        ui_dialog(ui, ID_DIALOG, (struct rect){0, 0, t->width, t->height}, &question);
    if (answer == ANSWER_YES)
        remove_it(s, stage);
    else if (answer == ANSWER_NO)
        s->step = STEP_FORM;
}

static const char *
title(const struct plan_state *s)
{
    static const char *const fresh[] = {N_("New class"), N_("New period"), N_("New day")};
    if (s->step == STEP_LIST)
        return _("Plan");
    if (s->is_new)
        return _(fresh[s->tab]);
    return s->tab == TAB_WEEK      ? words_session(&s->session)
           : s->tab == TAB_PERIODS ? s->period.name
                                   : s->day.name;
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct plan_state *s = stage->state;
    if (s->step == STEP_REMOVE) {
        draw_remove(ui, s, stage);
        return;
    }
    struct rect space = staff_frame(ui, stage, title(s));
    if (ui->go == NAV_BACK && s->step == STEP_FORM) {
        ui->go = NAV_NONE;
        if (!form_back(&s->form))
            s->step = STEP_LIST;
    } else if (ui->go == NAV_NONE && s->step == STEP_FORM) {
        draw_form(ui, s, stage, space);
    } else if (ui->go == NAV_NONE) {
        draw_list(ui, s, stage, space);
    }
}

const struct screen screen_plan = {.name = "plan",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_MANAGER,
    .writes = true,
    .state_size = sizeof(struct plan_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct plan_state) <= SCREEN_STATE_MAX, "the state has its place");
