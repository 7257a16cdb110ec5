/* attendance.c: what a scanned card means, and what a kiosk settles at its start. */
#include "db/attendance.h"

#include "db/checks.h"
#include "db/day.h"
#include "db/event.h"
#include "db/pickup.h"
#include "db/presence.h"
#include "db/query.h"
#include "db/rollup.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static const char *const answers[SCAN_ANSWER_COUNT] = {
#define X(id, name) [id] = name,
    SCAN_ANSWERS(X)
#undef X
};

const char *
scan_answer_name(enum scan_answer answer)
{
    return answers[answer];
}

static bool
is_of_boot(struct db *db, int64_t child_id, const struct moment *at)
{
    sqlite3_stmt *stmt = query(db, Q_event_last_check_of_child, "i", child_id);
    const void *boot = query_step(db, stmt) > 0 ? query_blob(stmt, "boot_id", BOOT_ID_LEN) : NULL;
    bool same = boot && memcmp(boot, at->boot_id, BOOT_ID_LEN) == 0;
    sqlite3_reset(stmt);
    return same;
}

/* The first scan of a day is an arrival; the day's sum, which knows the corrections, says whether
 * the child is in. Where the clock can't tell the day, a new boot counts as a new day: a check-out
 * that was forgotten must never turn the next arrival into a departure. */
static int
decide(struct db *db, struct event *event, int64_t time_ms, int offset_min)
{
    struct attendance sum;
    int rc = rollup_get(db, &sum, event->child_id, event->home_id, day_of(time_ms, offset_min));
    bool in = sum.open_ms && (event->at.trusted || is_of_boot(db, event->child_id, &event->at));
    event->kind = in ? EVENT_CHECK_OUT : EVENT_CHECK_IN;
    return rc;
}

/* Appends a check-in or check-out and adds it to its day. */
static int
append_check(struct db *db, struct event *event, int64_t time_ms, int offset_min, bool assumed)
{
    int rc = event_append(db, event);
    if (rc != DB_OK)
        return rc;
    struct check check = {.kind = event->kind,
        .home_id = event->home_id,
        .child_id = event->child_id,
        .time_ms = time_ms,
        .day = day_of(time_ms, offset_min),
        .assumed = assumed};
    return rollup_apply(db, &check);
}

/* `how` it came about: its card, or its payload and who vouched. */
static int
record_check(struct db *db, struct scan *out, const struct home *home, const struct event *how,
    const struct moment *at)
{
    int64_t time_ms = event_time(db, at);
    struct event event = *how;
    event.home_id = home->id;
    event.child_id = out->holder_id;
    event.at = *at;
    int rc = decide(db, &event, time_ms, home->utc_offset_min);
    if (rc != DB_OK)
        return rc;
    out->answer = event.kind == EVENT_CHECK_IN ? SCAN_IN : SCAN_OUT;
    out->at_ms = time_ms;
    rc = append_check(db, &event, time_ms, home->utc_offset_min, false);
    if (rc != DB_OK || event.kind != EVENT_CHECK_OUT)
        return rc;
    return pickup_of_itself(db, &event, day_of(time_ms, home->utc_offset_min));
}

static int
record_pending(struct db *db, struct scan *out, const struct home *home,
    const uint8_t card[CARD_ID_BYTES], const struct moment *at)
{
    struct event event = {.kind = EVENT_CARD_PENDING, .home_id = home->id, .card = card, .at = *at};
    out->at_ms = event_time(db, at);
    return event_append(db, &event);
}

static enum scan_answer
pending_answer(struct db *db)
{
    return setting_roster_at(db) ? SCAN_PENDING : SCAN_NO_ROSTER;
}

/* Was the event that `stmt` finds recorded a moment ago? Then its answer is the answer. */
static bool
recorded_just_now(struct db *db, struct scan *out, sqlite3_stmt *stmt, const struct moment *now)
{
    bool again = false;
    if (query_step(db, stmt) > 0) {
        const void *boot = query_blob(stmt, "boot_id", BOOT_ID_LEN);
        int64_t age_ms = now->mono_ms - query_int(stmt, "mono_ms");
        again = boot && memcmp(boot, now->boot_id, BOOT_ID_LEN) == 0 && age_ms >= 0 &&
                age_ms < query_int(stmt, "same_ms");
        const char *kind = query_text(stmt, "kind");
        out->holder_id = query_int(stmt, "child_id");
        out->at_ms = query_int(stmt, "at_utc_ms");
        out->answer = SCAN_PENDING;
        if (strcmp(kind, event_kind_name(EVENT_CHECK_IN)) == 0)
            out->answer = SCAN_IN;
        else if (strcmp(kind, event_kind_name(EVENT_CHECK_OUT)) == 0)
            out->answer = SCAN_OUT;
    }
    sqlite3_reset(stmt);
    if (again && out->answer == SCAN_PENDING)
        out->answer = pending_answer(db);
    return again;
}

