/* stay_list.c: a day with one plain stay is told by the roll-up; a child with others has its checks
 * read, which takes as long as its log is. */
#include "db/stay_list.h"

#include "db/checks.h"
#include "db/query.h"

#include <stdlib.h>

static struct stay *
add(struct stay_list *list)
{
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 32;
        list->stays = realloc(list->stays, (size_t)list->room * sizeof *list->stays);
        if (!list->stays)
            abort();
    }
    return &list->stays[list->count++];
}

/* Is the row of the roll-up one stay, from its first coming to its last leaving? */
static bool
is_plain(sqlite3_stmt *row)
{
    int64_t in_ms = query_int(row, "first_in_ms"), out_ms = query_int(row, "last_out_ms");
    if (query_int(row, "sessions") != 1 || query_int(row, "corrected"))
        return false;
    return query_int(row, "open_ms")
               ? !out_ms
               : out_ms >= in_ms && query_int(row, "minutes") == (out_ms - in_ms) / 60000;
}

/* Returns 1 where all days are plain, 0 where not, or a negative db_error. */
static int
read_plain(
    struct db *db, struct stay_list *out, int64_t child_id, int64_t home_id, const int days[2])
{
    sqlite3_stmt *row = query(db, Q_day_span_of_child, "iidd", child_id, home_id, days[0], days[1]);
    int rc = 0;
    bool plain = true;
    while (plain && (rc = query_step(db, row)) > 0) {
        /* Of a day of a single orphan leaving nothing is left. */
        if (query_int(row, "sessions") == 0)
            continue;
        plain = is_plain(row);
        if (plain)
            *add(out) = (struct stay){.day = (int)query_int(row, "day"),
                .in_ms = query_int(row, "first_in_ms"),
                .out_ms = query_int(row, "last_out_ms"),
                .assumed = query_int(row, "assumed") != 0};
    }
    sqlite3_reset(row);
    return rc < 0 ? rc : plain;
}

static void
add_check(struct stay_list *out, const struct check_known *check)
{
    struct stay *last = out->count ? &out->stays[out->count - 1] : NULL;
    bool open = last && !last->out_ms && last->day == check->day;
    if (check->kind == EVENT_CHECK_IN && !open) {
        *add(out) = (struct stay){.day = check->day, .in_ms = check->time_ms};
    } else if (check->kind == EVENT_CHECK_OUT && open) {
        last->out_ms = check->time_ms > last->in_ms ? check->time_ms : last->in_ms;
        last->assumed = check->assumed;
    }
}

int
stay_list_read(struct db *db, struct stay_list *out, int64_t child_id, int64_t home_id,
    int from_day, int until_day)
{
    const int days[] = {from_day, until_day};
    struct check_list list = {0};
    int rc = read_plain(db, out, child_id, home_id, days);
    if (rc != 0)
        return rc < 0 ? rc : DB_OK;
    out->count = 0;
    rc = checks_read_days(db, &list, child_id, home_id, from_day, until_day);
    for (int i = 0; rc == DB_OK && i < list.count; i++)
        add_check(out, &list.checks[i]);
    checks_free(&list);
    return rc;
}

void
stay_list_free(struct stay_list *list)
{
    free(list->stays);
    *list = (struct stay_list){0};
}
