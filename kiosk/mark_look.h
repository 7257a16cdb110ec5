/* mark_look.h: a mark as people see it: a picture and a word. */
#pragma once

#include "kiosk/theme.h"

#include "db/mark.h"

struct mark_look {
    const char *icon, *word; /* in the language of the screen */
    enum colour ground;
};

/* MARK_NONE: taking marks away. */
struct mark_look mark_look(enum mark mark);
