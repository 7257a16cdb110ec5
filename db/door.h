/* door.h: what a guardian's card brings up at the door, for staff to see to: a guardian waits, a
 * child is not theirs, or a person who is barred from a child is here. Facts, until a staff member
 * says that it was seen to. */
#pragma once

#include "db/event.h"

enum { DOOR_SAME_MS = 60 * 1000, DOOR_SHOWN_MS = 12 * 60 * 60 * 1000 };

struct door_news {
    uint8_t id[EVENT_ID_LEN];
    enum event_kind kind; /* EVENT_GUARDIAN_WAITS, EVENT_WRONG_CHILD or EVENT_BARRED_SEEN */
    int64_t guardian_id, child_id; /* child 0 for none */
    int64_t at_ms;                 /* UTC ms */
};

/* Records it; the same within DOOR_SAME_MS is one event. */
MUST_CHECK int door_tell(struct db *db, enum event_kind kind, int64_t guardian_id, int64_t child_id,
    const struct moment *now);

/* What nobody has seen to at a Home in the last DOOR_SHOWN_MS, newest first, 20 at most. */
MUST_CHECK int door_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct door_news *, void *payload), void *payload);

/* A staff member has seen to it. */
MUST_CHECK int door_answer(
    struct db *db, const uint8_t id[EVENT_ID_LEN], int64_t staff_id, const struct moment *now);
