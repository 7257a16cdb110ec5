/* setting.c: named values of this kiosk. */
#include "db/setting.h"

#include "db/query.h"
#include "db/text.h"

#include <string.h>

int64_t
setting_home(struct db *db)
{
    return query_number(db, query(db, Q_setting_get, "t", "home"), "value", 0);
}

int
setting_home_set(struct db *db, int64_t home_id)
{
    return query_run(db, query(db, Q_setting_set, "ti", "home", home_id));
}

int
setting_card_key(struct db *db, uint8_t out[CARD_KEY_BYTES])
{
    sqlite3_stmt *stmt = query(db, Q_setting_get, "t", "card_key");
    int rc = query_step(db, stmt);
    if (rc < 0)
        return rc;
    const void *key = rc > 0 ? query_blob(stmt, "value", CARD_KEY_BYTES) : NULL;
    if (key)
        memcpy(out, key, CARD_KEY_BYTES);
    sqlite3_reset(stmt);
    return key ? DB_OK : db_fail(db, DB_REFUSED, "%s", _("This database has no card key."));
}

int
setting_card_key_set(struct db *db, const uint8_t key[CARD_KEY_BYTES])
{
    return query_run(
        db, query(db, Q_setting_set, "tb", "card_key", (const void *)key, CARD_KEY_BYTES));
}

int64_t
setting_roster_at(struct db *db)
{
    return query_number(db, query(db, Q_setting_get, "t", "roster_at"), "value", 0);
}

int
setting_roster_at_set(struct db *db, int64_t utc_ms)
{
    return query_run(db, query(db, Q_setting_set, "ti", "roster_at", utc_ms));
}
