/* change_merge.c: what a change does to its row.
 *
 * Column by column: a column that still is what the change replaces is changed; one that is not is
 * put in question, unless a question has that value as the other one: then who asked goes on from
 * there. So of several changes of a column the same values stay, whoever is heard first. A removal
 * replaces the whole row. */
#include "db/change_inside.h"
#include "db/handle.h"
#include "db/question_inside.h"

#include <stdio.h>
#include <string.h>

static char *
row_of(struct db *db, int *rc, const struct change *c)
{
    return change_text(db, rc, synced_with(db, c->table, SYNCED_ROW, c->key));
}

/* The row, of which the change may say a key that it had once. */
static char *
follow(struct db *db, int *rc, struct change *c, bool *removed)
{
    enum { MOVES_MOST = 64 };
    *removed = false;
    for (int i = 0; *rc == DB_OK && i < MOVES_MOST; i++) {
        char *row = row_of(db, rc, c);
        if (row || *rc != DB_OK)
            return row;
        sqlite3_stmt *stmt = query(db, Q_former_get, "tt", c->name, c->key);
        bool was = query_step(db, stmt) > 0;
        char *next = was ? change_copy(stmt, "moved_to") : NULL;
        sqlite3_reset(stmt);
        *removed = was && !next;
        if (!next)
            return NULL;
        change_put_text(&c->key, next);
    }
    return NULL;
}

static int
run(struct db *db, enum query q, const struct change *c, const char *third)
{
    return query_run(db, query(db, q, "ttt", c->name, c->key, third));
}

/* What a rule of the data forbids is asked, with the rule. */
static int
ask_refused(struct db *db, const struct change *c, int rc, const char *ours, const char *theirs,
    enum change_outcome *out)
{
    char why[512];
    if (rc != DB_REFUSED)
        return rc;
    snprintf(why, sizeof why, "%s", db_why(db));
    *out = CHANGE_ASKED;
    return question_put(db, c, ours, theirs, why);
}

static int
insert(struct db *db, const struct change *c, enum change_outcome *out)
{
    int rc = change_run(db, synced(db, c->table, SYNCED_INSERT), c->after, NULL);
    *out = CHANGE_APPLIED;
    if (rc != DB_OK)
        return ask_refused(db, c, rc, "", c->after, out);
    return query_run(db, query(db, Q_former_drop, "tt", c->name, c->key));
}

static int
remove_row(struct db *db, const struct change *c, const char *row, enum change_outcome *out)
{
    int rc = DB_OK;
    char *same = change_text(db, &rc, query(db, Q_change_is_same, "tt", c->before, row));
    bool fits = same && same[0] == '1';
    sqlite3_free(same);
    *out = fits ? CHANGE_APPLIED : CHANGE_ASKED;
    if (rc == DB_OK && !fits)
        return question_put(db, c, row, "", "");
    if (rc == DB_OK)
        rc = change_run(db, synced(db, c->table, SYNCED_REMOVE), c->key, NULL);
    if (rc != DB_OK)
        return ask_refused(db, c, rc, row, "", out);
    return query_run(db, query(db, Q_former_put, "tttt", c->name, c->key, "", row));
}

/* The row is gone already. */
static int
remove_nothing(struct db *db, const struct change *c, bool removed, enum change_outcome *out)
{
    bool comes =
        query_number(db, query(db, Q_change_waiting_has, "tt", c->name, c->key), "n", 0) > 0;
    *out = comes && !removed ? CHANGE_WAITS : CHANGE_KNOWN;
    return run(db, Q_question_gives_up, c, c->before);
}

