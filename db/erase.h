/* erase.h: a child's personal data end, and the sums stay what they were.
 *
 * The row stays, with its number for a name. Guardians become nobody (their agreements' days stay,
 * for the rate of past months), health notes, secret, consents, who is barred, and every word in
 * the child's events go; its card works no more. Events keep what is counted: 0033 says how that is
 * held. The birthday moves to the first of its month where no age of a day at the Home changes by
 * it.
 *
 * What else the machine keeps is not a database's to remove: the photographs, for which the caller
 * is told their names, copies of the file, and backups. */
#pragma once

#include "db/db.h"
#include "db/moment.h"
#include "db/people.h"

#include <stdint.h>

enum { ERASE_PHOTOS = 16 };

enum erase_why {
    ERASE_REQUEST, /* a guardian asked for it */
    ERASE_EXPIRED, /* the years are over: keep.h */
    ERASE_WHY_COUNT
};

struct erased {
    int photo_count;
    char photos[ERASE_PHOTOS][WORD_SIZE]; /* files that nobody else's row names */
    int mentioned; /* events and homework of others in which the name still stands */
};

/* Ends it today, the child's stay as well, on the record, in one transaction; then the file is
 * written anew without what was there (db_scrub). DB_REFUSED where there is no such child, or it is
 * erased already. DB_FAILED with the sentence where another program has the file open: the data are
 * erased, but may still stand in the log beside the file. */
MUST_CHECK int erase_child(struct db *db, struct erased *out, int64_t child_id, enum erase_why why,
    int64_t staff_id, const struct moment *now);

/* Erases the rest of every child that was erased elsewhere: its row came with erased_day. Called
 * after reference data came in. Returns how many, or a negative db_error. */
MUST_CHECK int erase_follow(struct db *db);

/* Was it? False too where the database failed. */
bool erase_is_erased(struct db *db, int64_t child_id);
