/* stay_list.c: the roll-up tells the stays of nearly every day. Where it does not, the child's
 * checks are read, which takes as long as its log is. */
#include "db/stay_list.h"

#include "db/checks.h"
#include "db/query.h"
#include "db/stays.h"

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

/* Adds the stays of a row of the roll-up. False where they do not tell it all: some are not listed,
 * or it is not known which one's leaving was assumed. */
static bool
add_row(struct stay_list *list, sqlite3_stmt *row)
{
    int len = 0, day = (int)query_int(row, "day");
    int64_t open_ms = query_int(row, "open_ms"), last_out_ms = query_int(row, "last_out_ms");
    bool assumed = query_int(row, "assumed") != 0;
    struct stays stays;
    const void *bytes = query_bytes(row, "stays", &len);
    stays_read(&stays, bytes, len);
    if (stays.count + (open_ms != 0) != query_int(row, "sessions") ||
        (assumed && query_int(row, "corrected")))
        return false;
    for (int i = 0; i < stays.count; i++) {
        struct stay *stay = add(list);
        *stay = (struct stay){.day = day};
        stays_get(&stays, day, i, &stay->in_ms, &stay->out_ms);
        stay->assumed = assumed && stay->out_ms == last_out_ms;
    }
    if (open_ms)
        *add(list) = (struct stay){.day = day, .in_ms = open_ms};
    return true;
}

/* Returns 1 where the roll-up tells all, 0 where not, or a negative db_error. */
static int
read_rows(
    struct db *db, struct stay_list *out, int64_t child_id, int64_t home_id, const int days[2])
{
    sqlite3_stmt *row = query(db, Q_day_span_of_child, "iidd", child_id, home_id, days[0], days[1]);
    int rc = 0;
    bool told = true;
    while (told && (rc = query_step(db, row)) > 0)
        told = add_row(out, row);
    sqlite3_reset(row);
    return rc < 0 ? rc : told;
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
    int rc = read_rows(db, out, child_id, home_id, days);
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
