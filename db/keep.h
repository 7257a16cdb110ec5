/* keep.h: for how many years what is kept. After them it goes, by keep_sweep, and the sums stay.
 *
 * Years are settings of the Home; 0 keeps for ever. What goes is told by kind and number, never by
 * name. */
#pragma once

#include "db/db.h"
#include "db/erase.h"
#include "db/moment.h"

#define KEEP_KINDS(X)                                                                              \
    X(KEEP_CHILDREN, "children", 3) /* personal data of a child, after it left: erase.h */         \
    X(KEEP_NOTES, "notes", 3)       /* words in notes, visits, alarms, corrections, pick-ups */    \
    X(KEEP_HEALTH, "health", 1)     /* health notes that have ended */                             \
    X(KEEP_VISITORS, "visitors", 1) /* names of visitors, and why they came */                     \
    X(KEEP_STAFF, "staff", 5)       /* names of staff and volunteers, after they left */

enum keep_kind {
#define X(id, name, years) id,
    KEEP_KINDS(X)
#undef X
        KEEP_KIND_COUNT
};

enum { KEEP_YEARS_MOST = 50 };

/* Stored name ("notes"), what it is in the reader's language, the kind of a name or -1. */
const char *keep_name(enum keep_kind kind);
const char *keep_title(enum keep_kind kind);
int keep_parse(const char *name);

int keep_years(struct db *db, enum keep_kind kind);
MUST_CHECK int keep_years_set(struct db *db, enum keep_kind kind, int years);

struct swept {
    int counts[KEEP_KIND_COUNT];
    struct erased erased; /* photographs of all erased children, as far as they have room */
};

/* Lets go what is older than its years at that moment, on the record where anything went. Nothing
 * where the clock is not trusted: it might say any year. */
MUST_CHECK int keep_sweep(
    struct db *db, struct swept *out, int64_t staff_id, const struct moment *now);

/* How much a sweep would let go; nothing is changed. */
MUST_CHECK int keep_due(struct db *db, struct swept *out, const struct moment *now);
