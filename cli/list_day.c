/* list_day.c: who is expected today, who is absent, health notes, and the calendar. */
#include "cli/list.h"

#include "db/absence.h"
#include "db/alarm.h"
#include "db/calendar.h"
#include "db/day.h"
#include "db/expected.h"
#include "db/health.h"
#include "db/people.h"

#include <stdio.h>

static const char *
reason_word(enum absence_reason reason)
{
    static const char *const words[ABSENCE_REASON_COUNT] = {
        [ABSENCE_ILL] = N_("ill"),
        [ABSENCE_FAMILY] = N_("family"),
        [ABSENCE_TRAVEL] = N_("travelling"),
        [ABSENCE_OTHER] = N_("other reason"),
    };
    return _(words[reason]);
}

struct of_home {
    struct list *list;
    const struct home *home;
    int minute;
};

static int
add_expected(const struct expected *e, void *payload)
{
    struct of_home *of = payload;
    struct child child = {0};
    char at[MINUTE_TEXT_LEN + 1];
    child_get(of->list->cli->db, &child, e->child_id);
    minute_text(at, e->at_min % 1440);
    const char *state = e->came                                    ? _("came")
                        : e->absent                                ? reason_word(e->reason)
                        : of->minute >= e->at_min + ALARM_LATE_MIN ? _("missing")
                                                                   : _("to come");
    table_row(&of->list->table, (const char *[]){of->home->name, at, child.no, child.name,
                                    child.school, child.grade, state});
    return 0;
}

static int
add_home(const struct home *home, void *payload)
{
    struct of_home of = {payload, home, 0};
    int64_t now_ms = of.list->cli->now.utc_ms;
    of.minute = day_minute_of(now_ms, home->utc_offset_min);
    return expected_each(
        of.list->cli->db, home->id, day_of(now_ms, home->utc_offset_min), add_expected, &of);
}

int
list_expected(struct list *list, int64_t home_id)
{
    struct home home;
    list->table = (struct table){.columns = 7,
        .column = {{"home", _("Home"), false}, {"at", _("Expected"), false},
            {"no", _("Number"), false}, {"name", _("Name"), false}, {"school", _("School"), false},
            {"grade", _("Grade"), false}, {"state", _("State"), false}}};
    if (home_id)
        return home_get(list->cli->db, &home, home_id) ? add_home(&home, list) : DB_FAILED;
    return home_each(list->cli->db, add_home, list);
}

static int
add_absence(const struct absence *a, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    struct staff staff = {0};
    char from[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1];
    child_get(list->cli->db, &child, a->child_id);
    staff_get(list->cli->db, &staff, a->staff_id);
    day_text(from, a->from_day);
    day_text(until, a->until_day);
    table_row(&list->table,
        (const char *[]){child.no, child.name, from, until, reason_word(a->reason), staff.name});
    return 0;
}

int
list_absences(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 6,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false},
            {"from", _("From"), false}, {"until", _("Until"), false},
            {"reason", _("Reason"), false}, {"staff", _("Noted by"), false}}};
    return absence_each(list->cli->db, home_id, list->cli->today, add_absence, list);
}

struct of_child {
    struct list *list;
    const struct child *child;
};

static int
add_health(const struct health *h, void *payload)
{
    struct of_child *of = payload;
    table_row(&of->list->table,
        (const char *[]){of->child->no, of->child->name, health_kind_name(h->kind), h->text,
            h->important ? "important" : "normal"});
    return 0;
}

static int
add_health_of(const struct child *child, void *payload)
{
    struct list *list = payload;
    struct of_child of = {list, child};
    return health_each(list->cli->db, child->id, add_health, &of);
}

int
list_health(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 5,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false},
            {"kind", _("Kind"), false}, {"text", _("Text"), false}, {"level", _("Level"), false}}};
    return child_each(list->cli->db, home_id, list->cli->today, add_health_of, list);
}

static int
add_day(const struct calendar_day *d, void *payload)
{
    struct list *list = payload;
    char day[DAY_TEXT_LEN + 1], as[16] = "";
    day_text(day, d->day);
    if (d->as_weekday)
        snprintf(as, sizeof as, "%d", d->as_weekday);
    table_row(&list->table, (const char *[]){day, calendar_kind_name(d->kind), d->name, as});
    return 0;
}

int
list_calendar(struct list *list, int64_t home_id)
{
    (void)home_id;
    list->table = (struct table){.columns = 4,
        .column = {{"day", _("Day"), false}, {"kind", _("Kind"), false}, {"name", _("Name"), false},
            {"as", _("Stands for weekday"), false}}};
    return calendar_each(list->cli->db, list->cli->today, add_day, list);
}
