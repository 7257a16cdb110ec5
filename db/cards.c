/* cards.c: issue, revoke, look up. */
#include "db/cards.h"

#include "db/event.h"
#include "db/people.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <string.h>

static void
read_card(sqlite3_stmt *row, struct card_row *out)
{
    *out = (struct card_row){.kind = (enum holder_kind)query_int(row, "kind"),
        .holder_id = query_int(row, "holder_id"),
        .issued_at = query_int(row, "issued_at"),
        .revoked_at = query_int(row, "revoked_at")};
    const void *id = query_blob(row, "id", CARD_ID_BYTES);
    if (id)
        memcpy(out->id, id, CARD_ID_BYTES);
}

static bool
one_card(struct db *db, struct card_row *out, sqlite3_stmt *stmt)
{
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_card(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

int
cards_issue(struct db *db, const uint8_t id[CARD_ID_BYTES], enum holder_kind kind,
    int64_t holder_id, int64_t at_utc_ms)
{
    return query_run(db, query(db, Q_card_issue, "bdii", (const void *)id, CARD_ID_BYTES, (int)kind,
                             holder_id, at_utc_ms));
}

int
cards_revoke(struct db *db, const uint8_t id[CARD_ID_BYTES], const char *reason, int64_t at_utc_ms)
{
    int rc = query_run(
        db, query(db, Q_card_revoke, "bit", (const void *)id, CARD_ID_BYTES, at_utc_ms, reason));
    if (rc == DB_OK && query_changes(db) == 0)
        return db_fail(db, DB_REFUSED, "%s", _("This card is not known, or has ended already."));
    return rc;
}

bool
cards_find(struct db *db, struct card_row *out, const uint8_t id[CARD_ID_BYTES])
{
    return one_card(db, out, query(db, Q_card_find, "b", (const void *)id, CARD_ID_BYTES));
}

bool
cards_of(struct db *db, struct card_row *out, enum holder_kind kind, int64_t holder_id)
{
    return one_card(db, out, query(db, Q_card_of, "di", (int)kind, holder_id));
}

int
cards_each(struct db *db, int (*each)(const struct card_row *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_card_each, "");
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct card_row card;
        read_card(stmt, &card);
        stop = each(&card, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

/* The Home of whom it is about, whose record it is; a guardian's, this kiosk's. */
static int64_t
home_of(struct db *db, const struct card_change *change)
{
    struct child child;
    struct staff staff;
    int64_t here = setting_home(db);
    if (change->kind == HOLDER_CHILD && child_get(db, &child, change->holder_id))
        return child.home_id;
    if (change->kind == HOLDER_STAFF && staff_get(db, &staff, change->holder_id))
        return staff.home_id;
    return here ? here : query_number(db, query(db, Q_home_any, ""), "id", 0);
}

static int
record(
    struct db *db, enum event_kind kind, const struct card_change *change, const struct moment *at)
{
    char payload[512];
    sqlite3_stmt *stmt = query(db, Q_card_payload, "dit", (int)change->kind, change->holder_id,
        change->reason ? change->reason : "");
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc < 0 ? rc : DB_FAILED;
    struct event event = {.kind = kind,
        .home_id = home_of(db, change),
        .child_id = change->kind == HOLDER_CHILD ? change->holder_id : 0,
        .staff_id = change->staff_id,
        .at = *at,
        .payload = payload};
    return event_append(db, &event);
}

static int
apply(struct db *db, const struct card_change *change, const struct moment *at)
{
    struct card_row old;
    bool ends = cards_of(db, &old, change->kind, change->holder_id);
    if (!ends && !change->next)
        return db_fail(db, DB_REFUSED, "%s", _("This person has no card that works."));
    if (change->reason && strlen(change->reason) > CARD_REASON_MOST)
        return db_fail(db, DB_REFUSED, "%s", _("The reason is too long."));
    int rc = DB_OK;
    if (ends)
        rc = cards_revoke(db, old.id, change->reason ? change->reason : "", at->utc_ms);
    if (rc == DB_OK && ends)
        rc = record(db, EVENT_CARD_ENDED, change, at);
    if (rc == DB_OK && change->next)
        rc = cards_issue(db, change->next, change->kind, change->holder_id, at->utc_ms);
    if (rc == DB_OK && change->next)
        rc = record(db, EVENT_CARD_ISSUED, change, at);
    return rc;
}

int
cards_change(struct db *db, const struct card_change *change, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment at = event_judge(db, now);
    rc = apply(db, change, &at);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
