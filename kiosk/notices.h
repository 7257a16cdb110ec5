/* notices.h: every answer to a card that checks nobody in: one table. */
#pragma once

#include "kiosk/outcomes.h"
#include "kiosk/view.h"

#include <stddef.h>

struct notice_look {
    const char *icon;
    enum colour back, deep;
    enum sound_name sound;
    const char *title, *advice; /* msgids */
};

const struct notice_look *notice_look(enum notice notice);
const char *notice_name(enum notice notice); /* for logs and scripts */

/* What to do; or, of a volunteer who signed in or out, who and since when. */
void notice_advice(char *out, size_t size, const struct view *view);
