/* store_append.c: a batch into the log, exactly once.
 *
 * A kiosk's log is one line of events, until its disk is restored from an old backup or copied into
 * another kiosk: then it parts, and what comes after is a branch with a parent. A batch names the
 * event before it, and is compared with what is held of the same seq; so it is clear on which
 * branch it lies, or after which event it begins one. All of it happens under the lock of its
 * Home's log, so that processes that share a store agree. */
#include "hub/store_log.h"

#include <assert.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BRANCHES_MOST = 64 };

struct branch {
    int number, parent; /* parent -1: none */
    int64_t begins, upto;
    uint8_t upto_id[STORE_ID];
};

/* One call's work. */
struct work {
    struct store *store;
    const struct store_batch *batch;
    struct store_receipt *out;
    char home[STORE_HOME];
    struct log_end end;
    int64_t month;
    struct branch branches[BRANCHES_MOST];
    int branch_count;
    uint8_t *boots; /* as in their column */
    size_t boots_len;
    bool boots_are_told;
    uint8_t boots_before[STORE_ID]; /* a digest */
};

/* 202611. The log's clock is the hub's, in UTC. */
static int64_t
month_of(int64_t utc_ms)
{
    time_t seconds = (time_t)(utc_ms / 1000);
    struct tm t;
    if (!gmtime_r(&seconds, &t))
        return 197001;
    return (t.tm_year + 1900) * INT64_C(100) + t.tm_mon + 1;
}

static int
read_branches(struct work *w)
{
    struct answer row;
    int rc = store_ask(w->store, &row, S_branch_each, "tk", w->home, w->batch->kiosk, STORE_KIOSK);
    if (rc != DB_OK)
        return rc;
    while ((rc = store_next(&row)) > 0 && w->branch_count < BRANCHES_MOST) {
        struct branch *b = &w->branches[w->branch_count++];
        *b = (struct branch){.number = (int)store_int(&row, "branch"),
            .parent = (int)store_int(&row, "parent"),
            .begins = store_int(&row, "begins"),
            .upto = store_int(&row, "upto")};
        store_bytes(&row, "upto_id", b->upto_id, STORE_ID);
    }
    store_end(&row);
    if (rc == 0 && w->branch_count == 0)
        rc = store_fail(w->store, DB_FAILED, "the kiosk's log has no beginning");
    return rc < 0 ? rc : DB_OK;
}

/* The branch on which a seq lies, seen from `b`: itself, or one that it grew from. */
static const struct branch *
holder(const struct work *w, const struct branch *b, int64_t seq)
{
    while (b->parent >= 0 && seq < b->begins)
        b = &w->branches[b->parent];
    return b;
}

/* Where seq is stored; *last: the last seq that follows it there. */
static int
find_place(struct work *w, struct place *out, int64_t *last, const struct branch *b, int64_t seq)
{
    struct answer row;
    int rc = store_ask(w->store, &row, S_batch_of, "tkii", w->home, w->batch->kiosk, STORE_KIOSK,
        (int64_t)holder(w, b, seq)->number, seq);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0) {
        int64_t first = store_int(&row, "first_seq");
        *out =
            (struct place){w->home, store_int(&row, "pos") + seq - first, store_int(&row, "month")};
        *last = store_int(&row, "last_seq");
    }
    store_end(&row);
    if (rc == 0)
        rc = store_fail(
            w->store, DB_FAILED, "event %lld of a kiosk is not where it should be", (long long)seq);
    return rc < 0 ? rc : DB_OK;
}

/* Up to which seq the part of `b` goes on that begins at `seq`: the branches that grew from it cut
 * it off. */
static int64_t
part_end(const struct work *w, const struct branch *b, int64_t seq)
{
    int64_t end = b->upto;
    while (b->parent >= 0 && seq < b->begins) {
        end = b->begins - 1;
        b = &w->branches[b->parent];
    }
    return end;
}

