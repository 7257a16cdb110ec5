#include "kiosk/birthday.h"

#include "db/day.h"

static int
birthday_in(int born_day, int year)
{
    int day = year * 10000 + born_day % 10000;
    return day_exists(day) ? day : day - 1;
}

int
birthday_ago(int born_day, int today, int last_day)
{
    for (int ago = 0; born_day && ago <= BIRTHDAY_LATE_DAYS; ago++) {
        int day = day_add(today, -ago);
        if ((ago > 0 && day <= last_day) || day <= born_day)
            return -1;
        if (birthday_in(born_day, day / 10000) == day)
            return ago;
    }
    return -1;
}
