/* note.h: what a tutor tells the social worker about a child, tagged with one of the six goals
 * (六大目标), and what became of it. Notes and their closing are events; nothing else keeps them.
 */
#pragma once

#include "db/event.h"
#include "db/people.h"

#define GOALS(X)                                                                                   \
    X(GOAL_GUARDIANSHIP, "guardianship") /* 监护有人 */                                        \
    X(GOAL_SCHOOLING, "schooling")       /* 学业有教 */                                        \
    X(GOAL_HELP, "help")                 /* 困难有助 */                                        \
    X(GOAL_HEALTH, "health")             /* 健康有保 */                                        \
    X(GOAL_SAFETY, "safety")             /* 安全有护 */                                        \
    X(GOAL_PLACE, "place")               /* 活动有家 */

enum goal {
#define X(id, name) id,
    GOALS(X)
#undef X
        GOAL_COUNT
};

#define NOTE_OUTCOMES(X)                                                                           \
    X(NOTE_SOLVED, "solved")                                                                       \
    X(NOTE_WATCHED, "watched")     /* the child is kept an eye on */                               \
    X(NOTE_PASSED_ON, "passed_on") /* to another office */                                         \
    X(NOTE_NO_NEED, "no_need")

enum note_outcome {
#define X(id, name) id,
    NOTE_OUTCOMES(X)
#undef X
        NOTE_OUTCOME_COUNT
};

enum { NOTE_TEXT_SIZE = 256 };

/* Stored names. */
const char *goal_name(enum goal goal);
const char *note_outcome_name(enum note_outcome outcome);

struct note {
    uint8_t id[EVENT_ID_LEN];
    int64_t child_id, staff_id;
    enum goal tag;
    char text[NOTE_TEXT_SIZE];
    int64_t at_ms; /* UTC ms, as corrected by what is known of the boot's clock */
    int day;       /* local */
    bool closed;
    enum note_outcome outcome; /* where it is closed, by: */
    int64_t closed_by;
};

/* DB_REFUSED where the text is empty or longer than NOTE_TEXT_SIZE - 1 bytes. */
MUST_CHECK int note_write(struct db *db, int64_t child_id, enum goal tag, const char *text,
    int64_t staff_id, const struct moment *now);

/* Closing twice is no event: the first outcome holds. DB_REFUSED where there is no such note. */
MUST_CHECK int note_close(struct db *db, const uint8_t note[EVENT_ID_LEN],
    enum note_outcome outcome, int64_t staff_id, const struct moment *now);

/* Open notes first, then the newest first; of a Home, or (0) of all. Whoever calls it decides who
 * may see what. A non-zero return stops and is returned. */
MUST_CHECK int note_each(
    struct db *db, int64_t home_id, int (*each)(const struct note *, void *payload), void *payload);
