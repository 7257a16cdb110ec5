/* screen.h: one screen, one file, one descriptor. nav.h says how one follows another. */
#pragma once

#include "kiosk/ui.h"
#include "kiosk/view.h"

#include "db/attendance.h"
#include "db/db.h"
#include "db/moment.h"

/* What a screen may use. */
struct stage {
    const struct view *view;
    struct db *db; /* NULL while it can't be opened: the screen then says so, kindly */
    struct moment now;
    void *state; /* of this screen: state_size bytes, zeroed when it is entered */
};

enum { SCREEN_STATE_MAX = 128 * 1024 };

/* What a screen does with a card, before it means anything else. */
enum claim {
    CLAIM_NONE,   /* nothing: it is answered as ever */
    CLAIM_STAY,   /* it was for this screen, which goes on by itself */
    CLAIM_GREET,  /* a child's check was recorded: it is greeted */
    CLAIM_FAILED, /* it could not be recorded */
};

enum { STAFF_IDLE_MS = 60000 }; /* a staff screen that is left alone signs out */

struct screen {
    const char *name;
    int idle_ms; /* back to the home screen after so long without a touch; 0: stays */
    size_t state_size;
    void (*enter)(struct stage *stage); /* reads what it shows into its state; may be NULL */
    /* Makes the picture. A control answers true in the one draw that sees the finger: the screen
     * then changes its state, writes to the database, or sets ui->go. */
    void (*draw)(struct ui *ui, struct stage *stage);
    /* A genuine card that works was read while this screen is up; nothing is recorded yet. NULL:
     * never wanted. Where the screen records a child's check, *out (zeroed before) is that. The
     * same card may come again: to take it twice must do no harm. */
    enum claim (*card)(struct stage *stage, const struct card_row *card, struct scan *out);
    /* A code of any content, before it is looked at as a card. True: it was for this screen. NULL:
     * never wanted. */
    bool (*code)(struct stage *stage, const char *text);
    /* A card's answer stood before this screen and is over: the screen comes back, its state as it
     * was. False where it can't: then home. NULL: it never comes back. */
    bool (*resume)(struct stage *stage);
    enum access access; /* the least that it asks of who uses it; beyond ACCESS_ANYONE cards are
                         * answered by sound and view->sign, and the screen stays */
    bool writes;        /* Chinese may be written: view->pinyin is there where it is installed */
    bool shows_camera;  /* the viewfinder's picture is wanted */
    bool locked;        /* no touch is heard, and cards are answered by sound and view->sign */
};

#define SCREENS(X)                                                                                 \
    X(home)      /* viewfinder, clock, now and next, who is in */                                  \
    X(greet)     /* welcome and goodbye */                                                         \
    X(notice)    /* an answer to a card that checks nobody in */                                   \
    X(me)        /* a child's own page */                                                          \
    X(timetable) /* a day, with what runs now, and the week */                                     \
    X(homework)  /* a child's list: due, late, done; asking for help */                            \
    X(garden)    /* a child's days here, as a garden */                                            \
    X(safety)    /* a child's question of the day */                                               \
    X(gallery)   /* every control in every state, for who builds */                                \
    X(find)      /* the card was forgotten */                                                      \
    X(clean)     /* the glass is wiped: touches do nothing */                                      \
    X(sign_in)   /* a staff card was shown: its PIN */                                             \
    X(staff)     /* what staff may do here, by role */                                             \
    X(alarms)    /* what staff should look at */                                                   \
    X(absence)   /* who is known not to come */                                                    \
    X(health)    /* a child's health notes */                                                      \
    X(guardian)  /* a guardian collects, or needs staff */                                         \
    X(walk)      /* a leader's walking group sets off */                                           \
    X(pickup)    /* staff confirm who collects */                                                  \
    X(way_home)  /* walking groups: setting off, and home */                                       \
    X(pins)      /* who of the staff has a PIN */                                                  \
    X(tasks)     /* homework as tutors set it and tick it off */                                   \
    X(help)      /* who asked for help, and who goes there */                                      \
    X(notes)     /* on a child, for the social worker */                                           \
    X(roll)      /* who is in now, and roll calls */                                               \
    X(cards)     /* cards given, shown and ended */                                                \
    X(people)    /* children, guardians and staff, edited */                                       \
    X(plan)      /* timetable, periods and calendar, edited */                                     \
    X(clock)     /* staff's word for the time; the school's bell */                                \
    X(group)     /* a class is marked */                                                           \
    X(history)   /* a child's day on record, and what was wrong in it */                           \
    X(visitors)  /* who is here and is no child */                                                 \
    X(summary)   /* sums of days, charts, the days behind a figure, files */                       \
    X(setup)     /* a kiosk without data: its first day */                                         \
    X(goals)     /* the six goals of a month, child by goal */                                     \
    X(care)      /* holiday care: a day, who is enrolled, the period */                            \
    X(visits)    /* who needs a visit, who is told of an absence, and the rules */                 \
    X(device)    /* how the machine is, backups, closing the kiosk */

#define X(name) extern const struct screen screen_##name;
SCREENS(X)
#undef X
