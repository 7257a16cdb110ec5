/* homework.h: what the schools have set, and what became of it.
 *
 * Reference data: an item belongs to a school and grade, as child.school and child.grade write
 * them, or to one child alone. Facts: a mark is an event of a child and an item; the newest one
 * that was not taken back is the item's state for that child. Nothing else keeps it. */
#pragma once

#include "db/moment.h"
#include "db/people.h"

enum {
    HOMEWORK_TEXT_SIZE = 256,
    HOMEWORK_MAX = 64,       /* items of one child's list */
    HOMEWORK_PAST_DAYS = 14, /* what was due before is shown no more */
};

#define HOMEWORK_SUBJECTS(X)                                                                       \
    X(HOMEWORK_CHINESE, "chinese", "语文")                                                         \
    X(HOMEWORK_MATHS, "maths", "数学")                                                             \
    X(HOMEWORK_ENGLISH, "english", "英语")                                                         \
    X(HOMEWORK_OTHER, "other", "其他")

enum homework_subject {
#define X(id, name, zh) id,
    HOMEWORK_SUBJECTS(X)
#undef X
        HOMEWORK_SUBJECT_COUNT
};

#define HOMEWORK_STATES(X)                                                                         \
    X(HOMEWORK_OPEN, "open")   /* never marked, or each mark was taken back */                     \
    X(HOMEWORK_ASKED, "asked") /* the child says it is done, a tutor is to tick it off */          \
    X(HOMEWORK_NEED_HELP, "need_help")                                                             \
    X(HOMEWORK_LEFT, "left_at_school")                                                             \
    X(HOMEWORK_DONE, "done")           /* by staff alone, as the next */                           \
    X(HOMEWORK_CORRECTED, "corrected") /* done, and mistakes put right */

enum homework_state {
#define X(id, name) id,
    HOMEWORK_STATES(X)
#undef X
        HOMEWORK_STATE_COUNT
};

/* Stored names; homework_subject_parse takes those or the Chinese words, or returns -1. */
const char *homework_subject_name(enum homework_subject subject);
int homework_subject_parse(const char *text);
const char *homework_state_name(enum homework_state state);

struct homework {
    int64_t id;
    char school[NAME_SIZE];
    char grade[WORD_SIZE];
    int64_t child_id; /* for this child alone, school and grade are empty then; 0: the class's */
    enum homework_subject subject;
    char text[HOMEWORK_TEXT_SIZE];
    int due_day;
    int64_t staff_id; /* who set it, 0 where nobody is named */
};

/* An item as it stands for one child. */
struct homework_item {
    struct homework homework;
    enum homework_state state;
    bool own; /* the state is the child's own mark, which it may take back */
};

/* Ticked off by staff: there is nothing left to do or to mark. */
bool homework_is_ticked(enum homework_state state);

/* Adds the item, or, where the same stands there already, says who set it; id is an output.
 * DB_REFUSED where it is nobody's: school or grade is empty, and it is not for one child. */
MUST_CHECK int homework_put(struct db *db, struct homework *homework);

/* How many children enrolled on `day` it is for; -1 where it failed. */
int homework_reaches(struct db *db, const struct homework *homework, int day);

/* The child's items that are due from HOMEWORK_PAST_DAYS before `day` on, first due first, at most
 * HOMEWORK_MAX; returns how many, or a negative db_error. */
MUST_CHECK int homework_of_child(
    struct db *db, struct homework_item out[HOMEWORK_MAX], const struct child *child, int day);

/* How many of the child's items are due on `day` itself with work left; -1 where it failed. */
int homework_due_count(struct db *db, const struct child *child, int day);

struct homework_mark {
    int64_t child_id, homework_id;
    enum homework_state state;
    int64_t staff_id; /* 0: the child itself */
};

/* Records a mark; one that says what the newest says already is none. DB_REFUSED where the item is
 * not of the child's school and grade, where a child marks what staff alone may or what staff have
 * ticked off, and for HOMEWORK_OPEN, which is reached by undo alone. */
MUST_CHECK int homework_mark(
    struct db *db, const struct homework_mark *mark, const struct moment *now);

/* Takes the child's own newest mark back: the one before it holds again. DB_REFUSED where the
 * newest mark is not the child's own. */
MUST_CHECK int homework_undo(
    struct db *db, int64_t child_id, int64_t homework_id, const struct moment *now);

/* One who waits for help. */
struct homework_help {
    int64_t child_id;
    struct homework homework;
    int64_t since_ms; /* UTC ms of the mark, as corrected by what is known of the boot's clock */
};

/* Tutors' queue: who needs help at a Home (0: at all), by subject, the longest waiting first; with
 * items due from HOMEWORK_PAST_DAYS before `day` on. A non-zero return stops and is returned. */
MUST_CHECK int homework_help_queue(struct db *db, int64_t home_id, int day,
    int (*each)(const struct homework_help *, void *payload), void *payload);

/* Items due from HOMEWORK_PAST_DAYS before `day` on, by school, grade and day; home_id other than
 * 0: of the classes that the Home's children go to. */
MUST_CHECK int homework_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct homework *, void *payload), void *payload);
