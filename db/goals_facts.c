/* goals_facts.c: events, marks of classes and days here to facts. */
#include "db/goals_facts.h"

#include "db/contact.h"
#include "db/day.h"
#include "db/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A Home's local day lies within so many minutes of UTC's. */
enum { FURTHEST_MIN = 14 * 60 };

/* A child's day with tutoring, or a week with an anti-drowning lesson: counted once, whatever there
 * was of it. */
struct piece {
    int64_t child_id;
    int day;
    int64_t minutes; /* of tutoring classes */
    bool helped;
};

struct pieces {
    struct piece *list;
    size_t count, room;
};

struct collect {
    struct db *db;
    const struct goals_span *span;
    goals_each *each;
    void *payload;
    struct pieces tutoring, water;
};

static void
add_piece(struct pieces *pieces, struct piece piece)
{
    if (pieces->count == pieces->room) {
        pieces->room = pieces->room ? 2 * pieces->room : 256;
        pieces->list = realloc(pieces->list, pieces->room * sizeof *pieces->list);
        if (!pieces->list)
            abort();
    }
    pieces->list[pieces->count++] = piece;
}

static int
compare(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    if (x->child_id != y->child_id)
        return x->child_id < y->child_id ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

/* One piece for each child and day, its minutes summed. */
static void
join(struct pieces *pieces)
{
    size_t kept = 0;
    if (pieces->count)
        qsort(pieces->list, pieces->count, sizeof *pieces->list, compare);
    for (size_t i = 0; i < pieces->count; i++) {
        struct piece *last = kept ? &pieces->list[kept - 1] : NULL;
        if (last && compare(last, &pieces->list[i]) == 0) {
            last->minutes += pieces->list[i].minutes;
            last->helped |= pieces->list[i].helped;
        } else {
            pieces->list[kept++] = pieces->list[i];
        }
    }
    pieces->count = kept;
}

int
goals_sunday(int day)
{
    return day_add(day, 7 - day_weekday(day));
}

/* What each kind of event counts for, the commonest first. Help counts for the day's tutoring. */
static const struct {
    enum event_kind kind;
    enum figure figure;
} counted[] = {
    {EVENT_SAFETY_LESSON, FIGURE_LESSONS},
    {EVENT_HOMEWORK_MARK, FIGURE_HOMEWORK},
    {EVENT_PICK_UP, FIGURE_PICK_UPS},
    {EVENT_CONTACT, FIGURE_CONTACTS},
    {EVENT_VISIT, FIGURE_VISITS},
    {EVENT_NOTE, FIGURE_NOTES_RAISED},
    {EVENT_NOTE_CLOSED, FIGURE_NOTES_CLOSED},
    {EVENT_HEALTH_SEEN, FIGURE_HEALTH_SEEN},
    {EVENT_ROLL_TICK, FIGURE_ROLL_CALLS},
    {EVENT_HELP_TAKEN, FIGURE_TUTORING},
    {EVENT_HELP_DONE, FIGURE_TUTORING},
};

static enum figure
figure_of(const char *kind)
{
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
        if (strcmp(kind, event_kind_name(counted[i].kind)) == 0)
            return counted[i].figure;
    return FIGURE_COUNT;
}

static void
read_words(struct db *db, struct goals_fact *fact, sqlite3_stmt *row)
{
    fact->seq = query_int(row, "seq");
    fact->staff_id = query_int(row, "staff_id");
    sqlite3_stmt *stmt = query(db, Q_goals_words, "i", fact->seq);
    if (query_step(db, stmt) > 0)
        query_copy(stmt, "words", fact->text, sizeof fact->text);
    sqlite3_reset(stmt);
}

/* Tens of thousands of rows are read: these columns by their place. */
enum { COLUMN_CHILD, COLUMN_TIME, COLUMN_OFFSET, COLUMN_KIND, COLUMN_WATER };

static int
day_in(sqlite3_stmt *row)
{
    return day_of(sqlite3_column_int64(row, COLUMN_TIME), sqlite3_column_int(row, COLUMN_OFFSET));
}

static void
add_water(struct collect *c, int64_t child_id, int day)
{
    add_piece(&c->water, (struct piece){.child_id = child_id, .day = goals_sunday(day)});
}

static int
take_event(struct collect *c, sqlite3_stmt *row)
{
    int64_t child_id = sqlite3_column_int64(row, COLUMN_CHILD);
    struct goals_fact fact = {
        .at_ms = sqlite3_column_int64(row, COLUMN_TIME), .day = day_in(row), .amount = 1};
    if (fact.day < c->span->from_day || fact.day > c->span->until_day)
        return 0;
    fact.figure = figure_of((const char *)sqlite3_column_text(row, COLUMN_KIND));
    if (sqlite3_column_int(row, COLUMN_WATER))
        add_water(c, child_id, fact.day);
    if (fact.figure == FIGURE_TUTORING) {
        add_piece(
            &c->tutoring, (struct piece){.child_id = child_id, .day = fact.day, .helped = true});
        return 0;
    }
    if (c->span->in_words)
        read_words(c->db, &fact, row);
    return c->each(child_id, &fact, c->payload);
}

/* Asks for the span's events; its first days at all Homes begin before those of UTC. */
static sqlite3_stmt *
ask(struct collect *c, enum query q)
{
    int64_t from_ms = day_to_utc_ms(c->span->from_day, 0, FURTHEST_MIN);
    int64_t until_ms = day_to_utc_ms(c->span->until_day, 1440, -FURTHEST_MIN);
    return query(c->db, q, "iii", from_ms, until_ms, c->span->child_id);
}

static int
read_rows(struct collect *c, enum query q)
{
    sqlite3_stmt *stmt = ask(c, q);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(c->db, stmt)) > 0)
        stop = take_event(c, stmt);
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static int
read_events(struct collect *c)
{
    return read_rows(c, Q_goals_event);
}

