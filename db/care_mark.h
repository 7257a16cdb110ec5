/* care_mark.h: what staff say by hand of a child at a care session, where scans can't know it: that
 * it was there or was not, that it ate or did not. A mark is an event and can be taken back; the
 * newest that was not taken back holds, of presence and of the meal each.
 *
 * Once the care is closed a mark is a correction: it asks for a reason and a social worker. */
#pragma once

#include "db/care.h"

#define CARE_MARKS(X)                                                                              \
    X(CARE_MARK_NONE, "")                                                                          \
    X(CARE_MARK_PRESENT, "present")                                                                \
    X(CARE_MARK_ABSENT, "absent")                                                                  \
    X(CARE_MARK_ATE, "ate")                                                                        \
    X(CARE_MARK_NOT_EATEN, "not_eaten")

enum care_mark_kind {
#define X(id, name) id,
    CARE_MARKS(X)
#undef X
        CARE_MARK_COUNT
};

const char *care_mark_name(enum care_mark_kind mark);

struct care_mark {
    int64_t session_id, child_id;
    int day;
    enum care_mark_kind mark;
    char reason[CARE_REASON]; /* may be empty while the care is not closed */
};

/* Records it. What holds already is no event. DB_REFUSED for a day on which the session is not held
 * or that is still to come, a child that is not enrolled in the period's care, a meal where none is
 * served, and closed care without a reason or by a tutor. */
MUST_CHECK int care_mark_put(
    struct db *db, const struct care_mark *mark, const struct roster_by *by);

/* Takes the mark that holds back, of presence or (meal) of the meal. None there is no event. */
MUST_CHECK int care_mark_undo(
    struct db *db, const struct care_mark *mark, bool meal, const struct roster_by *by);

/* Calls `each` for the marks that hold, of all the period's sessions from a day to another. */
MUST_CHECK int care_mark_each(struct db *db, int64_t period_id, int from_day, int until_day,
    int (*each)(const struct care_mark *, void *payload), void *payload);
