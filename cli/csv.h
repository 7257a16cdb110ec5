/* csv.h: a table from a spreadsheet: RFC 4180, in UTF-8 with or without a byte order mark, or in
 * GB18030, as WPS and Excel write it in China. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct csv {
    int rows, columns; /* rows counts the headings' row */
    char **cells;      /* rows x columns, UTF-8, trimmed; short rows are filled with "" */
    char *text;        /* what the cells point into */
};

/* Reads a file of at most 16 MiB. 0, or -1 with the reason, which names the row, in `why`. Free
 * with csv_finish in both cases. */
int csv_read(struct csv *out, const char *path, char *why, size_t why_size);
void csv_finish(struct csv *csv);

/* Would a spreadsheet take the cell for a formula? Such a cell is written with an apostrophe before
 * it, which reading takes off again. */
bool csv_is_formula(const char *cell);

/* Row 0 holds the headings. Row i is what a spreadsheet calls row i + 1. */
const char *csv_cell(const struct csv *csv, int row, int column);
