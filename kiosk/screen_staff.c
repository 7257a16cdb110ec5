/* screen_staff.c: what staff may do here: a tile for each thing that their role reaches. */
#include "kiosk/presence_bar.h"
#include "kiosk/staff_frame.h"

static const struct {
    const char *icon, *label;
    enum nav_event go;
    enum access access; /* of the screen that it leads to */
} things[] = {
    {"people", N_("Group"), NAV_GROUP, ACCESS_TUTOR},
    {"homework", N_("Homework"), NAV_TASKS, ACCESS_TUTOR},
    {"raised-hand", N_("Help wanted"), NAV_HELP, ACCESS_VOLUNTEER},
    {"note", N_("Notes"), NAV_NOTES, ACCESS_TUTOR},
    {"history", N_("A child's day"), NAV_HISTORY, ACCESS_TUTOR},
    {"roll", N_("Who is in now"), NAV_ROLL, ACCESS_TUTOR},
    {"collect", N_("Who collects?"), NAV_PICKUP, ACCESS_TUTOR},
    {"walk", N_("Way home"), NAV_WAY_HOME, ACCESS_TUTOR},
    {"bell", N_("Alarms"), NAV_ALARMS, ACCESS_TUTOR},
    {"care", N_("Holiday care"), NAV_CARE, ACCESS_TUTOR},
    {"absent", N_("Absences"), NAV_ABSENCE, ACCESS_TUTOR},
    {"health", N_("Health notes"), NAV_HEALTH, ACCESS_SOCIAL_WORKER},
    {"star", N_("Six goals"), NAV_GOALS, ACCESS_SOCIAL_WORKER},
    {"home", N_("Visits, missing"), NAV_VISITS, ACCESS_SOCIAL_WORKER},
    {"visitor", N_("Who is here"), NAV_VISITORS, ACCESS_TUTOR},
    {"chart", N_("Summaries"), NAV_SUMMARY, ACCESS_SOCIAL_WORKER},
    {"card", N_("Cards"), NAV_CARDS, ACCESS_SOCIAL_WORKER},
    {"family", N_("People"), NAV_PEOPLE, ACCESS_MANAGER},
    {"timetable", N_("Plan"), NAV_PLAN, ACCESS_MANAGER},
    {"key", N_("PINs"), NAV_PINS, ACCESS_MANAGER},
    {"clock", N_("Clock and bell"), NAV_CLOCK, ACCESS_TUTOR},
    {"kiosk", N_("This machine"), NAV_DEVICE, ACCESS_MANAGER},
    {"sponge", N_("Wipe the screen"), NAV_CLEAN, ACCESS_VOLUNTEER},
};
enum { THINGS = sizeof things / sizeof things[0] };
enum { ID_ME = STAFF_IDS + THINGS };

struct staff_menu {
    struct presence_bar me;
};

static void
enter(struct stage *stage)
{
    struct staff_menu *s = stage->state;
    presence_bar_begin(&s->me, stage);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct rect space = staff_frame(ui, stage, _("What would you like to do?"));
    struct staff_menu *s = stage->state;
    presence_bar(ui, stage, &s->me, ID_ME, rect_top(&space, t->staff_touch * 4 / 3));
    rect_top(&space, t->gap);
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

const struct screen screen_staff = {.name = "staff",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_VOLUNTEER,
    .state_size = sizeof(struct staff_menu),
    .enter = enter,
    .draw = draw};
