/* event.c: appends to the log. */
#include "db/event.h"

#include "db/cards.h"
#include "db/change.h"
#include "db/fact.h"
#include "db/query.h"
#include "db/timekeeping.h"

#include <sodium.h>
#include <stdlib.h>

/* NTP may step a little back; a flat battery goes back by far more. */
enum { STEP_BACK_MS = 5 * 60 * 1000 };

static const char *const names[EVENT_KIND_COUNT] = {
#define X(id, name) [id] = name,
    EVENT_KINDS(X)
#undef X
};

const char *
event_kind_name(enum event_kind kind)
{
    return names[kind];
}

/* UUIDv7, RFC 9562: 48 bits of Unix ms, then random bits around version and variant. Ids that rise
 * with time keep the unique index's inserts at its right edge. */
static void
make_id(uint8_t out[EVENT_ID_LEN], int64_t utc_ms)
{
    if (sodium_init() < 0)
        abort();
    randombytes_buf(out, EVENT_ID_LEN);
    for (int i = 0; i < 6; i++)
        out[i] = (uint8_t)((uint64_t)utc_ms >> (40 - 8 * i));
    out[6] = (uint8_t)(0x70 | (out[6] & 0x0f));
    out[8] = (uint8_t)(0x80 | (out[8] & 0x3f));
}

int64_t
event_newest(struct db *db)
{
    return query_number(db, query(db, Q_event_last_trusted_time, ""), "at_utc_ms", 0);
}

struct moment
event_judge(struct db *db, const struct moment *now)
{
    struct moment at = *now;
    int64_t newest = event_newest(db);
    if (at.utc_ms < EVENT_FIRST_MS || at.utc_ms < newest - STEP_BACK_MS ||
        (newest && at.utc_ms > newest + TIME_CEILING_MS))
        at.trusted = false;
    return at;
}

int64_t
event_time(struct db *db, const struct moment *at)
{
    if (at->trusted)
        return at->utc_ms;
    int64_t base = query_number(
        db, query(db, Q_boot_get, "b", (const void *)at->boot_id, BOOT_ID_LEN), "base_utc_ms", 0);
    return base ? base + at->mono_ms : at->utc_ms;
}

int
event_append(struct db *db, struct event *e)
{
    make_id(e->id, e->at.utc_ms);
    int rc =
        query_run(db, query(db, Q_event_add, "btizzbbibiit", (const void *)e->id, EVENT_ID_LEN,
                          event_kind_name(e->kind), e->home_id, e->child_id, e->staff_id,
                          (const void *)e->card, CARD_ID_BYTES, (const void *)e->cause,
                          EVENT_ID_LEN, e->at.utc_ms, (const void *)e->at.boot_id, BOOT_ID_LEN,
                          e->at.mono_ms, (int64_t)e->at.trusted, e->payload ? e->payload : "{}"));
    if (rc != DB_OK)
        return rc;
    e->seq = query_last_seq(db);
    rc = fact_apply(db, e);
    return rc == DB_OK ? change_sign(db, e->staff_id, &e->at) : rc;
}

int64_t
event_last_seq(struct db *db)
{
    return query_number(db, query(db, Q_event_last_seq, ""), "seq", -1);
}
