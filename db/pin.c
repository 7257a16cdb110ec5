/* pin.c: Argon2id by libsodium; all that a lock-out needs to know is in the person's events. */
#include "db/pin.h"

#include "db/event.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 120 ms on a core of a small desktop. The stored text carries its own parameters, so what is
 * stored stays readable when these change. */
enum { HASH_PASSES = 11, HASH_BYTES = 32 << 20 };

enum { FIRST_WAIT_MS = 30 * 1000, LONGEST_WAIT_MS = 60 * 60 * 1000, MAY_SET_MS = 60 * 60 * 1000 };

static bool
is_kind(sqlite3_stmt *stmt, enum event_kind kind)
{
    return strcmp(query_text(stmt, "kind"), event_kind_name(kind)) == 0;
}

/* Milliseconds that have certainly passed since the event; *same says whether of the same boot. */
static int64_t
passed_ms(sqlite3_stmt *stmt, const struct moment *now, bool *same)
{
    const void *boot = query_blob(stmt, "boot_id", BOOT_ID_LEN);
    int64_t since = now->mono_ms - query_int(stmt, "mono_ms");
    *same = boot && memcmp(boot, now->boot_id, BOOT_ID_LEN) == 0 && since >= 0;
    return *same ? since : now->mono_ms;
}

