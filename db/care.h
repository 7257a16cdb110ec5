/* care.h: holiday care (寒暑假托管): a holiday's period that staff have opened, and the parts of
 * its day, its care sessions. enrol.h has who comes, care_day.h who came, lamp.h the adults.
 *
 * Opened, prolonged and closed are events; the newest holds. Care is held from the day for which it
 * was opened to the period's end, or the day on which it was closed, on the weekdays of each
 * session, but not on public holidays (calendar.h). Its courses are the timetable's sessions of the
 * period.
 *
 * What is closed is not edited: every function here and in enrol.h refuses it, with a sentence. Its
 * record follows corrections (correct.h) all the same, since it is made of the checks. */
#pragma once

#include "db/event.h"
#include "db/roster.h"
#include "db/timetable.h"

#define CARE_STATES(X)                                                                             \
    X(CARE_PLANNED, "planned")                                                                     \
    X(CARE_OPEN, "open")                                                                           \
    X(CARE_CLOSED, "closed")

enum care_state {
#define X(id, name) id,
    CARE_STATES(X)
#undef X
        CARE_STATE_COUNT
};

const char *care_state_name(enum care_state state);

/* A holiday of a Home, and what became of its care. */
struct care {
    struct period period;
    enum care_state state;
    int from_day, until_day;      /* care is held on these and between; 0 while only planned */
    int64_t opened_ms, opened_by; /* UTC, and who; 0 for never */
    int64_t closed_ms, closed_by;
    int sessions; /* how many it has */
};

/* False where there is no such period, it is a term, or the database failed. */
bool care_get(struct db *db, struct care *out, int64_t period_id);

/* The holiday of a Home on a day. False where there is none, or the database failed. */
bool care_on(struct db *db, struct care *out, int64_t home_id, int day);

/* All of a Home's (0: of every Home's) holidays, by their first day. A non-zero return of `each`,
 * here and below, stops and is returned. */
MUST_CHECK int care_each(
    struct db *db, int64_t home_id, int (*each)(const struct care *, void *payload), void *payload);

enum { CARE_REASON = 200 }; /* bytes, the closing NUL counted */

/* Opens it from a day of the period on; 0: from today, or its first day where that is to come.
 * DB_REFUSED without care sessions, and where more children are in than the adults may look after
 * (lamp.h) and there is no reason. What was closed before its last day may be opened again. */
MUST_CHECK int care_open(
    struct db *db, int64_t period_id, int from_day, const char *reason, const struct roster_by *by);

/* Moves the last day on, also of what is only planned. DB_REFUSED where it would be earlier, or in
 * another period of the Home. */
MUST_CHECK int care_prolong(
    struct db *db, int64_t period_id, int until_day, const struct roster_by *by);

/* Today was the last day, or the period's last one where that is over. Before it, a reason is a
 * must. */
MUST_CHECK int care_close(
    struct db *db, int64_t period_id, const char *reason, const struct roster_by *by);

/* What happened to it, oldest first. */
struct care_event {
    enum event_kind kind; /* EVENT_CARE_OPENED, …_PROLONGED, …_CLOSED */
    int64_t at_ms, staff_id;
    int day;              /* from which, until which, the last one */
    int adults, children; /* who was in, when it was opened */
    char reason[CARE_REASON];
};

MUST_CHECK int care_history_each(struct db *db, int64_t period_id,
    int (*each)(const struct care_event *, void *payload), void *payload);

#define CARE_PARTS(X)                                                                              \
    X(CARE_MORNING, "morning", "上午")                                                             \
    X(CARE_LUNCH, "lunch", "午餐")                                                                 \
    X(CARE_REST, "rest", "午休")                                                                   \
    X(CARE_AFTERNOON, "afternoon", "下午")

enum care_part {
#define X(id, name, zh) id,
    CARE_PARTS(X)
#undef X
        CARE_PART_COUNT
};

/* The stored name; the parser takes that or the Chinese word, or returns -1. */
const char *care_part_name(enum care_part part);
int care_part_parse(const char *text);

enum {
    CARE_SESSIONS = 12,  /* of a period at most */
    CARE_PER_ADULT = 10, /* children to one adult, where nobody says otherwise */
    CARE_CAPACITY = 200, /* the most that a session may hold */
    CARE_ALL_WEEK = 127  /* bit 0 Monday to bit 6 Sunday */
};

struct care_session {
    int64_t id;
    int64_t period_id;
    enum care_part part;
    char name[NAME_SIZE]; /* no other of the period has it */
    char room[WORD_SIZE]; /* may be empty */
    int starts_min, ends_min;
    int weekdays;
    int capacity;
    bool meal;
    int per_adult;
};

bool care_session_get(struct db *db, struct care_session *out, int64_t id);
bool care_session_find(
    struct db *db, struct care_session *out, int64_t period_id, const char *name);

/* The period's sessions in order of time; returns how many, or a negative db_error. */
int care_sessions(struct db *db, struct care_session out[CARE_SESSIONS], int64_t period_id);

/* Is care held on that day, and one of its sessions? It must be open, or have been open then. False
 * too where the database failed. */
bool care_is_day(struct db *db, const struct care *care, int day);
bool care_held(struct db *db, const struct care *care, const struct care_session *s, int day);

/* Adds (id 0) or changes a session. DB_REFUSED where it ends before it begins (so it can't go over
 * midnight), overlaps another one of the same weekday, has the name of another, or has fewer places
 * than are given. */
MUST_CHECK int care_session_save(
    struct db *db, struct care_session *session, const struct roster_by *by);

/* DB_REFUSED for one that children have, had or wait for a place in. */
MUST_CHECK int care_session_remove(struct db *db, int64_t id, const struct roster_by *by);

/* Adds or replaces the one of that name, for an import: it checks the row alone; care_check then
 * says whether all of it can stand together. */
MUST_CHECK int care_session_put(struct db *db, struct care_session *session);
MUST_CHECK int care_check(struct db *db);

/* DB_REFUSED, with the sentence, where the care of a period is closed. Asked by whatever would edit
 * it. */
MUST_CHECK int care_may_edit(struct db *db, int64_t period_id);
