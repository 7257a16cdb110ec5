/* change_apply.c: changes that come from elsewhere: each is taken once, waits for what it names,
 * and wakes what waited for it. */
#include "db/change_inside.h"
#include "db/erase.h"
#include "db/handle.h"
#include "db/question_inside.h"

/* Does what it can; *needs is set with CHANGE_WAITS. */
static int
do_change(struct db *db, struct change *c, enum change_outcome *out, char **needs)
{
    bool newer = c->table < 0 || !synced(db, c->table, SYNCED_ROW);
    int rc = DB_OK;
    *out = CHANGE_APPLIED;
    if (!newer)
        rc = change_check(db, c, &newer);
    if (rc == DB_OK && c->answers)
        rc = query_run(db, query(db, Q_question_close, "t", c->answers));
    if (rc == DB_OK && newer) {
        *out = CHANGE_WAITS;
        *needs = sqlite3_mprintf("");
    }
    if (rc != DB_OK || newer || (!c->before && !c->after))
        return rc;
    *needs = rc == DB_OK ? change_missing(db, &rc, c) : NULL;
    if (*needs)
        *out = CHANGE_WAITS;
    else if (rc == DB_OK)
        rc = change_merge(db, c, out, needs);
    return rc == DB_OK && *out != CHANGE_WAITS ? question_settle(db, c) : rc;
}

static int wake(struct db *db, const char *needs);

/* Notes what came of it, and wakes those that waited for the row. */
static int
finish(struct db *db, const struct change *c, enum change_outcome outcome, const char *needs,
    const char *line)
{
    int rc = query_run(db, query(db, Q_taken_set, "td", c->id, (int)outcome));
    if (rc == DB_OK && outcome == CHANGE_WAITS)
        return query_run(
            db, query(db, Q_change_waiting_put, "ttttt", c->id, c->name, c->key, needs, line));
    char *comes = rc == DB_OK && outcome != CHANGE_KNOWN && c->after
                      ? change_text(db, &rc, query(db, Q_change_known_by, "tt", c->name, c->key))
                      : NULL;
    if (comes)
        rc = wake(db, comes);
    sqlite3_free(comes);
    return rc;
}

static int
again(struct db *db, const char *source, const char *line)
{
    struct change c;
    enum change_outcome outcome;
    char *needs = NULL;
    int rc = change_read(db, &c, source, line);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_change_waiting_drop, "t", c.id));
    if (rc == DB_OK)
        rc = do_change(db, &c, &outcome, &needs);
    if (rc == DB_OK)
        rc = finish(db, &c, outcome, needs, line);
    sqlite3_free(needs);
    change_finish(&c);
    return rc;
}

/* Those that wait for this row, a source's own in their order. */
static int
wake(struct db *db, const char *needs)
{
    char *id = sqlite3_mprintf(""), *line = NULL, *source = sqlite3_mprintf("");
    int64_t seq = 0;
    int rc = DB_OK;
    while (rc == DB_OK) {
        sqlite3_stmt *stmt = query(db, Q_change_waiting_next, "ttit", needs, source, seq, id);
        rc = query_step(db, stmt);
        if (rc > 0) {
            change_put_text(&id, change_copy(stmt, "id"));
            change_put_text(&line, change_copy(stmt, "line"));
            change_put_text(&source, change_copy(stmt, "source"));
            seq = query_int(stmt, "seq");
        }
        sqlite3_reset(stmt);
        if (rc <= 0)
            break;
        rc = again(db, source, line);
    }
    sqlite3_free(id);
    sqlite3_free(line);
    sqlite3_free(source);
    return rc;
}

static int
take(struct db *db, struct change *c, const char *line, enum change_outcome *out)
{
    char *needs = NULL;
    bool known = query_number(db, query(db, Q_taken_get, "t", c->id), "outcome", -1) >= 0;
    *out = CHANGE_KNOWN;
    if (known)
        return DB_OK;
    int rc = change_quiet(db);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_taken_put, "ttid", c->id, c->source, c->seq, 0));
    if (rc == DB_OK)
        rc = do_change(db, c, out, &needs);
    if (rc == DB_OK)
        rc = finish(db, c, *out, needs, line);
    sqlite3_free(needs);
    if (rc == DB_OK && erase_follow(db) < 0)
        rc = DB_FAILED;
    return rc == DB_OK ? change_heard(db) : rc;
}

int
change_apply(struct db *db, const char *source, const char *line, enum change_outcome *out)
{
    struct change c;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = change_read(db, &c, source, line);
    if (rc == DB_OK)
        rc = take(db, &c, line, out);
    change_finish(&c);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
change_wake(struct db *db)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = change_quiet(db);
    if (rc == DB_OK)
        rc = wake(db, "");
    if (rc == DB_OK)
        rc = change_heard(db);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int64_t
change_waiting(struct db *db)
{
    return query_number(db, query(db, Q_change_waiting_count, ""), "n", -1);
}
