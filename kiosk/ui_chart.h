/* ui_chart.h: numbers as a picture. */
#pragma once

#include "kiosk/ui.h"

struct ui_bar {
    const char *label; /* below the bar */
    int value;         /* above it; never less than 0 */
    bool marked;       /* stands out: today, this child */
};

/* Bars from 0 to the largest value with their numbers, so that nobody has to read an axis; where
 * they are many, with the numbers of the largest and of those marked. */
void ui_bars(struct ui *ui, struct rect rect, const struct ui_bar *bars, int count);
