/* outbox_tries.c: how the tries to reach the hub went, when the next one is due, and all of it for
 * a person. */
#include "db/outbox.h"

#include "db/change.h"
#include "db/query.h"
#include "db/text.h"

#include <string.h>

#define WAIT_FIRST_MS (INT64_C(30) * 1000)
#define WAIT_MOST_MS (INT64_C(3600) * 1000)

static const char *const names[OUTBOX_TROUBLE_COUNT] = {
#define X(id, name) [id] = name,
    OUTBOX_TROUBLES(X)
#undef X
};

const char *
outbox_trouble_name(enum outbox_trouble trouble)
{
    return names[trouble];
}

const char *
outbox_trouble_text(enum outbox_trouble trouble)
{
    switch (trouble) {
    case OUTBOX_FINE:
    case OUTBOX_TROUBLE_COUNT:
        return "";
    case OUTBOX_UNREACHED:
        return _(
            "The office can't be reached. All is kept here, and is sent as soon as the network "
            "is back.");
    case OUTBOX_UNTRUSTED:
        return _(
            "What answers is not the office that this kiosk was paired with. Nothing was sent. "
            "If the office has a new machine, pair the kiosk again.");
    case OUTBOX_UNKNOWN:
        return _("The office does not know this kiosk. Pair it again with a new set-up code.");
    case OUTBOX_REVOKED:
        return _(
            "The office has ended the pairing of this kiosk. Ask the office; to go on, pair it "
            "again.");
    case OUTBOX_BUSY:
        return _("The office's machine is busy or full. The kiosk tries again by itself.");
    case OUTBOX_REFUSED:
        return _(
            "The office's machine can't read what was sent. All is kept here. Tell the office.");
    case OUTBOX_STRANGE:
        return _("The answer was not the office's. The kiosk tries again by itself; if this stays, "
                 "another network may help.");
    case OUTBOX_RECEIPT:
        return _(
            "The office's receipt does not fit this kiosk. All is kept here. Tell the office.");
    case OUTBOX_UNSENT:
        return _("An event can't be packed for the way. All is kept here. Tell whoever looks after "
                 "the kiosk.");
    case OUTBOX_ROSTER:
        return _(
            "The roster that came from the office can't be taken in; the one that is here stays. "
            "Tell the office.");
    }
    return "";
}

static enum outbox_trouble
trouble_of(const char *name)
{
    for (int i = 0; i < OUTBOX_TROUBLE_COUNT; i++)
        if (strcmp(names[i], name) == 0)
            return (enum outbox_trouble)i;
    return OUTBOX_STRANGE;
}

/* 30 s, doubled with each failure up to an hour; less up to a half of it. */
static int64_t
next_wait_ms(int failures, uint8_t jitter)
{
    int64_t wait = WAIT_FIRST_MS;
    for (int i = 1; i < failures && wait < WAIT_MOST_MS; i++)
        wait *= 2;
    if (wait > WAIT_MOST_MS)
        wait = WAIT_MOST_MS;
    return wait - wait * jitter / 512;
}

int
outbox_tried(struct db *db, enum outbox_trouble trouble, const char *detail, uint8_t jitter,
    int64_t least_ms, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    bool fine = trouble == OUTBOX_FINE;
    int failures = fine ? 0 : (int)query_number(db, query(db, Q_outbox_get, ""), "failures", 0) + 1;
    int64_t wait = fine ? 0 : next_wait_ms(failures, jitter);
    if (wait < least_ms)
        wait = least_ms < WAIT_MOST_MS ? least_ms : WAIT_MOST_MS;
    rc = query_run(db,
        query(db, Q_outbox_tried, "iditt", now->utc_ms, failures, wait, names[trouble], detail));
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int64_t
wait_left(int64_t tried_at, int64_t wait_ms, const struct moment *now)
{
    int64_t until = tried_at + wait_ms;
    return now->utc_ms < tried_at || now->utc_ms >= until ? 0 : until - now->utc_ms;
}

int64_t
outbox_wait_ms(struct db *db, const struct moment *now)
{
    int64_t tried_at = 0, wait_ms = 0;
    sqlite3_stmt *row = query(db, Q_outbox_get, "");
    if (query_step(db, row) > 0) {
        tried_at = query_int(row, "tried_at");
        wait_ms = query_int(row, "wait_ms");
    }
    sqlite3_reset(row);
    return wait_left(tried_at, wait_ms, now);
}

/* When the first event that waits was recorded, as its clock is known by now. */
static int64_t
oldest_at(struct db *db, int64_t upto)
{
    sqlite3_stmt *row = query(db, Q_outbox_oldest, "i", upto);
    struct moment at = {0};
    bool found = query_step(db, row) > 0;
    if (found) {
        const void *boot = query_blob(row, "boot_id", BOOT_ID_LEN);
        at.utc_ms = query_int(row, "at_utc_ms");
        at.mono_ms = query_int(row, "mono_ms");
        at.trusted = query_int(row, "clock_trusted") != 0;
        if (boot)
            memcpy(at.boot_id, boot, BOOT_ID_LEN);
    }
    sqlite3_reset(row);
    return found ? event_time(db, &at) : 0;
}

static void
read_row(sqlite3_stmt *row, struct outbox_state *out, const struct moment *now)
{
    out->upto = query_int(row, "upto");
    out->receipt_at = query_int(row, "receipt_at");
    out->tried_at = query_int(row, "tried_at");
    out->failures = (int)query_int(row, "failures");
    out->wait_ms = wait_left(out->tried_at, query_int(row, "wait_ms"), now);
    out->trouble = trouble_of(query_text(row, "trouble"));
    query_copy(row, "detail", out->detail, sizeof out->detail);
    out->fork_seq = query_int(row, "fork_seq");
    out->clock_error_ms = query_int(row, "clock_error_ms");
    const void *boot = query_blob(row, "offered_boot", BOOT_ID_LEN);
    if (boot && memcmp(boot, now->boot_id, BOOT_ID_LEN) == 0 && query_int(row, "offered_ms"))
        out->offered_utc_ms = query_int(row, "offered_ms") + now->mono_ms;
}

int
outbox_state(struct db *db, struct outbox_state *out, const struct moment *now)
{
    struct outbox_hub hub;
    *out = (struct outbox_state){.paired = outbox_hub(db, &hub)};
    memcpy(out->hub, hub.name, sizeof out->hub);
    memcpy(out->address, hub.address, sizeof out->address);
    memcpy(out->kiosk, hub.kiosk, sizeof out->kiosk);
    memset(&hub, 0, sizeof hub);
    sqlite3_stmt *row = query(db, Q_outbox_get, "");
    int rc = query_step(db, row);
    if (rc > 0)
        read_row(row, out, now);
    sqlite3_reset(row);
    if (rc < 0)
        return rc;
    out->newest = event_last_seq(db);
    out->refused = query_number(db, query(db, Q_quarantine_count, ""), "n", -1);
    out->oldest_at = oldest_at(db, out->upto);
    out->changes = change_backlog(db);
    return out->newest < 0 || out->refused < 0 || out->changes < 0 ? DB_FAILED : DB_OK;
}
