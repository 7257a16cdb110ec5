/* timetable_week.h: seven days side by side, for the timetable's screen. */
#pragma once

#include "kiosk/ui.h"
#include "kiosk/view.h"

enum { WEEK_DAYS = 7 };

struct week_day {
    int day;
    char holiday[NAME_SIZE]; /* what it is called instead of an ordinary day, or "" */
    int count;
    struct session sessions[SESSION_MAX];
};

struct week {
    struct week_day days[WEEK_DAYS]; /* from Monday on */
};

enum session_time { SESSION_OVER, SESSION_NOW, SESSION_TO_COME };

/* Where session i of the day stands to the view's clock. */
enum session_time week_time(const struct week_day *day, int i, const struct view *view);

/* The first session of the day that is not over; day->count where all are. */
int week_first(const struct week_day *day, const struct view *view);

/* Draws the week with ids from `id` on; `place` scrolls to what is on today. Returns the day that
 * was touched, 0 Monday, or -1. */
int week_draw(struct ui *ui, int id, struct rect area, const struct week *week,
    const struct view *view, bool place);
