/* lesson.c: which question a child was asked, and whether it knew. */
#include "db/lesson.h"

#include "db/day.h"
#include "db/event.h"
#include "db/people.h"
#include "db/query.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

/* A child has one lesson a day at most: a few hundred in all its years. */
int
lesson_of(struct db *db, struct lesson_day *out, int64_t child_id, int day)
{
    *out = (struct lesson_day){0};
    sqlite3_stmt *stmt = query(db, Q_lesson_of_child, "i", child_id);
    int rc = 0;
    while ((rc = query_step(db, stmt)) > 0) {
        int at = day_of(query_int(stmt, "time_ms"), (int)query_int(stmt, "utc_offset_min"));
        out->before += at < day;
        if (at != day)
            continue;
        out->done = true;
        query_copy(stmt, "question", out->question, sizeof out->question);
        out->right = query_int(stmt, "answered_right") != 0;
    }
    return rc < 0 ? rc : DB_OK;
}

static bool
is_id(const char *question)
{
    size_t len = strspn(question, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return len > 0 && len < LESSON_ID_SIZE && question[len] == '\0';
}

static int
append(struct db *db, int64_t child_id, const char *question, bool right, const struct moment *now)
{
    struct child child;
    struct home home;
    struct lesson_day today;
    if (!is_id(question) || !child_get(db, &child, child_id) || !home_get(db, &home, child.home_id))
        return db_fail(db, DB_REFUSED, _("The question \"%s\" cannot be recorded."), question);
    struct event event = {.kind = EVENT_SAFETY_LESSON,
        .home_id = child.home_id,
        .child_id = child_id,
        .at = event_judge(db, now)};
    int rc = lesson_of(db, &today, child_id, day_of(event.at.utc_ms, home.utc_offset_min));
    if (rc != DB_OK)
        return rc;
    if (today.done)
        return db_fail(db, DB_REFUSED, "%s", _("Today's safety lesson is recorded already."));
    char payload[96];
    snprintf(payload, sizeof payload, "{\"question\":\"%s\",\"right\":%s}", question,
        right ? "true" : "false");
    event.payload = payload;
    return event_append(db, &event);
}

int
lesson_record(
    struct db *db, int64_t child_id, const char *question, bool right, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = append(db, child_id, question, right, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
