/* help.c: requests are marks; what becomes of them are events that name them as their cause. */
#include "db/help.h"

#include "db/day.h"
#include "db/homework_row.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The event by which a request was taken, and not given back; it counts on its own day. */
struct taken {
    uint8_t id[EVENT_ID_LEN];
    int64_t staff_id; /* 0: nobody */
};

static int
find_taken(struct db *db, struct taken *out, const uint8_t request[EVENT_ID_LEN], int day)
{
    *out = (struct taken){0};
    sqlite3_stmt *stmt = query(db, Q_help_taken, "b", (const void *)request, EVENT_ID_LEN);
    int rc = query_step(db, stmt);
    if (rc > 0 &&
        day_of(query_int(stmt, "time_ms"), (int)query_int(stmt, "utc_offset_min")) == day) {
        const void *id = query_blob(stmt, "id", EVENT_ID_LEN);
        out->staff_id = query_int(stmt, "staff_id");
        if (id)
            memcpy(out->id, id, EVENT_ID_LEN);
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

static void
read_class(sqlite3_stmt *row, struct help *out)
{
    int subject = subject_parse(query_text(row, "subject"));
    out->class_subject = subject < 0 ? SUBJECT_OTHER : (enum subject)subject;
    out->homework.subject = subject == SUBJECT_READING ? HOMEWORK_CHINESE : HOMEWORK_OTHER;
    query_copy(row, "title", out->homework.text, sizeof out->homework.text);
}

/* Of an item; with `in_class`, of a class. */
static void
read_help(sqlite3_stmt *row, struct help *out, bool in_class)
{
    int64_t here_ms = query_int(row, "here_ms"), asked_ms = query_int(row, "time_ms");
    *out = (struct help){.child_id = query_int(row, "asker_id"),
        .since_ms = here_ms > asked_ms ? here_ms : asked_ms,
        .here = here_ms > 0};
    const void *id = query_blob(row, "request", EVENT_ID_LEN);
    if (id)
        memcpy(out->request, id, EVENT_ID_LEN);
    if (in_class)
        read_class(row, out);
    else
        homework_read(row, &out->homework);
    query_copy(row, "name", out->name, sizeof out->name);
    query_copy(row, "animal", out->animal, sizeof out->animal);
    query_copy(row, "class_grade", out->grade, sizeof out->grade);
}

static int
compare(const void *a, const void *b)
{
    const struct help *x = a, *y = b;
    if (x->here != y->here)
        return x->here ? -1 : 1;
    if (x->homework.subject != y->homework.subject)
        return x->homework.subject < y->homework.subject ? -1 : 1;
    return x->since_ms < y->since_ms ? -1 : x->since_ms > y->since_ms;
}

int
help_queue(struct db *db, struct help out[HELP_MOST], int64_t home_id, int day)
{
    sqlite3_stmt *stmt =
        query(db, Q_help_of_homework, "idd", home_id, day, day_add(day, -HOMEWORK_PAST_DAYS));
    int rc = 0, n = 0;
    while (n < HELP_MOST && (rc = query_step(db, stmt)) > 0)
        read_help(stmt, &out[n++], false);
    sqlite3_reset(stmt);
    if (rc < 0)
        return rc;
    stmt = query(db, Q_help_of_class, "id", home_id, day);
    while (n < HELP_MOST && (rc = query_step(db, stmt)) > 0)
        read_help(stmt, &out[n++], true);
    sqlite3_reset(stmt);
    for (int i = 0; rc >= 0 && i < n; i++) {
        struct taken taken;
        rc = find_taken(db, &taken, out[i].request, day);
        out[i].taken_by = taken.staff_id;
    }
    if (rc < 0)
        return rc;
    qsort(out, (size_t)n, sizeof *out, compare);
    return n;
}

/* The mark that asks. */
struct request {
    int64_t child_id, homework_id;
    bool done;
};

static int
find_request(struct db *db, struct request *out, const uint8_t id[EVENT_ID_LEN])
{
    sqlite3_stmt *stmt = query(db, Q_help_request, "b", (const void *)id, EVENT_ID_LEN);
    int rc = query_step(db, stmt);
    if (rc > 0)
        *out = (struct request){
            query_int(stmt, "child_id"), query_int(stmt, "homework"), query_int(stmt, "done") != 0};
    sqlite3_reset(stmt);
    if (rc == 0)
        return db_fail(db, DB_REFUSED, "%s", _("Nobody has asked for this help."));
    return rc < 0 ? rc : DB_OK;
}

/* What is done with a request. */
struct act {
    enum event_kind kind;
    const uint8_t *request;
    int64_t staff_id;
    enum homework_state state; /* of help_done */
    struct moment at;
};

static int
append(struct db *db, const struct act *act, const struct request *r, enum event_kind kind,
    const uint8_t *cause)
{
    char payload[64] = "{}";
    if (r->homework_id)
        snprintf(payload, sizeof payload, "{\"homework\":%lld}", (long long)r->homework_id);
    struct event event = {.kind = kind,
        .home_id = setting_home(db),
        .child_id = r->child_id,
        .staff_id = act->staff_id,
        .cause = cause,
        .at = act->at,
        .payload = payload};
    return event_append(db, &event);
}

static int
refuse_taken(struct db *db, int64_t staff_id)
{
    struct staff staff = {0};
    staff_get(db, &staff, staff_id);
    return db_fail(db, DB_REFUSED, _("%s goes there already."), staff.name);
}

/* The item as the tutor leaves it. */
static int
leave_homework(struct db *db, const struct act *act, const struct request *r)
{
    if (act->state == HOMEWORK_OPEN)
        return append(db, act, r, EVENT_HOMEWORK_UNDO, act->request);
    struct homework_mark mark = {r->child_id, r->homework_id, act->state, act->staff_id};
    return homework_mark(db, &mark, &act->at);
}

static int
apply(struct db *db, const struct act *act)
{
    struct request request = {0};
    struct taken taken = {0};
    struct home home;
    int64_t here = setting_home(db);
    int day = day_of(act->at.utc_ms, home_get(db, &home, here) ? home.utc_offset_min : 480);
    int rc = find_request(db, &request, act->request);
    if (rc == DB_OK)
        rc = find_taken(db, &taken, act->request, day);
    if (rc != DB_OK || request.done)
        return rc;
    if (act->kind == EVENT_HELP_TAKEN && taken.staff_id)
        return taken.staff_id == act->staff_id ? DB_OK : refuse_taken(db, taken.staff_id);
    if (act->kind == EVENT_HELP_TAKEN)
        return append(db, act, &request, EVENT_HELP_TAKEN, act->request);
    if (act->kind == EVENT_HELP_BACK)
        return taken.staff_id ? append(db, act, &request, EVENT_HELP_BACK, taken.id) : DB_OK;
    rc = append(db, act, &request, EVENT_HELP_DONE, act->request);
    return rc == DB_OK && request.homework_id ? leave_homework(db, act, &request) : rc;
}

static int
record(struct db *db, struct act act, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    act.at = event_judge(db, now);
    rc = apply(db, &act);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
help_take(
    struct db *db, const uint8_t request[EVENT_ID_LEN], int64_t staff_id, const struct moment *now)
{
    return record(
        db, (struct act){.kind = EVENT_HELP_TAKEN, .request = request, .staff_id = staff_id}, now);
}

int
help_back(
    struct db *db, const uint8_t request[EVENT_ID_LEN], int64_t staff_id, const struct moment *now)
{
    return record(
        db, (struct act){.kind = EVENT_HELP_BACK, .request = request, .staff_id = staff_id}, now);
}

int
help_done(struct db *db, const uint8_t request[EVENT_ID_LEN], enum homework_state state,
    int64_t staff_id, const struct moment *now)
{
    return record(db,
        (struct act){
            .kind = EVENT_HELP_DONE, .request = request, .staff_id = staff_id, .state = state},
        now);
}

int
help_subjects(struct db *db, bool out[HOMEWORK_SUBJECT_COUNT], int64_t staff_id)
{
    memset(out, 0, HOMEWORK_SUBJECT_COUNT * sizeof *out);
    sqlite3_stmt *stmt = query(db, Q_staff_subject_each, "i", staff_id);
    int rc;
    while ((rc = query_step(db, stmt)) > 0) {
        int subject = homework_subject_parse(query_text(stmt, "subject"));
        if (subject >= 0)
            out[subject] = true;
    }
    return rc;
}

int
help_subject_set(struct db *db, int64_t staff_id, enum homework_subject subject, bool helps)
{
    return query_run(db, query(db, Q_staff_subject_put, "itd", staff_id,
                             homework_subject_name(subject), (int)helps));
}
