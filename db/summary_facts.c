/* summary_facts.c: what facts add to a summary: classes, homework, safety lessons, moods. */
#include "db/day.h"
#include "db/fact.h"
#include "db/homework.h"
#include "db/mark.h"
#include "db/mood.h"
#include "db/query.h"
#include "db/summary_parts.h"
#include "db/timetable.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CLASSES = 1024 }; /* of a day, at all Homes */

bool
parts_tells_moods(const struct parts *w)
{
    return summary_has(w->ask->group, SUMMARY_MOOD_1) && !w->ask->child_id && !w->ask->grade[0];
}

/* The title of a session's class on the day; of one without a title the subject. -1 where the
 * database failed. */
static int
find_title(struct parts *w, int64_t session_id)
{
    char title[NAME_SIZE] = "";
    sqlite3_stmt *row = query(w->db, Q_summary_class, "di", w->day, session_id);
    int rc = query_step(w->db, row);
    if (rc > 0) {
        query_copy(row, "title", title, sizeof title);
        if (!title[0])
            query_copy(row, "subject", title, sizeof title);
    }
    sqlite3_reset(row);
    return rc < 0 ? -1 : words_add(&w->titles, title);
}

static int
title_of(struct parts *w, int64_t session_id)
{
    for (int i = 0; i < w->class_count; i++)
        if (w->classes[i].session_id == session_id)
            return w->classes[i].title;
    int title = find_title(w, session_id);
    if (!w->classes && !(w->classes = malloc(MOST_CLASSES * sizeof *w->classes)))
        abort();
    if (title >= 0 && w->class_count < MOST_CLASSES)
        w->classes[w->class_count++] = (struct day_class){session_id, title};
    return title;
}

static void
add_held(struct parts *w, struct held held)
{
    if (w->held_count == w->held_room) {
        w->held_room = w->held_room ? w->held_room * 2 : 256;
        w->held = realloc(w->held, (size_t)w->held_room * sizeof *w->held);
        if (!w->held)
            abort();
    }
    w->held[w->held_count++] = held;
}

static int
by_class(const void *a, const void *b)
{
    const struct held *x = a, *y = b;
    if (x->row != y->row)
        return x->row - y->row;
    return (x->session_id > y->session_id) - (x->session_id < y->session_id);
}

static void
set_title(const struct parts *w, struct summary_day *day, int title)
{
    if (title < 0)
        return;
    size_t len = strnlen(w->titles.words[title], sizeof day->title - 1);
    memcpy(day->title, w->titles.words[title], len);
    day->title[len] = '\0';
}

/* The day is read: each class counts once, however many were in it. */
static int
end_day(struct parts *w)
{
    int stop = 0;
    if (w->held_count)
        qsort(w->held, (size_t)w->held_count, sizeof *w->held, by_class);
    for (int i = 0; !stop && i < w->held_count; i++) {
        const struct held *h = &w->held[i];
        if (i > 0 && by_class(h, h - 1) == 0)
            continue;
        struct summary_day day = {.day = w->day, .home_id = w->who.homes[h->home].id};
        set_title(w, &day, h->title);
        stop = parts_give(w, h->row, SUMMARY_HELD, &day, 1);
    }
    w->held_count = w->class_count = 0;
    return stop;
}

/* Has the child been met in a class of that title before? */
static bool
meet(struct parts *w, int title, int child)
{
    if (title >= w->met_titles) {
        int room = title * 2 + 16, children = w->who.child_count;
        size_t was = (size_t)w->met_titles * (size_t)children;
        w->met = realloc(w->met, (size_t)room * (size_t)children * sizeof *w->met);
        if (!w->met)
            abort();
        memset(w->met + was, 0, ((size_t)room * (size_t)children - was) * sizeof *w->met);
        w->met_titles = room;
    }
    bool *met = &w->met[(size_t)title * (size_t)w->who.child_count + (size_t)child];
    bool was = *met;
    *met = true;
    return was;
}

