/* goals_facts.c: events, marks of classes and days here to facts. */
#include "db/goals_facts.h"

#include "db/contact.h"
#include "db/day.h"
#include "db/query.h"
#include "db/timetable.h"

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

/* What each kind of event counts for. Help counts for the day's tutoring. */
static const struct {
    enum event_kind kind;
    enum figure figure;
} counted[] = {
    {EVENT_VISIT, FIGURE_VISITS},
    {EVENT_HOMEWORK_MARK, FIGURE_HOMEWORK},
    {EVENT_CONTACT, FIGURE_CONTACTS},
    {EVENT_NOTE, FIGURE_NOTES_RAISED},
    {EVENT_NOTE_CLOSED, FIGURE_NOTES_CLOSED},
    {EVENT_HEALTH_SEEN, FIGURE_HEALTH_SEEN},
    {EVENT_SAFETY_LESSON, FIGURE_LESSONS},
    {EVENT_PICK_UP, FIGURE_PICK_UPS},
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
read_words(struct db *db, struct goals_fact *fact)
{
    sqlite3_stmt *stmt = query(db, Q_goals_words, "i", fact->seq);
    if (query_step(db, stmt) > 0)
        query_copy(stmt, "words", fact->text, sizeof fact->text);
    sqlite3_reset(stmt);
}

static int
take_event(struct collect *c, sqlite3_stmt *row)
{
    int64_t child_id = query_int(row, "child_id");
    struct goals_fact fact = {.figure = figure_of(query_text(row, "kind")),
        .at_ms = query_int(row, "time_ms"),
        .seq = query_int(row, "seq"),
        .staff_id = query_int(row, "staff_id"),
        .amount = 1};
    fact.day = day_of(fact.at_ms, (int)query_int(row, "utc_offset_min"));
    if (fact.day < c->span->from_day || fact.day > c->span->until_day)
        return 0;
    if (query_int(row, "water"))
        add_piece(&c->water, (struct piece){.child_id = child_id, .day = goals_sunday(fact.day)});
    if (fact.figure == FIGURE_TUTORING) {
        add_piece(
            &c->tutoring, (struct piece){.child_id = child_id, .day = fact.day, .helped = true});
        return 0;
    }
    if (c->span->in_words)
        read_words(c->db, &fact);
    return c->each(child_id, &fact, c->payload);
}

static int
read_events(struct collect *c)
{
    int64_t from_ms = day_to_utc_ms(c->span->from_day, 0, FURTHEST_MIN);
    int64_t until_ms = day_to_utc_ms(c->span->until_day, 1440, -FURTHEST_MIN);
    sqlite3_stmt *stmt = query(c->db, Q_goals_event, "iii", from_ms, until_ms, c->span->child_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(c->db, stmt)) > 0)
        stop = take_event(c, stmt);
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static int
take_class(struct collect *c, sqlite3_stmt *row)
{
    int64_t child_id = query_int(row, "child_id");
    const char *subject = query_text(row, "subject");
    struct goals_fact fact = {.figure = FIGURE_CLASSES,
        .day = (int)query_int(row, "day"),
        .seq = query_int(row, "seq"),
        .staff_id = query_int(row, "staff_id"),
        .amount = 1};
    if (strcmp(subject, subject_name(SUBJECT_HOMEWORK)) == 0)
        add_piece(&c->tutoring,
            (struct piece){
                .child_id = child_id, .day = fact.day, .minutes = query_int(row, "minutes")});
    query_copy(row, "title", fact.text, sizeof fact.text);
    if (!fact.text[0])
        snprintf(fact.text, sizeof fact.text, "%s", subject);
    return c->each(child_id, &fact, c->payload);
}

static int
read_classes(struct collect *c)
{
    sqlite3_stmt *stmt = query(
        c->db, Q_goals_class, "ddi", c->span->from_day, c->span->until_day, c->span->child_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(c->db, stmt)) > 0)
        stop = take_class(c, stmt);
    sqlite3_reset(stmt);
    return stop ? stop : rc;
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
    static int (*const parts[])(struct collect *) = {
        read_events, read_classes, read_care, tell_tutoring, tell_water};
    struct collect collect = {.db = db, .span = span, .each = each, .payload = payload};
    int rc = DB_OK;
    for (size_t i = 0; rc == DB_OK && i < sizeof parts / sizeof parts[0]; i++)
        rc = parts[i](&collect);
    free(collect.tutoring.list);
    free(collect.water.list);
    return rc;
}

static int
tell_agreement(struct db *db, int64_t child_id, int day, goals_each *each, void *payload)
{
    struct agreement a;
    int rc = agreement_of(db, &a, child_id, day);
    if (rc != DB_OK || !a.holds)
        return rc;
    struct goals_fact fact = {
        .figure = FIGURE_AGREEMENT, .day = a.guardian.agreement_day, .amount = 1};
    snprintf(fact.text, sizeof fact.text, "%s", a.guardian.name);
    rc = each(child_id, &fact, payload);
    if (rc || !a.soon)
        return rc;
    fact.figure = FIGURE_AGREEMENT_ENDS;
    fact.day = a.until_day;
    return each(child_id, &fact, payload);
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
tell_pair(struct db *db, int64_t child_id, int day, goals_each *each, void *payload)
{
    struct goals_fact fact = {.figure = FIGURE_PAIRED, .amount = 1};
    sqlite3_stmt *stmt = query(db, Q_goals_pair, "id", child_id, day);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        fact.staff_id = query_int(stmt, "staff_id");
        fact.day = (int)query_int(stmt, "since_day");
        query_copy(stmt, "name", fact.text, sizeof fact.text);
    }
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc;
    rc = each(child_id, &fact, payload);
    int last = rc ? rc : last_contact(db, child_id, fact.staff_id, day);
    if (rc || last < 0)
        return rc ? rc : last;
    fact.figure = FIGURE_QUIET;
    fact.day = last ? last : fact.day;
    return day_add(fact.day, CONTACT_MOST_DAYS) < day ? each(child_id, &fact, payload) : 0;
}

static int
tell_health(struct db *db, int64_t child_id, int day, goals_each *each, void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_goals_health, "id", child_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct goals_fact fact = {.figure = FIGURE_HEALTH_NOTES, .day = day, .amount = 1};
        query_copy(stmt, "text", fact.text, sizeof fact.text);
        stop = each(child_id, &fact, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
goals_standing(struct db *db, int64_t child_id, int day, goals_each *each, void *payload)
{
    int rc = tell_agreement(db, child_id, day, each, payload);
    if (!rc)
        rc = tell_pair(db, child_id, day, each, payload);
    return rc ? rc : tell_health(db, child_id, day, each, payload);
}
