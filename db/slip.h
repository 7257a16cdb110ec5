/* slip.h: a step of the ladder as a piece of paper, for where there is no network.
 *
 * The text is "ZXS1" and 28 bytes in Crockford's base32: what it is and for which level, the day,
 * the id of the step's event, and 8 bytes of keyed BLAKE2b over these under the township's card key
 * (its domain is its own: no card's proof is one of a slip). It says nothing about the child: who
 * it is about stands beside it on the paper, or in the database. The next level's machine reads it
 * and makes the answer, a slip of the same form, which the kiosk reads. */
#pragma once

#include "db/ladder.h"

#include <stddef.h>

enum { SLIP_TEXT = 49, SLIP_MOST_DAYS = 60 };

enum slip_kind { /* stands in the slips: these numbers never change */
    SLIP_STEP = 1,
    SLIP_ANSWER = 2,
};

struct slip {
    enum slip_kind kind;
    enum ladder_level level; /* for whom the step is, or who answers */
    int day;                 /* on which it was made */
    uint8_t step[EVENT_ID_LEN];
};

/* Has `text` the form of a slip? That it is genuine only slip_read can tell. */
bool slip_is(const char *text);

/* The text of a slip under the key that this database holds. DB_REFUSED where it holds none. */
MUST_CHECK int slip_text(struct db *db, char out[SLIP_TEXT + 1], const struct slip *slip);

/* DB_REFUSED, with a sentence for people: no slip, damaged, forged, from the future or too old. */
MUST_CHECK int slip_read(struct db *db, struct slip *out, const char *text, int today);

/* The slip of a step that was told. DB_REFUSED where there is no such step. */
MUST_CHECK int slip_of_step(struct db *db, struct slip *out, const uint8_t step[EVENT_ID_LEN]);

/* On the next level's machine: records that the slip was seen (event slip_seen), and gives the
 * answer. DB_REFUSED where it is for another level, is an answer itself, or was answered before;
 * with `again` the last gives the same answer once more, and no event. */
MUST_CHECK int slip_answer(struct db *db, struct slip *out, const char *text,
    enum ladder_level level, bool again, int64_t staff_id, const struct moment *now);

/* On the kiosk: records an answer (event ladder_answer). DB_REFUSED where it is no answer, not to a
 * step of this kiosk's, of another level than the step, or known already. */
MUST_CHECK int slip_take(
    struct db *db, struct slip *out, const char *text, int64_t staff_id, const struct moment *now);
