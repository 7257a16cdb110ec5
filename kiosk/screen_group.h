/* screen_group.h: the parts of the screen on which a class is marked. Only for screen_group*.c.
 *
 * The tutor chooses a class and a mark, and touches children, sweeps over them, touches 'all' or
 * scans their cards. What one hand does in one go is one order: recorded as a whole, and taken back
 * as a whole. */
#pragma once

#include "kiosk/mark_look.h"
#include "kiosk/staff_frame.h"

enum {
    GROUP_CHILDREN = 300,
    GROUP_ACTS = 8, /* that can be taken back, one after the other */
};

struct group_child {
    int64_t id;
    char name[NAME_SIZE];
    int animal, age; /* age -1: not known */
    int place;       /* in the alphabet */
    bool here;       /* else it has left, and was marked before */
    bool fits;       /* is of the class's ages */
    enum mark mark;
    bool swept; /* the finger has passed over it and is still down */
    enum health_kind health_kind;
    char health[HEALTH_TEXT_SIZE]; /* its first important note, or "" */
};

/* What was done, and to whom where it was one child. */
struct group_act {
    struct marked marked;
    enum mark mark;
    char who[NAME_SIZE];
};

struct group_state {
    bool failed; /* the database could not be read */
    int day;
    int64_t seen; /* db_version_seen of what is shown */
    int session_count, chosen;
    struct session sessions[SESSION_MAX + 1]; /* the day's, and one that is gone */
    bool gone;                                /* the chosen one is in the timetable no more */
    int count;
    struct group_child children[GROUP_CHILDREN];
    enum mark mark; /* that a touch gives */
    int page;
    bool sweeping, moved;
    int from_x, from_y, last_x, last_y; /* of the sweep */
    int act_count;
    struct group_act acts[GROUP_ACTS]; /* the newest last */
    const char *icon;                  /* of the message; NULL: how it goes is told instead */
    char message[320];
};

/* Ids of controls on this screen. */
enum {
    GROUP_ID_MARKS = STAFF_IDS,
    GROUP_ID_ALL = GROUP_ID_MARKS + MARK_COUNT,
    GROUP_ID_UNDO,
    GROUP_ID_EARLIER,
    GROUP_ID_LATER,
    GROUP_ID_UP,
    GROUP_ID_DOWN,
    GROUP_ID_TABS = 40,
};

/* screen_group.c: reads again what is shown. */
void group_read(struct stage *stage);

/* screen_group_act.c */

/* Does 'all' mean this child? Of the class's ages, and here, and with less than the chosen mark. */
bool group_means(const struct group_state *s, const struct group_child *child);
void group_mark_all(struct stage *stage);
void group_mark_swept(struct stage *stage);
void group_undo(struct stage *stage);
enum claim group_card(struct stage *stage, const struct card_row *card, struct scan *out);

/* screen_group_grid.c */
void group_draw_grid(struct ui *ui, struct stage *stage, struct rect space);

/* screen_group_side.c: the classes; and the marks, 'all' and undo. */
void group_draw_classes(struct ui *ui, struct stage *stage, struct rect row);
void group_draw_marks(struct ui *ui, struct stage *stage, struct rect space);
