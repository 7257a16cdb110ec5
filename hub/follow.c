/* follow.c: entries of the log, one after the other, to the functions of db/ that take them in. */
#include "hub/follow.h"

#include "db/change.h"
#include "db/take.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS_AT_ONCE = 2000, ENDED = 1 };

/* One Home's log on its way in. */
struct following {
    struct store *store;
    struct db *view;
    struct follow_counts *counts;
    const char *home;
    int64_t pos;    /* up to here it was followed */
    bool changed;   /* reference data came: what waits may go on */
    bool store_bad; /* the error is the store's */
};

/* Keeps what can't be taken in, for a person. */
static int
put_aside(struct following *f, const uint8_t *kiosk, int64_t seq, const char *kind, const char *raw,
    const char *why)
{
    struct store_quarantine item = {.seq = seq, .raw = (const uint8_t *)raw, .len = strlen(raw)};
    struct store_alert alert = {.seq = seq};
    snprintf(item.home, sizeof item.home, "%s", f->home);
    snprintf(item.reason, sizeof item.reason, "%.*s", STORE_TEXT - 1, why);
    snprintf(alert.home, sizeof alert.home, "%s", f->home);
    snprintf(alert.kind, sizeof alert.kind, "%s", kind);
    snprintf(alert.text, sizeof alert.text, "%.*s", STORE_TEXT - 1, why);
    if (kiosk) {
        memcpy(item.kiosk, kiosk, STORE_KIOSK);
        memcpy(alert.kiosk, kiosk, STORE_KIOSK);
    }
    int rc = store_quarantine_add(f->store, &item);
    if (rc == DB_OK)
        rc = store_alert_add(f->store, &alert);
    f->store_bad |= rc != DB_OK;
    return rc;
}

/* The log has the event: here its id is enough to find it. */
static int
tell_event(struct following *f, const uint8_t *kiosk, int64_t seq, const uint8_t id[STORE_ID],
    enum take_outcome outcome)
{
    char text[2 * STORE_ID + 1], raw[80];
    const char *why = outcome == TAKE_CHANGED ? "another event has the same id" : db_why(f->view);
    sodium_bin2hex(text, sizeof text, id, STORE_ID);
    snprintf(raw, sizeof raw, "{\"id\":\"%s\"}", text);
    return put_aside(f, kiosk, seq, "event", raw, why);
}

static int
take_one(struct following *f, struct take *take, const struct store_batch *batch,
    const struct wire_event *from)
{
    enum take_outcome outcome;
    struct take_event event = {.kind = from->kind,
        .home = from->home,
        .child = from->child,
        .staff = from->staff,
        .card = from->card,
        .cause = from->cause,
        .at = {.utc_ms = from->at_utc_ms, .mono_ms = from->mono_ms, .trusted = from->trusted},
        .payload = from->payload};
    memcpy(event.id, from->id, STORE_ID);
    memcpy(event.at.boot_id, from->boot, STORE_ID);
    int rc = take_event(take, &event, &outcome);
    if (rc != DB_OK)
        return rc;
    f->counts->events += outcome == TAKE_ADDED;
    if (outcome == TAKE_CHANGED || outcome == TAKE_STRANGE)
        return tell_event(f, batch->kiosk, from->seq, from->id, outcome);
    return DB_OK;
}

static int
take_batch(struct following *f, const struct store_entry *entry)
{
    const struct store_batch *batch = entry->batch;
    struct take_source source = {
        .kiosk = batch->kiosk, .branch = entry->branch, .refs = batch->refs};
    struct take *take;
    int rc = take_begin(&take, f->view, &source);
    bool bad_refs = rc == DB_REFUSED;
    for (int i = 0; rc == DB_OK && i < batch->boot_count; i++) {
        const struct wire_boot *boot = &batch->boots[i];
        rc = take_boot(take, boot->id, boot->base_utc_ms, boot->word);
    }
    for (int i = 0; rc == DB_OK && i < batch->count; i++)
        rc = take_one(f, take, batch, &batch->events[i]);
    rc = take_end(take, rc);
    return bad_refs
               ? put_aside(f, batch->kiosk, batch->first, "batch", batch->refs, db_why(f->view))
               : rc;
}

/* In one transaction: the entry's events and how far the log was followed. */
static int
follow_batch(struct following *f, const struct store_entry *entry)
{
    int rc = db_begin(f->view);
    if (rc != DB_OK)
        return rc;
    rc = take_batch(f, entry);
    if (rc == DB_OK)
        rc = take_pos_set(f->view, f->home, entry->last_pos);
    if (rc == DB_OK)
        return db_commit(f->view);
    db_rollback(f->view);
    return rc;
}

