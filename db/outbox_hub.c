/* outbox_hub.c: which hub this kiosk is paired with, and its own keys. */
#include "db/outbox.h"

#include "db/change.h"
#include "db/query.h"
#include "db/text.h"

#include <string.h>
#include <strings.h>

bool
outbox_is_setup_code(const char *text)
{
    return strncasecmp(text, "ZXP1", 4) == 0;
}

static bool
copy_blob(sqlite3_stmt *row, const char *column, uint8_t *out, int len)
{
    const void *bytes = query_blob(row, column, len);
    if (bytes)
        memcpy(out, bytes, (size_t)len);
    return bytes;
}

bool
outbox_hub(struct db *db, struct outbox_hub *out)
{
    *out = (struct outbox_hub){0};
    sqlite3_stmt *row = query(db, Q_hub_get, "");
    bool found = query_step(db, row) > 0;
    if (found) {
        query_copy(row, "address", out->address, sizeof out->address);
        query_copy(row, "name", out->name, sizeof out->name);
        query_copy(row, "tls", out->tls, sizeof out->tls);
        found = copy_blob(row, "hub_key", out->hub_key, OUTBOX_KEY_LEN) &&
                copy_blob(row, "kiosk", out->kiosk, OUTBOX_KIOSK_LEN) &&
                copy_blob(row, "secret", out->secret, OUTBOX_SECRET_LEN);
        out->has_next = copy_blob(row, "next_secret", out->next_secret, OUTBOX_SECRET_LEN);
        out->paired_at = query_int(row, "paired_at");
        out->rekeyed_at = query_int(row, "rekeyed_at");
    }
    sqlite3_reset(row);
    return found;
}

static int
put(struct db *db, const struct outbox_hub *hub)
{
    return query_run(
        db, query(db, Q_hub_put, "ttbtbbii", hub->address, hub->name, (const void *)hub->hub_key,
                OUTBOX_KEY_LEN, hub->tls, (const void *)hub->kiosk, OUTBOX_KIOSK_LEN,
                (const void *)hub->secret, OUTBOX_SECRET_LEN, hub->paired_at, hub->paired_at));
}

/* Whoever knows nothing of this kiosk gets all from the beginning. */
static int
begin_anew(struct db *db)
{
    int rc = query_run(db, query(db, Q_outbox_mark_anew, ""));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_outbox_boots_forget, ""));
    return rc == DB_OK ? change_begin_anew(db) : rc;
}

int
outbox_pair(struct db *db, const struct outbox_hub *hub)
{
    struct outbox_hub last;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    bool same = outbox_hub(db, &last) && memcmp(last.hub_key, hub->hub_key, OUTBOX_KEY_LEN) == 0 &&
                memcmp(last.kiosk, hub->kiosk, OUTBOX_KIOSK_LEN) == 0;
    rc = same ? DB_OK : begin_anew(db);
    if (rc == DB_OK)
        rc = put(db, hub);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
outbox_forget(struct db *db)
{
    return query_run(db, query(db, Q_hub_forget, ""));
}

int
outbox_next_key(struct db *db, const uint8_t secret[OUTBOX_SECRET_LEN])
{
    return query_run(
        db, query(db, Q_hub_next_key, "b", (const void *)secret, (int)OUTBOX_SECRET_LEN));
}

int
outbox_next_key_holds(struct db *db, int64_t utc_ms)
{
    return query_run(db, query(db, Q_hub_next_key_holds, "i", utc_ms));
}

int
outbox_tls_set(struct db *db, const char *tls)
{
    if (strlen(tls) >= OUTBOX_TLS)
        return db_fail(db, DB_REFUSED, "%s", _("The hub names too many certificates."));
    return query_run(db, query(db, Q_hub_tls, "t", tls));
}
