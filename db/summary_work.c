/* summary_work.c: what no child's day holds: homework that was set, and volunteers' hours. */
#include "db/hours.h"
#include "db/query.h"
#include "db/summary_parts.h"

#include <stdlib.h>
#include <string.h>

/* Whom an item is for. */
struct item {
    struct summary_day day;
    int school, grade; /* words; -1: a class that no child is in */
    int64_t child_id;  /* or this child alone */
};

static int
find(const struct words *words, const char *word)
{
    for (int i = 0; i < words->count; i++)
        if (strcmp(words->words[i], word) == 0)
            return i;
    return -1;
}

static bool
is_for(const struct item *item, const struct who_child *child)
{
    return item->child_id ? child->id == item->child_id
                          : child->school == item->school && child->grade == item->grade;
}

/* Is somebody it is for among those who are asked for? */
static bool
is_asked(const struct parts *w, const struct item *item, const struct who_child *child)
{
    const struct summary_ask *ask = w->ask;
    if (ask->home_id && (child->home < 0 || w->who.homes[child->home].id != ask->home_id))
        return false;
    return (!ask->child_id || child->id == ask->child_id) &&
           (!ask->grade[0] || child->grade == w->grade) && is_for(item, child);
}

/* Once for each row that has a child for whom it is; `given` has a place for each row. */
static int
give_by_child(struct parts *w, const struct item *item, int at, int *given)
{
    int stop = 0;
    memset(given, 0, (size_t)w->rows * sizeof *given);
    for (int i = 0; !stop && i < w->who.child_count; i++) {
        const struct who_child *child = &w->who.children[i];
        if (!is_asked(w, item, child) || child->home < 0)
            continue;
        int row = parts_row(w, item->day.day, at, child->home, i);
        if (row < 0 || given[row]++)
            continue;
        stop = parts_give(w, row, SUMMARY_HOMEWORK_SET, &item->day, 1);
    }
    return stop;
}

static int
take_item(struct parts *w, sqlite3_stmt *row, int *given)
{
    struct item item = {.day = {.day = (int)query_int(row, "due_day")},
        .school = find(&w->who.schools, query_text(row, "school")),
        .grade = find(&w->who.grades, query_text(row, "grade")),
        .child_id = query_int(row, "child_id")};
    query_copy(row, "text", item.day.title, sizeof item.day.title);
    item.day.child_id = item.child_id;
    return give_by_child(w, &item, parts_at(w, item.day.day), given);
}

int
parts_homework(struct parts *w)
{
    const struct summary_ask *ask = w->ask;
    if (!summary_has(ask->group, SUMMARY_HOMEWORK_SET))
        return DB_OK;
    int *given = malloc((size_t)(w->rows + 1) * sizeof *given), rc = 0, stop = 0;
    if (!given)
        abort();
    sqlite3_stmt *row = query(w->db, Q_summary_homework, "dd", ask->from_day, ask->until_day);
    while (!stop && (rc = query_step(w->db, row)) > 0)
        stop = take_item(w, row, given);
    sqlite3_reset(row);
    free(given);
    return stop ? stop : rc;
}

/* Who was met in which row: stays come by person. */
struct volunteers {
    struct parts *w;
    int64_t *last; /* of each row */
};

static int
take_stay(const struct hours_stay *stay, void *payload)
{
    struct volunteers *v = payload;
    struct parts *w = v->w;
    int home = who_home(&w->who, stay->home_id);
    int row = home < 0 ? -1 : parts_row(w, stay->day, parts_at(w, stay->day), home, -1);
    if (row < 0)
        return 0;
    struct summary_day day = {.day = stay->day,
        .home_id = stay->home_id,
        .staff_id = stay->staff_id,
        .first_in_ms = stay->in_ms,
        .last_out_ms = stay->out_ms};
    int stop = 0;
    if (v->last[row] != stay->staff_id)
        stop = parts_give(w, row, SUMMARY_VOLUNTEERS, &day, 1);
    v->last[row] = stay->staff_id;
    return stop || !stay->minutes ? stop
                                  : parts_give(w, row, SUMMARY_VOLUNTEERED, &day, stay->minutes);
}

int
parts_volunteers(struct parts *w)
{
    const struct summary_ask *ask = w->ask;
    if (!summary_has(ask->group, SUMMARY_VOLUNTEERS) || ask->child_id || ask->grade[0])
        return DB_OK;
    struct hours_ask hours = {.from_day = ask->from_day,
        .until_day = ask->until_day,
        .home_id = ask->home_id,
        .role = STAFF_VOLUNTEER,
        .apart = ask->group == SUMMARY_HOME || ask->group == SUMMARY_VILLAGE};
    struct volunteers v = {w, calloc((size_t)w->rows + 1, sizeof *v.last)};
    if (!v.last)
        abort();
    int rc = hours_stay_each(w->db, &hours, take_stay, &v);
    free(v.last);
    return rc;
}
