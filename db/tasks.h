/* tasks.h: homework as tutors handle it: set for many at once, ticked off, and who is behind.
 * homework.h has the items and their states. */
#pragma once

#include "db/homework.h"

/* A class that children of a Home go to. */
struct task_class {
    char school[NAME_SIZE];
    char grade[WORD_SIZE];
    int children;
};

/* The classes of a Home's children, first grades first. A non-zero return of `each`, here and
 * below, stops and is returned. */
MUST_CHECK int task_class_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct task_class *, void *payload), void *payload);

enum { TASK_TEXTS = 30, TASK_TEXT_DAYS = 120 };

/* The newest TASK_TEXTS different texts of a subject's items, due from TASK_TEXT_DAYS before `day`
 * on; the newest first. */
MUST_CHECK int task_text_each(struct db *db, enum homework_subject subject, int day,
    int (*each)(const char *text, void *payload), void *payload);

/* What is set, and for whom: each of the classes and each of the children. */
struct task_order {
    enum homework_subject subject;
    const char *text;
    int due_day;
    int64_t staff_id;
    int class_count, child_count;
    const struct task_class *classes;
    const int64_t *children;
};

/* The items that an order made: ids from first to last; 0 where all were there already. */
struct task_set {
    int64_t first_id, last_id;
};

/* Sets it in one transaction. DB_REFUSED where the text is empty or it is for nobody. */
MUST_CHECK int task_set(struct db *db, struct task_set *out, const struct task_order *order);

/* Takes the items of an order away again; *left says how many stay since they were marked. */
MUST_CHECK int task_unset(struct db *db, int *left, const struct task_set *order);

/* An item with the children of a Home that it is for. */
struct task_item {
    struct homework homework;
    int children, asked, need_help, ticked;
    char only_for[NAME_SIZE]; /* the child's name, where it is for one; else empty */
};

/* Items that are for children of the Home and due between two days, both counted; first due first.
 */
MUST_CHECK int task_each(struct db *db, int64_t home_id, int day, const int due[2],
    int (*each)(const struct task_item *, void *payload), void *payload);

/* How an item stands for one child. */
struct task_child {
    int64_t child_id;
    char name[NAME_SIZE], animal[WORD_SIZE];
    bool here;
    enum homework_state state;
    bool own; /* by the child itself */
};

MUST_CHECK int task_child_each(struct db *db, int64_t homework_id, int64_t home_id, int day,
    int (*each)(const struct task_child *, void *payload), void *payload);

/* Children to be marked alike. */
struct task_tick {
    int64_t homework_id, staff_id;
    enum homework_state state;
    int count;
    const int64_t *children;
};

struct task_ticked {
    int count, same;             /* marked; the others had that state already */
    int64_t first_seq, last_seq; /* of the events; first after last: none */
};

/* Marks all of them in one transaction, or, where it fails, none. */
MUST_CHECK int task_tick(
    struct db *db, struct task_ticked *out, const struct task_tick *tick, const struct moment *now);

/* Takes a tick back: what held before holds again, unless something newer does. *count says of how
 * many. */
MUST_CHECK int task_untick(struct db *db, int *count, const struct task_ticked *ticked,
    int64_t staff_id, const struct moment *now);

/* One who has late work left: not ticked off, and not said to be done. */
struct task_behind {
    int64_t child_id;
    char name[NAME_SIZE], animal[WORD_SIZE], school[NAME_SIZE], grade[WORD_SIZE];
    bool here;
    int late;      /* items that were due before the day, within HOMEWORK_PAST_DAYS */
    int since_day; /* when the first of them was due */
};

/* Most late first. */
MUST_CHECK int task_behind_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct task_behind *, void *payload), void *payload);
