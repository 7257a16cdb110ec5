/* outbox.h: what goes to the township's hub: this log, from where the hub's own word says that it
 * holds it.
 *
 * Nothing here can take an event away. The mark `upto` moves by a receipt alone, and only to an
 * event that is here under the id that the receipt names. What the hub refused is kept, with its
 * reason. */
#pragma once

#include "db/event.h"

#include <stddef.h>

enum {
    OUTBOX_ADDRESS = 160, /* bytes with NUL, as all of these */
    OUTBOX_NAME = 64,
    OUTBOX_TLS = 256,
    OUTBOX_DETAIL = 160,
    OUTBOX_REASON = 121,
    OUTBOX_KIOSK_LEN = 16,
    OUTBOX_KEY_LEN = 32,
    OUTBOX_SECRET_LEN = 64,
};

/* ---- the hub ---- */

struct outbox_hub {
    char address[OUTBOX_ADDRESS]; /* "https://hub.example:8443" */
    char name[OUTBOX_NAME];       /* the township's */
    uint8_t hub_key[OUTBOX_KEY_LEN];
    char tls[OUTBOX_TLS];
    uint8_t kiosk[OUTBOX_KIOSK_LEN]; /* this kiosk's id there */
    uint8_t
        secret[OUTBOX_SECRET_LEN]; /* this kiosk's Ed25519 key, the public one its second half */
    bool has_next;
    uint8_t
        next_secret[OUTBOX_SECRET_LEN]; /* one that was offered to the hub, and may hold already */
    int64_t paired_at, rekeyed_at;      /* UTC ms */
};

/* Begins as a set-up code of an office's page does (wire/pairing.h)? */
bool outbox_is_setup_code(const char *text);

/* False where the kiosk is paired with none. */
bool outbox_hub(struct db *db, struct outbox_hub *out);

/* Pairs, in the place of another hub. Where that was another one, or this kiosk has another id
 * there, the mark goes back to 0: all is sent again, and counts once. */
MUST_CHECK int outbox_pair(struct db *db, const struct outbox_hub *hub);

/* Ends the pairing. Marks and quarantine stay for the record. */
MUST_CHECK int outbox_forget(struct db *db);

/* Keeps a key that is about to be offered; makes it the one that holds. */
MUST_CHECK int outbox_next_key(struct db *db, const uint8_t secret[OUTBOX_SECRET_LEN]);
MUST_CHECK int outbox_next_key_holds(struct db *db, int64_t utc_ms);

/* The hub has other certificates from now on. */
MUST_CHECK int outbox_tls_set(struct db *db, const char *tls);

/* ---- events ---- */

/* A row of the log, kind by its name: a newer program's kinds pass through. All borrowed. */
struct outbox_event {
    int64_t seq;
    const uint8_t *id; /* EVENT_ID_LEN */
    const char *kind;
    int64_t home_id, child_id, staff_id; /* 0: none */
    const uint8_t *card, *cause;         /* NULL: none */
    struct moment at;
    const char *payload;
};

/* The events after a seq, in their order, `limit` at most. A non-zero return of `each` ends it and
 * is returned. */
MUST_CHECK int outbox_each(struct db *db, int64_t after, int limit,
    int (*each)(const struct outbox_event *, void *payload), void *payload);

/* The id of the event with this seq; false, and zeros, where there is none. */
bool outbox_id(struct db *db, uint8_t out[EVENT_ID_LEN], int64_t seq);

/* What is known of the clocks of the boots in first to last, and of others of which the hub does
 * not know it yet. */
struct outbox_boot {
    uint8_t id[BOOT_ID_LEN];
    int64_t base_utc_ms;
    bool word;
};
MUST_CHECK int outbox_boots_each(struct db *db, int64_t first, int64_t last,
    int (*each)(const struct outbox_boot *, void *payload), void *payload);

/* ---- the hub's word ---- */

struct outbox_receipt {
    int64_t upto;
    const uint8_t *id;               /* of the event upto */
    int64_t fork_seq;                /* 0: none */
    int64_t clock_error_ms;          /* 0: not known, what was known stays */
    const struct outbox_boot *boots; /* those that this receipt answers for */
    size_t boot_count;
};

