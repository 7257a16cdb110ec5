/* store_log.c: the log: changes appended, entries read. store_append.c appends batches. */
#include "hub/store_inside.h"

#include "hub/keep.h"
#include "hub/store_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
log_lock(struct store *store, struct log_end *out, const char *home)
{
    struct answer row;
    *out = (struct log_end){0};
    int rc = store_ask(store, &row, S_home_lock, "t", home);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0) {
        out->pos = store_int(&row, "pos");
        out->month = store_int(&row, "month");
    }
    store_end(&row);
    if (rc == 0)
        return store_fail(store, DB_REFUSED, "there is no Home %s", home);
    return rc < 0 ? rc : DB_OK;
}

int
log_change(struct store *store, struct log_end *end, int64_t *pos, const struct store_change *c)
{
    char own[24];
    int added = 0;
    snprintf(own, sizeof own, "%" PRId64, store_number());
    int rc = store_run(store, &added, S_change_add, "tittti", c->home, end->pos + 1,
        c->id ? c->id : own, c->body, c->author, c->made_ms);
    *pos = 0;
    if (rc != DB_OK || added == 0)
        return rc;
    *pos = ++end->pos;
    return store_run(store, NULL, S_home_advance, "tii", c->home, end->pos, end->month);
}

static int
add_change(struct store *store, int64_t *pos, const struct store_change *c)
{
    struct log_end end;
    int rc = store_run(store, NULL, S_home_log_add, "t", c->home);
    if (rc == DB_OK)
        rc = log_lock(store, &end, c->home);
    return rc == DB_OK ? log_change(store, &end, pos, c) : rc;
}

int
store_change(struct store *store, int64_t *pos, const struct store_change *change)
{
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    rc = add_change(store, pos, change);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

static const void *
keep_column(struct keep **keep, struct answer *row, const char *column)
{
    size_t len;
    const void *bytes = row->engine->ops->bytes(row, column, &len);
    return bytes ? keep_bytes(keep, bytes, len) : NULL;
}

static void
read_event(struct answer *row, struct keep **keep, struct wire_event *out)
{
    *out = (struct wire_event){.kind = keep_column(keep, row, "kind"),
        .home = store_int(row, "home_id"),
        .child = store_int(row, "child_id"),
        .staff = store_int(row, "staff_id"),
        .card = keep_column(keep, row, "card"),
        .cause = keep_column(keep, row, "cause"),
        .at_utc_ms = store_int(row, "at_utc_ms"),
        .boot = keep_column(keep, row, "boot_id"),
        .mono_ms = store_int(row, "mono_ms"),
        .trusted = store_int(row, "trusted") != 0,
        .payload = keep_column(keep, row, "payload")};
    store_bytes(row, "id", out->id, STORE_ID);
}

int
log_events(struct store *store, struct log_events *out, const struct place *place, int count)
{
    struct answer row;
    struct keep *keep = NULL;
    *out = (struct log_events){0};
    int rc = store_ask(store, &row, S_event_range, "tiii", place->home, place->month, place->pos,
        place->pos + count - 1);
    if (rc != DB_OK)
        return rc;
    out->events = calloc((size_t)count + 1, sizeof *out->events);
    if (!out->events)
        abort();
    while ((rc = store_next(&row)) > 0 && out->count < count)
        read_event(&row, &keep, &out->events[out->count++]);
    store_end(&row);
    out->keep = keep;
    if (rc >= 0 && out->count != count)
        rc = store_fail(store, DB_FAILED, "the log of %s has a hole at %lld", place->home,
            (long long)place->pos + out->count);
    return rc < 0 ? rc : DB_OK;
}

void
log_events_free(struct log_events *events)
{
    keep_drop(&events->keep);
    free(events->events);
    *events = (struct log_events){0};
}

void
log_boots_pack(uint8_t *out, const struct wire_boot *boots, int count)
{
    for (int i = 0; i < count; i++, out += LOG_BOOT) {
        memcpy(out, boots[i].id, WIRE_ID_LEN);
        for (int n = 0; n < 8; n++)
            out[WIRE_ID_LEN + n] = (uint8_t)((uint64_t)boots[i].base_utc_ms >> (56 - 8 * n));
        out[WIRE_ID_LEN + 8] = boots[i].word;
    }
}

static struct wire_boot *
unpack_boots(const uint8_t *packed, size_t len, int *count)
{
    *count = (int)(len / LOG_BOOT);
    struct wire_boot *boots = calloc((size_t)*count + 1, sizeof *boots);
    if (!boots)
        abort();
    for (int i = 0; i < *count; i++, packed += LOG_BOOT) {
        uint64_t base = 0;
        memcpy(boots[i].id, packed, WIRE_ID_LEN);
        for (int n = 0; n < 8; n++)
            base = base << 8 | packed[WIRE_ID_LEN + n];
        boots[i].base_utc_ms = (int64_t)base;
        boots[i].word = packed[WIRE_ID_LEN + 8] != 0;
    }
    return boots;
}

/* The next batch, and the next change: which of them comes first is decided by pos. */
struct ahead {
    struct store_entry entry;
    struct store_batch batch;
    struct store_change change;
    int64_t month;
    struct keep *keep;
    struct wire_boot *boots;
};

static void
drop_ahead(struct ahead *a)
{
    keep_drop(&a->keep);
    free(a->boots);
    *a = (struct ahead){0};
}

/* 1: there is one; 0: none. */
static int
find_batch(struct store *store, struct ahead *out, const char *home, int64_t after)
{
    struct answer row;
    *out = (struct ahead){0};
    int rc = store_ask(store, &row, S_batch_next, "ti", home, after);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0) {
        size_t len;
        out->entry.pos = store_int(&row, "pos");
        out->entry.last_pos = store_int(&row, "last_pos");
        out->entry.branch = (int)store_int(&row, "branch");
        out->month = store_int(&row, "month");
        store_bytes(&row, "kiosk", out->batch.kiosk, STORE_KIOSK);
        out->batch.first = store_int(&row, "first_seq");
        out->batch.count = (int)(store_int(&row, "last_seq") - out->batch.first + 1);
        out->batch.arrived_ms = store_int(&row, "arrived_ms");
        out->batch.refs = keep_column(&out->keep, &row, "refs");
        const uint8_t *packed = row.engine->ops->bytes(&row, "boots", &len);
        out->boots = unpack_boots(packed, len, &out->batch.boot_count);
        out->batch.boots = out->boots;
    }
    store_end(&row);
    return rc;
}

