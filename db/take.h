/* take.h: events of a kiosk's log into another database of the same schema: a hub's view.
 *
 * The event keeps its id, its raw moment, its kind, whatever that is. Its numbers are the kiosk's:
 * refs tell what they stand for, and the row of that name is looked up here. Where one is not here
 * yet the event waits, and all later ones that name the same row wait behind it; take_waiting tries
 * them again once reference data came in.
 *
 * Sums are kept right as on the kiosk, and where several kiosks tell of one Home by the order of
 * their times. All of it happens in the caller's transaction, so that a position kept with it
 * (take_pos_set) makes each event count once. */
#pragma once

#include "db/db.h"
#include "db/event.h"

struct take;

struct take_source {
    const uint8_t *kiosk; /* 16 bytes */
    int branch;           /* of its log */
    const char *refs;     /* JSON: {"child":[[57,"QS-001"]],…}: table -> number, known by */
};

struct take_event {
    uint8_t id[EVENT_ID_LEN];
    const char *kind;
    int64_t home, child, staff; /* the kiosk's numbers; 0 for none */
    const uint8_t *card;        /* CARD_ID_BYTES, or NULL */
    const uint8_t *cause;       /* EVENT_ID_LEN, or NULL */
    struct moment at;
    const char *payload;
};

enum take_outcome {
    TAKE_ADDED,
    TAKE_KNOWN,   /* it is here already, the same */
    TAKE_WAITS,   /* for a row that it names */
    TAKE_CHANGED, /* its id is here with other content: nothing was done */
    TAKE_STRANGE, /* a rule of the data forbids it (db_why): nothing was done */
};

/* Begins a run of events of one source; *out is to be freed by take_end in any case. DB_REFUSED
 * where refs can't be read. */
MUST_CHECK int take_begin(struct take **out, struct db *db, const struct take_source *source);

/* What the kiosk knows of a boot's clock by now. Days that are told otherwise by it are summed
 * anew. */
MUST_CHECK int take_boot(
    struct take *take, const uint8_t boot_id[BOOT_ID_LEN], int64_t base_utc_ms, bool word);

MUST_CHECK int take_event(
    struct take *take, const struct take_event *event, enum take_outcome *outcome);

/* Sums what was left for the end, unless `rc` is an error, which it then returns; frees. */
MUST_CHECK int take_end(struct take *take, int rc);

/* One that waited and turned out to be TAKE_CHANGED or TAKE_STRANGE. */
struct take_told {
    const uint8_t *kiosk;
    const struct take_event *event;
    enum take_outcome outcome;
};

/* Tries those that wait again; *taken: how many wait no more, those of `tell` among them. */
MUST_CHECK int take_waiting(
    struct db *db, int *taken, void (*tell)(const struct take_told *, void *), void *payload);
/* How many wait; -1 where the database failed. */
int64_t take_waiting_count(struct db *db);

/* Up to where a log was followed; 0 for not at all, -1 where the database failed. */
int64_t take_pos(struct db *db, const char *log);
MUST_CHECK int take_pos_set(struct db *db, const char *log, int64_t pos);
