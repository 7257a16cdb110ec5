/* summary_who.h: the children and Homes of a summary, and words as numbers. Inside db/ only, for
 * summary*.c. */
#pragma once

#include "db/db.h"
#include "db/people.h"

#include <stddef.h>

/* Words (grades, villages, titles) in the order in which they were met. */
struct words {
    char **words;
    int count, room;
};

/* The number of a word, which is added where it is new. */
int words_add(struct words *words, const char *word);
void words_free(struct words *words);

struct who_child {
    int64_t id;
    int home; /* number of its own Home; -1 for none that is there */
    int born_day;
    int grade, school; /* words */
    int place;         /* by Home, pinyin, number */
    int first_day;     /* on which it ever came; 0: not asked yet, -1: never */
    char no[NO_SIZE];
};

struct who_home {
    int64_t id;
    int offset_min;
    int village; /* word */
    char name[NAME_SIZE];
    int *opened; /* of each day of the range: on how many days up to it the Home was open */
};

struct who {
    struct who_child *children; /* by id */
    int child_count, child_room;
    struct who_home *homes; /* by id */
    int home_count;
    struct words grades, schools, villages;
};

/* Reads both, and on which of the `days` days from `from_day` on each Home was open: at least one
 * child came. What it holds is to be freed after a failure too. */
MUST_CHECK int who_read(struct db *db, struct who *out, int from_day, int days);
void who_free(struct who *who);

/* Numbers by ids, -1 for none. */
int who_child(const struct who *who, int64_t id);
int who_home(const struct who *who, int64_t id);

/* On how many days after number `after` up to number `until` of the range the Home was open. */
int who_opened(const struct who *who, int home, int after, int until);

/* The first day on which the child ever came, at any Home; -1: none, or the database failed. */
int who_first_day(struct db *db, struct who *who, int child);
