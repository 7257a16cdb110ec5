/* screen_pickup.c: staff confirm who collects a child: from the list of what is not clear, or any
 * child. Animal, name and class stand beside the collector before it is recorded: people tap the
 * wrong row. */
#include "kiosk/screen_pickup.h"

#include "kiosk/staff_frame.h"
#include "kiosk/ui_dialog.h"

#include <stdio.h>
#include <string.h>

_Static_assert((int)PICKUP_ID_LIST == STAFF_IDS, "the frame's ids are its own");

static void
enter(struct stage *stage)
{
    pickup_read_list(stage->state, stage);
}

static int
add_collector(const struct collector *c, void *payload)
{
    struct pickup_state *s = payload;
    if (s->collector_count == PICKUP_COLLECTORS)
        return 1;
    s->collectors[s->collector_count++] = *c;
    return 0;
}

void
pickup_show_child(struct pickup_state *s, const struct stage *stage, int64_t child_id)
{
    s->collector_count = 0;
    s->chosen = -1;
    s->step = PICKUP_CHILD;
    s->failed = !stage->db || !child_get(stage->db, &s->child, child_id) ||
                departure_of(stage->db, &s->departure, child_id, &stage->now) != DB_OK ||
                collector_each(stage->db, child_id, stage->view->day, add_collector, s) < 0;
    s->pickup = (struct pickup){.child_id = child_id, .staff_id = stage->view->staff.id};
}

/* An ended link asks why; a barred person is not chosen at all. */
void
pickup_choose(struct pickup_state *s, int collector)
{
    const struct collector *c = &s->collectors[collector];
    if (c->state == COLLECTOR_BARRED)
        return;
    s->chosen = collector;
    s->pickup.how = PICKUP_STAFF_CONFIRMED;
    s->pickup.guardian_id = c->guardian.id;
    s->pickup.reason[0] = '\0';
    s->step = c->state == COLLECTOR_ENDED ? PICKUP_REASON : PICKUP_ASK;
}

void
pickup_save(struct pickup_state *s, const struct stage *stage)
{
    if (pickup_record(stage->db, &s->pickup, 1, &stage->now) != DB_OK) {
        fprintf(stderr, "kiosk: a pick-up was not recorded: %s\n", db_why(stage->db));
        s->failed = true;
        s->step = PICKUP_CHILD;
        return;
    }
    s->done_ms = stage->now.mono_ms;
    s->step = PICKUP_LIST;
    pickup_read_list(s, stage);
}

/* A guardian's card is the guardian itself; one that is barred is told to staff as ever. */
static enum claim
card(struct stage *stage, const struct card_row *card, struct scan *out)
{
    struct pickup_state *s = stage->state;
    (void)out;
    if (card->kind != HOLDER_GUARDIAN || s->step != PICKUP_CHILD || s->failed)
        return CLAIM_NONE;
    for (int i = 0; i < s->collector_count; i++) {
        if (s->collectors[i].guardian.id != card->holder_id)
            continue;
        if (s->collectors[i].state != COLLECTOR_BARRED)
            pickup_choose(s, i);
        else if (door_tell(stage->db, EVENT_BARRED_SEEN, card->holder_id, s->child.id,
                     &stage->now) != DB_OK)
            return CLAIM_FAILED;
        return CLAIM_STAY;
    }
    return CLAIM_NONE;
}

static void
draw_pick(struct ui *ui, struct pickup_state *s, const struct stage *stage, struct rect space)
{
    int64_t child_id = child_picker(ui, stage, &s->picker, PICKUP_ID_PICKER, space);
    if (child_id)
        pickup_show_child(s, stage, child_id);
}

static void
draw_write(struct ui *ui, struct pickup_state *s, const struct stage *stage, struct rect space)
{
    if (!ui_note(ui, PICKUP_ID_NOTE, space, &s->note, stage->view->pinyin, _("What happened?")) ||
        !s->note.text[0])
        return;
    snprintf(s->pickup.reason, sizeof s->pickup.reason, "%s", s->note.text);
    s->step = PICKUP_ASK;
}

/* One step back within the screen; from its first the arrow leads out. */
static void
go_back(struct ui *ui, struct pickup_state *s)
{
    if (s->step == PICKUP_LIST || ui->go != NAV_BACK)
        return;
    ui->go = NAV_NONE;
    s->failed = false;
    if (s->step == PICKUP_WRITE)
        s->step = PICKUP_REASON;
    else if (s->step == PICKUP_REASON || s->step == PICKUP_ASK)
        s->step = PICKUP_CHILD;
    else
        s->step = PICKUP_LIST;
}

static const char *
title_of(enum pickup_step step)
{
    switch (step) {
    case PICKUP_PICK:
        return _("Which child?");
    case PICKUP_CHILD:
        return _("With whom?");
    case PICKUP_REASON:
    case PICKUP_WRITE:
        return _("Why?");
    case PICKUP_ASK:
        return _("Is this right?");
    case PICKUP_LIST:
    case PICKUP_SEEN:
        break;
    }
    return _("Who collects?");
}

static void
draw_step(struct ui *ui, struct pickup_state *s, struct stage *stage, struct rect space)
{
    switch (s->step) {
    case PICKUP_LIST:
    case PICKUP_SEEN:
        pickup_draw_list(ui, s, stage, space);
        break;
    case PICKUP_PICK:
        draw_pick(ui, s, stage, space);
        break;
    case PICKUP_CHILD:
        pickup_draw_child(ui, s, stage, space);
        break;
    case PICKUP_REASON:
        pickup_draw_reasons(ui, s, space);
        break;
    case PICKUP_WRITE:
        draw_write(ui, s, stage, space);
        break;
    case PICKUP_ASK:
        pickup_draw_ask(ui, s, stage, space);
        break;
    }
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct pickup_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    if (s->step == PICKUP_SEEN) {
        pickup_draw_seen(ui, s, stage);
        return;
    }
    struct rect space = staff_frame(ui, stage, title_of(s->step));
    go_back(ui, s);
    draw_step(ui, s, stage, space);
    ui_toast(ui, all, "check", _("Recorded"), s->done_ms);
}

const struct screen screen_pickup = {.name = "pickup",
    .state_size = sizeof(struct pickup_state),
    .access = ACCESS_TUTOR,
    .writes = true,
    .enter = enter,
    .draw = draw,
    .card = card,
    .idle_ms = STAFF_IDLE_MS};
_Static_assert(sizeof(struct pickup_state) <= SCREEN_STATE_MAX, "the state has room");
