/* synced_sql.c: statements about a table of reference data, made of its description. */
#include "db/synced_inside.h"

#include <string.h>

/* Appends what the row of `of` with the id that `id` gives is known by. */
void
synced_write_known_by(sqlite3_str *sql, const struct description *of, const char *id)
{
    bool one = !of->key[1];
    sqlite3_str_appendf(sql, "(SELECT %s", one ? "" : "json_array(");
    for (int i = 0; i < KEY_MOST && of->key[i]; i++) {
        const char *refers = synced_refers(of, of->key[i]);
        sqlite3_str_appendall(sql, i ? ", " : "");
        if (refers)
            synced_write_known_by(sql, synced_described(refers), of->key[i]);
        else
            sqlite3_str_appendall(sql, of->key[i]);
    }
    sqlite3_str_appendf(sql, "%s FROM %s WHERE id = %s)", one ? "" : ") || ''", of->name, id);
}

/* The way back: the id of the row that is known by what `value` gives. What names no row (a class
 * of no holiday) is null on both sides; what names one that isn't here is no row's. */
void
synced_write_id(sqlite3_str *sql, const struct description *of, const char *value)
{
    sqlite3_str_appendf(sql, "(SELECT id FROM %s WHERE ", of->name);
    for (int i = 0; i < KEY_MOST && of->key[i]; i++) {
        const char *refers = synced_refers(of, of->key[i]);
        char *part =
            of->key[1] ? sqlite3_mprintf("(%s ->> %d)", value, i) : sqlite3_mprintf("%s", value);
        sqlite3_str_appendf(sql, "%s%s IS ", i ? " AND " : "", of->key[i]);
        if (refers) {
            sqlite3_str_appendf(sql, "CASE WHEN %s IS NOT NULL THEN coalesce(", part);
            synced_write_id(sql, synced_described(refers), part);
            sqlite3_str_appendall(sql, ", -1) END");
        } else {
            sqlite3_str_appendall(sql, part);
        }
        sqlite3_free(part);
    }
    sqlite3_str_appendall(sql, ")");
}

/* Holders, by the kinds that are printed in cards. */
static const char *const holder_tables[] = {NULL, "child", "guardian", "staff"};

static void
write_holder(sqlite3_str *sql, const char *kind, const char *prefix, const char *column)
{
    sqlite3_str_appendf(sql,
        "CASE %s.%s WHEN 1 THEN (SELECT json_array(1, no) || '' FROM child WHERE id = %s.%s)"
        " WHEN 2 THEN (SELECT json_array(2, name, phone) || '' FROM guardian WHERE id = %s.%s)"
        " WHEN 3 THEN (SELECT json_array(3, no) || '' FROM staff WHERE id = %s.%s) END",
        prefix, kind, prefix, column, prefix, column, prefix, column);
}

static void
write_holder_id(sqlite3_str *sql, const char *v)
{
    sqlite3_str_appendf(sql,
        "CASE %s ->> 0 WHEN 1 THEN (SELECT id FROM child WHERE no = %s ->> 1)"
        " WHEN 2 THEN (SELECT id FROM guardian WHERE name = %s ->> 1 AND phone = %s ->> 2)"
        " WHEN 3 THEN (SELECT id FROM staff WHERE no = %s ->> 1) END",
        v, v, v, v, v);
}

/* A column of the row `prefix` (NEW, OLD, t) as it is in JSON. */
void
synced_write_value(sqlite3_str *sql, const struct column *c, const char *prefix)
{
    if (c->blob) {
        sqlite3_str_appendf(sql, "hex(%s.%s)", prefix, c->name);
    } else if (!c->refers) {
        sqlite3_str_appendf(sql, "%s.%s", prefix, c->name);
    } else if (c->refers[0] == '@') {
        write_holder(sql, c->refers + 1, prefix, c->name);
    } else {
        char *id = sqlite3_mprintf("%s.%s", prefix, c->name);
        synced_write_known_by(sql, synced_described(c->refers), id);
        sqlite3_free(id);
    }
}

