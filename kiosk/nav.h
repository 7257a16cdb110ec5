/* nav.h: the moves between screens, all of them, as one table. */
#pragma once

#include "kiosk/screen.h"

enum nav_event { NAV_GREETED, NAV_NOTICED, NAV_IDLE, NAV_DISMISSED, NAV_EVENT_COUNT };

/* Where an event leads from a screen; the same screen where it leads nowhere. */
const struct screen *nav_next(const struct screen *from, enum nav_event event);
