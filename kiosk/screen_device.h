/* screen_device.h: what the files of the device page are to each other. */
#pragma once

#include "kiosk/form.h"
#include "kiosk/sound_panel.h"
#include "kiosk/staff_frame.h"

#include "db/backup.h"
#include "db/handover.h"
#include "db/outbox.h"
#include "db/pin.h"

enum device_tab { TAB_STATE, TAB_OFFICE, TAB_BACKUP, TAB_SOUND, TAB_JOIN, TAB_CLOSE, TAB_COUNT };

enum { DEVICE_RECEIPT = 12 }; /* characters */

enum {
    DEVICE_ID_TABS = STAFF_IDS,
    DEVICE_ID_FIRST = DEVICE_ID_TABS + TAB_COUNT, /* of the open tab */
};

struct device_state {
    int tab;
    /* how it stands, read when the tab is opened */
    int64_t db_bytes, events, backed_up_ms;
    char kernel[80];
    struct outbox_state outbox;
    /* the office */
    bool worked; /* a job runs, after which outbox is read again */
    bool types;  /* the receipt's characters */
    char receipt[DEVICE_RECEIPT + 1];
    char setup[JOB_INPUT]; /* the code that was scanned; "" none */
    /* backup */
    bool shows_code;
    char code[RECOVERY_TEXT + 1], code_qr[RECOVERY_TEXT + 1];
    struct sound_panel sound;
    /* a new kiosk joins */
    char handover[HANDOVER_TEXT + 1], eight[HANDOVER_CODE + 1];
    /* closing */
    int taps;
    int64_t tapped_ms, held_ms; /* held_ms: since when the finger lies there, 0: it does not */
    bool asks_pin, wrong;
    char digits[PIN_MAX + 1];
    char why[256];
};

/* How the machine stands: reads it, and draws it. */
void device_read(struct device_state *s, const struct stage *stage);
void device_state(
    struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space);

/* The way to the township's office: pairing, what it holds, uploads, sticks, receipts. A set-up
 * code that was read anywhere on the page opens it. */
void device_office(
    struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space);
bool device_office_code(struct device_state *s, const char *text);

/* "4,812" */
void device_number(char out[32], int64_t number);

void device_backup(
    struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space);
void device_join(
    struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space);
void device_close(
    struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space);
