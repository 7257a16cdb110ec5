/* nav.h: the moves between screens, all of them, as one table. */
#pragma once

#include "kiosk/screen.h"

/* Where an event leads from a screen; the same screen where it leads nowhere. */
const struct screen *nav_next(const struct screen *from, enum nav_event event);
