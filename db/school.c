/* school.c: rows of school ends and ways to structs and back. */
#include "db/school.h"

#include "db/query.h"
#include "db/text.h"

int
school_end_put(struct db *db, const struct school_end *end)
{
    return query_run(db,
        query(db, Q_school_end_put, "ttdd", end->school, end->grade, end->weekday, end->ends_min));
}

int
school_end_remove(struct db *db, const struct school_end *end)
{
    return query_run(
        db, query(db, Q_school_end_remove, "ttd", end->school, end->grade, end->weekday));
}

int
school_end_each(struct db *db, int (*each)(const struct school_end *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_school_end_each, "");
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct school_end end = {.weekday = (int)query_int(stmt, "weekday"),
            .ends_min = (int)query_int(stmt, "ends_min")};
        query_copy(stmt, "school", end.school, sizeof end.school);
        query_copy(stmt, "grade", end.grade, sizeof end.grade);
        stop = each(&end, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
school_way_put(struct db *db, int64_t child_id, const struct school_way *way)
{
    if (way->walk_min < 0 || way->walk_min > WALK_MOST_MIN || way->comes_on < 0 ||
        way->comes_on > COMES_EVERY_DAY)
        return db_fail(
            db, DB_REFUSED, _("The way to the Home takes 0 to %d minutes."), WALK_MOST_MIN);
    return query_run(
        db, query(db, Q_school_way_put, "idd", child_id, way->walk_min, way->comes_on));
}

bool
school_way_get(struct db *db, struct school_way *out, int64_t child_id)
{
    sqlite3_stmt *stmt = query(db, Q_school_way_get, "i", child_id);
    bool found = query_step(db, stmt) > 0;
    if (found)
        *out = (struct school_way){.walk_min = (int)query_int(stmt, "walk_min"),
            .comes_on = (int)query_int(stmt, "comes_on")};
    sqlite3_reset(stmt);
    return found;
}