/* A child is the same child with its card and without; who was collected a moment ago and holds up
 * its own card as well is leaving, not coming. */
static bool
seen_just_now(struct db *db, struct scan *out, int64_t child_id, const struct moment *now)
{
    return recorded_just_now(db, out, query(db, Q_event_last_seen_of_child, "i", child_id), now);
}

static bool
scanned_just_now(
    struct db *db, struct scan *out, const uint8_t card[CARD_ID_BYTES], const struct moment *now)
{
    return recorded_just_now(
        db, out, query(db, Q_event_last_of_card, "b", (const void *)card, CARD_ID_BYTES), now);
}

/* The Home at whose door this kiosk stands. */
static int
get_home(struct db *db, struct home *out)
{
    if (home_get(db, out, setting_home(db)))
        return DB_OK;
    return db_fail(db, DB_REFUSED, "%s",
        _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
}

bool
attendance_is_in(struct db *db, int64_t child_id, const struct moment *now)
{
    struct home home;
    if (get_home(db, &home) != DB_OK)
        return false;
    struct event event = {.home_id = home.id, .child_id = child_id, .at = event_judge(db, now)};
    return decide(db, &event, event_time(db, &event.at), home.utc_offset_min) == DB_OK &&
           event.kind == EVENT_CHECK_OUT;
}

static int
answer_card(
    struct db *db, struct scan *out, const uint8_t card[CARD_ID_BYTES], const struct moment *at)
{
    struct card_row row;
    struct home home;
    bool known = cards_find(db, &row, card);
    int rc = get_home(db, &home);
    if (rc != DB_OK)
        return rc;
    if (known && row.revoked_at) {
        *out = (struct scan){.answer = SCAN_REVOKED};
        return DB_OK;
    }
    bool child = known && row.kind == HOLDER_CHILD;
    if (scanned_just_now(db, out, card, at) ||
        (child && seen_just_now(db, out, row.holder_id, at))) {
        out->again = true;
        return DB_OK;
    }
    *out = (struct scan){.answer = pending_answer(db), .holder_id = known ? row.holder_id : 0};
    if (!known)
        return record_pending(db, out, &home, card, at);
    if (child)
        return record_check(db, out, &home, &(struct event){.card = card}, at);
    out->answer = row.kind == HOLDER_GUARDIAN ? SCAN_GUARDIAN : SCAN_STAFF;
    return DB_OK;
}

static int
answer_vouch(struct db *db, struct scan *out, const struct vouch *vouch, const struct moment *at)
{
    static const char *const secrets[VOUCHED_SECRET_COUNT] = {
#define X(id, name) [id] = name,
        VOUCHED_SECRETS(X)
#undef X
    };
    struct home home;
    char payload[96];
    int rc = get_home(db, &home);
    if (rc != DB_OK)
        return rc;
    if (seen_just_now(db, out, vouch->child_id, at)) {
        out->again = true;
        return DB_OK;
    }
    out->holder_id = vouch->child_id;
    snprintf(payload, sizeof payload, "{\"via\":\"forgotten\",\"secret\":\"%s\"}",
        secrets[vouch->secret]);
    struct event how = {.staff_id = vouch->staff_id, .payload = payload};
    return record_check(db, out, &home, &how, at);
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
attendance_scan(
    struct db *db, struct scan *out, const uint8_t card[CARD_ID_BYTES], const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment at = event_judge(db, now);
    *out = (struct scan){.answer = SCAN_PENDING};
    return end(db, answer_card(db, out, card, &at));
}

int
attendance_vouched(
    struct db *db, struct scan *out, const struct vouch *vouch, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment at = event_judge(db, now);
    *out = (struct scan){0};
    return end(db, answer_vouch(db, out, vouch, &at));
}

/* The first good reading of a boot tells the times of all that it recorded before. */
static int
learn_boot(struct db *db, const struct moment *at)
{
    int rc = query_run(db, query(db, Q_boot_learn, "bi", (const void *)at->boot_id, BOOT_ID_LEN,
                               at->utc_ms - at->mono_ms));
    if (rc != DB_OK || query_changes(db) == 0)
        return rc;
    sqlite3_stmt *stmt =
        query(db, Q_event_untrusted_of_boot, "b", (const void *)at->boot_id, BOOT_ID_LEN);
    rc = query_step(db, stmt);
    sqlite3_reset(stmt);
    return rc > 0 ? attendance_rebuild(db) : rc;
}

/* A card that was unknown when it was scanned belongs to a child now: say so by an event that names
 * the scan as its cause and bears its time. Returns 1 while there may be more. */
static int
resolve_one(struct db *db, const struct moment *at)
{
    sqlite3_stmt *stmt = query(db, Q_event_pending_now_known, "");
    int rc = query_step(db, stmt);
    if (rc <= 0)
        return rc;
    uint8_t cause[EVENT_ID_LEN] = {0};
    const void *id = query_blob(stmt, "id", EVENT_ID_LEN);
    if (id)
        memcpy(cause, id, EVENT_ID_LEN);
    struct event event = {.home_id = query_int(stmt, "home_id"),
        .child_id = query_int(stmt, "child_id"),
        .cause = cause,
        .at = *at,
        .payload = "{\"via\":\"pending\"}"};
    event.at.utc_ms = query_int(stmt, "time_ms");
    sqlite3_reset(stmt);
    struct home home;
    if (!id || !home_get(db, &home, event.home_id))
        return db_fail(db, DB_FAILED, "%s", _("A pending card's event cannot be read."));
    rc = decide(db, &event, event.at.utc_ms, home.utc_offset_min);
    if (rc == DB_OK)
        rc = append_check(db, &event, event.at.utc_ms, home.utc_offset_min, false);
    return rc < 0 ? rc : 1;
}

/* The check-in that is open at a Home on a day. */
static bool
find_open_check_in(
    struct db *db, uint8_t out[EVENT_ID_LEN], const struct event *event, int day, int64_t open_ms)
{
    struct check_list list = {0};
    bool found = checks_read(db, &list, event->child_id, event->home_id, day) == DB_OK;
    int at = list.count - 1;
    while (
        at >= 0 && (list.checks[at].kind != EVENT_CHECK_IN || list.checks[at].time_ms != open_ms))
        at--;
    found = found && at >= 0;
    if (found)
        memcpy(out, list.checks[at].id, EVENT_ID_LEN);
    checks_free(&list);
    return found;
}

/* A day that ended with a child still in is closed at the Home's closing time, or at the arrival
 * where that was later. Returns 1 while there may be more. */
static int
close_one(struct db *db, const struct moment *at, int today)
{
    sqlite3_stmt *stmt = query(db, Q_day_left_open, "d", today);
    int rc = query_step(db, stmt);
    if (rc <= 0)
        return rc;
    int offset_min = (int)query_int(stmt, "utc_offset_min");
    int day = (int)query_int(stmt, "day");
    int64_t open_ms = query_int(stmt, "open_ms");
    int64_t closes_ms = day_close_ms(day, (int)query_int(stmt, "closes_min"), offset_min);
    uint8_t cause[EVENT_ID_LEN];
    struct event event = {.kind = EVENT_CHECK_OUT,
        .home_id = query_int(stmt, "home_id"),
        .child_id = query_int(stmt, "child_id"),
        .at = *at,
        .payload = "{\"via\":\"assumed\"}"};
    sqlite3_reset(stmt);
    event.at.utc_ms = closes_ms > open_ms ? closes_ms : open_ms;
    event.cause = find_open_check_in(db, cause, &event, day, open_ms) ? cause : NULL;
    rc = append_check(db, &event, event.at.utc_ms, offset_min, true);
    return rc < 0 ? rc : 1;
}

static int
settle(struct db *db, const struct moment *at)
{
    struct home home = {.utc_offset_min = 480};
    home_get(db, &home, setting_home(db));
    int today = day_of(at->utc_ms, home.utc_offset_min);
    int rc = learn_boot(db, at);
    if (rc != DB_OK)
        return rc;
    while ((rc = resolve_one(db, at)) > 0)
        ;
    if (rc < 0)
        return rc;
    while ((rc = close_one(db, at, today)) > 0)
        ;
    return rc < 0 ? rc : presence_settle(db, at, today);
}

int
attendance_settle(struct db *db, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment at = event_judge(db, now);
    if (at.trusted)
        rc = settle(db, &at);
    return end(db, rc);
}
