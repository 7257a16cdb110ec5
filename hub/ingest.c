/* ingest.c: from a body's bytes to a receipt's. */
#include "hub/ingest.h"

#include "db/change.h"
#include "hub/caller.h"
#include "hub/follow.h"
#include "hub/keep.h"
#include "wire/batch.h"
#include "wire/receipt.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUARANTINE_MOST = 1000 }; /* of a kiosk */

/* A batch while it is read. */
struct reading {
    struct store_batch batch;
    struct store_edit *edits;
    int64_t edits_upto; /* the last one's seq among the kiosk's edits */
    struct wire_event *events;
    int room;
    bool edits_are_bad;
    struct wire_boot *boots;
    struct keep *keep;
};

/* An edit as it stands in the head's list. False for what is none. */
static bool
take_edit(struct reading *r, const json_t *json)
{
    const char *id = json_string_value(json_object_get(json, "id"));
    json_int_t seq = json_integer_value(json_object_get(json, "seq"));
    char *body = json_dumps(json, JSON_COMPACT);
    bool good = body && id && seq > 0 && strlen(body) < CHANGE_LINE_MOST;
    if (good) {
        r->edits[r->batch.edit_count++] =
            (struct store_edit){keep_text(&r->keep, id), keep_text(&r->keep, body)};
        r->edits_upto = seq;
    }
    free(body);
    return good;
}

static bool
take_edits(struct reading *r, const char *changes)
{
    json_t *list = json_loads(changes, JSON_REJECT_DUPLICATES, NULL), *one;
    size_t i, count = json_array_size(list);
    r->edits = calloc(count + 1, sizeof *r->edits);
    if (!r->edits)
        abort();
    bool good = json_is_array(list);
    json_array_foreach(list, i, one) good = good && take_edit(r, one);
    json_decref(list);
    r->batch.edits = r->edits;
    return good;
}

static int
take_head(const struct wire_head *head, void *payload)
{
    struct reading *r = payload;
    struct store_batch *b = &r->batch;
    memcpy(b->kiosk, head->kiosk, STORE_KIOSK);
    memcpy(b->before, head->before, STORE_ID);
    b->first = head->first;
    b->newest = head->newest;
    b->refs = keep_text(&r->keep, head->refs);
    b->program = keep_text(&r->keep, head->program);
    b->boot_count = (int)head->boot_count;
    r->boots = keep_bytes(&r->keep, head->boots, head->boot_count * sizeof *head->boots);
    b->boots = r->boots;
    r->edits_are_bad = !take_edits(r, head->changes);
    return r->edits_are_bad;
}

static void
make_room(struct reading *r)
{
    if (r->batch.count < r->room)
        return;
    r->room = r->room ? 2 * r->room : 512;
    r->events = realloc(r->events, (size_t)r->room * sizeof *r->events);
    if (!r->events)
        abort();
}

static const void *
keep_some(struct reading *r, const void *bytes, size_t len)
{
    return bytes ? keep_bytes(&r->keep, bytes, len) : NULL;
}

static int
take_event(const struct wire_event *event, void *payload)
{
    struct reading *r = payload;
    make_room(r);
    struct wire_event *e = &r->events[r->batch.count++];
    *e = *event;
    e->kind = keep_text(&r->keep, event->kind);
    e->payload = keep_text(&r->keep, event->payload);
    e->card = keep_some(r, event->card, WIRE_CARD_LEN);
    e->cause = keep_some(r, event->cause, WIRE_ID_LEN);
    e->boot = keep_some(r, event->boot, WIRE_ID_LEN);
    return 0;
}

static void
drop(struct reading *r)
{
    free(r->events);
    free(r->edits);
    keep_drop(&r->keep);
}

