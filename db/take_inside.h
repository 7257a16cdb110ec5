/* take_inside.h: what the files of take share. Inside db/ only. */
#pragma once

#include "db/event.h"
#include "db/take.h"
#include "db/take_refs.h"

#include <stddef.h>

/* A child's day that must be summed from all its checks; day 0: all days. */
struct take_day {
    int64_t child_id, home_id;
    int day;
};

struct take {
    struct db *db;
    struct take_refs *refs;
    int64_t source_id;
    int64_t waits_as;  /* of a row of event_waiting that is tried again: its n; else 0 */
    int64_t waiting;   /* how many wait */
    int64_t home_id;   /* the Home that the last event was of */
    bool home_is_mine; /* no other source tells of that Home */
    struct take_day *days;
    size_t day_count, day_room;
};

/* Puts an event among those that wait; nothing where it is there already. */
MUST_CHECK int take_put_waiting(struct take *take, const struct take_event *event);
