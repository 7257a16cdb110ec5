/* contact.h: contacts of children with the volunteers they are paired with. A contact is an event;
 * a pair's first of a day counts, further ones are kept and say so. */
#pragma once

#include "db/moment.h"
#include "db/people.h"

enum { CONTACT_MOST_DAYS = 14 }; /* without a contact; then somebody should look */

/* Records that they are together. *again: they had a contact on this day already. DB_REFUSED where
 * they are not paired on the day. */
MUST_CHECK int contact_record(
    struct db *db, bool *again, int64_t child_id, int64_t staff_id, const struct moment *now);

struct contact_pair {
    int64_t child_id, staff_id;
    int since_day; /* of the pairing */
    int last_day;  /* of the last contact, 0: none yet */
    bool overdue;  /* more than CONTACT_MOST_DAYS without one */
};

/* The pairs of a Home (0: of all) on a day: those who are overdue first. A non-zero return stops
 * and is returned. */
MUST_CHECK int contact_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct contact_pair *, void *payload), void *payload);
