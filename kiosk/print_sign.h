/* print_sign.h: what became of what was to be printed, in words. */
#pragma once

#include "kiosk/ui.h"
#include "kiosk/view.h"

/* Draws it at the top of *space, which keeps the rest; nothing where nothing was to be printed of
 * that kind. */
void print_sign(
    struct ui *ui, const struct print_view *print, enum print_what of, struct rect *space);
