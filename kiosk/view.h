/* view.h: all that a screen may know. Filled by the app, read by the screens. */
#pragma once

#include "kiosk/arrivals.h"
#include "kiosk/job.h"
#include "kiosk/pinyin.h"
#include "kiosk/print.h"
#include "kiosk/questions.h"
#include "kiosk/theme.h"
#include "kiosk/words.h"

#include "db/health.h"
#include "db/people.h"
#include "db/timetable.h"
#include "scanner/wire.h"

#include <stdbool.h>
#include <stdint.h>

#define NOTICES(X)                                                                                 \
    X(NOTICE_FOREIGN, "foreign")                                                                   \
    X(NOTICE_DAMAGED, "damaged")                                                                   \
    X(NOTICE_FORGED, "forged")                                                                     \
    X(NOTICE_REVOKED, "revoked")                                                                   \
    X(NOTICE_PENDING, "pending")                                                                   \
    X(NOTICE_NO_ROSTER, "no_roster")                                                               \
    X(NOTICE_GUARDIAN, "guardian")                                                                 \
    X(NOTICE_STAFF, "staff")                                                                       \
    X(NOTICE_VOLUNTEER_IN, "volunteer_in")                                                         \
    X(NOTICE_VOLUNTEER_OUT, "volunteer_out")                                                       \
    X(NOTICE_SETUP, "setup")                                                                       \
    X(NOTICE_NO_HOME, "no_home")                                                                   \
    X(NOTICE_NOT_RECORDED, "not_recorded")

enum notice {
#define X(id, name) id,
    NOTICES(X)
#undef X
        NOTICE_COUNT
};

struct greeting {
    bool in; /* else goodbye */
    struct child child;
    int minute;        /* local time of the scan */
    int birthday_ago;  /* days, 0 today; -1: no birthday (birthday.h) */
    int session_count; /* of the child's age, that are not over */
    struct session sessions[SESSION_MAX];
    int homework_due; /* items due today with work left; -1 where it is not known */
    struct staff met; /* the volunteer whose card came with the child's; id 0: none */
    bool met_again;   /* not for the first time today */
    bool leads;       /* goodbye of a child whose walking group waits for it */
};

/* Free room that a kiosk needs, as zhaoxi doctor says too. */
enum { DISK_NEEDED_MIB = 200 };

/* A card's answer on a screen that stays: greeting or notice has it. */
enum card_sign { SIGN_NONE, SIGN_GREETED, SIGN_NOTICED };

struct view {
    struct theme theme;
    enum language language;
    struct home home; /* id 0: none was chosen */
    int day, minute;  /* the minute by the school's bell */
    int64_t bell_ms;  /* by which the bell is ahead of the true time */
    bool clock_trusted;
    enum wire_camera camera;
    int picture;    /* number of the viewfinder's picture, 0 for none */
    bool card_seen; /* a card was read a moment ago */
    bool no_sound, no_fonts;
    int in_count; /* -1 where it is not known */
    int alarms;   /* that staff should look at */
    int session_count;
    struct session sessions[SESSION_MAX]; /* of this Home, today */
    struct greeting greeting;
    enum notice notice;
    const struct questions *questions; /* of the safety class; NULL before they are read */
    struct arrivals arrivals;          /* with the greeting, the ones just before it */
    enum card_sign sign;
    struct health sign_health; /* of the child with the sign, for staff's side alone; id 0: none */
    struct pinyin *pinyin;     /* for ui_note; NULL where it is not installed */
    struct staff staff;        /* who is signed in; id 0: nobody */
    struct staff staff_asked;  /* whose card was shown, on the way to it; id 0: nobody's yet */
    bool set_up;               /* the kiosk has yet to be set up */
    char db_path[256];         /* where the data lies */
    char db_why[256];          /* why there is no database, in a sentence */
    int64_t disk_mib;          /* free where the data lies; -1: not known */
    bool hand;                 /* a hand scanner is looked for */
    int volume;                /* 0 to 100 */
    struct job_view job;       /* what the zhaoxi program does, or did last */
    int64_t guardian;          /* whose card was shown last; 0: nobody's since the home screen */
    struct staff volunteer;    /* of the notice, with: */
    int volunteer_since;       /* when it came, minute of the day */
    struct print_view print;   /* what became of ui->print */
};
