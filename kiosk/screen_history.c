/* screen_history.c: which child; then its day, step by step. */
#include "kiosk/screen_history.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

bool
history_may_correct(const struct stage *stage)
{
    return staff_access(stage->view->staff.role) >= ACCESS_SOCIAL_WORKER;
}

struct reading {
    struct history_state *s;
    const struct stage *stage;
};

/* What a child feels is no matter of this screen; what this program does not know has no words. */
static bool
is_shown(const struct history *h)
{
    return h->part != HISTORY_OTHER || (h->kind != EVENT_MOOD && h->kind != EVENT_KIND_COUNT);
}

static int
add_row(const struct history *h, void *payload)
{
    struct reading *r = payload;
    struct history_state *s = r->s;
    struct staff staff;
    struct child child;
    if (!is_shown(h))
        return 0;
    if (s->count == HISTORY_ROWS)
        return 1;
    struct history_row *row = &s->rows[s->count++];
    *row = (struct history_row){.h = *h};
    if (h->staff_id && staff_get(r->stage->db, &staff, h->staff_id))
        memcpy(row->who, staff.name, sizeof row->who);
    int64_t other = h->child_id != s->child.id ? h->child_id : h->was_child_id;
    if (h->part == HISTORY_CHECK && other && other != s->child.id &&
        child_get(r->stage->db, &child, other))
        memcpy(row->child, child.name, sizeof row->child);
    return 0;
}

void
history_read(struct history_state *s, const struct stage *stage)
{
    struct reading r = {s, stage};
    s->count = 0;
    s->failed = !stage->db || history_day(stage->db, s->child.id, s->day, add_row, &r) < 0;
}

static int
add_left(const struct forgotten_out *f, void *payload)
{
    struct reading *r = payload;
    struct history_state *s = r->s;
    struct child child;
    if (s->left_count == HISTORY_FORGOTTEN)
        return 1;
    struct history_forgot *left = &s->left[s->left_count++];
    *left = (struct history_forgot){.f = *f};
    if (child_get(r->stage->db, &child, f->child_id)) {
        memcpy(left->name, child.name, sizeof left->name);
        memcpy(left->animal, child.animal, sizeof left->animal);
    }
    return 0;
}

void
history_read_left(struct history_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    struct reading r = {s, stage};
    s->left_count = 0;
    if (stage->db &&
        correct_forgotten_each(stage->db, v->home.id, day_add(v->day, -HISTORY_BACK_DAYS),
            day_add(v->day, -1), add_left, &r) < 0)
        s->failed = true;
}

static void
enter(struct stage *stage)
{
    struct history_state *s = stage->state;
    s->offset_min = stage->view->home.utc_offset_min;
    child_picker_begin(&s->picker, stage);
    history_read_left(s, stage);
}

void
history_open(struct history_state *s, const struct stage *stage, int64_t child_id, int day)
{
    if (!stage->db || !child_get(stage->db, &s->child, child_id))
        return;
    s->day = day;
    s->step = HISTORY_DAY;
    s->from_left = false;
    history_read(s, stage);
}

void
history_apply(struct history_state *s, const struct stage *stage)
{
    int rc = stage->db ? correct_apply(stage->db, &s->wish, &stage->now) : DB_FAILED;
    snprintf(s->why, sizeof s->why, "%s",
        rc == DB_OK        ? ""
        : rc == DB_REFUSED ? db_why(stage->db)
                           : _("That could not be saved. Nothing was changed."));
    history_read_left(s, stage);
    if (rc != DB_OK)
        return;
    s->done_ms = stage->now.mono_ms;
    s->step = s->from_left ? HISTORY_LEFT : HISTORY_DAY;
    if (!s->from_left)
        history_read(s, stage);
}

static void
draw_pick(struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    if (s->left_count > 0) {
        char line[96];
        snprintf(line, sizeof line, _("Forgot to check out: %d"), s->left_count);
        if (ui_button(ui, HISTORY_ID_LEFT, rect_top(&space, t->staff_touch * 4 / 3), line)) {
            s->step = HISTORY_LEFT;
            s->why[0] = '\0';
            return;
        }
        rect_top(&space, t->gap);
    }
    int64_t chosen = child_picker(ui, stage, &s->picker, HISTORY_ID_PICKER, space);
    if (chosen)
        history_open(s, stage, chosen, stage->view->day);
}

static void
draw_who(struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space)
{
    int64_t chosen = child_picker(ui, stage, &s->picker, HISTORY_ID_PICKER, space);
    if (!chosen)
        return;
    s->wish.child_id = chosen;
    s->step = HISTORY_FORM;
}

/* One step back within the screen; from its first the arrow leads out. */
static void
go_back(struct ui *ui, struct history_state *s)
{
    if (s->step == HISTORY_PICK || ui->go != NAV_BACK)
        return;
    ui->go = NAV_NONE;
    if (s->step == HISTORY_FORM && form_back(&s->form))
        return;
    s->why[0] = '\0';
    if (s->step == HISTORY_REVIEW && s->wish.what != CORRECT_UNDONE)
        s->step = HISTORY_FORM;
    else if (s->step == HISTORY_DAY || s->step == HISTORY_LEFT)
        s->step = HISTORY_PICK;
    else
        s->step = s->from_left ? HISTORY_LEFT : HISTORY_DAY;
}

static const char *
title_of(enum history_step step)
{
    switch (step) {
    case HISTORY_LEFT:
        return _("Not checked out");
    case HISTORY_WHAT:
        return _("What was wrong?");
    case HISTORY_WHO:
        return _("Which child was it?");
    case HISTORY_FORM:
        return _("How was it?");
    case HISTORY_REVIEW:
        return _("Is this right?");
    case HISTORY_PICK:
    case HISTORY_DAY:
        break;
    }
    return _("A child's day");
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct history_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, title_of(s->step));
    if (ui->go != NAV_NONE) {
        go_back(ui, s);
        return;
    }
    switch (s->step) {
    case HISTORY_PICK:
        draw_pick(ui, s, stage, space);
        break;
    case HISTORY_LEFT:
        history_draw_left(ui, s, stage, space);
        break;
    case HISTORY_DAY:
        history_draw_day(ui, s, stage, space);
        break;
    case HISTORY_WHAT:
        history_draw_what(ui, s, stage, space);
        break;
    case HISTORY_WHO:
        draw_who(ui, s, stage, space);
        break;
    case HISTORY_FORM:
        history_draw_form(ui, s, stage, space);
        break;
    case HISTORY_REVIEW:
        history_draw_review(ui, s, stage, space);
        break;
    }
    if (s->step == HISTORY_DAY || s->step == HISTORY_LEFT)
        ui_toast(ui, (struct rect){0, 0, t->width, t->height}, "check", _("It was put right."),
            s->done_ms);
}

const struct screen screen_history = {.name = "history",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .state_size = sizeof(struct history_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct history_state) <= SCREEN_STATE_MAX, "the state has its place");
