/* store.h: what the hub holds for ever: the log of its Homes, and who may write to it and read it.
 *
 * The log of a Home is a row of entries, numbered from 1 (`pos`), in the order in which they came:
 * batches of events as the kiosks sent them, with the kiosks' own numbers, and changes of reference
 * data. It is only ever appended to. Everything that people look at is made from it (follow.h).
 *
 * One statement list, two engines: SQLite (a path) and PostgreSQL (postgresql://…). Several
 * processes may work on one store. A struct store belongs to one thread. All text is UTF-8.
 *
 * Errors are db.h's: DB_REFUSED, a rule forbids it or it is not there; DB_FAILED, disk full, engine
 * away, locked for too long: nothing was changed, and the same again may work later. */
#pragma once

#include "db/db.h"
#include "wire/batch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/* Opens and, where it is new, makes the tables. *out is always set so that store_why can tell. */
MUST_CHECK int store_open(struct store **out, const char *url);
void store_close(struct store *store);
/* The last failure in a sentence. Borrowed, valid until the next call. */
const char *store_why(const struct store *store);

/* One transaction over several of the calls below. They nest, as db_begin does. */
MUST_CHECK int store_begin(struct store *store);
MUST_CHECK int store_commit(struct store *store);
void store_rollback(struct store *store);

enum {
    STORE_KIOSK = 16,    /* bytes of a kiosk's id */
    STORE_KEY = 32,      /* bytes of a public key */
    STORE_ID = 16,       /* bytes of an event's id, and of a boot's */
    STORE_HOME = 64,     /* a Home's code and the NUL */
    STORE_TEXT = 192,    /* names and reasons, and the NUL */
    STORE_TOKEN = 32,    /* bytes of a session's or pairing's hashed secret */
    STORE_PASSWORD = 128 /* libsodium's crypto_pwhash_STRBYTES */
};

/* Homes: those that were registered or have a kiosk. */

struct store_home {
    char code[STORE_HOME];
    char region[16]; /* GB/T 2260, as far as it is known: "51", "510922", "510922101" */
    char name[STORE_TEXT];
    int64_t pos; /* the newest entry of its log; 0: none */
};

/* Adds the Home, or gives it another region and name. */
MUST_CHECK int store_home_put(struct store *store, const struct store_home *home);
/* DB_REFUSED where no such Home was ever told of. */
MUST_CHECK int store_home_get(struct store *store, struct store_home *out, const char *code);
/* Calls `each` by code. `region`: those whose region begins so; "" all. A result of `each` that is
 * not 0 ends it and is returned: so everywhere below. */
MUST_CHECK int store_home_each(struct store *store, const char *region,
    int (*each)(const struct store_home *, void *), void *payload);

/* Kiosks. */

struct store_kiosk {
    uint8_t id[STORE_KIOSK];
    char home[STORE_HOME];
    char name[STORE_TEXT];
    uint8_t key[STORE_KEY];     /* the one that it signs with now */
    uint8_t old_key[STORE_KEY]; /* the one before; all 0 for none */
    int64_t paired_ms;
    int64_t revoked_ms; /* 0: active */
    char why[STORE_TEXT];
    int branch;             /* of its log: 0, or the number of the newest fork */
    int64_t upto;           /* its newest event here */
    int64_t seen_ms;        /* last contact; 0: never */
    int64_t clock_error_ms; /* its clock against the hub's, then */
    int64_t backlog;        /* events that it still held back then, by its own word */
    char version[32];
};

/* Registers a kiosk by its key. The Home is added where it is new. DB_REFUSED: the id is taken. */
MUST_CHECK int store_kiosk_add(struct store *store, const struct store_kiosk *kiosk);
/* DB_REFUSED: unknown. */
MUST_CHECK int store_kiosk_get(
    struct store *store, struct store_kiosk *out, const uint8_t id[STORE_KIOSK]);
MUST_CHECK int store_kiosk_each(struct store *store, const char *region,
    int (*each)(const struct store_kiosk *, void *), void *payload);
/* A lost kiosk; nothing that it sends is taken from now on, what it sent stays. */
MUST_CHECK int store_kiosk_revoke(
    struct store *store, const uint8_t id[STORE_KIOSK], int64_t now_ms, const char *why);
/* Gives it another key; the old one is kept, on the record and for answers that were lost. */
MUST_CHECK int store_kiosk_rekey(struct store *store, const uint8_t id[STORE_KIOSK],
    const uint8_t key[STORE_KEY], int64_t now_ms);
