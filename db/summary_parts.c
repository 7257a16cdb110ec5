/* summary_parts.c: which row a day of a child belongs to, and what attendance adds to it. */
#include "db/summary_parts.h"

#include "db/day.h"
#include "db/query.h"
#include "db/summary_span.h"

#include <stdlib.h>
#include <string.h>

enum { AGES = 152 }; /* not known, and 0 to 150 */

static void *
zeroed(int count, size_t size)
{
    void *memory = calloc((size_t)count + 1, size);
    if (!memory)
        abort();
    return memory;
}

int
parts_at(const struct parts *w, int day)
{
    return span_days(w->ask->from_day, day) - 1;
}

static int
month_number(int day)
{
    return day / 10000 * 12 + day / 100 % 100;
}

static int
row_count(const struct parts *w)
{
    const struct summary_ask *ask = w->ask;
    switch (ask->group) {
    case SUMMARY_DAY:
        return w->days;
    case SUMMARY_WEEK:
        return (w->days + 12) / 7;
    case SUMMARY_MONTH:
        return month_number(ask->until_day) - month_number(ask->from_day) + 1;
    case SUMMARY_CHILD:
        return w->who.child_count;
    case SUMMARY_AGE:
        return AGES;
    case SUMMARY_GRADE:
        return w->who.grades.count;
    case SUMMARY_VILLAGE:
        return w->who.villages.count;
    case SUMMARY_HOME:
        return w->who.home_count;
    case SUMMARY_ALL:
        return 1;
    case SUMMARY_CLASS:
    case SUMMARY_GROUP_COUNT:
        break;
    }
    return 0;
}

static int
age_row(const struct who_child *child, int day)
{
    int age = child->born_day ? day_years(child->born_day, day) : -1;
    return age < 0 || age > AGES - 2 ? 0 : age + 1;
}

int
parts_row(const struct parts *w, int day, int at, int home, int child)
{
    switch (w->ask->group) {
    case SUMMARY_ALL:
        return 0;
    case SUMMARY_DAY:
        return at;
    case SUMMARY_WEEK:
        return (at + day_weekday(w->ask->from_day) - 1) / 7;
    case SUMMARY_MONTH:
        return month_number(day) - month_number(w->ask->from_day);
    case SUMMARY_CHILD:
        return child;
    case SUMMARY_AGE:
        return child < 0 ? -1 : age_row(&w->who.children[child], day);
    case SUMMARY_GRADE:
        return child < 0 ? -1 : w->who.children[child].grade;
    case SUMMARY_VILLAGE:
        return w->who.homes[home].village;
    case SUMMARY_HOME:
        return home;
    case SUMMARY_CLASS:
    case SUMMARY_GROUP_COUNT:
        break;
    }
    return -1;
}

bool
parts_asks(const struct parts *w, int child)
{
    return !w->ask->grade[0] || w->who.children[child].grade == w->grade;
}

int
parts_give(struct parts *w, int row, enum summary_figure figure, const struct summary_day *day,
    int64_t value)
{
    struct part part = {.row = row, .figure = figure, .day = *day};
    part.day.value = value;
    return w->take(&part, w->payload);
}

int
parts_begin(struct parts *w)
{
    const struct summary_ask *ask = w->ask;
    w->days = span_days(ask->from_day, ask->until_day);
    int rc = who_read(w->db, &w->who, ask->from_day, w->days);
    if (rc != DB_OK)
        return rc;
    w->grade = -1;
    for (int i = 0; ask->grade[0] && i < w->who.grades.count; i++)
        if (strcmp(w->who.grades.words[i], ask->grade) == 0)
            w->grade = i;
    w->rows = row_count(w);
    w->columns = ask->group == SUMMARY_HOME      ? w->who.home_count
                 : ask->group == SUMMARY_VILLAGE ? w->who.villages.count
                                                 : 1;
    int cells = w->who.child_count * w->columns;
    w->cells = zeroed(cells, sizeof *w->cells);
    for (int i = 0; i < cells; i++)
        w->cells[i] = (struct cell){.row = -1, .last_day = -1, .mood_row = -1};
    w->answered = zeroed(w->rows, sizeof *w->answered);
    return DB_OK;
}

void
parts_end(struct parts *w)
{
    who_free(&w->who);
    words_free(&w->titles);
    free(w->cells);
    free(w->answered);
    free(w->met);
    free(w->edges);
    free(w->held);
    free(w->classes);
}

static void
add_edge(struct parts *w, int row, int by, int64_t at_ms)
{
    if (w->edge_count == w->edge_room) {
        w->edge_room = w->edge_room ? w->edge_room * 2 : 512;
        w->edges = realloc(w->edges, (size_t)w->edge_room * sizeof *w->edges);
        if (!w->edges)
            abort();
    }
    w->edges[w->edge_count++] = (struct edge){row, by, at_ms};
}

/* By row and time; who leaves goes before who comes at the same moment. */
static int
by_time(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    if (x->row != y->row)
        return x->row - y->row;
    return x->at_ms != y->at_ms ? (x->at_ms > y->at_ms) - (x->at_ms < y->at_ms) : x->by - y->by;
}

/* The day is read: how many were in at once. */
static int
end_day(struct parts *w)
{
    struct summary_day day = {.day = w->day};
    int in = 0, peak = 0, stop = 0;
    if (w->edge_count)
        qsort(w->edges, (size_t)w->edge_count, sizeof *w->edges, by_time);
    for (int i = 0; !stop && i < w->edge_count; i++) {
        in += w->edges[i].by;
        peak = in > peak ? in : peak;
        if (i + 1 < w->edge_count && w->edges[i + 1].row == w->edges[i].row)
            continue;
        stop = parts_give(w, w->edges[i].row, SUMMARY_PEAK, &day, peak);
        in = peak = 0;
    }
    w->edge_count = 0;
    return stop;
}