/* How many wrong ones in a row, and the milliseconds since the last. */
static int
count_wrong(
    struct db *db, int *wrong, int64_t *since_ms, int64_t staff_id, const struct moment *now)
{
    sqlite3_stmt *stmt = query(db, Q_pin_tried, "i", staff_id);
    int rc;
    *wrong = 0;
    *since_ms = 0;
    while ((rc = query_step(db, stmt)) > 0 && is_kind(stmt, EVENT_PIN_WRONG)) {
        bool same;
        if ((*wrong)++ == 0)
            *since_ms = passed_ms(stmt, now, &same);
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

static int
ask_or_lock(struct db *db, struct pin *out, int64_t staff_id, const struct moment *now)
{
    int wrong;
    int64_t since_ms, wait_ms = FIRST_WAIT_MS;
    int rc = count_wrong(db, &wrong, &since_ms, staff_id, now);
    if (rc != DB_OK)
        return rc;
    *out = (struct pin){.state = PIN_ASKED, .tries = wrong < PIN_TRIES ? PIN_TRIES - wrong : 1};
    if (wrong < PIN_TRIES)
        return DB_OK;
    for (int i = PIN_TRIES; i < wrong && wait_ms < LONGEST_WAIT_MS; i++)
        wait_ms *= 2;
    wait_ms = wait_ms < LONGEST_WAIT_MS ? wait_ms : LONGEST_WAIT_MS;
    if (since_ms < wait_ms)
        *out =
            (struct pin){.state = PIN_LOCKED, .wait_s = (int)((wait_ms - since_ms + 999) / 1000)};
    return DB_OK;
}

/* Nobody has a PIN here: was one allowed a moment ago? */
static int
may_set(struct db *db, struct pin *out, int64_t staff_id, const struct moment *now)
{
    sqlite3_stmt *stmt = query(db, Q_pin_given, "i", staff_id);
    bool same = false;
    int rc = query_step(db, stmt);
    if (rc > 0 && is_kind(stmt, EVENT_PIN_RESET) && passed_ms(stmt, now, &same) < MAY_SET_MS &&
        same)
        out->state = PIN_TO_SET;
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

/* 1 with the stored hash, 0 where there is none, negative on failure. */
static int
stored_hash(struct db *db, char out[crypto_pwhash_STRBYTES], int64_t staff_id)
{
    sqlite3_stmt *stmt = query(db, Q_pin_get, "i", staff_id);
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "hash", out, crypto_pwhash_STRBYTES);
    sqlite3_reset(stmt);
    return rc;
}

int
pin_get(struct db *db, struct pin *out, int64_t staff_id, const struct moment *now)
{
    char hash[crypto_pwhash_STRBYTES] = {0};
    *out = (struct pin){.state = PIN_NONE};
    int rc = stored_hash(db, hash, staff_id);
    if (rc < 0)
        return rc;
    return rc > 0 ? ask_or_lock(db, out, staff_id, now) : may_set(db, out, staff_id, now);
}

/* The Home of the kiosk, or the person's own where none was chosen yet. */
static int
record(struct db *db, enum event_kind kind, const struct staff *staff, const char *payload,
    const struct moment *now)
{
    int64_t home = setting_home(db);
    struct event event = {.kind = kind,
        .home_id = home != 0 ? home : staff->home_id,
        .staff_id = staff->id,
        .at = event_judge(db, now),
        .payload = payload};
    return event_append(db, &event);
}

static int
find_person(struct db *db, struct staff *out, int64_t staff_id)
{
    if (staff_get(db, out, staff_id))
        return DB_OK;
    return db_fail(db, DB_REFUSED, "%s", _("There is no such staff member."));
}

static int
refuse_state(struct db *db, const struct pin *pin)
{
    switch (pin->state) {
    case PIN_NONE:
        return db_fail(
            db, DB_REFUSED, "%s", _("This person has no PIN. A manager lets a new one be set."));
    case PIN_TO_SET:
        return db_fail(
            db, DB_REFUSED, "%s", _("This person sets a new PIN first, at the kiosk, by card."));
    case PIN_LOCKED:
        return db_fail(db, DB_REFUSED,
            _("Too many wrong PINs. The next try is possible in %d seconds."), pin->wait_s);
    case PIN_ASKED:
        break;
    }
    return DB_OK;
}

static int
compare(struct db *db, bool *right, int64_t staff_id, const char *digits, const struct moment *now)
{
    char hash[crypto_pwhash_STRBYTES] = {0};
    struct staff staff;
    struct pin pin;
    int rc = find_person(db, &staff, staff_id);
    if (rc != DB_OK || (rc = pin_get(db, &pin, staff_id, now)) != DB_OK ||
        (rc = refuse_state(db, &pin)) != DB_OK)
        return rc;
    rc = stored_hash(db, hash, staff_id);
    if (rc < 0)
        return rc;
    *right = crypto_pwhash_str_verify(hash, digits, strlen(digits)) == 0;
    return record(db, *right ? EVENT_SIGNED_IN : EVENT_PIN_WRONG, &staff, NULL, now);
}

int
pin_sign_in(
    struct db *db, bool *right, int64_t staff_id, const char *digits, const struct moment *now)
{
    bool good = false;
    *right = false;
    if (sodium_init() < 0)
        abort();
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = compare(db, &good, staff_id, digits, now);
    if (rc != DB_OK) {
        db_rollback(db);
        return rc;
    }
    rc = db_commit(db);
    *right = rc == DB_OK && good;
    return rc;
}

const char *
pin_weakness(const char *digits)
{
    size_t length = strlen(digits);
    if (length < PIN_MIN || length > PIN_MAX || strspn(digits, "0123456789") != length)
        return _("A PIN is 4 to 8 digits.");
    bool equal = true, up = true, down = true;
    for (size_t i = 1; i < length; i++) {
        int step = digits[i] - digits[i - 1];
        equal = equal && step == 0;
        up = up && (step == 1 || step == -9);
        down = down && (step == -1 || step == 9);
    }
    if (equal)
        return _("All digits are the same: too easy to guess.");
    if (up || down)
        return _("The digits are in a row: too easy to guess.");
    return NULL;
}

static int
keep_hash(struct db *db, int64_t staff_id, const char *digits)
{
    char hash[crypto_pwhash_STRBYTES] = {0};
    if (sodium_init() < 0)
        abort();
    if (crypto_pwhash_str_alg(hash, digits, strlen(digits), HASH_PASSES, HASH_BYTES,
            crypto_pwhash_ALG_ARGON2ID13) != 0)
        abort(); /* no memory */
    return query_run(db, query(db, Q_pin_put, "it", staff_id, hash));
}

static int
record_by(struct db *db, enum event_kind kind, const struct staff *staff, int64_t by,
    const struct moment *now)
{
    char payload[48] = "{\"by\":\"installer\"}";
    if (by != PIN_BY_INSTALLER)
        snprintf(payload, sizeof payload, "{\"by\":%" PRId64 "}", by);
    return record(db, kind, staff, payload, now);
}

/* What pin_set and pin_first_manager share, inside a transaction. */
static int
store(struct db *db, int64_t staff_id, int64_t by, const char *digits, const struct moment *now)
{
    struct staff staff;
    const char *weakness = pin_weakness(digits);
    if (weakness)
        return db_fail(db, DB_REFUSED, "%s", weakness);
    int rc = find_person(db, &staff, staff_id);
    if (rc != DB_OK || (rc = keep_hash(db, staff_id, digits)) != DB_OK)
        return rc;
    return record_by(db, EVENT_PIN_SET, &staff, by, now);
}

static int
end(struct db *db, int rc)
{
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int
check_setter(struct db *db, int64_t staff_id, int64_t by, const struct moment *now)
{
    struct pin pin;
    if (by == PIN_BY_INSTALLER)
        return DB_OK;
    int rc = pin_get(db, &pin, staff_id, now);
    if (rc != DB_OK || (by == staff_id && pin.state == PIN_TO_SET))
        return rc;
    return db_fail(db, DB_REFUSED, "%s",
        _("A PIN is set by its owner, after another manager has allowed it."));
}

int
pin_set(struct db *db, int64_t staff_id, int64_t by, const char *digits, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = check_setter(db, staff_id, by, now);
    return end(db, rc == DB_OK ? store(db, staff_id, by, digits, now) : rc);
}

/* Managers who have a PIN, but this one; -1 on failure. */
static int64_t
other_managers(struct db *db, int64_t staff_id)
{
    return query_number(db, query(db, Q_pin_of_managers, "i", staff_id), "n", -1);
}

static int
check_resetter(struct db *db, const struct staff *staff, int64_t by)
{
    struct staff manager;
    if (by == staff->id)
        return db_fail(
            db, DB_REFUSED, "%s", _("Nobody resets their own PIN: ask another manager."));
    if (by != PIN_BY_INSTALLER &&
        (!staff_get(db, &manager, by) || staff_access(manager.role) < ACCESS_MANAGER))
        return db_fail(db, DB_REFUSED, "%s", _("Only a manager resets PINs."));
    if (staff->role != STAFF_MANAGER)
        return DB_OK;
    int64_t others = other_managers(db, staff->id);
    if (others < 0)
        return DB_FAILED;
    if (others > 0)
        return DB_OK;
    return db_fail(db, DB_REFUSED,
        _("No other manager has a PIN. Set a new one: zhaoxi pin set %s"), staff->no);
}

static int
reset(struct db *db, int64_t staff_id, int64_t by, const struct moment *now)
{
    struct staff staff;
    int rc = find_person(db, &staff, staff_id);
    if (rc != DB_OK || (rc = check_resetter(db, &staff, by)) != DB_OK ||
        (rc = query_run(db, query(db, Q_pin_drop, "i", staff_id))) != DB_OK)
        return rc;
    return record_by(db, EVENT_PIN_RESET, &staff, by, now);
}

int
pin_reset(struct db *db, int64_t staff_id, int64_t by, const struct moment *now)
{
    int rc = db_begin(db);
    return rc == DB_OK ? end(db, reset(db, staff_id, by, now)) : rc;
}

bool
pin_has_manager(struct db *db)
{
    return other_managers(db, 0) != 0;
}

static int
check_first(struct db *db, int64_t staff_id)
{
    struct staff staff;
    int rc = find_person(db, &staff, staff_id);
    if (rc != DB_OK)
        return rc;
    if (staff.role != STAFF_MANAGER)
        return db_fail(db, DB_REFUSED, "%s", _("The first PIN is a manager's."));
    if (pin_has_manager(db))
        return db_fail(
            db, DB_REFUSED, "%s", _("A manager has a PIN already and lets others be set."));
    return DB_OK;
}

int
pin_first_manager(struct db *db, int64_t staff_id, const char *digits, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = check_first(db, staff_id);
    return end(db, rc == DB_OK ? store(db, staff_id, staff_id, digits, now) : rc);
}
