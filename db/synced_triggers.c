/* synced_triggers.c: the triggers that note each edit of a synced table in table `change`.
 *
 * They are part of the file, so that whatever program edits it is heard; and made anew after each
 * migration, so that they know the columns that there are. */
#include "db/handle.h"
#include "db/synced_inside.h"

#include <stdlib.h>

/* While a roster or a change is taken in from elsewhere, within one transaction. */
#define UNLESS_QUIET " WHEN NOT EXISTS (SELECT 1 FROM setting WHERE key = 'changes_off')"
#define NEWEST_EVENT "(SELECT coalesce(max(seq), 0) FROM event)"

/* Where a row comes, or goes: `row` is NEW or OLD. */
static void
write_whole(sqlite3_str *sql, const struct columns *t, const char *what, const char *row)
{
    const char *name = t->of->name;
    bool comes = row[0] == 'N';
    sqlite3_str_appendf(sql,
        "CREATE TRIGGER change_%s_%s AFTER %s ON %s" UNLESS_QUIET
        " BEGIN INSERT INTO change (event_seq, tbl, key, %s) VALUES (" NEWEST_EVENT ", '%s', ",
        name, what, what, name, comes ? "after" : "before", name);
    synced_write_object(sql, t, row, true, NULL);
    sqlite3_str_appendall(sql, ", ");
    synced_write_object(sql, t, row, false, NULL);
    sqlite3_str_appendall(sql, "); END;");
}

static void
write_changed(sqlite3_str *sql, const struct columns *t)
{
    const char *name = t->of->name;
    sqlite3_str_appendf(sql,
        "CREATE TRIGGER change_%s_update AFTER UPDATE ON %s" UNLESS_QUIET " BEGIN "
        "INSERT INTO change (event_seq, tbl, key, key_after, before, after) "
        "SELECT " NEWEST_EVENT ", '%s', ",
        name, name, name);
    synced_write_object(sql, t, "OLD", true, NULL);
    sqlite3_str_appendall(sql, ", nullif(");
    synced_write_object(sql, t, "NEW", true, NULL);
    sqlite3_str_appendall(sql, ", ");
    synced_write_object(sql, t, "OLD", true, NULL);
    sqlite3_str_appendall(sql, "), json_group_object(member, was), "
                               "json_group_object(member, is_now) FROM (");
    for (int i = 0; i < t->count; i++) {
        sqlite3_str_appendf(
            sql, "%sSELECT '%s' AS member, ", i ? " UNION ALL " : "", t->column[i].member);
        synced_write_value(sql, &t->column[i], "OLD");
        sqlite3_str_appendall(sql, " AS was, ");
        synced_write_value(sql, &t->column[i], "NEW");
        sqlite3_str_appendall(sql, " AS is_now");
    }
    sqlite3_str_appendall(sql, ") WHERE was IS NOT is_now HAVING count(*) > 0; END;");
}

/* Notes its rows as new ones; a condition follows. */
static void
write_rows(sqlite3_str *sql, const struct columns *t)
{
    sqlite3_str_appendf(sql,
        "INSERT INTO change (event_seq, at_utc_ms, tbl, key, after) SELECT " NEWEST_EVENT
        ", 0, '%s', ",
        t->of->name);
    synced_write_object(sql, t, "t", true, NULL);
    sqlite3_str_appendall(sql, ", ");
    synced_write_object(sql, t, "t", false, NULL);
    sqlite3_str_appendf(sql, " FROM %s AS t ", t->of->name);
}

int
synced_release(struct db *db)
{
    int rc = db_exec(db, "CREATE TEMP TABLE change_heard AS SELECT tbl_name AS tbl "
                         "FROM main.sqlite_schema WHERE type = 'trigger' "
                         "AND name = 'change_' || tbl_name || '_insert'");
    sqlite3_str *sql = sqlite3_str_new(db->sqlite);
    for (int i = 0; i < synced_count(); i++)
        sqlite3_str_appendf(sql,
            "DROP TRIGGER IF EXISTS change_%s_insert; DROP TRIGGER IF EXISTS change_%s_update; "
            "DROP TRIGGER IF EXISTS change_%s_delete;",
            synced_name(i), synced_name(i), synced_name(i));
    char *text = sqlite3_str_finish(sql);
    if (!text)
        abort();
    if (rc == DB_OK)
        rc = db_exec(db, text);
    sqlite3_free(text);
    return rc;
}

static int
install_one(struct db *db, const struct columns *t)
{
    sqlite3_str *sql = sqlite3_str_new(db->sqlite);
    /* Rows of a table that had no triggers are new to everybody else: a file of before this
     * version, or a table that is synced from now on. */
    write_rows(sql, t);
    sqlite3_str_appendf(
        sql, "WHERE NOT EXISTS (SELECT 1 FROM temp.change_heard WHERE tbl = '%s');", t->of->name);
    write_whole(sql, t, "insert", "NEW");
    write_changed(sql, t);
    write_whole(sql, t, "delete", "OLD");
    char *text = sqlite3_str_finish(sql);
    if (!text)
        abort();
    int rc = db_exec(db, text);
    sqlite3_free(text);
    return rc;
}

int
synced_install(struct db *db)
{
    struct columns columns;
    int rc = DB_OK;
    for (int i = 0; rc == DB_OK && i < synced_count(); i++)
        if (synced_columns(db, &columns, synced_described(synced_name(i))))
            rc = install_one(db, &columns);
    return rc == DB_OK ? db_exec(db, "DROP TABLE temp.change_heard") : rc;
}

int
synced_tell_all(struct db *db)
{
    struct columns columns;
    sqlite3_str *sql = sqlite3_str_new(db->sqlite);
    for (int i = 0; i < synced_count(); i++)
        if (synced_columns(db, &columns, synced_described(synced_name(i)))) {
            write_rows(sql, &columns);
            sqlite3_str_appendall(sql, ";");
        }
    char *text = sqlite3_str_finish(sql);
    if (!text)
        abort();
    int rc = db_exec(db, text);
    sqlite3_free(text);
    return rc;
}
