/* store_people.c: accounts, their sessions, set-up codes, the record, and the hub's settings. */
#include "hub/store_inside.h"

#include <string.h>

int
store_account_put(struct store *store, const struct store_account *a)
{
    return store_run(store, NULL, S_account_put, "ttttttiiii", a->name, a->shown, a->role,
        a->region, a->home, a->password, a->made_ms, a->ended_ms, (int64_t)a->failures,
        a->failed_ms);
}

static void
read_account(struct answer *row, struct store_account *out)
{
    *out = (struct store_account){.made_ms = store_int(row, "made_ms"),
        .ended_ms = store_int(row, "ended_ms"),
        .failures = (int)store_int(row, "failures"),
        .failed_ms = store_int(row, "failed_ms")};
    store_copy(row, "name", out->name, sizeof out->name);
    store_copy(row, "shown", out->shown, sizeof out->shown);
    store_copy(row, "role", out->role, sizeof out->role);
    store_copy(row, "region", out->region, sizeof out->region);
    store_copy(row, "home", out->home, sizeof out->home);
    store_copy(row, "password", out->password, sizeof out->password);
}

int
store_account_get(struct store *store, struct store_account *out, const char *name)
{
    struct answer row;
    *out = (struct store_account){0};
    int rc = store_ask(store, &row, S_account_get, "t", name);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0)
        read_account(&row, out);
    store_end(&row);
    if (rc == 0)
        return store_fail(store, DB_REFUSED, "no account has this name");
    return rc < 0 ? rc : DB_OK;
}

int
store_account_each(
    struct store *store, int (*each)(const struct store_account *, void *), void *payload)
{
    struct answer row;
    int rc = store_ask(store, &row, S_account_each, ""), stop = 0;
    if (rc != DB_OK)
        return rc;
    while (!stop && (rc = store_next(&row)) > 0) {
        struct store_account account;
        read_account(&row, &account);
        stop = each(&account, payload);
    }
    store_end(&row);
    return stop ? stop : rc;
}

int
store_session_put(struct store *store, const struct store_session *session)
{
    return store_run(store, NULL, S_session_put, "kti", session->token, STORE_TOKEN,
        session->account, session->until_ms);
}

int
store_session_get(struct store *store, struct store_session *out, const uint8_t token[STORE_TOKEN],
    int64_t now_ms)
{
    struct answer row;
    *out = (struct store_session){0};
    int rc = store_ask(store, &row, S_session_get, "ki", token, STORE_TOKEN, now_ms);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0) {
        memcpy(out->token, token, STORE_TOKEN);
        store_copy(&row, "account", out->account, sizeof out->account);
        out->until_ms = store_int(&row, "until_ms");
    }
    store_end(&row);
    if (rc == 0)
        return store_fail(store, DB_REFUSED, "no such session holds");
    return rc < 0 ? rc : DB_OK;
}

int
store_session_drop(struct store *store, const uint8_t token[STORE_TOKEN])
{
    return store_run(store, NULL, S_session_drop, "k", token, STORE_TOKEN);
}

int
store_session_drop_all(struct store *store, const char *account)
{
    return store_run(store, NULL, S_session_drop_all, "t", account);
}

int
store_pairing_put(struct store *store, const struct store_pairing *p)
{
    return store_run(store, NULL, S_pairing_put, "kkttti", p->id, STORE_SETUP, p->secret,
        STORE_SECRET, p->home, p->name, p->by, p->until_ms);
}

/* The row goes as it is read: whoever gets it was the only one. */
int
store_pairing_take(
    struct store *store, struct store_pairing *out, const uint8_t id[STORE_SETUP], int64_t now_ms)
{
    struct answer row;
    int more = 0;
    *out = (struct store_pairing){0};
    int rc = store_ask(store, &row, S_pairing_take, "ki", id, STORE_SETUP, now_ms);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0) {
        memcpy(out->id, id, STORE_SETUP);
        store_bytes(&row, "secret", out->secret, STORE_SECRET);
        store_copy(&row, "home", out->home, sizeof out->home);
        store_copy(&row, "name", out->name, sizeof out->name);
        store_copy(&row, "made_by", out->by, sizeof out->by);
        out->until_ms = store_int(&row, "until_ms");
        more = store_next(&row);
    }
    store_end(&row);
    if (rc == 0)
        return store_fail(store, DB_REFUSED, "this set-up code is used, too old, or none");
    return rc < 0 ? rc : more;
}

int
store_audit_add(struct store *store, const struct store_audit *a)
{
    return store_run(store, NULL, S_audit_add, "iittttt", a->at_ms, store_number(), a->account,
        a->home, a->what, a->text, a->from);
}

int
store_audit_each(struct store *store, int64_t before_ms, int most,
    int (*each)(const struct store_audit *, void *), void *payload)
{
    struct answer row;
    int rc = store_ask(store, &row, S_audit_each, "ii", before_ms, (int64_t)most), stop = 0;
    if (rc != DB_OK)
        return rc;
    while (!stop && (rc = store_next(&row)) > 0) {
        struct store_audit audit = {.at_ms = store_int(&row, "at_ms")};
        store_copy(&row, "account", audit.account, sizeof audit.account);
        store_copy(&row, "home", audit.home, sizeof audit.home);
        store_copy(&row, "what", audit.what, sizeof audit.what);
        store_copy(&row, "detail", audit.text, sizeof audit.text);
        store_copy(&row, "address", audit.from, sizeof audit.from);
        stop = each(&audit, payload);
    }
    store_end(&row);
    return stop ? stop : rc;
}

int
store_setting_get(struct store *store, const char *key, void *out, size_t size, size_t *len)
{
    struct answer row;
    *len = 0;
    int rc = store_ask(store, &row, S_setting_get, "t", key);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0) {
        const void *bytes = row.engine->ops->bytes(&row, "value", len);
        if (bytes)
            memcpy(out, bytes, *len < size ? *len : size);
    }
    store_end(&row);
    if (rc == 0)
        return store_fail(store, DB_REFUSED, "there is no setting %s", key);
    return rc < 0 ? rc : DB_OK;
}

int
store_setting_agree(struct store *store, const char *key, void *value, size_t len)
{
    size_t has = 0;
    int rc = store_run(store, NULL, S_setting_agree, "tb", key, value, len);
    if (rc == DB_OK)
        rc = store_setting_get(store, key, value, len, &has);
    if (rc == DB_OK && has != len)
        rc = store_fail(store, DB_REFUSED, "setting %s has another length", key);
    return rc;
}

int
store_setting_set(struct store *store, const char *key, const void *value, size_t len)
{
    return store_run(store, NULL, S_setting_set, "tb", key, value, len);
}