/* The same kiosk was paired anew: another key and name, and no longer revoked. */
MUST_CHECK int store_kiosk_again(struct store *store, const uint8_t id[STORE_KIOSK],
    const uint8_t key[STORE_KEY], const char *name, int64_t now_ms);
/* What it told of itself at a contact. */
MUST_CHECK int store_kiosk_seen(struct store *store, const struct store_kiosk *kiosk);

/* Batches. */

/* A run of a kiosk's log, as wire/batch.h hands it on: the numbers in the events are the kiosk's.
 */
struct store_edit {
    const char *id, *body; /* as of a store_change */
};

struct store_batch {
    uint8_t kiosk[STORE_KIOSK];
    int64_t first; /* seq of events[0]; each further one is 1 higher */
    int count;     /* 0: a sign of life */
    const struct wire_event *events;
    uint8_t before[STORE_ID]; /* id of the event first - 1; all 0 for none */
    const struct wire_boot *boots;
    int boot_count;
    const char *refs;               /* JSON, from the head */
    const struct store_edit *edits; /* of reference data, made before the events */
    int edit_count;
    int64_t arrived_ms;
    /* Of the kiosk at this moment. */
    int64_t newest;         /* the last seq that it has */
    int64_t clock_error_ms; /* its clock less the hub's */
    const char *program;    /* its version */
};

enum store_outcome {
    BATCH_STORED, /* at least one event is new, and all are here, durably */
    BATCH_KNOWN,  /* all were here */
    BATCH_FORKED, /* stored as a new branch: another log than this kiosk's begins after `fork` */
    BATCH_GAP,    /* can't be joined to what is held, nothing was stored: send from upto + 1 on */
};

enum { STORE_REFUSED_MOST = 16 };

struct store_receipt {
    enum store_outcome outcome;
    int64_t upto;         /* everything up to here is held; never beyond the batch's last */
    uint8_t id[STORE_ID]; /* of that event; all 0 for 0 */
    int64_t added, fork;
    int branch;
    /* Events whose id is known with other content: in quarantine, the first of them named. */
    int changed;
    int64_t refused[STORE_REFUSED_MOST];
};

/* Appends what is new of a batch, its news of boots among them, exactly once, durably, or nothing
 * at all. What is here already is compared: the same id with other content goes into quarantine;
 * another id under a known seq begins a branch (a kiosk restored from an old backup, or two with
 * one key): both are kept. Staff is told of either by an alert. DB_REFUSED: no such kiosk, revoked,
 * or it forked more often than is credible. Not inside store_begin. */
MUST_CHECK int store_append(
    struct store *store, struct store_receipt *out, const struct store_batch *batch);

/* Changes of reference data. */

struct store_change {
    char home[STORE_HOME]; /* whose data it is; "" what all Homes share */
    const char *id;     /* what it is known by; NULL: by nothing, it is another than all others */
    const char *body;   /* JSON (db/change.h) */
    const char *author; /* the account, or the kiosk in base32 */
    int64_t made_ms;
};

/* Appends; the entry's position of that Home into *pos, 0 where a change of that id is there. */
MUST_CHECK int store_change(struct store *store, int64_t *pos, const struct store_change *change);

/* An entry of a Home's log. A batch takes the positions pos … last_pos, an event each; one with no
 * event takes one and tells of boots. */
struct store_entry {
    int64_t pos, last_pos;
    const struct store_change *change; /* or NULL */
    const struct store_batch *batch;   /* or NULL */
    int branch;                        /* of the batch's kiosk */
};

/* Calls `each` with the entries after `after`, in order, until at least `most` events were told or
 * there are no more. Of a batch it tells what was stored: first, count, events, boots, refs, kiosk
 * and arrived_ms. Everything is borrowed until `each` returns. */
MUST_CHECK int store_log_each(struct store *store, const char *home, int64_t after, int most,
    int (*each)(const struct store_entry *, void *), void *payload);

/* What staff must look at. */

struct store_alert {
    int64_t id;
    char home[STORE_HOME];
    char kind[24];              /* fork, changed, batch, full, event: the page has the sentences */
    uint8_t kiosk[STORE_KIOSK]; /* all 0 for none */
    int64_t seq;                /* where in the kiosk's log; 0 for none */
    char text[STORE_TEXT];      /* details, for the installer */
    int64_t raised_ms, done_ms; /* done: 0 while open */
    char done_by[STORE_TEXT];
};

/* Raises it, once while the same (Home, kind, kiosk, seq) is there. */
MUST_CHECK int store_alert_add(struct store *store, const struct store_alert *alert);
MUST_CHECK int store_alert_each(struct store *store, const char *region, bool open_alone,
    int (*each)(const struct store_alert *, void *), void *payload);
