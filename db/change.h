/* change.h: edits of reference data, on their way between the kiosks and the hub.
 *
 * Whatever edits a synced table (synced.h), triggers note it in table `change`: which row, by what
 * it is known by everywhere instead of its id, what the changed columns were before and what they
 * are after. So no code path can forget to. A change is a line of JSON:
 *
 *   {"id":"9F…","seq":12,"table":"child","key":{"no":"QS-001"},"before":{"grade":"三"},
 *    "after":{"grade":"四"},"event":4711,"at":1795000000000,"trusted":1,"staff":"QS-S01"}
 *
 * `before` is null for a new row, `after` for one that was removed. A key that was changed stands
 * in both. `event` is the newest event when it was made, which tells the time where `at` is 0.
 *
 * Who receives a change compares: what it replaces is there: it is done; what it brings is there:
 * it is known; else both values are kept and a person is asked (question.h). Which values stay, in
 * the row and in question, doesn't depend on the order in which kiosks are heard, but where one
 * value came about twice: then there may be a question more. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

enum {
    CHANGE_ID_TEXT = 33, /* 32 hex digits, and the closing NUL */
    CHANGE_LINE_MOST = 64 * 1024,
    CHANGE_SOURCE_SIZE = 64,
};

/* Calls `each` for the changes made here that are after `after_seq` and that the hub does not hold
 * yet, in their order; a non-zero return stops and is returned. No line break is in a line. */
MUST_CHECK int change_pending_each(struct db *db, int64_t after_seq,
    int (*each)(int64_t seq, const char *line, void *payload), void *payload);

/* The hub holds the changes up to `upto`, durably, as its receipt says. */
MUST_CHECK int change_done(struct db *db, int64_t upto);

/* Another hub, which knows nothing yet: instead of what waits, all that is here is told to it, as
 * new rows. */
MUST_CHECK int change_begin_anew(struct db *db);

/* How many changes wait for the hub; -1 where the database failed. */
int64_t change_backlog(struct db *db);

/* Inside a transaction: says who made its changes so far, and when; staff_id 0 for nobody that is
 * known. event_append says it by itself, by its event. */
MUST_CHECK int change_sign(struct db *db, int64_t staff_id, const struct moment *at);

enum change_outcome {
    CHANGE_APPLIED, /* done, all of it */
    CHANGE_KNOWN,   /* it was so already, or this change was here before */
    CHANGE_ASKED,   /* a column at least is in question now; the others are done */
    CHANGE_WAITS,   /* for a row that it names, or a newer program; done when that comes */
    CHANGE_OUTCOME_COUNT
};

/* Takes a change in from `source`: a kiosk's id, or another word for the hub's page. One
 * transaction; nothing of it is noted as a change made here. The same change again is
 * CHANGE_KNOWN. DB_REFUSED where the line can't be read or is nothing that the tables could hold:
 * nothing was changed, keep it in quarantine with db_why. */
MUST_CHECK int change_apply(
    struct db *db, const char *source, const char *line, enum change_outcome *out);

/* Tries again those that waited for a newer program: once after it was installed. */
MUST_CHECK int change_wake(struct db *db);

/* How many that came in wait; -1 where the database failed. */
int64_t change_waiting(struct db *db);

/* Every change of `source` up to this seq has been taken in here. 0 for none. */
int64_t change_taken_upto(struct db *db, const char *source);
