/* verify.c: do the roll-ups agree with the events? Each day's rows come to a number, before and
 * after all of them are made again; nothing larger is kept of them. */
#include "db/attendance.h"

#include "db/day.h"
#include "db/query.h"
#include "db/text.h"

#include <stdlib.h>
#include <string.h>

/* By day, rising. */
struct digests {
    struct digest {
        int day;
        uint64_t sum;
    } * days;
    int count, room;
};

static uint64_t
mix(uint64_t hash, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ at[i]) * UINT64_C(1099511628211);
    return hash;
}

/* FNV-1a of all columns, each by its kind. */
static uint64_t
digest_of(sqlite3_stmt *row)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    int n = sqlite3_column_count(row);
    for (int i = 0; i < n; i++) {
        if (sqlite3_column_type(row, i) == SQLITE_INTEGER) {
            int64_t number = sqlite3_column_int64(row, i);
            hash = mix(hash, &number, sizeof number);
        } else {
            const void *bytes = sqlite3_column_blob(row, i);
            int len = sqlite3_column_bytes(row, i);
            hash = mix(mix(hash, &len, sizeof len), bytes, (size_t)len);
        }
    }
    return hash;
}

static void
add(struct digests *list, int day, uint64_t digest)
{
    if (list->count == 0 || list->days[list->count - 1].day != day) {
        if (list->count == list->room) {
            list->room = list->room ? list->room * 2 : 512;
            list->days = realloc(list->days, (size_t)list->room * sizeof *list->days);
            if (!list->days)
                abort();
        }
        list->days[list->count++] = (struct digest){.day = day};
    }
    list->days[list->count - 1].sum += digest;
}

/* Both tables have the day first in their key: their rows come by day. */
static int
read_table(struct db *db, struct digests *out, enum query q)
{
    sqlite3_stmt *row = query(db, q, "");
    int rc;
    while ((rc = query_step(db, row)) > 0)
        add(out, (int)query_int(row, "day"), digest_of(row));
    return rc;
}

static int
read_both(struct db *db, struct digests out[2])
{
    int rc = read_table(db, &out[0], Q_day_all);
    return rc == DB_OK ? read_table(db, &out[1], Q_fact_all) : rc;
}

/* The first day on which they differ, or 0. */
static int
first_difference(const struct digests *a, const struct digests *b)
{
    for (int i = 0; i < a->count || i < b->count; i++) {
        if (i == a->count)
            return b->days[i].day;
        if (i == b->count)
            return a->days[i].day;
        if (a->days[i].day != b->days[i].day)
            return a->days[i].day < b->days[i].day ? a->days[i].day : b->days[i].day;
        if (a->days[i].sum != b->days[i].sum)
            return a->days[i].day;
    }
    return 0;
}

static int
compare(struct db *db, const struct digests was[2], const struct digests is[2])
{
    int day = first_difference(&was[0], &is[0]);
    char text[DAY_TEXT_LEN + 1];
    if (!day)
        day = first_difference(&was[1], &is[1]);
    if (!day)
        return DB_OK;
    day_text(text, day);
    return db_fail(db, DB_REFUSED, _("The daily sums and the events disagree on %s."), text);
}

/* Makes the roll-ups inside a transaction that is always rolled back. */
int
attendance_verify(struct db *db)
{
    struct digests was[2] = {0}, is[2] = {0};
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = read_both(db, was);
    if (rc == DB_OK)
        rc = attendance_rebuild(db);
    if (rc == DB_OK)
        rc = read_both(db, is);
    if (rc == DB_OK)
        rc = compare(db, was, is);
    db_rollback(db);
    for (int i = 0; i < 2; i++) {
        free(was[i].days);
        free(is[i].days);
    }
    return rc;
}
