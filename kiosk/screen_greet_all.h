/* screen_greet_all.h: one welcome for several who came together. A part of screen_greet. */
#pragma once

#include "kiosk/arrivals.h"
#include "kiosk/ui.h"

void greet_all(struct ui *ui, const struct arrivals *arrivals, struct rect all);
