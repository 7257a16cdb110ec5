#include "kiosk/nav.h"

/* A card and idleness mean the same on every screen. */
static const struct screen *const anywhere[NAV_EVENT_COUNT] = {
    [NAV_GREETED] = &screen_greet, /* the next child never waits */
    [NAV_NOTICED] = &screen_notice,
    [NAV_IDLE] = &screen_home,
    [NAV_SIGN_IN] = &screen_sign_in,
    [NAV_SIGN_OUT] = &screen_home,
    [NAV_ALARMS] = &screen_alarms,
    [NAV_GUARDIAN] = &screen_guardian,
    [NAV_WALK] = &screen_walk,
};

static const struct {
    const struct screen *from;
    enum nav_event event;
    const struct screen *to;
} moves[] = {
    {&screen_greet, NAV_ME, &screen_me},
    {&screen_greet, NAV_BACK, &screen_home},
    {&screen_notice, NAV_BACK, &screen_home},
    {&screen_me, NAV_BACK, &screen_home},
    {&screen_home, NAV_TIMETABLE, &screen_timetable},
    {&screen_me, NAV_TIMETABLE, &screen_timetable},
    {&screen_timetable, NAV_ME, &screen_me},
    {&screen_timetable, NAV_BACK, &screen_home},
    {&screen_me, NAV_HOMEWORK, &screen_homework},
    {&screen_homework, NAV_BACK, &screen_me},
    {&screen_me, NAV_GARDEN, &screen_garden},
    {&screen_garden, NAV_BACK, &screen_me},
    {&screen_me, NAV_SAFETY, &screen_safety},
    {&screen_safety, NAV_BACK, &screen_me},
    {&screen_home, NAV_FIND, &screen_find},
    {&screen_find, NAV_BACK, &screen_home},
    {&screen_home, NAV_CLEAN, &screen_clean},
    {&screen_sign_in, NAV_BACK, &screen_home},
    {&screen_sign_in, NAV_STAFF, &screen_staff},
    {&screen_staff, NAV_BACK, &screen_home},
    {&screen_staff, NAV_CLEAN, &screen_clean},
    {&screen_alarms, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_ABSENCE, &screen_absence},
    {&screen_absence, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_HEALTH, &screen_health},
    {&screen_health, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_TASKS, &screen_tasks},
    {&screen_tasks, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_HELP, &screen_help},
    {&screen_help, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_NOTES, &screen_notes},
    {&screen_notes, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_CARDS, &screen_cards},
    {&screen_cards, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_CLOCK, &screen_clock},
    {&screen_clock, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_PEOPLE, &screen_people},
    {&screen_people, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_PLAN, &screen_plan},
    {&screen_plan, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_HISTORY, &screen_history},
    {&screen_history, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_VISITORS, &screen_visitors},
    {&screen_visitors, NAV_BACK, &screen_staff},
    {&screen_home, NAV_SETUP, &screen_setup},
    {&screen_setup, NAV_BACK, &screen_home},
    {&screen_staff, NAV_DEVICE, &screen_device},
    {&screen_device, NAV_BACK, &screen_staff},
    {&screen_device, NAV_CLOCK, &screen_clock},
    {&screen_staff, NAV_SUMMARY, &screen_summary},
    {&screen_summary, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_PINS, &screen_pins},
    {&screen_pins, NAV_BACK, &screen_staff},
    {&screen_guardian, NAV_BACK, &screen_home},
    {&screen_walk, NAV_BACK, &screen_home},
    {&screen_staff, NAV_PICKUP, &screen_pickup},
    {&screen_pickup, NAV_BACK, &screen_staff},
    {&screen_pickup, NAV_WAY_HOME, &screen_way_home},
    {&screen_alarms, NAV_PICKUP, &screen_pickup},
    {&screen_alarms, NAV_WAY_HOME, &screen_way_home},
    {&screen_staff, NAV_WAY_HOME, &screen_way_home},
    {&screen_way_home, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_GROUP, &screen_group},
    {&screen_group, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_ROLL, &screen_roll},
    {&screen_roll, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_GOALS, &screen_goals},
    {&screen_goals, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_CARE, &screen_care},
    {&screen_care, NAV_BACK, &screen_staff},
    {&screen_staff, NAV_VISITS, &screen_visits},
    {&screen_visits, NAV_BACK, &screen_staff},
};

const struct screen *
nav_next(const struct screen *from, enum nav_event event)
{
    if (anywhere[event])
        return anywhere[event];
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        if (moves[i].from == from && moves[i].event == event)
            return moves[i].to;
    return from;
}
