/* ladder.h: who is told when a child does not come: on the first missed day (missed.h) the family,
 * on the second the village's child director (儿童主任), on the third township and school.
 *
 * Each step is an event of a staff member's (ladder_step), and so is the answer (ladder_answer,
 * cause: the step): by word of mouth, or by a slip (slip.h) that came back. The steps belong to the
 * run of days; a new run begins at the family again. */
#pragma once

#include "db/event.h"
#include "db/missed.h"

#define LADDER_LEVELS(X)                                                                           \
    X(LADDER_FAMILY, "family")                                                                     \
    X(LADDER_VILLAGE, "village")                                                                   \
    X(LADDER_TOWNSHIP, "township") /* and the school */

enum ladder_level {
#define X(id, name) id,
    LADDER_LEVELS(X)
#undef X
        LADDER_LEVEL_COUNT
};

const char *ladder_level_name(enum ladder_level level);
int ladder_level_parse(const char *text); /* -1 for what it does not know */
const char *ladder_level_text(enum ladder_level level);

enum ladder_state {
    LADDER_NOT_YET,  /* fewer days were missed */
    LADDER_DUE,      /* nobody was told */
    LADDER_TOLD,     /* the step is recorded */
    LADDER_ANSWERED, /* and its answer is */
};

struct ladder_step {
    enum ladder_state state;
    uint8_t id[EVENT_ID_LEN]; /* of the step's event, where it was told */
    int told_day, answered_day;
    int64_t staff_id; /* who told */
    bool by_word;     /* the answer */
};

struct ladder {
    int64_t child_id;
    int days, since_day, last_day; /* of the run */
    struct ladder_step steps[LADDER_LEVEL_COUNT];
};

/* Every child of a Home (0: of all) who is in a run: the longest first. */
MUST_CHECK int ladder_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct ladder *, void *payload), void *payload);

/* Records that a level is told, now; *out is the step's event. Told already in this run: that one,
 * and no event. DB_REFUSED where it is not due. */
MUST_CHECK int ladder_tell(struct db *db, uint8_t out[EVENT_ID_LEN], int64_t child_id,
    enum ladder_level level, int64_t staff_id, const struct moment *now);

/* Records the answer to a step by word of mouth. Answered already is no event. DB_REFUSED where
 * there is no such step. */
MUST_CHECK int ladder_answer(
    struct db *db, const uint8_t step[EVENT_ID_LEN], int64_t staff_id, const struct moment *now);

/* A step that was told, by its event. False where there is none, or the database failed. */
struct ladder_told {
    uint8_t id[EVENT_ID_LEN];
    int64_t child_id, home_id;
    enum ladder_level level;
    int day;             /* on which it was told */
    int days, since_day; /* of the run, then */
    bool answered;
};

bool ladder_step_get(struct db *db, struct ladder_told *out, const uint8_t step[EVENT_ID_LEN]);

/* Appends the answer inside the caller's transaction; slip_day: of the slip, 0 for a word. */
MUST_CHECK int ladder_answered(struct db *db, const struct ladder_told *told, int slip_day,
    int64_t staff_id, const struct moment *now);
