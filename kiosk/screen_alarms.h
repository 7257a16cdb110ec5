/* screen_alarms.h: what the files of the alarms' screen are to each other. */
#pragma once

#include "kiosk/staff_frame.h"
#include "kiosk/ui_keys.h"
#include "kiosk/watch_words.h"

#include "db/alarm.h"

enum { ALARM_ROWS = 60 };

enum {
    ALARM_ID_LIST = STAFF_IDS,
    ALARM_ID_UNDO,
    ALARM_ID_CHOICES, /* of the answer to a row */
    ALARM_ID_NOTE = ALARM_ID_CHOICES + 8,
};

enum alarms_step { ALARMS_LIST, ALARMS_ABSENCE, ALARMS_DONE, ALARMS_WRITE };

struct alarm_row {
    struct alarm alarm;
    struct child child; /* id 0 where the alarm is about none */
    char guardian[NAME_SIZE + WORD_SIZE], phone[PHONE_SIZE];
    char health[HEALTH_TEXT_SIZE + 32];
    bool whole; /* the phone's number is shown whole */
};

struct alarms_state {
    enum alarms_step step;
    int count, chosen;
    int told; /* view->alarms when the rows were read */
    bool more, failed;
    struct alarm_row rows[ALARM_ROWS];
    struct absence noted; /* the last, that may be taken back */
    char noted_name[NAME_SIZE];
    int64_t noted_ms; /* when; 0: none */
    struct ui_note note;
};

/* screen_alarms.c: reads the rows again. */
void alarms_read(struct alarms_state *s, const struct stage *stage);

/* screen_alarms_act.c: the questions that a row's buttons ask, and what is recorded. */
void alarms_seen(struct alarms_state *s, const struct stage *stage);
void alarms_draw_absence(
    struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect space);
void alarms_draw_done(
    struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect space);
void alarms_draw_write(
    struct ui *ui, struct alarms_state *s, const struct stage *stage, struct rect space);
void alarms_take_back(struct alarms_state *s, const struct stage *stage);