static int
find_change(struct store *store, struct ahead *out, const char *home, int64_t after)
{
    struct answer row;
    *out = (struct ahead){0};
    int rc = store_ask(store, &row, S_change_next, "ti", home, after);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0) {
        out->entry.pos = out->entry.last_pos = store_int(&row, "pos");
        snprintf(out->change.home, sizeof out->change.home, "%s", home);
        out->change.body = keep_column(&out->keep, &row, "body");
        out->change.author = keep_column(&out->keep, &row, "author");
        out->change.made_ms = store_int(&row, "made_ms");
    }
    store_end(&row);
    return rc;
}

static int
tell_batch(struct store *store, struct ahead *a, const char *home,
    int (*each)(const struct store_entry *, void *), void *payload)
{
    struct log_events events = {0};
    struct place place = {home, a->entry.pos, a->month};
    int rc = a->batch.count ? log_events(store, &events, &place, a->batch.count) : DB_OK;
    for (int i = 0; rc == DB_OK && i < events.count; i++)
        events.events[i].seq = a->batch.first + i;
    a->batch.events = events.events;
    a->entry.batch = &a->batch;
    if (rc == DB_OK)
        rc = each(&a->entry, payload);
    log_events_free(&events);
    return rc;
}

/* Tells the entry after `*after` and moves it there; *more: there was one. */
static int
tell_next(struct store *store, const char *home, int64_t *after, int *told, bool *more,
    int (*each)(const struct store_entry *, void *), void *payload)
{
    struct ahead batch, change = {0};
    int batches = find_batch(store, &batch, home, *after), rc = batches < 0 ? batches : DB_OK;
    int changes = batches >= 0 ? find_change(store, &change, home, *after) : 0;
    *more = batches > 0 || changes > 0;
    if (changes < 0) {
        rc = changes;
    } else if (changes > 0 && (batches == 0 || change.entry.pos < batch.entry.pos)) {
        change.entry.change = &change.change;
        *after = change.entry.last_pos;
        ++*told;
        rc = each(&change.entry, payload);
    } else if (batches > 0) {
        *after = batch.entry.last_pos;
        *told += batch.batch.count + 1;
        rc = tell_batch(store, &batch, home, each, payload);
    }
    drop_ahead(&batch);
    drop_ahead(&change);
    return rc;
}

int
store_log_each(struct store *store, const char *home, int64_t after, int most,
    int (*each)(const struct store_entry *, void *), void *payload)
{
    int told = 0, rc = DB_OK;
    bool more = true;
    while (told < most && more && rc == DB_OK)
        rc = tell_next(store, home, &after, &told, &more, each, payload);
    return rc;
}