/* The stored events from `seq` on, as many as lie together, `until` at most. */
static int
read_held(
    struct work *w, struct log_events *out, const struct branch *b, int64_t seq, int64_t until)
{
    struct place place;
    int64_t last = 0, end = part_end(w, b, seq);
    *out = (struct log_events){0};
    int rc = find_place(w, &place, &last, b, seq);
    if (rc != DB_OK)
        return rc;
    last = last < end ? last : end;
    last = last < until ? last : until;
    return log_events(w->store, out, &place, (int)(last - seq + 1));
}

static bool
same_bytes(const uint8_t *a, const uint8_t *b, size_t len)
{
    return a && b ? memcmp(a, b, len) == 0 : a == b;
}

static bool
same_content(const struct wire_event *a, const struct wire_event *b)
{
    return strcmp(a->kind, b->kind) == 0 && a->home == b->home && a->child == b->child &&
           a->staff == b->staff && same_bytes(a->card, b->card, WIRE_CARD_LEN) &&
           same_bytes(a->cause, b->cause, WIRE_ID_LEN) && a->at_utc_ms == b->at_utc_ms &&
           same_bytes(a->boot, b->boot, WIRE_ID_LEN) && a->mono_ms == b->mono_ms &&
           a->trusted == b->trusted && strcmp(a->payload, b->payload) == 0;
}

/* The id of a branch's event; all 0 for seq 0. */
static int
id_at(struct work *w, uint8_t out[STORE_ID], const struct branch *b, int64_t seq)
{
    memset(out, 0, STORE_ID);
    if (seq < 1)
        return DB_OK;
    if (seq == b->upto && !sodium_is_zero(b->upto_id, STORE_ID)) {
        memcpy(out, b->upto_id, STORE_ID);
        return DB_OK;
    }
    struct log_events held;
    int rc = read_held(w, &held, b, seq, seq);
    if (rc == DB_OK)
        memcpy(out, held.events[0].id, STORE_ID);
    log_events_free(&held);
    return rc;
}

/* How far a batch goes along a branch. */
struct match {
    const struct branch *branch;
    bool joins;    /* the event before the batch is on it */
    int64_t until; /* the last seq that is the same there; first - 1 for none */
    int changed;   /* of those, how many have other content */
};

/* Is the event before the batch on the branch? */
static int
look_before(struct work *w, struct match *m)
{
    uint8_t id[STORE_ID];
    int64_t before = w->batch->first - 1;
    if (before > m->branch->upto)
        return DB_OK;
    int rc = id_at(w, id, m->branch, before);
    m->joins = rc == DB_OK && memcmp(id, w->batch->before, STORE_ID) == 0;
    return rc;
}

static int
look_along(struct work *w, struct match *m)
{
    const struct store_batch *batch = w->batch;
    int64_t last = batch->first + batch->count - 1;
    int64_t end = last < m->branch->upto ? last : m->branch->upto;
    bool same = true;
    int rc = DB_OK;
    m->until = batch->first - 1;
    while (rc == DB_OK && same && m->until < end) {
        struct log_events held;
        rc = read_held(w, &held, m->branch, m->until + 1, end);
        for (int i = 0; rc == DB_OK && same && i < held.count; i++) {
            const struct wire_event *sent = &batch->events[m->until + 1 - batch->first];
            same = memcmp(held.events[i].id, sent->id, STORE_ID) == 0;
            m->until += same;
            m->changed += same && !same_content(&held.events[i], sent);
        }
        log_events_free(&held);
    }
    return rc;
}

/* The branch on which the batch lies for longest, the newest of equals. */
static int
find_match(struct work *w, struct match *out)
{
    int rc = DB_OK;
    *out = (struct match){0};
    for (int i = w->branch_count - 1; rc == DB_OK && i >= 0; i--) {
        struct match m = {.branch = &w->branches[i]};
        rc = look_before(w, &m);
        if (rc == DB_OK && m.joins)
            rc = look_along(w, &m);
        if (m.joins && (!out->joins || m.until > out->until))
            *out = m;
    }
    return rc;
}

