/* goals.h: the six goals (六大目标) of a month, child by goal, for the township's meeting.
 *
 * Everything is counted from the events (a time is the one corrected by what is known of the boot's
 * clock), the days at the Home (attendance_day) and the dated links of guardians and volunteers.
 * What each figure counts is said once, by figure_meaning, and in docs/figures.md. */
#pragma once

#include "db/agreement.h"
#include "db/event.h"
#include "db/note.h"
#include "db/people.h"

#define FIGURES(X)                                                                                 \
    X(FIGURE_AGREEMENT, "agreement", GOAL_GUARDIANSHIP)           /* 1: one is signed and holds */ \
    X(FIGURE_AGREEMENT_ENDS, "agreement_ends", GOAL_GUARDIANSHIP) /* 1: soon */                    \
    X(FIGURE_VISITS, "visits", GOAL_GUARDIANSHIP)                                                  \
    X(FIGURE_TUTORING, "tutoring_min", GOAL_SCHOOLING)                                             \
    X(FIGURE_HOMEWORK, "homework", GOAL_SCHOOLING)                                                 \
    X(FIGURE_PAIRED, "paired", GOAL_HELP) /* 1: a volunteer is */                                  \
    X(FIGURE_CONTACTS, "contacts", GOAL_HELP)                                                      \
    X(FIGURE_QUIET, "quiet", GOAL_HELP) /* 1: no contact for so long */                            \
    X(FIGURE_NOTES_RAISED, "notes_raised", GOAL_HELP)                                              \
    X(FIGURE_NOTES_CLOSED, "notes_closed", GOAL_HELP)                                              \
    X(FIGURE_HEALTH_NOTES, "health_notes", GOAL_HEALTH) /* that hold */                            \
    X(FIGURE_HEALTH_SEEN, "health_seen", GOAL_HEALTH)                                              \
    X(FIGURE_LESSONS, "lessons", GOAL_SAFETY)                                                      \
    X(FIGURE_WATER_WEEKS, "water_weeks", GOAL_SAFETY)                                              \
    X(FIGURE_PICK_UPS, "pick_ups", GOAL_SAFETY)                                                    \
    X(FIGURE_ROLL_CALLS, "roll_calls", GOAL_SAFETY)                                                \
    X(FIGURE_CLASSES, "classes", GOAL_PLACE)                                                       \
    X(FIGURE_CARE_DAYS, "care_days", GOAL_PLACE)

enum figure {
#define X(id, name, goal) id,
    FIGURES(X)
#undef X
        FIGURE_COUNT
};

enum {
    WATER_FROM = 4,   /* the months in which each child has an anti-drowning lesson */
    WATER_UNTIL = 10, /* in each week */
    GOAL_WEEKS = 6,   /* a month touches so many at most */
    GOAL_TEXT = 160,
};

const char *figure_name(enum figure figure); /* for programs */
enum goal figure_goal(enum figure figure);

/* For people: a heading, and what is counted, in a sentence. And of a goal: its name, and when its
 * cell is blank. In the language of the locale. */
const char *figure_title(enum figure figure);
const char *figure_meaning(enum figure figure);
const char *goal_title(enum goal goal);
const char *goal_blank_when(enum goal goal);

enum cell {
    CELL_FILLED,
    CELL_WATCH, /* filled, but something wants an eye: ends soon, no contact for long, … */
    CELL_BLANK, /* in amber */
};

struct goals_child {
    struct child child;
    int64_t now[FIGURE_COUNT], before[FIGURE_COUNT]; /* of the month, and of the one before it */
    enum cell cells[GOAL_COUNT];
    enum cell cells_before[GOAL_COUNT];
};

struct goals_week {
    int from_day, until_day; /* Monday and Sunday; the week belongs to the month of its Sunday */
    int children, enrolled;  /* who had an anti-drowning lesson in it, of how many */
};

struct goals {
    int64_t home_id; /* 0: all */
    int month;       /* 202611 */
    int from_day;
    int day; /* to which it stands: the month's last, or today where that is earlier */
    int count;
    struct goals_child *children; /* enrolled on any day of the month; by Home and pinyin */
    int64_t now[FIGURE_COUNT], before[FIGURE_COUNT]; /* their sums */
    int blanks[GOAL_COUNT], blanks_before[GOAL_COUNT];
    int enrolled;   /* on `day`: what the agreements' rate is of */
    int agreements; /* of these, with one that is signed and has not ended */
    int week_count;
    struct goals_week weeks[GOAL_WEEKS]; /* none from November to March */
};

/* Reads the page of a Home (0: of all). *out is the caller's to free with goals_free; NULL where it
 * fails. DB_REFUSED for no month, or one that has not begun by `today`. */
MUST_CHECK int goals_read(struct db *db, struct goals **out, int64_t home_id, int month, int today);
void goals_free(struct goals *goals);

/* What stands behind a cell. */
struct goals_fact {
    enum figure figure;
    int day;                  /* local */
    int64_t at_ms;            /* UTC, corrected; 0 where it is a day's */
    int64_t seq;              /* of its event, 0 where it is none */
    int64_t staff_id;         /* 0 for none */
    int64_t amount;           /* how much it adds to the figure */
    char text[NAME_SIZE * 2]; /* a name, a title, a note's text; may be empty */
};

/* Calls `each` for all of a child's facts of a goal in the month, by figure, then in order of time:
 * their amounts sum up to the figures. A non-zero return stops and is returned. */
MUST_CHECK int goals_cell_each(struct db *db, int64_t child_id, enum goal goal, int month,
    int today, int (*each)(const struct goals_fact *, void *payload), void *payload);
