/* notices.h: every answer to a card that checks nobody in: one table. */
#pragma once

#include "kiosk/outcomes.h"
#include "kiosk/view.h"

struct notice_look {
    const char *icon;
    enum colour back, deep;
    enum sound_name sound;
    const char *title, *advice; /* msgids */
};

const struct notice_look *notice_look(enum notice notice);
const char *notice_name(enum notice notice); /* for logs and scripts */
