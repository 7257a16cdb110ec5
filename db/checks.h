/* checks.h: a child's checks as they are known now, corrections applied, in the order in which they
 * happened. Inside db/ only.
 *
 * Checks follow each other as they were recorded (seq), whatever a clock said; one whose time staff
 * has told stands where that time puts it among them. Where several kiosks' logs came together
 * (take.h) that holds within each; between them the times decide. */
#pragma once

#include "db/event.h"

struct check_known {
    int64_t seq; /* of the event that recorded it: what corrections name */
    uint8_t id[EVENT_ID_LEN];
    enum event_kind kind; /* EVENT_CHECK_IN or EVENT_CHECK_OUT */
    int64_t home_id, child_id;
    int64_t time_ms;
    int64_t order_ms; /* its place in the day; ties by seq */
    int day;
    bool assumed;
    bool stated;    /* the time is staff's word */
    bool corrected; /* in whatever respect */
    int64_t source; /* whose log it is of; 0: this database's own */
};

struct check_list {
    struct check_known *checks;
    int count, room;
};

/* Reads one day of a child at a Home, or (home_id 0) all its days, by Home and day. The list,
 * zeroed before, is the caller's to free, after a failure too. */
MUST_CHECK int checks_read(
    struct db *db, struct check_list *out, int64_t child_id, int64_t home_id, int day);

/* The same of some days in a row. */
MUST_CHECK int checks_read_days(struct db *db, struct check_list *out, int64_t child_id,
    int64_t home_id, int from_day, int until_day);

void checks_free(struct check_list *list);
