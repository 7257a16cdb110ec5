/* screen_goals.h: the page of the six goals, and one of its cells. Only for screen_goals*.c. */
#pragma once

#include "kiosk/export_page.h"
#include "kiosk/staff_frame.h"

#include "db/goals.h"

enum { GOALS_ROWS = 320, CELL_ROWS = 90, CELL_LINE = 200 };

/* A child's line: what is drawn, and no more. */
struct goals_line {
    int64_t child_id;
    char name[NAME_SIZE], animal[WORD_SIZE];
    enum cell cells[GOAL_COUNT];
    int figures[GOAL_COUNT]; /* the one that is told in the cell */
};

/* A line of an opened cell: a figure, or (figure FIGURE_COUNT) a fact of the one above. */
struct cell_line {
    enum figure figure;
    int64_t sum;
    int day;
    char text[CELL_LINE];
};

struct goals_state {
    int month;
    bool failed, more;
    int count, enrolled, agreements;
    int blanks[GOAL_COUNT], blanks_before[GOAL_COUNT];
    int week_count;
    struct goals_week weeks[GOAL_WEEKS];
    struct goals_line lines[GOALS_ROWS];
    bool opened; /* a cell: */
    struct child child;
    enum goal goal;
    enum cell cell;
    int cell_count;
    struct cell_line cell_lines[CELL_ROWS];
    const struct stage *stage; /* while facts are read */
    struct export_page file;
};

/* Ids of controls on this screen. */
enum { GOALS_ID_EARLIER = STAFF_IDS, GOALS_ID_LATER, GOALS_ID_LIST, GOALS_ID_FACTS, GOALS_ID_FILE };

/* "2026年11月". */
void goals_month_words(char *out, size_t size, int month);

/* screen_goals_cell.c: opens a goal's cell of the line `i`; then draws it. */
void goals_open(struct goals_state *s, const struct stage *stage, int i, enum goal goal);
void goals_draw_cell(
    struct ui *ui, const struct goals_state *s, const struct stage *stage, struct rect space);