/* What it is that came and can't be stored: kept, the same once, and told to staff. */
static int
put_aside(struct store *store, const struct ingest *in, const char *why)
{
    const struct store_kiosk *kiosk = in->kiosk;
    struct store_quarantine item = {.raw = in->body, .len = in->len, .arrived_ms = in->now_ms};
    struct store_alert alert = {.kind = "batch", .raised_ms = in->now_ms};
    memcpy(item.kiosk, kiosk->id, STORE_KIOSK);
    memcpy(alert.kiosk, kiosk->id, STORE_KIOSK);
    snprintf(item.home, sizeof item.home, "%s", kiosk->home);
    snprintf(alert.home, sizeof alert.home, "%s", kiosk->home);
    snprintf(item.reason, sizeof item.reason, "%.*s", STORE_TEXT - 1, why);
    snprintf(alert.text, sizeof alert.text, "%.*s", STORE_TEXT - 1, why);
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    /* A kiosk that sends nonsense again and again must not fill the disk: it keeps the rest. */
    if (store_quarantine_count(store, kiosk->home, kiosk->id) < QUARANTINE_MOST)
        rc = store_quarantine_add(store, &item);
    if (rc == DB_OK)
        rc = store_alert_add(store, &alert);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

static char *
write_receipt(const struct store_receipt *r, int64_t changes, const struct ingest *in)
{
    struct receipt_refused refused[STORE_REFUSED_MOST];
    struct receipt out = {.upto = r->upto,
        .time_ms = in->now_ms,
        .gap = r->outcome == BATCH_GAP,
        .fork = r->fork,
        .changes = changes,
        .refused = refused};
    snprintf(out.tls, sizeof out.tls, "%s", in->tls);
    memcpy(out.kiosk, in->kiosk->id, WIRE_ID_LEN);
    memcpy(out.id, r->id, WIRE_ID_LEN);
    for (; (int)out.refused_count < r->changed && out.refused_count < STORE_REFUSED_MOST;
         out.refused_count++) {
        struct receipt_refused *one = &refused[out.refused_count];
        one->seq = r->refused[out.refused_count];
        snprintf(one->reason, sizeof one->reason, "this event is held with other content");
    }
    return receipt_write(&out);
}

static int
read_body(struct reading *r, const struct ingest *in, char why[INGEST_WHY])
{
    char wrong[WIRE_WHY] = "";
    struct batch_sink sink = {.head = take_head, .event = take_event, .payload = r};
    int rc = batch_read(in->body, in->len, &sink, wrong);
    r->batch.events = r->events;
    snprintf(why, INGEST_WHY, "%s", r->edits_are_bad ? "its edits are none" : wrong);
    if (rc == WIRE_OK && memcmp(r->batch.kiosk, in->kiosk->id, STORE_KIOSK) != 0) {
        snprintf(why, INGEST_WHY, "the batch is another kiosk's than the one that signed it");
        return DB_REFUSED;
    }
    return rc == WIRE_OK ? DB_OK : DB_REFUSED;
}

int
ingest_body(struct store *store, char **receipt, const struct ingest *in, char why[INGEST_WHY])
{
    struct reading r = {0};
    struct store_receipt held;
    *receipt = NULL;
    int rc = read_body(&r, in, why);
    if (rc == DB_OK) {
        r.batch.arrived_ms = in->now_ms;
        r.batch.clock_error_ms = in->clock_error_ms;
        rc = store_append(store, &held, &r.batch);
        if (rc != DB_OK)
            snprintf(why, INGEST_WHY, "%.*s", INGEST_WHY - 1, store_why(store));
    }
    if (rc == DB_OK)
        *receipt = write_receipt(&held, held.outcome == BATCH_GAP ? 0 : r.edits_upto, in);
    else if (rc == DB_REFUSED && put_aside(store, in, why) != DB_OK)
        rc = DB_FAILED;
    drop(&r);
    return rc;
}

void
ingest_events(struct desk *desk, const struct request *request, struct response *response)
{
    struct caller caller;
    char *receipt = NULL, why[INGEST_WHY];
    if (!caller_find(desk, &caller, request, response))
        return;
    const struct ingest in = {.kiosk = &caller.kiosk,
        .body = request->body,
        .len = request->body_size,
        .now_ms = request->at_ms,
        /* A kiosk's clock may say anything. */
        .clock_error_ms = (int64_t)((uint64_t)caller.date_ms - (uint64_t)request->at_ms),
        .tls = desk->hub->pin};
    int rc = ingest_body(desk->store, &receipt, &in, why);
    if (rc == DB_FAILED) {
        fprintf(stderr, "zhaoxi-hub: a batch was not stored: %s\n", why);
        caller_later(response);
    } else if (rc == DB_REFUSED || !receipt) {
        response_text(response, 400, "text/plain; charset=utf-8", why);
    } else {
        response_give(response, 200, "application/json", receipt, strlen(receipt));
        if (desk->hub->follower)
            follower_nudge(desk->hub->follower);
    }
    caller_sign(desk, &caller, request, response);
}
