/* fact.h: what else holds of a child's day: fact_day, kept as events come. Inside db/ only. */
#pragma once

#include "db/event.h"

enum fact_what { FACT_MOOD = 1, FACT_LESSON, FACT_MARK, FACT_HOMEWORK };

struct fact {
    int day;
    enum fact_what what;
    int64_t child_id;
    int64_t of; /* seq of a mood or lesson; a mark's session; the item of homework, ticked off */
    int64_t home_id;
    int value; /* mood; lesson right; enum mark; enum homework_state */
};

/* The effect of an event that was appended just now; none for most kinds. */
MUST_CHECK int fact_apply(struct db *db, const struct event *event);

/* Writes a fact, or drops the one of that key. */
MUST_CHECK int fact_write(struct db *db, const struct fact *fact, bool holds);

/* An event as a rebuild reads it. The payload is, of one that takes something back, that of what it
 * takes back; the day is of the event's time. */
struct fact_source {
    enum event_kind kind;
    int64_t seq, home_id, child_id;
    int day;
    const char *payload;
};

/* The same for one of all events, read in their order; a rebuild begins with none. Answers are all
 * taken for good until fact_corrections, after the log was written. */
struct fact_log;
MUST_CHECK int fact_take(struct fact_log *log, const struct fact_source *source);

/* The same where day and payload are still to be read: so of what takes something back. */
MUST_CHECK int fact_take_known(struct fact_log *log, struct fact_source *source);
MUST_CHECK int fact_corrections(struct db *db);
