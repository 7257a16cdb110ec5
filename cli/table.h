/* table.h: rows for people, in columns, or for programs, as JSON. */
#pragma once

#include <stdbool.h>

enum { TABLE_COLUMNS = 48 };

struct table_column {
    const char *key;     /* in JSON */
    const char *heading; /* for people, translated */
    bool number;         /* written bare in JSON, at the right for people */
};

struct table {
    int columns;
    struct table_column column[TABLE_COLUMNS];
    char ***rows;
    int count, room;
};

/* Adds a row of as many texts as the table has columns; they are copied. */
void table_row(struct table *table, const char *const cells[]);

/* Prints to standard output; frees the rows. */
void table_print(struct table *table, bool json);

/* The same as CSV with headings, as spreadsheets read it: UTF-8 with its mark. A text that one
 * would take for a formula has an apostrophe before it. */
void table_print_csv(struct table *table);

/* A string as JSON, quotes around it (RFC 8259). */
void json_string(const char *text);
