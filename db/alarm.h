/* alarm.h: what staff should look at now. Nothing is kept: each alarm is found in the data, and is
 * gone when its cause is, or when a staff member has dealt with it on that day (an event).
 *
 * A new kind: a line in ALARMS, and how it is found in the table of alarm.c. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdint.h>

enum { ALARM_LATE_MIN = 20 }; /* a child that is so late is missed */

/* The most urgent first: the order in which they are told. */
#define ALARMS(X)                                                                                  \
    X(ALARM_CLOCK, "clock_wrong")           /* the log contradicts it: no day, no times */         \
    X(ALARM_BARRED, "barred_seen")          /* the card of who must not collect the child */       \
    X(ALARM_WAITS, "guardian_waits")        /* at the door, for a staff member */                  \
    X(ALARM_WRONG_CHILD, "wrong_child")     /* a guardian says that it is not theirs */            \
    X(ALARM_EXPECTED, "expected_not_here")  /* late, and no absence noted */                       \
    X(ALARM_NOT_COLLECTED, "not_collected") /* left, and nobody knows with whom: pickup.h */       \
    X(ALARM_NOT_HOME, "not_home")           /* left with its walking group an hour ago */          \
    X(ALARM_STILL_HERE, "still_here")       /* the Home has closed */                              \
    X(ALARM_HEALTH, "health")               /* came, has an important note, nobody looked */       \
    X(ALARM_PLACE, "place_free")            /* of holiday care, for the first who waits */         \
    X(ALARM_CALENDAR, "calendar_old")       /* holidays of this year are not known */

enum alarm_kind {
#define X(id, name) id,
    ALARMS(X)
#undef X
        ALARM_KIND_COUNT
};

const char *alarm_name(enum alarm_kind kind);

struct alarm {
    enum alarm_kind kind;
    int64_t child_id;    /* 0 where it is about no child */
    int64_t since_ms;    /* UTC, 0 where it has no beginning */
    int64_t guardian_id; /* who is at the door; 0 for the other kinds */
};

/* Calls `each` for all that hold at a Home, in the order of the kinds, then the oldest first. While
 * the clock is known to be wrong that is all that is told. */
MUST_CHECK int alarm_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct alarm *, void *payload), void *payload);

/* How many, or -1 where the database failed. */
int alarm_count(struct db *db, int64_t home_id, const struct moment *now);

/* A staff member has dealt with it: it is not told again on this day. The note, which may be empty,
 * is kept with it; for ALARM_HEALTH what is recorded is that the notes were looked at, for
 * ALARM_NOT_COLLECTED the note as what happened (it is needed), for ALARM_NOT_HOME that the child
 * is home; for a guardian at the door that it was seen to. A second time is no event. */
MUST_CHECK int alarm_done(struct db *db, const struct alarm *alarm, int64_t staff_id,
    const char *note, const struct moment *now);
