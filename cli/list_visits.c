/* list_visits.c: who needs a visit and why, and who is told of an absence, as tables. */
#include "cli/list.h"

#include "db/day.h"
#include "db/ladder.h"
#include "db/visit.h"

#include <stdio.h>

static int
add_need(const struct visit_need *need, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    struct home home = {0};
    char since[DAY_TEXT_LEN + 1];
    if (child_get(list->cli->db, &child, need->child_id))
        home_get(list->cli->db, &home, child.home_id);
    day_text(since, need->since_day);
    table_row(&list->table, (const char *[]){home.name, child.no, child.name,
                                visit_rule_name(need->rule), since, need->why});
    return 0;
}

int
list_visits(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 6,
        .column = {{"home", _("Home"), false}, {"no", _("Number"), false},
            {"name", _("Name"), false}, {"rule", _("Rule"), false}, {"since", _("Since"), false},
            {"why", _("Why"), false}}};
    return visit_each(list->cli->db, home_id, &list->cli->now, add_need, list);
}

static const char *
state_text(const struct ladder_step *step, bool json)
{
    static const char *const names[] = {[LADDER_NOT_YET] = "not_yet",
        [LADDER_DUE] = "due",
        [LADDER_TOLD] = "told",
        [LADDER_ANSWERED] = "answered"};
    const char *const texts[] = {[LADDER_NOT_YET] = "",
        [LADDER_DUE] = _("to be told"),
        [LADDER_TOLD] = _("told, no answer"),
        [LADDER_ANSWERED] = _("answered")};
    return json ? names[step->state] : texts[step->state];
}

static int
add_ladder(const struct ladder *ladder, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    struct home home = {0};
    char since[DAY_TEXT_LEN + 1], days[16];
    if (child_get(list->cli->db, &child, ladder->child_id))
        home_get(list->cli->db, &home, child.home_id);
    day_text(since, ladder->since_day);
    snprintf(days, sizeof days, "%d", ladder->days);
    bool json = list->cli->json;
    table_row(&list->table, (const char *[]){home.name, child.no, child.name, days, since,
                                state_text(&ladder->steps[LADDER_FAMILY], json),
                                state_text(&ladder->steps[LADDER_VILLAGE], json),
                                state_text(&ladder->steps[LADDER_TOWNSHIP], json)});
    return 0;
}

int
list_missing(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 8,
        .column = {{"home", _("Home"), false}, {"no", _("Number"), false},
            {"name", _("Name"), false}, {"days", _("Days missed"), true},
            {"since", _("Since"), false}, {"family", _("The family"), false},
            {"village", _("Child director"), false}, {"township", _("Township, school"), false}}};
    return ladder_each(list->cli->db, home_id, &list->cli->now, add_ladder, list);
}