static int
add_mark(
    struct parts *w, int row, const struct fact *fact, struct summary_day *day, int child, int home)
{
    bool by_title = w->ask->group == SUMMARY_CLASS;
    int title = by_title || w->titled ? title_of(w, fact->of) : -1, stop = 0;
    if (title < 0 && (by_title || w->titled))
        return DB_FAILED;
    if (by_title)
        row = title;
    set_title(w, day, title);
    add_held(w, (struct held){row, home, title, fact->of});
    if (by_title && !meet(w, title, child))
        stop = parts_give(w, row, SUMMARY_CHILDREN, day, 1);
    if (!stop)
        stop = parts_give(w, row, SUMMARY_IN_CLASS, day, 1);
    if (!stop && (fact->value == MARK_TOOK_PART || fact->value == MARK_STAR))
        stop = parts_give(w, row, SUMMARY_TOOK_PART, day, 1);
    if (!stop && fact->value == MARK_STAR)
        stop = parts_give(w, row, SUMMARY_STARS, day, 1);
    return stop;
}

static int
add_mood(
    struct parts *w, int row, const struct fact *fact, const struct summary_day *day, int child)
{
    if (!parts_tells_moods(w) || fact->value < MOOD_LEAST || fact->value > MOOD_MOST)
        return 0;
    struct cell *cell = &w->cells[child * w->columns + (w->columns > 1 ? row : 0)];
    if (cell->mood_row != row) {
        cell->mood_row = row;
        w->answered[row]++;
    }
    enum summary_figure figure = (enum summary_figure)(SUMMARY_MOOD_1 + fact->value - MOOD_LEAST);
    return parts_give(w, row, figure, day, 1);
}

static int
add_fact(struct parts *w, const struct fact *fact, int child, int home)
{
    struct summary_day day = {
        .day = fact->day, .home_id = fact->home_id, .child_id = fact->child_id};
    int row = parts_row(w, fact->day, w->at, home, child), stop = 0;
    if (fact->what == FACT_MARK)
        return add_mark(w, row, fact, &day, child, home);
    if (row < 0)
        return 0;
    if (fact->what == FACT_MOOD)
        return add_mood(w, row, fact, &day, child);
    if (fact->what == FACT_HOMEWORK)
        return parts_give(w, row, SUMMARY_HOMEWORK_DONE, &day, 1);
    stop = parts_give(w, row, SUMMARY_LESSONS, &day, 1);
    return stop || !fact->value ? stop : parts_give(w, row, SUMMARY_LESSONS_RIGHT, &day, 1);
}

/* The columns of summary_fact, in their order: looked up for so many rows, names would cost. */
enum { AT_DAY, AT_WHAT, AT_CHILD, AT_OF, AT_HOME, AT_VALUE };

static int
take_row(struct parts *w, sqlite3_stmt *row)
{
    struct fact fact = {.day = (int)sqlite3_column_int64(row, AT_DAY),
        .what = (enum fact_what)sqlite3_column_int64(row, AT_WHAT),
        .child_id = sqlite3_column_int64(row, AT_CHILD),
        .of = sqlite3_column_int64(row, AT_OF),
        .home_id = sqlite3_column_int64(row, AT_HOME),
        .value = (int)sqlite3_column_int64(row, AT_VALUE)};
    int child = who_child(&w->who, fact.child_id), home = who_home(&w->who, fact.home_id);
    int stop = 0;
    if (child < 0 || home < 0 || !parts_asks(w, child))
        return 0;
    if (fact.day != w->day) {
        stop = end_day(w);
        w->day = fact.day;
        w->at = parts_at(w, fact.day);
    }
    return stop ? stop : add_fact(w, &fact, child, home);
}

static int
take_rows(struct parts *w, sqlite3_stmt *row)
{
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(w->db, row)) > 0)
        stop = take_row(w, row);
    sqlite3_reset(row);
    return stop ? stop : rc;
}

int
parts_facts(struct parts *w)
{
    const struct summary_ask *ask = w->ask;
    int rc = 0, day = ask->from_day;
    w->day = 0;
    if (!ask->child_id)
        rc = take_rows(
            w, query(w->db, Q_summary_fact, "ddi", ask->from_day, ask->until_day, ask->home_id));
    for (int i = 0; ask->child_id && rc == 0 && i < w->days; i++, day = day_add(day, 1))
        rc = take_rows(
            w, query(w->db, Q_summary_fact_of_child, "dii", day, ask->child_id, ask->home_id));
    return rc ? rc : end_day(w);
}
