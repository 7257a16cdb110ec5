/* care_session.c: the parts of a holiday's day. */
#include "db/care_act.h"

#include "db/places.h"
#include "db/text.h"

#include <string.h>

static const struct {
    const char *name, *chinese;
} parts[CARE_PART_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    CARE_PARTS(X)
#undef X
};

const char *
care_part_name(enum care_part part)
{
    return parts[part].name;
}

int
care_part_parse(const char *text)
{
    for (int i = 0; i < CARE_PART_COUNT; i++)
        if (strcmp(text, parts[i].name) == 0 || strcmp(text, parts[i].chinese) == 0)
            return i;
    return -1;
}

static void
read_session(sqlite3_stmt *row, struct care_session *out)
{
    int part = care_part_parse(query_text(row, "part"));
    *out = (struct care_session){.id = query_int(row, "id"),
        .period_id = query_int(row, "period_id"),
        .part = part < 0 ? CARE_MORNING : (enum care_part)part,
        .starts_min = (int)query_int(row, "starts_min"),
        .ends_min = (int)query_int(row, "ends_min"),
        .weekdays = (int)query_int(row, "weekdays"),
        .capacity = (int)query_int(row, "capacity"),
        .meal = query_int(row, "meal") != 0,
        .per_adult = (int)query_int(row, "per_adult")};
    query_copy(row, "name", out->name, sizeof out->name);
    query_copy(row, "room", out->room, sizeof out->room);
}

