/* pickup.c: pick-ups as events beside the check-outs. */
#include "db/pickup.h"

#include "db/collectors.h"
#include "db/day.h"
#include "db/query.h"
#include "db/rollup.h"
#include "db/setting.h"
#include "db/text.h"
#include "db/walks.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const char *const hows[PICKUP_HOW_COUNT] = {[PICKUP_UNKNOWN] = "unknown",
#define X(id, name) [id] = name,
    PICKUP_HOWS(X)
#undef X
};

const char *
pickup_how_name(enum pickup_how how)
{
    return hows[how];
}

static const char *const reasons[PICKUP_REASON_COUNT] = {
#define X(id, name) [id] = name,
    PICKUP_REASONS(X)
#undef X
};

const char *
pickup_reason_name(enum pickup_reason reason)
{
    return reasons[reason];
}

const char *
pickup_reason_text(const char *reason)
{
    const char *const texts[PICKUP_REASON_COUNT] = {
        [REASON_PHONED] = _("The parents agreed by telephone"),
        [REASON_RENEWING] = _("The agreement is being renewed"),
        [REASON_NEAR] = _("The child lives next door"),
        [REASON_RELATIVE] = _("A relative or friend collected; the parents know"),
        [REASON_BROUGHT] = _("A staff member brought the child home"),
        [REASON_AT_HOME] = _("The child is at home, asked by telephone"),
    };
    for (int i = 0; i < PICKUP_REASON_COUNT; i++)
        if (strcmp(reason, reasons[i]) == 0)
            return texts[i];
    return reason;
}

/* One that a newer program has written was confirmed somehow. */
static enum pickup_how
parse_how(const char *text)
{
    for (int i = 0; i < PICKUP_HOW_COUNT; i++)
        if (strcmp(text, hows[i]) == 0)
            return (enum pickup_how)i;
    return PICKUP_NOTED;
}

/* What a call knows of its time and place. */
struct here {
    struct home home;
    struct moment at;
    int64_t now_ms;
    int day;
};

