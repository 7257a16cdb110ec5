/* homework_row.h: homework as a row of a query has it. Inside db/ only. */
#pragma once

#include "db/homework.h"
#include "db/query.h"

/* Reads the columns of table homework; `id` and `child_id` must be the item's. */
void homework_read(sqlite3_stmt *row, struct homework *out);

/* A stored state's name; one that a newer program has written counts as open. */
enum homework_state homework_state_parse(const char *text);
