/* screen_device.h: what the files of the device page are to each other. */
#pragma once

#include "kiosk/form.h"
#include "kiosk/sound_panel.h"
#include "kiosk/staff_frame.h"

#include "db/backup.h"
#include "db/handover.h"
#include "db/pin.h"

enum device_tab { TAB_STATE, TAB_BACKUP, TAB_SOUND, TAB_JOIN, TAB_CLOSE, TAB_COUNT };

enum {
    DEVICE_ID_TABS = STAFF_IDS,
    DEVICE_ID_FIRST = DEVICE_ID_TABS + TAB_COUNT, /* of the open tab */
};

struct device_state {
    int tab;
    /* how it stands, read when the tab is opened */
    int64_t db_bytes, events, backed_up_ms;
    char kernel[80];
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

void device_backup(
    struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space);
void device_join(
    struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space);
void device_close(
    struct ui *ui, const struct stage *stage, struct device_state *s, struct rect space);
