/* calendar.c: days that are not what their weekday says. */
#include "db/calendar.h"

#include "db/day.h"
#include "db/query.h"
#include "db/text.h"
#include "db/timetable.h"

#include <string.h>

static const struct {
    const char *name, *chinese;
} kinds[CALENDAR_KIND_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    CALENDAR_KINDS(X)
#undef X
};

const char *
calendar_kind_name(enum calendar_kind kind)
{
    return kinds[kind].name;
}

int
calendar_kind_parse(const char *text)
{
    for (int i = 0; i < CALENDAR_KIND_COUNT; i++)
        if (strcmp(text, kinds[i].name) == 0 || strcmp(text, kinds[i].chinese) == 0)
            return i;
    return -1;
}

int
calendar_put(struct db *db, const struct calendar_day *day)
{
    bool works = day->kind == CALENDAR_WORKDAY;
    if (works != (day->as_weekday >= 1 && day->as_weekday <= 7))
        return db_fail(db, DB_REFUSED, "%s",
            _("A moved workday stands for a weekday, and a holiday for none."));
    return query_run(db, query(db, Q_calendar_put, "dttd", day->day, calendar_kind_name(day->kind),
                             day->name, day->as_weekday));
}

int
calendar_remove(struct db *db, int day)
{
    return query_run(db, query(db, Q_calendar_remove, "d", day));
}

static void
read_day(sqlite3_stmt *row, struct calendar_day *out)
{
    int kind = calendar_kind_parse(query_text(row, "kind"));
    *out = (struct calendar_day){.day = (int)query_int(row, "day"),
        .kind = kind < 0 ? CALENDAR_HOLIDAY : (enum calendar_kind)kind,
        .as_weekday = (int)query_int(row, "as_weekday")};
    query_copy(row, "name", out->name, sizeof out->name);
}

bool
calendar_get(struct db *db, struct calendar_day *out, int day)
{
    sqlite3_stmt *stmt = query(db, Q_calendar_get, "d", day);
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_day(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

int
calendar_each(
    struct db *db, int from_day, int (*each)(const struct calendar_day *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_calendar_each, "d", from_day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct calendar_day day;
        read_day(stmt, &day);
        stop = each(&day, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
calendar_weekday(struct db *db, int day)
{
    struct calendar_day other;
    return calendar_get(db, &other, day) ? other.as_weekday : day_weekday(day);
}

int
calendar_school_weekday(struct db *db, int64_t home_id, int day)
{
    struct calendar_day other;
    struct period holiday;
    if (period_holiday(db, &holiday, home_id, day))
        return 0;
    if (calendar_get(db, &other, day))
        return other.as_weekday;
    int weekday = day_weekday(day);
    return weekday <= 5 ? weekday : 0;
}

bool
calendar_knows(struct db *db, int year)
{
    return query_number(
               db, query(db, Q_calendar_year, "dd", year * 10000, year * 10000 + 9999), "n", 0) > 0;
}

int
calendar_last_year(struct db *db)
{
    return (int)query_number(db, query(db, Q_calendar_last, ""), "day", 0) / 10000;
}
