#include "hub/account.h"

#include "hub/text.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As the PINs of staff: 120 ms on a core of a small desktop. */
enum { HASH_PASSES = 11, HASH_BYTES = 32 << 20, COOKIE_BYTES = 32 };

enum { FIRST_WAIT_MS = 30 * 1000, LONGEST_WAIT_MS = 60 * 60 * 1000 };

/* Of no password: what is hashed against where there is no such account. */
static const char nobodys[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=32768,t=11,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static const char *const roles[ACCOUNT_ROLE_COUNT] = {
#define X(id, name) [id] = name,
    ACCOUNT_ROLES(X)
#undef X
};

const char *
account_role_name(enum account_role role)
{
    return roles[role];
}

int
account_role_parse(const char *text)
{
    for (int i = 0; i < ACCOUNT_ROLE_COUNT; i++)
        if (strcmp(text, roles[i]) == 0)
            return i;
    return -1;
}

bool
account_sees_names(const struct account *account)
{
    return account->role >= ACCOUNT_SOCIAL_WORKER;
}

bool
account_sees(const struct account *account, const char *code, const char *region)
{
    return region_holds(account->region, region) &&
           (!account->home[0] || strcmp(account->home, code) == 0);
}

const char *
password_weakness(const char *password, const char *name)
{
    size_t size = strlen(password);
    if (size < PASSWORD_LEAST)
        return _("A password has 10 characters at least. Three or four words are good.");
    if (size > PASSWORD_MOST)
        return _("This password is too long.");
    if (name[0] && strcasestr(password, name))
        return _("The password must not contain the name of the account.");
    bool differs = false;
    for (size_t i = 2; i < size; i++)
        differs |= password[i] != password[i % 2];
    return differs ? NULL : _("This password is too simple. Three or four words are good.");
}

/* How long it waits after so many failures in a row. */
static int64_t
wait_ms(int failures)
{
    int64_t wait = FIRST_WAIT_MS;
    if (failures < ACCOUNT_TRIES)
        return 0;
    for (int i = ACCOUNT_TRIES; i < failures && wait < LONGEST_WAIT_MS; i++)
        wait *= 2;
    return wait < LONGEST_WAIT_MS ? wait : LONGEST_WAIT_MS;
}

static void
session_id(uint8_t out[STORE_TOKEN], const uint8_t cookie[COOKIE_BYTES])
{
    if (crypto_generichash(out, STORE_TOKEN, cookie, COOKIE_BYTES, NULL, 0) != 0)
        abort();
}

static int
open_session(struct store *store, const char *name, int64_t now_ms, char cookie[ACCOUNT_TOKEN])
{
    uint8_t secret[COOKIE_BYTES];
    struct store_session session = {.until_ms = now_ms + SESSION_HOURS * INT64_C(3600000)};
    randombytes_buf(secret, sizeof secret);
    sodium_bin2hex(cookie, ACCOUNT_TOKEN, secret, sizeof secret);
    session_id(session.token, secret);
    sodium_memzero(secret, sizeof secret);
    snprintf(session.account, sizeof session.account, "%s", name);
    return store_session_put(store, &session);
}

/* Notes how it went, on what the account is by now. */
static int
note(struct store *store, const char *name, bool right, int64_t now_ms)
{
    struct store_account account;
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    rc = store_account_get(store, &account, name);
    if (rc == DB_OK && (!right || account.failures)) {
        account.failures = right ? 0 : account.failures + 1;
        account.failed_ms = right ? account.failed_ms : now_ms;
        rc = store_account_put(store, &account);
    }
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

int
account_sign_in(struct store *store, struct throttle *throttle, const struct sign_in_ask *ask,
    char cookie[ACCOUNT_TOKEN], int *wait_s)
{
    struct store_account account = {0};
    *wait_s = throttle_wait_s(throttle, ask->peer, ask->mono_ms);
    if (*wait_s)
        return SIGN_IN_WAIT;
    int rc = store_account_get(store, &account, ask->name);
    if (rc == DB_FAILED)
        return rc;
    bool known = rc == DB_OK && account.ended_ms == 0;
    int64_t until = account.failed_ms + wait_ms(account.failures);
    if (known && ask->now_ms < until && ask->now_ms >= account.failed_ms) {
        *wait_s = (int)((until - ask->now_ms + 999) / 1000);
        return SIGN_IN_WAIT;
    }
    bool right = crypto_pwhash_str_verify(known ? account.password : nobodys, ask->password,
                     strlen(ask->password)) == 0 &&
                 known;
    if (!right)
        throttle_failed(throttle, ask->peer, ask->mono_ms);
    if (known && note(store, ask->name, right, ask->now_ms) != DB_OK)
        return DB_FAILED;
    if (!right)
        return SIGN_IN_WRONG;
    return open_session(store, account.name, ask->now_ms, cookie) == DB_OK ? SIGN_IN_DONE
                                                                           : DB_FAILED;
}

/* Keyed by the cookie, which the page itself never shows. */
static void
form_token(char out[ACCOUNT_TOKEN], const uint8_t cookie[COOKIE_BYTES])
{
    uint8_t digest[32];
    static const uint8_t form[] = "form";
    if (crypto_generichash(digest, sizeof digest, form, 4, cookie, COOKIE_BYTES) != 0)
        abort();
    sodium_bin2hex(out, ACCOUNT_TOKEN, digest, sizeof digest);
}

bool
account_of_cookie(struct store *store, struct account *out, const char *cookie, int64_t now_ms)
{
    uint8_t secret[COOKIE_BYTES];
    size_t size;
    struct store_session session;
    struct store_account account;
    *out = (struct account){0};
    if (strlen(cookie) != ACCOUNT_TOKEN - 1 ||
        sodium_hex2bin(secret, sizeof secret, cookie, ACCOUNT_TOKEN - 1, NULL, &size, NULL) != 0 ||
        size != COOKIE_BYTES)
        return false;
    session_id(out->session, secret);
    if (store_session_get(store, &session, out->session, now_ms) != DB_OK ||
        store_account_get(store, &account, session.account) != DB_OK || account.ended_ms)
        return false;
    int role = account_role_parse(account.role);
    if (role < 0)
        return false;
    form_token(out->token, secret);
    snprintf(out->name, sizeof out->name, "%s", account.name);
    snprintf(out->shown, sizeof out->shown, "%s", account.shown);
    out->role = (enum account_role)role;
    snprintf(out->region, sizeof out->region, "%s", account.region);
    snprintf(out->home, sizeof out->home, "%.*s", (int)sizeof out->home - 1, account.home);
    return true;
}

static int
set_password(struct store_account *account, const char *password, char why[ACCOUNT_WHY])
{
    const char *weakness = password_weakness(password, account->name);
    if (weakness) {
        snprintf(why, ACCOUNT_WHY, "%s", weakness);
        return DB_REFUSED;
    }
    if (crypto_pwhash_str_alg(account->password, password, strlen(password), HASH_PASSES,
            HASH_BYTES, crypto_pwhash_ALG_ARGON2ID13) != 0)
        abort();
    account->failures = 0;
    return DB_OK;
}

static int
check(const struct store_account *account, bool known, const char *password, char why[ACCOUNT_WHY])
{
    const char *what = NULL;
    if (!account->name[0] || strpbrk(account->name, " \t\r\n"))
        what = _("Name the account with letters and digits, without spaces.");
    else if (account_role_parse(account->role) < 0)
        what = _("The role is viewer, social_worker or manager.");
    else if (!region_is(account->region))
        what = _("A region is a code of 2, 4, 6, 9 or 12 digits, or nothing for all.");
    else if (!known && !password[0])
        what = _("A new account needs a password.");
    if (what)
        snprintf(why, ACCOUNT_WHY, "%s", what);
    return what ? DB_REFUSED : DB_OK;
}

int
account_save(struct store *store, const struct store_account *account, const char *password,
    int64_t now_ms, char why[ACCOUNT_WHY])
{
    struct store_account old = {0}, new = *account;
    why[0] = '\0';
    int rc = store_account_get(store, &old, account->name);
    if (rc == DB_FAILED)
        return rc;
    bool known = rc == DB_OK;
    memcpy(new.password, old.password, sizeof new.password);
    new.made_ms = known ? old.made_ms : now_ms;
    new.ended_ms = 0;
    new.failures = old.failures;
    new.failed_ms = old.failed_ms;
    rc = check(account, known && !old.ended_ms, password, why);
    if (rc == DB_OK && password[0])
        rc = set_password(&new, password, why);
    if (rc != DB_OK || (rc = store_begin(store)) != DB_OK)
        return rc;
    rc = store_account_put(store, &new);
    if (rc == DB_OK && password[0])
        rc = store_session_drop_all(store, new.name);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

int
account_end(struct store *store, const char *name, int64_t now_ms)
{
    struct store_account account;
    int rc = store_account_get(store, &account, name);
    if (rc != DB_OK || (rc = store_begin(store)) != DB_OK)
        return rc;
    account.ended_ms = now_ms;
    rc = store_account_put(store, &account);
    if (rc == DB_OK)
        rc = store_session_drop_all(store, name);
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}
