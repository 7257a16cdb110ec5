/* export_row.h: one row of an exported file, cell by cell. */
#pragma once

#include "cli/command.h"

#include <stdint.h>
#include <stdio.h>

struct export
{
    struct cli *cli;
    FILE *out;
    int columns; /* of the row, written so far */
};

/* A cell after the ones before it; it is quoted where RFC 4180 asks for it, and no formula. */
void export_cell(struct export *e, const char *text);
void export_day(struct export *e, int day); /* empty for 0 */
void export_minute(struct export *e, int minute);
void export_number(struct export *e, int number);
void export_home(struct export *e, int64_t home_id);

/* Days of the week as a child's row has them, "12345". */
void export_weekdays(struct export *e, int weekdays);

void export_end(struct export *e);

/* export_care.c: holiday care. A negative db_error where the database failed. */
int export_care_sessions(struct export *e);
int export_enrolments(struct export *e);