/* Writes the columns in `cells`; the row may have another key then. */
static int
write_cells(struct db *db, struct change *c, const char *cells)
{
    int rc = change_run(db, synced(db, c->table, SYNCED_UPDATE), c->key, cells);
    char *patched = change_text(db, &rc, query(db, Q_change_patch, "tt", c->key, cells));
    char *key = patched ? change_key(db, &rc, c, patched) : NULL;
    sqlite3_free(patched);
    if (rc == DB_OK && key && strcmp(key, c->key) != 0) {
        rc = query_run(db, query(db, Q_former_put, "tttt", c->name, c->key, key, ""));
        if (rc == DB_OK)
            rc = query_run(db, query(db, Q_former_drop, "tt", c->name, key));
        if (rc == DB_OK)
            rc = run(db, Q_question_moves, c, key);
        change_put_text(&c->key, key);
        key = NULL;
    }
    sqlite3_free(key);
    return rc;
}

/* Columns that are not what the change replaces. Where a question has that as the other value, it
 * is about the new one from now on. */
static int
ask(struct db *db, const struct change *c, const char *row, const char *differs,
    enum change_outcome *out)
{
    const char *before = c->before ? c->before : "{}";
    int rc = DB_OK;
    if (strcmp(differs, "{}") != 0)
        *out = CHANGE_ASKED;
    if (!c->before)
        rc = run(db, Q_question_comes_back, c, differs);
    char *rest =
        change_text(db, &rc, query(db, Q_question_rest, "tttt", c->name, c->key, differs, before));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_question_follow, "tttt", c->name, c->key, c->after, before));
    if (rc == DB_OK && strcmp(rest, "{}") != 0)
        rc = question_put(db, c, row, rest, "");
    sqlite3_free(rest);
    return rc;
}

static int
merge_cells(struct db *db, struct change *c, const char *row, enum change_outcome *out)
{
    char *fits = NULL, *differs = NULL;
    sqlite3_stmt *stmt =
        query(db, Q_change_cells, "ttt", c->after, c->before ? c->before : "{}", row);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        fits = change_copy(stmt, "fits");
        differs = change_copy(stmt, "differs");
    }
    sqlite3_reset(stmt);
    rc = rc < 0 ? rc : DB_OK;
    *out = CHANGE_KNOWN;
    if (rc == DB_OK && fits && strcmp(fits, "{}") != 0) {
        *out = CHANGE_APPLIED;
        rc = write_cells(db, c, fits);
        if (rc == DB_REFUSED)
            rc = ask_refused(db, c, rc, row, fits, out);
    }
    if (rc == DB_OK)
        rc = ask(db, c, row, differs ? differs : "{}", out);
    sqlite3_free(fits);
    sqlite3_free(differs);
    return rc;
}

/* An edit of a row that somebody removed: with it the row would be there again. */
static int
ask_for_removed(struct db *db, const struct change *c, enum change_outcome *out)
{
    int rc = DB_OK;
    *out = CHANGE_ASKED;
    char *was = change_text(db, &rc, query(db, Q_former_row, "tt", c->name, c->key));
    char *theirs =
        was ? change_text(db, &rc, query(db, Q_change_patch, "tt", was, c->after)) : NULL;
    sqlite3_free(was);
    if (rc == DB_OK)
        rc = run(db, Q_question_restores, c, c->after);
    if (rc == DB_OK && query_changes(db) == 0)
        rc = question_put(db, c, "", theirs ? theirs : c->after, "");
    sqlite3_free(theirs);
    return rc;
}

int
change_merge(struct db *db, struct change *c, enum change_outcome *out, char **needs)
{
    int rc = DB_OK;
    bool removed;
    char *row = follow(db, &rc, c, &removed);
    if (rc == DB_OK && !c->after)
        rc = row ? remove_row(db, c, row, out) : remove_nothing(db, c, removed, out);
    else if (rc == DB_OK && row)
        rc = merge_cells(db, c, row, out);
    else if (rc == DB_OK && !c->before)
        rc = insert(db, c, out);
    else if (rc == DB_OK && removed)
        rc = ask_for_removed(db, c, out);
    else
        *out = CHANGE_WAITS;
    if (rc == DB_OK && *out == CHANGE_WAITS)
        *needs = change_text(db, &rc, query(db, Q_change_known_by, "tt", c->name, c->key));
    sqlite3_free(row);
    return rc;
}
