/* homework_card.h: how a piece of homework looks, in a list and alone. */
#pragma once

#include "kiosk/ui.h"
#include "kiosk/view.h"

#include "db/homework.h"

/* What a state looks like; no icon and word for an item that nobody has marked. */
struct homework_look {
    const char *icon;
    const char *word;     /* on the card, N_() */
    const char *sentence; /* to the child, N_() */
};

const struct homework_look *homework_look(enum homework_state state);

/* "Chinese", "Maths"…, translated. Borrowed. */
const char *homework_subject_word(enum homework_subject subject);

/* The card; `today` tells what is late. In a list it bears its state, `alone` the type is larger.
 */
void homework_card(
    struct ui *ui, struct rect card, const struct homework_item *item, int today, bool alone);
