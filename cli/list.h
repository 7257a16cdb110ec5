/* list.h: what the files of `zhaoxi list` are to each other. */
#pragma once

#include "cli/command.h"
#include "cli/table.h"

struct list {
    struct cli *cli;
    struct table table;
};

/* list_leaving.c: with whom children may leave. Each fills list->table; a negative db_error where
 * the database failed. home_id 0: all Homes. */
int list_guardians(struct list *list, int64_t home_id);
int list_alone(struct list *list, int64_t home_id);
int list_barred(struct list *list, int64_t home_id);
int list_walks(struct list *list, int64_t home_id);
