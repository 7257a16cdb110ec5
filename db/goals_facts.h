/* goals_facts.h: what the six goals are counted from, fact by fact. Inside db/ only.
 *
 * The page and the cells that open are made of the same facts, so that they can't disagree. */
#pragma once

#include "db/goals.h"

/* Which facts are wanted. */
struct goals_span {
    int from_day, until_day; /* local, both belong to it */
    int64_t child_id;        /* 0: of all */
    bool in_words;           /* with their texts */
};

/* Takes a fact; non-zero stops. A fact of FIGURE_WATER_WEEKS bears the Sunday of its week. */
typedef int goals_each(int64_t child_id, const struct goals_fact *fact, void *payload);

/* All that happened in the span, in no order that is promised. */
MUST_CHECK int goals_happened(
    struct db *db, const struct goals_span *span, goals_each *each, void *payload);

/* How it stands with a child (0: with each) on a day: agreement, volunteer, health notes. */
MUST_CHECK int goals_standing(
    struct db *db, int64_t child_id, int day, goals_each *each, void *payload);

/* The last day of a day's week. */
int goals_sunday(int day);
