/* visit.h: which child somebody should visit at home, why, and the visits.
 *
 * Rules find the children in what is recorded; their numbers may be changed, which is on the record
 * (event visit_rule). A visit is an event of a staff member's; what was before a child's last visit
 * no longer counts, so that it comes back to the list for a new reason alone. */
#pragma once

#include "db/event.h"
#include "db/people.h"

#define VISIT_RULES(X)                                                                             \
    X(VISIT_ABSENT, "absent", 3)        /* so many expected days not come, in a row */             \
    X(VISIT_DROP, "drop", 50)           /* days here fell by so many percent */                    \
    X(VISIT_SAD, "sad", 3)              /* so many sad days in a row */                            \
    X(VISIT_AGREEMENT, "agreement", 30) /* the agreement ends within so many days */               \
    X(VISIT_COLLECTOR, "collector", 5)  /* so often collected, never by the agreed guardian */

enum visit_rule {
#define X(id, name, number) id,
    VISIT_RULES(X)
#undef X
        VISIT_RULE_COUNT
};

#define VISIT_OUTCOMES(X)                                                                          \
    X(VISIT_ALL_WELL, "all_well")                                                                  \
    X(VISIT_AGREED, "agreed")         /* something was agreed with the family: the note says it */ \
    X(VISIT_WATCHED, "watched")       /* the child is kept an eye on */                            \
    X(VISIT_PASSED_ON, "passed_on")   /* to another office */                                      \
    X(VISIT_NOBODY, "nobody_at_home") /* is no visit: the child stays on the list */

enum visit_outcome {
#define X(id, name) id,
    VISIT_OUTCOMES(X)
#undef X
        VISIT_OUTCOME_COUNT
};

enum { VISIT_NOTE = 256, VISIT_WHY = 256, VISIT_WINDOW_DAYS = 14, VISIT_BEFORE_DAYS = 28 };

/* Stored names; the parsers return -1 for what they don't know. */
const char *visit_rule_name(enum visit_rule rule);
int visit_rule_parse(const char *text);
const char *visit_outcome_name(enum visit_outcome outcome);
int visit_outcome_parse(const char *text);

/* The outcome for people. */
const char *visit_outcome_text(enum visit_outcome outcome);

struct visit_setting {
    bool on;
    int number; /* what the rule counts up to: days, percent, times */
};

/* A rule as it is set, or as it is at first. */
struct visit_setting visit_rule_get(struct db *db, enum visit_rule rule);

/* Changes it, and records who did. The same again is no event. DB_REFUSED for a number that makes
 * no sense, or where the staff member is neither social worker nor manager; 0 is the installer. */
MUST_CHECK int visit_rule_set(struct db *db, enum visit_rule rule,
    const struct visit_setting *setting, int64_t staff_id, const struct moment *now);

/* The rule in plain words, its number in them. */
void visit_rule_text(
    char out[VISIT_WHY], enum visit_rule rule, const struct visit_setting *setting);

struct visit_need {
    int64_t child_id;
    enum visit_rule rule;
    int since_day;       /* since when it holds */
    char why[VISIT_WHY]; /* for people, with the numbers */
};

/* Calls `each` for every child of a Home (0: of all) and rule that holds for it on now's local day;
 * the oldest reason first. A non-zero return stops and is returned. */
MUST_CHECK int visit_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct visit_need *, void *payload), void *payload);

struct visit {
    uint8_t id[EVENT_ID_LEN]; /* of the event: an output */
    int64_t child_id, staff_id;
    enum visit_outcome outcome;
    char note[VISIT_NOTE];
    int day;       /* local, an output like the next */
    int64_t at_ms; /* UTC, as corrected by what is known of the boot's clock */
};

/* Records a visit that was made today. DB_REFUSED where there is no such child, or the outcome
 * wants a note and has none. */
MUST_CHECK int visit_record(struct db *db, struct visit *visit, const struct moment *now);

/* A child's visits, the newest first. */
MUST_CHECK int visit_of_child(struct db *db, int64_t child_id,
    int (*each)(const struct visit *, void *payload), void *payload);
