/* screen_history.h: a child's day as it is on record, and what was wrong put right. Only for
 * screen_history*.c. */
#pragma once

#include "kiosk/child_picker.h"
#include "kiosk/form.h"
#include "kiosk/staff_frame.h"
#include "kiosk/ui_dialog.h"

#include "db/history.h"

enum {
    HISTORY_ROWS = 120,
    HISTORY_FORGOTTEN = 60,
    HISTORY_BACK_DAYS = 7, /* so far back assumed leavings are asked about */
};

enum history_step {
    HISTORY_PICK,
    HISTORY_LEFT,   /* who forgot to check out */
    HISTORY_DAY,    /* the chosen child's */
    HISTORY_WHAT,   /* what was wrong with the check? */
    HISTORY_WHO,    /* which child was it? */
    HISTORY_FORM,   /* times, reason, note */
    HISTORY_REVIEW, /* before and after */
};

struct history_row {
    struct history h;
    char who[NAME_SIZE];   /* the staff member, or "" */
    char child[NAME_SIZE]; /* whose it is, where that is another */
};

struct history_forgot {
    struct forgotten_out f;
    char name[NAME_SIZE], animal[WORD_SIZE];
};

struct history_state {
    enum history_step step;
    bool from_left; /* the form was reached from the list of who forgot */
    bool failed;
    struct child_picker picker;
    struct child child;
    int day, offset_min;
    int count;
    struct history_row rows[HISTORY_ROWS];
    int chosen; /* index in rows */
    struct correct wish;
    struct form form;
    char why[512]; /* of a refusal */
    int effects;
    struct correct_effect effect[CORRECT_EFFECTS];
    char effect_name[CORRECT_EFFECTS][NAME_SIZE];
    int left_count;
    struct history_forgot left[HISTORY_FORGOTTEN];
    int64_t done_ms;
};

/* Ids of controls on this screen. */
enum {
    HISTORY_ID_LEFT = STAFF_IDS,
    HISTORY_ID_BEFORE,
    HISTORY_ID_AFTER,
    HISTORY_ID_ADD,
    HISTORY_ID_LIST,
    HISTORY_ID_YES,
    HISTORY_ID_NO,
    HISTORY_ID_WHATS,                                      /* CORRECTION_COUNT */
    HISTORY_ID_ROWS = HISTORY_ID_WHATS + CORRECTION_COUNT, /* two each */
    HISTORY_ID_FORM = HISTORY_ID_ROWS + 2 * HISTORY_FORGOTTEN,
    HISTORY_ID_PICKER = HISTORY_ID_FORM + FORM_IDS,
};

/* screen_history.c */
void history_open(struct history_state *s, const struct stage *stage, int64_t child_id, int day);
void history_read(struct history_state *s, const struct stage *stage);
void history_read_left(struct history_state *s, const struct stage *stage);

/* Records the wish, and tells by `why`, or goes back to where it came from. */
void history_apply(struct history_state *s, const struct stage *stage);

/* May who is signed in correct? */
bool history_may_correct(const struct stage *stage);

/* screen_history_day.c */
void history_draw_day(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space);
void history_draw_left(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space);

/* screen_history_correct.c: a reason's words */
const char *history_reason(enum correct_reason reason);

/* Begins what was chosen; then its steps. */
void history_begin(struct history_state *s, const struct stage *stage, enum correct_what what);
void history_draw_what(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space);
void history_draw_form(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space);
void history_draw_review(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space);
