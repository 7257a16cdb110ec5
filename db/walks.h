/* walks.h: walking groups (路队): children who go home together behind a leader, an older child or
 * an adult with a card. Reference data. */
#pragma once

#include "db/cards.h"
#include "db/people.h"

struct walk {
    int64_t id;
    int64_t home_id;
    char name[NAME_SIZE];
    char picture[WORD_SIZE]; /* a name of assets/garden, for who can't read */
    enum holder_kind leader_kind;
    int64_t leader_id; /* child, guardian or staff id, by kind */
};

/* Adds the group, or changes the Home's one of this name; id is an output. */
MUST_CHECK int walk_put(struct db *db, struct walk *walk);

bool walk_get(struct db *db, struct walk *out, int64_t id);
bool walk_find(struct db *db, struct walk *out, int64_t home_id, const char *name);

/* The Home's group that this person leads; the one that the child walks with on the day. */
bool walk_led_by(
    struct db *db, struct walk *out, enum holder_kind kind, int64_t holder_id, int64_t home_id);
bool walk_of_child(struct db *db, struct walk *out, int64_t child_id, int day);

/* The name of who leads it, "" where nobody is found. */
void walk_leader(struct db *db, char out[NAME_SIZE], const struct walk *walk);

/* home_id 0 means all Homes. A non-zero return stops and is returned. */
MUST_CHECK int walk_each(
    struct db *db, int64_t home_id, int (*each)(const struct walk *, void *payload), void *payload);

/* The child walks with the group from `since_day` until `until_day`, its last day (0: open end); an
 * earlier membership ends the day before. */
MUST_CHECK int walker_put(
    struct db *db, int64_t walk_id, int64_t child_id, int since_day, int until_day);

/* The group's children on a day, by pinyin. */
MUST_CHECK int walker_each(struct db *db, int64_t walk_id, int day,
    int (*each)(const struct child *, void *payload), void *payload);
