/* presence.c: comings, and the leavings that name them as their cause. */
#include "db/presence.h"

#include "db/attendance.h"
#include "db/day.h"
#include "db/event.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

enum { PAYLOAD_SIZE = 1024 };

static const char *const purposes[VISIT_PURPOSE_COUNT] = {
#define X(id, name) [id] = name,
    VISIT_PURPOSES(X)
#undef X
};

const char *
visit_purpose_name(enum visit_purpose purpose)
{
    return purposes[purpose];
}

static enum visit_purpose
purpose_of(const char *name)
{
    for (int i = 0; i < VISIT_PURPOSE_COUNT; i++)
        if (strcmp(purposes[i], name) == 0)
            return (enum visit_purpose)i;
    return VISIT_OTHER;
}

/* A coming without a leaving. */
struct open {
    bool found;
    uint8_t id[EVENT_ID_LEN], boot_id[BOOT_ID_LEN];
    bool visitor;
    int64_t seq, home_id, staff_id, time_ms;
    int day, offset_min, closes_min;
};

static void
read_open(struct open *out, sqlite3_stmt *row)
{
    *out = (struct open){.found = true,
        .visitor = strcmp(query_text(row, "kind"), event_kind_name(EVENT_VISITOR_IN)) == 0,
        .seq = query_int(row, "seq"),
        .home_id = query_int(row, "home_id"),
        .staff_id = query_int(row, "staff_id"),
        .time_ms = query_int(row, "time_ms"),
        .offset_min = (int)query_int(row, "utc_offset_min"),
        .closes_min = (int)query_int(row, "closes_min")};
    out->day = day_of(out->time_ms, out->offset_min);
    const void *id = query_blob(row, "id", EVENT_ID_LEN);
    const void *boot = query_blob(row, "boot_id", BOOT_ID_LEN);
    if (id && boot) {
        memcpy(out->id, id, EVENT_ID_LEN);
        memcpy(out->boot_id, boot, BOOT_ID_LEN);
    }
}

/* The staff member's newest coming to the Home on that day that is open. */
static int
find_open(struct db *db, struct open *out, int64_t home_id, int64_t staff_id, int day)
{
    sqlite3_stmt *row = query(db, Q_came_open, "");
    int rc;
    *out = (struct open){0};
    while ((rc = query_step(db, row)) > 0) {
        struct open open;
        read_open(&open, row);
        if (!open.visitor && open.staff_id == staff_id && open.home_id == home_id &&
            open.day == day)
            *out = open;
    }
    return rc;
}

static int
append_out(struct db *db, const struct open *open, int64_t staff_id, const uint8_t *card,
    const struct moment *at, const char *payload)
{
    struct event event = {.kind = open->visitor ? EVENT_VISITOR_OUT : EVENT_STAFF_OUT,
        .home_id = open->home_id,
        .staff_id = staff_id,
        .card = card,
        .cause = open->id,
        .at = *at,
        .payload = payload};
    return event_append(db, &event);
}

/* Was the last sign of this staff member a moment ago? Then that is the answer. */
static bool
signed_just_now(struct db *db, struct presence *out, int64_t staff_id, const struct moment *now)
{
    sqlite3_stmt *row = query(db, Q_came_newest, "i", staff_id);
    bool again = false;
    if (query_step(db, row) > 0) {
        const void *boot = query_blob(row, "boot_id", BOOT_ID_LEN);
        int64_t age_ms = now->mono_ms - query_int(row, "mono_ms");
        again = boot && memcmp(boot, now->boot_id, BOOT_ID_LEN) == 0 && age_ms >= 0 &&
                age_ms < SAME_SCAN_MS;
        out->in = strcmp(query_text(row, "kind"), event_kind_name(EVENT_STAFF_IN)) == 0;
        out->at_ms = query_int(row, "time_ms");
        out->since_ms = query_int(row, "since_ms");
    }
    sqlite3_reset(row);
    return again;
}

