/* question.h: two people edited the same at the same time: a person decides.
 *
 * A question is made by change_apply, and bears the id of the change that asks. What is in question
 * stays in the row as it is ("ours") until the answer, which is a change like any other: on the hub
 * or at the Home, whoever knows. */
#pragma once

#include "db/change.h"
#include "db/roster.h"

#include <stddef.h>

struct question {
    char id[CHANGE_ID_TEXT];
    const char *table;
    const char *key; /* JSON object: what the row is known by */
    const char
        *ours; /* JSON object: the columns in question as they are; "" where the row is gone */
    const char *theirs;  /* the same as the change wants them; "" where it removes the row */
    const char *source;  /* from where the change came */
    const char *staff;   /* the number of who made it, "" where that isn't known */
    const char *refused; /* the database's reason where a rule of the data forbids it, else "" */
    int64_t at_utc_ms;   /* when it was made, 0 where that isn't known */
};

/* The open questions of a Home's roster, 0 for all, oldest first. */
MUST_CHECK int question_each(struct db *db, int64_t home_id,
    int (*each)(const struct question *, void *payload), void *payload);

enum question_answer { QUESTION_OURS, QUESTION_THEIRS };

/* Decides, and notes it as a change that closes the question everywhere. DB_REFUSED where there is
 * no such open question, or a rule of the data forbids what was chosen. */
MUST_CHECK int question_answer(
    struct db *db, const char *id, enum question_answer answer, const struct roster_by *by);

/* In words: which kind of row ("Child"), and what a question's key, ours or theirs say, a column at
 * a time, or all in a line: "grade 3, school …"; "not there" for "". Borrowed until `each` returns.
 */
const char *question_table(const char *table);
MUST_CHECK int question_cells_each(struct db *db, const char *json,
    int (*each)(const char *word, const char *value, void *payload), void *payload);
void question_say(struct db *db, char *out, size_t size, const char *json);
