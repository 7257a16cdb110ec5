/* presence.h: who is here and is no child: staff and volunteers, by their cards or a touch, and
 * visitors, whom staff sign in. Who has not left at closing time is signed out then, as assumed,
 * when the day is over (attendance_settle does it). Children are counted apart: attendance.h. */
#pragma once

#include "db/cards.h"
#include "db/db.h"
#include "db/moment.h"
#include "db/people.h"

/* What a staff member's sign came to. */
struct presence {
    bool in;          /* came, else left */
    bool again;       /* the same as a moment ago: nothing new recorded */
    int64_t at_ms;    /* UTC */
    int64_t since_ms; /* when it had come; of a coming, at_ms */
};

/* Signs a staff member in, or out who is in. The first of a day is always in, and a card that is
 * shown within ten seconds of the last sign is the same one. `card`: of CARD_ID_BYTES; NULL: a
 * touch. DB_REFUSED where no Home was chosen. Durable when it returns. */
MUST_CHECK int presence_sign(struct db *db, struct presence *out, int64_t staff_id,
    const uint8_t *card, const struct moment *now);

#define VISIT_PURPOSES(X)                                                                          \
    X(VISIT_PARENT, "parent")                                                                      \
    X(VISIT_INSPECTION, "inspection")                                                              \
    X(VISIT_DELIVERY, "delivery")                                                                  \
    X(VISIT_OTHER, "other")

enum visit_purpose {
#define X(id, name) id,
    VISIT_PURPOSES(X)
#undef X
        VISIT_PURPOSE_COUNT
};

const char *visit_purpose_name(enum visit_purpose purpose);

/* Signs a visitor in (a name is a must: DB_REFUSED), and out; `visit` is its seq. Out twice is no
 * event. */
MUST_CHECK int visitor_in(struct db *db, const char *name, enum visit_purpose purpose,
    int64_t staff_id, const struct moment *now);
MUST_CHECK int visitor_out(
    struct db *db, int64_t visit, int64_t staff_id, const struct moment *now);

/* Somebody who is here. */
struct inside {
    int64_t visit;              /* seq of the coming */
    int64_t staff_id;           /* whose card; 0: a visitor */
    char name[NAME_SIZE];       /* of the visitor */
    enum visit_purpose purpose; /* of the visitor */
    int64_t since_ms;
};

/* Calls `each` for everyone who came to the Home on `day` and has not left, in order of coming. */
MUST_CHECK int presence_inside_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct inside *, void *payload), void *payload);

/* Since when a staff member is here today, 0 where it is not. */
int64_t presence_since(struct db *db, int64_t home_id, int64_t staff_id, int day);

/* Signs out who was left in on days before `today`, at their Homes' closing time. Inside the
 * caller's transaction, with a moment that was judged. */
MUST_CHECK int presence_settle(struct db *db, const struct moment *at, int today);
