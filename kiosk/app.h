/* app.h: the running kiosk. It owns everything: database, scanner, window, sound, the screen. */
#pragma once

#include "kiosk/clockwork.h"
#include "kiosk/draw.h"
#include "kiosk/finger.h"
#include "kiosk/nav.h"
#include "kiosk/paint.h"
#include "kiosk/pairs.h"
#include "kiosk/scan.h"
#include "kiosk/sdl_window.h"
#include "kiosk/speaker.h"
#include "kiosk/view.h"
#include "kiosk/wedge.h"

#include "db/quiet.h"
#include "scanner/client.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

struct app_options {
    const char *db; /* NULL: none is wanted (the gallery) */
    const char *source, *script;
    const char *clips; /* the folder of recordings */
    const char *hand;  /* the hand scanner's --source; NULL: none is wanted */
    int width, height; /* 0: full screen */
    enum language language;
    bool language_given; /* what the Home chose at set-up does not count */
    bool loop;
    int text_percent; /* 100 to TEXT_PERCENT_MOST */
    bool less_motion, gallery;
    int64_t started_ms; /* of the process, CLOCK_BOOTTIME */
    const char *paper;  /* a PDF is to be written, and no window opened */
    int64_t at_ms;      /* UTC, of the paper */
    char assets[4096], scanner[4096], locale[4096], cli[4096];
};

/* A screen that a card's answer stands before, and all that it needs to come back. */
struct kept {
    const struct screen *screen; /* NULL: none */
    int64_t shown_ms, touched_ms;
    struct ui_memory memory;
    struct greeting greeting;
    struct arrivals arrivals;
    _Alignas(max_align_t) unsigned char state[SCREEN_STATE_MAX];
};

struct app {
    struct app_options options;
    struct clockwork clock;
    struct db *db;   /* NULL: it could not be opened, and is tried again each minute */
    int db_minute;   /* of the day plus 1, of the last try */
    int64_t db_seen; /* db_version_seen when the view was filled */
    int settled_day;
    bool settled_trusted;
    int settle_minute; /* of the day, of the last try: once a minute is enough on a full disk */
    struct scanner *scanner, *hand; /* the camera's, and a hand scanner's or NULL */
    struct scan_locks locks;
    struct pairs pairs;
    struct staff met; /* the volunteer of the child that is about to be greeted; id 0: none */
    struct wedge wedge;
    struct window *window;
    struct paint *paint;
    struct questions questions;
    struct speaker *speaker;
    struct print *print;
    int64_t print_ms; /* when print_tick is due, or 0 */
    struct runner *runner;
    int64_t runner_ms;     /* when runner_tick is due, or 0 */
    int64_t speaker_ms;    /* when speaker_tick is due, or 0 */
    int64_t sound_test_ms; /* the last wish to be heard; -1: not looked at yet */
    struct quiet quiet;    /* hours */
    int volume;
    struct view view;
    const struct screen *screen;
    const struct screen *wanted; /* after the sign-in that it asks for; NULL: the menu */
    struct kept kept;
    int64_t shown_ms;     /* when the screen was last entered */
    int64_t sign_ms;      /* when view.sign was set */
    int64_t rest_ms;      /* when the database may tidy up, 0: there is nothing to */
    int64_t card_seen_ms; /* when a code was last read */
    int64_t language_ms;  /* when the language was last changed by touch */
    int64_t tapped_ms;    /* when a finger last went down, heard or not */
    int64_t touched_ms;   /* when a finger last did anything */
    struct finger finger;
    struct touch touch;  /* the finger that is down, or that was last */
    bool screen_touched; /* a touch led to this screen, and the hammering may go on */
    bool touch_deaf;     /* the finger hammers on: not heard until it is off */
    struct ui_memory memory;
    int64_t again_ms;    /* something moves: draw again then; 0: nothing does */
    int64_t frame_ms;    /* when the last picture was begun */
    int64_t answered_ms; /* capture of the card whose answer is to be shown; 0: none */
    _Alignas(max_align_t) unsigned char state[SCREEN_STATE_MAX]; /* the screen's */
    bool met_again;                                              /* not for the first time today */
    bool heard_wish; /* sound_test_ms is to be followed */
    bool restoring;  /* the database is closed: another takes its place */
    bool stale;      /* the view's data must be read again */
    struct draw_list lists[2];
    int shown_list; /* which of them is on the screen */
    bool paint_all;
    bool first_frame_shown;
    bool quit;
    bool script_failed;
};

/* Opens all parts. A part that is missing (database, camera, sound) is said on the screen and the
 * kiosk goes on; without a window it can't: false. */
bool app_open(struct app *app, const struct app_options *options);
void app_close(struct app *app);

/* Waits for what comes, handles it and shows the result, until `stop` is set or the window closed.
 */
void app_run(struct app *app, const volatile sig_atomic_t *stop);

/* The steps of the loop, which a script takes by itself. */
void app_touch(struct app *app, enum touch_phase phase, int x, int y);

/* The same of one finger among many. */
void app_finger(struct app *app, enum touch_phase phase, int64_t id, int x, int y);
void app_key(struct app *app, char key);
void app_code(struct app *app, const char *text, size_t len, int64_t captured_ms);
void app_language(struct app *app, enum language language);
void app_frame(struct app *app);
