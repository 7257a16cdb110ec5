/* health.h: what staff must know of a child's health. Never for the children's side of the screen.
 *
 * Reference data. A note that no longer holds is ended with a reason and stays. That staff looked
 * at a child's notes on a day is an event. */
#pragma once

#include "db/db.h"
#include "db/moment.h"
#include "db/people.h"

#include <stddef.h>

enum { HEALTH_TEXT_SIZE = 160 };

#define HEALTH_KINDS(X)                                                                            \
    X(HEALTH_ALLERGY, "allergy", "过敏")                                                           \
    X(HEALTH_MEDICINE, "medicine", "用药")                                                         \
    X(HEALTH_NOTE, "note", "其他")

enum health_kind {
#define X(id, name, zh) id,
    HEALTH_KINDS(X)
#undef X
        HEALTH_KIND_COUNT
};

/* The stored name; the parser takes that or the Chinese word, or returns -1. */
const char *health_kind_name(enum health_kind kind);
int health_kind_parse(const char *text);

struct health {
    int64_t id;
    int64_t child_id;
    enum health_kind kind;
    char text[HEALTH_TEXT_SIZE]; /* not empty */
    bool important;              /* shown when the child comes */
    int64_t staff_id;            /* who wrote it, 0: an import */
};

/* Adds the note, or takes up again the same (child, kind, text) of before. id is an output. */
MUST_CHECK int health_put(struct db *db, struct health *health);

/* Ends a note on a day. DB_REFUSED where it has ended, or there is no reason. */
MUST_CHECK int health_end(struct db *db, int64_t id, const char *reason, int64_t staff_id, int day);

/* Calls `each` for every note of the child that holds, important ones first. */
MUST_CHECK int health_each(struct db *db, int64_t child_id,
    int (*each)(const struct health *, void *payload), void *payload);

/* The first important note of the child. False where there is none, or the database failed. */
bool health_important(struct db *db, struct health *out, int64_t child_id);

/* Records that a staff member looked at the child's notes today: once a day is enough, a second
 * time is no event. */
MUST_CHECK int health_seen(
    struct db *db, int64_t child_id, int64_t staff_id, const struct moment *now);
