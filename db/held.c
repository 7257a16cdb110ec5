#include "db/held.h"

#include "db/query.h"

int
held_each(
    struct db *db, int64_t child_id, int (*each)(const struct held *, void *payload), void *payload)
{
    static const enum query queries[] = {Q_held_rows, Q_held_days, Q_held_events};
    int rc = 0, stop = 0;
    for (size_t i = 0; !stop && rc == 0 && i < sizeof queries / sizeof queries[0]; i++) {
        sqlite3_stmt *stmt = query(db, queries[i], "i", child_id);
        while (!stop && (rc = query_step(db, stmt)) > 0) {
            struct held held = {.what = query_text(stmt, "what"),
                .kind = query_text(stmt, "kind"),
                .at_ms = query_int(stmt, "at_ms"),
                .row = query_text(stmt, "row")};
            stop = each(&held, payload);
        }
        sqlite3_reset(stmt);
    }
    return stop ? stop : rc;
}
