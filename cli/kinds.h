/* kinds.h: what the files of an import hold. */
#pragma once

#include "cli/row.h"

enum import_kind_id { /* in this order: later ones refer to earlier ones */
    IMPORT_HOMES,
    IMPORT_PERIODS,
    IMPORT_STAFF,
    IMPORT_CHILDREN,
    IMPORT_GUARDIANS,
    IMPORT_TIMETABLE,
    IMPORT_HOMEWORK,
    IMPORT_CALENDAR,
    IMPORT_SCHOOLS,
    IMPORT_HEALTH,
    IMPORT_ALONE,
    IMPORT_BARRED,
    IMPORT_WALKS,
    IMPORT_WALKERS,
    IMPORT_CARE_SESSIONS,
    IMPORT_ENROLMENTS,
    IMPORT_KIND_COUNT
};

struct import_kind {
    const char *name; /* its option, without the dashes */
    int needed_count;
    enum column needed[8];
    void (*row)(struct import *import); /* stores the row, or tells its problems */
    void (*end)(struct import *import); /* after the last row; may be NULL */
};

extern const struct import_kind import_kinds[IMPORT_KIND_COUNT];

int import_kind_parse(const char *name); /* or -1 */

/* 1 to 7, 周一 to 周日, 星期一 to 星期天, Mon to Sun; 0 for anything else. */
int weekday_parse(const char *text);
