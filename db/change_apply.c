/* change_apply.c: changes that come from elsewhere.
 *
 * Column by column: a column that still is what the change replaces is changed; one that is not is
 * put in question, unless a question has that value as the other one: then who asked goes on from
 * there. So of several changes of a column the same values stay, whoever is heard first. A removal
 * replaces the whole row. */
#include "db/change_inside.h"
#include "db/erase.h"
#include "db/handle.h"
#include "db/question_inside.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

static void
change_finish(struct change *c)
{
    char *const texts[] = {c->id, c->name, c->key, c->before, c->after, c->staff, c->answers};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        sqlite3_free(texts[i]);
}

static char *
copy(sqlite3_stmt *stmt, const char *column)
{
    const char *text = query_text(stmt, column);
    return text[0] ? sqlite3_mprintf("%s", text) : NULL;
}

static int
unreadable(struct db *db)
{
    return db_fail(db, DB_REFUSED, "%s",
        _("This change can't be read. Bring the programs on both sides to one version."));
}

static int
read_line(struct db *db, struct change *out, const char *source, const char *line)
{
    *out = (struct change){.source = source};
    if (strlen(line) > CHANGE_LINE_MOST)
        return unreadable(db);
    sqlite3_stmt *stmt = query(db, Q_change_read, "t", line);
    int rc = query_step(db, stmt);
    bool good = rc > 0 && query_int(stmt, "good");
    if (good) {
        out->id = copy(stmt, "id");
        out->name = copy(stmt, "tbl");
        out->key = copy(stmt, "key");
        out->before = copy(stmt, "before");
        out->after = copy(stmt, "after");
        out->staff = copy(stmt, "staff");
        out->answers = copy(stmt, "answers");
        out->seq = query_int(stmt, "seq");
        out->at_utc_ms = query_int(stmt, "at");
        out->table = synced_find(query_text(stmt, "tbl"));
    }
    sqlite3_reset(stmt);
    return good ? DB_OK : unreadable(db);
}

/* Is a member of `json` no column of this program? DB_REFUSED where it can't be any program's. */
static int
look_for_strange(struct db *db, const struct change *c, const char *json, bool *newer)
{
    if (!json)
        return DB_OK;
    sqlite3_stmt *stmt = synced(db, c->table, SYNCED_STRANGE);
    sqlite3_bind_text(stmt, 1, json, -1, SQLITE_TRANSIENT);
    int rc = query_step(db, stmt);
    bool known = rc > 0 && query_int(stmt, "known");
    *newer |= rc > 0 && !known;
    sqlite3_reset(stmt);
    return rc < 0 || known ? unreadable(db) : DB_OK;
}

/* The key in the order of its columns, as it is compared as text. */
static char *
canonical(struct db *db, int *rc, const struct change *c, const char *json)
{
    return change_text(db, rc, synced(db, c->table, SYNCED_KEY), json, NULL);
}

static void
put(char **text, char *next)
{
    sqlite3_free(*text);
    *text = next;
}

/* Brings the key into order. DB_REFUSED where a new row says another key inside. */
static int
check_key(struct db *db, struct change *c)
{
    int rc = DB_OK;
    put(&c->key, canonical(db, &rc, c, c->key));
    char *inside = !c->before && c->after ? canonical(db, &rc, c, c->after) : NULL;
    if (rc == DB_OK && (!c->key || (inside && strcmp(inside, c->key) != 0)))
        rc = unreadable(db);
    sqlite3_free(inside);
    return rc;
}

/* "period:[…]" that is known by another name now: the change names it by that. */
static bool
rename_reference(struct db *db, int *rc, struct change *c, const char *needs)
{
    char table[64];
    const char *colon = strchr(needs, ':');
    snprintf(table, sizeof table, "%.*s", (int)(colon - needs), needs);
    sqlite3_stmt *stmt = query(db, Q_former_renamed, "tt", table, colon + 1);
    char *now = query_step(db, stmt) > 0 ? copy(stmt, "now") : NULL;
    sqlite3_reset(stmt);
    char **const texts[] = {&c->key, &c->before, &c->after};
    for (size_t i = 0; now && i < sizeof texts / sizeof texts[0]; i++)
        if (*texts[i])
            put(texts[i], change_text(db, rc, query(db, Q_change_rename, "ttt", "", "", ""),
                              *texts[i], colon + 1, now, NULL));
    bool renamed = now != NULL;
    sqlite3_free(now);
    return renamed && *rc == DB_OK;
}

/* The first row that the change names and that isn't there: "child:QS-014". NULL: all are. */
static char *
missing(struct db *db, int *rc, struct change *c)
{
    enum { RENAMES_MOST = 8 };
    char *needs = NULL;
    for (int i = 0; *rc == DB_OK && i < RENAMES_MOST; i++) {
        sqlite3_stmt *stmt = synced(db, c->table, SYNCED_MISSING);
        sqlite3_free(needs);
        needs = change_text(db, rc, stmt, c->key, NULL);
        if (!needs && c->after)
            needs = change_text(db, rc, stmt, c->after, NULL);
        if (!needs || !rename_reference(db, rc, c, needs))
            return needs;
    }
    return needs;
}

