/* csv.h: comma-separated text (RFC 4180, and what spreadsheets make of it) to rows of fields.
 *
 * Fields may be quoted and then hold separators, line breaks and doubled quotation marks. The
 * separator is the comma, semicolon or tab that the first line has most of. */
#pragma once

#include <stdbool.h>

struct csv_row {
    int number; /* as a spreadsheet counts: the first row is 1, empty ones count */
    int count;
    char **fields; /* without white space around them */
    bool unclosed; /* a quotation mark was opened and never closed */
};

struct csv {
    char *text;
    char **fields;
    struct csv_row *rows; /* empty ones are left out */
    int count;
};

/* Takes `text` (heap, UTF-8) over and cuts it up in place. Any text gives a result. */
void csv_parse(struct csv *out, char *text);
void csv_finish(struct csv *csv);
