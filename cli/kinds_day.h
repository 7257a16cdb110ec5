/* kinds_day.h: rows of what makes a child's day: the calendar, schools, the way, health. */
#pragma once

#include "cli/row.h"

#include "db/school.h"

void calendar_row(struct import *import);
void school_row(struct import *import);
void health_row(struct import *import);

/* The way of a child's row; where a column is missing or empty, what *way holds already stays.
 * False, and the problem told, where it can't be read. */
bool way_read(struct import *import, struct school_way *way);

/* Weekdays as they are listed, 一三五 or 135, bit 0 for Monday; 0 for none, -1 for anything else.
 */
int weekdays_parse(const char *text);
