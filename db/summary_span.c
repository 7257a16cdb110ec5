/* summary_span.c: ranges of days that have a name: weeks, months, a Home's periods. */
#include "db/summary_span.h"

#include "db/day.h"
#include "db/summary.h"
#include "db/timetable.h"

#include <stdlib.h>

int
span_days(int from_day, int until_day)
{
    return (int)((day_to_utc_ms(until_day, 0, 0) - day_to_utc_ms(from_day, 0, 0)) / DAY_MS) + 1;
}

void
summary_week(struct summary_ask *ask, int day)
{
    ask->from_day = day_add(day, 1 - day_weekday(day));
    ask->until_day = day_add(ask->from_day, 6);
}

void
summary_month(struct summary_ask *ask, int day)
{
    ask->from_day = day / 100 * 100 + 1;
    int next = day_add(ask->from_day, 31);
    ask->until_day = day_add(next / 100 * 100 + 1, -1);
}

bool
summary_period(struct db *db, struct summary_ask *ask, int64_t home_id, const char *name)
{
    struct period period;
    if (!period_find(db, &period, home_id, name))
        return false;
    ask->from_day = period.from_day;
    ask->until_day = period.until_day;
    return true;
}

/* A week belongs to the year of its Thursday. */
int
summary_week_number(int day, int *year)
{
    int thursday = day_add(day, 4 - day_weekday(day));
    *year = thursday / 10000;
    return (span_days(*year * 10000 + 101, thursday) - 1) / 7 + 1;
}

int
summary_week_parse(const char *text)
{
    char *end;
    long year = strtol(text, &end, 10);
    if (end != text + 4 || end[0] != '-' || end[1] != 'W' || year < 1900 || year > 2199)
        return 0;
    const char *number = end + 2;
    long week = strtol(number, &end, 10);
    if (end == number || *end || week < 1 || week > 53)
        return 0;
    int fourth = (int)year * 10000 + 104; /* 4 January is in the first week */
    int monday = day_add(fourth, 1 - day_weekday(fourth) + 7 * ((int)week - 1));
    int of = 0;
    return summary_week_number(monday, &of) == week && of == year ? monday : 0;
}
