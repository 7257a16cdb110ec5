/* door.c: news from the door as events. */
#include "db/door.h"

#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static bool
told_just_now(struct db *db, const struct event *event, int64_t guardian_id)
{
    sqlite3_stmt *stmt = query(db, Q_door_last, "itii", event->home_id,
        event_kind_name(event->kind), guardian_id, event->child_id);
    bool again = false;
    if (query_step(db, stmt) > 0) {
        const void *boot = query_blob(stmt, "boot_id", BOOT_ID_LEN);
        int64_t age_ms = event->at.mono_ms - query_int(stmt, "mono_ms");
        again = boot && memcmp(boot, event->at.boot_id, BOOT_ID_LEN) == 0 && age_ms >= 0 &&
                age_ms < DOOR_SAME_MS;
    }
    sqlite3_reset(stmt);
    return again;
}

int
door_tell(struct db *db, enum event_kind kind, int64_t guardian_id, int64_t child_id,
    const struct moment *now)
{
    char payload[64];
    snprintf(payload, sizeof payload, "{\"guardian\":%lld}", (long long)guardian_id);
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct event event = {.kind = kind,
        .home_id = setting_home(db),
        .child_id = child_id,
        .at = event_judge(db, now),
        .payload = payload};
    if (!event.home_id)
        rc = db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    else if (!told_just_now(db, &event, guardian_id))
        rc = event_append(db, &event);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static bool
read_news(sqlite3_stmt *row, struct door_news *out)
{
    static const enum event_kind kinds[] = {
        EVENT_GUARDIAN_WAITS, EVENT_WRONG_CHILD, EVENT_BARRED_SEEN};
    const void *id = query_blob(row, "id", EVENT_ID_LEN);
    *out = (struct door_news){.guardian_id = query_int(row, "guardian"),
        .child_id = query_int(row, "child_id"),
        .at_ms = query_int(row, "time_ms")};
    if (id)
        memcpy(out->id, id, EVENT_ID_LEN);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(query_text(row, "kind"), event_kind_name(kinds[i])) == 0)
            out->kind = kinds[i];
    return id != NULL;
}

int
door_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct door_news *, void *), void *payload)
{
    struct moment at = event_judge(db, now);
    int64_t since_ms = event_time(db, &at) - DOOR_SHOWN_MS;
    sqlite3_stmt *stmt = query(db, Q_door_each, "i", home_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct door_news news;
        if (read_news(stmt, &news) && news.at_ms >= since_ms)
            stop = each(&news, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
door_answer(
    struct db *db, const uint8_t id[EVENT_ID_LEN], int64_t staff_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct event event = {.kind = EVENT_DOOR_ANSWERED,
        .home_id = setting_home(db),
        .staff_id = staff_id,
        .cause = id,
        .at = event_judge(db, now)};
    rc = event_append(db, &event);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