/* The way back, out of the JSON object that `json` ("?1") gives. */
static void
write_column(sqlite3_str *sql, const struct column *c, const char *json)
{
    char *v = sqlite3_mprintf("(%s ->> '$.%s')", json, c->member);
    if (c->blob)
        sqlite3_str_appendf(sql, "unhex(%s)", v);
    else if (!c->refers)
        sqlite3_str_appendall(sql, v);
    else if (c->refers[0] == '@')
        write_holder_id(sql, v);
    else
        synced_write_id(sql, synced_described(c->refers), v);
    sqlite3_free(v);
}

void
synced_write_object(
    sqlite3_str *sql, const struct columns *t, const char *prefix, bool key_only, const char *only)
{
    const char *comma = "";
    sqlite3_str_appendall(sql, "json_object(");
    for (int i = 0; i < t->count; i++) {
        const struct column *c = &t->column[i];
        char *word = sqlite3_mprintf(",%s,", c->name);
        bool wanted = (!key_only || c->keyed) && (!only || strstr(only, word));
        sqlite3_free(word);
        if (!wanted)
            continue;
        sqlite3_str_appendf(sql, "%s'%s', ", comma, c->member);
        synced_write_value(sql, c, prefix);
        comma = ", ";
    }
    sqlite3_str_appendall(sql, ")");
}

/* Is t the row of the key ?1. NULLs are all different, so one takes part as 0, as in the indexes.
 */
static void
write_is_row(sqlite3_str *sql, const struct columns *t)
{
    for (int i = 0; i < t->count && t->column[i].keyed; i++) {
        const struct column *c = &t->column[i];
        sqlite3_str_appendf(sql, i ? " AND " : "");
        sqlite3_str_appendf(
            sql, c->required || !c->refers ? "t.%s = " : "coalesce(t.%s, 0) = coalesce(", c->name);
        write_column(sql, c, "?1");
        sqlite3_str_appendall(sql, c->required || !c->refers ? "" : ", 0)");
    }
}

static void
make_row(sqlite3_str *sql, const struct columns *t)
{
    sqlite3_str_appendall(sql, "SELECT ");
    synced_write_object(sql, t, "t", false, NULL);
    sqlite3_str_appendf(sql, " AS row FROM %s AS t WHERE ", t->of->name);
    write_is_row(sql, t);
}

static void
make_key(sqlite3_str *sql, const struct columns *t)
{
    sqlite3_str_appendall(sql, "SELECT json_object(");
    for (int i = 0; i < t->count && t->column[i].keyed; i++)
        sqlite3_str_appendf(
            sql, "%s'%s', ?1 ->> '$.%s'", i ? ", " : "", t->column[i].member, t->column[i].member);
    sqlite3_str_appendall(sql, ") AS key");
}

static void
write_needs(sqlite3_str *sql, const struct column *c)
{
    if (c->refers[0] != '@') {
        sqlite3_str_appendf(sql, "'%s:' || (?1 ->> '$.%s')", c->refers, c->member);
        return;
    }
    sqlite3_str_appendf(sql, "CASE ?1 ->> '$.%s' ->> 0", c->member);
    for (int kind = 1; kind <= 3; kind++) {
        const char *shape = kind == 2 ? "json_array((?1 ->> '$.%s' ->> 1), (?1 ->> '$.%s' ->> 2))"
                                      : "(?1 ->> '$.%s' ->> 1)";
        sqlite3_str_appendf(sql, " WHEN %d THEN '%s:' || ", kind, holder_tables[kind]);
        sqlite3_str_appendf(sql, shape, c->member, c->member);
    }
    sqlite3_str_appendall(sql, " END");
}

static void
make_missing(sqlite3_str *sql, const struct columns *t)
{
    sqlite3_str_appendall(sql, "SELECT column3 AS needs FROM (VALUES (NULL, NULL, NULL)");
    for (int i = 0; i < t->count; i++) {
        const struct column *c = &t->column[i];
        if (!c->refers)
            continue;
        sqlite3_str_appendf(sql, ", (?1 ->> '$.%s', ", c->member);
        write_column(sql, c, "?1");
        sqlite3_str_appendall(sql, ", ");
        write_needs(sql, c);
        sqlite3_str_appendall(sql, ")");
    }
    sqlite3_str_appendall(
        sql, ") WHERE ?1 IS NOT NULL AND column1 IS NOT NULL AND column2 IS NULL LIMIT 1");
}

