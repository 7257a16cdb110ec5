/* screen_care.h: holiday care: a day's sessions, who is enrolled, and the period. Only for
 * screen_care*.c. */
#pragma once

#include "kiosk/child_picker.h"
#include "kiosk/form.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_keys.h"

#include "db/care_day.h"
#include "db/lamp.h"

enum {
    CARE_ROWS = 240, /* children */
    CARE_OFFERS = CARE_SESSIONS,
    CARE_EVENTS = 12,
    CARE_GUARDIANS = 6,
    CARE_MONTHS = 4, /* that a holiday goes over */
    CARE_MARK_TILES = 5,
};

enum care_tab { TAB_DAY, TAB_CHILDREN, TAB_PERIOD, CARE_TABS };

enum care_step {
    STEP_TABS,
    STEP_MARK,     /* a child of the day's list */
    STEP_MARK_WHY, /* the reason of a correction */
    STEP_BEGIN,    /* the reason why a session begins with too few adults */
    STEP_CHILD,    /* an enrolled child */
    STEP_LEAVE,
    STEP_PICK,
    STEP_ENROL,   /* a new one, or other sessions of one who is */
    STEP_SIGNED,  /* who signed is written */
    STEP_FORM,    /* opening, prolonging, closing */
    STEP_SESSION, /* a session is edited */
};

enum care_act { ACT_OPEN, ACT_PROLONG, ACT_CLOSE, CARE_ACTS };

/* A child as its row shows it. */
struct care_row {
    int64_t id;
    char name[NAME_SIZE], under[NAME_SIZE]; /* under: its class, or a guest's Home */
    char animal[WORD_SIZE];
    bool guest;
    enum place_state state;
    uint16_t has, waits; /* sessions, a bit each */
    int turn;            /* the first that it waits for */
    struct care_cell cell;
};

struct care_offer {
    int64_t child_id;
    int session; /* its index */
    char name[NAME_SIZE];
};

struct care_view {
    int tab;
    enum care_step step;
    bool failed, more; /* more: children than rows */
    char why[512];     /* of a refusal, or what was done */
    bool done;         /* it was done */
    bool stale;
    int minute, in_count;  /* that the day was read at */
    struct care care;      /* period.id 0: the Home has none */
    int64_t before, after; /* the holidays before and after it, 0 for none */
    int session_count;
    struct care_session sessions[CARE_SESSIONS];
    int day, session; /* that are looked at */
    bool held[CARE_SESSIONS];
    struct care_count counts[CARE_SESSIONS];
    struct lamp lamp;
    struct begun begun[CARE_SESSIONS];
    int row_count;
    struct care_row rows[CARE_ROWS];
    int enrolled, waiting, guests; /* waiting: for a session at least */
    int offer_count;
    struct care_offer offers[CARE_OFFERS];
    int event_count;
    struct care_event events[CARE_EVENTS];
    int given[CARE_SESSIONS]; /* places, on the fullest day to come */
    struct child child;       /* that is marked or enrolled */
    struct care_cell cell;    /* of the child that is marked */
    struct care_mark mark;    /* that waits for its reason */
    struct enrolled of_child; /* that is looked at */
    bool changing;            /* who is enrolled already */
    uint16_t wanted;          /* sessions */
    int weekdays;
    struct consent consent;
    int guardian_count;
    struct guardian guardians[CARE_GUARDIANS];
    enum care_act act;
    struct care_session session_edited; /* id 0: a new one */
    struct child_picker picker;
    struct form form;
    struct ui_note note;
};

/* Ids of controls on this screen. */
enum {
    CARE_ID_TABS = STAFF_IDS,
    CARE_ID_EARLIER = CARE_ID_TABS + CARE_TABS,
    CARE_ID_LATER,
    CARE_ID_DAY_BEFORE,
    CARE_ID_DAY_AFTER,
    CARE_ID_SESSIONS,
    CARE_ID_BEGIN = CARE_ID_SESSIONS + CARE_SESSIONS,
    CARE_ID_LIST,
    CARE_ID_MARKS,
    CARE_ID_REASONS = CARE_ID_MARKS + CARE_MARK_TILES,
    CARE_ID_ADD = CARE_ID_REASONS + ABSENCE_REASON_COUNT,
    CARE_ID_CHANGE,
    CARE_ID_LEAVE,
    CARE_ID_WANTED,
    CARE_ID_WEEKDAYS = CARE_ID_WANTED + CARE_SESSIONS,
    CARE_ID_GUARDIANS = CARE_ID_WEEKDAYS + 7,
    CARE_ID_OTHER = CARE_ID_GUARDIANS + CARE_GUARDIANS,
    CARE_ID_SAVE,
    CARE_ID_ACTS,
    CARE_ID_SESSION = CARE_ID_ACTS + CARE_ACTS,
    CARE_ID_REMOVE,
    CARE_ID_SHEETS,
    CARE_ID_DIALOG = CARE_ID_SHEETS + CARE_MONTHS,
    CARE_ID_NOTE = CARE_ID_DIALOG + 2,
    CARE_ID_PICKER = CARE_ID_NOTE + UI_NOTE_IDS,
    CARE_ID_FORM = CARE_ID_PICKER + CHILD_PICKER_IDS,
};

/* screen_care.c: reads anew what is shown. */
void care_screen_read(struct care_view *s, const struct stage *stage);

/* Says what became of an act, and reads it all anew. */
void care_screen_tell(struct care_view *s, const struct stage *stage, int rc, const char *done);

/* What was said, over `space`. */
void care_screen_said(struct ui *ui, const struct care_view *s, struct rect *space);

/* May who is signed in enrol, open and close? */
bool care_screen_manages(const struct stage *stage);
struct roster_by care_screen_by(const struct stage *stage);

/* The child's face in a row. */
void care_screen_face(struct ui *ui, const struct care_row *row, struct rect space);

/* "Mon–Fri Sun"; every day that the session is held. */
void care_screen_weekdays(char *out, size_t size, int weekdays);

/* Counts the places that are given to others than that child (0: to all) from today on. */
bool care_screen_places(struct care_view *s, const struct stage *stage, int64_t but_child);

/* screen_care_day.c */
void care_draw_day(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
void care_draw_begin(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);

/* screen_care_mark.c */
void care_open_mark(struct care_view *s, const struct stage *stage, const struct care_row *row);
void care_draw_mark(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
void care_draw_mark_why(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);

/* The state of a child at a session: a picture and words. */
struct care_look {
    const char *icon;
    enum colour ground;
    char words[128];
};
void care_look(struct care_look *out, const struct care_cell *cell);

/* screen_care_list.c */
void care_draw_children(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
void care_draw_child(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
void care_draw_leave(struct ui *ui, struct care_view *s, const struct stage *stage);

/* screen_care_enrol.c */
void care_open_enrol(struct care_view *s, const struct stage *stage, int64_t child_id);
void care_draw_enrol(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
void care_draw_signed(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
enum claim care_take_card(struct stage *stage, const struct card_row *card, struct scan *out);

/* screen_care_period.c */
void care_draw_period(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
void care_draw_form(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
const char *care_act_title(enum care_act act);

/* screen_care_session.c: of sessions[i], -1: a new one. */
void care_open_session(struct care_view *s, int i);
void care_draw_session(
    struct ui *ui, struct care_view *s, const struct stage *stage, struct rect space);
