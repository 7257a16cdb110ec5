/* table.h: rows that a person reads on a terminal, or a program as JSON. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum cell_kind {
    CELL_TEXT,
    CELL_NUMBER, /* on the right; an empty one is null */
    CELL_TRUTH,
};

struct table_column {
    const char *key, *heading; /* of JSON; of the terminal, in English: printed translated */
    enum cell_kind kind;
};

struct table;

/* `columns` is borrowed and ends with a NULL key. The caller destroys the table. */
struct table *table_create(const struct table_column *columns);
void table_destroy(struct table *table);

/* Adds one cell after the other, row by row, in the order of the columns. */
void table_text(struct table *table, const char *text);
void table_number(struct table *table, int64_t number);
void table_truth(struct table *table, bool truth);
void table_day(struct table *table, int day);                     /* empty for 0 */
void table_clock(struct table *table, int64_t utc_ms, int offset_min); /* HH:MM, empty for 0 */

int table_rows(const struct table *table);

/* Prints headings and rows, each column as wide as its widest cell as a terminal shows it. */
void table_print(const struct table *table, FILE *out);

/* Prints a JSON array with an object for each row. */
void table_json(const struct table *table, FILE *out);