static char *
row_of(struct db *db, int *rc, const struct change *c)
{
    return change_text(db, rc, synced(db, c->table, SYNCED_ROW), c->key, NULL);
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
        char *next = was ? copy(stmt, "moved_to") : NULL;
        sqlite3_reset(stmt);
        *removed = was && !next;
        if (!next)
            return NULL;
        put(&c->key, next);
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
    char *same =
        change_text(db, &rc, query(db, Q_change_is_same, "tt", "", ""), c->before, row, NULL);
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
    char *patched =
        change_text(db, &rc, query(db, Q_change_patch, "tt", "", ""), c->key, cells, NULL);
    char *key = patched ? canonical(db, &rc, c, patched) : NULL;
    sqlite3_free(patched);
    if (rc == DB_OK && key && strcmp(key, c->key) != 0) {
        rc = query_run(db, query(db, Q_former_put, "tttt", c->name, c->key, key, ""));
        if (rc == DB_OK)
            rc = query_run(db, query(db, Q_former_drop, "tt", c->name, key));
        if (rc == DB_OK)
            rc = run(db, Q_question_moves, c, key);
        put(&c->key, key);
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
    char *rest = change_text(db, &rc, query(db, Q_question_rest, "tttt", "", "", "", ""), c->name,
        c->key, differs, before, NULL);
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
        fits = copy(stmt, "fits");
        differs = copy(stmt, "differs");
    }
    sqlite3_reset(stmt);
    rc = rc < 0 ? rc : DB_OK;
    *out = CHANGE_KNOWN;
    if (rc == DB_OK && strcmp(fits, "{}") != 0) {
        *out = CHANGE_APPLIED;
        rc = write_cells(db, c, fits);
        if (rc == DB_REFUSED)
            rc = ask_refused(db, c, rc, row, fits, out);
    }
    if (rc == DB_OK)
        rc = ask(db, c, row, differs, out);
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
    char *was = change_text(db, &rc, query(db, Q_former_row, "tt", "", ""), c->name, c->key, NULL);
    char *theirs =
        was ? change_text(db, &rc, query(db, Q_change_patch, "tt", "", ""), was, c->after, NULL)
            : NULL;
    sqlite3_free(was);
    if (rc == DB_OK)
        rc = run(db, Q_question_restores, c, c->after);
    if (rc == DB_OK && query_changes(db) == 0)
        rc = question_put(db, c, "", theirs ? theirs : c->after, "");
    sqlite3_free(theirs);
    return rc;
}

static int
merge(struct db *db, struct change *c, enum change_outcome *out, char **needs)
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
        *needs =
            change_text(db, &rc, query(db, Q_change_known_by, "tt", "", ""), c->name, c->key, NULL);
    sqlite3_free(row);
    return rc;
}

/* Does what it can; *needs is set with CHANGE_WAITS. */
static int
do_change(struct db *db, struct change *c, enum change_outcome *out, char **needs)
{
    bool newer = c->table < 0 || !synced(db, c->table, SYNCED_ROW);
    int rc = DB_OK;
    *out = CHANGE_APPLIED;
    if (!newer)
        rc = look_for_strange(db, c, c->key, &newer);
    if (rc == DB_OK && !newer)
        rc = look_for_strange(db, c, c->before, &newer);
    if (rc == DB_OK && !newer)
        rc = look_for_strange(db, c, c->after, &newer);
    if (rc == DB_OK && c->answers)
        rc = query_run(db, query(db, Q_question_close, "t", c->answers));
    if (rc == DB_OK && newer) {
        *out = CHANGE_WAITS;
        *needs = sqlite3_mprintf("");
    }
    if (rc != DB_OK || newer || (!c->before && !c->after))
        return rc;
    rc = check_key(db, c);
    *needs = rc == DB_OK ? missing(db, &rc, c) : NULL;
    if (*needs)
        *out = CHANGE_WAITS;
    else if (rc == DB_OK)
        rc = merge(db, c, out, needs);
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
                      ? change_text(db, &rc, query(db, Q_change_known_by, "tt", "", ""), c->name,
                            c->key, NULL)
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
    int rc = read_line(db, &c, source, line);
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
    char *line = NULL, *source = sqlite3_mprintf("");
    int64_t seq = 0;
    int rc = DB_OK;
    while (rc == DB_OK) {
        sqlite3_stmt *stmt = query(db, Q_change_waiting_next, "tti", needs, source, seq);
        rc = query_step(db, stmt);
        if (rc > 0) {
            put(&line, copy(stmt, "line"));
            put(&source, copy(stmt, "source"));
            seq = query_int(stmt, "seq");
        }
        sqlite3_reset(stmt);
        if (rc <= 0)
            break;
        rc = again(db, source, line);
    }
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
    rc = read_line(db, &c, source, line);
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
