/* summary_table.h: a summary (db/summary.h) as a table with its charts and definitions. */
#pragma once

#include "db/summary.h"
#include "report/table.h"

/* What is shown of it. */
struct summary_shape {
    bool named;  /* children by name: who may see that is the caller's to ask */
    bool charts; /* with the charts that fit the group */
};

/* A row for each row of the summary and one for all of it. *out is the caller's to destroy; NULL
 * where it fails. */
MUST_CHECK int summary_table(struct db *db, struct report_table **out,
    const struct summary_ask *ask, const struct summary_shape *shape);

/* The chart of the ask alone: bars of days, shares of what has no order, for one child a line.
 * False where the group has none, or nothing is there. `figure` is what it shows. */
bool summary_chart(
    struct db *db, struct chart *out, const struct summary_ask *ask, enum summary_figure figure);

/* The days of the ask's month as a heat map; only where the ask is about one month. */
bool summary_heat(
    struct db *db, struct chart *out, const struct summary_ask *ask, enum summary_figure figure);

/* The figure that a chart shows where nobody chose one. */
enum summary_figure summary_main_figure(enum summary_group group);

/* The range of days as people name it, "2026-11" or "2026-11-02 – 2026-11-08". */
enum { SUMMARY_RANGE = 40 };
void summary_range(char out[SUMMARY_RANGE], const struct summary_ask *ask);
