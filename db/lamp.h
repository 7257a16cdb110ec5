/* lamp.h: are there enough adults? Staff and volunteers who are in (presence.h; visitors do not
 * count) against the children who are in, by what the care sessions of that minute ask for. */
#pragma once

#include "db/care.h"

enum lamp_light {
    LAMP_ENOUGH, /* also for the next child */
    LAMP_JUST,   /* enough, and not for one more */
    LAMP_SHORT
};

struct lamp {
    enum lamp_light light;
    int adults, children;
    int per_adult; /* the strictest of the sessions that are on, or of the period */
    int needed;    /* adults for these children */
};

/* The lamp of a period's Home at that moment. */
MUST_CHECK int lamp_read(
    struct db *db, struct lamp *out, const struct care *care, const struct moment *now);

/* DB_REFUSED where it is LAMP_SHORT and no reason is given. */
MUST_CHECK int lamp_allows(struct db *db, const struct lamp *lamp, const char *reason);

/* A session of today is begun: who was in is on the record. DB_REFUSED where the lamp is LAMP_SHORT
 * and there is no reason, on a day on which the session is not held, and once it is over. Begun
 * already is no event, unless there is a reason now. */
MUST_CHECK int lamp_begin(
    struct db *db, int64_t session_id, const char *reason, const struct roster_by *by);

/* How a session was begun on a day. */
struct begun {
    int64_t session_id, staff_id, at_ms;
    int adults, children;
    char reason[CARE_REASON];
};

/* The newest of each session of that day. */
MUST_CHECK int begun_each(struct db *db, int64_t period_id, int day,
    int (*each)(const struct begun *, void *payload), void *payload);