static int
get_home(struct db *db, struct home *out)
{
    if (home_get(db, out, setting_home(db)))
        return DB_OK;
    return db_fail(db, DB_REFUSED, "%s",
        _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
}

/* In or out as for a child: where the clock can't tell the day, another boot is another day. */
static int
sign(struct db *db, struct presence *out, int64_t staff_id, const uint8_t *card,
    const struct moment *at)
{
    struct home home;
    struct open open;
    int rc = get_home(db, &home);
    if (rc != DB_OK)
        return rc;
    *out = (struct presence){0};
    if (card && signed_just_now(db, out, staff_id, at)) {
        out->again = true;
        return DB_OK;
    }
    int64_t now_ms = event_time(db, at);
    rc = find_open(db, &open, home.id, staff_id, day_of(now_ms, home.utc_offset_min));
    if (rc != DB_OK)
        return rc;
    bool here = open.found && (at->trusted || memcmp(open.boot_id, at->boot_id, BOOT_ID_LEN) == 0);
    *out =
        (struct presence){.in = !here, .at_ms = now_ms, .since_ms = here ? open.time_ms : now_ms};
    if (here)
        return append_out(db, &open, staff_id, card, at, NULL);
    struct event event = {
        .kind = EVENT_STAFF_IN, .home_id = home.id, .staff_id = staff_id, .card = card, .at = *at};
    return event_append(db, &event);
}

static int
end(struct db *db, int rc)
{
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
presence_sign(struct db *db, struct presence *out, int64_t staff_id, const uint8_t *card,
    const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment at = event_judge(db, now);
    return end(db, sign(db, out, staff_id, card, &at));
}

static int
let_in(struct db *db, const char *name, enum visit_purpose purpose, int64_t staff_id,
    const struct moment *at)
{
    struct home home;
    char payload[PAYLOAD_SIZE];
    int rc = get_home(db, &home);
    if (rc != DB_OK)
        return rc;
    if (name[strspn(name, " ")] == '\0')
        return db_fail(db, DB_REFUSED, "%s", _("Who is it? A name is needed."));
    sqlite3_stmt *stmt = query(db, Q_visitor_json, "tt", name, purposes[purpose]);
    rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc < 0 ? rc : DB_FAILED;
    struct event event = {.kind = EVENT_VISITOR_IN,
        .home_id = home.id,
        .staff_id = staff_id,
        .at = *at,
        .payload = payload};
    return event_append(db, &event);
}

int
visitor_in(struct db *db, const char *name, enum visit_purpose purpose, int64_t staff_id,
    const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment at = event_judge(db, now);
    return end(db, let_in(db, name, purpose, staff_id, &at));
}

static int
let_out(struct db *db, int64_t visit, int64_t staff_id, const struct moment *at)
{
    sqlite3_stmt *row = query(db, Q_came_open, "");
    struct open open, found = {0};
    int rc;
    while ((rc = query_step(db, row)) > 0) {
        read_open(&open, row);
        if (open.seq == visit)
            found = open;
    }
    if (rc != DB_OK || !found.found || !found.visitor)
        return rc;
    return append_out(db, &found, staff_id, NULL, at, NULL);
}

int
visitor_out(struct db *db, int64_t visit, int64_t staff_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment at = event_judge(db, now);
    return end(db, let_out(db, visit, staff_id, &at));
}

int
presence_inside_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct inside *, void *), void *payload)
{
    sqlite3_stmt *row = query(db, Q_came_open, "");
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, row)) > 0) {
        struct open open;
        read_open(&open, row);
        if (open.day != day || open.home_id != home_id)
            continue;
        struct inside inside = {.visit = open.seq,
            .staff_id = open.visitor ? 0 : open.staff_id,
            .purpose = purpose_of(query_text(row, "purpose")),
            .since_ms = open.time_ms};
        query_copy(row, "name", inside.name, sizeof inside.name);
        stop = each(&inside, payload);
    }
    sqlite3_reset(row);
    return stop ? stop : rc;
}

int64_t
presence_since(struct db *db, int64_t home_id, int64_t staff_id, int day)
{
    struct open open;
    int rc = find_open(db, &open, home_id, staff_id, day);
    return rc == DB_OK && open.found ? open.time_ms : 0;
}

/* Returns 1 while there may be more. */
static int
close_one(struct db *db, const struct moment *at, int today)
{
    struct open open = {0};
    sqlite3_stmt *row = query(db, Q_came_open, "");
    int rc;
    while ((rc = query_step(db, row)) > 0) {
        read_open(&open, row);
        if (open.day < today)
            break;
    }
    sqlite3_reset(row);
    if (rc <= 0)
        return rc;
    struct moment out = *at;
    out.utc_ms = day_close_ms(open.day, open.closes_min, open.offset_min);
    out.utc_ms = out.utc_ms > open.time_ms ? out.utc_ms : open.time_ms;
    rc = append_out(db, &open, open.staff_id, NULL, &out, "{\"via\":\"assumed\"}");
    return rc < 0 ? rc : 1;
}

int
presence_settle(struct db *db, const struct moment *at, int today)
{
    int rc;
    while ((rc = close_one(db, at, today)) > 0)
        ;
    return rc;
}
