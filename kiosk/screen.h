/* screen.h: one screen, one file, one descriptor. nav.h says how one follows another. */
#pragma once

#include "kiosk/ui.h"
#include "kiosk/view.h"

struct screen {
    const char *name;
    void (*draw)(struct ui *ui, const struct view *view);
    int idle_ms; /* back to the home screen after so long; 0: stays */
};

extern const struct screen screen_home;   /* viewfinder, clock, now and next, who is in */
extern const struct screen screen_greet;  /* welcome and goodbye */
extern const struct screen screen_notice; /* an answer to a card that checks nobody in */
