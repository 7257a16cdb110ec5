/* school.h: when a child leaves school, how long it walks to the Home, and on which days it comes:
 * what makes a child expected. Reference data. */
#pragma once

#include "db/db.h"
#include "db/people.h"

enum { COMES_EVERY_DAY = 127, WALK_MOST_MIN = 600 };

struct school_end {
    char school[NAME_SIZE]; /* as the children's rows have it */
    char grade[WORD_SIZE];  /* "": every grade */
    int weekday;            /* 1 Monday to 7 Sunday, 0: every day */
    int ends_min;           /* minutes since local midnight */
};

/* Adds, or replaces the same (school, grade, weekday). */
MUST_CHECK int school_end_put(struct db *db, const struct school_end *end);
MUST_CHECK int school_end_remove(struct db *db, const struct school_end *end);

/* Calls `each` for every row, by school. */
MUST_CHECK int school_end_each(
    struct db *db, int (*each)(const struct school_end *, void *payload), void *payload);

struct school_way {
    int walk_min; /* from the school to the Home */
    int comes_on; /* bit 0 Monday to bit 6 Sunday: the days on which the child comes */
};

/* DB_REFUSED for numbers that can't be. */
MUST_CHECK int school_way_put(struct db *db, int64_t child_id, const struct school_way *way);
bool school_way_get(struct db *db, struct school_way *out, int64_t child_id);
