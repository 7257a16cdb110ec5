/* absence.c: absences as events, and what is left of them. */
#include "db/absence.h"

#include "db/day.h"
#include "db/people.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static const char *const names[ABSENCE_REASON_COUNT] = {
#define X(id, name) [id] = name,
    ABSENCE_REASONS(X)
#undef X
};

const char *
absence_reason_name(enum absence_reason reason)
{
    return names[reason];
}

enum absence_reason
absence_reason_parse(const char *text)
{
    for (int i = 0; i < ABSENCE_REASON_COUNT; i++)
        if (strcmp(text, names[i]) == 0)
            return (enum absence_reason)i;
    return ABSENCE_OTHER;
}

static bool
read_absence(sqlite3_stmt *row, struct absence *out)
{
    const void *id = query_blob(row, "id", EVENT_ID_LEN); /* NULL: no event of ours */
    *out = (struct absence){.child_id = query_int(row, "child_id"),
        .staff_id = query_int(row, "staff_id"),
        .from_day = (int)query_int(row, "from_day"),
        .until_day = (int)query_int(row, "until_day"),
        .reason = absence_reason_parse(query_text(row, "reason"))};
    if (id)
        memcpy(out->id, id, EVENT_ID_LEN);
    return id != NULL;
}

static bool
one(struct db *db, struct absence *out, sqlite3_stmt *stmt)
{
    bool found = query_step(db, stmt) > 0 && read_absence(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

bool
absence_on(struct db *db, struct absence *out, int64_t child_id, int day)
{
    return one(db, out, query(db, Q_absence_on, "id", child_id, day));
}

int
absence_each(struct db *db, int64_t home_id, int day, int (*each)(const struct absence *, void *),
    void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_absence_each, "id", home_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct absence absence;
        if (read_absence(stmt, &absence))
            stop = each(&absence, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

/* The kiosk's Home and, there, the day. */
static int
find_today(struct db *db, struct home *home, int *today, const struct moment *now)
{
    if (!home_get(db, home, setting_home(db)))
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    *today = day_of(now->utc_ms, home->utc_offset_min);
    return DB_OK;
}

static int
check_days(struct db *db, const struct absence *a, int today)
{
    if (a->until_day < a->from_day)
        return db_fail(db, DB_REFUSED, "%s", _("It ends before it begins. Correct the dates."));
    if (a->from_day < today)
        return db_fail(db, DB_REFUSED, "%s", _("An absence begins today at the earliest."));
    if (a->until_day > day_add(today, ABSENCE_DAYS_AHEAD))
        return db_fail(db, DB_REFUSED, "%s", _("An absence ends within a year."));
    return DB_OK;
}

/* Does the newest one of its first day say the same? It is that one then. */
static bool
holds_already(struct db *db, struct absence *a)
{
    struct absence known;
    bool same = absence_on(db, &known, a->child_id, a->from_day) && known.from_day == a->from_day &&
                known.until_day == a->until_day && known.reason == a->reason;
    if (same)
        memcpy(a->id, known.id, EVENT_ID_LEN);
    return same;
}

static int
note(struct db *db, struct absence *a, const struct moment *now)
{
    struct home home;
    int today = 0;
    char payload[96];
    int rc = find_today(db, &home, &today, now);
    if (rc == DB_OK)
        rc = check_days(db, a, today);
    if (rc != DB_OK || holds_already(db, a))
        return rc;
    snprintf(payload, sizeof payload, "{\"from\":%d,\"until\":%d,\"reason\":\"%s\"}", a->from_day,
        a->until_day, absence_reason_name(a->reason));
    struct event event = {.kind = EVENT_ABSENCE,
        .home_id = home.id,
        .child_id = a->child_id,
        .staff_id = a->staff_id,
        .at = event_judge(db, now),
        .payload = payload};
    rc = event_append(db, &event);
    memcpy(a->id, event.id, EVENT_ID_LEN);
    return rc;
}

int
absence_note(struct db *db, struct absence *absence, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = note(db, absence, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int
undo(struct db *db, const uint8_t id[EVENT_ID_LEN], int64_t staff_id, const struct moment *now)
{
    struct home home;
    struct absence a = {0};
    int today = 0;
    char payload[32];
    int rc = find_today(db, &home, &today, now);
    if (rc != DB_OK)
        return rc;
    if (!one(db, &a, query(db, Q_absence_get, "b", (const void *)id, EVENT_ID_LEN)))
        return db_fail(db, DB_REFUSED, "%s", _("There is no such absence."));
    if (a.until_day < today)
        return db_fail(db, DB_REFUSED, "%s", _("These days are over."));
    if (query_number(db, query(db, Q_absence_undone, "b", (const void *)id, EVENT_ID_LEN), "n", 0))
        return DB_OK;
    snprintf(payload, sizeof payload, "{\"from\":%d}", a.from_day > today ? a.from_day : today);
    struct event event = {.kind = EVENT_ABSENCE_UNDO,
        .home_id = home.id,
        .child_id = a.child_id,
        .staff_id = staff_id,
        .cause = id,
        .at = event_judge(db, now),
        .payload = payload};
    return event_append(db, &event);
}

int
absence_undo(
    struct db *db, const uint8_t id[EVENT_ID_LEN], int64_t staff_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = undo(db, id, staff_id, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
