/* tasks.c: homework for many children, as tutors set it and tick it off. */
#include "db/tasks.h"

#include "db/day.h"
#include "db/event.h"
#include "db/homework_row.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

int
task_class_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct task_class *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_homework_class_each, "id", home_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct task_class class = {.children = (int)query_int(stmt, "n")};
        query_copy(stmt, "school", class.school, sizeof class.school);
        query_copy(stmt, "grade", class.grade, sizeof class.grade);
        stop = each(&class, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
task_text_each(struct db *db, enum homework_subject subject, int day,
    int (*each)(const char *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_homework_text_each, "tdd", homework_subject_name(subject),
        day_add(day, -TASK_TEXT_DAYS), (int)TASK_TEXTS);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0)
        stop = each(query_text(stmt, "text"), payload);
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static int
put_all(struct db *db, const struct task_order *order)
{
    int rc = DB_OK;
    for (int i = 0; rc == DB_OK && i < order->class_count + order->child_count; i++) {
        struct homework item = {
            .subject = order->subject, .due_day = order->due_day, .staff_id = order->staff_id};
        snprintf(item.text, sizeof item.text, "%s", order->text);
        if (i < order->class_count) {
            memcpy(item.school, order->classes[i].school, sizeof item.school);
            memcpy(item.grade, order->classes[i].grade, sizeof item.grade);
        } else {
            item.child_id = order->children[i - order->class_count];
        }
        rc = homework_put(db, &item);
    }
    return rc;
}

int
task_set(struct db *db, struct task_set *out, const struct task_order *order)
{
    *out = (struct task_set){0};
    if (!order->text[0] || !day_exists(order->due_day))
        return db_fail(db, DB_REFUSED, "%s", _("Say what is to be done, and until when."));
    if (order->class_count + order->child_count == 0)
        return db_fail(db, DB_REFUSED, "%s", _("Say for whom it is."));
    int64_t before = 0, after = 0;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    before = query_number(db, query(db, Q_homework_sequence, ""), "id", 0);
    rc = put_all(db, order);
    if (rc == DB_OK)
        after = query_number(db, query(db, Q_homework_newest_id, ""), "id", 0);
    if (rc != DB_OK) {
        db_rollback(db);
        return rc;
    }
    if (after > before)
        *out = (struct task_set){before + 1, after};
    return db_commit(db);
}

int
task_unset(struct db *db, int *left, const struct task_set *order)
{
    *left = 0;
    int rc = query_run(db, query(db, Q_homework_drop, "ii", order->first_id, order->last_id));
    if (rc != DB_OK)
        return rc;
    *left = (int)query_number(
        db, query(db, Q_homework_count, "ii", order->first_id, order->last_id), "n", 0);
    return DB_OK;
}

int
task_each(struct db *db, int64_t home_id, int day, const int due[2],
    int (*each)(const struct task_item *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_homework_tally, "iddd", home_id, day, due[0], due[1]);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct task_item task = {.children = (int)query_int(stmt, "children"),
            .asked = (int)query_int(stmt, "asked"),
            .need_help = (int)query_int(stmt, "need_help"),
            .ticked = (int)query_int(stmt, "ticked")};
        homework_read(stmt, &task.homework);
        query_copy(stmt, "only_for", task.only_for, sizeof task.only_for);
        stop = each(&task, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
task_child_each(struct db *db, int64_t homework_id, int64_t home_id, int day,
    int (*each)(const struct task_child *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_homework_child_each, "iid", homework_id, home_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct task_child child = {.child_id = query_int(stmt, "id"),
            .here = query_int(stmt, "here") != 0,
            .state = homework_state_parse(query_text(stmt, "state")),
            .own = query_int(stmt, "own") != 0};
        child.own = child.own && child.state != HOMEWORK_OPEN;
        query_copy(stmt, "name", child.name, sizeof child.name);
        query_copy(stmt, "animal", child.animal, sizeof child.animal);
        stop = each(&child, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

/* The newest event's seq; nobody else writes in this transaction. */
static int64_t
newest_seq(struct db *db)
{
    return query_number(db, query(db, Q_event_newest_seq, ""), "seq", 0);
}

int
task_tick(
    struct db *db, struct task_ticked *out, const struct task_tick *tick, const struct moment *now)
{
    *out = (struct task_ticked){0};
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    int64_t before = newest_seq(db);
    for (int i = 0; rc == DB_OK && i < tick->count; i++) {
        struct homework_mark mark = {
            tick->children[i], tick->homework_id, tick->state, tick->staff_id};
        rc = homework_mark(db, &mark, now);
    }
    if (rc != DB_OK) {
        db_rollback(db);
        return rc;
    }
    out->first_seq = before + 1;
    out->last_seq = newest_seq(db);
    out->count = (int)(out->last_seq - before);
    out->same = tick->count - out->count;
    return db_commit(db);
}

/* An undo for the mark of the row. */
static int
take_back(struct db *db, sqlite3_stmt *row, int64_t staff_id, const struct moment *at)
{
    char payload[64];
    uint8_t cause[EVENT_ID_LEN] = {0};
    const void *id = query_blob(row, "id", EVENT_ID_LEN);
    if (id)
        memcpy(cause, id, EVENT_ID_LEN);
    snprintf(payload, sizeof payload, "{\"homework\":%lld}", (long long)query_int(row, "homework"));
    struct event event = {.kind = EVENT_HOMEWORK_UNDO,
        .home_id = setting_home(db),
        .child_id = query_int(row, "child_id"),
        .staff_id = staff_id,
        .cause = cause,
        .at = *at,
        .payload = payload};
    return event_append(db, &event);
}

int
task_untick(struct db *db, int *count, const struct task_ticked *ticked, int64_t staff_id,
    const struct moment *now)
{
    *count = 0;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct moment at = event_judge(db, now);
    sqlite3_stmt *stmt = query(db, Q_homework_tick_each, "ii", ticked->first_seq, ticked->last_seq);
    while ((rc = query_step(db, stmt)) > 0) {
        rc = take_back(db, stmt, staff_id, &at);
        if (rc != DB_OK)
            break;
        ++*count;
    }
    sqlite3_reset(stmt);
    if (rc == DB_OK)
        return db_commit(db);
    *count = 0;
    db_rollback(db);
    return rc;
}

int
task_behind_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct task_behind *, void *), void *payload)
{
    sqlite3_stmt *stmt =
        query(db, Q_homework_behind, "idd", home_id, day, day_add(day, -HOMEWORK_PAST_DAYS));
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct task_behind behind = {.child_id = query_int(stmt, "id"),
            .here = query_int(stmt, "here") != 0,
            .late = (int)query_int(stmt, "late"),
            .since_day = (int)query_int(stmt, "since_day")};
        query_copy(stmt, "name", behind.name, sizeof behind.name);
        query_copy(stmt, "animal", behind.animal, sizeof behind.animal);
        query_copy(stmt, "school", behind.school, sizeof behind.school);
        query_copy(stmt, "grade", behind.grade, sizeof behind.grade);
        stop = each(&behind, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
