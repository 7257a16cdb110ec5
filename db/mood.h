/* mood.h: how a child feels after a check-in, on its own word: 1 (very sad or cross) to 5 (very
 * happy).
 *
 * No child's answer is shown to anybody at the kiosk. What is made of the answers is one thing: a
 * run of sad days, for the social worker. An answer is an event and stands nowhere else. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    MOOD_LEAST = 1,
    MOOD_MOST = 5,
    MOOD_SAD = 2,         /* a day whose lowest answer is this or less is a sad one */
    MOOD_WORRY_DAYS = 3,  /* so many sad days in a row are a worry */
    MOOD_FRESH_DAYS = 30, /* a run whose last day is longer ago is none any more */
};

/* May the child be asked? It has checked in, and has not answered since. */
bool mood_open(struct db *db, int64_t child_id);

/* Records an answer; its cause is the child's last check-in. DB_REFUSED where that has an answer,
 * or there is none. */
MUST_CHECK int mood_record(struct db *db, int64_t child_id, int value, const struct moment *now);

struct mood_worry {
    int64_t child_id;
    int days; /* how many sad ones in a row */
    int since_day, last_day;
};

/* The run of sad days in which a child is on `until`, of days after `after` (0: of all) alone; days
 * is 0 where it is in none, or the run's last day is longer ago than MOOD_FRESH_DAYS. */
MUST_CHECK int mood_run_of(
    struct db *db, struct mood_worry *out, int64_t child_id, int until, int after);

/* Children of a Home (0: of all) who are enrolled on `day` and in a run of sad days then, as
 * child_each orders them. Days without an answer neither end a run nor count: many children answer
 * when they like. A child of several answers a day is as sad as the lowest, since to look once too
 * often is better than once too rarely. A non-zero return of `each` stops and is returned. */
MUST_CHECK int mood_worries(struct db *db, int64_t home_id, int day,
    int (*each)(const struct mood_worry *, void *payload), void *payload);
