/* roll.h: who is in now, with whom to call, and roll calls: each child ticked as it is found.
 *
 * A roll call is on the record from its first tick (roll_begin), each tick is durable when it is
 * made (roll_tick), and its result is written when it is over (roll_call); both name the begin as
 * their cause. Who is expected is read when it is asked: a child who checks out meanwhile is no
 * longer, one who checks in is. */
#pragma once

#include "db/event.h"
#include "db/people.h"

#define ROLL_KINDS(X)                                                                              \
    X(ROLL_ROUTINE, "routine")                                                                     \
    X(ROLL_FIRE, "fire")                                                                           \
    X(ROLL_FLOOD, "flood")                                                                         \
    X(ROLL_OTHER, "other")

enum roll_kind {
#define X(id, name) id,
    ROLL_KINDS(X)
#undef X
        ROLL_KIND_COUNT
};

/* The stored name of a kind ("fire"). */
const char *roll_kind_name(enum roll_kind kind);

enum { ROLL_GUARDIANS = 4 };

/* A child who is in, or was until a moment ago. */
struct roll_child {
    int64_t id;
    char no[NO_SIZE];
    char name[NAME_SIZE];
    char school[NAME_SIZE];
    char grade[WORD_SIZE];
    char animal[WORD_SIZE];
    int born_day;
    bool here;
    int64_t since_ms; /* UTC: when it came, or, where it is not here any more, when it left */
    int guardian_count;
    struct guardian guardians[ROLL_GUARDIANS]; /* valid on the day; those with a phone first, of
                                                * these the ones with an agreement */
};

/* Calls `each` for every child who is in at the Home on `day`, and for those who left at
 * `left_since_ms` or later (INT64_MAX: for none); by pinyin. A non-zero return stops and is
 * returned. */
MUST_CHECK int roll_each(struct db *db, int64_t home_id, int day, int64_t left_since_ms,
    int (*each)(const struct roll_child *, void *payload), void *payload);

/* A roll call that was begun. */
struct roll {
    uint8_t id[EVENT_ID_LEN]; /* of its begin */
    enum roll_kind kind;
    int64_t home_id, staff_id;
    int64_t begun_ms; /* UTC, as corrected by what is known of the boot's clock */
};

/* What came of it. */
struct roll_result {
    int64_t seq;
    enum roll_kind kind;
    int64_t home_id;
    int64_t staff_id; /* who ended it */
    int64_t begun_ms, ended_ms;
    int expected, found;
    const char *missing; /* the children's ids as a JSON array. Borrowed, in the callback alone */
};

/* The Home's newest roll call that was begun on `day` and is not over. False where there is none or
 * the database failed. */
bool roll_open(struct db *db, struct roll *out, int64_t home_id, int day);

/* Begins one at this kiosk's Home. DB_REFUSED where no Home was chosen. */
MUST_CHECK int roll_begin(struct db *db, struct roll *out, enum roll_kind kind, int64_t staff_id,
    const struct moment *at);

/* A child was found, or was not after all. The same again is no event. */
MUST_CHECK int roll_tick(struct db *db, const struct roll *roll, int64_t child_id, bool found,
    int64_t staff_id, const struct moment *now);

/* Calls `each` for every child that is ticked. */
MUST_CHECK int roll_tick_each(struct db *db, const struct roll *roll,
    int (*each)(int64_t child_id, void *payload), void *payload);

/* Ends it: who is in on `day` and was not ticked is missing. *out has all but `missing`.
 * DB_REFUSED where it is over already. */
MUST_CHECK int roll_end(struct db *db, struct roll_result *out, const struct roll *roll, int day,
    int64_t staff_id, const struct moment *now);

/* The results, the newest first; home_id 0: of all Homes. */
MUST_CHECK int roll_result_each(struct db *db, int64_t home_id,
    int (*each)(const struct roll_result *, void *payload), void *payload);
