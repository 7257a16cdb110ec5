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
    X(ALARM_CLOCK, "clock_wrong")          /* the log contradicts it: no day, no times */          \
    X(ALARM_EXPECTED, "expected_not_here") /* late, and no absence noted */                        \
    X(ALARM_STILL_HERE, "still_here")      /* the Home has closed */                               \
    X(ALARM_HEALTH, "health")              /* came, has an important note, nobody looked */        \
    X(ALARM_CALENDAR, "calendar_old")      /* holidays of this year are not known */

enum alarm_kind {
#define X(id, name) id,
    ALARMS(X)
#undef X
        ALARM_KIND_COUNT
};

const char *alarm_name(enum alarm_kind kind);

struct alarm {
    enum alarm_kind kind;
    int64_t child_id; /* 0 where it is about no child */
    int64_t since_ms; /* UTC, 0 where it has no beginning */
};

/* Calls `each` for all that hold at a Home, in the order of the kinds, then the oldest first. While
 * the clock is known to be wrong that is all that is told. */
MUST_CHECK int alarm_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct alarm *, void *payload), void *payload);

/* How many, or -1 where the database failed. */
int alarm_count(struct db *db, int64_t home_id, const struct moment *now);

/* A staff member has dealt with it: it is not told again on this day. The note, which may be empty,
 * is kept with it; for ALARM_HEALTH what is recorded is that the notes were looked at. A second
 * time is no event. */
MUST_CHECK int alarm_done(struct db *db, const struct alarm *alarm, int64_t staff_id,
    const char *note, const struct moment *now);
