/* ui_memory.h: the finger, and what the kit remembers from one draw to the next. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum touch_phase { TOUCH_NONE, TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP };

/* One finger; others are not heard while it is down. */
struct touch {
    enum touch_phase phase;
    int x, y;
    int from_x, from_y; /* where it went down */
};

enum { UI_LISTS = 8 };

/* Forgotten when a screen is entered. */
struct ui_memory {
    struct ui_scroll {
        int id;
        double offset; /* pixels that have gone out at the top */
        double start;  /* the offset when the drag began */
        int grip_y;    /* where the finger was then */
        double speed;  /* pixels a second, once the finger is off */
        int64_t at_ms;
    } lists[UI_LISTS];
    int held_list;  /* id of the list that the finger is on, 0 for none */
    bool dragged;   /* the finger has moved too far for a tap */
    int held;       /* the control that the last finger went down on, 0 for none */
    bool finger_on; /* ... and is still on */
    int finger_x, finger_y;
    int64_t held_ms;    /* when it went down */
    int64_t touched;    /* the last target, a control or a row of a list */
    int64_t touched_ms; /* ... and when it was last touched, heard or not */
};
