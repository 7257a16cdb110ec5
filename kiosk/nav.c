#include "kiosk/nav.h"

static const struct {
    const struct screen *from;
    enum nav_event event;
    const struct screen *to;
} moves[] = {
    {&screen_home, NAV_GREETED, &screen_greet},
    {&screen_home, NAV_NOTICED, &screen_notice},
    {&screen_greet, NAV_GREETED, &screen_greet}, /* the next child never waits */
    {&screen_greet, NAV_NOTICED, &screen_notice},
    {&screen_greet, NAV_IDLE, &screen_home},
    {&screen_greet, NAV_DISMISSED, &screen_home},
    {&screen_notice, NAV_GREETED, &screen_greet},
    {&screen_notice, NAV_NOTICED, &screen_notice},
    {&screen_notice, NAV_IDLE, &screen_home},
    {&screen_notice, NAV_DISMISSED, &screen_home},
};

const struct screen *
nav_next(const struct screen *from, enum nav_event event)
{
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        if (moves[i].from == from && moves[i].event == event)
            return moves[i].to;
    return from;
}
