/* places.h: places of care sessions, and turns on their waiting lists: dated links of children. How
 * they come about is enrol.h's.
 *
 * A place counts on the days from since_day to until_day on its weekdays, as long as the child has
 * not left its Home. A session is full for
 * somebody where on one of the days that it would come as many children have places as there are.
 */
#pragma once

#include "db/care.h"

#define PLACE_STATES(X)                                                                            \
    X(PLACE_ENROLLED, "enrolled", "已报名")                                                        \
    X(PLACE_WAITING, "waiting", "候补")                                                            \
    X(PLACE_LEFT, "left", "已退出") /* its last day is over; never stored */

enum place_state {
#define X(id, name, zh) id,
    PLACE_STATES(X)
#undef X
        PLACE_STATE_COUNT
};

const char *place_state_name(enum place_state state);
int place_state_parse(const char *text); /* or -1 */

struct place {
    int64_t session_id, child_id;
    int since_day, until_day; /* until_day: its last one, 0 for no end */
    int weekdays;
    int gone_day; /* the first day on which the child is on no list any more, 0 for none */
    enum place_state state;
    int turn; /* on the waiting list, the lowest first; 0 for who never waited */
};

/* Every row of places of a period as stored, by session, turn and child: for an export. */
MUST_CHECK int place_each(struct db *db, int64_t period_id,
    int (*each)(const struct place *, void *payload), void *payload);

/* How many have a place of the session on a day, and how many wait. -1 where the database failed.
 */
int place_count(struct db *db, const struct care_session *session, int day);
int place_waiting(struct db *db, int64_t session_id);

/* How many of a session's places are given on the fullest of the days from `since` to `until` with
 * one of the weekdays, those of one child (0: of none) not counted. Negative: a db_error. */
int place_fullest(
    struct db *db, int64_t session_id, const int days[2], int weekdays, int64_t but_child);
