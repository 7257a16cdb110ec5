/* secret.c: keyed BLAKE2b of a child and its three pictures. */
#include "db/secret.h"

#include "db/day.h"
#include "db/event.h"
#include "db/people.h"
#include "db/query.h"
#include "db/setting.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_LEN = 32 };

/* A child's secret as it is kept. */
struct kept {
    uint8_t hash[HASH_LEN];
    bool by_id; /* made with the row's id, as versions before 29 did: good in this file alone */
};

/* The same for any order of the pictures; the child's number makes equal secrets look different. */
static int
make_hash(struct db *db, uint8_t out[HASH_LEN], int64_t child_id, bool by_id,
    const uint8_t pictures[SECRET_LEN])
{
    struct child child;
    if (!child_get(db, &child, child_id))
        return DB_FAILED;
    const void *who = by_id ? (const void *)&child_id : child.no;
    size_t who_len = by_id ? sizeof child_id : strlen(child.no) + 1;
    uint8_t key[CARD_KEY_BYTES], chosen[SECRET_PICTURES] = {0};
    static const char what[] = "zhaoxi secret 1";
    crypto_generichash_state hash;
    int rc = setting_card_key(db, key);
    if (rc != DB_OK)
        return rc;
    for (int i = 0; i < SECRET_LEN; i++) {
        assert(pictures[i] < SECRET_PICTURES);
        chosen[pictures[i]] = 1;
    }
    if (sodium_init() < 0 || crypto_generichash_init(&hash, key, sizeof key, HASH_LEN) != 0 ||
        crypto_generichash_update(&hash, (const uint8_t *)what, sizeof what) != 0 ||
        crypto_generichash_update(&hash, who, who_len) != 0 ||
        crypto_generichash_update(&hash, chosen, sizeof chosen) != 0 ||
        crypto_generichash_final(&hash, out, HASH_LEN) != 0)
        abort();
    sodium_memzero(key, sizeof key);
    return DB_OK;
}

/* 1 with the stored secret, 0 where there is none, negative on failure. */
static int
stored(struct db *db, struct kept *out, int64_t child_id)
{
    sqlite3_stmt *stmt = query(db, Q_secret_get, "i", child_id);
    int rc = query_step(db, stmt);
    const void *hash = rc > 0 ? query_blob(stmt, "hash", HASH_LEN) : NULL;
    if (hash)
        memcpy(out->hash, hash, HASH_LEN);
    out->by_id = rc > 0 && strcmp(query_text(stmt, "keyed"), "id") == 0;
    sqlite3_reset(stmt);
    return rc;
}

int
secret_state(struct db *db, enum secret_state *out, int64_t child_id, const struct moment *now)
{
    struct home home = {.utc_offset_min = 480};
    struct kept kept;
    int rc = stored(db, &kept, child_id);
    *out = SECRET_NONE;
    if (rc <= 0)
        return rc;
    home_get(db, &home, setting_home(db));
    int64_t begins =
        day_to_utc_ms(day_of(now->utc_ms, home.utc_offset_min), 0, home.utc_offset_min);
    int64_t wrong = query_number(
        db, query(db, Q_secret_wrong_count, "iii", child_id, begins, begins + DAY_MS - 1), "n", -1);
    if (wrong < 0)
        return DB_FAILED;
    *out = wrong < SECRET_TRIES ? SECRET_ASKED : SECRET_SPENT;
    return DB_OK;
}

static int
compare(struct db *db, bool *right, int64_t child_id, const uint8_t pictures[SECRET_LEN],
    const struct moment *now)
{
    struct kept kept;
    uint8_t shown[HASH_LEN];
    enum secret_state state;
    int rc = secret_state(db, &state, child_id, now);
    if (rc != DB_OK)
        return rc;
    if (state != SECRET_ASKED)
        return db_fail(db, DB_REFUSED, "this child's secret is not to be tried now");
    rc = stored(db, &kept, child_id);
    if (rc < 0 || (rc = make_hash(db, shown, child_id, kept.by_id, pictures)) != DB_OK)
        return rc;
    *right = sodium_memcmp(kept.hash, shown, HASH_LEN) == 0;
    struct event event = {.kind = EVENT_SECRET_WRONG,
        .home_id = setting_home(db),
        .child_id = child_id,
        .at = event_judge(db, now)};
    if (*right)
        return kept.by_id ? secret_set(db, child_id, pictures) : DB_OK;
    return event_append(db, &event);
}

int
secret_try(struct db *db, bool *right, int64_t child_id, const uint8_t pictures[SECRET_LEN],
    const struct moment *now)
{
    *right = false;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = compare(db, right, child_id, pictures, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
secret_set(struct db *db, int64_t child_id, const uint8_t pictures[SECRET_LEN])
{
    uint8_t hash[HASH_LEN];
    int rc = make_hash(db, hash, child_id, false, pictures);
    if (rc != DB_OK)
        return rc;
    return query_run(db, query(db, Q_secret_put, "ib", child_id, (const void *)hash, HASH_LEN));
}
