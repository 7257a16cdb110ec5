/* goals.c: facts to a page, child by goal. */
#include "db/goals.h"

#include "db/day.h"
#include "db/goals_facts.h"
#include "db/query.h"
#include "db/text.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_MONTH = 202001, DAYS_OF_WEEK = 7 };

/* Where a child stands in the page. */
struct place {
    int64_t child_id;
    int at;
};

/* A page while it is made. */
struct page {
    struct db *db;
    struct goals *goals;
    int month_before, day_before; /* the last day of the month before */
    int weeks_over[2];            /* that want an anti-drowning lesson: of this month, of that */
    struct place *places;
    int room;
    bool before; /* whose standing is read */
};

static int
month_before(int month)
{
    return day_add(month * 100 + 1, -1) / 100;
}

static int
last_day(int month)
{
    int next = month % 100 == 12 ? (month / 100 + 1) * 100 + 1 : month + 1;
    return day_add(next * 100 + 1, -1);
}

static bool
is_water_month(int month)
{
    return month % 100 >= WATER_FROM && month % 100 <= WATER_UNTIL;
}

static bool
is_enrolled(const struct child *child, int day)
{
    return child->joined_day <= day && (!child->left_day || child->left_day > day);
}

static int
earlier(int a, int b)
{
    return a < b ? a : b;
}

/* The weeks that want a lesson; how many of them are over by `day`. */
static int
lay_weeks(struct goals_week weeks[GOAL_WEEKS], int *count, int month, int day)
{
    int over = 0, n = 0;
    for (int sunday = goals_sunday(month * 100 + 1);
         is_water_month(month) && sunday / 100 == month && day_add(sunday, -6) <= day;
         sunday = day_add(sunday, DAYS_OF_WEEK)) {
        over += sunday <= day;
        weeks[n++] = (struct goals_week){.from_day = day_add(sunday, -6), .until_day = sunday};
    }
    *count = n;
    return over;
}

static int
add_child(const struct child *child, void *payload)
{
    struct page *page = payload;
    struct goals *goals = page->goals;
    if (goals->count == page->room) {
        page->room = page->room ? 2 * page->room : 64;
        goals->children = realloc(goals->children, (size_t)page->room * sizeof *goals->children);
        if (!goals->children)
            abort();
    }
    goals->children[goals->count++] = (struct goals_child){.child = *child};
    return 0;
}

static int
compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return (x->child_id > y->child_id) - (x->child_id < y->child_id);
}

static void
index_children(struct page *page)
{
    int n = page->goals->count;
    page->places = calloc((size_t)n + 1, sizeof *page->places);
    if (!page->places)
        abort();
    for (int i = 0; i < n; i++)
        page->places[i] = (struct place){page->goals->children[i].child.id, i};
    qsort(page->places, (size_t)n, sizeof *page->places, compare_places);
}

/* NULL for who is not on this page. */
static struct goals_child *
find_child(struct page *page, int64_t child_id)
{
    struct place key = {.child_id = child_id};
    const struct place *found =
        bsearch(&key, page->places, (size_t)page->goals->count, sizeof key, compare_places);
    return found ? &page->goals->children[found->at] : NULL;
}

static void
add_to_week(struct goals *goals, const struct child *child, int sunday)
{
    for (int i = 0; i < goals->week_count; i++)
        if (goals->weeks[i].until_day == sunday)
            goals->weeks[i].children += is_enrolled(child, earlier(sunday, goals->day));
}

static int
take(int64_t child_id, const struct goals_fact *fact, void *payload)
{
    struct page *page = payload;
    struct goals_child *c = find_child(page, child_id);
    int month = fact->day / 100;
    if (!c || (fact->figure == FIGURE_WATER_WEEKS && !is_water_month(month)))
        return 0;
    if (month == page->goals->month) {
        c->now[fact->figure] += fact->amount;
        if (fact->figure == FIGURE_WATER_WEEKS)
            add_to_week(page->goals, &c->child, fact->day);
    } else if (month == page->month_before) {
        c->before[fact->figure] += fact->amount;
    }
    return 0;
}

