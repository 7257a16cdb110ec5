/* correct.c: from what staff says to events, all or none, and never to a day that can't have been.
 */
#include "db/correct.h"

#include "db/checks.h"
#include "db/day.h"
#include "db/event.h"
#include "db/query.h"
#include "db/rollup.h"
#include "db/setting.h"
#include "db/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 2, PAYLOAD_SIZE = 2048 };

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

/* How a check is, or is to be. */
struct truth {
    bool taken_back;
    enum event_kind kind;
    int64_t child_id;
    int64_t at_ms;
    bool stated; /* at_ms is staff's word, else what the check's own clock says */
};

/* One event to come. */
struct row {
    bool has_root;
    uint8_t root[EVENT_ID_LEN];
    int64_t home_id;
    int offset_min;
    bool assumed;
    struct truth was, is; /* `was` of what is added: taken back */
};

/* What an act comes to: its events, and the days that they touch. */
struct act {
    struct db *db;
    const struct correct *correct;
    struct moment at;
    struct home home; /* of the kiosk */
    int count;
    struct row rows[ROWS];
    int effects;
    struct correct_effect effect[CORRECT_EFFECTS];
    int trouble[CORRECT_EFFECTS]; /* of the day before */
};

static enum event_kind
kind_of(const char *name)
{
    bool in = strcmp(name, event_kind_name(EVENT_CHECK_IN)) == 0;
    return in ? EVENT_CHECK_IN : EVENT_CHECK_OUT;
}

static void
read_root(struct row *out, sqlite3_stmt *row)
{
    *out = (struct row){.has_root = true,
        .home_id = query_int(row, "home_id"),
        .offset_min = (int)query_int(row, "utc_offset_min"),
        .assumed = query_int(row, "assumed") != 0};
    const void *id = query_blob(row, "id", EVENT_ID_LEN);
    if (id)
        memcpy(out->root, id, EVENT_ID_LEN);
    const char *kind = query_text(row, "kind");
    out->was = (struct truth){.taken_back = strcmp(kind, "none") == 0,
        .kind = kind_of(kind),
        .child_id = query_int(row, "child_id"),
        .at_ms = query_int(row, "time_ms"),
        .stated = query_int(row, "stated") != 0};
    out->is = out->was;
}

/* Adds the row that `stmt` finds to the act. */
static int
take_root(struct act *act, sqlite3_stmt *stmt)
{
    assert(act->count < ROWS);
    int rc = query_step(act->db, stmt);
    if (rc > 0)
        read_root(&act->rows[act->count++], stmt);
    sqlite3_reset(stmt);
    if (rc == 0)
        return db_fail(act->db, DB_REFUSED, "%s", _("This check is not on record."));
    return rc < 0 ? rc : DB_OK;
}

static struct row *
add_row(struct act *act, enum event_kind kind, int64_t child_id, int64_t at_ms)
{
    assert(act->count < ROWS);
    struct row *row = &act->rows[act->count++];
    *row = (struct row){.home_id = act->home.id,
        .offset_min = act->home.utc_offset_min,
        .was = {.taken_back = true, .kind = kind, .child_id = child_id, .at_ms = at_ms},
        .is = {.kind = kind, .child_id = child_id, .at_ms = at_ms, .stated = true}};
    return row;
}

/* The other end of a check's stay: the leaving that follows a coming, or the coming before a
 * leaving. Adds it to the act where there is one. */
static int
take_partner(struct act *act, const struct row *row)
{
    struct check_list list = {0};
    int day = day_of(row->was.at_ms, row->offset_min), at = 0;
    int rc = checks_read(act->db, &list, row->was.child_id, row->home_id, day);
    while (at < list.count && memcmp(list.checks[at].id, row->root, EVENT_ID_LEN) != 0)
        at++;
    int other = row->was.kind == EVENT_CHECK_IN ? at + 1 : at - 1;
    if (rc == DB_OK && at < list.count && other >= 0 && other < list.count &&
        list.checks[other].kind != row->was.kind)
        rc = take_root(act, query(act->db, Q_check_get, "i", list.checks[other].seq));
    checks_free(&list);
    return rc;
}

static int
plan_left(struct act *act)
{
    const struct row told = act->rows[0];
    if (told.was.kind == EVENT_CHECK_IN) {
        int rc = take_partner(act, &told);
        if (rc != DB_OK)
            return rc;
        act->rows[0] = act->rows[1];
        act->count--;
    }
    if (act->count == 0) { /* the child is in still */
        struct row *out = add_row(act, EVENT_CHECK_OUT, told.was.child_id, act->correct->at_ms);
        out->home_id = told.home_id;
        out->offset_min = told.offset_min;
    }
    act->rows[0].is.at_ms = act->correct->at_ms;
    act->rows[0].is.stated = true;
    return DB_OK;
}

