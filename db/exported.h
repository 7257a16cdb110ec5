/* exported.h: that a file left the machine: who took it, what stood in it, and whether with names.
 * On the record before the file is there, so that none is without. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdbool.h>
#include <stdint.h>

struct exported {
    const char *what;   /* "summary", "goals", "child", … */
    const char *by;     /* how it is grouped, or "" */
    const char *format; /* "xlsx", … */
    const char *to;     /* "stick", "file", "screen", "page" */
    int from_day, until_day;
    int rows;
    bool named;       /* children's names stand in it */
    int64_t home_id;  /* of which Home; 0: all */
    int64_t child_id; /* of one child alone; else 0 */
    int64_t staff_id; /* 0: the installer */
};

MUST_CHECK int exported_record(
    struct db *db, const struct exported *exported, const struct moment *now);

/* One that is on the record. */
struct exported_row {
    int64_t at_ms, staff_id, child_id;
    char what[24], by[24], format[16], to[16];
    int from_day, until_day, rows;
    bool named;
};

/* The newest first; a non-zero return of `each` stops and is returned. */
MUST_CHECK int exported_each(
    struct db *db, int (*each)(const struct exported_row *, void *payload), void *payload);
