/* ui.h: controls. Each is one function of four beats: id, rectangle, input, draw. The app lets a
 * screen draw once for a touch and once for the picture. */
#pragma once

#include "kiosk/draw.h"

#include <stdbool.h>

enum ui_action { UI_NOTHING, UI_LANGUAGE, UI_DISMISS };

struct ui {
    struct draw_list *list;
    const struct theme *theme;
    bool tapped; /* a finger went down at x, y */
    int x, y;
    enum ui_action action; /* what the screen asks the app to do */
};

/* A white pill with a word. True when touched; fingers may miss by 3 mm. */
bool ui_button(struct ui *ui, struct rect rect, const char *label);

/* The whole rectangle as a target, without a look of its own. */
bool ui_area(struct ui *ui, struct rect rect);

/* A white card with round corners and a soft edge; returns the space within. */
struct rect ui_card(struct ui *ui, struct rect rect);

/* A small pill of an icon and a sentence, at the left end of `row`. */
void ui_sign(struct ui *ui, struct rect row, const char *icon, const char *sentence);