/* Is the child in just before that time? */
static int
is_in_at(struct act *act, bool *in, int64_t child_id, const struct row *row)
{
    struct check_list list = {0};
    int day = day_of(row->was.at_ms, row->offset_min);
    int rc = checks_read(act->db, &list, child_id, row->home_id, day);
    *in = false;
    for (int i = 0; i < list.count && list.checks[i].order_ms <= row->was.at_ms; i++)
        *in = list.checks[i].kind == EVENT_CHECK_IN;
    checks_free(&list);
    return rc;
}

/* A child that was in and left by another's card takes the leaving alone. */
static int
plan_child(struct act *act)
{
    const struct correct *c = act->correct;
    struct child child;
    bool alone = false;
    int rc = DB_OK;
    if (!child_get(act->db, &child, c->child_id))
        return db_fail(act->db, DB_REFUSED, "%s", _("That child is not in the roster."));
    if (act->rows[0].was.child_id == c->child_id)
        return db_fail(act->db, DB_REFUSED, "%s", _("The check is that child's already."));
    if (act->rows[0].was.kind == EVENT_CHECK_OUT && !act->rows[0].assumed)
        rc = is_in_at(act, &alone, c->child_id, &act->rows[0]);
    if (rc == DB_OK && !alone)
        rc = take_partner(act, &act->rows[0]);
    for (int i = 0; i < act->count; i++)
        act->rows[i].is.child_id = c->child_id;
    return rc;
}

static int
plan_never(struct act *act)
{
    int rc = DB_OK;
    if (act->rows[0].assumed)
        return db_fail(
            act->db, DB_REFUSED, "%s", _("Nobody saw this leaving. Say when the child left."));
    if (act->rows[0].was.kind == EVENT_CHECK_IN)
        rc = take_partner(act, &act->rows[0]);
    for (int i = 0; i < act->count; i++)
        act->rows[i].is.taken_back = true;
    return rc;
}

static int
plan_turned(struct act *act)
{
    struct row *row = &act->rows[0];
    if (row->was.kind != EVENT_CHECK_IN)
        return db_fail(act->db, DB_REFUSED, "%s", _("This is a leaving already."));
    row->is.kind = EVENT_CHECK_OUT;
    struct row *came = add_row(act, EVENT_CHECK_IN, row->was.child_id, act->correct->at_ms);
    came->home_id = row->home_id;
    came->offset_min = row->offset_min;
    return DB_OK;
}

static int
plan_added(struct act *act)
{
    const struct correct *c = act->correct;
    struct child child;
    if (!child_get(act->db, &child, c->child_id))
        return db_fail(act->db, DB_REFUSED, "%s", _("That child is not in the roster."));
    if (c->until_ms && c->until_ms <= c->at_ms)
        return db_fail(act->db, DB_REFUSED, "%s", _("The leaving must be after the coming."));
    add_row(act, EVENT_CHECK_IN, c->child_id, c->at_ms);
    if (c->until_ms)
        add_row(act, EVENT_CHECK_OUT, c->child_id, c->until_ms);
    return DB_OK;
}

