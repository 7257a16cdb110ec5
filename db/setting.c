/* setting.c: named values of this kiosk. */
#include "db/setting.h"

#include "db/query.h"
#include "db/text.h"

#include <stdlib.h>
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

int
setting_volume(struct db *db)
{
    int64_t percent =
        query_number(db, query(db, Q_setting_get, "t", "volume"), "value", VOLUME_AT_FIRST);
    return percent < 0 ? 0 : percent > 100 ? 100 : (int)percent;
}

int
setting_volume_set(struct db *db, int percent)
{
    if (percent < 0 || percent > 100)
        return db_fail(db, DB_REFUSED, "%s", _("The volume is a number from 0 to 100."));
    return query_run(db, query(db, Q_setting_set, "td", "volume", percent));
}

void
setting_quiet(struct db *db, char out[QUIET_TEXT])
{
    sqlite3_stmt *stmt = query(db, Q_setting_get, "t", "quiet");
    out[0] = '\0';
    if (query_step(db, stmt) > 0)
        query_copy(stmt, "value", out, QUIET_TEXT);
    sqlite3_reset(stmt);
}

int
setting_quiet_set(struct db *db, const char *text)
{
    struct quiet quiet;
    char why[QUIET_WHY];
    if (!quiet_parse(&quiet, text, why))
        return db_fail(db, DB_REFUSED, "%s", why);
    return query_run(db, query(db, Q_setting_set, "tt", "quiet", text));
}

void
setting_rooms(struct db *db, char out[ROOMS_TEXT])
{
    sqlite3_stmt *stmt = query(db, Q_setting_get, "t", "rooms");
    out[0] = '\0';
    if (query_step(db, stmt) > 0)
        query_copy(stmt, "value", out, ROOMS_TEXT);
    sqlite3_reset(stmt);
}

int
setting_rooms_set(struct db *db, const char *text)
{
    return query_run(db, query(db, Q_setting_set, "tt", "rooms", text));
}

int64_t
setting_bell_ms(struct db *db)
{
    return query_number(db, query(db, Q_setting_get, "t", "bell_ms"), "value", 0);
}

int
setting_bell_ms_set(struct db *db, int64_t ms)
{
    if (llabs(ms) > BELL_MOST_MS)
        return db_fail(db, DB_REFUSED, "%s",
            _("The bell is more than ten minutes off: set the clock instead."));
    return query_run(db, query(db, Q_setting_set, "ti", "bell_ms", ms));
}

int64_t
setting_sound_test(struct db *db)
{
    return query_number(db, query(db, Q_setting_get, "t", "sound_test"), "value", 0);
}

int
setting_sound_test_set(struct db *db, int64_t utc_ms)
{
    return query_run(db, query(db, Q_setting_set, "ti", "sound_test", utc_ms));
}

void
setting_language(struct db *db, char out[4])
{
    sqlite3_stmt *stmt = query(db, Q_setting_get, "t", "language");
    out[0] = '\0';
    if (query_step(db, stmt) > 0)
        query_copy(stmt, "value", out, 4);
    sqlite3_reset(stmt);
}

int
setting_language_set(struct db *db, const char *language)
{
    return query_run(db, query(db, Q_setting_set, "tt", "language", language));
}

int
setting_setup(struct db *db)
{
    return (int)query_number(db, query(db, Q_setting_get, "t", "setup"), "value", 0);
}

int
setting_setup_set(struct db *db, int step)
{
    return query_run(db, query(db, Q_setting_set, "td", "setup", step));
}
