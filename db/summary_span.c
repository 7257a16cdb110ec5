/* summary_span.c: ranges of days that have a name: weeks, months, a Home's periods. */
#include "db/summary_span.h"

#include "db/day.h"
#include "db/summary.h"
#include "db/timetable.h"

#include <stdio.h>

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
    int year = 0, week = 0, end = 0;
    if (sscanf(text, "%4d-W%2d%n", &year, &week, &end) != 2 || text[end] || week < 1 || week > 53 ||
        year < 1900 || year > 2199)
        return 0;
    int fourth = year * 10000 + 104; /* 4 January is in the first week */
    int monday = day_add(fourth, 1 - day_weekday(fourth) + 7 * (week - 1));
    int of = 0;
    return summary_week_number(monday, &of) == week && of == year ? monday : 0;
}