/* The columns of summary_day, in their order: looked up for so many rows, names would cost. */
enum {
    AT_DAY,
    AT_HOME,
    AT_CHILD,
    AT_SESSIONS,
    AT_FIRST_IN,
    AT_LAST_OUT,
    AT_MINUTES,
    AT_OPEN,
    AT_ASSUMED,
    AT_CORRECTED,
    AT_STAYS,
};

static void
note_stays(struct parts *w, sqlite3_stmt *row, int to)
{
    struct stays stays;
    int64_t open_ms = sqlite3_column_int64(row, AT_OPEN), in_ms, out_ms;
    stays_read(&stays, sqlite3_column_blob(row, AT_STAYS), sqlite3_column_bytes(row, AT_STAYS));
    for (int i = 0; i < stays.count; i++) {
        stays_get(&stays, w->day, i, &in_ms, &out_ms);
        add_edge(w, to, 1, in_ms);
        add_edge(w, to, -1, out_ms);
    }
    if (open_ms)
        add_edge(w, to, 1, open_ms);
}

static struct cell *
cell_of(struct parts *w, int row, int child)
{
    struct cell *cell = &w->cells[child * w->columns + (w->columns > 1 ? row : 0)];
    if (cell->row != row)
        *cell = (struct cell){.row = row, .last_day = -1, .mood_row = cell->mood_row};
    return cell;
}

/* A child's first coming of a day in a row. */
static int
add_child_day(
    struct parts *w, struct cell *cell, const struct summary_day *day, int child, int home)
{
    int row = cell->row;
    bool again =
        cell->last_day >= 0 && who_opened(&w->who, cell->last_home, cell->last_day, w->at - 1) == 0;
    int stop = cell->last_day < 0 ? parts_give(w, row, SUMMARY_CHILDREN, day, 1) : 0;
    cell->run = again ? cell->run + 1 : 1;
    cell->last_day = w->at;
    cell->last_home = home;
    cell->last_came_ms = day->first_in_ms;
    if (!stop)
        stop = parts_give(w, row, SUMMARY_DAYS, day, 1);
    if (!stop)
        stop = parts_give(w, row, SUMMARY_STREAK, day, cell->run);
    if (!stop && who_first_day(w->db, &w->who, child) == day->day)
        stop = parts_give(w, row, SUMMARY_FIRST, day, 1);
    return stop;
}

static int
add_row(struct parts *w, sqlite3_stmt *row, int to, int child, int home)
{
    struct summary_day day = {.day = w->day,
        .home_id = w->who.homes[home].id,
        .child_id = w->who.children[child].id,
        .first_in_ms = sqlite3_column_int64(row, AT_FIRST_IN),
        .last_out_ms = sqlite3_column_int64(row, AT_LAST_OUT)};
    struct cell *cell = cell_of(w, to, child);
    int stop = 0;
    if (cell->last_day != w->at) {
        stop = add_child_day(w, cell, &day, child, home);
    } else if (day.first_in_ms < cell->last_came_ms) {
        cell->last_home = home;
        cell->last_came_ms = day.first_in_ms;
    }
    static const struct {
        enum summary_figure figure;
        int column;
    } sums[] = {{SUMMARY_SESSIONS, AT_SESSIONS}, {SUMMARY_STAYED, AT_MINUTES},
        {SUMMARY_ASSUMED, AT_ASSUMED}, {SUMMARY_CORRECTED, AT_CORRECTED}};
    for (size_t i = 0; !stop && i < sizeof sums / sizeof sums[0]; i++) {
        int64_t value = sqlite3_column_int64(row, sums[i].column);
        if (value)
            stop = parts_give(w, to, sums[i].figure, &day, value);
    }
    note_stays(w, row, to);
    return stop;
}

/* A day that has a leaving alone, the end of what began before midnight, is no day present. */
static int
take_row(struct parts *w, sqlite3_stmt *row)
{
    int child = who_child(&w->who, sqlite3_column_int64(row, AT_CHILD));
    int home = who_home(&w->who, sqlite3_column_int64(row, AT_HOME));
    int day = (int)sqlite3_column_int64(row, AT_DAY), stop = 0;
    if (child < 0 || home < 0 || !parts_asks(w, child) || !sqlite3_column_int64(row, AT_SESSIONS))
        return 0;
    if (day != w->day) {
        stop = end_day(w);
        w->day = day;
        w->at = parts_at(w, day);
    }
    int to = parts_row(w, day, w->at, home, child);
    return stop || to < 0 ? stop : add_row(w, row, to, child, home);
}

int
parts_attendance(struct parts *w)
{
    const struct summary_ask *ask = w->ask;
    sqlite3_stmt *row = ask->child_id ? query(w->db, Q_summary_day_of_child, "ddii", ask->from_day,
                                            ask->until_day, ask->home_id, ask->child_id)
                                      : query(w->db, Q_summary_day, "ddi", ask->from_day,
                                            ask->until_day, ask->home_id);
    int rc = 0, stop = 0;
    w->day = 0;
    while (!stop && (rc = query_step(w->db, row)) > 0)
        stop = take_row(w, row);
    sqlite3_reset(row);
    if (!stop && rc == DB_OK)
        stop = end_day(w);
    return stop ? stop : rc;
}
