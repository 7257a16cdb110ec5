/* sound_panel.h: how loud the kiosk is, a sound to judge it by, and the hours in which it is quiet.
 */
#pragma once

#include "kiosk/form.h"

enum { SOUND_PANEL_IDS = 8 + FORM_IDS };

/* The caller's. */
struct sound_panel {
    struct form form; /* of the quiet hours */
    bool hours;       /* they are being written */
    bool failed;
};

/* Reads the quiet hours. */
void sound_panel_begin(struct sound_panel *panel, const struct stage *stage);

/* Ids from `id` to id + SOUND_PANEL_IDS - 1. */
void sound_panel(
    struct ui *ui, const struct stage *stage, struct sound_panel *panel, int id, struct rect space);

/* Closes what is open within it: then true. For the way back. */
bool sound_panel_back(struct sound_panel *panel);
