/* ui_target.h: for the kit's own controls: how a finger is taken. */
#pragma once

#include "kiosk/ui.h"

/* As ui_area, with the pixels that a finger may miss by and the time for which the target is deaf
 * after a touch. */
bool ui_target(struct ui *ui, int id, struct rect rect, int slack, int deaf_ms);

/* Is `target`, touched now, deaf? Notes the touch: who hammers on is not heard. */
bool ui_is_deaf(struct ui *ui, int64_t target, int deaf_ms);
