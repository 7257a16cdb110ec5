/* screen_pickup.h: the parts of the screen on which staff confirm who collects. Only for
 * screen_pickup*.c. */
#pragma once

#include "kiosk/child_picker.h"
#include "kiosk/screen.h"
#include "kiosk/ui_keys.h"

#include "db/collectors.h"
#include "db/door.h"
#include "db/pickup.h"

enum { PICKUP_ROWS = 60, PICKUP_COLLECTORS = 12, PICKUP_CHOICES = 4 };

enum pickup_step {
    PICKUP_LIST,   /* what is not clear yet */
    PICKUP_PICK,   /* any child */
    PICKUP_CHILD,  /* its guardians, and what else may have happened */
    PICKUP_REASON, /* why */
    PICKUP_WRITE,  /* why, in own words */
    PICKUP_ASK,    /* this child, with this person? */
    PICKUP_SEEN,   /* seen to what the door told? */
};

/* A line of the list: a child nobody knows who collected, or who should be home; news of the door.
 */
struct pickup_row {
    struct child child; /* id 0 for none */
    struct departure departure;
    struct door_news news; /* at_ms 0: it is the child's departure */
    char person[NAME_SIZE + PHONE_SIZE + 8];
};

struct pickup_state {
    enum pickup_step step;
    bool failed;
    int count;
    struct pickup_row rows[PICKUP_ROWS];
    int chosen_row;
    struct child child;
    struct departure departure;
    int collector_count, chosen; /* index in collectors; -1: none of them */
    struct collector collectors[PICKUP_COLLECTORS];
    struct pickup pickup; /* what is about to be recorded */
    int64_t done_ms;      /* when the last one was, 0: none yet */
    struct ui_note note;
    struct child_picker picker;
};

/* Ids of controls on this screen. */
enum {
    PICKUP_ID_LIST = 10, /* STAFF_IDS */
    PICKUP_ID_PICK,
    PICKUP_ID_YES,
    PICKUP_ID_NO,
    PICKUP_ID_ALONE,
    PICKUP_ID_NOTED,
    PICKUP_ID_OWN,
    PICKUP_ID_COLLECTORS,
    PICKUP_ID_REASONS,
    PICKUP_ID_NOTE = PICKUP_ID_REASONS + PICKUP_CHOICES,
    PICKUP_ID_PICKER = PICKUP_ID_NOTE + UI_NOTE_IDS,
};

/* screen_pickup.c: shows the child's page; records s->pickup and shows the list again. */
void pickup_show_child(struct pickup_state *s, const struct stage *stage, int64_t child_id);
void pickup_choose(struct pickup_state *s, int collector);
void pickup_save(struct pickup_state *s, const struct stage *stage);

/* screen_pickup_list.c */
void pickup_read_list(struct pickup_state *s, const struct stage *stage);
void pickup_draw_list(
    struct ui *ui, struct pickup_state *s, const struct stage *stage, struct rect space);
void pickup_draw_seen(struct ui *ui, struct pickup_state *s, const struct stage *stage);

/* screen_pickup_child.c */
void pickup_draw_child(
    struct ui *ui, struct pickup_state *s, const struct stage *stage, struct rect space);
void pickup_draw_reasons(struct ui *ui, struct pickup_state *s, struct rect space);
void pickup_draw_ask(
    struct ui *ui, struct pickup_state *s, const struct stage *stage, struct rect space);
