/* mark.h: what staff say of children in a class: a session on a day.
 *
 * A child has one mark in a class: the newest, by the order of recording, that was not taken back.
 * Nothing else keeps it. A mark holds the class's title, subject and start, so that it can be read
 * when the session has gone from the timetable; a session that goes while its class is being marked
 * is marked all the same. */
#pragma once

#include "db/moment.h"
#include "db/timetable.h"

/* In the order of what says more: who has a star took part, and was present. */
#define MARKS(X)                                                                                   \
    X(MARK_PRESENT, "present")                                                                     \
    X(MARK_TOOK_PART, "took_part")                                                                 \
    X(MARK_STAR, "star")                                                                           \
    X(MARK_NEEDS_HELP, "needs_help") /* until the next mark of the class */

enum mark {
    MARK_NONE,
#define X(id, name) id,
    MARKS(X)
#undef X
        MARK_COUNT
};

/* The stored name; "none" for MARK_NONE. The parser gives MARK_NONE for what is none. */
const char *mark_name(enum mark mark);
enum mark mark_parse(const char *text);

/* Children of a class to be marked alike. The session is as the caller knows it. */
struct mark_order {
    const struct session *session;
    int day;
    enum mark mark; /* MARK_NONE: all of a child's marks in this class are taken back */
    int64_t staff_id;
    int count;
    const int64_t *children;
};

/* What an order came to. */
struct marked {
    int count;                   /* children whose mark is another now */
    int64_t first_seq, last_seq; /* of its events; 0 where there are none */
    int others;                  /* children who had a mark of another staff member; of the last: */
    int64_t other_child, other_staff;
    enum mark other_mark;
};

/* Marks all of the children in one transaction, or, where it fails, none, and db_why says so. Who
 * has this mark already gets no event. */
MUST_CHECK int mark_children(
    struct db *db, struct marked *out, const struct mark_order *order, const struct moment *now);

/* Takes an order back, in one transaction: what held before it holds again, unless something newer
 * does. *count says of how many children; 0 where it was taken back already. */
MUST_CHECK int mark_undo(struct db *db, int *count, const struct marked *order, int64_t staff_id,
    const struct moment *now);

/* A mark that holds. */
struct mark_row {
    int64_t child_id;
    enum mark mark;
    int64_t staff_id;
};

/* The marks that hold in a class. A non-zero return of `each` stops and is returned. */
MUST_CHECK int mark_each(struct db *db, int64_t session_id, int day,
    int (*each)(const struct mark_row *, void *payload), void *payload);

/* One who waits for help in a class, as the mark has it. */
struct mark_help {
    int64_t child_id;
    int64_t staff_id; /* who marked it */
    int64_t since_ms; /* UTC ms, as corrected by what is known of the boot's clock */
    int64_t session_id;
    char title[NAME_SIZE]; /* as session.title */
    enum subject subject;
    int starts_min;
};

/* Who waits for help in the day's classes of a Home (0: of all), the longest waiting first. A
 * non-zero return of `each` stops and is returned. */
MUST_CHECK int mark_help_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct mark_help *, void *payload), void *payload);
