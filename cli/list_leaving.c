/* list_leaving.c: guardians and their agreements, who may leave alone, who is barred, walking
 * groups.
 */
#include "cli/list.h"

#include "db/collectors.h"
#include "db/day.h"
#include "db/walks.h"

#include <stdio.h>

struct of_child {
    struct list *list;
    const struct child *child;
};

/* "" for no day. */
static void
day_or_nothing(char out[DAY_TEXT_LEN + 1], int day)
{
    out[0] = '\0';
    if (day)
        day_text(out, day);
}

static int
add_guardian(const struct collector *c, void *payload)
{
    struct of_child *of = payload;
    const struct guardian *g = &c->guardian;
    char id[24], since[DAY_TEXT_LEN + 1], agreement[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1];
    const char *states[] = {
        [COLLECTOR_VALID] = _("valid"),
        [COLLECTOR_ENDED] = _("ended"),
        [COLLECTOR_BARRED] = _("barred"),
    };
    if (!g->id)
        return 0;
    snprintf(id, sizeof id, "%lld", (long long)g->id);
    day_or_nothing(since, g->since_day);
    day_or_nothing(agreement, g->agreement_day);
    day_or_nothing(until, g->agreement_until);
    table_row(
        &of->list->table, (const char *[]){id, of->child->no, of->child->name, g->name, g->relation,
                              g->phone, since, agreement, until, states[c->state], g->photo});
    return 0;
}

static int
add_guardians(const struct child *child, void *payload)
{
    struct list *list = payload;
    struct of_child of = {list, child};
    return collector_each(list->cli->db, child->id, list->cli->today, add_guardian, &of);
}

int
list_guardians(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 11,
        .column = {{"id", _("Id"), true}, {"child", _("Child"), false},
            {"child_name", _("Child's name"), false}, {"name", _("Name"), false},
            {"relation", _("Relation"), false}, {"phone", _("Phone"), false},
            {"since", _("Since"), false}, {"agreement", _("Agreement"), false},
            {"agreement_until", _("Agreement until"), false}, {"state", _("State"), false},
            {"photo", _("Photo"), false}}};
    return child_each(list->cli->db, home_id, list->cli->today, add_guardians, list);
}

static int
add_alone(const struct child *child, void *payload)
{
    struct list *list = payload;
    struct leave_alone consent;
    char since[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1];
    if (!leave_alone_on(list->cli->db, &consent, child->id, list->cli->today))
        return 0;
    day_or_nothing(since, consent.since_day);
    day_or_nothing(until, consent.until_day);
    table_row(
        &list->table, (const char *[]){child->no, child->name, since, until, consent.agreed_by});
    return 0;
}

int
list_alone(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 5,
        .column = {{"child", _("Child"), false}, {"child_name", _("Child's name"), false},
            {"since", _("Since"), false}, {"until", _("Until"), false},
            {"agreed_by", _("Agreed by"), false}}};
    return child_each(list->cli->db, home_id, list->cli->today, add_alone, list);
}

static int
add_barred(const struct collector *c, void *payload)
{
    struct of_child *of = payload;
    const struct guardian *g = &c->guardian;
    if (c->state == COLLECTOR_BARRED)
        table_row(&of->list->table, (const char *[]){of->child->no, of->child->name, g->name,
                                        g->relation, g->phone, c->note});
    return 0;
}

static int
add_barred_of(const struct child *child, void *payload)
{
    struct list *list = payload;
    struct of_child of = {list, child};
    return collector_each(list->cli->db, child->id, list->cli->today, add_barred, &of);
}

int
list_barred(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 6,
        .column = {{"child", _("Child"), false}, {"child_name", _("Child's name"), false},
            {"name", _("Name"), false}, {"relation", _("Relation"), false},
            {"phone", _("Phone"), false}, {"note", _("Note"), false}}};
    return child_each(list->cli->db, home_id, list->cli->today, add_barred_of, list);
}

struct of_walk {
    struct list *list;
    const struct walk *walk;
    char leader[NAME_SIZE];
};

static int
add_walker(const struct child *child, void *payload)
{
    const struct of_walk *of = payload;
    table_row(&of->list->table,
        (const char *[]){of->walk->name, of->walk->picture, of->leader, child->no, child->name});
    return 0;
}

static int
add_walk(const struct walk *walk, void *payload)
{
    struct list *list = payload;
    struct of_walk of = {.list = list, .walk = walk};
    walk_leader(list->cli->db, of.leader, walk);
    return walker_each(list->cli->db, walk->id, list->cli->today, add_walker, &of);
}

int
list_walks(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 5,
        .column = {{"walk", _("Walking group"), false}, {"picture", _("Picture"), false},
            {"leader", _("Leader"), false}, {"child", _("Child"), false},
            {"child_name", _("Child's name"), false}}};
    return walk_each(list->cli->db, home_id, add_walk, list);
}
