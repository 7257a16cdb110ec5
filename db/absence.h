/* absence.h: days on which a child is known not to come.
 *
 * An absence is an event of a staff member's, for days from today on: who was missing on a day that
 * is over is a matter of corrections. Taking one back holds from the day on which it is taken back:
 * days that are over stay as they were. Of two for the same day the newer one counts. Who comes all
 * the same is simply here. */
#pragma once

#include "db/db.h"
#include "db/event.h"
#include "db/moment.h"

enum { ABSENCE_DAYS_AHEAD = 366 };

#define ABSENCE_REASONS(X)                                                                         \
    X(ABSENCE_ILL, "ill")                                                                          \
    X(ABSENCE_FAMILY, "family")                                                                    \
    X(ABSENCE_TRAVEL, "travel")                                                                    \
    X(ABSENCE_OTHER, "other")

enum absence_reason {
#define X(id, name) id,
    ABSENCE_REASONS(X)
#undef X
        ABSENCE_REASON_COUNT
};

/* The stored name; the parser returns ABSENCE_OTHER for what it does not know. */
const char *absence_reason_name(enum absence_reason reason);
enum absence_reason absence_reason_parse(const char *text);

struct absence {
    uint8_t id[EVENT_ID_LEN]; /* of the event: an output */
    int64_t child_id;
    int64_t staff_id;        /* who noted it */
    int from_day, until_day; /* both belong to it */
    enum absence_reason reason;
};

/* Records it, durably. The same that holds already is no event. DB_REFUSED where the days are the
 * wrong way round, begin before today, or end more than a year ahead. */
MUST_CHECK int absence_note(struct db *db, struct absence *absence, const struct moment *now);

/* Takes it back from today on. One that was taken back already is no event. DB_REFUSED where there
 * is none, or its days are over. */
MUST_CHECK int absence_undo(
    struct db *db, const uint8_t id[EVENT_ID_LEN], int64_t staff_id, const struct moment *now);

/* Calls `each` for all that hold and end on `day` or later, of the Home's children, soonest
 * first. */
MUST_CHECK int absence_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct absence *, void *payload), void *payload);

/* The one that holds for a child on a day. False where none does, or the database failed. */
bool absence_on(struct db *db, struct absence *out, int64_t child_id, int day);
