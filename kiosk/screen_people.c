/* screen_people.c: a manager edits the roster: children with their guardians, and staff.
 *
 * What may not be is told in the form, by the sentence of db/roster.h, and nothing is changed. */
#include "kiosk/animals.h"
#include "kiosk/child_picker.h"
#include "kiosk/name_sound.h"
#include "kiosk/people_form.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_dialog.h"
#include "kiosk/ui_tabs.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

enum { GUARDIANS = 40, STAFF_MOST = 120 };

enum {
    ID_TABS = STAFF_IDS,
    ID_NEW = ID_TABS + 2,
    ID_CHANGE,
    ID_DIALOG,
    ID_LIST = ID_DIALOG + 2,
    ID_FORM,
    ID_PICKER = ID_FORM + FORM_IDS,
};

enum people_step {
    STEP_PICK,     /* a child, or the list of staff */
    STEP_CHILD,    /* the child and its guardians */
    STEP_CHANGE,   /* its form */
    STEP_FIRST,    /* a new child's first guardian */
    STEP_GUARDIAN, /* a guardian's form */
    STEP_STAFF,    /* a staff member's */
    STEP_LEAVES,   /* a question */
};

struct people_state {
    enum people_step step;
    int tab; /* 0 children, 1 staff */
    struct child_edit edit;
    struct volunteers volunteers;
    struct guardian guardian; /* that is edited; id 0: a new one */
    struct staff person;      /* the same of the staff */
    int count, staff_count;
    struct guardian guardians[GUARDIANS];
    struct staff staff[STAFF_MOST];
    bool failed;
    char why[256]; /* what could not be done in a list */
    struct form form;
    struct child_picker picker;
};

static struct roster_by
by(const struct stage *stage)
{
    return (struct roster_by){stage->view->staff.id, stage->view->day, stage->now};
}

static int
add_staff(const struct staff *staff, void *payload)
{
    struct people_state *s = payload;
    struct volunteers *v = &s->volunteers;
    if (s->staff_count < STAFF_MOST)
        s->staff[s->staff_count++] = *staff;
    if (staff->role == STAFF_VOLUNTEER && v->count < VOLUNTEERS) {
        v->ids[v->count] = staff->id;
        memcpy(v->names[v->count++], staff->name, NAME_SIZE);
    }
    return 0;
}

static void
read_staff(struct people_state *s, const struct stage *stage)
{
    s->staff_count = 0;
    s->volunteers = (struct volunteers){.count = 1};
    int64_t home = stage->view->home.id;
    s->failed = !stage->db || !home || staff_each(stage->db, home, add_staff, s) < 0;
}

static int
add_guardian(const struct guardian *guardian, void *payload)
{
    struct people_state *s = payload;
    s->guardians[s->count++] = *guardian;
    return s->count == GUARDIANS;
}

static void
read_child(struct people_state *s, const struct stage *stage, int64_t id)
{
    struct staff paired = {0};
    s->edit = (struct child_edit){.way.comes_on = COMES_EVERY_DAY};
    s->count = 0;
    s->failed = !stage->db || !child_get(stage->db, &s->edit.child, id) ||
                !school_way_get(stage->db, &s->edit.way, id) ||
                guardian_ever_each(stage->db, id, add_guardian, s) < 0;
    if (!s->failed && pairing_get(stage->db, &paired, id, stage->view->day))
        s->edit.volunteer = paired.id;
}

static void
enter(struct stage *stage)
{
    struct people_state *s = stage->state;
    child_picker_begin(&s->picker, stage);
    read_staff(s, stage);
}

static void
go_to(struct people_state *s, enum people_step step)
{
    s->step = step;
    s->why[0] = '\0';
}

static void
open_child(struct people_state *s)
{
    child_to_form(&s->form, &s->edit, &s->volunteers);
    go_to(s, STEP_CHANGE);
}

static void
new_child(struct people_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    s->edit = (struct child_edit){
        .way.comes_on = COMES_EVERY_DAY, .child = {.home_id = v->home.id, .joined_day = v->day}};
    int count = child_count(stage->db, v->home.id, v->day);
    snprintf(s->edit.child.animal, WORD_SIZE, "%s", animals[(count < 0 ? 0 : count) % ANIMALS]);
    roster_child_no(stage->db, s->edit.child.no, &v->home);
    open_child(s);
}

