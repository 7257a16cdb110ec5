/* ui_tabs.h: a row of pages, one of them open. */
#pragma once

#include "kiosk/ui.h"

/* Ids from `id` to `id + count - 1`. True when a touch opened another page: *chosen is its index.
 */
bool ui_tabs(
    struct ui *ui, int id, struct rect row, const char *const *labels, int count, int *chosen);
