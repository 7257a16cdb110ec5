/* change_read.c: a change's line, checked before anything is done by it. */
#include "db/change_inside.h"
#include "db/handle.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

void
change_finish(struct change *c)
{
    char *const texts[] = {c->id, c->name, c->key, c->before, c->after, c->staff, c->answers};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        sqlite3_free(texts[i]);
}

char *
change_copy(sqlite3_stmt *stmt, const char *column)
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

int
change_read(struct db *db, struct change *out, const char *source, const char *line)
{
    *out = (struct change){.source = source};
    if (strlen(line) > CHANGE_LINE_MOST)
        return unreadable(db);
    sqlite3_stmt *stmt = query(db, Q_change_read, "t", line);
    int rc = query_step(db, stmt);
    bool good = rc > 0 && query_int(stmt, "good");
    if (good) {
        out->id = change_copy(stmt, "id");
        out->name = change_copy(stmt, "tbl");
        out->key = change_copy(stmt, "key");
        out->before = change_copy(stmt, "before");
        out->after = change_copy(stmt, "after");
        out->staff = change_copy(stmt, "staff");
        out->answers = change_copy(stmt, "answers");
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
char *
change_key(struct db *db, int *rc, const struct change *c, const char *json)
{
    return change_text(db, rc, synced_with(db, c->table, SYNCED_KEY, json));
}

void
change_put_text(char **text, char *next)
{
    sqlite3_free(*text);
    *text = next;
}

/* Brings the key into order. DB_REFUSED where a new row says another key inside. */
static int
check_key(struct db *db, struct change *c)
{
    int rc = DB_OK;
    change_put_text(&c->key, change_key(db, &rc, c, c->key));
    char *inside = !c->before && c->after ? change_key(db, &rc, c, c->after) : NULL;
    if (rc == DB_OK && (!c->key || (inside && strcmp(inside, c->key) != 0)))
        rc = unreadable(db);
    sqlite3_free(inside);
    return rc;
}

int
change_check(struct db *db, struct change *c, bool *newer)
{
    int rc = look_for_strange(db, c, c->key, newer);
    if (rc == DB_OK)
        rc = look_for_strange(db, c, c->before, newer);
    if (rc == DB_OK)
        rc = look_for_strange(db, c, c->after, newer);
    return rc == DB_OK && !*newer && (c->before || c->after) ? check_key(db, c) : rc;
}

/* "period:[…]" that is known by another name now: the change names it by that. */
static bool
rename_reference(struct db *db, int *rc, struct change *c, const char *needs)
{
    char table[64];
    const char *colon = strchr(needs, ':');
    snprintf(table, sizeof table, "%.*s", (int)(colon - needs), needs);
    sqlite3_stmt *stmt = query(db, Q_former_renamed, "tt", table, colon + 1);
    char *now = query_step(db, stmt) > 0 ? change_copy(stmt, "now") : NULL;
    sqlite3_reset(stmt);
    char **const texts[] = {&c->key, &c->before, &c->after};
    for (size_t i = 0; now && i < sizeof texts / sizeof texts[0]; i++)
        if (*texts[i])
            change_put_text(texts[i],
                change_text(db, rc, query(db, Q_change_rename, "ttt", *texts[i], colon + 1, now)));
    bool renamed = now != NULL;
    sqlite3_free(now);
    return renamed && *rc == DB_OK;
}

/* The first row that the change names and that isn't there: "child:QS-014". NULL: all are. */
char *
change_missing(struct db *db, int *rc, struct change *c)
{
    enum { RENAMES_MOST = 8 };
    char *needs = NULL;
    for (int i = 0; *rc == DB_OK && i < RENAMES_MOST; i++) {
        sqlite3_free(needs);
        needs = change_text(db, rc, synced_with(db, c->table, SYNCED_MISSING, c->key));
        if (!needs && c->after)
            needs = change_text(db, rc, synced_with(db, c->table, SYNCED_MISSING, c->after));
        if (!needs || !rename_reference(db, rc, c, needs))
            return needs;
    }
    return needs;
}
