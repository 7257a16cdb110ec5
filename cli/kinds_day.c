#include "cli/kinds_day.h"

#include "cli/kinds.h"

#include "db/calendar.h"
#include "db/day.h"
#include "db/health.h"
#include "db/people.h"

#include <string.h>

/* A row that the database refuses is a problem of the row. */
static void
stored(struct import *import, int rc)
{
    if (rc != DB_OK)
        row_problem(import, "%s", db_why(import->cli->db));
}

/* A weekday that may be empty: *out stays then. */
static bool
read_weekday(struct import *import, enum column column, int *out)
{
    const char *text = row_text(import, column);
    int weekday = weekday_parse(text);
    if (text[0] && !weekday)
        row_problem(import, _("%s must be 1 to 7, or 周一 to 周日."), column_name(column));
    if (weekday)
        *out = weekday;
    return !text[0] || weekday;
}

void
calendar_row(struct import *import)
{
    struct calendar_day day = {0};
    bool ok = row_day(import, COL_DAY, true, 0, &day.day);
    ok &= row_copy(import, COL_TITLE, true, day.name, sizeof day.name);
    int kind = calendar_kind_parse(row_text(import, COL_KIND));
    if (kind < 0)
        row_problem(
            import, _("%s must be one of: 放假 holiday, 上班 workday."), column_name(COL_KIND));
    /* Schools do the weekday next to a weekend's day where nobody says another. */
    if (ok && kind == CALENDAR_WORKDAY)
        day.as_weekday = day_weekday(day.day) == 7 ? 1 : 5;
    ok &= read_weekday(import, COL_AS, &day.as_weekday);
    if (!ok || kind < 0)
        return;
    day.kind = (enum calendar_kind)kind;
    stored(import, calendar_put(import->cli->db, &day));
}

void
school_row(struct import *import)
{
    struct school_end end = {0};
    bool ok = row_copy(import, COL_SCHOOL, true, end.school, sizeof end.school);
    ok &= row_copy(import, COL_GRADE, false, end.grade, sizeof end.grade);
    ok &= read_weekday(import, COL_WEEKDAY, &end.weekday);
    ok &= row_minute(import, COL_END, -1, &end.ends_min);
    if (ok)
        stored(import, school_end_put(import->cli->db, &end));
}

static bool
read_level(struct import *import, bool *important)
{
    const char *text = row_text(import, COL_LEVEL);
    *important = strcmp(text, "important") == 0 || strcmp(text, "重要") == 0;
    if (*important || !text[0] || strcmp(text, "normal") == 0 || strcmp(text, "一般") == 0)
        return true;
    row_problem(
        import, _("%s must be one of: 一般 normal, 重要 important."), column_name(COL_LEVEL));
    return false;
}

void
health_row(struct import *import)
{
    struct health h = {0};
    struct child child = {0};
    const char *no = row_text(import, COL_CHILD);
    bool ok = child_find(import->cli->db, &child, no);
    if (!ok)
        row_problem(import, _("There is no child with number \"%s\"."), no);
    ok &= row_copy(import, COL_TEXT, true, h.text, sizeof h.text);
    ok &= read_level(import, &h.important);
    int kind = health_kind_parse(row_text(import, COL_KIND));
    if (kind < 0)
        row_problem(import, _("%s must be one of: 过敏 allergy, 用药 medicine, 其他 note."),
            column_name(COL_KIND));
    if (!ok || kind < 0)
        return;
    h.child_id = child.id;
    h.kind = (enum health_kind)kind;
    stored(import, health_put(import->cli->db, &h));
}

/* The weekday that stands at *text, moved past it: a digit, or the last character of 周一, 星期一.
 * What else may stand between days is skipped; 0 at the end, -1 for anything else. */
static int
next_weekday(const char **text)
{
    static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
    static const char *const between[] = {
        " ", ",", "、", "，", ";", "；", "/", "周", "星", "期", NULL};
    for (int i = 0; between[i]; i++) {
        size_t len = strlen(between[i]);
        if (strncmp(*text, between[i], len) == 0) {
            *text += len;
            i = -1;
        }
    }
    if (**text >= '1' && **text <= '7')
        return *(*text)++ - '0';
    for (int i = 0; i < 8; i++)
        if (strncmp(*text, days[i], strlen(days[i])) == 0) {
            *text += strlen(days[i]);
            return i < 7 ? i + 1 : 7;
        }
    return **text ? -1 : 0;
}

int
weekdays_parse(const char *text)
{
    int weekday, all = 0;
    while ((weekday = next_weekday(&text)) > 0)
        all |= 1 << (weekday - 1);
    return weekday < 0 ? -1 : all;
}

bool
way_read(struct import *import, struct school_way *way)
{
    const char *text = row_text(import, COL_COMES);
    int walk = way->walk_min, comes_on = weekdays_parse(text);
    bool ok = row_number(import, COL_WALK, 0, WALK_MOST_MIN, &walk);
    if (comes_on < 0) {
        row_problem(import, _("%s \"%s\" is no list of weekdays. Write it like 一三五."),
            column_name(COL_COMES), text);
        ok = false;
    }
    if (row_text(import, COL_WALK)[0])
        way->walk_min = walk;
    if (comes_on > 0)
        way->comes_on = comes_on;
    return ok;
}
