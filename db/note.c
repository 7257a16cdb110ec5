/* note.c: notes for the social worker, as events. */
#include "db/note.h"

#include "db/day.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static const char *const goals[GOAL_COUNT] = {
#define X(id, name) [id] = name,
    GOALS(X)
#undef X
};

static const char *const outcomes[NOTE_OUTCOME_COUNT] = {
#define X(id, name) [id] = name,
    NOTE_OUTCOMES(X)
#undef X
};

const char *
goal_name(enum goal goal)
{
    return goals[goal];
}

const char *
note_outcome_name(enum note_outcome outcome)
{
    return outcomes[outcome];
}

/* The place of a name; what a newer program has written is `other`. */
static int
parse(const char *const *names, int count, const char *text, int other)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    return other;
}

static int
append(struct db *db, struct event *event, const struct moment *now)
{
    event->home_id = setting_home(db);
    event->at = event_judge(db, now);
    return event_append(db, event);
}

int
note_write(struct db *db, int64_t child_id, enum goal tag, const char *text, int64_t staff_id,
    const struct moment *now)
{
    char payload[NOTE_TEXT_SIZE * 6 + 64] = ""; /* a control character takes six */
    if (!text[0] || strlen(text) >= NOTE_TEXT_SIZE)
        return db_fail(db, DB_REFUSED, "%s", _("The note is empty or too long."));
    sqlite3_stmt *stmt = query(db, Q_note_payload, "tt", goal_name(tag), text);
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc < 0 ? rc : DB_FAILED;
    struct event event = {
        .kind = EVENT_NOTE, .child_id = child_id, .staff_id = staff_id, .payload = payload};
    return append(db, &event, now);
}

static int
append_closing(struct db *db, const struct event *closing, const struct moment *now)
{
    struct event event = *closing;
    sqlite3_stmt *stmt = query(db, Q_note_is_closed, "b", (const void *)event.cause, EVENT_ID_LEN);
    int rc = query_step(db, stmt);
    bool closed = rc > 0 && query_int(stmt, "closed") != 0;
    if (rc > 0)
        event.child_id = query_int(stmt, "child_id");
    sqlite3_reset(stmt);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return db_fail(db, DB_REFUSED, "%s", _("There is no such note."));
    return closed ? DB_OK : append(db, &event, now);
}

int
note_close(struct db *db, const uint8_t note[EVENT_ID_LEN], enum note_outcome outcome,
    int64_t staff_id, const struct moment *now)
{
    char payload[64];
    snprintf(payload, sizeof payload, "{\"outcome\":\"%s\"}", note_outcome_name(outcome));
    struct event event = {
        .kind = EVENT_NOTE_CLOSED, .staff_id = staff_id, .cause = note, .payload = payload};
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = append_closing(db, &event, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static void
read_note(sqlite3_stmt *row, struct note *out)
{
    *out = (struct note){.child_id = query_int(row, "child_id"),
        .staff_id = query_int(row, "staff_id"),
        .tag = (enum goal)parse(goals, GOAL_COUNT, query_text(row, "tag"), GOAL_HELP),
        .at_ms = query_int(row, "time_ms"),
        .closed_by = query_int(row, "closed_by")};
    const char *outcome = query_text(row, "outcome");
    out->closed = outcome[0] != '\0';
    out->outcome = (enum note_outcome)parse(outcomes, NOTE_OUTCOME_COUNT, outcome, NOTE_SOLVED);
    out->day = day_of(out->at_ms, (int)query_int(row, "utc_offset_min"));
    const void *id = query_blob(row, "id", EVENT_ID_LEN);
    if (id)
        memcpy(out->id, id, EVENT_ID_LEN);
    query_copy(row, "text", out->text, sizeof out->text);
}

int
note_each(struct db *db, int64_t home_id, int (*each)(const struct note *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_note_each, "i", home_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct note note;
        read_note(stmt, &note);
        stop = each(&note, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
