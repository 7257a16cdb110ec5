/* attendance.h: who is here. Check-in and check-out by card, and the roll-up of each day.
 *
 * The truth is the event log. attendance_day is a sum of it, kept in the same transaction, which
 * can be made again from the events at any time and is then the same. */
#pragma once

#include "db/cards.h"
#include "db/db.h"
#include "db/moment.h"
#include "db/people.h"

#include <stdint.h>

#define SAME_SCAN_MS 10000 /* the same card within this time is the same scan */

#define SCAN_ANSWERS(X)                                                                            \
    X(SCAN_IN, "in")                                                                               \
    X(SCAN_OUT, "out")                                                                             \
    X(SCAN_GUARDIAN, "guardian")   /* a guardian's card: nothing recorded */                       \
    X(SCAN_STAFF, "staff")         /* a staff member's card: nothing recorded */                   \
    X(SCAN_REVOKED, "revoked")     /* a card that was ended: nothing recorded */                   \
    X(SCAN_PENDING, "pending")     /* genuine, but not in this roster: recorded, resolved later */ \
    X(SCAN_NO_ROSTER, "no_roster") /* the same, on a kiosk that holds no roster at all */

enum scan_answer {
#define X(id, name) id,
    SCAN_ANSWERS(X)
#undef X
        SCAN_ANSWER_COUNT
};

const char *scan_answer_name(enum scan_answer answer);

struct scan {
    enum scan_answer answer;
    bool again;        /* the same scan as a moment ago: its first answer, nothing new recorded */
    int64_t holder_id; /* child, guardian or staff id, by the answer; 0 for none */
    int64_t at_ms;     /* when it was recorded, UTC ms */
};

/* Records what a genuine card means at this kiosk's Home, in one transaction that is on disk when
 * this returns DB_OK. A child's first scan of a local day is a check-in; then a check-out if in, a
 * check-in if out. DB_REFUSED where no Home was chosen. */
MUST_CHECK int attendance_scan(
    struct db *db, struct scan *out, const uint8_t card[CARD_ID_BYTES], const struct moment *now);

#define VOUCHED_SECRETS(X)                                                                         \
    X(VOUCHED_RIGHT, "right")   /* the child showed its secret */                                  \
    X(VOUCHED_NEW, "new")       /* it had none yet */                                              \
    X(VOUCHED_FAILED, "failed") /* it could not show it: the staff member alone vouches */

enum vouched_secret {
#define X(id, name) id,
    VOUCHED_SECRETS(X)
#undef X
        VOUCHED_SECRET_COUNT
};

/* A child without its card, for whom a staff member vouches. */
struct vouch {
    int64_t child_id, staff_id;
    enum vouched_secret secret;
};

/* Records a child's check without a card, by the same rules as a scan: in or out from the day's
 * events, and within ten seconds of the child's last check, by card or not, the same one. The event
 * says that the card was forgotten, and who vouched. Durable and failing like attendance_scan. */
MUST_CHECK int attendance_vouched(
    struct db *db, struct scan *out, const struct vouch *vouch, const struct moment *now);

/* What a kiosk does at its start, at midnight and when its clock is set: learns the true time of a
 * boot whose clock was wrong and puts its events on their right days; gives pending cards that are
 * now known to their children; closes what was left open on past days at the Home's closing time,
 * as assumed. Nothing but the first is done while the clock is not trusted. */
MUST_CHECK int attendance_settle(struct db *db, const struct moment *now);

/* Is the child in, so that its next scan would check it out? False too where the database failed.
 */
bool attendance_is_in(struct db *db, int64_t child_id, const struct moment *now);

/* How many are in at a Home on a day, -1 where the database failed. */
int attendance_in_count(struct db *db, int64_t home_id, int day);

struct attendance {
    int day;
    int64_t home_id, child_id;
    int sessions;        /* check-ins of the day */
    int64_t first_in_ms; /* UTC ms */
    int64_t last_out_ms; /* UTC ms, 0 while there is none */
    int64_t minutes;     /* of closed stays, each rounded down */
    int64_t open_ms;     /* check-in that is still open, UTC ms, 0 for none */
    bool assumed;        /* a check-out of the day was assumed, not seen */
    bool corrected;      /* a check of the day bears a correction: correct.h */
};

/* The day's rows, by Home and first arrival; home_id 0 means all. */
MUST_CHECK int attendance_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct attendance *, void *payload), void *payload);

/* Makes the roll-up again from the events, in one transaction. */
MUST_CHECK int attendance_rebuild(struct db *db);

/* Does the roll-up agree with the events? DB_OK, or DB_REFUSED with the first day that differs. The
 * file is not changed. */
MUST_CHECK int attendance_verify(struct db *db);
