/* finger.h: one finger of many. The first that goes down is heard until it is off; one that never
 * goes up (a palm, a wet spot, a device that was unplugged) is let go. Pure. */
#pragma once

#include "kiosk/ui_memory.h"

enum { FINGER_LET_GO_MS = 15000 };

/* Zeroed: none is down. */
struct finger {
    bool down;
    int64_t id, down_ms;
};

/* Is this finger's news to be heard? */
bool finger_is_heard(struct finger *finger, enum touch_phase phase, int64_t id, int64_t now_ms);

/* When the finger that is down is to be let go; 0 where none is down. */
int64_t finger_let_go_at(const struct finger *finger);
