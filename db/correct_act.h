/* correct_act.h: one act of correcting: which events it takes. Inside db/ only, for correct*.c. */
#pragma once

#include "db/correct.h"
#include "db/event.h"

enum { ROWS = 2 };

/* How a check is, or is to be. */
struct truth {
    bool taken_back;
    enum event_kind kind;
    int64_t child_id;
    int64_t at_ms;
    bool stated; /* at_ms is staff's word, else what the check's own clock says */
};

/* One event to come. */
struct row {
    bool has_root;
    uint8_t root[EVENT_ID_LEN];
    int64_t home_id;
    int offset_min;
    bool assumed;
    struct truth was, is; /* `was` of what is added: taken back */
};

/* What an act comes to: its events, and the days that they touch. */
struct act {
    struct db *db;
    const struct correct *correct;
    struct moment at;
    struct home home; /* of the kiosk */
    int count;
    struct row rows[ROWS];
    int effects;
    struct correct_effect effect[CORRECT_EFFECTS];
    int trouble[CORRECT_EFFECTS]; /* of the day before */
};

/* Fills in the rows, from what staff says and what is on record. DB_REFUSED, with a sentence, where
 * that makes no sense by itself. */
MUST_CHECK int correct_plan(struct act *act);