static int
read_lessons(struct collect *c)
{
    return read_rows(c, Q_goals_lesson);
}

/* Which of the lessons were on water. */
static int
read_water(struct collect *c)
{
    sqlite3_stmt *stmt = ask(c, Q_goals_water);
    int rc;
    while ((rc = query_step(c->db, stmt)) > 0) {
        int day = day_in(stmt);
        if (day >= c->span->from_day && day <= c->span->until_day)
            add_water(c, sqlite3_column_int64(stmt, COLUMN_CHILD), day);
    }
    return rc;
}

/* A mark with its words. */
static struct goals_fact
read_class(sqlite3_stmt *row)
{
    struct goals_fact fact = {.figure = FIGURE_CLASSES,
        .day = (int)query_int(row, "day"),
        .seq = query_int(row, "seq"),
        .staff_id = query_int(row, "staff_id"),
        .amount = 1};
    query_copy(row, "title", fact.text, sizeof fact.text);
    if (!fact.text[0])
        query_copy(row, "subject", fact.text, sizeof fact.text);
    return fact;
}

static int
read_classes_of_child(struct collect *c)
{
    sqlite3_stmt *stmt = query(c->db, Q_goals_class_of_child, "ddi", c->span->from_day,
        c->span->until_day, c->span->child_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(c->db, stmt)) > 0) {
        struct goals_fact fact = read_class(stmt);
        stop = c->each(c->span->child_id, &fact, c->payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

/* Thousands of rows as well: by their place. */
static int
read_classes(struct collect *c)
{
    if (c->span->child_id)
        return read_classes_of_child(c);
    sqlite3_stmt *stmt = query(c->db, Q_goals_class, "dd", c->span->from_day, c->span->until_day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(c->db, stmt)) > 0) {
        struct goals_fact fact = {
            .figure = FIGURE_CLASSES, .day = sqlite3_column_int(stmt, 1), .amount = 1};
        stop = c->each(sqlite3_column_int64(stmt, 0), &fact, c->payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static int
read_tutoring(struct collect *c)
{
    sqlite3_stmt *stmt = query(
        c->db, Q_goals_tutoring, "ddi", c->span->from_day, c->span->until_day, c->span->child_id);
    int rc;
    while ((rc = query_step(c->db, stmt)) > 0)
        add_piece(&c->tutoring, (struct piece){.child_id = query_int(stmt, "child_id"),
                                    .day = (int)query_int(stmt, "day"),
                                    .minutes = query_int(stmt, "minutes")});
    return rc;
}

static int
read_care(struct collect *c)
{
    sqlite3_stmt *stmt =
        query(c->db, Q_goals_care, "ddi", c->span->from_day, c->span->until_day, c->span->child_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(c->db, stmt)) > 0) {
        struct goals_fact fact = {
            .figure = FIGURE_CARE_DAYS, .day = (int)query_int(stmt, "day"), .amount = 1};
        stop = c->each(query_int(stmt, "child_id"), &fact, c->payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

/* A day's tutoring: of who was helped all the time here, else that of the classes. */
static int
tell_tutoring(struct collect *c)
{
    int stop = 0;
    join(&c->tutoring);
    for (size_t i = 0; !stop && i < c->tutoring.count; i++) {
        const struct piece *p = &c->tutoring.list[i];
        struct goals_fact fact = {.figure = FIGURE_TUTORING, .day = p->day, .amount = p->minutes};
        if (p->helped) {
            int64_t here = query_number(
                c->db, query(c->db, Q_goals_minutes, "id", p->child_id, p->day), "n", 0);
            fact.amount = here > p->minutes ? here : p->minutes;
        }
        stop = c->each(p->child_id, &fact, c->payload);
    }
    return stop;
}

static int
tell_water(struct collect *c)
{
    int stop = 0;
    join(&c->water);
    for (size_t i = 0; !stop && i < c->water.count; i++) {
        struct goals_fact fact = {
            .figure = FIGURE_WATER_WEEKS, .day = c->water.list[i].day, .amount = 1};
        stop = c->each(c->water.list[i].child_id, &fact, c->payload);
    }
    return stop;
}

int
goals_happened(struct db *db, const struct goals_span *span, goals_each *each, void *payload)
{
    static int (*const parts[])(struct collect *) = {read_events, read_lessons, read_water,
        read_classes, read_tutoring, read_care, tell_tutoring, tell_water};
    struct collect collect = {.db = db, .span = span, .each = each, .payload = payload};
    int rc = DB_OK;
    for (size_t i = 0; rc == DB_OK && i < sizeof parts / sizeof parts[0]; i++)
        rc = parts[i](&collect);
    free(collect.tutoring.list);
    free(collect.water.list);
    return rc;
}

/* Agreements, volunteers, health notes: of one child, or of each. */
struct standing {
    struct db *db;
    int64_t child_id;
    int day;
    goals_each *each;
    void *payload;
};

static int
tell_agreements(const struct standing *s)
{
    sqlite3_stmt *stmt = query(s->db, Q_goals_agreement, "id", s->child_id, s->day);
    int rc = 0, stop = 0, soon = day_add(s->day, AGREEMENT_SOON_DAYS);
    while (!stop && (rc = query_step(s->db, stmt)) > 0) {
        int64_t child_id = query_int(stmt, "child_id");
        int ends = (int)query_int(stmt, "ends");
        struct goals_fact fact = {
            .figure = FIGURE_AGREEMENT, .day = (int)query_int(stmt, "agreement_day"), .amount = 1};
        query_copy(stmt, "name", fact.text, sizeof fact.text);
        stop = s->each(child_id, &fact, s->payload);
        fact.figure = FIGURE_AGREEMENT_ENDS;
        fact.day = ends;
        if (!stop && ends <= soon)
            stop = s->each(child_id, &fact, s->payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

/* The local day of the pair's last contact by `day`, 0 for none, or a negative db_error. */
static int
last_contact(struct db *db, int64_t child_id, int64_t staff_id, int day)
{
    sqlite3_stmt *stmt = query(db, Q_goals_contact, "ii", child_id, staff_id);
    int rc = 0, last = 0;
    while (!last && (rc = query_step(db, stmt)) > 0) {
        int on = day_of(query_int(stmt, "time_ms"), (int)query_int(stmt, "utc_offset_min"));
        last = on <= day ? on : 0;
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : last;
}

static int
tell_pairs(const struct standing *s)
{
    sqlite3_stmt *stmt = query(s->db, Q_goals_pair, "id", s->child_id, s->day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(s->db, stmt)) > 0) {
        int64_t child_id = query_int(stmt, "child_id");
        struct goals_fact fact = {.figure = FIGURE_PAIRED,
            .day = (int)query_int(stmt, "since_day"),
            .staff_id = query_int(stmt, "staff_id"),
            .amount = 1};
        query_copy(stmt, "name", fact.text, sizeof fact.text);
        stop = s->each(child_id, &fact, s->payload);
        int last = stop ? stop : last_contact(s->db, child_id, fact.staff_id, s->day);
        fact.figure = FIGURE_QUIET;
        fact.day = last > 0 ? last : fact.day;
        if (!stop && last < 0)
            stop = last;
        else if (!stop && day_add(fact.day, CONTACT_MOST_DAYS) < s->day)
            stop = s->each(child_id, &fact, s->payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static int
tell_health(const struct standing *s)
{
    sqlite3_stmt *stmt = query(s->db, Q_goals_health, "id", s->child_id, s->day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(s->db, stmt)) > 0) {
        struct goals_fact fact = {.figure = FIGURE_HEALTH_NOTES, .day = s->day, .amount = 1};
        query_copy(stmt, "text", fact.text, sizeof fact.text);
        stop = s->each(query_int(stmt, "child_id"), &fact, s->payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
goals_standing(struct db *db, int64_t child_id, int day, goals_each *each, void *payload)
{
    struct standing standing = {db, child_id, day, each, payload};
    int rc = tell_agreements(&standing);
    if (rc == DB_OK)
        rc = tell_pairs(&standing);
    return rc ? rc : tell_health(&standing);
}