static int
take_standing(int64_t child_id, const struct goals_fact *fact, void *payload)
{
    struct page *page = payload;
    struct goals_child *c = find_child(page, child_id);
    if (c && is_enrolled(&c->child, page->before ? page->day_before : page->goals->day))
        (page->before ? c->before : c->now)[fact->figure] += fact->amount;
    return 0;
}

/* Agreements, volunteers, health notes, on the last day of each of the two months. */
static int
read_standing(struct page *page)
{
    page->before = true;
    int rc = goals_standing(page->db, 0, page->day_before, take_standing, page);
    page->before = false;
    return rc ? rc : goals_standing(page->db, 0, page->goals->day, take_standing, page);
}

static void
judge(enum cell cells[GOAL_COUNT], const int64_t f[FIGURE_COUNT], int weeks_over)
{
    const struct {
        bool blank, watch;
    } goals[GOAL_COUNT] = {
        [GOAL_GUARDIANSHIP] = {!f[FIGURE_AGREEMENT], f[FIGURE_AGREEMENT_ENDS] > 0},
        [GOAL_SCHOOLING] = {!f[FIGURE_TUTORING] && !f[FIGURE_HOMEWORK], false},
        [GOAL_HELP] = {!f[FIGURE_PAIRED] && !f[FIGURE_CONTACTS] && !f[FIGURE_NOTES_RAISED] &&
                           !f[FIGURE_NOTES_CLOSED],
            f[FIGURE_QUIET] > 0},
        [GOAL_HEALTH] = {f[FIGURE_HEALTH_NOTES] && !f[FIGURE_HEALTH_SEEN], false},
        [GOAL_SAFETY] = {!f[FIGURE_LESSONS], f[FIGURE_WATER_WEEKS] < weeks_over},
        [GOAL_PLACE] = {!f[FIGURE_CLASSES] && !f[FIGURE_CARE_DAYS], false},
    };
    for (int g = 0; g < GOAL_COUNT; g++)
        cells[g] = goals[g].blank ? CELL_BLANK : goals[g].watch ? CELL_WATCH : CELL_FILLED;
}

/* Cells of who was not enrolled in the month before say nothing of it. */
static void
sum_up(struct page *page)
{
    struct goals *goals = page->goals;
    for (int i = 0; i < goals->count; i++) {
        struct goals_child *c = &goals->children[i];
        bool was_there = c->child.joined_day <= page->day_before;
        judge(c->cells, c->now, page->weeks_over[0]);
        judge(c->cells_before, c->before, page->weeks_over[1]);
        for (int g = 0; g < GOAL_COUNT; g++) {
            goals->blanks[g] += c->cells[g] == CELL_BLANK;
            goals->blanks_before[g] += was_there && c->cells_before[g] == CELL_BLANK;
        }
        for (int f = 0; f < FIGURE_COUNT; f++) {
            goals->now[f] += c->now[f];
            goals->before[f] += c->before[f];
        }
        bool enrolled = is_enrolled(&c->child, goals->day);
        goals->enrolled += enrolled;
        goals->agreements += enrolled && c->now[FIGURE_AGREEMENT];
        for (int w = 0; w < goals->week_count; w++)
            goals->weeks[w].enrolled +=
                is_enrolled(&c->child, earlier(goals->weeks[w].until_day, goals->day));
    }
}

static int
read_page(struct page *page)
{
    struct goals *goals = page->goals;
    struct goals_span span = {.from_day = day_add(page->month_before * 100 + 1, 1 - DAYS_OF_WEEK),
        .until_day = goals->day};
    int rc =
        child_between_each(page->db, goals->home_id, goals->from_day, goals->day, add_child, page);
    if (rc != DB_OK)
        return rc;
    index_children(page);
    rc = goals_happened(page->db, &span, take, page);
    if (rc == DB_OK)
        rc = read_standing(page);
    if (rc == DB_OK)
        sum_up(page);
    return rc;
}

