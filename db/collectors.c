/* collectors.c: consents, barred persons, and the links between guardians and children. */
#include "db/collectors.h"

#include "db/query.h"

#include <string.h>

int
leave_alone_put(
    struct db *db, int64_t child_id, int since_day, int until_day, const char *agreed_by)
{
    return query_run(
        db, query(db, Q_leave_alone_put, "iddt", child_id, since_day, until_day, agreed_by));
}

bool
leave_alone_on(struct db *db, struct leave_alone *out, int64_t child_id, int day)
{
    sqlite3_stmt *stmt = query(db, Q_leave_alone_get, "id", child_id, day);
    bool may = query_step(db, stmt) > 0;
    *out = (struct leave_alone){0};
    if (may) {
        out->since_day = (int)query_int(stmt, "since_day");
        out->until_day = (int)query_int(stmt, "until_day");
        query_copy(stmt, "agreed_by", out->agreed_by, sizeof out->agreed_by);
    }
    sqlite3_reset(stmt);
    return may;
}

int
barred_put(struct db *db, const struct barred *b, int64_t child_id)
{
    return query_run(db, query(db, Q_barred_put, "ittttdd", child_id, b->name, b->phone,
                             b->relation, b->note, b->since_day, b->until_day));
}

static enum collector_state
read_state(sqlite3_stmt *row)
{
    return (enum collector_state)query_int(row, "state");
}

static void
read_collector(struct db *db, sqlite3_stmt *row, struct collector *out)
{
    *out = (struct collector){.state = read_state(row)};
    struct guardian *g = &out->guardian;
    if (!guardian_get(db, g, query_int(row, "id")))
        g->id = query_int(row, "id");
    g->since_day = (int)query_int(row, "since_day");
    g->until_day = (int)query_int(row, "until_day");
    g->agreement_day = (int)query_int(row, "agreement_day");
    g->agreement_until = (int)query_int(row, "agreement_until");
    query_copy(row, "relation", g->relation, sizeof g->relation);
    query_copy(row, "note", out->note, sizeof out->note);
}

/* Calls `each` for the guardians; the names of those met are noted in `met` for who comes after. */
struct meeting {
    int (*each)(const struct collector *, void *payload);
    void *payload;
    int count;
    char met[16][NAME_SIZE];
};

static bool
was_met(const struct meeting *m, const char *name)
{
    for (int i = 0; i < m->count; i++)
        if (strcmp(m->met[i], name) == 0)
            return true;
    return false;
}

static int
meet_guardians(struct db *db, struct meeting *m, int64_t child_id, int day)
{
    sqlite3_stmt *stmt = query(db, Q_collector_each, "id", child_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct collector c;
        read_collector(db, stmt, &c);
        if (c.state == COLLECTOR_BARRED && m->count < (int)(sizeof m->met / sizeof m->met[0]))
            memcpy(m->met[m->count++], c.guardian.name, NAME_SIZE);
        stop = m->each(&c, m->payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static void
read_barred(sqlite3_stmt *row, struct collector *out)
{
    *out = (struct collector){.state = COLLECTOR_BARRED,
        .guardian = {.since_day = (int)query_int(row, "since_day"),
            .until_day = (int)query_int(row, "until_day")}};
    query_copy(row, "name", out->guardian.name, sizeof out->guardian.name);
    query_copy(row, "phone", out->guardian.phone, sizeof out->guardian.phone);
    query_copy(row, "relation", out->guardian.relation, sizeof out->guardian.relation);
    query_copy(row, "note", out->note, sizeof out->note);
}

int
collector_each(struct db *db, int64_t child_id, int day,
    int (*each)(const struct collector *, void *), void *payload)
{
    struct meeting m = {.each = each, .payload = payload};
    int rc = meet_guardians(db, &m, child_id, day), stop = 0;
    if (rc != DB_OK)
        return rc;
    sqlite3_stmt *stmt = query(db, Q_barred_each, "id", child_id, day);
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct collector c;
        read_barred(stmt, &c);
        if (!was_met(&m, c.guardian.name))
            stop = each(&c, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

bool
collector_get(struct db *db, struct collector *out, int64_t child_id, int64_t guardian_id, int day)
{
    sqlite3_stmt *stmt = query(db, Q_collector_each, "id", child_id, day);
    bool found = false;
    while (!found && query_step(db, stmt) > 0)
        if ((found = query_int(stmt, "id") == guardian_id))
            read_collector(db, stmt, out);
    sqlite3_reset(stmt);
    return found;
}

int
ward_each(struct db *db, int64_t guardian_id, int day, int (*each)(const struct ward *, void *),
    void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_ward_each, "id", guardian_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct ward ward = {.state = read_state(stmt)};
        query_copy(stmt, "relation", ward.relation, sizeof ward.relation);
        if (child_get(db, &ward.child, query_int(stmt, "id")))
            stop = each(&ward, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
barred_from_each(
    struct db *db, int64_t guardian_id, int day, int (*each)(int64_t, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_barred_of_guardian, "id", guardian_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0)
        stop = each(query_int(stmt, "child_id"), payload);
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int64_t
guardian_by_phone(struct db *db, const char *phone)
{
    sqlite3_stmt *stmt = query(db, Q_guardian_by_phone, "t", phone);
    int64_t id = 0;
    if (query_step(db, stmt) > 0 && query_int(stmt, "n") == 1)
        id = query_int(stmt, "id");
    sqlite3_reset(stmt);
    return id;
}