/* How the check was before the correction `seq`. */
static int
restore(struct act *act, struct row *row, int64_t seq)
{
    sqlite3_stmt *stmt =
        query(act->db, Q_correction_before, "bi", (const void *)row->root, EVENT_ID_LEN, seq);
    int rc = query_step(act->db, stmt);
    if (rc > 0) {
        const char *kind = query_text(stmt, "kind");
        if (strcmp(kind, "none") == 0)
            row->is.taken_back = true;
        else
            row->is = (struct truth){.kind = kind_of(kind),
                .child_id = query_int(stmt, "child_id"),
                .at_ms = query_int(stmt, "time_ms"),
                .stated = query_int(stmt, "stated") != 0};
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

struct undoing {
    int count;
    struct {
        int64_t seq;
        uint8_t root[EVENT_ID_LEN];
    } of[ROWS];
};

/* The newest correction of the check, with what was corrected in the same act. */
static int
find_act(struct act *act, struct undoing *out)
{
    const struct row *first = &act->rows[0];
    int64_t newest = query_number(act->db,
        query(act->db, Q_correction_newest, "b", (const void *)first->root, EVENT_ID_LEN), "seq",
        0);
    sqlite3_stmt *stmt =
        query(act->db, Q_correction_act, "i", newest ? newest : act->correct->check);
    int rc;
    while ((rc = query_step(act->db, stmt)) > 0 && out->count < ROWS) {
        const void *root = query_blob(stmt, "root", EVENT_ID_LEN);
        out->of[out->count].seq = query_int(stmt, "seq");
        if (root)
            memcpy(out->of[out->count++].root, root, EVENT_ID_LEN);
    }
    sqlite3_reset(stmt);
    if (rc == 0 && out->count == 0)
        return db_fail(act->db, DB_REFUSED, "%s", _("There is nothing to undo."));
    return rc < 0 ? rc : DB_OK;
}

static int
plan_undone(struct act *act)
{
    struct undoing undoing = {0};
    int rc = find_act(act, &undoing);
    act->count = 0;
    for (int i = 0; rc == DB_OK && i < undoing.count; i++) {
        const void *root = undoing.of[i].root;
        int64_t last = query_number(
            act->db, query(act->db, Q_correction_newest, "b", root, EVENT_ID_LEN), "seq", 0);
        if (last > undoing.of[i].seq)
            return db_fail(act->db, DB_REFUSED, "%s",
                _("A part of it was corrected again since. Undo that first."));
        rc = take_root(act, query(act->db, Q_check_find, "b", root, EVENT_ID_LEN));
        if (rc == DB_OK)
            rc = restore(act, &act->rows[i], undoing.of[i].seq);
    }
    return rc;
}

static int
plan(struct act *act)
{
    const struct correct *c = act->correct;
    if (c->what == CORRECT_ADDED)
        return plan_added(act);
    int rc = take_root(act, query(act->db, Q_check_get, "i", c->check));
    if (rc != DB_OK)
        return rc;
    if (act->rows[0].was.taken_back && c->what != CORRECT_UNDONE)
        return db_fail(act->db, DB_REFUSED, "%s", _("This check was taken back. Undo that first."));
    switch (c->what) {
    case CORRECT_LEFT:
        return plan_left(act);
    case CORRECT_CHILD:
        return plan_child(act);
    case CORRECT_TIME:
        act->rows[0].is.at_ms = c->at_ms;
        act->rows[0].is.stated = true;
        return DB_OK;
    case CORRECT_NEVER:
        return plan_never(act);
    case CORRECT_TURNED:
        return plan_turned(act);
    case CORRECT_UNDONE:
        return plan_undone(act);
    case CORRECT_ADDED:
    case CORRECTION_COUNT:
        break;
    }
    return DB_OK;
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
    int rc = plan(act);
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

enum { USUAL_DAYS = 9 };

/* The middle one of a child's last leavings that were seen, as a time of `day`; 0 for none. */
static int64_t
usual_out(struct db *db, const struct home *home, int64_t child_id, int day)
{
    int minutes[USUAL_DAYS], n = 0, at;
    sqlite3_stmt *stmt = query(db, Q_day_usual_out, "iid", child_id, home->id, day);
    while (n < USUAL_DAYS && query_step(db, stmt) > 0) {
        int minute = day_minute_of(query_int(stmt, "last_out_ms"), home->utc_offset_min);
        for (at = n++; at > 0 && minutes[at - 1] > minute; at--)
            minutes[at] = minutes[at - 1];
        minutes[at] = minute;
    }
    sqlite3_reset(stmt);
    return n ? day_to_utc_ms(day, minutes[n / 2], home->utc_offset_min) : 0;
}

/* Fills in what of the day's checks was assumed; check stays 0 where nothing was. */
static int
find_assumed(struct db *db, struct forgotten_out *out, const struct home *home)
{
    struct check_list list = {0};
    int rc = checks_read(db, &list, out->child_id, home->id, out->day);
    for (int i = 0; i < list.count; i++) {
        if (list.checks[i].kind == EVENT_CHECK_IN)
            out->in_ms = list.checks[i].time_ms;
        if (!list.checks[i].assumed)
            continue;
        out->check = list.checks[i].seq;
        out->assumed_ms = list.checks[i].time_ms;
        break;
    }
    checks_free(&list);
    out->usual_ms = usual_out(db, home, out->child_id, out->day);
    if (out->usual_ms <= out->in_ms)
        out->usual_ms = 0;
    return rc;
}

int
correct_forgotten_each(struct db *db, int64_t home_id, int from, int until,
    int (*each)(const struct forgotten_out *, void *), void *payload)
{
    struct home home;
    if (!home_get(db, &home, home_id))
        return DB_OK;
    sqlite3_stmt *stmt = query(db, Q_day_assumed, "idd", home_id, from, until);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct forgotten_out out = {
            .child_id = query_int(stmt, "child_id"), .day = (int)query_int(stmt, "day")};
        stop = find_assumed(db, &out, &home);
        if (stop == DB_OK && out.check)
            stop = each(&out, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
