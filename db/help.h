/* help.h: the queue of children who asked for help, and who goes to whom.
 *
 * A request is the mark that asks: of an item that the child can't do alone, or a tutor's in a
 * class of this day. It is open until it is done or the mark no longer holds. Who takes it has it
 * for that day; then it is open again. */
#pragma once

#include "db/event.h"
#include "db/homework.h"
#include "db/timetable.h"

enum { HELP_MOST = 64 };

struct help {
    uint8_t request[EVENT_ID_LEN]; /* the event that asks */
    int64_t child_id;
    int64_t since_ms; /* UTC ms: of the mark, or of this day's coming where that is later */
    int64_t taken_by; /* staff, 0: nobody goes there yet */
    char name[NAME_SIZE], animal[WORD_SIZE], grade[WORD_SIZE];
    struct homework homework;   /* id 0: it was marked in a class, and its text is the title */
    enum subject class_subject; /* of the class */
    bool here;                  /* who went home is not helped today */
};

/* The Home's open requests: items due from HOMEWORK_PAST_DAYS before `day` on, and the day's
 * classes (reading is Chinese, any other class HOMEWORK_OTHER). Children who are here first, by
 * subject, the longest waiting first; at most HELP_MOST. Returns how many, or a negative db_error.
 */
MUST_CHECK int help_queue(struct db *db, struct help out[HELP_MOST], int64_t home_id, int day);

/* The staff member goes there. DB_REFUSED, with the name, where another one does already; taken
 * twice by the same is no event. */
MUST_CHECK int help_take(
    struct db *db, const uint8_t request[EVENT_ID_LEN], int64_t staff_id, const struct moment *now);

/* Gives it back to the queue. No event where nobody has it. */
MUST_CHECK int help_back(
    struct db *db, const uint8_t request[EVENT_ID_LEN], int64_t staff_id, const struct moment *now);

/* The child was helped. The item is then, by `state`, HOMEWORK_DONE or HOMEWORK_CORRECTED, or as it
 * was before the child asked (HOMEWORK_OPEN); a class's mark stays as it is. Done twice is no
 * event. */
MUST_CHECK int help_done(struct db *db, const uint8_t request[EVENT_ID_LEN],
    enum homework_state state, int64_t staff_id, const struct moment *now);

/* The subjects that a staff member helps with. */
MUST_CHECK int help_subjects(struct db *db, bool out[HOMEWORK_SUBJECT_COUNT], int64_t staff_id);
MUST_CHECK int help_subject_set(
    struct db *db, int64_t staff_id, enum homework_subject subject, bool helps);
