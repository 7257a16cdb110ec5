/* history.c: events of a day to structs, each check followed by its corrections. */
#include "db/history.h"

#include "db/day.h"
#include "db/people.h"
#include "db/query.h"

#include <string.h>

static const char *const vias[CHECK_VIA_COUNT] = {
#define X(id, name) [id] = name,
    CHECK_VIAS(X)
#undef X
};

const char *
check_via_name(enum check_via via)
{
    return vias[via];
}

/* The number of a name among `count` that `name_of` gives; `count` where it is none of them. */
static int
find_name(const char *name, const char *(*name_of)(int), int count)
{
    int i = 0;
    while (i < count && strcmp(name_of(i), name) != 0)
        i++;
    return i;
}

static const char *
kind_at(int i)
{
    return event_kind_name((enum event_kind)i);
}

static const char *
via_at(int i)
{
    return vias[i];
}

static const char *
what_at(int i)
{
    return correct_what_name((enum correct_what)i);
}

static const char *
reason_at(int i)
{
    return correct_reason_name((enum correct_reason)i);
}

static bool
is_in(const char *kind)
{
    return strcmp(kind, event_kind_name(EVENT_CHECK_IN)) == 0;
}

/* What the newest truth is told in: the same columns of a check and of a correction. */
static void
read_truth(struct history *out, sqlite3_stmt *row)
{
    const char *kind = query_text(row, "kind");
    out->taken_back = strcmp(kind, "none") == 0;
    out->in = is_in(out->taken_back ? query_text(row, "was_kind") : kind);
    out->child_id = query_int(row, "child_id");
    out->time_ms = query_int(row, "time_ms");
}

static void
read_entry(struct history *out, sqlite3_stmt *row)
{
    const char *was = query_text(row, "was_kind");
    *out = (struct history){.part = query_int(row, "is_check") ? HISTORY_CHECK : HISTORY_OTHER,
        .seq = query_int(row, "seq"),
        .kind = (enum event_kind)find_name(was, kind_at, EVENT_KIND_COUNT),
        .staff_id = query_int(row, "staff_id"),
        .time_ms = query_int(row, "time_ms")};
    if (out->part == HISTORY_OTHER)
        return;
    read_truth(out, row);
    out->check = out->seq;
    out->was_in = is_in(was);
    out->was_child_id = query_int(row, "was_child_id");
    out->was_ms = query_int(row, "was_ms");
    out->corrected = query_int(row, "correction") != 0;
    int via = find_name(query_text(row, "via"), via_at, CHECK_VIA_COUNT);
    out->via = via == CHECK_VIA_COUNT ? VIA_CARD : (enum check_via)via;
    if (out->kind == EVENT_CORRECTION)
        out->via = VIA_ADDED;
}

static int
tell_corrections(struct db *db, const struct history *check, const void *root,
    int (*each)(const struct history *, void *), void *payload)
{
    sqlite3_stmt *row = query(db, Q_history_corrections, "b", root, EVENT_ID_LEN);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, row)) > 0) {
        int what = find_name(query_text(row, "what"), what_at, CORRECTION_COUNT - 1);
        int reason = find_name(query_text(row, "reason"), reason_at, CORRECT_REASON_COUNT - 1);
        struct history entry = {.part = HISTORY_CORRECTION,
            .seq = query_int(row, "seq"),
            .check = check->seq,
            .kind = EVENT_CORRECTION,
            .staff_id = query_int(row, "staff_id"),
            .said_ms = query_int(row, "said_ms"),
            .what = (enum correct_what)what,
            .reason = (enum correct_reason)reason};
        read_truth(&entry, row);
        if (!query_int(row, "stated"))
            entry.time_ms = check->was_ms;
        query_copy(row, "note", entry.note, sizeof entry.note);
        stop = each(&entry, payload);
    }
    sqlite3_reset(row);
    return stop ? stop : rc;
}

int
history_day(struct db *db, int64_t child_id, int day, int (*each)(const struct history *, void *),
    void *payload)
{
    struct child child;
    struct home home = {.utc_offset_min = 480};
    if (child_get(db, &child, child_id))
        home_get(db, &home, child.home_id);
    int64_t from = day_to_utc_ms(day, 0, home.utc_offset_min);
    sqlite3_stmt *row = query(db, Q_history_of_child, "iii", child_id, from, from + DAY_MS - 1);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, row)) > 0) {
        struct history entry;
        read_entry(&entry, row);
        const void *id = query_blob(row, "id", EVENT_ID_LEN);
        uint8_t root[EVENT_ID_LEN] = {0};
        if (id)
            memcpy(root, id, EVENT_ID_LEN);
        stop = each(&entry, payload);
        if (!stop && entry.part == HISTORY_CHECK && entry.corrected)
            stop = tell_corrections(db, &entry, root, each, payload);
    }
    sqlite3_reset(row);
    return stop ? stop : rc;
}