MUST_CHECK int store_alert_done(struct store *store, int64_t id, const char *by, int64_t now_ms);

/* What was refused, with its reason, for a person. Never deleted. */
struct store_quarantine {
    int64_t id;
    char home[STORE_HOME];
    uint8_t kiosk[STORE_KIOSK];
    int64_t seq; /* 0: not one event */
    char reason[STORE_TEXT];
    const uint8_t *raw; /* the line, or the whole body */
    size_t len;
    int64_t arrived_ms;
};

/* How many there are of a kiosk; -1 where the store failed. */
int64_t store_quarantine_count(
    struct store *store, const char *home, const uint8_t kiosk[STORE_KIOSK]);
/* The same again (kiosk, seq, content) is kept once. */
MUST_CHECK int store_quarantine_add(struct store *store, const struct store_quarantine *item);
MUST_CHECK int store_quarantine_each(struct store *store, const char *region,
    int (*each)(const struct store_quarantine *, void *), void *payload);

/* People of the page. */

struct store_account {
    char name[STORE_TEXT]; /* signs in with it */
    char shown[STORE_TEXT];
    char role[24];
    char region[16];       /* sees the Homes whose region begins so; "" all */
    char home[STORE_HOME]; /* sees that Home alone; "" no such limit */
    char password[STORE_PASSWORD];
    int64_t made_ms, ended_ms; /* ended: 0 while it may sign in */
    int failures;              /* wrong passwords in a row */
    int64_t failed_ms;         /* the last of them */
};

/* Adds or overwrites. */
MUST_CHECK int store_account_put(struct store *store, const struct store_account *account);
/* DB_REFUSED: none of that name. */
MUST_CHECK int store_account_get(struct store *store, struct store_account *out, const char *name);
MUST_CHECK int store_account_each(
    struct store *store, int (*each)(const struct store_account *, void *), void *payload);

struct store_session {
    uint8_t token[STORE_TOKEN]; /* a hash of the cookie's */
    char account[STORE_TEXT];
    int64_t until_ms;
};

MUST_CHECK int store_session_put(struct store *store, const struct store_session *session);
/* DB_REFUSED: none that holds at `now_ms`. */
MUST_CHECK int store_session_get(struct store *store, struct store_session *out,
    const uint8_t token[STORE_TOKEN], int64_t now_ms);
MUST_CHECK int store_session_drop(struct store *store, const uint8_t token[STORE_TOKEN]);
/* Ends all of an account: another password, or it left. */
MUST_CHECK int store_session_drop_all(struct store *store, const char *account);

/* A set-up code that was shown: good once, until its time is over (wire/pairing.h). */
enum { STORE_SETUP = 16, STORE_SECRET = 10 };
struct store_pairing {
    uint8_t id[STORE_SETUP]; /* setup_id of its secret */
    uint8_t secret[STORE_SECRET];
    char home[STORE_HOME];
    char name[STORE_TEXT]; /* of the kiosk */
    char by[STORE_TEXT];
    int64_t until_ms;
};

MUST_CHECK int store_pairing_put(struct store *store, const struct store_pairing *pairing);
/* Uses it up. DB_REFUSED: none, used, or too old. */
MUST_CHECK int store_pairing_take(
    struct store *store, struct store_pairing *out, const uint8_t id[STORE_SETUP], int64_t now_ms);

/* The record of what people did. */
struct store_audit {
    int64_t at_ms;
    char account[STORE_TEXT]; /* "" nobody who signed in */
    char home[STORE_HOME];
    char what[32];
    char text[STORE_TEXT]; /* no child's name */
    char from[64];         /* address */
};

MUST_CHECK int store_audit_add(struct store *store, const struct store_audit *audit);
/* The newest first, at most `most`, before `before_ms` (0: from the newest on). */
MUST_CHECK int store_audit_each(struct store *store, int64_t before_ms, int most,
    int (*each)(const struct store_audit *, void *), void *payload);

/* The hub's own secrets and settings: its signing key, what the processes must agree on. */
/* DB_REFUSED: not there. At most `size` bytes; *len is how many it has. */
MUST_CHECK int store_setting_get(
    struct store *store, const char *key, void *out, size_t size, size_t *len);
/* Sets it where it is not there yet; then reads what holds: two processes end with the same. */
MUST_CHECK int store_setting_agree(struct store *store, const char *key, void *value, size_t len);
MUST_CHECK int store_setting_set(
    struct store *store, const char *key, const void *value, size_t len);
