/* ui_picture_tab.h: one of a few ways to look at a screen, for who can't read: a picture, a word,
 * and how many there are. */
#pragma once

#include "kiosk/ui.h"

struct picture_tab {
    const char *icon, *label;
    int count; /* stands in a disc; 0: no disc */
};

/* The chosen one is dark with white type. True when touched. */
bool ui_picture_tab(
    struct ui *ui, int id, struct rect rect, const struct picture_tab *tab, bool chosen);
