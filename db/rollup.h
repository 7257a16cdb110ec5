/* rollup.h: one event's effect on attendance_day. Inside db/ only. */
#pragma once

#include "db/attendance.h"
#include "db/event.h"

/* What the roll-up needs to know of a check-in or check-out. */
struct check {
    enum event_kind kind;
    int64_t home_id, child_id;
    int64_t time_ms; /* as corrected by what is known of the boot's clock */
    int day;
    bool assumed;
};

/* Adds one event to its day's row. Events must come in the order of seq. */
MUST_CHECK int rollup_apply(struct db *db, const struct check *check);
