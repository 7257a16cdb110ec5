/* take_waiting.c: events that name a row which is not here yet; and how far logs were followed. */
#include "db/cards.h"
#include "db/query.h"
#include "db/refs.h"
#include "db/take_inside.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Of all that the refs of a batch tell, what one event names. */
struct picking {
    struct take *take;
    json_t *json;
};

static void
pick(struct picking *p, const char *table, int64_t number)
{
    const char *name = number ? take_refs_name(p->take->refs, table, number) : NULL;
    if (!name)
        return;
    json_t *list = json_object_get(p->json, table);
    if (!list && json_object_set_new(p->json, table, list = json_array()) != 0)
        abort();
    if (json_array_append_new(list, json_pack("[Is]", (json_int_t)number, name)) != 0)
        abort();
}

static int
pick_mentioned(const struct ref *ref, void *context)
{
    pick(context, ref->table, ref->id);
    return 0;
}

static char *
pick_refs(struct take *take, const struct take_event *e)
{
    struct picking p = {take, json_object()};
    pick(&p, "home", e->home);
    pick(&p, "child", e->child);
    pick(&p, "staff", e->staff);
    int stop = refs_each(e->payload, pick_mentioned, &p);
    char *text = stop ? NULL : json_dumps(p.json, JSON_COMPACT);
    json_decref(p.json);
    if (!text)
        abort();
    return text;
}

int
take_put_waiting(struct take *take, const struct take_event *e)
{
    char *refs = pick_refs(take, e);
    int rc = query_run(
        take->db, query(take->db, Q_take_waiting_add, "ibtiiibbibiitt", take->source_id,
                      (const void *)e->id, EVENT_ID_LEN, e->kind, e->home, e->child, e->staff,
                      (const void *)e->card, CARD_ID_BYTES, (const void *)e->cause, EVENT_ID_LEN,
                      e->at.utc_ms, (const void *)e->at.boot_id, BOOT_ID_LEN, e->at.mono_ms,
                      (int64_t)e->at.trusted, e->payload, refs));
    free(refs);
    return rc;
}

/* A row of those that wait, copied. */
struct waiting {
    struct take_event event;
    int64_t n;
    uint8_t kiosk[16], card[CARD_ID_BYTES], cause[EVENT_ID_LEN];
    int branch;
    char *kind, *payload, *refs;
};

static char *
copy_text(sqlite3_stmt *row, const char *column)
{
    char *text = strdup(query_text(row, column));
    if (!text)
        abort();
    return text;
}

static const uint8_t *
copy_bytes(sqlite3_stmt *row, const char *column, uint8_t *out, int len)
{
    const void *bytes = query_blob(row, column, len);
    return bytes ? memcpy(out, bytes, (size_t)len) : NULL;
}

static void
read_waiting(sqlite3_stmt *row, struct waiting *out)
{
    struct take_event *e = &out->event;
    *out = (struct waiting){.n = query_int(row, "n"), .branch = (int)query_int(row, "branch")};
    *e = (struct take_event){.home = query_int(row, "home"),
        .child = query_int(row, "child"),
        .staff = query_int(row, "staff"),
        .card = copy_bytes(row, "card", out->card, CARD_ID_BYTES),
        .cause = copy_bytes(row, "cause", out->cause, EVENT_ID_LEN),
        .at = {.utc_ms = query_int(row, "at_utc_ms"),
            .mono_ms = query_int(row, "mono_ms"),
            .trusted = query_int(row, "clock_trusted") != 0}};
    copy_bytes(row, "kiosk", out->kiosk, sizeof out->kiosk);
    copy_bytes(row, "boot_id", e->at.boot_id, BOOT_ID_LEN);
    copy_bytes(row, "id", e->id, EVENT_ID_LEN);
    out->refs = copy_text(row, "refs");
    e->kind = out->kind = copy_text(row, "kind");
    e->payload = out->payload = copy_text(row, "payload");
}

static void
free_waiting(struct waiting *w)
{
    free(w->kind);
    free(w->payload);
    free(w->refs);
}

static int
try_again(struct db *db, const struct waiting *w, enum take_outcome *outcome)
{
    struct take *take;
    struct take_source source = {.kiosk = w->kiosk, .branch = w->branch, .refs = w->refs};
    int rc = take_begin(&take, db, &source);
    take->waits_as = w->n;
    if (rc == DB_OK)
        rc = take_event(take, &w->event, outcome);
    rc = take_end(take, rc);
    if (rc == DB_OK && *outcome != TAKE_WAITS)
        rc = query_run(db, query(db, Q_take_waiting_drop, "i", w->n));
    return rc;
}

int
take_waiting(
    struct db *db, int *taken, void (*tell)(const struct take_told *, void *), void *payload)
{
    int64_t after = 0;
    int rc = DB_OK;
    *taken = 0;
    while (rc == DB_OK) {
        struct waiting w;
        enum take_outcome outcome = TAKE_WAITS;
        sqlite3_stmt *row = query(db, Q_take_waiting_next, "i", after);
        rc = query_step(db, row);
        if (rc <= 0)
            break;
        read_waiting(row, &w);
        sqlite3_reset(row);
        after = w.n;
        rc = try_again(db, &w, &outcome);
        *taken += rc == DB_OK && outcome != TAKE_WAITS;
        if (rc == DB_OK && (outcome == TAKE_STRANGE || outcome == TAKE_CHANGED))
            tell(&(struct take_told){w.kiosk, &w.event, outcome}, payload);
        free_waiting(&w);
    }
    return rc;
}

int64_t
take_waiting_count(struct db *db)
{
    return query_number(db, query(db, Q_take_waiting_count, ""), "n", -1);
}

int64_t
take_pos(struct db *db, const char *log)
{
    sqlite3_stmt *row = query(db, Q_followed_get, "t", log);
    int rc = query_step(db, row);
    int64_t pos = rc > 0 ? query_int(row, "pos") : rc;
    sqlite3_reset(row);
    return rc < 0 ? -1 : pos;
}

int
take_pos_set(struct db *db, const char *log, int64_t pos)
{
    return query_run(db, query(db, Q_followed_set, "ti", log, pos));
}