/* A change that was taken in is known by its id: no transaction around both is needed. */
static int
follow_change(struct following *f, const struct store_entry *entry)
{
    enum change_outcome outcome;
    const struct store_change *c = entry->change;
    int rc = change_apply(f->view, c->author, c->body, &outcome);
    if (rc == DB_REFUSED)
        rc = put_aside(f, NULL, entry->pos, "change", c->body, db_why(f->view));
    else if (rc == DB_OK)
        f->counts->changes += outcome != CHANGE_KNOWN;
    if (rc == DB_OK)
        rc = take_pos_set(f->view, f->home, entry->last_pos);
    f->changed = true;
    return rc;
}

static void
tell_waited(const struct take_told *told, void *payload)
{
    struct following *f = payload;
    /* Where that fails the event is in the log still, and the next one of its kind will tell. */
    if (tell_event(f, told->kiosk, 0, told->event->id, told->outcome) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", store_why(f->store));
}

/* Reference data came: those that waited for it go before what follows. */
static int
wake(struct following *f)
{
    int taken = 0;
    f->changed = false;
    if (take_waiting_count(f->view) == 0)
        return DB_OK;
    int rc = db_begin(f->view);
    if (rc != DB_OK)
        return rc;
    rc = take_waiting(f->view, &taken, tell_waited, f);
    f->counts->events += taken;
    if (rc == DB_OK)
        return db_commit(f->view);
    db_rollback(f->view);
    return rc;
}

static int
follow_entry(const struct store_entry *entry, void *payload)
{
    struct following *f = payload;
    int rc = entry->batch && f->changed ? wake(f) : DB_OK;
    if (rc == DB_OK)
        rc = entry->batch ? follow_batch(f, entry) : follow_change(f, entry);
    if (rc == DB_OK)
        f->pos = entry->last_pos;
    return rc == DB_OK && f->counts->ends && atomic_load(f->counts->ends) ? ENDED : rc;
}

/* Follows one log to its end. */
static int
follow_log(struct following *f)
{
    int64_t before;
    int rc = DB_OK;
    f->pos = take_pos(f->view, f->home);
    if (f->pos < 0)
        return DB_FAILED;
    do {
        before = f->pos;
        rc = store_log_each(f->store, f->home, f->pos, EVENTS_AT_ONCE, follow_entry, f);
    } while (rc == DB_OK && f->pos > before);
    if (rc == DB_OK && f->changed)
        rc = wake(f);
    return rc;
}

/* Homes with a log, all of them read before the first is followed: the store's statements are one
 * each. */
struct homes {
    struct store_home *list;
    size_t count, room;
};

static int
note_home(const struct store_home *home, void *payload)
{
    struct homes *h = payload;
    if (h->count == h->room) {
        h->room = h->room ? 2 * h->room : 32;
        h->list = realloc(h->list, h->room * sizeof *h->list);
        if (!h->list)
            abort();
    }
    h->list[h->count++] = *home;
    return 0;
}

/* A view that followed further than the log goes is of a log that was lost since, and came back
 * from a backup: what now takes those places is not what the view has. All is read once more; what
 * is here already is known by its id. */
static int
follow_home(struct following *f, int64_t end)
{
    struct store_home now;
    int64_t pos = take_pos(f->view, f->home);
    if (pos < 0)
        return DB_FAILED;
    /* The end is of a moment ago, and another process may follow into the same view. */
    if (pos > end) {
        if (store_home_get(f->store, &now, f->home) != DB_OK)
            return DB_FAILED;
        end = now.pos;
    }
    if (pos > end) {
        fprintf(stderr, "zhaoxi-hub: the log of %s is shorter than it was: read anew\n", f->home);
        pos = 0;
        if (take_pos_set(f->view, f->home, 0) != DB_OK)
            return DB_FAILED;
    }
    return end > pos ? follow_log(f) : DB_OK;
}

int
follow(struct store *store, struct db *view, const char *region, struct follow_counts *counts)
{
    /* First what all Homes share. */
    struct homes homes = {0};
    int rc = note_home(&(struct store_home){.pos = INT64_MAX}, &homes);
    if (rc == 0)
        rc = store_home_each(store, region, note_home, &homes);
    for (size_t i = 0; rc == DB_OK && i < homes.count; i++) {
        struct following f = {
            .store = store, .view = view, .counts = counts, .home = homes.list[i].code};
        rc = follow_home(&f, homes.list[i].pos);
    }
    free(homes.list);
    counts->waiting = take_waiting_count(view);
    return rc == ENDED ? DB_OK : rc;
}
