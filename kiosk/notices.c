#include "kiosk/notices.h"

#include "db/day.h"

#include <stdio.h>

static const struct notice_look looks[NOTICE_COUNT] = {
    [NOTICE_FOREIGN] = {"card", LAKE_PALE, LAKE_DEEP, SOUND_FOREIGN, N_("That's another code"),
        N_("Please hold up your Children's Home card.")},
    [NOTICE_DAMAGED] = {"torn-card", SUN_PALE, CORAL_DEEP, SOUND_DAMAGED, N_("This card is hurt"),
        N_("Wipe it and try again, or ask a teacher for a new one.")},
    [NOTICE_FORGED] = {"question", SUN_PALE, CORAL_DEEP, SOUND_UNKNOWN,
        N_("I don't know this card"), N_("Please go to a teacher.")},
    [NOTICE_REVOKED] = {"teacher", LAKE_PALE, LAKE_DEEP, SOUND_REVOKED, N_("Please see a teacher"),
        N_("This is an old card. The teacher has a new one for you.")},
    [NOTICE_PENDING] = {"check", LEAF_PALE, LEAF_DEEP, SOUND_COME_IN, N_("Come in!"),
        N_("Your scan is saved. A teacher will add your name.")},
    [NOTICE_NO_ROSTER] = {"check", LEAF_PALE, LEAF_DEEP, SOUND_COME_IN, N_("Come in!"),
        N_("Your scan is saved. Teacher: this kiosk has no list of children yet.")},
    [NOTICE_GUARDIAN] = {"people", LEAF_PALE, LEAF_DEEP, SOUND_GUARDIAN, N_("Hello, dear family!"),
        N_("Please let the child hold up a card too.")},
    [NOTICE_STAFF] = {"teacher", LAKE_PALE, LAKE_DEEP, SOUND_STAFF, N_("Hello, teacher!"),
        N_("Your card works.")},
    [NOTICE_VOLUNTEER_IN] = {"check", LEAF_PALE, LEAF_DEEP, SOUND_WELCOME,
        N_("Welcome! Thank you for coming"), N_("%1$s, you are signed in since %2$s.")},
    [NOTICE_VOLUNTEER_OUT] = {"star", PLUM_PALE, PLUM_DEEP, SOUND_GOODBYE,
        N_("Thank you for today!"), N_("%1$s, you are signed out. You were here since %2$s.")},
    [NOTICE_SETUP] = {"teacher", LAKE_PALE, LAKE_DEEP, SOUND_STAFF, N_("A card for setting up"),
        N_("This kiosk is set up already.")},
    [NOTICE_NO_HOME] = {"warning-soft", CORAL_PALE, CORAL_DEEP, SOUND_NOT_RECORDED,
        N_("Not recorded. Please call a teacher"),
        N_("No Home is chosen for this kiosk. Run: zhaoxi home use CODE")},
    [NOTICE_NOT_RECORDED] = {"warning-soft", CORAL_PALE, CORAL_DEEP, SOUND_NOT_RECORDED,
        N_("Not recorded. Please call a teacher"),
        N_("Write the name on paper. The kiosk could not save it: is the disk full?")},
};

static const char *const names[NOTICE_COUNT] = {
#define X(id, name) [id] = name,
    NOTICES(X)
#undef X
};

const struct notice_look *
notice_look(enum notice notice)
{
    return &looks[notice];
}

const char *
notice_name(enum notice notice)
{
    return names[notice];
}

void
notice_advice(char *out, size_t size, const struct view *view)
{
    const struct notice_look *look = notice_look(view->notice);
    char since[MINUTE_TEXT_LEN + 1];
    minute_text(since, view->volunteer_since);
    if (view->notice == NOTICE_VOLUNTEER_IN)
        snprintf(out, size, _("%1$s, you are signed in since %2$s."), view->volunteer.name, since);
    else if (view->notice == NOTICE_VOLUNTEER_OUT)
        snprintf(out, size, _("%1$s, you are signed out. You were here since %2$s."),
            view->volunteer.name, since);
    else
        snprintf(out, size, "%s", _(look->advice));
}
