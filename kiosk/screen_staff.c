/* screen_staff.c: what staff may do here: a tile for each thing that their role reaches. */
#include "kiosk/staff_frame.h"

static const struct {
    const char *icon, *label;
    enum nav_event go;
    enum access access; /* of the screen that it leads to */
} things[] = {
    {"card", N_("Cards"), NAV_CARDS, ACCESS_SOCIAL_WORKER},
    {"clock", N_("Clock and bell"), NAV_CLOCK, ACCESS_TUTOR},
    {"key", N_("PINs"), NAV_PINS, ACCESS_MANAGER},
    {"bell", N_("Alarms"), NAV_ALARMS, ACCESS_TUTOR},
    {"absent", N_("Absences"), NAV_ABSENCE, ACCESS_TUTOR},
    {"health", N_("Health notes"), NAV_HEALTH, ACCESS_SOCIAL_WORKER},
    {"collect", N_("Who collects?"), NAV_PICKUP, ACCESS_TUTOR},
    {"walk", N_("Way home"), NAV_WAY_HOME, ACCESS_TUTOR},
    {"family", N_("People"), NAV_PEOPLE, ACCESS_MANAGER},
    {"timetable", N_("Plan"), NAV_PLAN, ACCESS_MANAGER},
    {"sponge", N_("Wipe the screen"), NAV_CLEAN, ACCESS_VOLUNTEER},
};
enum { THINGS = sizeof things / sizeof things[0] };

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct rect space = staff_frame(ui, stage, _("What would you like to do?"));
    enum access reached = staff_access(stage->view->staff.role);
    int shown[THINGS], count = 0, columns = space.w >= space.h ? 5 : 3;
    for (int i = 0; i < THINGS; i++)
        if (things[i].access <= reached)
            shown[count++] = i;
    int rows = (count + columns - 1) / columns, least = columns - 1;
    if (rows < least)
        rows = least; /* a few tiles are no larger than many */
    for (int i = 0; i < count; i++) {
        struct rect tile = rect_cell(space, i, columns, rows, t->gap);
        if (ui_tile(
                ui, STAFF_IDS + i, tile, "icons", things[shown[i]].icon, _(things[shown[i]].label)))
            ui->go = things[shown[i]].go;
    }
}

const struct screen screen_staff = {
    .name = "staff", .idle_ms = STAFF_IDLE_MS, .access = ACCESS_VOLUNTEER, .draw = draw};
