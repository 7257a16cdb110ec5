/* form.h: the writers. Inside report/ only.
 *
 * Each writes the whole table to `out` and gives 0, or an errno where it could not be made. Whether
 * all bytes reached the disk is the caller's to ask of `out`. */
#pragma once

#include "report/table.h"

#include <stdio.h>

int form_csv(const struct report_table *table, FILE *out);
int form_xlsx(const struct report_table *table, FILE *out);
int form_pdf(const struct report_table *table, FILE *out);

/* Would a spreadsheet take the text for a formula? It gets an apostrophe before it. */
bool form_is_formula(const char *text);

/* About how wide a column must be for its heading and its cells, in a type of height 1. */
double form_width(const struct report_table *table, int column);

/* "Home: Green Hill · Month: 2026-11" */
void form_filters(char *out, size_t size, const struct report_table *table);
