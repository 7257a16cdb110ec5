/* screen_group.c: a class is marked: what is shown, and where its parts stand. */
#include "kiosk/screen_group.h"

#include "kiosk/animals.h"

#include "db/day.h"

#include <stdlib.h>
#include <string.h>

/* The class that runs, the tutor's own before another's; else the next; else the last. */
static int
class_now(const struct view *v)
{
    int running = -1, next = -1;
    for (int i = 0; i < v->session_count; i++) {
        const struct session *s = &v->sessions[i];
        bool runs = s->starts_min <= v->minute && v->minute < s->ends_min;
        if (runs && (running < 0 || s->staff_id == v->staff.id))
            running = i;
        if (next < 0 && s->starts_min > v->minute)
            next = i;
    }
    return running >= 0 ? running : next >= 0 ? next : v->session_count - 1;
}

/* The day's classes. One that is being marked stays, though an import has dropped it. */
static void
read_classes(struct group_state *s, const struct view *v)
{
    bool first = s->session_count == 0 || s->day != v->day;
    struct session old = s->sessions[s->chosen];
    s->session_count = v->session_count;
    memcpy(s->sessions, v->sessions, (size_t)v->session_count * sizeof s->sessions[0]);
    s->day = v->day;
    s->gone = false;
    if (first) {
        s->chosen = class_now(v);
        return;
    }
    for (int i = 0; i < s->session_count; i++)
        if (s->sessions[i].id == old.id) {
            s->chosen = i;
            return;
        }
    s->gone = true;
    s->chosen = s->session_count++;
    s->sessions[s->chosen] = old;
}

struct reading {
    struct group_state *s;
    const struct view *view;
    struct db *db;
    int count;
    struct mark_row rows[GROUP_CHILDREN];
};

static int
add_mark(const struct mark_row *row, void *payload)
{
    struct reading *r = payload;
    if (r->count < GROUP_CHILDREN)
        r->rows[r->count++] = *row;
    return 0;
}

static enum mark
mark_in(const struct reading *r, int64_t child_id)
{
    for (int i = 0; i < r->count; i++)
        if (r->rows[i].child_id == child_id)
            return r->rows[i].mark;
    return MARK_NONE;
}

/* Who is in; and who was marked and has left since. */
static int
add_child(const struct child *child, bool here, void *payload)
{
    struct reading *r = payload;
    struct group_state *s = r->s;
    const struct session *session = &s->sessions[s->chosen];
    enum mark mark = mark_in(r, child->id);
    if ((!here && mark == MARK_NONE) || s->count == GROUP_CHILDREN)
        return 0;
    int age = child->born_day ? day_years(child->born_day, r->view->day) : -1;
    struct group_child *c = &s->children[s->count];
    *c = (struct group_child){.id = child->id,
        .animal = animal_number(child->animal),
        .age = age,
        .place = s->count++,
        .here = here,
        .fits =
            age < 0 || session->age_to == 0 || (age >= session->age_from && age <= session->age_to),
        .mark = mark};
    memcpy(c->name, child->name, sizeof c->name);
    struct health health;
    if (health_important(r->db, &health, child->id)) {
        c->health_kind = health.kind;
        memcpy(c->health, health.text, sizeof c->health);
    }
    return 0;
}

/* The class's own first. */
static int
by_fit(const void *a, const void *b)
{
    const struct group_child *x = a, *y = b;
    if (x->fits != y->fits)
        return x->fits ? -1 : 1;
    return x->place - y->place;
}

void
group_read(struct stage *stage)
{
    struct group_state *s = stage->state;
    const struct view *v = stage->view;
    struct reading reading = {.s = s, .view = v, .db = stage->db};
    s->count = 0;
    s->failed = !stage->db;
    if (s->failed)
        return;
    s->seen = db_version_seen(stage->db);
    read_classes(s, v);
    if (s->session_count == 0)
        return;
    s->failed = mark_each(stage->db, s->sessions[s->chosen].id, s->day, add_mark, &reading) != 0 ||
                presence_each(stage->db, v->home.id, s->day, add_child, &reading) != 0;
    qsort(s->children, (size_t)s->count, sizeof s->children[0], by_fit);
}

static void
enter(struct stage *stage)
{
    struct group_state *s = stage->state;
    s->mark = MARK_PRESENT;
    group_read(stage);
}

/* Somebody else may have written: an import, another program. Not under a finger that sweeps. */
static void
read_if_changed(struct stage *stage)
{
    struct group_state *s = stage->state;
    if (s->sweeping)
        return;
    if (s->day != stage->view->day || s->failed || s->seen != db_version_seen(stage->db))
        group_read(stage);
}

static void
draw_class(struct ui *ui, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect marks;
    if (t->width >= t->height) {
        int words = t->text_m * 8;
        marks = rect_right(&space, words > t->unit * 30 ? words : t->unit * 30);
        rect_right(&space, t->gap);
    } else {
        marks = rect_bottom(&space, t->staff_touch * 9 / 2);
        rect_bottom(&space, t->gap);
    }
    group_draw_classes(ui, stage, rect_top(&space, t->staff_touch * 5 / 4));
    rect_top(&space, t->gap / 2);
    group_draw_marks(ui, stage, marks);
    group_draw_grid(ui, stage, space);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct group_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, _("Group"));
    if (stage->db)
        read_if_changed(stage);
    if (s->failed || !stage->db)
        ui_nothing(ui, space, "warning-soft", _("The children can't be read now."));
    else if (s->session_count == 0)
        ui_nothing(ui, space, "timetable", _("There is no class today: nothing to mark."));
    else
        draw_class(ui, stage, space);
}

const struct screen screen_group = {
    .name = "group",
    .idle_ms = STAFF_IDLE_MS,
    .state_size = sizeof(struct group_state),
    .access = ACCESS_TUTOR,
    .enter = enter,
    .card = group_card,
    .draw = draw,
};
_Static_assert(sizeof(struct group_state) <= SCREEN_STATE_MAX, "the state has its place");
