/* cards.c: issue, revoke, look up. */
#include "db/cards.h"

#include "db/query.h"
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
