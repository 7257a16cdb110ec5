#include "kiosk/mark_look.h"

#include "kiosk/words.h"

struct mark_look
mark_look(enum mark mark)
{
    static const struct mark_look looks[MARK_COUNT] = {
        [MARK_NONE] = {"eraser", N_("No mark"), MIST},
        [MARK_PRESENT] = {"present", N_("Present"), LAKE_PALE},
        [MARK_TOOK_PART] = {"took-part", N_("Took part"), LEAF_PALE},
        [MARK_STAR] = {"star", N_("Star"), SUN_PALE},
        [MARK_NEEDS_HELP] = {"raised-hand", N_("Needs help"), CORAL_PALE},
    };
    struct mark_look look = looks[mark];
    look.word = _(look.word);
    return look;
}