/* Moves the mark. DB_REFUSED, nothing changed: it goes back, lies beyond what is here, or its event
 * is another one here. */
MUST_CHECK int outbox_receipt(
    struct db *db, const struct outbox_receipt *receipt, const struct moment *now);

/* The hub says by a signed answer that it holds less than it had said: the mark goes back, so that
 * all is sent again, edits as well; to the beginning where what it holds there is another log's.
 * DB_REFUSED as above, but for that. */
MUST_CHECK int outbox_lost(
    struct db *db, const struct outbox_receipt *receipt, const struct moment *now);

/* ---- what was refused ---- */

struct outbox_refused {
    int64_t seq;
    char reason[OUTBOX_REASON];
    int64_t told_at; /* UTC ms */
};

/* Keeps one; the first reason stays. */
MUST_CHECK int outbox_refused(
    struct db *db, int64_t seq, const char *reason, const struct moment *now);

MUST_CHECK int outbox_refused_each(
    struct db *db, int (*each)(const struct outbox_refused *, void *payload), void *payload);

/* ---- tries ---- */

#define OUTBOX_TROUBLES(X)                                                                         \
    X(OUTBOX_FINE, "")                                                                             \
    X(OUTBOX_UNREACHED, "unreached") /* no network, or the hub is off */                           \
    X(OUTBOX_UNTRUSTED, "untrusted") /* another certificate or key than the hub's */               \
    X(OUTBOX_UNKNOWN, "unknown")     /* the hub does not know this kiosk or its key */             \
    X(OUTBOX_REVOKED, "revoked")     /* the office has ended the pairing */                        \
    X(OUTBOX_BUSY, "busy")           /* the hub says: later */                                     \
    X(OUTBOX_REFUSED, "refused")     /* the hub can't read what was sent */                        \
    X(OUTBOX_STRANGE, "strange")     /* an answer that is none of the hub's */                     \
    X(OUTBOX_RECEIPT, "receipt")     /* a receipt that can't be for this log */                    \
    X(OUTBOX_UNSENT, "unsent")       /* an event that can't be packed */                           \
    X(OUTBOX_ROSTER, "roster")       /* the roster that came can't be taken in */

enum outbox_trouble {
#define X(id, name) id,
    OUTBOX_TROUBLES(X)
#undef X
        OUTBOX_TROUBLE_COUNT
};

const char *outbox_trouble_name(enum outbox_trouble trouble);
/* A sentence for a person that says what to do; "" for OUTBOX_FINE. */
const char *outbox_trouble_text(enum outbox_trouble trouble);

/* Notes how a try ended. After a failure the next one waits: 30 s, doubled with each failure up to
 * an hour; `jitter`, 0 to 255, takes away up to a half, so that a township's kiosks do not come
 * back all at once. `least_ms`: as the hub asked. */
MUST_CHECK int outbox_tried(struct db *db, enum outbox_trouble trouble, const char *detail,
    uint8_t jitter, int64_t least_ms, const struct moment *now);

/* How long the next try still has to wait, ms; 0: it may begin. A clock that was put back ends the
 * waiting. */
int64_t outbox_wait_ms(struct db *db, const struct moment *now);

struct outbox_state {
    bool paired;
    char hub[OUTBOX_NAME], address[OUTBOX_ADDRESS];
    uint8_t kiosk[OUTBOX_KIOSK_LEN];
    int64_t upto;       /* the office holds up to here */
    int64_t newest;     /* the log's last */
    int64_t oldest_at;  /* of the first event that waits; 0: none waits */
    int64_t receipt_at; /* 0: never */
    int64_t tried_at;
    int failures;
    int64_t wait_ms; /* as of outbox_wait_ms */
    enum outbox_trouble trouble;
    char detail[OUTBOX_DETAIL];
    int64_t refused; /* how many */
    int64_t changes; /* edits of reference data that wait: change.h */
    int64_t fork_seq, clock_error_ms;
    int64_t offered_utc_ms; /* the hub's time now, which staff should compare; 0: none */
};

MUST_CHECK int outbox_state(struct db *db, struct outbox_state *out, const struct moment *now);
