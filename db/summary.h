/* summary.h: sums of days: who came, how often, for how long, and what was done.
 *
 * The one source of every figure that is shown, printed, exported, or on the hub's page: it reads
 * the roll-ups, which are kept in the transaction of each event. docs/figures.md says what each
 * figure counts; summary_meaning says the same in a sentence, for beside the figure. */
#pragma once

#include "db/db.h"
#include "db/people.h"

#include <stdbool.h>
#include <stdint.h>

/* What a row stands for, and its key: a number like those of the days, or an id. */
#define SUMMARY_GROUPS(X)                                                                          \
    X(SUMMARY_ALL, "all", N_("All"))             /* one row; key 0 */                              \
    X(SUMMARY_DAY, "day", N_("Day"))             /* 20261124 */                                    \
    X(SUMMARY_WEEK, "week", N_("Week"))          /* ISO 8601: its Monday */                        \
    X(SUMMARY_MONTH, "month", N_("Month"))       /* 202611 */                                      \
    X(SUMMARY_CHILD, "child", N_("Child"))       /* child.id */                                    \
    X(SUMMARY_AGE, "age", N_("Age"))             /* whole years on the day; -1 not known */        \
    X(SUMMARY_GRADE, "grade", N_("Grade"))       /* as the roster has it now; 0, see label */      \
    X(SUMMARY_VILLAGE, "village", N_("Village")) /* of the Home that was visited; 0 */             \
    X(SUMMARY_HOME, "home", N_("Home"))          /* home.id of the Home that was visited */        \
    X(SUMMARY_CLASS, "class", N_("Class"))       /* classes of one title; 0 */

enum summary_group {
#define X(id, name, heading) id,
    SUMMARY_GROUPS(X)
#undef X
        SUMMARY_GROUP_COUNT
};

enum summary_unit {
    SUMMARY_COUNT,   /* a number of something */
    SUMMARY_MINUTES, /* shown as hours with one decimal */
    SUMMARY_TENTHS,  /* shown with one decimal */
};

#define SUMMARY_FIGURES(X)                                                                         \
    X(SUMMARY_CHILDREN, "children", SUMMARY_COUNT, N_("Children"))                                 \
    X(SUMMARY_DAYS, "days", SUMMARY_COUNT, N_("Days present"))                                     \
    X(SUMMARY_SESSIONS, "sessions", SUMMARY_COUNT, N_("Check-ins"))                                \
    X(SUMMARY_STAYED, "minutes", SUMMARY_MINUTES, N_("Hours"))                                     \
    X(SUMMARY_STREAK, "streak", SUMMARY_COUNT, N_("Days in a row"))                                \
    X(SUMMARY_OPEN_DAYS, "open_days", SUMMARY_COUNT, N_("Days open"))                              \
    X(SUMMARY_AVERAGE, "average", SUMMARY_TENTHS, N_("Average a day"))                             \
    X(SUMMARY_PEAK, "peak", SUMMARY_COUNT, N_("Most at once"))                                     \
    X(SUMMARY_FIRST, "first_time", SUMMARY_COUNT, N_("First time"))                                \
    X(SUMMARY_ASSUMED, "assumed", SUMMARY_COUNT, N_("Days with an assumed check-out"))             \
    X(SUMMARY_CORRECTED, "corrected", SUMMARY_COUNT, N_("Days corrected"))                         \
    X(SUMMARY_HELD, "classes", SUMMARY_COUNT, N_("Classes held"))                                  \
    X(SUMMARY_IN_CLASS, "in_class", SUMMARY_COUNT, N_("Times in class"))                           \
    X(SUMMARY_TOOK_PART, "took_part", SUMMARY_COUNT, N_("Times taken part"))                       \
    X(SUMMARY_STARS, "stars", SUMMARY_COUNT, N_("Stars"))                                          \
    X(SUMMARY_HOMEWORK_SET, "homework_set", SUMMARY_COUNT, N_("Homework set"))                     \
    X(SUMMARY_HOMEWORK_DONE, "homework_done", SUMMARY_COUNT, N_("Homework done"))                  \
    X(SUMMARY_LESSONS, "lessons", SUMMARY_COUNT, N_("Safety lessons"))                             \
    X(SUMMARY_LESSONS_RIGHT, "lessons_right", SUMMARY_COUNT, N_("Answered right"))                 \
    X(SUMMARY_MOOD_1, "mood_1", SUMMARY_COUNT, N_("Very sad"))                                     \
    X(SUMMARY_MOOD_2, "mood_2", SUMMARY_COUNT, N_("Sad"))                                          \
    X(SUMMARY_MOOD_3, "mood_3", SUMMARY_COUNT, N_("So-so"))                                        \
    X(SUMMARY_MOOD_4, "mood_4", SUMMARY_COUNT, N_("Happy"))                                        \
    X(SUMMARY_MOOD_5, "mood_5", SUMMARY_COUNT, N_("Very happy"))                                   \
    X(SUMMARY_VOLUNTEERS, "volunteers", SUMMARY_COUNT, N_("Volunteers"))                           \
    X(SUMMARY_VOLUNTEERED, "volunteer_minutes", SUMMARY_MINUTES, N_("Volunteers' hours"))

