/* screen.h: one screen, one file, one descriptor. nav.h says how one follows another. */
#pragma once

#include "kiosk/ui.h"
#include "kiosk/view.h"

#include "db/db.h"
#include "db/moment.h"

/* What a screen may use. */
struct stage {
    const struct view *view;
    struct db *db; /* NULL while it can't be opened: the screen then says so, kindly */
    struct moment now;
    void *state; /* of this screen: state_size bytes, zeroed when it is entered */
};

enum { SCREEN_STATE_MAX = 128 * 1024 };

struct screen {
    const char *name;
    int idle_ms; /* back to the home screen after so long without a touch; 0: stays */
    size_t state_size;
    void (*enter)(struct stage *stage); /* reads what it shows into its state; may be NULL */
    /* Makes the picture. A control answers true in the one draw that sees the finger: the screen
     * then changes its state, writes to the database, or sets ui->go. */
    void (*draw)(struct ui *ui, struct stage *stage);
};

extern const struct screen screen_home;   /* viewfinder, clock, now and next, who is in */
extern const struct screen screen_greet;  /* welcome and goodbye */
extern const struct screen screen_notice; /* an answer to a card that checks nobody in */
extern const struct screen screen_me;     /* a child's own page */

/* Every control in every state, for who builds screens. */
extern const struct screen screen_gallery;
