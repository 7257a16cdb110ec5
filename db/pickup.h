/* pickup.h: who collected a child.
 *
 * A child's scan out is recorded at once; who collects it is a second fact, an event `pick_up`
 * whose cause is the check-out. The newest one of a check-out holds; where there is none, nobody
 * knows who collected the child, and staff are told until it has one or the child is back. */
#pragma once

#include "db/event.h"
#include "db/people.h"

enum {
    PICKUP_REASON_SIZE = 256,
    PICKUP_JUST_LEFT_MS = 60 * 1000,       /* a guardian's card so soon after is the collector's */
    PICKUP_OPEN_AFTER_MS = 2 * 60 * 1000,  /* then staff are told */
    PICKUP_FOLLOWED_DAYS = 7,              /* what is older stands in the report alone */
    PICKUP_ASSEMBLES_MS = 30 * 60 * 1000,  /* who left so long ago may walk with the group */
    PICKUP_HOME_AFTER_MS = 60 * 60 * 1000, /* a walking group's child should be home by then */
};

#define PICKUP_HOWS(X)                                                                             \
    X(PICKUP_GUARDIAN_CARD, "guardian_card")                                                       \
    X(PICKUP_STAFF_CONFIRMED,                                                                      \
        "staff_confirmed") /* staff chose a guardian from the child's list */                      \
    X(PICKUP_ALONE, "alone")                                                                       \
    X(PICKUP_GROUP, "group") /* with its walking group */                                          \
    X(PICKUP_NOTED, "noted") /* none of these: staff say what happened */

enum pickup_how {
    PICKUP_UNKNOWN, /* not confirmed */
#define X(id, name) id,
    PICKUP_HOWS(X)
#undef X
        PICKUP_HOW_COUNT
};

const char *pickup_how_name(enum pickup_how how);

/* Reasons that staff choose from: their stored words, and the sentence for a person of one of them,
 * or of one that was written: itself. Borrowed. */
#define PICKUP_REASONS(X)                                                                          \
    X(REASON_PHONED, "phoned")     /* the parents agreed by telephone */                           \
    X(REASON_RENEWING, "renewing") /* the agreement is being renewed */                            \
    X(REASON_NEAR, "near")         /* the child lives next door */                                 \
    X(REASON_RELATIVE, "relative") /* a relative or friend collected, and the parents know */      \
    X(REASON_BROUGHT, "brought")   /* a staff member brought the child home */                     \
    X(REASON_AT_HOME, "at_home")   /* the child is at home, by telephone */

enum pickup_reason {
#define X(id, name) id,
    PICKUP_REASONS(X)
#undef X
        PICKUP_REASON_COUNT
};

const char *pickup_reason_name(enum pickup_reason reason);
const char *pickup_reason_text(const char *reason);

struct pickup {
    int64_t child_id;
    enum pickup_how how;
    int64_t guardian_id; /* 0 for none, as the next */
    int64_t walk_id;
    int64_t staff_id;
    char reason[PICKUP_REASON_SIZE]; /* staff's: a word of a list, or a sentence; may be empty */
};

enum whereabouts {
    PICKUP_AWAY,      /* not been here today, or its stay was closed as assumed */
    PICKUP_HERE,      /* in */
    PICKUP_LEFT,      /* out, and nobody knows with whom */
    PICKUP_COLLECTED, /* out, and `pickup` says how */
};

/* How it stands with a child's last coming or going. */
struct departure {
    int64_t child_id;
    enum whereabouts where;
    bool today;     /* it was on now's local day */
    int64_t at_ms;  /* UTC ms, 0 where it never came */
    int64_t age_ms; /* before now by the monotonic clock; -1 where that was another boot */
    struct pickup pickup;
    bool home_confirmed; /* of who walked with a group */
    uint8_t check_out[EVENT_ID_LEN], pick_up[EVENT_ID_LEN];
};

MUST_CHECK int departure_of(
    struct db *db, struct departure *out, int64_t child_id, const struct moment *now);

/* The last check-out of a past or present day, for the report; where: PICKUP_AWAY for none. */
MUST_CHECK int departure_on(
    struct db *db, struct departure *out, int64_t child_id, int day, int offset_min);

/* Records who collects, and the check-out of who is still in, all of them in one transaction that
 * is on disk when this returns DB_OK. What the newest one says already is no event. DB_REFUSED,
 * with nothing recorded, where one of them has not been here today, or: guardian_card    the
 * guardian's link to the child is not valid staff_confirmed  no staff member, a barred person, or
 * an ended link without a reason alone            no consent covers the day, and no staff member
 * gives a reason group            the child does not walk with the group, and does not lead it
 *   noted            no staff member, or no reason */
MUST_CHECK int pickup_record(
    struct db *db, const struct pickup pickups[], int count, const struct moment *now);

/* A walking group's child is at home, or (false) that was a mistake. DB_REFUSED where it did not
 * leave with a group. The same again is no event. */
MUST_CHECK int pickup_home(
    struct db *db, int64_t child_id, bool home, int64_t staff_id, const struct moment *now);

/* Children of a Home who left without a confirmed collector more than PICKUP_OPEN_AFTER_MS ago and
 * are not back; those who left with a walking group, whether home or not. By child; a non-zero
 * return stops and is returned. */
MUST_CHECK int pickup_open_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct departure *, void *payload), void *payload);
MUST_CHECK int pickup_walked_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct departure *, void *payload), void *payload);

/* Has a child that walked been away for so long that staff should ask whether it is home? */
bool pickup_is_late(const struct departure *departure, int64_t now_ms);

/* Who may leave alone does, without a touch: called inside the check-out's transaction. */
MUST_CHECK int pickup_of_itself(struct db *db, const struct event *check_out, int day);
