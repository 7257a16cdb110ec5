/* ui_pill.h: one of several things that staff choose from, any number of them at a time. */
#pragma once

#include "kiosk/ui.h"

/* A white pill; one that is chosen is green and has a tick. `icon` may be NULL. True when touched.
 */
bool ui_pill(
    struct ui *ui, int id, struct rect rect, const char *icon, const char *label, bool chosen);
