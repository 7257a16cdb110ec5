/* rollup.h: the effect of events on attendance_day. Inside db/ only. */
#pragma once

#include "db/attendance.h"
#include "db/event.h"
#include "db/stays.h"

/* What the roll-up needs to know of a check-in or check-out. */
struct check {
    enum event_kind kind;
    int64_t home_id, child_id;
    int64_t time_ms; /* as corrected by what is known of the boot's clock */
    int day;
    bool assumed;
};

/* A row of it: a child's day at a Home. */
struct rollup_day {
    struct attendance sum;
    struct stays stays;
};

/* Reads a row, or gives a fresh one; adds a check to it; writes it. */
MUST_CHECK int rollup_load(
    struct db *db, struct rollup_day *out, int64_t child_id, int64_t home_id, int day);
void rollup_add(struct rollup_day *day, const struct check *check);
MUST_CHECK int rollup_store(struct db *db, const struct rollup_day *day);

/* Writes as many rows at once, quickest in the order of their key. DB_REFUSED where one of them is
 * there already; others may have been written. */
enum { ROLLUP_MANY = 8 };
MUST_CHECK int rollup_store_many(struct db *db, const struct rollup_day *const days[ROLLUP_MANY]);

/* Adds one event, appended already, to its day's row. Events must come in the order of seq. */
MUST_CHECK int rollup_apply(struct db *db, const struct check *check);

/* What of a day can't have been: a coming while the child was in, a leaving while it was not. */
struct rollup_trouble {
    int count;
    bool was_in; /* the first one: the child was in, or was not */
    int64_t at_ms, since_ms;
};

/* Sums a child's day at a Home anew from its checks and their corrections. */
MUST_CHECK int rollup_anew(
    struct db *db, struct rollup_trouble *trouble, int64_t child_id, int64_t home_id, int day);

/* Sums all days of a child anew. */
MUST_CHECK int rollup_child(struct db *db, int64_t child_id);

/* Sums all days of every child anew that has corrections, or of whom several kiosks told. */
MUST_CHECK int rollup_corrections(struct db *db);

/* A child's day as it is summed; all 0 but the key where there is none. */
MUST_CHECK int rollup_get(
    struct db *db, struct attendance *out, int64_t child_id, int64_t home_id, int day);
