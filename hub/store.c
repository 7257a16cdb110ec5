/* store.c: opens a store by its URL, its transactions, its statements; Homes and kiosks. */
#include "hub/store.h"

#include "hub/store_inside.h"

#include <assert.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct statement_text statement_texts[STATEMENT_COUNT] = {
#define X(name, sql) [S_##name] = {#name, sql},
#include "store.inc"
#undef X
};

__attribute__((format(printf, 3, 0))) static int
vfail(struct engine *engine, int error, const char *format, va_list args)
{
    vsnprintf(engine->why, sizeof engine->why, format, args);
    return error;
}

int
engine_fail(struct engine *engine, int error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfail(engine, error, format, args);
    va_end(args);
    return error;
}

int
store_fail(struct store *store, int error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfail(store->engine, error, format, args);
    va_end(args);
    return error;
}

static const struct engine_ops *
engine_of(const char *url)
{
    bool postgres = strncmp(url, "postgresql://", 13) == 0 || strncmp(url, "postgres://", 11) == 0;
    return postgres ? &engine_postgres : &engine_sqlite;
}

int
store_open(struct store **out, const char *url)
{
    if (sodium_init() < 0)
        abort();
    struct store *store = calloc(1, sizeof *store);
    *out = store;
    if (!store)
        abort();
    return engine_of(url)->open(&store->engine, url);
}

void
store_close(struct store *store)
{
    if (!store)
        return;
    store->engine->ops->close(store->engine);
    free(store);
}

const char *
store_why(const struct store *store)
{
    return store->engine->why;
}

int
store_begin(struct store *store)
{
    if (store->depth == 0) {
        int rc = store->engine->ops->begin(store->engine);
        if (rc != DB_OK)
            return rc;
        store->doomed = false;
    }
    store->depth++;
    return DB_OK;
}

int
store_commit(struct store *store)
{
    assert(store->depth > 0);
    if (store->depth > 1) {
        store->depth--;
        return DB_OK;
    }
    int rc = store->doomed ? DB_REFUSED : store->engine->ops->commit(store->engine);
    if (rc != DB_OK) {
        store_rollback(store);
        return rc;
    }
    store->depth = 0;
    return DB_OK;
}

void
store_rollback(struct store *store)
{
    assert(store->depth > 0);
    store->doomed = true;
    if (--store->depth == 0)
        store->engine->ops->rollback(store->engine);
}

enum { VALUES_MOST = 12 };

/* A text that was cut to fit may end in the middle of a character, which PostgreSQL takes for no
 * text: then that character goes wholly. */
static size_t
whole_len(const char *text)
{
    size_t len = strlen(text), back = 1;
    while (back < 4 && back < len && ((unsigned char)text[len - back] & 0xc0) == 0x80)
        back++;
    unsigned char first = len ? (unsigned char)text[len - back] : 0;
    size_t wants = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    return wants > back ? len - back : len;
}

static int
take_values(struct value values[VALUES_MOST], const char *types, va_list args)
{
    int count = 0;
    for (; types[count]; count++) {
        struct value *v = &values[count];
        assert(count < VALUES_MOST);
        *v = (struct value){.type = VALUE_BYTES};
        if (types[count] == 'i') {
            v->type = VALUE_INT;
            v->number = va_arg(args, int64_t);
        } else if (types[count] == 't') {
            v->type = VALUE_TEXT;
            v->bytes = va_arg(args, const char *);
            v->len = v->bytes ? whole_len(v->bytes) : 0;
        } else {
            v->bytes = va_arg(args, const void *);
            v->len = types[count] == 'k' ? (size_t)va_arg(args, int) : va_arg(args, size_t);
        }
    }
    return count;
}

static int
ask(struct store *store, struct answer *out, enum statement statement, const char *types,
    va_list args)
{
    struct value values[VALUES_MOST];
    *out = (struct answer){.engine = store->engine};
    int count = take_values(values, types, args);
    return store->engine->ops->ask(store->engine, out, statement, values, count);
}

int
store_ask(struct store *store, struct answer *out, enum statement statement, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    int rc = ask(store, out, statement, types, args);
    va_end(args);
    return rc;
}

int
store_next(struct answer *answer)
{
    return answer->engine->ops->next(answer);
}

void
store_end(struct answer *answer)
{
    answer->engine->ops->end(answer);
}

