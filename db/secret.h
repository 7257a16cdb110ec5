/* secret.h: three pictures of twelve that a child without its card points at.
 *
 * Three of twelve is no strong secret: there are 220, and who holds this file can try them all. The
 * wall is the staff card, whose holder sees the child; the pictures only keep children from
 * checking in a friend for fun. So they are asked in any order, kept as a hash under the township's
 * card key (nobody reads them in passing), and wrong ones are counted for each child and day. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdint.h>

enum {
    SECRET_PICTURES = 12,
    SECRET_LEN = 3,
    SECRET_TRIES = 3, /* a child and day; then the staff member alone vouches */
};

enum secret_state {
    SECRET_NONE,  /* not chosen yet */
    SECRET_ASKED, /* it may be tried */
    SECRET_SPENT, /* tried too often on this day */
};

/* How it stands with a child's secret on this day. */
MUST_CHECK int secret_state(
    struct db *db, enum secret_state *out, int64_t child_id, const struct moment *now);

/* Compares; *right says how. A wrong one is recorded. DB_REFUSED unless the state is SECRET_ASKED.
 */
MUST_CHECK int secret_try(struct db *db, bool *right, int64_t child_id,
    const uint8_t pictures[SECRET_LEN], const struct moment *now);

/* Stores three different pictures, by their numbers from 0, in the place of any others. */
MUST_CHECK int secret_set(struct db *db, int64_t child_id, const uint8_t pictures[SECRET_LEN]);
