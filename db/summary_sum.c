/* summary_sum.c: the parts of a walk added up, row by row. */
#include "db/day.h"
#include "db/query.h"
#include "db/summary_parts.h"
#include "db/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sums {
    struct parts parts;
    struct summary_row *rows;
    bool *told; /* rows that have a part */
    int room;
};

static void
make_room(struct sums *s, int row)
{
    if (row < s->room)
        return;
    int room = row < s->parts.rows ? s->parts.rows : row * 2 + 16;
    s->rows = realloc(s->rows, (size_t)room * sizeof *s->rows);
    s->told = realloc(s->told, (size_t)room * sizeof *s->told);
    if (!s->rows || !s->told)
        abort();
    memset(s->rows + s->room, 0, (size_t)(room - s->room) * sizeof *s->rows);
    memset(s->told + s->room, 0, (size_t)(room - s->room) * sizeof *s->told);
    s->room = room;
}

static int
add(const struct part *part, void *payload)
{
    struct sums *s = payload;
    make_room(s, part->row);
    int64_t *sum = &s->rows[part->row].figures[part->figure];
    s->told[part->row] = true;
    if (part->figure != SUMMARY_STREAK && part->figure != SUMMARY_PEAK)
        *sum += part->day.value;
    else if (part->day.value > *sum)
        *sum = part->day.value;
    return 0;
}

/* On how many days any of the Homes was open that the row is about. */
static int64_t
open_days(const struct parts *w, int row, int from, int until)
{
    int64_t open = 0;
    for (int at = from; at <= until; at++) {
        bool any = false;
        for (int home = 0; !any && home < w->who.home_count; home++)
            any = parts_is_about(w, row, home) && who_opened(&w->who, home, at - 1, at) > 0;
        open += any;
    }
    return open;
}

static void
finish(const struct parts *w, struct summary_row *out, int row)
{
    int64_t *f = out->figures;
    int from, until;
    parts_span(w, row, &from, &until);
    f[SUMMARY_OPEN_DAYS] = open_days(w, row, from, until);
    /* Rounded half up. */
    if (f[SUMMARY_OPEN_DAYS])
        f[SUMMARY_AVERAGE] =
            (20 * f[SUMMARY_DAYS] + f[SUMMARY_OPEN_DAYS]) / (2 * f[SUMMARY_OPEN_DAYS]);
    bool few = w->ask->group != SUMMARY_CLASS && w->answered[row] > 0 &&
               w->answered[row] < SUMMARY_MOOD_CHILDREN;
    for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++) {
        bool mood = i >= SUMMARY_MOOD_1 && i <= SUMMARY_MOOD_5;
        bool narrow = w->ask->child_id || w->ask->grade[0];
        if (!summary_has(w->ask->group, (enum summary_figure)i) ||
            (mood && (few || !parts_tells_moods(w))) ||
            (narrow && (i == SUMMARY_VOLUNTEERS || i == SUMMARY_VOLUNTEERED)) ||
            (w->ask->attendance_only && i > SUMMARY_CORRECTED))
            f[i] = SUMMARY_UNKNOWN;
    }
}

static int
sum_up(struct sums *s)
{
    struct parts *w = &s->parts;
    bool classes = w->ask->group == SUMMARY_CLASS;
    int rc = parts_begin(w);
    if (rc != DB_OK)
        return rc;
    make_room(s, w->rows ? w->rows - 1 : 0);
    if (!classes)
        rc = parts_attendance(w);
    if (rc == DB_OK && (classes || !w->ask->attendance_only))
        rc = parts_facts(w);
    if (rc == DB_OK && !classes && !w->ask->attendance_only)
        rc = parts_homework(w);
    if (rc == DB_OK && !classes && !w->ask->attendance_only)
        rc = parts_volunteers(w);
    if (classes)
        w->rows = w->titles.count;
    for (int i = 0; rc == DB_OK && i < w->rows; i++) {
        if (!s->told[i] && w->ask->group != SUMMARY_ALL)
            continue;
        finish(w, &s->rows[i], i);
        parts_label(w, i, &s->rows[i]);
    }
    return rc;
}

static void
release(struct sums *s)
{
    parts_end(&s->parts);
    free(s->rows);
    free(s->told);
}

/* Children's rows stand by their ids, and are told by Home and name. */
static void
to_order(const struct sums *s, int *order, int count)
{
    for (int i = 0; i < count; i++)
        order[i] = i;
    if (s->parts.ask->group == SUMMARY_CHILD)
        for (int i = 0; i < count; i++)
            order[s->parts.who.children[i].place] = i;
}

/* Where a grade stands: 一年级 first, and behind the ninth those of other words. */
static int
grade_rank(const char *grade)
{
    static const char numbers[] = "一二三四五六七八九";
    for (int i = 0; numbers[i]; i += 3)
        if (strncmp(grade, numbers + i, 3) == 0)
            return i;
    return grade[0] ? (int)sizeof numbers : (int)sizeof numbers + 1;
}

static int
by_label(const void *a, const void *b)
{
    const struct summary_row *const *x = a, *const *y = b;
    if ((*x)->group == SUMMARY_CLASS && (*x)->figures[SUMMARY_HELD] != (*y)->figures[SUMMARY_HELD])
        return (*x)->figures[SUMMARY_HELD] < (*y)->figures[SUMMARY_HELD] ? 1 : -1;
    if ((*x)->group == SUMMARY_GRADE && grade_rank((*x)->label) != grade_rank((*y)->label))
        return grade_rank((*x)->label) - grade_rank((*y)->label);
    return strcmp((*x)->label, (*y)->label);
}

static int
tell(struct sums *s, int (*each)(const struct summary_row *, void *), void *payload)
{
    int rows = s->parts.rows, count = 0, stop = 0;
    enum summary_group group = s->parts.ask->group;
    const struct summary_row **list = malloc(((size_t)rows + 1) * sizeof(void *));
    int *order = malloc(((size_t)rows + 1) * sizeof *order);
    if (!list || !order)
        abort();
    to_order(s, order, rows);
    for (int i = 0; i < rows; i++)
        if (s->told[order[i]] || group == SUMMARY_ALL)
            list[count++] = &s->rows[order[i]];
    if (count && (group == SUMMARY_GRADE || group == SUMMARY_VILLAGE || group == SUMMARY_HOME ||
                     group == SUMMARY_CLASS))
        qsort(list, (size_t)count, sizeof(void *), by_label);
    for (int i = 0; !stop && i < count; i++)
        stop = each(list[i], payload);
    free(list);
    free(order);
    return stop;
}

int
summary_each(struct db *db, const struct summary_ask *ask,
    int (*each)(const struct summary_row *, void *), void *payload)
{
    struct sums s = {.parts = {.db = db, .ask = ask, .take = add}};
    s.parts.payload = &s;
    if (ask->until_day < ask->from_day)
        return db_fail(
            db, DB_REFUSED, "%s", _("The last day lies before the first. Turn them round."));
    int rc = sum_up(&s);
    if (rc == DB_OK)
        rc = tell(&s, each, payload);
    release(&s);
    return rc;
}

static int
keep(const struct summary_row *row, void *payload)
{
    *(struct summary_row *)payload = *row;
    return 0;
}

int
summary_all(struct db *db, struct summary_row *out, const struct summary_ask *ask)
{
    struct summary_ask all = *ask;
    all.group = SUMMARY_ALL;
    return summary_each(db, &all, keep, out);
}
