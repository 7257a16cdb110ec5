/* correct_plan.c: which checks are to be told anew, and how: what belongs to one stay goes
 * together. */
#include "db/correct_act.h"

#include "db/checks.h"
#include "db/day.h"
#include "db/query.h"
#include "db/text.h"

#include <assert.h>
#include <string.h>

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

int
correct_plan(struct act *act)
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
