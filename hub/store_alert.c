/* store_alert.c: what staff must look at, and what was refused, with its reason. */
#include "hub/store_inside.h"

#include <sodium.h>

int
store_alert_add(struct store *store, const struct store_alert *a)
{
    return store_run(store, NULL, S_alert_add, "ttkiiti", a->home, a->kind, a->kiosk, STORE_KIOSK,
        a->seq, store_number(), a->text, a->raised_ms);
}

int
store_alert_each(struct store *store, const char *region, bool open_alone,
    int (*each)(const struct store_alert *, void *), void *payload)
{
    struct answer row;
    int rc = store_ask(store, &row, S_alert_each, "ti", region, (int64_t)open_alone), stop = 0;
    if (rc != DB_OK)
        return rc;
    while (!stop && (rc = store_next(&row)) > 0) {
        struct store_alert alert = {.id = store_int(&row, "id"),
            .seq = store_int(&row, "seq"),
            .raised_ms = store_int(&row, "raised_ms"),
            .done_ms = store_int(&row, "done_ms")};
        store_copy(&row, "home", alert.home, sizeof alert.home);
        store_copy(&row, "kind", alert.kind, sizeof alert.kind);
        store_bytes(&row, "kiosk", alert.kiosk, STORE_KIOSK);
        store_copy(&row, "detail", alert.text, sizeof alert.text);
        store_copy(&row, "done_by", alert.done_by, sizeof alert.done_by);
        stop = each(&alert, payload);
    }
    store_end(&row);
    return stop ? stop : rc;
}

int
store_alert_done(struct store *store, int64_t id, const char *by, int64_t now_ms)
{
    int changed = 0;
    int rc = store_run(store, &changed, S_alert_done, "iit", id, now_ms, by);
    if (rc == DB_OK && changed == 0)
        rc = store_fail(store, DB_REFUSED, "this alert is done already");
    return rc;
}

int
store_quarantine_add(struct store *store, const struct store_quarantine *q)
{
    uint8_t digest[STORE_ID];
    crypto_generichash(digest, sizeof digest, q->raw, q->len, NULL, 0);
    return store_run(store, NULL, S_quarantine_add, "tkikitbi", q->home, q->kiosk, STORE_KIOSK,
        q->seq, digest, STORE_ID, store_number(), q->reason, q->raw, q->len, q->arrived_ms);
}

int64_t
store_quarantine_count(struct store *store, const char *home, const uint8_t kiosk[STORE_KIOSK])
{
    struct answer row;
    int64_t count = -1;
    if (store_ask(store, &row, S_quarantine_count, "tk", home, kiosk, STORE_KIOSK) != DB_OK)
        return -1;
    if (store_next(&row) > 0)
        count = store_int(&row, "n");
    store_end(&row);
    return count;
}

int
store_quarantine_each(struct store *store, const char *region,
    int (*each)(const struct store_quarantine *, void *), void *payload)
{
    struct answer row;
    int rc = store_ask(store, &row, S_quarantine_each, "t", region), stop = 0;
    if (rc != DB_OK)
        return rc;
    while (!stop && (rc = store_next(&row)) > 0) {
        struct store_quarantine item = {.id = store_int(&row, "id"),
            .seq = store_int(&row, "seq"),
            .arrived_ms = store_int(&row, "arrived_ms")};
        store_copy(&row, "home", item.home, sizeof item.home);
        store_bytes(&row, "kiosk", item.kiosk, STORE_KIOSK);
        store_copy(&row, "reason", item.reason, sizeof item.reason);
        item.raw = row.engine->ops->bytes(&row, "raw", &item.len);
        stop = each(&item, payload);
    }
    store_end(&row);
    return stop ? stop : rc;
}