/* The form as it is to be saved: another name has another pinyin. False where there is none. */
static bool
take_child(struct people_state *s)
{
    char named[NAME_SIZE];
    memcpy(named, s->edit.child.name, sizeof named);
    child_from_form(&s->edit, &s->form, &s->volunteers);
    bool same = s->edit.child.pinyin[0] && strcmp(named, s->edit.child.name) == 0;
    bool ok = same || name_sound(&s->edit.child);
    if (!ok)
        form_wrong(&s->form, 0, _("The name's pinyin can't be made now. Save it again."));
    return ok;
}

/* True where it worked; else the form says why. */
static bool
saved(struct people_state *s, const struct stage *stage, int rc)
{
    if (rc != DB_OK)
        form_wrong(&s->form, -1, db_why(stage->db));
    return rc == DB_OK;
}

static void
save_child(struct people_state *s, const struct stage *stage)
{
    struct roster_by who = by(stage);
    if (!take_child(s))
        return;
    if (s->edit.child.id) {
        if (saved(s, stage, roster_child_save(stage->db, &s->edit, &who))) {
            read_child(s, stage, s->edit.child.id);
            go_to(s, STEP_CHILD);
        }
        return;
    }
    if (!saved(s, stage, roster_child_check(stage->db, &s->edit.child, who.today)))
        return;
    struct child other;
    if (child_find(stage->db, &other, s->edit.child.no)) {
        form_wrong(&s->form, -1, _("This number is somebody else's. Choose another."));
        return;
    }
    s->guardian = (struct guardian){.since_day = s->edit.child.joined_day};
    guardian_to_form(&s->form, &s->guardian, true);
    s->form.changed = true;
    go_to(s, STEP_FIRST);
}

static void
save_first(struct people_state *s, const struct stage *stage)
{
    struct roster_by who = by(stage);
    guardian_from_form(&s->guardian, &s->form, true);
    s->edit.guardian = &s->guardian;
    bool ok = saved(s, stage, roster_child_save(stage->db, &s->edit, &who));
    s->edit.guardian = NULL;
    if (!ok)
        return;
    read_child(s, stage, s->edit.child.id);
    go_to(s, STEP_CHILD);
}

static void
save_guardian(struct people_state *s, const struct stage *stage)
{
    struct roster_by who = by(stage);
    struct guardian guardian = s->guardian;
    guardian_from_form(&guardian, &s->form, !guardian.id);
    if (!saved(s, stage, roster_guardian_save(stage->db, &guardian, s->edit.child.id, &who)))
        return;
    read_child(s, stage, s->edit.child.id);
    go_to(s, STEP_CHILD);
}

static void
save_staff(struct people_state *s, const struct stage *stage)
{
    struct roster_by who = by(stage);
    staff_from_form(&s->person, &s->form, !s->person.id);
    if (!saved(s, stage, roster_staff_save(stage->db, &s->person, &who)))
        return;
    read_staff(s, stage);
    go_to(s, STEP_PICK);
}

static void
draw_form(struct ui *ui, struct people_state *s, const struct stage *stage, struct rect space)
{
    struct people_fields f;
    if (s->step == STEP_CHANGE) {
        child_fields(&f, !s->edit.child.id, &s->volunteers);
        if (form(ui, stage, &s->form, f.fields, f.count, ID_FORM, space))
            save_child(s, stage);
    } else if (s->step == STEP_STAFF) {
        staff_fields(&f, !s->person.id);
        if (form(ui, stage, &s->form, f.fields, f.count, ID_FORM, space))
            save_staff(s, stage);
    } else {
        guardian_fields(&f, s->step == STEP_FIRST || !s->guardian.id);
        if (!form(ui, stage, &s->form, f.fields, f.count, ID_FORM, space))
            return;
        if (s->step == STEP_FIRST)
            save_first(s, stage);
        else
            save_guardian(s, stage);
    }
}

