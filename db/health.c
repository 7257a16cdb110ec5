/* health.c: rows of health notes to structs and back, and who looked at them. */
#include "db/health.h"

#include "db/day.h"
#include "db/event.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *chinese;
} kinds[HEALTH_KIND_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    HEALTH_KINDS(X)
#undef X
};

const char *
health_kind_name(enum health_kind kind)
{
    return kinds[kind].name;
}

int
health_kind_parse(const char *text)
{
    for (int i = 0; i < HEALTH_KIND_COUNT; i++)
        if (strcmp(text, kinds[i].name) == 0 || strcmp(text, kinds[i].chinese) == 0)
            return i;
    return -1;
}

int
health_put(struct db *db, struct health *h)
{
    if (!h->text[0])
        return db_fail(db, DB_REFUSED, "%s", _("A health note needs words."));
    return query_put(db,
        query(db, Q_health_put, "itttz", h->child_id, health_kind_name(h->kind), h->text,
            h->important ? "important" : "normal", h->staff_id),
        query(db, Q_health_find, "itt", h->child_id, health_kind_name(h->kind), h->text), &h->id);
}

int
health_end(struct db *db, int64_t id, const char *reason, int64_t staff_id, int day)
{
    if (!reason[0])
        return db_fail(db, DB_REFUSED, "%s", _("Say why the note holds no more."));
    int rc = query_run(db, query(db, Q_health_end, "idtz", id, day, reason, staff_id));
    if (rc == DB_OK && query_changes(db) == 0)
        return db_fail(db, DB_REFUSED, "%s", _("This note has ended already."));
    return rc;
}

static void
read_health(sqlite3_stmt *row, struct health *out)
{
    int kind = health_kind_parse(query_text(row, "kind"));
    *out = (struct health){.id = query_int(row, "id"),
        .child_id = query_int(row, "child_id"),
        .kind = kind < 0 ? HEALTH_NOTE : (enum health_kind)kind,
        .important = strcmp(query_text(row, "level"), "important") == 0,
        .staff_id = query_int(row, "staff_id")};
    query_copy(row, "text", out->text, sizeof out->text);
}

int
health_each(
    struct db *db, int64_t child_id, int (*each)(const struct health *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_health_each, "i", child_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct health health;
        read_health(stmt, &health);
        stop = each(&health, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static int
take_first(const struct health *health, void *payload)
{
    *(struct health *)payload = *health;
    return 1;
}

bool
health_important(struct db *db, struct health *out, int64_t child_id)
{
    return health_each(db, child_id, take_first, out) == 1 && out->important;
}

static int
see(struct db *db, int64_t child_id, int64_t staff_id, const struct moment *now)
{
    struct home home;
    char payload[32];
    if (!home_get(db, &home, setting_home(db)))
        return db_fail(db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    int day = day_of(now->utc_ms, home.utc_offset_min);
    if (query_number(db, query(db, Q_health_seen, "id", child_id, day), "n", 0))
        return DB_OK;
    snprintf(payload, sizeof payload, "{\"day\":%d}", day);
    struct event event = {.kind = EVENT_HEALTH_SEEN,
        .home_id = home.id,
        .child_id = child_id,
        .staff_id = staff_id,
        .at = event_judge(db, now),
        .payload = payload};
    return event_append(db, &event);
}

int
health_seen(struct db *db, int64_t child_id, int64_t staff_id, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = see(db, child_id, staff_id, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
