/* checks.c: rows of the view check_now to a list, each day in its order. */
#include "db/checks.h"

#include "db/day.h"
#include "db/people.h"
#include "db/query.h"

#include <stdlib.h>
#include <string.h>

static void
add(struct check_list *list, sqlite3_stmt *row)
{
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 16;
        list->checks = realloc(list->checks, (size_t)list->room * sizeof *list->checks);
        if (!list->checks)
            abort();
    }
    struct check_known *check = &list->checks[list->count++];
    bool in = strcmp(query_text(row, "kind"), event_kind_name(EVENT_CHECK_IN)) == 0;
    *check = (struct check_known){.seq = query_int(row, "seq"),
        .kind = in ? EVENT_CHECK_IN : EVENT_CHECK_OUT,
        .home_id = query_int(row, "home_id"),
        .child_id = query_int(row, "child_id"),
        .time_ms = query_int(row, "time_ms"),
        .assumed = query_int(row, "assumed") != 0,
        .stated = query_int(row, "stated") != 0,
        .corrected = query_int(row, "correction") != 0,
        .source = query_int(row, "source")};
    check->order_ms = check->time_ms;
    check->day = day_of(check->time_ms, (int)query_int(row, "utc_offset_min"));
    const void *id = query_blob(row, "id", EVENT_ID_LEN);
    if (id)
        memcpy(check->id, id, EVENT_ID_LEN);
}

static int
compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int
by_seq(const void *a, const void *b)
{
    const struct check_known *x = a, *y = b;
    return compare(x->seq, y->seq);
}

static int
by_source(const void *a, const void *b)
{
    const struct check_known *x = a, *y = b;
    return x->source != y->source ? compare(x->source, y->source) : by_seq(a, b);
}

static int
by_order(const void *a, const void *b)
{
    const struct check_known *x = a, *y = b;
    return x->order_ms != y->order_ms ? compare(x->order_ms, y->order_ms) : by_seq(a, b);
}

static void
sort_day(struct check_known *checks, int count)
{
    int64_t reached_ms = INT64_MIN;
    qsort(checks, (size_t)count, sizeof *checks, by_source);
    for (int i = 0; i < count; i++) {
        if (i && checks[i].source != checks[i - 1].source)
            reached_ms = INT64_MIN;
        if (checks[i].stated)
            continue;
        reached_ms = checks[i].time_ms > reached_ms ? checks[i].time_ms : reached_ms;
        checks[i].order_ms = reached_ms;
    }
    qsort(checks, (size_t)count, sizeof *checks, by_order);
}

static void
sort_days(struct check_list *list)
{
    int from = 0;
    for (int i = 1; i <= list->count; i++) {
        const struct check_known *first = &list->checks[from], *next = &list->checks[i];
        if (i < list->count && next->home_id == first->home_id && next->day == first->day)
            continue;
        sort_day(&list->checks[from], i - from);
        from = i;
    }
}

int
checks_read_days(struct db *db, struct check_list *out, int64_t child_id, int64_t home_id,
    int from_day, int until_day)
{
    struct home home = {0};
    int64_t from = INT64_MIN, until = INT64_MAX;
    if (home_id && home_get(db, &home, home_id)) {
        from = day_to_utc_ms(from_day, 0, home.utc_offset_min);
        until = day_to_utc_ms(until_day, 0, home.utc_offset_min) + DAY_MS - 1;
    }
    sqlite3_stmt *stmt = query(db, Q_check_of_child, "iiii", child_id, home_id, from, until);
    int rc = 0;
    while ((rc = query_step(db, stmt)) > 0)
        add(out, stmt);
    if (rc == DB_OK && out->count)
        sort_days(out);
    return rc;
}

int
checks_read(struct db *db, struct check_list *out, int64_t child_id, int64_t home_id, int day)
{
    return checks_read_days(db, out, child_id, home_id, day, day);
}

void
checks_free(struct check_list *list)
{
    free(list->checks);
    *list = (struct check_list){0};
}
