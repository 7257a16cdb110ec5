/* staff_frame.h: what every staff screen has around it. */
#pragma once

#include "kiosk/screen.h"

enum {
    STAFF_ID_BACK = 1,
    STAFF_ID_OUT,
    STAFF_ID_BELL,
    STAFF_IDS = 10
}; /* a screen's own begin at STAFF_IDS */

/* Draws the ground and a head with the way back (sets ui->go), the title, who is signed in and the
 * way out. Returns the space for the screen's own. */
struct rect staff_frame(struct ui *ui, const struct stage *stage, const char *title);

/* Draws at the foot, over the screen, what a card did that was shown while staff use it. The app
 * calls it when the screen is drawn. */
void staff_sign(struct ui *ui, const struct view *view);

/* A white arrow to the time before or after: `icon` is "earlier" or "later". True when touched. */
bool staff_arrow(struct ui *ui, int id, struct rect rect, const char *icon);
