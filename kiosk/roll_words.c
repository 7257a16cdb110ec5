#include "kiosk/roll_words.h"

#include "kiosk/words.h"

const char *
roll_kind_words(enum roll_kind kind)
{
    static const char *const words[ROLL_KIND_COUNT] = {[ROLL_ROUTINE] = N_("Roll call"),
        [ROLL_FIRE] = N_("Fire"),
        [ROLL_FLOOD] = N_("Flood"),
        [ROLL_OTHER] = N_("Other alarm")};
    return _(words[kind]);
}
