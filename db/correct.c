/* correct.c: from what staff says to events, all or none, and never to a day that can't have been.
 */
#include "db/correct_act.h"

#include "db/day.h"
#include "db/event.h"
#include "db/query.h"
#include "db/rollup.h"
#include "db/setting.h"
#include "db/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { PAYLOAD_SIZE = 2048 };

static const char *const whats[CORRECTION_COUNT] = {
#define X(id, name) [id] = name,
    CORRECTIONS(X)
#undef X
};

static const char *const reasons[CORRECT_REASON_COUNT] = {
#define X(id, name) [id] = name,
    CORRECT_REASONS(X)
#undef X
};

const char *
correct_what_name(enum correct_what what)
{
    return whats[what];
}

const char *
correct_reason_name(enum correct_reason reason)
{
    return reasons[reason];
}

/* Who may, how far back, and not in the future. */
static int
check_rules(struct act *act)
{
    struct db *db = act->db;
    struct staff staff;
    if (!staff_get(db, &staff, act->correct->staff_id) ||
        staff_access(staff.role) < ACCESS_SOCIAL_WORKER)
        return db_fail(db, DB_REFUSED, "%s", _("Corrections are made by a social worker."));
    for (int i = 0; i < act->count; i++) {
        const struct row *row = &act->rows[i];
        bool told = row->is.stated && (!row->was.stated || row->is.at_ms != row->was.at_ms);
        int oldest = day_add(day_of(act->at.utc_ms, row->offset_min), -CORRECT_DAYS);
        if (told && !act->at.trusted)
            return db_fail(db, DB_REFUSED, "%s",
                _("The kiosk's clock may be wrong: times are corrected once it is set."));
        if (told && row->is.at_ms < EVENT_FIRST_MS)
            return db_fail(db, DB_REFUSED, "%s",
                _("The clock was wrong on that day. Add the stay on its true day instead."));
        if (told && row->is.at_ms > act->at.utc_ms)
            return db_fail(db, DB_REFUSED, "%s", _("This time lies in the future."));
        if (staff_access(staff.role) < ACCESS_MANAGER &&
            (day_of(row->was.at_ms, row->offset_min) < oldest ||
                day_of(row->is.at_ms, row->offset_min) < oldest))
            return db_fail(db, DB_REFUSED, _("That day is more than %d days back: ask a manager."),
                CORRECT_DAYS);
    }
    return DB_OK;
}

/* Notes a day of a child that the act touches, with how it stands. */
static int
touch(struct act *act, const struct row *row, const struct truth *truth)
{
    int day = day_of(truth->at_ms, row->offset_min);
    for (int i = 0; i < act->effects; i++) {
        const struct attendance *a = &act->effect[i].before;
        if (a->child_id == truth->child_id && a->home_id == row->home_id && a->day == day)
            return DB_OK;
    }
    assert(act->effects < CORRECT_EFFECTS);
    struct rollup_trouble trouble;
    int i = act->effects++;
    int rc = rollup_anew(act->db, &trouble, truth->child_id, row->home_id, day);
    act->trouble[i] = trouble.count;
    if (rc == DB_OK)
        rc = rollup_get(act->db, &act->effect[i].before, truth->child_id, row->home_id, day);
    return rc;
}

static int
append(struct act *act, const struct row *row, int part)
{
    const struct correct *c = act->correct;
    const char *kind = row->is.taken_back ? "none" : event_kind_name(row->is.kind);
    char payload[PAYLOAD_SIZE];
    sqlite3_stmt *stmt = query(act->db, Q_correction_json, "ttizttdd", whats[c->what], kind,
        row->is.child_id, row->is.stated ? row->is.at_ms : INT64_C(0), reasons[c->reason], c->note,
        part, act->count);
    int rc = query_step(act->db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc < 0 ? rc : DB_FAILED;
    struct event event = {.kind = EVENT_CORRECTION,
        .home_id = row->home_id,
        .child_id = row->is.child_id,
        .staff_id = c->staff_id,
        .cause = row->has_root ? row->root : NULL,
        .at = act->at,
        .payload = payload};
    return event_append(act->db, &event);
}

/* A correction must not make a day that can't have been; one that was so before may stay. */
static int
refuse_trouble(struct act *act, const struct attendance *a, const struct rollup_trouble *trouble)
{
    struct child child = {0};
    char at[MINUTE_TEXT_LEN + 1], since[MINUTE_TEXT_LEN + 1];
    int offset_min = act->rows[0].offset_min;
    child_get(act->db, &child, a->child_id);
    minute_text(at, day_minute_of(trouble->at_ms, offset_min));
    minute_text(since, day_minute_of(trouble->since_ms, offset_min));
    if (!trouble->was_in)
        return db_fail(act->db, DB_REFUSED, _("%1$s was not in at %2$s."), child.name, at);
    if (act->correct->what == CORRECT_CHILD)
        return db_fail(act->db, DB_REFUSED,
            _("%1$s was in already at %2$s, since %3$s. If it left then, take this check back and "
              "say when it left."),
            child.name, at, since);
    return db_fail(act->db, DB_REFUSED,
        _("Two stays would overlap: %1$s is in since %3$s, and comes again at %2$s."), child.name,
        at, since);
}

static int
sum(struct act *act)
{
    for (int i = 0; i < act->effects; i++) {
        struct correct_effect *effect = &act->effect[i];
        const struct attendance *a = &effect->before;
        struct rollup_trouble trouble;
        int rc = rollup_anew(act->db, &trouble, a->child_id, a->home_id, a->day);
        if (rc == DB_OK && trouble.count > act->trouble[i])
            rc = refuse_trouble(act, a, &trouble);
        if (rc == DB_OK)
            rc = rollup_get(act->db, &effect->after, a->child_id, a->home_id, a->day);
        if (rc != DB_OK)
            return rc;
    }
    return DB_OK;
}

static int
perform(struct act *act)
{
    if (!home_get(act->db, &act->home, setting_home(act->db)))
        return db_fail(act->db, DB_REFUSED, "%s",
            _("No Home was chosen for this kiosk. Run \"zhaoxi home use CODE\"."));
    int rc = correct_plan(act);
    if (rc == DB_OK)
        rc = check_rules(act);
    for (int i = 0; rc == DB_OK && i < act->count; i++) {
        rc = touch(act, &act->rows[i], &act->rows[i].was);
        if (rc == DB_OK)
            rc = touch(act, &act->rows[i], &act->rows[i].is);
    }
    for (int i = 0; rc == DB_OK && i < act->count; i++)
        rc = append(act, &act->rows[i], i + 1);
    return rc == DB_OK ? sum(act) : rc;
}

int
correct_preview(struct db *db, struct correct_effect out[CORRECT_EFFECTS], int *count,
    const struct correct *correct, const struct moment *now)
{
    struct act act = {.db = db, .correct = correct};
    *count = 0;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    act.at = event_judge(db, now);
    rc = perform(&act);
    db_rollback(db);
    if (rc != DB_OK)
        return rc;
    memcpy(out, act.effect, sizeof act.effect);
    *count = act.effects;
    return DB_OK;
}

int
correct_apply(struct db *db, const struct correct *correct, const struct moment *now)
{
    struct act act = {.db = db, .correct = correct};
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    act.at = event_judge(db, now);
    rc = perform(&act);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
