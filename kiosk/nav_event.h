/* nav_event.h: what makes one screen follow another. nav.c has the table. */
#pragma once

enum nav_event {
    NAV_NONE,
    NAV_GREETED, /* a card checked a child in or out */
    NAV_NOTICED, /* a card had another answer */
    NAV_IDLE,    /* nobody touched anything for the screen's time */
    NAV_BACK,
    NAV_ME, /* the greeted child's own page */
    NAV_TIMETABLE,
    NAV_HOMEWORK,
    NAV_GARDEN,
    NAV_SAFETY,
    NAV_FIND,     /* the card was forgotten */
    NAV_CLEAN,    /* the glass is to be wiped */
    NAV_SIGN_IN,  /* a staff card was shown */
    NAV_SIGN_OUT, /* the staff side is closed */
    NAV_STAFF,    /* what staff may do */
    NAV_CARDS,    /* cards given and ended */
    NAV_CLOCK,    /* the clock and the school's bell */
    NAV_HISTORY,  /* a child's day, and corrections */
    NAV_VISITORS, /* who else is here */
    NAV_PINS,     /* who of the staff has a PIN */
    NAV_ALARMS,   /* what staff should look at */
    NAV_ABSENCE,  /* who is known not to come */
    NAV_HEALTH,   /* a child's health notes */
    NAV_TASKS,    /* homework, set and ticked off */
    NAV_HELP,     /* who asked for help */
    NAV_NOTES,    /* on a child, for the social worker */
    NAV_GUARDIAN, /* a guardian's card was shown */
    NAV_WALK,     /* a leader's was, whose walking group waits */
    NAV_PICKUP,   /* staff confirm who collects */
    NAV_WAY_HOME, /* walking groups, for staff */
    NAV_PEOPLE,   /* children, guardians and staff are edited */
    NAV_PLAN,     /* timetable, periods and calendar are */
    NAV_GROUP,    /* a class is marked */
    NAV_ROLL,     /* who is in now */
    NAV_SETUP,    /* the kiosk has yet to be set up */
    NAV_DEVICE,   /* the machine */
    NAV_GOALS,    /* the six goals of a month */
    NAV_VISITS,   /* who needs a visit, who is missing */
    NAV_CARE,     /* holiday care */
    NAV_SUMMARY,  /* sums of days */
    NAV_EVENT_COUNT,
};
