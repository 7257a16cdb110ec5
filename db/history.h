/* history.h: all that is on record of a child's day, in the order in which it happened, and under
 * each check what was said of it later. */
#pragma once

#include "db/correct.h"
#include "db/event.h"

#define CHECK_VIAS(X)                                                                              \
    X(VIA_CARD, "card")                                                                            \
    X(VIA_FORGOTTEN, "forgotten") /* without a card: a staff member vouched */                     \
    X(VIA_PENDING, "pending")     /* the card was not in the roster yet */                         \
    X(VIA_ASSUMED, "assumed")     /* nobody saw the leaving: closing time */                       \
    X(VIA_ADDED, "added")         /* nothing was recorded: staff said so later */

enum check_via {
#define X(id, name) id,
    CHECK_VIAS(X)
#undef X
        CHECK_VIA_COUNT
};

const char *check_via_name(enum check_via via);

enum history_part {
    HISTORY_CHECK,      /* as it is known now; was_… as it was recorded */
    HISTORY_CORRECTION, /* of the check before it: how it was in truth, by that staff member */
    HISTORY_OTHER,      /* any other event: kind, time and staff alone */
};

struct history {
    enum history_part part;
    int64_t seq;          /* of the event */
    int64_t check;        /* seq of the check: its own, or of the one that is corrected */
    enum event_kind kind; /* OTHER: EVENT_KIND_COUNT where this program does not know it */
    int64_t staff_id;     /* who did it, vouched or corrected; 0 for none */
    int64_t said_ms;      /* CORRECTION: when it was said, UTC */
    /* CHECK and CORRECTION; of OTHER time_ms alone */
    bool taken_back, in;
    int64_t child_id, time_ms;
    bool was_in, corrected; /* CHECK */
    int64_t was_child_id, was_ms;
    enum check_via via;
    enum correct_what what; /* CORRECTION */
    enum correct_reason reason;
    char note[CORRECT_NOTE];
};

/* Calls `each` in order. A check stands in the history of every child that it was ever said to be
 * of, and on the days of its recorded time and of its true one. */
MUST_CHECK int history_day(struct db *db, int64_t child_id, int day,
    int (*each)(const struct history *, void *payload), void *payload);
