/* screen_find.c: the card was forgotten. The steps' order, and what a staff card does here. */
#include "kiosk/screen_find.h"

#include <string.h>

enum { STAYS_MS = 60000 }; /* a teacher may have to be fetched */

static int
add_child(const struct child *child, bool here, void *payload)
{
    struct find_state *s = payload;
    if (s->count == FIND_CHILDREN)
        return 1;
    struct found *f = &s->children[s->count++];
    char first = child->pinyin[0];
    *f = (struct found){.id = child->id,
        .animal = animal_number(child->animal),
        .letter = first >= 'a' && first <= 'z' ? first - 'a' : -1,
        .here = here};
    memcpy(f->name, child->name, sizeof f->name);
    memcpy(f->grade, child->grade, sizeof f->grade);
    return 0;
}

static void
enter(struct stage *stage)
{
    struct find_state *s = stage->state;
    const struct view *v = stage->view;
    if (!stage->db || !v->home.id ||
        presence_each(stage->db, v->home.id, v->day, add_child, s) < 0 || s->count == 0)
        s->step = FIND_TROUBLE;
}

static int
see_again(const struct child *child, bool here, void *payload)
{
    struct find_state *s = payload;
    for (int i = 0; i < s->count; i++)
        if (s->children[i].id == child->id)
            s->children[i].here = here;
    return 0;
}

/* Rows stay where they were; a child that has found its card meanwhile looks no more. */
static bool
resume(struct stage *stage)
{
    struct find_state *s = stage->state;
    bool was_here = s->children[s->chosen].here;
    if (s->step == FIND_TROUBLE || !stage->db ||
        presence_each(stage->db, stage->view->home.id, stage->view->day, see_again, s) != 0)
        return false;
    bool looks = s->step >= FIND_ASK && s->step <= FIND_STAFF;
    return !looks || s->children[s->chosen].here == was_here;
}

/* A child's check is recorded by the card of whoever vouches for it. Before that step a staff card
 * is heard and changes nothing: the child goes on. */
static enum claim
take_card(struct stage *stage, const struct card_row *card, struct scan *out)
{
    struct find_state *s = stage->state;
    if (card->kind != HOLDER_STAFF || s->step < FIND_ASK || s->step == FIND_TROUBLE)
        return CLAIM_NONE;
    if (s->step != FIND_STAFF)
        return CLAIM_STAY;
    struct vouch vouch = {
        .child_id = s->children[s->chosen].id, .staff_id = card->holder_id, .secret = s->secret};
    if (attendance_vouched(stage->db, out, &vouch, &stage->now) != DB_OK)
        return CLAIM_FAILED;
    if (s->secret == VOUCHED_RIGHT)
        return CLAIM_GREET;
    s->step = FIND_CHOOSE;
    s->picked = 0;
    return CLAIM_STAY;
}

static const char *
title_of(enum find_step step)
{
    switch (step) {
    case FIND_BY_ANIMAL:
        return _("Which animal is yours?");
    case FIND_BY_LETTER:
        return _("What does your family name begin with?");
    case FIND_ROWS:
        return _("Which one is you?");
    case FIND_ASK:
        return _("Is this you?");
    case FIND_SECRET:
        return _("Your three secret pictures");
    case FIND_STAFF:
        return _("Now a teacher's card");
    case FIND_CHOOSE:
        return _("Choose three. Remember them!");
    case FIND_TROUBLE:
        break;
    }
    return _("Forgot your card?");
}

/* One step back; from the first ones home, and so from where the check is recorded already. */
static void
go_back(struct ui *ui, struct find_state *s)
{
    s->picked = 0;
    s->wrong = false;
    if (s->step == FIND_ROWS)
        s->step = s->by_letter ? FIND_BY_LETTER : FIND_BY_ANIMAL;
    else if (s->step >= FIND_ASK && s->step <= FIND_STAFF)
        s->step = FIND_ROWS;
    else
        ui->go = s->step == FIND_CHOOSE ? NAV_GREETED : NAV_BACK;
}

static void
draw_step(struct ui *ui, struct find_state *s, struct stage *stage, struct rect space)
{
    switch (s->step) {
    case FIND_BY_ANIMAL:
        find_draw_animals(ui, s, space);
        break;
    case FIND_BY_LETTER:
        find_draw_letters(ui, s, space);
        break;
    case FIND_ROWS:
        find_draw_rows(ui, s, space);
        break;
    case FIND_ASK:
        find_draw_ask(ui, s, stage, space);
        break;
    case FIND_SECRET:
    case FIND_CHOOSE:
        find_draw_secret(ui, s, stage, space);
        break;
    case FIND_STAFF:
        find_draw_staff(ui, s, stage, space);
        break;
    case FIND_TROUBLE:
        ui_nothing(ui, space, "teacher", _("Please go to a teacher."));
        break;
    }
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct find_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    if (ui_head(ui, FIND_ID_BACK, rect_top(&space, t->touch), title_of(s->step))) {
        go_back(ui, s);
        return;
    }
    rect_top(&space, t->gap);
    draw_step(ui, s, stage, space);
}

const struct screen screen_find = {
    .name = "find",
    .idle_ms = STAYS_MS,
    .state_size = sizeof(struct find_state),
    .shows_camera = true,
    .enter = enter,
    .card = take_card,
    .resume = resume,
    .draw = draw,
};
_Static_assert(sizeof(struct find_state) <= SCREEN_STATE_MAX, "the state has its place");
