/* screen_setup.h: what the files of the set-up are to each other. */
#pragma once

#include "kiosk/form.h"
#include "kiosk/sound_panel.h"

#include "db/backup.h"
#include "db/handover.h"
#include "db/pin.h"
#include "scanner/card.h"

/* The steps in their order. A number is kept as `setting setup`: add new ones at the end of it. */
#define SETUP_STEPS(X)                                                                             \
    X(SETUP_LANGUAGE, N_("语言 · Language"))                                                       \
    X(SETUP_BEGIN, N_("How shall this kiosk begin?"))                                              \
    X(SETUP_HOME, N_("Where does this kiosk stand?"))                                              \
    X(SETUP_CLOCK, N_("Is this the right time?"))                                                  \
    X(SETUP_CAMERA, N_("Can it read a card?"))                                                     \
    X(SETUP_SOUND, N_("How loud shall it be?"))                                                    \
    X(SETUP_MANAGER, N_("Who is the manager?"))                                                    \
    X(SETUP_READY, N_("Ready"))

enum setup_step {
#define X(id, title) id,
    SETUP_STEPS(X)
#undef X
        SETUP_STEP_COUNT
};

enum setup_way { WAY_NONE, WAY_NEW, WAY_JOIN, WAY_RESTORE };

enum { SETUP_FILES = 6, SETUP_ID_BACK = 1, SETUP_ID_NEXT, SETUP_ID_FIRST = 10 };

struct setup_state {
    enum setup_step step;
    char why[256]; /* what went wrong, in a sentence; "": nothing */
    /* begin */
    enum setup_way way;
    bool making; /* the database was asked for */
    char handover[HANDOVER_TEXT + 1];
    char typed[RECOVERY_TEXT + 1];
    uint8_t key[CARD_KEY_BYTES];
    bool has_key;
    int file; /* chosen, plus 1 */
    bool restoring;
    /* the steps */
    struct form form;
    struct home home;
    bool sets_clock;
    int day;
    int64_t read_ms; /* when a code was last read, 0: never */
    struct sound_panel sound;
    struct staff manager;
    bool named, confirms, differed;
    char digits[PIN_MAX + 1], chosen[PIN_MAX + 1];
    const char *weakness;
    char card[CARD_TEXT_LEN + 1];
};

/* Goes to a step and keeps it, where there is a database. */
void setup_go(struct setup_state *s, const struct stage *stage, enum setup_step step);

/* Says in `why` what the database refused or could not do. */
void setup_wrong(struct setup_state *s, const struct stage *stage);

/* A large button at the foot of *space. */
bool setup_next(struct ui *ui, struct rect *space, const char *label);

/* The steps: each draws itself into `space`. */
void setup_language(
    struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space);
void setup_begin(
    struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space);
void setup_home(struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space);
void setup_clock(
    struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space);
void setup_camera(
    struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space);
void setup_sound(
    struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space);
void setup_manager(
    struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space);
void setup_ready(
    struct ui *ui, const struct stage *stage, struct setup_state *s, struct rect space);

/* A code was read while the step is up. */
void setup_begin_code(struct setup_state *s, const char *text);

/* Fills what a step shows when it is entered. */
void setup_home_enter(struct setup_state *s, const struct stage *stage);
void setup_manager_enter(struct setup_state *s, const struct stage *stage);
