/* account.h: who signs in to the page, what they see, and how a password is asked.
 *
 * A password is kept as Argon2id. After five wrong ones in a row an account waits 30 s, then 1 min,
 * 2, 4 and so on up to an hour, each failure anew; an address from which many failed waits too,
 * whatever the accounts. Both are answered before the costly hash. An unknown name costs the same
 * time as a wrong password and is told in the same words. */
#pragma once

#include "hub/store.h"
#include "hub/throttle.h"

#include "db/people.h"
#include "db/region.h"

#define ACCOUNT_ROLES(X)                                                                           \
    X(ACCOUNT_VIEWER, "viewer")               /* figures; codes where children's names stand */    \
    X(ACCOUNT_SOCIAL_WORKER, "social_worker") /* names, and edits */                               \
    X(ACCOUNT_MANAGER, "manager")             /* devices, accounts, the record as well */

enum account_role {
#define X(id, name) id,
    ACCOUNT_ROLES(X)
#undef X
        ACCOUNT_ROLE_COUNT
};

const char *account_role_name(enum account_role role);
int account_role_parse(const char *text); /* or -1 */

enum {
    ACCOUNT_TOKEN = 65, /* 64 hex digits and the NUL */
    PASSWORD_LEAST = 10,
    PASSWORD_MOST = 128, /* bytes */
    ACCOUNT_TRIES = 5,
    SESSION_HOURS = 8,
};

/* Who is signed in. */
struct account {
    char name[STORE_TEXT], shown[STORE_TEXT];
    enum account_role role;
    char region[REGION_SIZE]; /* sees the Homes in it */
    char home[NO_SIZE];       /* and of these that one alone; "": all */
    uint8_t session[STORE_TOKEN];
    char token[ACCOUNT_TOKEN]; /* stands in each form */
};

bool account_sees_names(const struct account *account);

/* Does the account see the Home with this code, which lies there? */
bool account_sees(const struct account *account, const char *code, const char *region);

/* Why it is no good password, in a sentence, or NULL where it is. */
const char *password_weakness(const char *password, const char *name);

enum sign_in {
    SIGN_IN_DONE,
    SIGN_IN_WRONG,
    SIGN_IN_WAIT, /* *wait_s says how long */
};

/* Asks the password. On SIGN_IN_DONE `cookie` is what the browser keeps. DB_FAILED, else one of the
 * above. `now_ms` UTC, `mono_ms` monotonic. */
struct sign_in_ask {
    const char *name, *password, *peer;
    int64_t now_ms, mono_ms;
};
MUST_CHECK int account_sign_in(struct store *store, struct throttle *throttle,
    const struct sign_in_ask *ask, char cookie[ACCOUNT_TOKEN], int *wait_s);

/* Who holds this cookie. False for nobody: ended, unknown, or the account has ended. */
bool account_of_cookie(
    struct store *store, struct account *out, const char *cookie, int64_t now_ms);

/* Makes an account, or changes it: another password ends what it has open. An empty password leaves
 * the one that is there. DB_REFUSED with `why` where the role, region or password is none. */
enum { ACCOUNT_WHY = 256 };
MUST_CHECK int account_save(struct store *store, const struct store_account *account,
    const char *password, int64_t now_ms, char why[ACCOUNT_WHY]);

/* Signs in no more. */
MUST_CHECK int account_end(struct store *store, const char *name, int64_t now_ms);