/* An event as JSON, for people: quarantine keeps it so. Freed by the caller. */
static char *
event_text(const struct wire_event *e)
{
    char id[2 * STORE_ID + 1], boot[2 * STORE_ID + 1], card[2 * WIRE_CARD_LEN + 1] = "";
    char cause[2 * STORE_ID + 1] = "";
    sodium_bin2hex(id, sizeof id, e->id, STORE_ID);
    sodium_bin2hex(boot, sizeof boot, e->boot, STORE_ID);
    if (e->card)
        sodium_bin2hex(card, sizeof card, e->card, WIRE_CARD_LEN);
    if (e->cause)
        sodium_bin2hex(cause, sizeof cause, e->cause, STORE_ID);
    json_t *json = json_pack("{sI ss ss sI sI sI ss ss sI ss sI sb ss}", "seq", (json_int_t)e->seq,
        "id", id, "kind", e->kind, "home", (json_int_t)e->home, "child", (json_int_t)e->child,
        "staff", (json_int_t)e->staff, "card", card, "cause", cause, "at_utc_ms",
        (json_int_t)e->at_utc_ms, "boot", boot, "mono_ms", (json_int_t)e->mono_ms, "trusted",
        (int)e->trusted, "payload", e->payload);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    if (!text)
        abort();
    return text;
}

static int
alert(struct work *w, const char *kind, int64_t seq, const char *text)
{
    struct store_alert alert = {.seq = seq, .raised_ms = w->batch->arrived_ms};
    snprintf(alert.home, sizeof alert.home, "%s", w->home);
    snprintf(alert.kind, sizeof alert.kind, "%s", kind);
    snprintf(alert.text, sizeof alert.text, "%s", text);
    memcpy(alert.kiosk, w->batch->kiosk, STORE_KIOSK);
    return store_alert_add(w->store, &alert);
}

static int
put_aside(struct work *w, const struct wire_event *e)
{
    char *text = event_text(e);
    struct store_quarantine item = {.seq = e->seq,
        .reason = "changed",
        .raw = (const uint8_t *)text,
        .len = strlen(text),
        .arrived_ms = w->batch->arrived_ms};
    snprintf(item.home, sizeof item.home, "%s", w->home);
    memcpy(item.kiosk, w->batch->kiosk, STORE_KIOSK);
    int rc = store_quarantine_add(w->store, &item);
    free(text);
    if (rc == DB_OK && w->out->changed < STORE_REFUSED_MOST)
        w->out->refused[w->out->changed] = e->seq;
    w->out->changed++;
    return rc;
}

/* Puts the events of a match aside whose content is another than it was. */
static int
put_changed_aside(struct work *w, const struct match *m)
{
    int64_t seq = w->batch->first;
    int rc = DB_OK;
    while (rc == DB_OK && m->changed && seq <= m->until) {
        struct log_events held;
        rc = read_held(w, &held, m->branch, seq, m->until);
        for (int i = 0; rc == DB_OK && i < held.count; i++, seq++) {
            const struct wire_event *sent = &w->batch->events[seq - w->batch->first];
            if (!same_content(&held.events[i], sent))
                rc = put_aside(w, sent);
        }
        log_events_free(&held);
    }
    if (rc == DB_OK && m->changed)
        rc = alert(w, "changed", w->out->refused[0],
            "an event that is held came again with other content");
    return rc;
}

/* A branch that begins after the match. */
static int
fork_after(struct work *w, struct match *m)
{
    if (w->branch_count == BRANCHES_MOST)
        return store_fail(w->store, DB_REFUSED, "the kiosk's log forked too often: revoke it");
    struct branch *b = &w->branches[w->branch_count];
    *b = (struct branch){.number = w->branch_count++,
        .parent = holder(w, m->branch, m->until)->number,
        .begins = m->until + 1,
        .upto = m->until};
    m->branch = b;
    w->out->outcome = BATCH_FORKED;
    w->out->fork = m->until;
    int rc =
        store_run(w->store, NULL, S_branch_add, "tkiiiii", w->home, w->batch->kiosk, STORE_KIOSK,
            (int64_t)b->number, (int64_t)b->parent, b->begins, b->upto, w->batch->arrived_ms);
    if (rc == DB_OK)
        rc = alert(w, "fork", b->begins,
            "the log goes on in two ways: restored from a backup, or two kiosks with one key");
    return rc;
}

