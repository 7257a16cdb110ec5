/* contact.c: a child and its volunteer, together at the door. */
#include "db/contact.h"

#include "db/day.h"
#include "db/event.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

/* The local day of the pair's last contact, 0 for none, or a negative db_error. */
static int
last_day(struct db *db, int64_t child_id, int64_t staff_id)
{
    sqlite3_stmt *stmt = query(db, Q_contact_last, "ii", child_id, staff_id);
    int rc = query_step(db, stmt);
    if (rc > 0)
        rc = day_of(query_int(stmt, "time_ms"), (int)query_int(stmt, "utc_offset_min"));
    sqlite3_reset(stmt);
    return rc;
}

static int
append(struct db *db, bool *again, int64_t child_id, int64_t staff_id, const struct moment *now)
{
    struct home home;
    struct staff paired;
    struct moment at = event_judge(db, now);
    if (!home_get(db, &home, setting_home(db)))
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    int day = day_of(at.utc_ms, home.utc_offset_min);
    if (!pairing_get(db, &paired, child_id, day) || paired.id != staff_id)
        return db_fail(db, DB_REFUSED, "%s", _("They are not paired on this day."));
    int last = last_day(db, child_id, staff_id);
    if (last < 0)
        return last;
    *again = last == day;
    struct event event = {.kind = EVENT_CONTACT,
        .home_id = home.id,
        .child_id = child_id,
        .staff_id = staff_id,
        .at = at,
        .payload = *again ? "{\"again\":true}" : "{}"};
    return event_append(db, &event);
}

int
contact_record(
    struct db *db, bool *again, int64_t child_id, int64_t staff_id, const struct moment *now)
{
    *again = false;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = append(db, again, child_id, staff_id, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int
each_of(struct db *db, int64_t home_id, int day, bool overdue,
    int (*each)(const struct contact_pair *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_contact_pairs, "id", home_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct contact_pair pair = {.child_id = query_int(stmt, "child_id"),
            .staff_id = query_int(stmt, "staff_id"),
            .since_day = (int)query_int(stmt, "since_day")};
        pair.last_day = last_day(db, pair.child_id, pair.staff_id);
        int from = pair.last_day > 0 ? pair.last_day : pair.since_day;
        pair.overdue = day_add(from, CONTACT_MOST_DAYS) < day;
        if (pair.last_day < 0)
            stop = pair.last_day;
        else if (pair.overdue == overdue)
            stop = each(&pair, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
contact_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct contact_pair *, void *), void *payload)
{
    int rc = each_of(db, home_id, day, true, each, payload);
    return rc ? rc : each_of(db, home_id, day, false, each, payload);
}