/* A month that has begun. */
static int
check_month(struct db *db, int month, int today)
{
    if (month < FIRST_MONTH || !day_exists(month * 100 + 1))
        return db_fail(db, DB_REFUSED, "%s", _("There is no such month."));
    if (month > today / 100)
        return db_fail(db, DB_REFUSED, "%s", _("This month has not begun."));
    return DB_OK;
}

int
goals_read(struct db *db, struct goals **out, int64_t home_id, int month, int today)
{
    *out = NULL;
    int rc = check_month(db, month, today);
    if (rc != DB_OK)
        return rc;
    struct goals *goals = calloc(1, sizeof *goals);
    if (!goals)
        abort();
    *goals = (struct goals){.home_id = home_id,
        .month = month,
        .from_day = month * 100 + 1,
        .day = earlier(last_day(month), today)};
    struct page page = {.db = db, .goals = goals, .month_before = month_before(month)};
    struct goals_week weeks_before[GOAL_WEEKS];
    int unused;
    page.day_before = last_day(page.month_before);
    page.weeks_over[0] = lay_weeks(goals->weeks, &goals->week_count, month, goals->day);
    page.weeks_over[1] = lay_weeks(weeks_before, &unused, page.month_before, page.day_before);
    rc = read_page(&page);
    free(page.places);
    if (rc == DB_OK)
        *out = goals;
    else
        goals_free(goals);
    return rc;
}

void
goals_free(struct goals *goals)
{
    if (goals)
        free(goals->children);
    free(goals);
}

/* The facts of a cell, to be told in order. */
struct cell_facts {
    enum goal goal;
    int month;
    struct goals_fact *list;
    size_t count, room;
};

static int
keep(int64_t child_id, const struct goals_fact *fact, void *payload)
{
    struct cell_facts *facts = payload;
    (void)child_id;
    if (figure_goal(fact->figure) != facts->goal)
        return 0;
    if (facts->count == facts->room) {
        facts->room = facts->room ? 2 * facts->room : 32;
        facts->list = realloc(facts->list, facts->room * sizeof *facts->list);
        if (!facts->list)
            abort();
    }
    facts->list[facts->count++] = *fact;
    return 0;
}

static int
keep_of_month(int64_t child_id, const struct goals_fact *fact, void *payload)
{
    const struct cell_facts *facts = payload;
    bool wanted = fact->day / 100 == facts->month &&
                  (fact->figure != FIGURE_WATER_WEEKS || is_water_month(facts->month));
    return wanted ? keep(child_id, fact, payload) : 0;
}

static int
compare_facts(const void *a, const void *b)
{
    const struct goals_fact *x = a, *y = b;
    if (x->figure != y->figure)
        return x->figure < y->figure ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->at_ms > y->at_ms) - (x->at_ms < y->at_ms);
}

int
goals_cell_each(struct db *db, int64_t child_id, enum goal goal, int month, int today,
    int (*each)(const struct goals_fact *, void *), void *payload)
{
    struct cell_facts facts = {.goal = goal, .month = month};
    struct child child;
    int rc = check_month(db, month, today);
    if (rc != DB_OK || !child_get(db, &child, child_id))
        return rc;
    int day = earlier(last_day(month), today);
    struct goals_span span = {.from_day = day_add(month * 100 + 1, 1 - DAYS_OF_WEEK),
        .until_day = day,
        .child_id = child_id,
        .in_words = true};
    rc = goals_happened(db, &span, keep_of_month, &facts);
    if (rc == DB_OK && is_enrolled(&child, day))
        rc = goals_standing(db, child_id, day, keep, &facts);
    if (facts.count)
        qsort(facts.list, facts.count, sizeof *facts.list, compare_facts);
    for (size_t i = 0; !rc && i < facts.count; i++)
        rc = each(&facts.list[i], payload);
    free(facts.list);
    return rc;
}
