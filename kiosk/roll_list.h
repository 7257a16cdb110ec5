/* roll_list.h: who is in, by group, for the screen, a code and paper.
 *
 * A child's group is the class that runs at this moment for its age, or else its grade. Staff and
 * visitors who are here stand last, in a group of their own: whoever clears the house must know of
 * them. They are not ticked and not among the counts of children. */
#pragma once

#include "db/roll.h"
#include "db/timetable.h"

enum {
    ROLL_ROWS = 400, /* of a Home; who is more is counted, and missing */
    ROLL_GROUPS = 40,
    ROLL_PHONES = 144,
    ROLL_CODE_BYTES = 600, /* of one code: more is not read from a 10 inch screen */
    ROLL_TEXT_BYTES = 1024,
};

enum roll_who { ROLL_CHILD, ROLL_TEACHER, ROLL_VISITOR };

struct roll_row {
    int64_t id, since_ms; /* id of a child; 0 for a grown-up */
    enum roll_who who;
    char name[NAME_SIZE];
    char
        phones[ROLL_PHONES]; /* "奶奶 13900000001", a line each, or ""; of a visitor, why it came */
    short animal, group;
    bool here; /* else it left, at since_ms */
    bool found;
    bool last; /* stands among the found, where the missing stand first: roll_list_settle */
};

struct roll_list {
    int count, group_count;
    int here, found; /* children who are in; of these, ticked */
    char groups[ROLL_GROUPS][NAME_SIZE];
    struct roll_row rows[ROLL_ROWS]; /* by group, then by pinyin */
};

/* When and where it is asked. */
struct roll_now {
    int64_t home_id;
    int day, minute;
    int session_count;
    const struct session *sessions; /* of the day */
};

/* Reads who is in; with a roll call (else NULL) also who left since it began, and the ticks. */
MUST_CHECK int roll_list_read(
    struct roll_list *out, struct db *db, const struct roll_now *now, const struct roll *roll);

/* Puts who was found by now among the found. Between two calls a tick moves nobody: the next child
 * must not come under the finger. */
void roll_list_settle(struct roll_list *list);

/* Ticks a row, or takes the tick back, in the list alone. */
void roll_list_tick(struct roll_list *list, int row, bool found);

/* One line of what is shown: the head of a group, or children side by side (-1: none). */
enum { ROLL_COLUMNS = 2, ROLL_LINES = ROLL_ROWS + ROLL_GROUPS };

enum roll_head { HEAD_NONE = -1, HEAD_MISSING = -2, HEAD_FOUND = -3 }; /* else a group's number */

struct roll_line {
    short head; /* HEAD_NONE: of children */
    short rows[ROLL_COLUMNS];
};

/* The lines by group, or (missing_first) with all who are missing before all who were found.
 * Returns how many. Pure. */
int roll_lines(struct roll_line out[ROLL_LINES], const struct roll_list *list, int columns,
    bool missing_first);

/* How many of a head's children are in, and how many of these are ticked. */
void roll_head_count(const struct roll_list *list, int head, int *here, int *found);

/* The list as text for a phone, a line a child with its phones, `title` before each part: part
 * `part` of what fits codes of ROLL_CODE_BYTES. only_missing leaves out who was found. Returns how
 * many parts there are, one at least. Pure. */
int roll_text(char out[ROLL_TEXT_BYTES], const struct roll_list *list, const char *title,
    bool only_missing, int part);
