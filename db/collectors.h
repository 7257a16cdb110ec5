/* collectors.h: who may collect a child: its guardians with their agreements, who is barred, and
 * whether it may leave alone. Reference data; who did collect is pickup.h's. */
#pragma once

#include "db/people.h"

enum { NOTE_SIZE = 256 };

/* Adds the consent, or changes the one of the same first day. `until_day` is its last, 0 for open
 * end. */
MUST_CHECK int leave_alone_put(
    struct db *db, int64_t child_id, int since_day, int until_day, const char *agreed_by);

struct leave_alone {
    int since_day, until_day;
    char agreed_by[NAME_SIZE];
};

/* The consent that covers the day. False where there is none, or the database failed. */
bool leave_alone_on(struct db *db, struct leave_alone *out, int64_t child_id, int day);

/* A person who must never collect a child: a guardian by the same name, or anybody. */
struct barred {
    char name[NAME_SIZE];
    char phone[PHONE_SIZE]; /* may be empty */
    char relation[WORD_SIZE];
    char note[NOTE_SIZE];
    int since_day;
    int until_day; /* the last day on which it holds, 0 for open end */
};

/* Adds, or changes the one of the same child and name. */
MUST_CHECK int barred_put(struct db *db, const struct barred *barred, int64_t child_id);

enum collector_state {
    COLLECTOR_VALID,
    COLLECTOR_ENDED, /* the link, or its agreement, was over before this day */
    COLLECTOR_BARRED,
};

/* One who might come for a child. */
struct collector {
    struct guardian guardian; /* id 0: a barred person who is no guardian */
    enum collector_state state;
    char note[NOTE_SIZE]; /* of who is barred */
};

/* All of a child's, valid ones first, then ended, then barred ones; of several links of one
 * guardian the newest. A non-zero return stops and is returned. */
MUST_CHECK int collector_each(struct db *db, int64_t child_id, int day,
    int (*each)(const struct collector *, void *payload), void *payload);

/* How it stands between a guardian and a child; false where there is no link by this day. */
bool collector_get(
    struct db *db, struct collector *out, int64_t child_id, int64_t guardian_id, int day);

/* A child as its guardian's. */
struct ward {
    struct child child;
    char relation[WORD_SIZE];
    enum collector_state state;
};

/* A guardian's children, those with a valid link first. */
MUST_CHECK int ward_each(struct db *db, int64_t guardian_id, int day,
    int (*each)(const struct ward *, void *payload), void *payload);

/* The children from whom this guardian is barred, linked or not. */
MUST_CHECK int barred_from_each(struct db *db, int64_t guardian_id, int day,
    int (*each)(int64_t child_id, void *payload), void *payload);

/* The one guardian with this telephone number; 0 where there is none, or more than one. */
int64_t guardian_by_phone(struct db *db, const char *phone);
