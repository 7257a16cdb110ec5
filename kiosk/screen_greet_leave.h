/* screen_greet_leave.h: the foot of a goodbye: with whom does the child go? Only for
 * screen_greet.c.
 */
#pragma once

#include "kiosk/screen.h"

#include "db/pickup.h"
#include "db/walks.h"

enum { LEAVE_GUARDIANS = 4 };

enum leave {
    LEAVE_UNKNOWN, /* the database failed: nothing is said */
    LEAVE_ALONE,   /* it may */
    LEAVE_GROUP,   /* waits for its walking group */
    LEAVE_ASKS,    /* who collects you? */
    LEAVE_COLLECTED,
};

struct greet_leave {
    enum leave leave;
    struct walk walk;
    char leader[NAME_SIZE];
    int count;
    struct guardian guardians[LEAVE_GUARDIANS]; /* the valid ones; or the one who collected */
};

/* Reads how the child that was just checked out leaves. */
void greet_leave_read(struct greet_leave *out, const struct stage *stage, int64_t child_id);

/* Draws it at the foot of *space, and takes that off; nothing where nothing is known. */
void greet_leave_draw(struct ui *ui, const struct greet_leave *leave, struct rect *space);
