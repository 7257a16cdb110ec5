/* app_contact.c: a child's card and its volunteer's, one after the other at the door, are one
 * contact. */
#include "kiosk/app_inside.h"

#include "db/contact.h"
#include "db/presence.h"

#include <stdio.h>

/* Where children and volunteers stand side by side: nobody is at work on the screen. */
static bool
is_at_door(const struct screen *screen)
{
    return screen == &screen_home || screen == &screen_greet || screen == &screen_notice;
}

/* A volunteer who is with a child is here: one who is not signed in yet, or whose own card has just
 * signed it out, is in. */
static int
sign_in(struct app *app, const struct staff *staff, const uint8_t *card, const struct moment *now)
{
    const struct view *v = &app->view;
    struct presence sign;
    if (staff->role != STAFF_VOLUNTEER ||
        presence_since(app->db, v->home.id, staff->id, v->day) != 0)
        return DB_OK;
    return presence_sign(app->db, &sign, staff->id, card, now);
}

/* Records it, all or nothing, and lets the greeting show both. `card`: the volunteer's, where it
 * came second; else NULL. */
static int
meet(struct app *app, int64_t child_id, const struct staff *staff, const uint8_t *card)
{
    struct moment now = clockwork_now(&app->clock);
    bool again = false;
    int rc = db_begin(app->db);
    if (rc == DB_OK) {
        rc = contact_record(app->db, &again, child_id, staff->id, &now);
        if (rc == DB_OK)
            rc = sign_in(app, staff, card, &now);
        if (rc == DB_OK)
            rc = db_commit(app->db);
        else
            db_rollback(app->db);
    }
    if (rc != DB_OK) {
        fprintf(stderr, "kiosk: a contact was not recorded: %s\n", db_why(app->db));
        return rc;
    }
    pairs_met(&app->pairs, child_id, staff->id);
    app->met = *staff;
    app->met_again = again;
    return DB_OK;
}

/* The child whose volunteer it is, of those whose cards were shown a moment ago. */
static const struct pair_card *
find_child(const struct app *app, int64_t staff_id, struct staff *out, int64_t now_ms)
{
    const struct pair_card *card;
    for (int i = 0; (card = pairs_nth(&app->pairs, false, i, now_ms)); i++)
        if (pairing_get(app->db, out, card->id, app->view.day) && out->id == staff_id)
            return card;
    return NULL;
}

bool
app_contact_staff(struct scan_answered *out, struct app *app, const struct card_row *card)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    struct staff staff;
    if (card->kind != HOLDER_STAFF || !is_at_door(app->screen))
        return false;
    const struct pair_card *found = find_child(app, card->holder_id, &staff, now_ms);
    if (!found) {
        pairs_add(&app->pairs,
            &(struct pair_card){.staff = true, .id = card->holder_id, .shown_ms = now_ms});
        return false;
    }
    const struct pair_card child = *found;
    *out = (struct scan_answered){.show = SHOW_GREETING,
        .scan = {.answer = child.in ? SCAN_IN : SCAN_OUT,
            .holder_id = child.id,
            .at_ms = child.at_ms},
        .taken = true};
    if (meet(app, child.id, &staff, card->id) != DB_OK)
        *out = (struct scan_answered){.show = SHOW_NOTICE, .notice = NOTICE_NOT_RECORDED};
    return true;
}

void
app_contact_child(struct app *app, const struct scan *scan)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    const struct pair_card *card;
    struct staff staff;
    pairs_add(&app->pairs, &(struct pair_card){.id = scan->holder_id,
                               .shown_ms = now_ms,
                               .in = scan->answer == SCAN_IN,
                               .at_ms = scan->at_ms});
    if (!pairing_get(app->db, &staff, scan->holder_id, app->view.day))
        return;
    for (int i = 0; (card = pairs_nth(&app->pairs, true, i, now_ms)); i++)
        if (card->id == staff.id && meet(app, scan->holder_id, &staff, NULL) == DB_OK)
            return; /* where it fails the child is checked in or out all the same */
}
