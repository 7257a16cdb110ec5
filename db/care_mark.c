/* care_mark.c: marks by hand, as events. */
#include "db/care_mark.h"

#include "db/care_act.h"
#include "db/enrol.h"
#include "db/text.h"

#include <string.h>

static const char *const names[CARE_MARK_COUNT] = {
#define X(id, name) [id] = name,
    CARE_MARKS(X)
#undef X
};

const char *
care_mark_name(enum care_mark_kind mark)
{
    return names[mark];
}

static enum care_mark_kind
parse(const char *name)
{
    for (int i = 0; i < CARE_MARK_COUNT; i++)
        if (strcmp(names[i], name) == 0)
            return (enum care_mark_kind)i;
    return CARE_MARK_NONE;
}

static int
refuse(struct db *db, const char *sentence)
{
    return db_fail(db, DB_REFUSED, "%s", sentence);
}

static bool
is_of_meal(enum care_mark_kind mark)
{
    return mark == CARE_MARK_ATE || mark == CARE_MARK_NOT_EATEN;
}

/* What is closed changes by correction alone, and that is a social worker's. */
static int
check_closed(struct db *db, const struct care *care, const char *reason, int64_t staff_id)
{
    struct staff staff = {0};
    if (care->state != CARE_CLOSED)
        return DB_OK;
    if (staff_id &&
        (!staff_get(db, &staff, staff_id) || staff_access(staff.role) < ACCESS_SOCIAL_WORKER))
        return refuse(db, _("This holiday care is closed: a social worker can correct it."));
    if (!care_is_said(reason))
        return refuse(db, _("This holiday care is closed: say why it is corrected."));
    return DB_OK;
}

static int
check(struct db *db, const struct care_mark *m, struct care *care, const struct roster_by *by)
{
    struct care_session s;
    struct enrolled enrolled;
    if (!care_session_get(db, &s, m->session_id) || !care_get(db, care, s.period_id))
        return refuse(db, _("This session is not there any more."));
    if (m->day > by->today)
        return refuse(db, _("This day is still to come."));
    if (!care_held(db, care, &s, m->day))
        return db_fail(db, DB_REFUSED, _("The session \"%s\" was not held on this day."), s.name);
    if (is_of_meal(m->mark) && !s.meal)
        return db_fail(db, DB_REFUSED, _("There is no meal in the session \"%s\"."), s.name);
    if (!enrol_get(db, &enrolled, s.period_id, m->child_id, m->day))
        return refuse(db, _("The child is not enrolled. Enrol it first."));
    int rc = check_closed(db, care, m->reason, by->staff_id);
    return rc == DB_OK ? care_check_reason(db, m->reason) : rc;
}

/* The mark that holds; CARE_MARK_NONE for none. Negative: a db_error. */
static int
newest(struct db *db, uint8_t id[EVENT_ID_LEN], const struct care_mark *m, bool meal)
{
    sqlite3_stmt *stmt =
        query(db, Q_care_mark_newest, "diid", m->day, m->session_id, m->child_id, (int)meal);
    int rc = query_step(db, stmt);
    const void *bytes = rc > 0 ? query_blob(stmt, "id", EVENT_ID_LEN) : NULL;
    if (bytes)
        memcpy(id, bytes, EVENT_ID_LEN);
    if (rc > 0)
        rc = (int)parse(query_text(stmt, "mark"));
    sqlite3_reset(stmt);
    return rc;
}

static int
put(struct db *db, const struct care_mark *m, const struct roster_by *by)
{
    struct care care;
    uint8_t id[EVENT_ID_LEN];
    struct event event = {.kind = EVENT_CARE_MARK, .child_id = m->child_id};
    int rc = m->mark == CARE_MARK_NONE ? DB_FAILED : check(db, m, &care, by);
    if (rc != DB_OK)
        return rc;
    rc = newest(db, id, m, is_of_meal(m->mark));
    if (rc < 0 || rc == (int)m->mark)
        return rc < 0 ? rc : DB_OK;
    return care_record(db, &event, &care,
        query(db, Q_care_mark_payload, "idtt", m->session_id, m->day, names[m->mark], m->reason),
        by);
}

int
care_mark_put(struct db *db, const struct care_mark *mark, const struct roster_by *by)
{
    int rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, put(db, mark, by)) : rc;
}

/* An undo bears what it takes back, and why. */
static int
undo(struct db *db, const struct care_mark *m, bool meal, const struct roster_by *by)
{
    struct care care;
    uint8_t id[EVENT_ID_LEN];
    struct event event = {.kind = EVENT_CARE_MARK_UNDO, .child_id = m->child_id, .cause = id};
    int rc = newest(db, id, m, meal);
    if (rc <= 0)
        return rc;
    struct care_mark taken = *m;
    taken.mark = (enum care_mark_kind)rc;
    rc = check(db, &taken, &care, by);
    if (rc != DB_OK)
        return rc;
    return care_record(db, &event, &care,
        query(db, Q_care_mark_payload, "idtt", m->session_id, m->day, names[taken.mark], m->reason),
        by);
}

int
care_mark_undo(struct db *db, const struct care_mark *mark, bool meal, const struct roster_by *by)
{
    int rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, undo(db, mark, meal, by)) : rc;
}

int
care_mark_each(struct db *db, int64_t period_id, int from_day, int until_day,
    int (*each)(const struct care_mark *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_care_mark_each, "idd", period_id, from_day, until_day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct care_mark mark = {.session_id = query_int(stmt, "session_id"),
            .child_id = query_int(stmt, "child_id"),
            .day = (int)query_int(stmt, "day"),
            .mark = parse(query_text(stmt, "mark"))};
        query_copy(stmt, "reason", mark.reason, sizeof mark.reason);
        stop = each(&mark, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