/* Adds the row of a batch whose events from `first` on lie at `place`. */
static int
add_batch(struct work *w, const struct branch *b, int64_t first, const struct place *place)
{
    const struct store_batch *batch = w->batch;
    int64_t last = batch->first + batch->count - 1;
    int64_t last_pos = place->pos + (last >= first ? last - first : 0);
    int rc = store_run(w->store, NULL, S_batch_add, "tiiikiiiibt", w->home, place->pos, last_pos,
        place->month, batch->kiosk, STORE_KIOSK, (int64_t)b->number, first, last, batch->arrived_ms,
        w->boots, w->boots_len, batch->refs);
    if (rc == DB_OK)
        rc = store_run(w->store, NULL, S_home_advance, "tii", w->home, last_pos, w->month);
    return rc;
}

/* What comes after the match goes to the end of the log. */
static int
add_rest(struct work *w, const struct match *m)
{
    const struct store_batch *batch = w->batch;
    int64_t first = m->until + 1, last = batch->first + batch->count - 1;
    struct place place = {w->home, w->end.pos + 1, w->month};
    w->out->added = last - first + 1;
    w->boots_are_told = true;
    int rc = add_batch(w, m->branch, first, &place);
    if (rc == DB_OK)
        rc = w->store->engine->ops->add_events(
            w->store->engine, &place, batch->events + (first - batch->first), (int)w->out->added);
    if (rc == DB_OK)
        rc =
            store_run(w->store, NULL, S_branch_advance, "tkiik", w->home, batch->kiosk, STORE_KIOSK,
                (int64_t)m->branch->number, last, batch->events[batch->count - 1].id, STORE_ID);
    return rc;
}

/* News of boots come with events, or, where all of those are known, by themselves. The same news
 * again are none. */
static int
add_boots(struct work *w, const struct branch *b)
{
    uint8_t digest[STORE_ID];
    crypto_generichash(digest, sizeof digest, w->boots, w->boots_len, NULL, 0);
    /* A request from before what is held is an echo: its news are old. */
    bool is_old = !w->boots_are_told && w->batch->newest < b->upto;
    if (w->boots_len == 0 || is_old || memcmp(digest, w->boots_before, sizeof digest) == 0)
        return DB_OK;
    struct place place = {w->home, w->end.pos + 1, w->month};
    int rc = w->boots_are_told ? DB_OK : add_batch(w, b, w->batch->first + w->batch->count, &place);
    if (rc == DB_OK)
        rc = store_run(w->store, NULL, S_kiosk_boots_set, "tkk", w->home, w->batch->kiosk,
            STORE_KIOSK, digest, STORE_ID);
    return rc;
}

/* The event before the batch is on no branch: where is the kiosk to go on? After what is held where
 * that is less; else further back, by halves, until a batch joins. */
static int
tell_gap(struct work *w)
{
    const struct branch *b = &w->branches[w->branch_count - 1];
    int64_t before = w->batch->first - 1;
    w->out->outcome = BATCH_GAP;
    w->out->upto = before > b->upto ? b->upto : before / 2;
    return id_at(w, w->out->id, b, w->out->upto);
}

