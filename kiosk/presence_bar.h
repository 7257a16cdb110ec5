/* presence_bar.h: who is signed in says "I am here" or "I leave": a control of the staff side. */
#pragma once

#include "kiosk/screen.h"

/* The caller's, in a screen's state. */
struct presence_bar {
    int64_t since_ms; /* here since, 0: not here */
    bool failed;
};

/* Reads how it stands. */
void presence_bar_begin(struct presence_bar *bar, const struct stage *stage);

/* Draws how it stands and the button that changes it, of id `id`. True when it was changed. */
bool presence_bar(
    struct ui *ui, const struct stage *stage, struct presence_bar *bar, int id, struct rect row);