static bool
one(struct db *db, struct care_session *out, sqlite3_stmt *stmt)
{
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_session(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

bool
care_session_get(struct db *db, struct care_session *out, int64_t id)
{
    return one(db, out, query(db, Q_care_session_get, "i", id));
}

bool
care_session_find(struct db *db, struct care_session *out, int64_t period_id, const char *name)
{
    return one(db, out, query(db, Q_care_session_find, "it", period_id, name));
}

int
care_sessions(struct db *db, struct care_session out[CARE_SESSIONS], int64_t period_id)
{
    sqlite3_stmt *stmt = query(db, Q_care_session_each, "i", period_id);
    int rc = 0, n = 0;
    while (n < CARE_SESSIONS && (rc = query_step(db, stmt)) > 0)
        read_session(stmt, &out[n++]);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : n;
}

static int
refuse(struct db *db, const char *sentence)
{
    return db_fail(db, DB_REFUSED, "%s", sentence);
}

/* What can be said of a session without looking at others. */
static int
check_row(struct db *db, const struct care_session *s)
{
    if (!care_is_said(s->name))
        return refuse(db, _("A care session needs a name."));
    if (s->ends_min <= s->starts_min || s->starts_min < 0 || s->ends_min > 24 * 60)
        return refuse(
            db, _("It ends before it begins: no session goes over midnight. Correct the times."));
    if (s->weekdays < 1 || s->weekdays > CARE_ALL_WEEK)
        return refuse(db, _("On which days of the week is it? Choose one at least."));
    if (s->capacity < 1 || s->capacity > CARE_CAPACITY)
        return db_fail(db, DB_REFUSED, _("A session has from 1 to %d places. Correct the number."),
            CARE_CAPACITY);
    if (s->per_adult < 1 || s->per_adult > CARE_CAPACITY)
        return refuse(db, _("How many children to one adult? Correct the number."));
    return DB_OK;
}

static int
check_clash(struct db *db, int64_t period_id)
{
    char name[NAME_SIZE] = "", other[NAME_SIZE] = "";
    sqlite3_stmt *stmt = query(db, Q_care_session_clash, "i", period_id);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        query_copy(stmt, "name", name, sizeof name);
        query_copy(stmt, "other", other, sizeof other);
    }
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc;
    return db_fail(db, DB_REFUSED, _("The sessions \"%s\" and \"%s\" overlap. Correct the times."),
        name, other);
}

/* Are as many places left as are given? */
static int
check_capacity(struct db *db, const struct care_session *s, const struct care *care)
{
    const int days[] = {care->period.from_day, care->period.until_day};
    int given = place_fullest(db, s->id, days, s->weekdays, 0);
    if (given <= s->capacity)
        return given < 0 ? given : DB_OK;
    return db_fail(db, DB_REFUSED,
        _("%d children have a place in the session \"%s\": it can't have fewer."), given, s->name);
}

static int
find_care(struct db *db, struct care *out, int64_t period_id)
{
    if (!care_get(db, out, period_id))
        return refuse(db, _("Holiday care belongs to a winter or summer holiday. Choose one."));
    return care_may_edit(db, period_id);
}

static int
check_count(struct db *db, const struct care *care)
{
    if (care->sessions < CARE_SESSIONS)
        return DB_OK;
    return db_fail(db, DB_REFUSED, _("A holiday has at most %d sessions."), CARE_SESSIONS);
}

static int
put(struct db *db, struct care_session *s)
{
    return query_put(db,
        query(db, Q_care_session_put, "itttdddddd", s->period_id, care_part_name(s->part), s->name,
            s->room, s->starts_min, s->ends_min, s->weekdays, s->capacity, (int)s->meal,
            s->per_adult),
        query(db, Q_care_session_find, "it", s->period_id, s->name), &s->id);
}

static int
change(struct db *db, const struct care_session *s)
{
    return query_run(db, query(db, Q_care_session_change, "itttdddddd", s->id,
                             care_part_name(s->part), s->name, s->room, s->starts_min, s->ends_min,
                             s->weekdays, s->capacity, (int)s->meal, s->per_adult));
}

static bool
is_same(const struct care_session *a, const struct care_session *b)
{
    return a->part == b->part && strcmp(a->room, b->room) == 0 && a->starts_min == b->starts_min &&
           a->ends_min == b->ends_min && a->weekdays == b->weekdays && a->capacity == b->capacity &&
           a->meal == b->meal && a->per_adult == b->per_adult;
}

/* What is there already is no edit, of closed care neither. */
int
care_session_put(struct db *db, struct care_session *s)
{
    struct care care;
    struct care_session known;
    bool found = care_session_find(db, &known, s->period_id, s->name);
    if (found && is_same(&known, s)) {
        s->id = known.id;
        return DB_OK;
    }
    int rc = check_row(db, s);
    if (rc == DB_OK)
        rc = find_care(db, &care, s->period_id);
    if (rc == DB_OK && !found)
        rc = check_count(db, &care);
    if (rc == DB_OK)
        rc = put(db, s);
    return rc == DB_OK ? check_capacity(db, s, &care) : rc;
}

static int
save(struct db *db, struct care_session *s, const struct roster_by *by)
{
    struct care care;
    struct care_session other;
    int rc = check_row(db, s);
    if (rc == DB_OK)
        rc = find_care(db, &care, s->period_id);
    if (rc == DB_OK && !s->id)
        rc = check_count(db, &care);
    if (rc == DB_OK && care_session_find(db, &other, s->period_id, s->name) && other.id != s->id)
        return refuse(db, _("There is a session of that name. Choose another."));
    if (rc == DB_OK)
        rc = s->id ? change(db, s) : put(db, s);
    if (rc == DB_OK)
        rc = check_clash(db, s->period_id);
    if (rc == DB_OK)
        rc = check_capacity(db, s, &care);
    return rc == DB_OK ? roster_record(db, by, "care_session", s->name, 0) : rc;
}

int
care_session_save(struct db *db, struct care_session *session, const struct roster_by *by)
{
    int64_t id = session->id;
    int rc = db_begin(db);
    if (rc == DB_OK)
        rc = care_finish(db, save(db, session, by));
    if (rc != DB_OK)
        session->id = id;
    return rc;
}

static int
remove_session(struct db *db, const struct care_session *s, const struct roster_by *by)
{
    int rc = care_may_edit(db, s->period_id);
    if (rc != DB_OK)
        return rc;
    int64_t used = query_number(db, query(db, Q_care_session_in_use, "i", s->id), "n", -1);
    if (used != 0)
        return used < 0 ? DB_FAILED
                        : refuse(db, _("Children have, had or wait for a place in it: it stays."));
    rc = query_run(db, query(db, Q_care_session_remove, "i", s->id));
    return rc == DB_OK ? roster_record(db, by, "care_session", s->name, 0) : rc;
}

int
care_session_remove(struct db *db, int64_t id, const struct roster_by *by)
{
    struct care_session session;
    if (!care_session_get(db, &session, id))
        return refuse(db, _("This session is not there any more."));
    int rc = db_begin(db);
    return rc == DB_OK ? care_finish(db, remove_session(db, &session, by)) : rc;
}

static int
check_care(const struct care *care, void *payload)
{
    struct db *db = payload;
    struct care_session sessions[CARE_SESSIONS];
    int rc = check_clash(db, care->period.id);
    int count = rc == DB_OK ? care_sessions(db, sessions, care->period.id) : rc;
    for (int i = 0; rc == DB_OK && i < count; i++)
        rc = check_capacity(db, &sessions[i], care);
    return count < 0 ? count : rc;
}

int
care_check(struct db *db)
{
    char name[NAME_SIZE] = "";
    sqlite3_stmt *stmt = query(db, Q_care_term, "");
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "name", name, sizeof name);
    sqlite3_reset(stmt);
    if (rc > 0)
        return db_fail(
            db, DB_REFUSED, _("%s has holiday care: it stays a winter or summer holiday."), name);
    return rc < 0 ? rc : care_each(db, 0, check_care, db);
}