static void
make_strange(sqlite3_str *sql, const struct columns *t)
{
    sqlite3_str_appendall(sql, "SELECT key AS name, key IN (");
    for (int i = 0; i < t->count; i++)
        sqlite3_str_appendf(sql, "%s'%s'", i ? ", " : "", t->column[i].member);
    sqlite3_str_appendall(sql,
        ") AS known FROM json_each(?1) "
        "WHERE NOT known OR type NOT IN ('null', 'integer', 'text') LIMIT 1");
}

static void
make_insert(sqlite3_str *sql, const struct columns *t)
{
    sqlite3_str_appendf(sql, "INSERT INTO %s (", t->of->name);
    for (int i = 0; i < t->count; i++)
        sqlite3_str_appendf(sql, "%s%s", i ? ", " : "", t->column[i].name);
    sqlite3_str_appendall(sql, ") VALUES (");
    for (int i = 0; i < t->count; i++) {
        const struct column *c = &t->column[i];
        sqlite3_str_appendf(sql, "%sCASE WHEN json_type(?1, '$.%s') IS NULL THEN %s ELSE ",
            i ? ", " : "", c->member, c->fallback);
        write_column(sql, c, "?1");
        sqlite3_str_appendall(sql, " END");
    }
    sqlite3_str_appendall(sql, ")");
}

static void
make_update(sqlite3_str *sql, const struct columns *t)
{
    sqlite3_str_appendf(
        sql, "UPDATE %s AS t SET %s", t->of->name, t->has_version ? "version = version + 1, " : "");
    for (int i = 0; i < t->count; i++) {
        const struct column *c = &t->column[i];
        sqlite3_str_appendf(sql, "%s%s = CASE WHEN json_type(?2, '$.%s') IS NULL THEN t.%s ELSE ",
            i ? ", " : "", c->name, c->member, c->name);
        write_column(sql, c, "?2");
        sqlite3_str_appendall(sql, " END");
    }
    sqlite3_str_appendall(sql, " WHERE ");
    write_is_row(sql, t);
}

static void
make_remove(sqlite3_str *sql, const struct columns *t)
{
    sqlite3_str_appendf(sql, "DELETE FROM %s AS t WHERE ", t->of->name);
    write_is_row(sql, t);
}

static void
write_rows(sqlite3_str *sql, const struct columns *t, const char *only, const char *which)
{
    const struct description *of = t->of;
    sqlite3_str_appendall(sql, "SELECT ");
    synced_write_object(sql, t, "t", true, NULL);
    sqlite3_str_appendall(sql, " AS key, ");
    synced_write_object(sql, t, "t", false, only);
    sqlite3_str_appendf(sql,
        " AS row FROM %s AS t WHERE ?1 IS NOT NULL AND ?2 IS NOT NULL AND %s(%s) ORDER BY %s 1",
        of->name, which, of->of_home, of->first ? of->first : "");
}

static void
make_of_home(sqlite3_str *sql, const struct columns *t)
{
    write_rows(sql, t, NULL, "");
}

static void
make_guests(sqlite3_str *sql, const struct columns *t)
{
    if (t->of->guests)
        write_rows(sql, t, t->of->guests, "NOT ");
}

static void (*const makers[SYNCED_STATEMENT_COUNT])(sqlite3_str *sql, const struct columns *t) = {
    [SYNCED_ROW] = make_row,
    [SYNCED_KEY] = make_key,
    [SYNCED_MISSING] = make_missing,
    [SYNCED_STRANGE] = make_strange,
    [SYNCED_INSERT] = make_insert,
    [SYNCED_UPDATE] = make_update,
    [SYNCED_REMOVE] = make_remove,
    [SYNCED_OF_HOME] = make_of_home,
    [SYNCED_GUESTS] = make_guests,
};

void
synced_write(sqlite3_str *sql, const struct columns *t, enum synced_statement which)
{
    makers[which](sql, t);
}
