/* screen_greet_pair.h: a child and its volunteer, together at the door. */
#pragma once

#include "kiosk/ui.h"
#include "kiosk/view.h"

void greet_pair(struct ui *ui, const struct greeting *greeting, struct rect space);