static int
take(struct work *w, struct match *m)
{
    const struct store_batch *batch = w->batch;
    int64_t last = batch->first + batch->count - 1;
    int rc = put_changed_aside(w, m);
    if (rc == DB_OK && m->until < last) {
        w->out->outcome = BATCH_STORED;
        if (m->until < m->branch->upto)
            rc = fork_after(w, m);
        if (rc == DB_OK)
            rc = add_rest(w, m);
    }
    w->out->upto = last;
    w->out->branch = m->branch->number;
    memcpy(w->out->id, batch->count ? batch->events[batch->count - 1].id : batch->before, STORE_ID);
    return rc;
}

/* What the kiosk told of itself; and which news of boots it was the last time. */
static int
note_contact(struct work *w)
{
    const struct store_batch *batch = w->batch;
    int64_t backlog = batch->newest > w->out->upto ? batch->newest - w->out->upto : 0;
    struct answer row;
    int rc = store_ask(w->store, &row, S_kiosk_seen, "tkiiit", w->home, batch->kiosk, STORE_KIOSK,
        batch->arrived_ms, batch->clock_error_ms, backlog, batch->program ? batch->program : "");
    if (rc != DB_OK)
        return rc;
    while ((rc = store_next(&row)) > 0)
        store_bytes(&row, "boots", w->boots_before, STORE_ID);
    store_end(&row);
    return rc;
}

static int
add_edits(struct work *w)
{
    char author[WIRE_ID_TEXT + 1];
    int rc = DB_OK;
    wire_id_text(author, w->batch->kiosk);
    for (int i = 0; rc == DB_OK && i < w->batch->edit_count; i++) {
        int64_t pos;
        struct store_change change = {.id = w->batch->edits[i].id,
            .body = w->batch->edits[i].body,
            .author = author,
            .made_ms = w->batch->arrived_ms};
        snprintf(change.home, sizeof change.home, "%s", w->home);
        rc = log_change(w->store, &w->end, &pos, &change);
    }
    return rc;
}

static int
take_all(struct work *w, struct match *m)
{
    if (!m->joins) {
        int rc = tell_gap(w);
        return rc == DB_OK ? note_contact(w) : rc;
    }
    int rc = add_edits(w);
    if (rc == DB_OK)
        rc = take(w, m);
    if (rc == DB_OK)
        rc = note_contact(w);
    return rc == DB_OK ? add_boots(w, m->branch) : rc;
}

static int
append(struct work *w)
{
    struct store_kiosk kiosk;
    struct match match;
    int rc = store_kiosk_get(w->store, &kiosk, w->batch->kiosk);
    if (rc == DB_OK && kiosk.revoked_ms)
        return store_fail(w->store, DB_REFUSED, "the kiosk is revoked");
    snprintf(w->home, sizeof w->home, "%s", kiosk.home);
    if (rc == DB_OK)
        rc = log_lock(w->store, &w->end, w->home);
    /* Not back, where another process's clock is ahead: positions and months rise together. */
    w->month = w->month > w->end.month ? w->month : w->end.month;
    if (rc == DB_OK)
        rc = read_branches(w);
    if (rc == DB_OK)
        rc = find_match(w, &match);
    return rc == DB_OK ? take_all(w, &match) : rc;
}

static void
pack_boots(struct work *w)
{
    w->boots_len = (size_t)LOG_BOOT * (size_t)w->batch->boot_count;
    w->boots = malloc(w->boots_len + 1);
    if (!w->boots)
        abort();
    log_boots_pack(w->boots, w->batch->boots, w->batch->boot_count);
}

int
store_append(struct store *store, struct store_receipt *out, const struct store_batch *batch)
{
    assert(store->depth == 0);
    struct work w = {
        .store = store, .batch = batch, .out = out, .month = month_of(batch->arrived_ms)};
    *out = (struct store_receipt){.outcome = BATCH_KNOWN};
    int rc = store->engine->ops->make_room(store->engine, w.month);
    if (rc == DB_OK)
        rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    pack_boots(&w);
    rc = append(&w);
    free(w.boots);
    if (rc == DB_OK)
        rc = store_commit(store);
    else
        store_rollback(store);
    if (rc != DB_OK)
        *out = (struct store_receipt){0};
    return rc;
}
