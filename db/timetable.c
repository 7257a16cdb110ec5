/* timetable.c: a Home's sessions by day. */
#include "db/timetable.h"

#include "db/calendar.h"
#include "db/day.h"
#include "db/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct word {
    const char *name, *chinese;
};

static const struct word kinds[PERIOD_KIND_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    PERIOD_KINDS(X)
#undef X
};

static const struct word subjects[SUBJECT_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    SUBJECTS(X)
#undef X
};

static int
word_parse(const struct word *words, int count, const char *text)
{
    for (int i = 0; i < count; i++)
        if (strcmp(text, words[i].name) == 0 || strcmp(text, words[i].chinese) == 0)
            return i;
    return -1;
}

const char *
period_kind_name(enum period_kind kind)
{
    return kinds[kind].name;
}

int
period_kind_parse(const char *text)
{
    return word_parse(kinds, PERIOD_KIND_COUNT, text);
}

const char *
subject_name(enum subject subject)
{
    return subjects[subject].name;
}

int
subject_parse(const char *text)
{
    return word_parse(subjects, SUBJECT_COUNT, text);
}

int
period_put(struct db *db, struct period *p)
{
    return query_put(db,
        query(db, Q_period_put, "ittdd", p->home_id, period_kind_name(p->kind), p->name,
            p->from_day, p->until_day),
        query(db, Q_period_find, "it", p->home_id, p->name), &p->id);
}

static void
read_period(sqlite3_stmt *row, struct period *out)
{
    int kind = period_kind_parse(query_text(row, "kind"));
    *out = (struct period){.id = query_int(row, "id"),
        .home_id = query_int(row, "home_id"),
        .kind = kind < 0 ? PERIOD_TERM : (enum period_kind)kind,
        .from_day = (int)query_int(row, "from_day"),
        .until_day = (int)query_int(row, "until_day")};
    query_copy(row, "name", out->name, sizeof out->name);
}

static bool
one_period(struct db *db, struct period *out, sqlite3_stmt *stmt)
{
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_period(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

bool
period_find(struct db *db, struct period *out, int64_t home_id, const char *name)
{
    return one_period(db, out, query(db, Q_period_find, "it", home_id, name));
}

bool
period_get(struct db *db, struct period *out, int64_t id)
{
    return one_period(db, out, query(db, Q_period_get, "i", id));
}

bool
period_holiday(struct db *db, struct period *out, int64_t home_id, int day)
{
    return one_period(db, out, query(db, Q_period_holiday, "id", home_id, day));
}

int
session_put(struct db *db, struct session *s)
{
    return query_put(db,
        query(db, Q_session_put, "izdddtttzdd", s->home_id, s->period_id, s->weekday, s->starts_min,
            s->ends_min, subject_name(s->subject), s->title, s->room, s->staff_id, s->age_from,
            s->age_to),
        query(db, Q_session_find, "ididt", s->home_id, s->weekday, s->period_id, s->starts_min,
            s->room),
        &s->id);
}

static void
read_session(sqlite3_stmt *row, struct session *out)
{
    int subject = subject_parse(query_text(row, "subject"));
    *out = (struct session){.id = query_int(row, "id"),
        .home_id = query_int(row, "home_id"),
        .period_id = query_int(row, "period_id"),
        .weekday = (int)query_int(row, "weekday"),
        .starts_min = (int)query_int(row, "starts_min"),
        .ends_min = (int)query_int(row, "ends_min"),
        .subject = subject < 0 ? SUBJECT_OTHER : (enum subject)subject,
        .staff_id = query_int(row, "staff_id"),
        .age_from = (int)query_int(row, "age_from"),
        .age_to = (int)query_int(row, "age_to")};
    query_copy(row, "title", out->title, sizeof out->title);
    query_copy(row, "room", out->room, sizeof out->room);
}

int
timetable_day(struct db *db, struct session out[SESSION_MAX], int64_t home_id, int day, int age)
{
    sqlite3_stmt *stmt = query(
        db, Q_session_day, "idddd", home_id, day, day_weekday(day), age, calendar_weekday(db, day));
    int rc = 0, n = 0;
    while (n < SESSION_MAX && (rc = query_step(db, stmt)) > 0)
        read_session(stmt, &out[n++]);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : n;
}

int
timetable_keep(struct db *db, const int64_t *ids, int count)
{
    char *list = NULL;
    size_t len;
    FILE *out = open_memstream(&list, &len);
    if (!out)
        abort();
    for (int i = 0; i < count; i++)
        fprintf(out, "%s%lld", i ? "," : "[", (long long)ids[i]);
    fputs(count ? "]" : "[]", out);
    if (fclose(out) != 0)
        abort();
    int rc = query_run(db, query(db, Q_session_keep, "t", list));
    free(list);
    return rc;
}

int
period_each(
    struct db *db, int64_t home_id, int (*each)(const struct period *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_period_each, "i", home_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct period period;
        read_period(stmt, &period);
        stop = each(&period, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
session_each(struct db *db, int64_t home_id, int weekday,
    int (*each)(const struct session *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_session_each, "id", home_id, weekday);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct session session;
        read_session(stmt, &session);
        stop = each(&session, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
timetable_rooms(
    struct db *db, int64_t home_id, int (*each)(const char *room, void *payload), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_room_each, "i", home_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0)
        stop = each(query_text(stmt, "room"), payload);
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