int
store_run(struct store *store, int *changes, enum statement statement, const char *types, ...)
{
    struct answer answer;
    va_list args;
    va_start(args, types);
    int rc = ask(store, &answer, statement, types, args);
    va_end(args);
    if (rc != DB_OK)
        return rc;
    while ((rc = store_next(&answer)) > 0)
        ;
    if (rc == DB_OK && changes)
        *changes = answer.engine->ops->changes(&answer);
    store_end(&answer);
    return rc;
}

int64_t
store_int(struct answer *row, const char *column)
{
    return row->engine->ops->number(row, column);
}

const char *
store_text(struct answer *row, const char *column)
{
    size_t len;
    const char *text = row->engine->ops->bytes(row, column, &len);
    return text ? text : "";
}

void
store_copy(struct answer *row, const char *column, char *out, size_t size)
{
    snprintf(out, size, "%s", store_text(row, column));
}

void
store_bytes(struct answer *row, const char *column, void *out, size_t len)
{
    size_t has;
    const void *bytes = row->engine->ops->bytes(row, column, &has);
    if (bytes && has == len)
        memcpy(out, bytes, len);
    else
        memset(out, 0, len);
}

int64_t
store_number(void)
{
    int64_t number;
    randombytes_buf(&number, sizeof number);
    return number & INT64_MAX;
}

int
store_home_put(struct store *store, const struct store_home *home)
{
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    rc = store_run(store, NULL, S_home_put, "ttt", home->code, home->region, home->name);
    if (rc == DB_OK)
        rc = store_run(store, NULL, S_home_log_add, "t", home->code);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

static void
read_home(struct answer *row, struct store_home *out)
{
    *out = (struct store_home){.pos = store_int(row, "pos")};
    store_copy(row, "code", out->code, sizeof out->code);
    store_copy(row, "region", out->region, sizeof out->region);
    store_copy(row, "name", out->name, sizeof out->name);
}

int
store_home_get(struct store *store, struct store_home *out, const char *code)
{
    struct answer row;
    *out = (struct store_home){0};
    int rc = store_ask(store, &row, S_home_get, "t", code);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0)
        read_home(&row, out);
    store_end(&row);
    if (rc == 0)
        return store_fail(store, DB_REFUSED, "there is no Home %s", code);
    return rc < 0 ? rc : DB_OK;
}

int
store_home_each(struct store *store, const char *region,
    int (*each)(const struct store_home *, void *), void *payload)
{
    struct answer row;
    int rc = store_ask(store, &row, S_home_each, "t", region), stop = 0;
    if (rc != DB_OK)
        return rc;
    while (!stop && (rc = store_next(&row)) > 0) {
        struct store_home home;
        read_home(&row, &home);
        stop = each(&home, payload);
    }
    store_end(&row);
    return stop ? stop : rc;
}

static int
add_kiosk(struct store *store, const struct store_kiosk *k)
{
    int added = 0;
    int rc = store_run(store, NULL, S_home_add, "t", k->home);
    if (rc == DB_OK)
        rc = store_run(store, NULL, S_home_log_add, "t", k->home);
    if (rc == DB_OK)
        rc = store_run(store, &added, S_kiosk_add, "kttkki", k->id, STORE_KIOSK, k->home, k->name,
            k->key, STORE_KEY, k->old_key, STORE_KEY, k->paired_ms);
    if (rc == DB_OK && added == 0)
        rc = store_fail(store, DB_REFUSED, "a kiosk of this id is paired already");
    if (rc == DB_OK)
        rc = store_run(store, NULL, S_kiosk_key_add, "kik", k->id, STORE_KIOSK, k->paired_ms,
            k->key, STORE_KEY);
    if (rc == DB_OK)
        rc = store_run(store, NULL, S_branch_add, "tkiiiii", k->home, k->id, STORE_KIOSK,
            (int64_t)0, (int64_t)-1, (int64_t)1, (int64_t)0, k->paired_ms);
    return rc;
}

