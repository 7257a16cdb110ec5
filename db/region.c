#include "db/region.h"

#include "db/query.h"
#include "db/text.h"

#include <string.h>

bool
region_is(const char *text)
{
    size_t n = strlen(text);
    return strspn(text, "0123456789") == n &&
           (n == 0 || n == 2 || n == 4 || n == 6 || n == 9 || n == 12);
}

bool
region_holds(const char *region, const char *code)
{
    return strncmp(region, code, strlen(region)) == 0;
}

void
home_region(struct db *db, char out[REGION_SIZE], int64_t home_id)
{
    sqlite3_stmt *row = query(db, Q_home_region, "i", home_id);
    out[0] = '\0';
    if (query_step(db, row) == 1)
        query_copy(row, "region", out, REGION_SIZE);
    sqlite3_reset(row);
}

int
home_region_set(struct db *db, int64_t home_id, const char *region)
{
    if (!region_is(region))
        return db_fail(db, DB_REFUSED,
            _("\"%s\" is no code of a region: it has 2, 4, 6, 9 or 12 digits."), region);
    struct home home;
    if (!home_get(db, &home, home_id))
        return db_fail(db, DB_REFUSED, "%s", _("There is no such Home."));
    return query_run(db, query(db, Q_home_region_set, "it", home_id, region));
}

int
home_region_each(struct db *db, const char *region, int (*each)(const struct home *, void *payload),
    void *payload)
{
    sqlite3_stmt *rows = query(db, Q_home_region_each, "t", region);
    struct home home;
    int rc;
    while ((rc = query_step(db, rows)) > 0) {
        rc = home_get(db, &home, query_int(rows, "id")) ? each(&home, payload) : DB_FAILED;
        if (rc != 0)
            break;
    }
    sqlite3_reset(rows);
    return rc;
}