static int
find_here(struct db *db, struct here *out, const struct moment *now)
{
    *out = (struct here){.home = {.utc_offset_min = 480}, .at = event_judge(db, now)};
    bool found = home_get(db, &out->home, setting_home(db));
    out->now_ms = event_time(db, &out->at);
    out->day = day_of(out->now_ms, out->home.utc_offset_min);
    if (found)
        return DB_OK;
    return db_fail(db, DB_REFUSED, "%s",
        _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
}

static void
read_pickup(sqlite3_stmt *row, struct departure *out)
{
    const void *id = query_blob(row, "pick_up", EVENT_ID_LEN);
    out->pickup = (struct pickup){.child_id = out->child_id};
    if (!id)
        return;
    memcpy(out->pick_up, id, EVENT_ID_LEN);
    out->pickup.how = parse_how(query_text(row, "how"));
    out->pickup.guardian_id = query_int(row, "guardian");
    out->pickup.walk_id = query_int(row, "walk");
    out->pickup.staff_id = query_int(row, "staff_id");
    query_copy(row, "reason", out->pickup.reason, sizeof out->pickup.reason);
    out->home_confirmed = query_int(row, "at_home") != 0;
}

static enum whereabouts
where_after(const struct departure *d, bool in, bool assumed, bool current)
{
    if (in)
        return current ? PICKUP_HERE : PICKUP_AWAY;
    if (assumed)
        return PICKUP_AWAY;
    return d->pickup.how == PICKUP_UNKNOWN ? PICKUP_LEFT : PICKUP_COLLECTED;
}

static void
read_departure(sqlite3_stmt *row, struct departure *out, const struct here *here)
{
    const void *id = query_blob(row, "id", EVENT_ID_LEN);
    const void *boot = query_blob(row, "boot_id", BOOT_ID_LEN);
    bool same_boot = boot && memcmp(boot, here->at.boot_id, BOOT_ID_LEN) == 0;
    if (id)
        memcpy(out->check_out, id, EVENT_ID_LEN);
    out->at_ms = query_int(row, "time_ms");
    out->age_ms = same_boot ? here->at.mono_ms - query_int(row, "mono_ms") : -1;
    int day = day_of(out->at_ms, here->home.utc_offset_min);
    /* As a scan decides: where the clock can't tell the day, a new boot is a new day. */
    out->today = day == here->day && (here->at.trusted || same_boot);
    read_pickup(row, out);
    out->where = where_after(out, strcmp(query_text(row, "kind"), "check_in") == 0,
        strcmp(query_text(row, "via"), "assumed") == 0, out->today);
    if (day < day_add(here->day, -PICKUP_FOLLOWED_DAYS))
        out->where = PICKUP_AWAY;
}

static int
find_departure(struct db *db, struct departure *out, int64_t child_id, const struct here *here)
{
    *out = (struct departure){.child_id = child_id, .age_ms = -1};
    sqlite3_stmt *stmt = query(db, Q_departure_of, "i", child_id);
    int rc = query_step(db, stmt);
    if (rc > 0)
        read_departure(stmt, out, here);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

int
departure_of(struct db *db, struct departure *out, int64_t child_id, const struct moment *now)
{
    struct here here;
    int rc = find_here(db, &here, now);
    *out = (struct departure){.child_id = child_id, .age_ms = -1};
    return rc == DB_OK ? find_departure(db, out, child_id, &here) : rc;
}

int
departure_on(struct db *db, struct departure *out, int64_t child_id, int day, int offset_min)
{
    struct here here = {
        .home = {.utc_offset_min = offset_min}, .at = {.trusted = true}, .day = day};
    *out = (struct departure){.child_id = child_id, .age_ms = -1};
    int64_t from_ms = day_to_utc_ms(day, 0, offset_min);
    sqlite3_stmt *stmt = query(db, Q_departure_between, "iii", child_id, from_ms, from_ms + DAY_MS);
    int rc = query_step(db, stmt);
    if (rc > 0)
        read_departure(stmt, out, &here);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

/* May this be the collector? Sets the sentence of db_why where not. */
static int
check_guardian(struct db *db, const struct pickup *p, int day)
{
    struct collector c;
    if (!collector_get(db, &c, p->child_id, p->guardian_id, day))
        return db_fail(db, DB_REFUSED, "%s", _("This person is not a guardian of the child."));
    if (c.state == COLLECTOR_BARRED)
        return db_fail(db, DB_REFUSED, "%s", _("This person must not collect the child."));
    if (c.state == COLLECTOR_ENDED && (p->how == PICKUP_GUARDIAN_CARD || !p->reason[0]))
        return db_fail(db, DB_REFUSED, "%s",
            _("The agreement with this guardian has ended. A staff member must give a reason."));
    return DB_OK;
}

static int
check_group(struct db *db, const struct pickup *p, int day)
{
    struct walk walk;
    if (walk_of_child(db, &walk, p->child_id, day) && walk.id == p->walk_id)
        return DB_OK;
    if (walk_get(db, &walk, p->walk_id) && walk.leader_kind == HOLDER_CHILD &&
        walk.leader_id == p->child_id)
        return DB_OK;
    return db_fail(db, DB_REFUSED, "%s", _("The child does not walk with this group."));
}

static int
check_staff(struct db *db, const struct pickup *p)
{
    if (p->staff_id && p->reason[0])
        return DB_OK;
    return db_fail(db, DB_REFUSED, "%s", _("A staff member must give a reason."));
}

static int
check_alone(struct db *db, const struct pickup *p, int day)
{
    struct leave_alone consent;
    return leave_alone_on(db, &consent, p->child_id, day) ? DB_OK : check_staff(db, p);
}

static int
check_pickup(struct db *db, const struct pickup *p, int day)
{
    switch (p->how) {
    case PICKUP_GUARDIAN_CARD:
        return check_guardian(db, p, day);
    case PICKUP_STAFF_CONFIRMED:
        if (!p->staff_id)
            return check_staff(db, p);
        return check_guardian(db, p, day);
    case PICKUP_ALONE:
        return check_alone(db, p, day);
    case PICKUP_GROUP:
        return check_group(db, p, day);
    case PICKUP_NOTED:
        return check_staff(db, p);
    case PICKUP_UNKNOWN:
    case PICKUP_HOW_COUNT:
        break;
    }
    return db_fail(db, DB_REFUSED, "it is not said how the child was collected");
}

static bool
is_same(const struct pickup *a, const struct pickup *b)
{
    return a->how == b->how && a->guardian_id == b->guardian_id && a->walk_id == b->walk_id &&
           strcmp(a->reason, b->reason) == 0;
}

static int
append_check_out(
    struct db *db, struct departure *d, const struct pickup *p, const struct here *here)
{
    struct event event = {.kind = EVENT_CHECK_OUT,
        .home_id = here->home.id,
        .child_id = p->child_id,
        .staff_id = p->staff_id,
        .at = here->at,
        .payload = "{\"via\":\"pick_up\"}"};
    int rc = event_append(db, &event);
    if (rc != DB_OK)
        return rc;
    memcpy(d->check_out, event.id, EVENT_ID_LEN);
    struct check check = {.kind = EVENT_CHECK_OUT,
        .home_id = here->home.id,
        .child_id = p->child_id,
        .time_ms = here->now_ms,
        .day = here->day};
    return rollup_apply(db, &check);
}

static int
append_pick_up(struct db *db, const struct pickup *p, const uint8_t check_out[EVENT_ID_LEN],
    int64_t home_id, const struct moment *at)
{
    assert(p->how > PICKUP_UNKNOWN && p->how < PICKUP_HOW_COUNT);
    sqlite3_stmt *stmt = query(db, Q_pickup_payload, "tzzt", pickup_how_name(p->how),
        p->guardian_id, p->walk_id, p->reason[0] ? p->reason : NULL);
    char payload[2 * PICKUP_REASON_SIZE + 128];
    int rc = query_step(db, stmt);
    if (rc <= 0)
        return rc < 0 ? rc : DB_FAILED;
    query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    struct event event = {.kind = EVENT_PICK_UP,
        .home_id = home_id,
        .child_id = p->child_id,
        .staff_id = p->staff_id,
        .cause = check_out,
        .at = *at,
        .payload = payload};
    return event_append(db, &event);
}

static int
record_one(struct db *db, const struct pickup *p, const struct here *here)
{
    struct departure d;
    int rc = check_pickup(db, p, here->day);
    if (rc == DB_OK)
        rc = find_departure(db, &d, p->child_id, here);
    if (rc != DB_OK)
        return rc;
    if (d.where == PICKUP_AWAY)
        return db_fail(db, DB_REFUSED, "%s", _("The child has not been here today."));
    if (d.where == PICKUP_HERE)
        rc = append_check_out(db, &d, p, here);
    else if (is_same(&d.pickup, p))
        return DB_OK;
    return rc == DB_OK ? append_pick_up(db, p, d.check_out, here->home.id, &here->at) : rc;
}

int
pickup_record(struct db *db, const struct pickup pickups[], int count, const struct moment *now)
{
    struct here here;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = find_here(db, &here, now);
    for (int i = 0; rc == DB_OK && i < count; i++)
        rc = record_one(db, &pickups[i], &here);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
pickup_of_itself(struct db *db, const struct event *check_out, int day)
{
    struct pickup alone = {.child_id = check_out->child_id, .how = PICKUP_ALONE};
    struct leave_alone consent;
    if (!leave_alone_on(db, &consent, alone.child_id, day))
        return DB_OK;
    return append_pick_up(db, &alone, check_out->id, check_out->home_id, &check_out->at);
}

/* The confirmation that holds; 0 where there is none. */
static int
find_confirmation(struct db *db, const struct departure *d, uint8_t out[EVENT_ID_LEN])
{
    sqlite3_stmt *stmt =
        query(db, Q_home_confirmed_of, "b", (const void *)d->pick_up, EVENT_ID_LEN);
    int rc = query_step(db, stmt);
    const void *id = rc > 0 ? query_blob(stmt, "id", EVENT_ID_LEN) : NULL;
    if (id)
        memcpy(out, id, EVENT_ID_LEN);
    sqlite3_reset(stmt);
    return rc;
}

static int
append_home(struct db *db, int64_t child_id, bool home, int64_t staff_id, const struct here *here)
{
    struct departure d;
    uint8_t confirmation[EVENT_ID_LEN];
    int rc = find_departure(db, &d, child_id, here);
    if (rc != DB_OK)
        return rc;
    if (d.where != PICKUP_COLLECTED || d.pickup.how != PICKUP_GROUP)
        return db_fail(db, DB_REFUSED, "%s", _("The child did not leave with a walking group."));
    rc = find_confirmation(db, &d, confirmation);
    if (rc < 0 || (rc > 0) == home)
        return rc < 0 ? rc : DB_OK;
    struct event event = {.kind = home ? EVENT_HOME_CONFIRMED : EVENT_HOME_UNDO,
        .home_id = here->home.id,
        .child_id = child_id,
        .staff_id = staff_id,
        .cause = home ? d.pick_up : confirmation,
        .at = here->at};
    return event_append(db, &event);
}

int
pickup_home(struct db *db, int64_t child_id, bool home, int64_t staff_id, const struct moment *now)
{
    struct here here;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = find_here(db, &here, now);
    if (rc == DB_OK)
        rc = append_home(db, child_id, home, staff_id, &here);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

/* Of those whose stay of the last days is over, the ones that `wanted` takes. */
static int
each_departure(struct db *db, int64_t home_id, const struct moment *now,
    bool (*wanted)(const struct departure *, const struct here *),
    int (*each)(const struct departure *, void *), void *payload)
{
    struct here here;
    int rc = find_here(db, &here, now), stop = 0;
    if (rc != DB_OK)
        return rc;
    sqlite3_stmt *stmt = query(db, Q_departure_candidates, "idd", home_id,
        day_add(here.day, -PICKUP_FOLLOWED_DAYS), here.day);
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct departure d;
        stop = find_departure(db, &d, query_int(stmt, "child_id"), &here);
        if (!stop && wanted(&d, &here))
            stop = each(&d, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static bool
is_open(const struct departure *d, const struct here *here)
{
    return d->where == PICKUP_LEFT && here->now_ms - d->at_ms > PICKUP_OPEN_AFTER_MS;
}

static bool
has_walked(const struct departure *d, const struct here *here)
{
    (void)here;
    return d->where == PICKUP_COLLECTED && d->pickup.how == PICKUP_GROUP;
}

int
pickup_open_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct departure *, void *), void *payload)
{
    return each_departure(db, home_id, now, is_open, each, payload);
}

int
pickup_walked_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct departure *, void *), void *payload)
{
    return each_departure(db, home_id, now, has_walked, each, payload);
}

bool
pickup_is_late(const struct departure *d, int64_t now_ms)
{
    return !d->home_confirmed && now_ms - d->at_ms > PICKUP_HOME_AFTER_MS;
}
