/* people.h: the roster: Homes, children, their guardians, staff and volunteers.
 *
 * Reference data: it may be edited, and each row counts its edits in `version`; putting what is
 * there already is none. People are never deleted, they leave on a day. `no` is the number that the
 * Home's own papers give to a person and is what an import recognises them by. Days are numbers
 * like 20261124, 0 for none. */
#pragma once

#include "db/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    NO_SIZE = 32, /* bytes, the closing NUL counted, for all of these */
    NAME_SIZE = 96,
    PHONE_SIZE = 32,
    WORD_SIZE = 48,
};

struct home {
    int64_t id;
    char code[NO_SIZE];
    char name[NAME_SIZE];
    char village[NAME_SIZE];
    int closes_min;     /* closing time, minutes since local midnight */
    int utc_offset_min; /* 480 in China */
};

struct child {
    int64_t id;
    char no[NO_SIZE];
    char name[NAME_SIZE];
    char pinyin[NAME_SIZE]; /* family name first, words apart: "zeng xiao yu" */
    char spoken[NAME_SIZE]; /* with the numbers of the tones: "zeng1 xiao3 yu3"; empty: not known */
    int64_t home_id;
    int born_day;
    char sex[WORD_SIZE]; /* "f", "m" or empty */
    char school[NAME_SIZE];
    char grade[WORD_SIZE];
    char animal[WORD_SIZE]; /* a name of assets/animals */
    int joined_day;
    int left_day; /* 0 while enrolled; else the first day on which the child no longer is */
};

/* How the name is spoken: with its tones where they are known. Borrowed. */
const char *child_spoken(const struct child *child);

/* A guardian is a dated link to a child: a grandparent, a parent, an entrusted neighbour. */
struct guardian {
    int64_t id;
    char name[NAME_SIZE];
    char phone[PHONE_SIZE];
    char relation[WORD_SIZE];
    int since_day;
    int until_day;         /* 0 for open end */
    int agreement_day;     /* day of the care agreement (委托照护协议), 0 for none */
    int agreement_until;   /* its last day, 0 for open end */
    char photo[WORD_SIZE]; /* a file in the folder photos/ beside the database, or empty */
};

#define STAFF_ROLES(X)                                                                             \
    X(STAFF_MANAGER, "manager", "主任")                                                            \
    X(STAFF_SOCIAL_WORKER, "social_worker", "社工")                                                \
    X(STAFF_TUTOR, "tutor", "辅导老师")                                                            \
    X(STAFF_VOLUNTEER, "volunteer", "志愿者")

enum staff_role {
#define X(id, name, zh) id,
    STAFF_ROLES(X)
#undef X
        STAFF_ROLE_COUNT
};

/* The stored name of a role ("tutor"); staff_role_parse takes it or the Chinese word, or -1. */
const char *staff_role_name(enum staff_role role);
int staff_role_parse(const char *text);

/* The least that a screen or a command asks of who uses it, in order: each includes those before.
 */
enum access {
    ACCESS_ANYONE,
    ACCESS_VOLUNTEER,
    ACCESS_TUTOR,
    ACCESS_SOCIAL_WORKER,
    ACCESS_MANAGER,
    ACCESS_INSTALLER, /* no role reaches it: who owns the machine alone */
};

/* What a role reaches. */
enum access staff_access(enum staff_role role);

struct staff {
    int64_t id;
    char no[NO_SIZE];
    char name[NAME_SIZE];
    enum staff_role role;
    char phone[PHONE_SIZE];
    int64_t home_id;
};

/* A code for a new Home, made of its name and village: four digits and letters. */
void home_code_make(char out[NO_SIZE], const char *name, const char *village);

/* `put` adds the row, or replaces the one with the same code or no; id is an output. */
MUST_CHECK int home_put(struct db *db, struct home *home);
MUST_CHECK int child_put(struct db *db, struct child *child);
MUST_CHECK int staff_put(struct db *db, struct staff *staff);

/* DB_REFUSED where the staff member of that number is the last manager with a PIN, who stays one:
 * nobody could reset a PIN otherwise. staff_put asks it where the role changes. */
MUST_CHECK int staff_keeps_manager(struct db *db, const char *no);

/* Adds a guardian (one row per name and phone) and the link to the child, or updates the link of
 * the same start day; an empty photo leaves the one that is there. guardian->id is an output. */
MUST_CHECK int guardian_put(struct db *db, struct guardian *guardian, int64_t child_id);

/* Pairs a child with a volunteer from `since_day` on; an earlier pairing ends on that day. */
MUST_CHECK int pairing_put(struct db *db, int64_t child_id, int64_t staff_id, int since_day);

/* One row by its id, or by its code or no (for a Home also its name). False where there is none or
 * the database failed. */
bool home_get(struct db *db, struct home *out, int64_t id);
bool home_find(struct db *db, struct home *out, const char *code_or_name);
bool child_get(struct db *db, struct child *out, int64_t id);
bool child_find(struct db *db, struct child *out, const char *no);
bool staff_get(struct db *db, struct staff *out, int64_t id);
bool staff_find(struct db *db, struct staff *out, const char *no);
bool guardian_get(struct db *db, struct guardian *out, int64_t id);

/* The volunteer paired with a child on a day. */
bool pairing_get(struct db *db, struct staff *out, int64_t child_id, int day);

/* Calls `each` for every row in order (children by Home and pinyin); a non-zero return stops and is
 * returned. home_id 0 means all Homes; children who have left by `day` are skipped, but by
 * child_ever_each; child_between_each has who was enrolled on any of the days. presence_each, of
 * one Home, says also who is in; whoever is in is among them, of whatever Home and roster. */
MUST_CHECK int home_each(
    struct db *db, int (*each)(const struct home *, void *payload), void *payload);
MUST_CHECK int child_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct child *, void *payload), void *payload);
MUST_CHECK int child_ever_each(
    struct db *db, int (*each)(const struct child *, void *payload), void *payload);
MUST_CHECK int child_between_each(struct db *db, int64_t home_id, int from_day, int until_day,
    int (*each)(const struct child *, void *payload), void *payload);
MUST_CHECK int presence_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct child *, bool here, void *payload), void *payload);
MUST_CHECK int staff_each(struct db *db, int64_t home_id,
    int (*each)(const struct staff *, void *payload), void *payload);
MUST_CHECK int guardian_each(struct db *db, int64_t child_id, int day,
    int (*each)(const struct guardian *, void *payload), void *payload);

/* Every guardian that the child has, had or will have; those without an end first. */
MUST_CHECK int guardian_ever_each(struct db *db, int64_t child_id,
    int (*each)(const struct guardian *, void *payload), void *payload);

/* Whether two children of one Home have a guardian in common on `day`: a brother, a sister, or as
 * good as one. False where the database failed. */
bool child_is_sibling(struct db *db, int64_t child_id, int64_t other_id, int day);

/* Children enrolled on `day`, in a Home or (0) in all; -1 where the database failed. */
int child_count(struct db *db, int64_t home_id, int day);

/* Calls `each` for every child enrolled on `day` who has no guardian on that day. */
MUST_CHECK int child_without_guardian_each(
    struct db *db, int day, int (*each)(const struct child *, void *payload), void *payload);
