/* screen_roll.h: who is in, and roll calls: what its files share. Others use screen.h. */
#pragma once

#include "kiosk/roll_list.h"
#include "kiosk/roll_words.h"
#include "kiosk/staff_frame.h"

enum roll_step {
    ROLL_HERE, /* who is in */
    ROLL_CALL, /* ticked as they are found */
    ROLL_ASK,  /* really over, with some missing? */
    ROLL_OVER, /* who is missing */
    ROLL_CODE, /* the list for a phone */
};

/* What the panel beside the list offers. */
enum roll_act {
    ACT_NONE,
    ACT_ROUTINE, /* a roll call of that kind; in the order of enum roll_kind */
    ACT_FIRE,
    ACT_FLOOD,
    ACT_OTHER,
    ACT_CODE,
    ACT_PRINT,
    ACT_ORDER, /* missing first, or by group */
    ACT_END,
    ACT_CLOSE, /* the result was read */
    ROLL_ACTS,
};

enum {
    ID_ROLL_LIST = STAFF_IDS,
    ID_ROLL_DIALOG,
    ID_ROLL_CODE = ID_ROLL_DIALOG + 2,
    ID_ROLL_ACT, /* and on, one for each act */
};

struct roll_state {
    enum roll_step step, before_code;
    bool stale;   /* a card was shown: somebody came or left */
    int in_count; /* when the list was read, and the minute of the day */
    int minute;
    bool unread;        /* the list can't be read */
    bool failed;        /* the last tick or the end could not be saved */
    bool begun;         /* it is on the record: `roll` is it */
    struct roll roll;   /* of which kind alone is known before it has begun */
    struct moment from; /* when it was begun on the screen */
    bool missing_first;
    int part; /* of the code */
    struct roll_result result;
    struct roll_list list;
};

/* Draws the list; a row that can be ticked and was touched is returned, else -1. */
int roll_draw_list(
    struct ui *ui, const struct roll_state *s, const struct stage *stage, struct rect space);

/* Draws the panel: the count in large figures, and what can be done. */
enum roll_act roll_draw_panel(
    struct ui *ui, const struct roll_state *s, const struct stage *stage, struct rect space);
