/* row.h: one row of an imported file: its fields read and checked, its problems told. */
#pragma once

#include "cli/columns.h"
#include "cli/command.h"
#include "cli/csv.h"

#include "db/people.h"

#include <stddef.h>

enum { PROBLEMS_SHOWN = 100 };

struct import {
    struct cli *cli;
    const char *file; /* as the user named it */
    struct csv csv;
    int places[COLUMN_COUNT]; /* column in the file, -1 where it is missing */
    int row;                  /* of the csv; 0 for the file as a whole */
    int problems;
    int64_t *kept; /* ids of what the rows have stored, with room for one of each row */
    int kept_count;
};

/* Tells what is wrong in the row, and what to do, on standard error. */
__attribute__((format(printf, 2, 3))) void row_problem(
    struct import *import, const char *format, ...);

/* The field's text, "" where the column is missing. Borrowed. */
const char *row_text(const struct import *import, enum column column);

/* Copies the field; a problem where it is empty (if needed), too long or has control characters. */
bool row_copy(struct import *import, enum column column, bool needed, char *out, size_t size);

/* A day, a minute of the day, or a number in a range. Empty: `missing`, a problem where needed. */
bool row_day(struct import *import, enum column column, bool needed, int missing, int *out);
bool row_minute(struct import *import, enum column column, int missing, int *out);
bool row_number(struct import *import, enum column column, int from, int to, int *out);

/* The Home of COL_HOME, the child of COL_CHILD; a problem where there is none. */
bool row_home(struct import *import, struct home *out);
bool row_child(struct import *import, struct child *out);

/* Does what begins on a day (0: unknown) not end before it (0: open end)? Else a problem. */
bool row_spans(struct import *import, int since_day, int until_day);
