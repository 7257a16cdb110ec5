/* summary_days.c: the parts of one figure of one row, as they are. */
#include "db/day.h"
#include "db/summary_parts.h"

#include <stdlib.h>
#include <string.h>

/* What was asked, and what waits for more parts. */
struct list {
    struct parts parts;
    const struct summary_row *row;
    int number; /* of the row; -1 until it is met */
    enum summary_figure figure;
    int (*each)(const struct summary_day *, void *);
    void *payload;

    /* Of the streak: each day's part, to be told backwards from the best one. */
    struct summary_day *days;
    int count, room;

    /* Of moods and the average: the sum of the day that is being read. */
    struct summary_day day;
    int64_t *met; /* children who answered on it */
    int met_count, met_room;
};

static bool
is_mood(enum summary_figure f)
{
    return f >= SUMMARY_MOOD_1 && f <= SUMMARY_MOOD_5;
}

/* Moods of a day are told where enough children answered on it. */
static int
end_day(struct list *l)
{
    struct summary_day day = l->day;
    bool few = is_mood(l->figure) && l->met_count < SUMMARY_MOOD_CHILDREN;
    l->day = (struct summary_day){0};
    l->met_count = 0;
    return few || !day.value ? 0 : l->each(&day, l->payload);
}

static void
meet(struct list *l, int64_t child_id)
{
    for (int i = 0; i < l->met_count; i++)
        if (l->met[i] == child_id)
            return;
    if (l->met_count == l->met_room) {
        l->met_room = l->met_room ? l->met_room * 2 : 64;
        l->met = realloc(l->met, (size_t)l->met_room * sizeof *l->met);
        if (!l->met)
            abort();
    }
    l->met[l->met_count++] = child_id;
}

static int
add_to_day(struct list *l, const struct part *part)
{
    int stop = l->day.day && l->day.day != part->day.day ? end_day(l) : 0;
    l->day.day = part->day.day;
    if (!is_mood(part->figure) || part->figure == l->figure)
        l->day.value += part->day.value;
    if (is_mood(part->figure))
        meet(l, part->day.child_id);
    return stop;
}

static int
keep(struct list *l, const struct summary_day *day)
{
    if (l->count == l->room) {
        l->room = l->room ? l->room * 2 : 64;
        l->days = realloc(l->days, (size_t)l->room * sizeof *l->days);
        if (!l->days)
            abort();
    }
    l->days[l->count++] = *day;
    return 0;
}

static bool
is_row(const struct list *l, int row)
{
    struct summary_row of = {0};
    parts_label(&l->parts, row, &of);
    return of.key == l->row->key && strcmp(of.label, l->row->label) == 0;
}

/* -1: there is none, or, of classes, none yet: their titles are met on the way. */
static int
row_number(const struct list *l)
{
    int rows = l->parts.ask->group == SUMMARY_CLASS ? l->parts.titles.count : l->parts.rows;
    for (int i = 0; i < rows; i++)
        if (is_row(l, i))
            return i;
    return -1;
}

static int
take(const struct part *part, void *payload)
{
    struct list *l = payload;
    bool average = l->figure == SUMMARY_AVERAGE && part->figure == SUMMARY_DAYS;
    bool mood = is_mood(l->figure) && is_mood(part->figure);
    if (part->figure != l->figure && !average && !mood)
        return 0;
    if (l->number < 0 && is_row(l, part->row))
        l->number = part->row;
    if (part->row != l->number)
        return 0;
    if (average || mood)
        return add_to_day(l, part);
    return l->figure == SUMMARY_STREAK ? keep(l, &part->day) : l->each(&part->day, l->payload);
}

/* The days of the longest run; of two alike the first one. */
static int
tell_streak(struct list *l)
{
    int best = -1, stop = 0;
    for (int i = 0; i < l->count; i++)
        if (best < 0 || l->days[i].value > l->days[best].value)
            best = i;
    if (best < 0)
        return 0;
    int64_t child_id = l->days[best].child_id, length = l->days[best].value;
    int from = best;
    for (int64_t left = length - 1; left > 0; left -= l->days[from].child_id == child_id)
        from--;
    for (int i = from; !stop && i <= best; i++) {
        if (l->days[i].child_id != child_id)
            continue;
        l->days[i].value = 1;
        stop = l->each(&l->days[i], l->payload);
    }
    return stop;
}

static int
tell_open_days(struct list *l)
{
    struct parts *w = &l->parts;
    int from, until, stop = 0;
    if (l->number < 0)
        return 0;
    parts_span(w, l->number, &from, &until);
    for (int at = from; !stop && at <= until; at++) {
        bool open = false;
        for (int home = 0; !open && home < w->who.home_count; home++)
            open = parts_is_about(w, l->number, home) && who_opened(&w->who, home, at - 1, at) > 0;
        struct summary_day day = {.day = day_add(w->ask->from_day, at), .value = 1};
        stop = open ? l->each(&day, l->payload) : 0;
    }
    return stop;
}

/* The walk that has the figure's parts, and what waits at its end. */
static int
tell(struct list *l)
{
    struct parts *w = &l->parts;
    if (l->figure == SUMMARY_OPEN_DAYS)
        return tell_open_days(l);
    if (l->figure == SUMMARY_HOMEWORK_SET)
        return parts_homework(w);
    if (l->figure == SUMMARY_VOLUNTEERS || l->figure == SUMMARY_VOLUNTEERED)
        return parts_volunteers(w);
    bool facts = l->figure > SUMMARY_CORRECTED || w->ask->group == SUMMARY_CLASS;
    int rc = facts ? parts_facts(w) : parts_attendance(w);
    if (rc == 0 && l->figure == SUMMARY_STREAK)
        rc = tell_streak(l);
    return rc == 0 && l->day.day ? end_day(l) : rc;
}

int
summary_days(struct db *db, const struct summary_ask *ask, const struct summary_row *row,
    enum summary_figure figure, int (*each)(const struct summary_day *, void *), void *payload)
{
    struct list l = {.row = row, .figure = figure, .each = each, .payload = payload};
    l.parts = (struct parts){.db = db, .ask = ask, .take = take, .titled = true};
    if (!summary_has(ask->group, figure) || ask->until_day < ask->from_day)
        return DB_OK;
    l.parts.payload = &l;
    int rc = parts_begin(&l.parts);
    l.number = rc == DB_OK ? row_number(&l) : -1;
    if (rc == DB_OK)
        rc = tell(&l);
    parts_end(&l.parts);
    free(l.days);
    free(l.met);
    return rc;
}
