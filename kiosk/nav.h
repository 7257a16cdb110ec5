/* nav.h: the moves between screens, all of them, as one table. One turns out otherwise: where a
 * card's answer is over, a screen that resumes (screen.h) comes back instead of home. */
#pragma once

#include "kiosk/screen.h"

/* Where an event leads from a screen; the same screen where it leads nowhere. */
const struct screen *nav_next(const struct screen *from, enum nav_event event);
