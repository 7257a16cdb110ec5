/* screen_guardian.c: a guardian's side, for grandparents who do not read: three large pictures that
 * speak. Who has no valid link to a child is sent to a teacher; who is barred sees the same, and
 * staff are told without a sound. */
#include "kiosk/screen_guardian.h"

#include "db/collectors.h"
#include "db/door.h"
#include "db/pickup.h"

#include <stdio.h>
#include <string.h>

enum { STAYS_MS = 20000 };

static void
to_step(struct guardian_state *s, enum guardian_step step)
{
    s->step = step;
    s->spoken = false;
}

static int
add_ward(const struct ward *ward, void *payload)
{
    struct guardian_state *s = payload;
    if (!s->guardian.relation[0])
        memcpy(s->guardian.relation, ward->relation, sizeof ward->relation);
    if (ward->state == COLLECTOR_VALID && s->count < GUARDIAN_WARDS)
        s->wards[s->count++] = (struct ward_here){.child = ward->child};
    return 0;
}

struct telling {
    const struct stage *stage;
    int64_t guardian_id;
};

static int
tell_barred(int64_t child_id, void *payload)
{
    const struct telling *t = payload;
    return door_tell(t->stage->db, EVENT_BARRED_SEEN, t->guardian_id, child_id, &t->stage->now);
}

static struct pickup
by_card(const struct guardian_state *s, const struct child *child)
{
    return (struct pickup){
        .child_id = child->id, .how = PICKUP_GUARDIAN_CARD, .guardian_id = s->guardian.id};
}

void
guardian_collect(struct guardian_state *s, const struct stage *stage, unsigned mask)
{
    struct pickup pickups[GUARDIAN_WARDS];
    int n = 0;
    for (int i = 0; i < s->count; i++)
        if (mask & 1u << i)
            pickups[n++] = by_card(s, &s->wards[i].child);
    if (pickup_record(stage->db, pickups, n, &stage->now) != DB_OK) {
        fprintf(stderr, "kiosk: a pick-up was not recorded: %s\n", db_why(stage->db));
        to_step(s, GUARDIAN_TROUBLE);
        return;
    }
    for (int i = 0; i < s->count; i++)
        if (mask & 1u << i) {
            s->wards[i].collected = true;
            s->waiting -= s->wards[i].waits;
            s->wards[i].waits = false;
        }
    if (s->waiting == 0)
        to_step(s, GUARDIAN_DONE);
}

/* Who waits, and who has scanned its own card a moment ago: for those this card is the answer. */
static int
find_wards(struct guardian_state *s, const struct stage *stage, unsigned *just_left)
{
    for (int i = 0; i < s->count; i++) {
        struct departure d;
        int rc = departure_of(stage->db, &d, s->wards[i].child.id, &stage->now);
        if (rc != DB_OK)
            return rc;
        s->wards[i].waits = d.where == PICKUP_HERE || (d.where == PICKUP_LEFT && d.today);
        s->waiting += s->wards[i].waits;
        if (d.where == PICKUP_LEFT && d.age_ms >= 0 && d.age_ms < PICKUP_JUST_LEFT_MS)
            *just_left |= 1u << i;
    }
    return DB_OK;
}

static bool
read_all(struct guardian_state *s, const struct stage *stage, unsigned *just_left)
{
    int64_t id = stage->view->guardian;
    struct telling telling = {stage, id};
    if (!stage->db || !guardian_get(stage->db, &s->guardian, id))
        return false;
    walk_led_by(stage->db, &s->walk, HOLDER_GUARDIAN, id, stage->view->home.id);
    return ward_each(stage->db, id, stage->view->day, add_ward, s) >= 0 &&
           barred_from_each(stage->db, id, stage->view->day, tell_barred, &telling) >= 0 &&
           find_wards(s, stage, just_left) == DB_OK;
}

static void
enter(struct stage *stage)
{
    struct guardian_state *s = stage->state;
    unsigned just_left = 0;
    if (!read_all(s, stage, &just_left))
        s->step = GUARDIAN_TROUBLE;
    else if (s->count == 0 && !s->walk.id)
        s->step = GUARDIAN_TEACHER;
    else if (just_left)
        guardian_collect(s, stage, just_left);
}

/* A child of this guardian holds up its own card: they leave together. */
static enum claim
card(struct stage *stage, const struct card_row *card, struct scan *out)
{
    struct guardian_state *s = stage->state;
    if (card->kind != HOLDER_CHILD || s->step == GUARDIAN_TROUBLE)
        return CLAIM_NONE;
    for (int i = 0; i < s->count; i++) {
        if (s->wards[i].child.id != card->holder_id)
            continue;
        if (!s->wards[i].waits && !s->wards[i].collected)
            return CLAIM_NONE;
        if (s->wards[i].waits)
            guardian_collect(s, stage, 1u << i);
        *out = (struct scan){
            .answer = SCAN_OUT, .holder_id = card->holder_id, .at_ms = stage->now.utc_ms};
        return s->step == GUARDIAN_TROUBLE ? CLAIM_FAILED : CLAIM_STAY;
    }
    return CLAIM_NONE;
}

void
guardian_tell(struct guardian_state *s, const struct stage *stage, enum event_kind kind)
{
    int64_t child_id = kind == EVENT_WRONG_CHILD && s->count == 1 ? s->wards[0].child.id : 0;
    bool told = door_tell(stage->db, kind, s->guardian.id, child_id, &stage->now) == DB_OK;
    if (!told)
        fprintf(stderr, "kiosk: staff could not be told: %s\n", db_why(stage->db));
    to_step(s, told ? GUARDIAN_TOLD : GUARDIAN_TROUBLE);
}

/* Said once when a step begins: who can't read knows what the pictures are for. */
static void
speak(struct ui *ui, struct guardian_state *s)
{
    static const char menu[] =
        N_("Hello! To collect your child, touch the picture of a grown-up and a child. To talk to "
           "a teacher, touch the picture of somebody talking. If it's not your child, touch the "
           "red cross.");
    static const char *const sentences[] = {
        [GUARDIAN_MENU] = menu,
        [GUARDIAN_CHILDREN] =
            N_("Whom do you collect? Touch the animals, one by one, or all of them."),
        [GUARDIAN_DONE] = N_("Thank you. Goodbye, and take care on the way!"),
        [GUARDIAN_TOLD] = N_("A teacher is told. Please wait here a moment."),
        [GUARDIAN_TEACHER] = N_("Please go to a teacher."),
        [GUARDIAN_TROUBLE] = N_("Not recorded. Please call a teacher"),
    };
    if (s->spoken || ui->touch.phase != TOUCH_NONE)
        return;
    s->spoken = true;
    snprintf(s->say, sizeof s->say, "%s", _(sentences[s->step]));
    ui->say = s->say;
}

unsigned
guardian_waiting(const struct guardian_state *s)
{
    unsigned mask = 0;
    for (int i = 0; i < s->count; i++)
        mask |= s->wards[i].waits ? 1u << i : 0;
    return mask;
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct guardian_state *s = stage->state;
    speak(ui, s);
    guardian_draw(ui, s, stage);
}

const struct screen screen_guardian = {.name = "guardian",
    .state_size = sizeof(struct guardian_state),
    .enter = enter,
    .draw = draw,
    .card = card,
    .idle_ms = STAYS_MS};