static void
draw_two_lines(struct ui *ui, struct rect space, const char *name, const char *line, bool over)
{
    const struct theme *t = ui->theme;
    space = rect_centre(space, space.w, t->text_l * 7 / 5 + t->text_s * 3 / 2);
    draw_text(ui->list, rect_top(&space, t->text_l * 7 / 5),
        (struct text_style){.size = t->text_l, .colour = over ? QUIET : INK, .bold = true}, name);
    draw_text(ui->list, space, (struct text_style){.size = t->text_s, .colour = QUIET}, line);
}

/* Two lines of words, and in portrait a row of buttons below. */
static int
row_height(const struct theme *t)
{
    int words = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 4 * t->unit;
    return words + (t->width < t->height ? t->staff_touch * 4 / 3 + t->unit : 0);
}

/* The part of a list's row that its buttons are taken from; *row keeps the words. */
static struct rect
cut_acts(const struct theme *t, struct rect *row, int count)
{
    if (t->width < t->height)
        return rect_bottom(row, t->staff_touch * 4 / 3);
    return rect_right(row, count * (t->unit * 20 + t->gap));
}

/* A button within a list's row. */
static bool
draw_act(struct ui *ui, const struct ui_list *list, struct rect *row, const char *label)
{
    const struct theme *t = ui->theme;
    struct rect act = rect_right(row, t->unit * 20);
    act = rect_centre(act, act.w, t->staff_touch * 4 / 3);
    rect_right(row, t->gap);
    draw_box(ui->list, act, act.h / 2, ui_list_is_held(ui, list, act) ? SUN_PALE : LAKE_PALE);
    draw_text(ui->list, rect_inset(act, t->unit / 2),
        (struct text_style){
            .size = t->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        label);
    return ui_list_tapped(ui, list, act);
}

static void
draw_why(struct ui *ui, const struct people_state *s, struct rect *space)
{
    if (!s->why[0])
        return;
    ui_sign(ui, rect_top(space, ui->theme->unit * 6), "warning-soft", s->why);
    rect_top(space, ui->theme->gap);
}

/* "Mother · 199… · valid until 2027-08-31" */
static void
guardian_line(char *out, size_t size, const struct guardian *g, int today)
{
    char day[DAY_TEXT_LEN + 1] = "", until[64] = "";
    bool over = g->until_day && g->until_day < today;
    if (g->until_day) {
        day_text(day, g->until_day);
        snprintf(until, sizeof until, over ? _("ended on %s") : _("valid until %s"), day);
    } else {
        snprintf(until, sizeof until, "%s", g->since_day > today ? _("not yet") : _("valid"));
    }
    snprintf(out, size, "%s · %s%s%s", g->relation, g->phone, g->phone[0] ? " · " : "", until);
}

static void
end_guardian(struct people_state *s, const struct stage *stage, const struct guardian *g)
{
    struct roster_by who = by(stage);
    struct guardian ended = *g;
    ended.until_day = stage->view->day;
    if (roster_guardian_save(stage->db, &ended, s->edit.child.id, &who) != DB_OK)
        snprintf(s->why, sizeof s->why, "%s", db_why(stage->db));
    else
        s->why[0] = '\0';
    read_child(s, stage, s->edit.child.id);
}

static void
open_guardian(struct people_state *s, const struct stage *stage, const struct guardian *g)
{
    s->guardian = g ? *g : (struct guardian){.since_day = stage->view->day};
    guardian_to_form(&s->form, &s->guardian, !g);
    go_to(s, STEP_GUARDIAN);
}

static void
draw_guardians(struct ui *ui, struct people_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int today = stage->view->day, end = -1, open = -1;
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, row_height(t), s->count);
    for (int i = list.first; i < list.last; i++) {
        const struct guardian *g = &s->guardians[i];
        struct rect row = ui_list_row(&list, i);
        char line[NAME_SIZE * 2];
        rect_bottom(&row, t->unit);
        draw_box(ui->list, row, t->corner / 2, PAPER);
        struct rect inner = rect_inset(row, t->unit);
        struct rect acts = cut_acts(t, &inner, 2);
        bool over = g->until_day && g->until_day < today;
        draw_picture(ui->list, rect_inset(rect_left(&inner, inner.h), t->unit / 2), "icons",
            over ? "absent" : "people");
        rect_left(&inner, t->gap);
        if (draw_act(ui, &list, &acts, _("Change")))
            open = i;
        if (!over && g->until_day != today && draw_act(ui, &list, &acts, _("Ends today")))
            end = i;
        guardian_line(line, sizeof line, g, today);
        draw_two_lines(ui, inner, g->name, line, over);
    }
    ui_list_end(ui, &list);
    if (end >= 0)
        end_guardian(s, stage, &s->guardians[end]);
    else if (open >= 0)
        open_guardian(s, stage, &s->guardians[open]);
}

