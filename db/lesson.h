/* lesson.h: the safety class (安全小课堂): a question a day and child, and whether the answer was
 * right. Which questions there are is the kiosk's matter; here they are ids. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdbool.h>
#include <stdint.h>

enum { LESSON_ID_SIZE = 32 }; /* bytes of a question's id, the closing NUL counted */

struct lesson_day {
    int before;                    /* lessons that the child had before this day */
    bool done;                     /* the day's lesson is over; then: */
    char question[LESSON_ID_SIZE]; /* which it was */
    bool right;                    /* and whether the answer was */
};

/* The child's lesson of a local day at its Home. */
MUST_CHECK int lesson_of(struct db *db, struct lesson_day *out, int64_t child_id, int day);

/* Records the lesson of now's local day. DB_REFUSED where there is one, or `question` is no id: a
 * to z, 0 to 9 and '-', shorter than LESSON_ID_SIZE. */
MUST_CHECK int lesson_record(
    struct db *db, int64_t child_id, const char *question, bool right, const struct moment *now);
