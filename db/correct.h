/* correct.h: a check that was wrong, put right by staff. Nothing is overwritten: an event says how
 * it was, who says so, and why; the newest wins, and a correction can be corrected.
 *
 * The day's sums, and whether the next scan is in or out, follow at once. A check belongs for ever
 * to the Home where it happened, and to its child though that has left or moved. */
#pragma once

#include "db/attendance.h"

#define CORRECTIONS(X)                                                                             \
    X(CORRECT_LEFT, "left")     /* check-out was forgotten: the true time of leaving */            \
    X(CORRECT_CHILD, "child")   /* it was another child; what belongs to the stay goes with it */  \
    X(CORRECT_TIME, "time")     /* it was at another time */                                       \
    X(CORRECT_NEVER, "never")   /* it never was; a coming takes its leaving with it */             \
    X(CORRECT_ADDED, "added")   /* came, or came and left, and nothing was recorded */             \
    X(CORRECT_TURNED, "turned") /* that was the leaving: the coming was not recorded */            \
    X(CORRECT_UNDONE, "undone") /* the last correction was wrong: as it was before that */

enum correct_what {
#define X(id, name) id,
    CORRECTIONS(X)
#undef X
        CORRECTION_COUNT
};

#define CORRECT_REASONS(X)                                                                         \
    X(CORRECT_FORGOT, "forgot")         /* the child forgot to scan */                             \
    X(CORRECT_WRONG_CARD, "wrong_card") /* another child's card was used */                        \
    X(CORRECT_BY_MISTAKE, "mistake")    /* scanned in play, or staff tapped the wrong row */       \
    X(CORRECT_BAD_CLOCK, "clock")       /* the clock was wrong, or the kiosk was off */            \
    X(CORRECT_OTHER, "other")           /* the note says it */

enum correct_reason {
#define X(id, name) id,
    CORRECT_REASONS(X)
#undef X
        CORRECT_REASON_COUNT
};

const char *correct_what_name(enum correct_what what);
const char *correct_reason_name(enum correct_reason reason);

enum {
    CORRECT_DAYS = 60, /* what lies further back asks for a manager */
    CORRECT_NOTE = 200 /* bytes, the closing NUL counted */
};

struct correct {
    enum correct_what what;
    int64_t check;    /* seq of the event that recorded the check; of LEFT any check of the stay; 0
                         for ADDED */
    int64_t child_id; /* CHILD: whose it was; ADDED: who came */
    int64_t at_ms;    /* LEFT, TIME: the true time; ADDED, TURNED: when it came. UTC ms */
    int64_t until_ms; /* ADDED: when it left, 0 where it is here still, or nobody knows */
    int64_t staff_id; /* who says so: a social worker, or manager */
    enum correct_reason reason;
    char note[CORRECT_NOTE]; /* free text, or "" */
};

/* A child's day, before and after. */
struct correct_effect {
    struct attendance before, after;
};

enum { CORRECT_EFFECTS = 4 };

/* What it would come to: up to CORRECT_EFFECTS days of children, how many in *count. Changes
 * nothing, and refuses like correct_apply. */
MUST_CHECK int correct_preview(struct db *db, struct correct_effect out[CORRECT_EFFECTS],
    int *count, const struct correct *correct, const struct moment *now);

/* Records it, all or nothing. DB_REFUSED, with a sentence for staff, where the time lies in the
 * future or the clock can't tell, the staff member may not, two stays would overlap, the other
 * child was in at that time (or was not), or there is nothing to undo. */
MUST_CHECK int correct_apply(
    struct db *db, const struct correct *correct, const struct moment *now);

/* A check-out that was assumed, of a day that is over. */
struct forgotten_out {
    int64_t child_id;
    int64_t check; /* for CORRECT_LEFT */
    int day;
    int64_t in_ms, assumed_ms;
    int64_t usual_ms; /* when it left on most of its last days, on this one; 0: not known */
};

/* The assumed check-outs of a Home's days from `from` to `until`, newest day first. */
MUST_CHECK int correct_forgotten_each(struct db *db, int64_t home_id, int from, int until,
    int (*each)(const struct forgotten_out *, void *payload), void *payload);