/* "QS-001 · Mountain school, grade 3 · paired with …" */
static void
child_line(char *out, size_t size, const struct people_state *s)
{
    const struct child *c = &s->edit.child;
    const char *paired = "";
    for (int i = 1; i < s->volunteers.count; i++)
        if (s->volunteers.ids[i] == s->edit.volunteer)
            paired = s->volunteers.names[i];
    bool pupil = c->school[0] || c->grade[0];
    int n = snprintf(out, size, pupil ? "%s · %s %s" : "%s%s%s", c->no, c->school, c->grade);
    if (paired[0] && n > 0 && (size_t)n < size)
        snprintf(out + n, size - (size_t)n, _(" · paired with %s"), paired);
}

static void
draw_child(struct ui *ui, struct people_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    char line[NAME_SIZE * 4];
    struct rect card = ui_card(ui, rect_top(&space, t->text_l * 2 + t->text_s * 2 + 4 * t->unit));
    rect_top(&space, t->gap);
    draw_picture(
        ui->list, rect_left(&card, card.h), "animals", animal_picture(s->edit.child.animal));
    rect_left(&card, t->gap);
    struct rect change = rect_right(&card, t->unit * 20);
    rect_right(&card, t->gap);
    child_line(line, sizeof line, s);
    draw_two_lines(ui, card, s->edit.child.name, line, false);
    draw_why(ui, s, &space);
    struct rect add = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    if (ui_soft_button(
            ui, ID_CHANGE, rect_centre(change, change.w, t->staff_touch * 4 / 3), _("Change")))
        open_child(s);
    else if (s->count < GUARDIANS &&
             ui_button(ui, ID_NEW, rect_centre(add, t->unit * 50, add.h), _("Add a guardian")))
        open_guardian(s, stage, NULL);
    else if (s->count == 0)
        ui_nothing(ui, space, "people", _("This child has no guardian yet."));
    else
        draw_guardians(ui, s, stage, space);
}

static void
draw_staff(struct ui *ui, struct people_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    int open = -1, leaves = -1;
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, row_height(t), s->staff_count);
    for (int i = list.first; i < list.last; i++) {
        const struct staff *p = &s->staff[i];
        char line[NAME_SIZE * 2];
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_box(ui->list, row, t->corner / 2, PAPER);
        struct rect inner = rect_inset(row, t->unit);
        rect_left(&inner, t->gap);
        struct rect acts = cut_acts(t, &inner, 2);
        if (draw_act(ui, &list, &acts, _("Change")))
            open = i;
        if (draw_act(ui, &list, &acts, _("Leaves")))
            leaves = i;
        snprintf(line, sizeof line, "%s · %s · %s", p->no, words_role(p->role), p->phone);
        draw_two_lines(ui, inner, p->name, line, false);
    }
    ui_list_end(ui, &list);
    if (open < 0 && leaves < 0)
        return;
    s->person = s->staff[open >= 0 ? open : leaves];
    staff_to_form(&s->form, &s->person);
    go_to(s, open >= 0 ? STEP_STAFF : STEP_LEAVES);
}

static void
new_staff(struct people_state *s, const struct stage *stage)
{
    s->person = (struct staff){.role = STAFF_VOLUNTEER, .home_id = stage->view->home.id};
    roster_staff_no(stage->db, s->person.no, &stage->view->home);
    staff_to_form(&s->form, &s->person);
    go_to(s, STEP_STAFF);
}

