/* bench_past.h: years of an invented township in a database, made fast, for benches. */
#pragma once

#include "db/db.h"

#include <stdint.h>

enum {
    BENCH_HOMES = 4,
    BENCH_CHILDREN = 1000,
    BENCH_FROM = 20260901,
    BENCH_A_YEAR = 500000, /* events */
};

/* The database at `path` with so many years; made where it is not there yet, which says so on
 * standard error. The caller closes it. */
struct db *bench_past(const char *path, int years);

/* The last day of it. */
int bench_past_until(int years);
