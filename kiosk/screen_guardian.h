/* screen_guardian.h: the parts of a guardian's side. Only for screen_guardian*.c. */
#pragma once

#include "kiosk/screen.h"

#include "db/event.h"
#include "db/walks.h"

enum { GUARDIAN_WARDS = 12 };

enum guardian_step {
    GUARDIAN_MENU,
    GUARDIAN_CHILDREN, /* which of several? */
    GUARDIAN_DONE,     /* they leave together */
    GUARDIAN_TOLD,     /* staff know that somebody waits */
    GUARDIAN_TEACHER,  /* no valid link */
    GUARDIAN_TROUBLE,  /* the database failed */
};

struct ward_here {
    struct child child;
    bool waits; /* in, or out and nobody knows with whom */
    bool collected;
};

struct guardian_state {
    enum guardian_step step;
    bool spoken; /* what this step has to say was said */
    struct guardian guardian;
    struct walk walk; /* that this guardian leads; id 0: none */
    int count, waiting;
    struct ward_here wards[GUARDIAN_WARDS]; /* those with a valid link */
    char say[512];
};

/* screen_guardian.c: records that the wards of the mask leave with the guardian, all or none; that
 * staff are wanted. Moves `step` on. */
void guardian_collect(struct guardian_state *s, const struct stage *stage, unsigned mask);
void guardian_tell(struct guardian_state *s, const struct stage *stage, enum event_kind kind);

/* All who wait, as a mask. */
unsigned guardian_waiting(const struct guardian_state *s);

/* screen_guardian_draw.c: draws the step. */
void guardian_draw(struct ui *ui, struct guardian_state *s, struct stage *stage);