int
store_kiosk_add(struct store *store, const struct store_kiosk *kiosk)
{
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    rc = add_kiosk(store, kiosk);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

static void
read_kiosk(struct answer *row, struct store_kiosk *out)
{
    *out = (struct store_kiosk){.paired_ms = store_int(row, "paired_ms"),
        .revoked_ms = store_int(row, "revoked_ms"),
        .branch = (int)store_int(row, "branch"),
        .upto = store_int(row, "upto"),
        .seen_ms = store_int(row, "seen_ms"),
        .clock_error_ms = store_int(row, "clock_error_ms"),
        .backlog = store_int(row, "backlog")};
    store_bytes(row, "id", out->id, STORE_KIOSK);
    store_bytes(row, "key", out->key, STORE_KEY);
    store_bytes(row, "old_key", out->old_key, STORE_KEY);
    store_copy(row, "home", out->home, sizeof out->home);
    store_copy(row, "name", out->name, sizeof out->name);
    store_copy(row, "why", out->why, sizeof out->why);
    store_copy(row, "version", out->version, sizeof out->version);
}

int
store_kiosk_get(struct store *store, struct store_kiosk *out, const uint8_t id[STORE_KIOSK])
{
    struct answer row;
    *out = (struct store_kiosk){0};
    int rc = store_ask(store, &row, S_kiosk_get, "k", id, STORE_KIOSK);
    if (rc != DB_OK)
        return rc;
    rc = store_next(&row);
    if (rc > 0)
        read_kiosk(&row, out);
    store_end(&row);
    if (rc == 0)
        return store_fail(store, DB_REFUSED, "no such kiosk is paired");
    return rc < 0 ? rc : DB_OK;
}

int
store_kiosk_each(struct store *store, const char *region,
    int (*each)(const struct store_kiosk *, void *), void *payload)
{
    struct answer row;
    int rc = store_ask(store, &row, S_kiosk_each, "t", region), stop = 0;
    if (rc != DB_OK)
        return rc;
    while (!stop && (rc = store_next(&row)) > 0) {
        struct store_kiosk kiosk;
        read_kiosk(&row, &kiosk);
        stop = each(&kiosk, payload);
    }
    store_end(&row);
    return stop ? stop : rc;
}

int
store_kiosk_revoke(
    struct store *store, const uint8_t id[STORE_KIOSK], int64_t now_ms, const char *why)
{
    int changed = 0;
    int rc = store_run(store, &changed, S_kiosk_revoke, "kit", id, STORE_KIOSK, now_ms, why);
    if (rc == DB_OK && changed == 0)
        rc = store_fail(store, DB_REFUSED, "no such kiosk is paired, or it is revoked already");
    return rc;
}

static int
rekey(struct store *store, const uint8_t id[STORE_KIOSK], const uint8_t key[STORE_KEY],
    int64_t now_ms)
{
    struct store_kiosk kiosk;
    int rc = store_kiosk_get(store, &kiosk, id);
    if (rc == DB_OK && kiosk.revoked_ms)
        rc = store_fail(store, DB_REFUSED, "the kiosk is revoked");
    if (rc == DB_OK)
        rc = store_run(store, NULL, S_kiosk_rekey, "kk", id, STORE_KIOSK, key, STORE_KEY);
    if (rc == DB_OK)
        rc =
            store_run(store, NULL, S_kiosk_key_add, "kik", id, STORE_KIOSK, now_ms, key, STORE_KEY);
    return rc;
}

int
store_kiosk_rekey(struct store *store, const uint8_t id[STORE_KIOSK], const uint8_t key[STORE_KEY],
    int64_t now_ms)
{
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    rc = rekey(store, id, key, now_ms);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

int
store_kiosk_again(struct store *store, const uint8_t id[STORE_KIOSK], const uint8_t key[STORE_KEY],
    const char *name, int64_t now_ms)
{
    int changed = 0;
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    /* A key that was revoked is not kept as the one before. */
    rc = store_run(store, &changed, S_kiosk_again, "kkt", id, STORE_KIOSK, key, STORE_KEY, name);
    if (rc == DB_OK && changed == 0)
        rc = store_fail(store, DB_REFUSED, "no such kiosk is paired");
    if (rc == DB_OK)
        rc =
            store_run(store, NULL, S_kiosk_key_add, "kik", id, STORE_KIOSK, now_ms, key, STORE_KEY);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

int
store_kiosk_seen(struct store *store, const struct store_kiosk *k)
{
    return store_run(store, NULL, S_kiosk_seen, "tkiiit", k->home, k->id, STORE_KIOSK, k->seen_ms,
        k->clock_error_ms, k->backlog, k->version);
}
