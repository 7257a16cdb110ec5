/* forgotten.c: rows of a count to structs. */
#include "db/forgotten.h"

#include "db/query.h"

int
forgotten_each(struct db *db, int64_t home_id, int (*each)(const struct forgotten *, void *payload),
    void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_forgotten_each, "i", home_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct forgotten f = {.child_id = query_int(stmt, "child_id"),
            .days = (int)query_int(stmt, "days"),
            .last_ms = query_int(stmt, "last_ms")};
        stop = each(&f, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