static void
draw_pick(struct ui *ui, struct people_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const char *labels[] = {_("Children"), _("Staff and volunteers")};
    struct rect head = rect_top(&space, t->staff_touch * 4 / 3);
    struct rect add = rect_right(&head, t->unit * 24);
    rect_right(&head, t->gap);
    rect_top(&space, t->gap);
    if (ui_tabs(ui, ID_TABS, head, labels, 2, &s->tab))
        s->why[0] = '\0';
    draw_why(ui, s, &space);
    if (s->failed) {
        ui_nothing(ui, space, "warning-soft", _("The people can't be read now."));
        return;
    }
    bool adds = ui_button(ui, ID_NEW, add, s->tab ? _("New person") : _("New child"));
    int64_t id = 0;
    if (adds && s->tab)
        new_staff(s, stage);
    else if (adds)
        new_child(s, stage);
    else if (s->tab)
        draw_staff(ui, s, space);
    else
        id = child_picker(ui, stage, &s->picker, ID_PICKER, space);
    if (!id)
        return;
    read_child(s, stage, id);
    go_to(s, s->failed ? STEP_PICK : STEP_CHILD);
}

static void
draw_leaves(struct ui *ui, struct people_state *s, const struct stage *stage)
{
    const struct theme *t = ui->theme;
    char sentence[NAME_SIZE + 160];
    struct roster_by who = by(stage);
    snprintf(
        sentence, sizeof sentence, _("%s leaves today: card and PIN end at once."), s->person.name);
    struct ui_question question = {
        .icon = "go-home", .sentence = sentence, .yes = _("Leaves today"), .no = _("Stays")};
    enum ui_answer answer =
        ui_dialog(ui, ID_DIALOG, (struct rect){0, 0, t->width, t->height}, &question);
    if (answer == ANSWER_NONE)
        return;
    go_to(s, STEP_PICK);
    if (answer == ANSWER_YES && roster_staff_leave(stage->db, s->person.id, &who) != DB_OK)
        snprintf(s->why, sizeof s->why, "%s", db_why(stage->db));
    read_staff(s, stage);
}

/* One step back within the screen; from its first the arrow leads out. */
static void
go_back(struct ui *ui, struct people_state *s, const struct stage *stage)
{
    if (s->step == STEP_PICK || ui->go != NAV_BACK)
        return;
    ui->go = NAV_NONE;
    if (form_back(&s->form))
        return;
    if (s->step == STEP_FIRST) {
        open_child(s);
        s->form.changed = true;
    } else if (s->step == STEP_GUARDIAN || (s->step == STEP_CHANGE && s->edit.child.id)) {
        read_child(s, stage, s->edit.child.id);
        go_to(s, STEP_CHILD);
    } else {
        child_picker_begin(&s->picker, stage);
        go_to(s, STEP_PICK);
    }
}

static const char *
title(const struct people_state *s)
{
    switch (s->step) {
    case STEP_CHILD:
        return s->edit.child.name;
    case STEP_CHANGE:
        return s->edit.child.id ? s->edit.child.name : _("New child");
    case STEP_FIRST:
        return _("The child's first guardian");
    case STEP_GUARDIAN:
        return s->guardian.id ? s->guardian.name : _("New guardian");
    case STEP_STAFF:
        return s->person.id ? s->person.name : _("New person");
    case STEP_PICK:
    case STEP_LEAVES:
        break;
    }
    return _("People");
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct people_state *s = stage->state;
    if (s->step == STEP_LEAVES) {
        draw_leaves(ui, s, stage);
        return;
    }
    struct rect space = staff_frame(ui, stage, title(s));
    if (ui->go != NAV_NONE)
        go_back(ui, s, stage);
    else if (s->step == STEP_PICK)
        draw_pick(ui, s, stage, space);
    else if (s->step == STEP_CHILD)
        draw_child(ui, s, stage, space);
    else
        draw_form(ui, s, stage, space);
}

const struct screen screen_people = {.name = "people",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_MANAGER,
    .writes = true,
    .state_size = sizeof(struct people_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct people_state) <= SCREEN_STATE_MAX, "the state has its place");
