/* roster.h: people edited one by one, on the screen: the rules that hold for them however they come
 * in (an import asks the same), and who did it, as event roster_edit in the same transaction. */
#pragma once

#include "db/moment.h"
#include "db/people.h"
#include "db/school.h"

enum { CHILD_OLDEST = 20 }; /* years */

/* Who edits, and when. */
struct roster_by {
    int64_t staff_id;
    int today;
    struct moment at;
};

/* Records an edit inside the caller's transaction. `no` is the row's number or name, `child_id` 0
 * where it is about no child. */
MUST_CHECK int roster_record(
    struct db *db, const struct roster_by *by, const char *table, const char *no, int64_t child_id);

/* DB_REFUSED, with the sentence, where a child can't be like that. */
MUST_CHECK int roster_child_check(struct db *db, const struct child *child, int today);

/* A number that no child, or nobody of the staff, of the Home has yet: "QS-014", "QS-S014", or,
 * where this kiosk is paired with a hub, "QS-7F014": the other kiosks of the Home give others. */
void roster_child_no(struct db *db, char out[NO_SIZE], const struct home *home);
void roster_staff_no(struct db *db, char out[NO_SIZE], const struct home *home);

struct child_edit {
    struct child child; /* id 0: a new one, whose number nobody may have yet */
    struct school_way way;
    int64_t volunteer;         /* paired from today on; 0: the pairing ends */
    struct guardian *guardian; /* the first, of a new child; else NULL */
};

/* All of it or nothing. DB_REFUSED also where a child who is here would have no guardian. */
MUST_CHECK int roster_child_save(
    struct db *db, struct child_edit *edit, const struct roster_by *by);

/* Adds a guardian, or changes the link of the same start day. Ended, there must be another one on
 * the day after it, as long as the child is enrolled. */
MUST_CHECK int roster_guardian_save(
    struct db *db, struct guardian *guardian, int64_t child_id, const struct roster_by *by);

/* Id 0: somebody new, whose number nobody may have yet. DB_REFUSED as staff_put. */
MUST_CHECK int roster_staff_save(struct db *db, struct staff *staff, const struct roster_by *by);

/* Leaves today: card and PIN end at once, what was done stays. DB_REFUSED for the last manager who
 * has a PIN, and for who asks. */
MUST_CHECK int roster_staff_leave(struct db *db, int64_t staff_id, const struct roster_by *by);
