/* outbox.c: events on their way out, and the mark that only a receipt moves. */
#include "db/outbox.h"

#include "db/cards.h"
#include "db/change.h"
#include "db/query.h"
#include "db/text.h"

#include <string.h>

int
outbox_each(struct db *db, int64_t after, int limit,
    int (*each)(const struct outbox_event *, void *payload), void *payload)
{
    sqlite3_stmt *row = query(db, Q_outbox_each, "id", after, limit);
    int rc;
    while ((rc = query_step(db, row)) > 0) {
        struct outbox_event e = {.seq = query_int(row, "seq"),
            .id = query_blob(row, "id", EVENT_ID_LEN),
            .kind = query_text(row, "kind"),
            .home_id = query_int(row, "home_id"),
            .child_id = query_int(row, "child_id"),
            .staff_id = query_int(row, "staff_id"),
            .card = query_blob(row, "card", CARD_ID_BYTES),
            .cause = query_blob(row, "cause", EVENT_ID_LEN),
            .at = {.utc_ms = query_int(row, "at_utc_ms"),
                .mono_ms = query_int(row, "mono_ms"),
                .trusted = query_int(row, "clock_trusted") != 0},
            .payload = query_text(row, "payload")};
        const void *boot = query_blob(row, "boot_id", BOOT_ID_LEN);
        if (boot)
            memcpy(e.at.boot_id, boot, BOOT_ID_LEN);
        int stop = e.id ? each(&e, payload) : DB_FAILED;
        if (stop) {
            sqlite3_reset(row);
            return stop;
        }
    }
    return rc;
}

bool
outbox_id(struct db *db, uint8_t out[EVENT_ID_LEN], int64_t seq)
{
    sqlite3_stmt *row = query(db, Q_outbox_id, "i", seq);
    const void *id = query_step(db, row) > 0 ? query_blob(row, "id", EVENT_ID_LEN) : NULL;
    memset(out, 0, EVENT_ID_LEN);
    if (id)
        memcpy(out, id, EVENT_ID_LEN);
    sqlite3_reset(row);
    return id;
}

int
outbox_boots_each(struct db *db, int64_t first, int64_t last,
    int (*each)(const struct outbox_boot *, void *payload), void *payload)
{
    sqlite3_stmt *row = query(db, Q_outbox_boots, "ii", first, last);
    int rc;
    while ((rc = query_step(db, row)) > 0) {
        struct outbox_boot boot = {
            .base_utc_ms = query_int(row, "base_utc_ms"), .word = query_int(row, "word") != 0};
        const void *id = query_blob(row, "boot_id", BOOT_ID_LEN);
        if (id)
            memcpy(boot.id, id, BOOT_ID_LEN);
        int stop = id ? each(&boot, payload) : 0;
        if (stop) {
            sqlite3_reset(row);
            return stop;
        }
    }
    return rc;
}

/* ---- the hub's word ---- */

static int64_t
mark(struct db *db)
{
    return query_number(db, query(db, Q_outbox_get, ""), "upto", 0);
}

static bool
is_here(struct db *db, const struct outbox_receipt *r)
{
    uint8_t id[EVENT_ID_LEN];
    return r->upto == 0 || (outbox_id(db, id, r->upto) && memcmp(id, r->id, EVENT_ID_LEN) == 0);
}

/* May this receipt be for this log? */
static int
check(struct db *db, const struct outbox_receipt *r)
{
    if (r->upto < 0 || r->upto > event_last_seq(db))
        return db_fail(db, DB_REFUSED,
            _("The office says that it holds up to no. %lld, and this kiosk has fewer: the receipt "
              "is another kiosk's, or this one was restored from an old backup. Tell the office."),
            (long long)r->upto);
    if (!is_here(db, r))
        return db_fail(db, DB_REFUSED,
            _("The receipt is for another log than this kiosk's: its no. %lld is another event. "
              "Tell the office."),
            (long long)r->upto);
    return DB_OK;
}

static int
move_mark(struct db *db, const struct outbox_receipt *r, const struct moment *now)
{
    int rc = query_run(
        db, query(db, Q_outbox_mark, "iiiz", r->upto, now->utc_ms, r->fork_seq, r->clock_error_ms));
    for (size_t i = 0; i < r->boot_count && rc == DB_OK; i++)
        rc = query_run(db, query(db, Q_outbox_boot_held, "bi", (const void *)r->boots[i].id,
                               BOOT_ID_LEN, r->boots[i].base_utc_ms));
    return rc;
}

/* Who lost events may have lost edits as well, and what it knew of clocks. */
static int
tell_again(struct db *db)
{
    int rc = query_run(db, query(db, Q_outbox_boots_forget, ""));
    return rc == DB_OK ? change_again(db) : rc;
}

static int
take(
    struct db *db, const struct outbox_receipt *receipt, bool may_go_back, const struct moment *now)
{
    struct outbox_receipt r = *receipt;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    int64_t before = mark(db);
    /* What is left there is of another disk with this key: from where the two parted nobody knows.
     */
    if (may_go_back && r.upto < before && !is_here(db, &r))
        r.upto = 0;
    rc = check(db, &r);
    if (rc == DB_OK && r.upto < before && !may_go_back)
        rc = db_fail(db, DB_REFUSED,
            _("This receipt is an old one: the office holds up to no. %lld already."),
            (long long)before);
    if (rc == DB_OK && r.upto < before)
        rc = tell_again(db);
    if (rc == DB_OK)
        rc = move_mark(db, &r, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
outbox_receipt(struct db *db, const struct outbox_receipt *receipt, const struct moment *now)
{
    return take(db, receipt, false, now);
}

int
outbox_lost(struct db *db, const struct outbox_receipt *receipt, const struct moment *now)
{
    return take(db, receipt, true, now);
}

/* ---- what was refused ---- */

int
outbox_refused(struct db *db, int64_t seq, const char *reason, const struct moment *now)
{
    return query_run(db, query(db, Q_quarantine_add, "iti", seq, reason, now->utc_ms));
}

int
outbox_refused_each(
    struct db *db, int (*each)(const struct outbox_refused *, void *payload), void *payload)
{
    sqlite3_stmt *row = query(db, Q_quarantine_each, "");
    int rc;
    while ((rc = query_step(db, row)) > 0) {
        struct outbox_refused one = {
            .seq = query_int(row, "seq"), .told_at = query_int(row, "told_at")};
        query_copy(row, "reason", one.reason, sizeof one.reason);
        int stop = each(&one, payload);
        if (stop) {
            sqlite3_reset(row);
            return stop;
        }
    }
    return rc;
}
