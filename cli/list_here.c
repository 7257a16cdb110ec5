/* list_here.c: who is in now, with whom to call. */
#include "cli/list.h"

#include "db/day.h"
#include "db/roll.h"

#include <stdio.h>

struct here {
    struct list *list;
    const struct home *home;
};

static int
add_child(const struct roll_child *child, void *payload)
{
    struct here *here = payload;
    char since[MINUTE_TEXT_LEN + 1], phones[1024] = "";
    size_t len = 0;
    minute_text(since, day_minute_of(child->since_ms, here->home->utc_offset_min));
    for (int i = 0; i < child->guardian_count && len < sizeof phones; i++) {
        const struct guardian *g = &child->guardians[i];
        len += (size_t)snprintf(phones + len, sizeof phones - len, "%s%s %s %s", i ? ", " : "",
            g->relation, g->name, g->phone);
    }
    table_row(&here->list->table, (const char *[]){here->home->name, child->no, child->name,
                                      child->grade, child->animal, since, phones});
    return 0;
}

static int
add_home(const struct home *home, void *payload)
{
    struct here here = {payload, home};
    struct cli *cli = here.list->cli;
    return roll_each(cli->db, home->id, cli->today, INT64_MAX, add_child, &here);
}

int
list_here(struct list *list, int64_t home_id)
{
    struct home home;
    list->table = (struct table){.columns = 7,
        .column = {{"home", _("Home"), false}, {"no", _("Number"), false},
            {"name", _("Name"), false}, {"grade", _("Grade"), false},
            {"animal", _("Animal"), false}, {"since", _("Since"), false},
            {"guardians", _("Guardians"), false}}};
    if (home_get(list->cli->db, &home, home_id))
        return add_home(&home, list);
    return home_each(list->cli->db, add_home, list);
}
