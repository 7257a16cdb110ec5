/* fact_log.h: facts of a rebuild, many at a time, so that they are written in the order of their
 * key, each once. Inside db/ only. */
#pragma once

#include "db/fact.h"

struct fact_log {
    struct db *db;
    struct fact_entry *entries; /* NULL: nothing is kept here, facts are written at once */
    int count;
    struct fact_item *items; /* of homework, read of late; there where entries are */
};

struct fact_log *fact_log_create(struct db *db);
void fact_log_destroy(struct fact_log *log);

/* Notes that a fact holds now, or no more. */
MUST_CHECK int fact_log_add(struct fact_log *log, const struct fact *fact, bool holds);

/* Writes what is noted. */
MUST_CHECK int fact_log_write(struct fact_log *log);

/* The day on which an item of homework is due, 0 where it is none. */
int fact_log_due(struct fact_log *log, int64_t item);
