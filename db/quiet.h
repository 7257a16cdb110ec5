/* quiet.h: the hours in which a kiosk is to be quiet: "12:30-14:00,20:00-07:00". Pure. */
#pragma once

#include <stdbool.h>

enum {
    QUIET_SPANS = 8,
    QUIET_TEXT = 128, /* bytes of the text, the closing NUL counted */
    QUIET_WHY = 256,
};

struct quiet {
    int count;
    struct {
        int from_min, until_min; /* local minutes of the day; until before from: over midnight */
    } spans[QUIET_SPANS];
};

/* Reads spans with commas between; an empty text has none. False, and a sentence for a person in
 * `why`, where it can't be read: *out is empty then. */
bool quiet_parse(struct quiet *out, const char *text, char why[QUIET_WHY]);

/* A span begins with its first minute and is over at its last. */
bool quiet_has(const struct quiet *quiet, int minute);
