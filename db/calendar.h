/* calendar.h: what makes a day other than its weekday: public holidays, and workdays that were
 * moved to a weekend (调休). On a moved workday schools do the week's day that it stands for.
 * Reference data for all Homes; assets/calendar/cn.csv is the State Council's arrangement. */
#pragma once

#include "db/db.h"
#include "db/people.h"

#define CALENDAR_KINDS(X)                                                                          \
    X(CALENDAR_HOLIDAY, "holiday", "放假")                                                         \
    X(CALENDAR_WORKDAY, "workday", "上班")

enum calendar_kind {
#define X(id, name, zh) id,
    CALENDAR_KINDS(X)
#undef X
        CALENDAR_KIND_COUNT
};

/* The stored name; the parser takes that or the Chinese word, or returns -1. */
const char *calendar_kind_name(enum calendar_kind kind);
int calendar_kind_parse(const char *text);

struct calendar_day {
    int day;
    enum calendar_kind kind;
    char name[NAME_SIZE]; /* of the holiday, or of the one for which work was moved */
    int as_weekday;       /* of a workday: 1 Monday to 7 Sunday whose week's day is done */
};

/* Adds the day, or replaces what was said of it. */
MUST_CHECK int calendar_put(struct db *db, const struct calendar_day *day);

/* The day is an ordinary one again. */
MUST_CHECK int calendar_remove(struct db *db, int day);

/* False where it is an ordinary day, or the database failed. */
bool calendar_get(struct db *db, struct calendar_day *out, int day);

/* Calls `each` for every day that is there from a day on, in order. */
MUST_CHECK int calendar_each(struct db *db, int from_day,
    int (*each)(const struct calendar_day *, void *payload), void *payload);

/* The weekday whose timetable holds: its own, on a moved workday the one it stands for, and 0 on a
 * public holiday. */
int calendar_weekday(struct db *db, int day);

/* The same where schools are open; 0 on weekends, public holidays, and in the Home's holiday
 * periods. */
int calendar_school_weekday(struct db *db, int64_t home_id, int day);

/* Is the year known: is any day of it there? And the last one that is, 0 where none is. */
bool calendar_knows(struct db *db, int year);
int calendar_last_year(struct db *db);
