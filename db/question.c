/* question.c: what a person has to decide. */
#include "db/question.h"

#include "db/change_inside.h"
#include "db/handle.h"
#include "db/question_inside.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

int
question_put(struct db *db, const struct change *c, const char *ours, const char *theirs,
    const char *refused)
{
    return query_run(db, query(db, Q_question_put, "tttttttit", c->id, c->name, c->key, ours,
                             theirs, c->source, c->staff ? c->staff : "", c->at_utc_ms, refused));
}

int
question_settle(struct db *db, const struct change *c)
{
    int rc = DB_OK;
    char *row = change_text(db, &rc, synced_with(db, c->table, SYNCED_ROW, c->key));
    if (rc == DB_OK && row)
        rc = query_run(db, query(db, Q_question_refresh, "ttt", c->name, c->key, row));
    else if (rc == DB_OK)
        rc = query_run(db, query(db, Q_question_refresh_gone, "tt", c->name, c->key));
    sqlite3_free(row);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_question_close_settled, "tt", c->name, c->key));
    return rc;
}

static void
read_question(struct question *out, sqlite3_stmt *row)
{
    *out = (struct question){.table = query_text(row, "tbl"),
        .key = query_text(row, "key"),
        .ours = query_text(row, "ours"),
        .theirs = query_text(row, "theirs"),
        .source = query_text(row, "source"),
        .staff = query_text(row, "staff"),
        .refused = query_text(row, "refused"),
        .at_utc_ms = query_int(row, "at_utc_ms")};
    query_copy(row, "id", out->id, sizeof out->id);
}

int
question_each(
    struct db *db, int64_t home_id, int (*each)(const struct question *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_question_each, "it", home_id, "");
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct question question;
        read_question(&question, stmt);
        stop = each(&question, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

/* Puts the row into the state that was chosen. */
static int
settle_row(struct db *db, int table, const char *key, const char *chosen)
{
    int rc = DB_OK;
    char *row = change_text(db, &rc, synced_with(db, table, SYNCED_ROW, key));
    if (rc == DB_OK && chosen[0] && row)
        rc = change_run(db, synced(db, table, SYNCED_UPDATE), key, chosen);
    else if (rc == DB_OK && chosen[0])
        rc = change_run(db, synced(db, table, SYNCED_INSERT), chosen, NULL);
    else if (rc == DB_OK && row)
        rc = change_run(db, synced(db, table, SYNCED_REMOVE), key, NULL);
    sqlite3_free(row);
    return rc;
}

struct answered {
    char *table, *key, *ours, *theirs;
};

static bool
find(struct db *db, struct answered *out, const char *id)
{
    sqlite3_stmt *stmt = query(db, Q_question_get, "t", id);
    bool found = query_step(db, stmt) > 0;
    if (found)
        *out = (struct answered){sqlite3_mprintf("%s", query_text(stmt, "tbl")),
            sqlite3_mprintf("%s", query_text(stmt, "key")),
            sqlite3_mprintf("%s", query_text(stmt, "ours")),
            sqlite3_mprintf("%s", query_text(stmt, "theirs"))};
    sqlite3_reset(stmt);
    return found;
}

/* The change says what was not chosen as well: where the two came in the other order, it is that
 * which has to go. */
static int
answer(struct db *db, const struct answered *a, const char *id, bool theirs,
    const struct roster_by *by)
{
    int rc = change_quiet(db);
    if (rc == DB_OK)
        rc = settle_row(db, synced_find(a->table), a->key, theirs ? a->theirs : a->ours);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_question_close, "t", id));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_change_answer, "ttttt", a->table, a->key,
                               theirs ? a->ours : a->theirs, theirs ? a->theirs : a->ours, id));
    if (rc == DB_OK)
        rc = roster_record(db, by, a->table, a->key, 0);
    if (rc == DB_OK)
        rc = change_sign(db, by->staff_id, &by->at);
    return rc == DB_OK ? change_heard(db) : rc;
}

int
question_answer(
    struct db *db, const char *id, enum question_answer choice, const struct roster_by *by)
{
    struct answered a = {0};
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    if (find(db, &a, id))
        rc = answer(db, &a, id, choice == QUESTION_THEIRS, by);
    else
        rc = db_fail(db, DB_REFUSED, "%s", _("This question is answered already."));
    sqlite3_free(a.table);
    sqlite3_free(a.key);
    sqlite3_free(a.ours);
    sqlite3_free(a.theirs);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}
