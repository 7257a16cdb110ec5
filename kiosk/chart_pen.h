/* chart_pen.h: draws a chart (report/chart.h) into the draw list. */
#pragma once

#include "kiosk/ui.h"

#include "report/chart.h"

/* Without its title where `bare`. */
void chart_paint(struct ui *ui, const struct chart *chart, struct rect rect, bool bare);

/* Which point stands under the finger, or -1. */
int chart_touched(const struct ui *ui, const struct chart *chart, struct rect rect, bool bare);
