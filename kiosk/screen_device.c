/* screen_device.c: the machine, for the manager: how it stands, the way to the office, backups,
 * sound, a new kiosk, and closing the kiosk. */
#include "kiosk/screen_device.h"

#include "kiosk/ui_tabs.h"

#include <string.h>

static void
enter(struct stage *stage)
{
    device_read(stage->state, stage);
}

/* Nothing secret, and nothing half done, stays behind a tab. */
static void
open_tab(struct device_state *s, const struct stage *stage)
{
    int tab = s->tab;
    explicit_bzero(s, sizeof *s);
    s->tab = tab;
    device_read(s, stage);
    if (tab == TAB_SOUND)
        sound_panel_begin(&s->sound, stage);
}

static bool
is_open_within(struct device_state *s)
{
    if (s->tab == TAB_SOUND && s->sound.hours)
        return sound_panel_back(&s->sound);
    if (s->tab == TAB_OFFICE && s->types) {
        s->types = false;
        return true;
    }
    return false;
}

static bool
take_code(struct stage *stage, const char *text)
{
    return device_office_code(stage->state, text);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct device_state *s = stage->state;
    const char *labels[TAB_COUNT] = {[TAB_STATE] = _("State"),
        [TAB_OFFICE] = _("Office"),
        [TAB_BACKUP] = _("Backup"),
        [TAB_SOUND] = _("Sound"),
        [TAB_JOIN] = _("New kiosk"),
        [TAB_CLOSE] = _("Close")};
    struct rect space = staff_frame(ui, stage, _("This machine"));
    if (ui->go == NAV_BACK && is_open_within(s))
        ui->go = NAV_NONE;
    if (ui->go != NAV_NONE)
        return;
    if (ui_tabs(ui, DEVICE_ID_TABS, rect_top(&space, t->staff_touch * 4 / 3), labels, TAB_COUNT,
            &s->tab)) {
        open_tab(s, stage);
        return;
    }
    rect_top(&space, t->gap);
    switch ((enum device_tab)s->tab) {
    case TAB_STATE:
        device_state(ui, stage, s, space);
        break;
    case TAB_OFFICE:
        device_office(ui, stage, s, space);
        break;
    case TAB_BACKUP:
        device_backup(ui, stage, s, space);
        break;
    case TAB_SOUND:
        sound_panel(ui, stage, &s->sound, DEVICE_ID_FIRST, space);
        break;
    case TAB_JOIN:
        device_join(ui, stage, s, space);
        break;
    case TAB_CLOSE:
        device_close(ui, stage, s, space);
        break;
    case TAB_COUNT:
        break;
    }
}

const struct screen screen_device = {.name = "device",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_MANAGER,
    .state_size = sizeof(struct device_state),
    .enter = enter,
    .code = take_code,
    .draw = draw};
_Static_assert(sizeof(struct device_state) <= SCREEN_STATE_MAX, "the state has its place");
