/* list.h: tables of `zhaoxi list` that stand in files of their own. */
#pragma once

#include "cli/command.h"
#include "cli/table.h"

#include <stdint.h>

struct list {
    struct cli *cli;
    struct table table;
};

/* Each fills the table for a Home, 0 for all; negative where the database failed. */
int list_expected(struct list *list, int64_t home_id);
int list_absences(struct list *list, int64_t home_id);
int list_health(struct list *list, int64_t home_id);
int list_calendar(struct list *list, int64_t home_id);
int list_here(struct list *list, int64_t home_id);
/* list_leaving.c: with whom children may leave. Each fills list->table; a negative db_error where
 * the database failed. home_id 0: all Homes. */
int list_guardians(struct list *list, int64_t home_id);
int list_alone(struct list *list, int64_t home_id);
int list_barred(struct list *list, int64_t home_id);
int list_walks(struct list *list, int64_t home_id);

/* list_tasks.c */
int list_notes(struct list *list, int64_t home_id);
int list_contacts(struct list *list, int64_t home_id);

/* list_visits.c */
int list_visits(struct list *list, int64_t home_id);
int list_missing(struct list *list, int64_t home_id);
/* question.c */
int list_questions(struct list *list, int64_t home_id);