enum summary_figure {
#define X(id, name, unit, heading) id,
    SUMMARY_FIGURES(X)
#undef X
        SUMMARY_FIGURE_COUNT
};

enum {
    SUMMARY_UNKNOWN = -1,      /* the group has no such figure, or it would tell of one child */
    SUMMARY_MOOD_CHILDREN = 5, /* moods of fewer children are not told */
};

/* Names for files and options ("week", "children"), headings in the reader's language, and a
 * sentence on what the figure counts. Borrowed; a parser returns -1 for what is none. */
const char *summary_group_name(enum summary_group group);
const char *summary_group_heading(enum summary_group group);
int summary_group_parse(const char *text);
const char *summary_figure_name(enum summary_figure figure);
const char *summary_figure_heading(enum summary_figure figure);
enum summary_unit summary_figure_unit(enum summary_figure figure);
const char *summary_meaning(enum summary_figure figure);

/* Does a group have the figure? Moods are never told by child, age, grade or class. */
bool summary_has(enum summary_group group, enum summary_figure figure);

/* What is asked. Both days belong to it. Zeroed, it asks for all Homes and children. */
struct summary_ask {
    int from_day, until_day;
    int64_t home_id; /* the Home that was visited; 0: all */
    enum summary_group group;
    int64_t child_id;      /* this child alone; 0: all */
    char grade[WORD_SIZE]; /* children of this grade alone; "": all */
    bool attendance_only;  /* the figures up to SUMMARY_CORRECTED alone: quicker */
};

struct summary_row {
    enum summary_group group;
    int64_t key;
    char label[NAME_SIZE]; /* for people; of a child its number alone, never its name */
    int64_t figures[SUMMARY_FIGURE_COUNT];
};

/* Ranges of days: of the ISO week that `day` is in, of its month, of a term or holiday period of a
 * Home by its name (false where there is none). */
void summary_week(struct summary_ask *ask, int day);
void summary_month(struct summary_ask *ask, int day);
bool summary_period(struct db *db, struct summary_ask *ask, int64_t home_id, const char *name);

/* The year (2026) and number of an ISO week; the parser takes 2026-W48 and returns its Monday, or
 * 0. */
int summary_week_number(int day, int *year);
int summary_week_parse(const char *text);

/* Calls `each` for every row that has something to tell, in order: times, ages, and grades rising,
 * children by Home and pinyin, Homes and villages by name, classes by how often they were held. A
 * non-zero return of `each` stops and is returned. */
MUST_CHECK int summary_each(struct db *db, const struct summary_ask *ask,
    int (*each)(const struct summary_row *, void *payload), void *payload);

/* All of it in one row, whatever the ask's group. */
MUST_CHECK int summary_all(struct db *db, struct summary_row *out, const struct summary_ask *ask);

/* What a figure is made of. */
struct summary_day {
    int day;
    int64_t home_id;
    int64_t child_id; /* 0: moods, which are no child's here, and volunteers */
    int64_t staff_id; /* of volunteers */
    int64_t value;    /* what it adds to the figure; of the average and the peak: that day's */
    int64_t first_in_ms, last_out_ms; /* of attendance, UTC ms; 0 for none */
    char title[NAME_SIZE];            /* of a class, or homework */
};

/* The days behind a figure of a row, that summary_each gave for the same ask, by day, Home, child.
 */
MUST_CHECK int summary_days(struct db *db, const struct summary_ask *ask,
    const struct summary_row *row, enum summary_figure figure,
    int (*each)(const struct summary_day *, void *payload), void *payload);
