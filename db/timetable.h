/* timetable.h: the sessions of a week, and the periods (school term, holidays) they belong to.
 *
 * A session repeats each week on its weekday: in its period, or, where it has none, on every day
 * that no holiday period of the Home covers. Those of a term and of no period follow the calendar
 * (calendar.h): none on public holidays, on a moved workday those of the weekday it stands for. */
#pragma once

#include "db/db.h"
#include "db/people.h"

#define PERIOD_KINDS(X)                                                                            \
    X(PERIOD_TERM, "term", "学期")                                                                 \
    X(PERIOD_SUMMER, "summer", "暑假")                                                             \
    X(PERIOD_WINTER, "winter", "寒假")

enum period_kind {
#define X(id, name, zh) id,
    PERIOD_KINDS(X)
#undef X
        PERIOD_KIND_COUNT
};

#define SUBJECTS(X)                                                                                \
    X(SUBJECT_HOMEWORK, "homework", "作业辅导")                                                    \
    X(SUBJECT_PAINTING, "painting", "绘画")                                                        \
    X(SUBJECT_SCIENCE, "science", "科普")                                                          \
    X(SUBJECT_READING, "reading", "阅读")                                                          \
    X(SUBJECT_MUSIC, "music", "音乐")                                                              \
    X(SUBJECT_SPORT, "sport", "体育")                                                              \
    X(SUBJECT_SAFETY, "safety", "安全")                                                            \
    X(SUBJECT_MEAL, "meal", "用餐")                                                                \
    X(SUBJECT_REST, "rest", "午休")                                                                \
    X(SUBJECT_OTHER, "other", "其他")

enum subject {
#define X(id, name, zh) id,
    SUBJECTS(X)
#undef X
        SUBJECT_COUNT
};

/* Stored names ("summer", "homework"); the parsers take those or the Chinese words, or return -1.
 */
const char *period_kind_name(enum period_kind kind);
int period_kind_parse(const char *text);
const char *subject_name(enum subject subject);
int subject_parse(const char *text);

struct period {
    int64_t id;
    int64_t home_id;
    enum period_kind kind;
    char name[NAME_SIZE];
    int from_day, until_day; /* both days belong to it */
};

struct session {
    int64_t id;
    int64_t home_id;
    int64_t period_id; /* 0 for none */
    int weekday;       /* 1 Monday to 7 Sunday */
    int starts_min, ends_min;
    enum subject subject;
    char title[NAME_SIZE]; /* may be empty: the subject's name is the title then */
    char room[WORD_SIZE];
    int64_t staff_id;     /* 0 for none */
    int age_from, age_to; /* both ages belong to it; 0 and 0: everyone */
};

enum { SESSION_MAX = 48 }; /* sessions of one Home on one day */

/* `put` adds, or replaces the same (Home and name; Home, period, weekday, start and room). */
MUST_CHECK int period_put(struct db *db, struct period *period);
MUST_CHECK int session_put(struct db *db, struct session *session);

bool period_find(struct db *db, struct period *out, int64_t home_id, const char *name);
bool period_get(struct db *db, struct period *out, int64_t id);

/* The Home's holiday that `day` is in. False where it is in none, or the database failed. */
bool period_holiday(struct db *db, struct period *out, int64_t home_id, int day);

/* The Home's sessions on `day` in order of time, at most SESSION_MAX; returns how many, or a
 * negative db_error. `age` below 0 means everyone's, else those for that age. */
int timetable_day(
    struct db *db, struct session out[SESSION_MAX], int64_t home_id, int day, int age);

/* All of a Home's (0: of every Home's) periods by their first day, and all its sessions, of one
 * weekday or (0) of the week. */
MUST_CHECK int period_each(struct db *db, int64_t home_id,
    int (*each)(const struct period *, void *payload), void *payload);
MUST_CHECK int session_each(struct db *db, int64_t home_id, int weekday,
    int (*each)(const struct session *, void *payload), void *payload);

/* Drops what is not among `ids` from each week (of one Home and one period, or none) that has one
 * of them: an import replaces a week as a whole, and a session that stays keeps its id. */
MUST_CHECK int timetable_keep(struct db *db, const int64_t *ids, int count);

/* Calls `each` for every room that a class of the Home is in, by name. A non-zero return stops and
 * is returned. */
MUST_CHECK int timetable_rooms(
    struct db *db, int64_t home_id, int (*each)(const char *room, void *payload), void *payload);
