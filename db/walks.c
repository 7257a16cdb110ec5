/* walks.c: walking groups and their members. */
#include "db/walks.h"

#include "db/day.h"
#include "db/query.h"

#include <string.h>

static void
read_walk(sqlite3_stmt *row, struct walk *out)
{
    *out = (struct walk){.id = query_int(row, "id"),
        .home_id = query_int(row, "home_id"),
        .leader_kind = (enum holder_kind)query_int(row, "leader_kind"),
        .leader_id = query_int(row, "leader_id")};
    query_copy(row, "name", out->name, sizeof out->name);
    query_copy(row, "picture", out->picture, sizeof out->picture);
}

static bool
one_walk(struct db *db, struct walk *out, sqlite3_stmt *stmt)
{
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_walk(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

int
walk_put(struct db *db, struct walk *w)
{
    return query_put(db,
        query(db, Q_walk_put, "ittdi", w->home_id, w->name, w->picture, (int)w->leader_kind,
            w->leader_id),
        query(db, Q_walk_find, "it", w->home_id, w->name), &w->id);
}

bool
walk_get(struct db *db, struct walk *out, int64_t id)
{
    return one_walk(db, out, query(db, Q_walk_get, "i", id));
}

bool
walk_find(struct db *db, struct walk *out, int64_t home_id, const char *name)
{
    return one_walk(db, out, query(db, Q_walk_find, "it", home_id, name));
}

bool
walk_led_by(
    struct db *db, struct walk *out, enum holder_kind kind, int64_t holder_id, int64_t home_id)
{
    return one_walk(db, out, query(db, Q_walk_led_by, "dii", (int)kind, holder_id, home_id));
}

bool
walk_of_child(struct db *db, struct walk *out, int64_t child_id, int day)
{
    return one_walk(db, out, query(db, Q_walk_of_child, "id", child_id, day));
}

void
walk_leader(struct db *db, char out[NAME_SIZE], const struct walk *walk)
{
    struct child child = {0};
    struct guardian guardian = {0};
    struct staff staff = {0};
    const char *name = "";
    if (walk->leader_kind == HOLDER_CHILD && child_get(db, &child, walk->leader_id))
        name = child.name;
    if (walk->leader_kind == HOLDER_GUARDIAN && guardian_get(db, &guardian, walk->leader_id))
        name = guardian.name;
    if (walk->leader_kind == HOLDER_STAFF && staff_get(db, &staff, walk->leader_id))
        name = staff.name;
    memcpy(out, name, strlen(name) + 1);
}

int
walk_each(struct db *db, int64_t home_id, int (*each)(const struct walk *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_walk_each, "i", home_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct walk walk;
        read_walk(stmt, &walk);
        stop = each(&walk, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
walker_put(struct db *db, int64_t walk_id, int64_t child_id, int since_day, int until_day)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = query_run(db, query(db, Q_walker_end, "idd", child_id, since_day, day_add(since_day, -1)));
    if (rc == DB_OK)
        rc =
            query_run(db, query(db, Q_walker_put, "iddi", child_id, since_day, until_day, walk_id));
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
walker_each(struct db *db, int64_t walk_id, int day, int (*each)(const struct child *, void *),
    void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_walker_each, "id", walk_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct child child;
        if (child_get(db, &child, query_int(stmt, "id")))
            stop = each(&child, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
