/* synced.c: one description of each table of reference data, and the SQL that is made of it. */
#include "db/synced.h"

#include "db/handle.h"
#include "db/synced_inside.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OWN_CHILD "t.child_id IN (SELECT id FROM child WHERE home_id = ?1)"
#define OWN_STAFF "t.staff_id IN (SELECT id FROM staff WHERE home_id = ?1)"
#define OWN_PERIOD "t.period_id IN (SELECT id FROM period WHERE home_id = ?1)"
#define OWN_GUARDIANS                                                                              \
    "SELECT l.guardian_id FROM child_guardian AS l JOIN child AS c ON c.id = l.child_id "          \
    "WHERE c.home_id = ?1 UNION ALL "                                                              \
    "SELECT w.leader_id FROM walk AS w WHERE w.home_id = ?1 AND w.leader_kind = 2"
#define CHILD                                                                                      \
    {                                                                                              \
        "child_id", "child"                                                                        \
    }
#define STAFF                                                                                      \
    {                                                                                              \
        "staff_id", "staff"                                                                        \
    }
#define HOME                                                                                       \
    {                                                                                              \
        "home_id", "home"                                                                          \
    }
#define PERIOD                                                                                     \
    {                                                                                              \
        "period_id", "period"                                                                      \
    }

/* A row refers to rows of tables above it alone. */
static const struct description tables[] = {
    {.name = "home", .key = {"code"}, .of_home = "1"},
    {.name = "staff",
        .key = {"no"},
        .refs = {HOME},
        .of_home = "t.home_id = ?1",
        .guests = ",no,name,role,home_id,left_day,"},
    {.name = "guardian", .key = {"name", "phone"}, .of_home = "t.id IN (" OWN_GUARDIANS ")"},
    {.name = "child",
        .key = {"no"},
        .refs = {HOME},
        .of_home = "t.home_id = ?1",
        .guests = ",no,name,pinyin,spoken,home_id,animal,joined_day,left_day,erased_day,"},
    {.name = "child_guardian",
        .key = {"child_id", "guardian_id", "since_day"},
        .refs = {CHILD, {"guardian_id", "guardian"}},
        .of_home = OWN_CHILD},
    {.name = "pairing",
        .key = {"child_id", "since_day"},
        .refs = {CHILD, STAFF},
        .of_home = OWN_CHILD},
    /* Those that have ended first: a person has one that works. */
    {.name = "card",
        .key = {"id"},
        .refs = {{"holder_id", "@kind"}},
        .blob = "id",
        .of_home = "(t.kind <> 2 OR t.holder_id IN (" OWN_GUARDIANS "))",
        .first = "t.revoked_at = 0,"},
    {.name = "period",
        .key = {"home_id", "name"},
        .refs = {HOME},
        .of_home = "t.home_id = ?1",
        .removable = true},
    {.name = "session",
        .key = {"home_id", "weekday", "period_id", "starts_min", "room"},
        .refs = {HOME, PERIOD, STAFF},
        .of_home = "t.home_id = ?1",
        .removable = true},
    {.name = "homework",
        .key = {"school", "grade", "due_day", "subject", "text", "child_id"},
        .refs = {CHILD, STAFF},
        .of_home = "t.due_day >= ?2 AND (" OWN_CHILD " OR (t.school, t.grade) IN "
                   "(SELECT school, grade FROM child WHERE home_id = ?1))",
        .removable = true},
    {.name = "staff_subject",
        .key = {"staff_id", "subject"},
        .refs = {STAFF},
        .of_home = OWN_STAFF},
    {.name = "leave_alone",
        .key = {"child_id", "since_day"},
        .refs = {CHILD},
        .of_home = OWN_CHILD},
    {.name = "barred", .key = {"child_id", "name"}, .refs = {CHILD}, .of_home = OWN_CHILD},
    {.name = "walk",
        .key = {"home_id", "name"},
        .refs = {HOME, {"leader_id", "@leader_kind"}},
        .of_home = "t.home_id = ?1"},
    {.name = "walker",
        .key = {"child_id", "since_day"},
        .refs = {CHILD, {"walk_id", "walk"}},
        .of_home = OWN_CHILD},
    {.name = "calendar", .key = {"day"}, .of_home = "1", .removable = true},
    {.name = "school_end",
        .key = {"school", "grade", "weekday"},
        .of_home = "1",
        .removable = true},
    {.name = "health",
        .key = {"child_id", "kind", "text"},
        .refs = {CHILD, STAFF},
        .of_home = OWN_CHILD},
    {.name = "secret",
        .key = {"child_id"},
        .refs = {CHILD},
        .blob = "hash",
        .of_home = "t.keyed = 'no' AND " OWN_CHILD},
    {.name = "care_session",
        .key = {"period_id", "name"},
        .refs = {PERIOD},
        .of_home = OWN_PERIOD,
        .removable = true},
    {.name = "enrolment",
        .key = {"period_id", "child_id"},
        .refs = {PERIOD, CHILD, {"guardian_id", "guardian"}},
        .of_home = OWN_CHILD},
    {.name = "care_place",
        .key = {"care_session_id", "child_id", "since_day"},
        .refs = {{"care_session_id", "care_session"}, CHILD},
        .of_home = OWN_CHILD},
};
enum { TABLES = sizeof tables / sizeof tables[0] };

struct synced_cache {
    sqlite3_stmt *statements[TABLES][SYNCED_STATEMENT_COUNT];
};

int
synced_count(void)
{
    return TABLES;
}

const char *
synced_name(int table)
{
    return tables[table].name;
}

int
synced_find(const char *name)
{
    for (int i = 0; i < TABLES; i++)
        if (strcmp(tables[i].name, name) == 0)
            return i;
    return -1;
}

bool
synced_is_removable(int table)
{
    return tables[table].removable;
}

/* -1: no part of the key. */
static int
place_in_key(const struct description *of, const char *column)
{
    for (int i = 0; i < KEY_MOST && of->key[i]; i++)
        if (strcmp(of->key[i], column) == 0)
            return i;
    return -1;
}

static void
describe(struct column *out, const struct description *of)
{
    size_t len = strlen(out->name);
    bool is_id = len > 3 && strcmp(out->name + len - 3, "_id") == 0;
    snprintf(out->member, sizeof out->member, "%.*s", (int)(is_id ? len - 3 : len), out->name);
    out->keyed = place_in_key(of, out->name) >= 0;
    out->blob = of->blob && strcmp(of->blob, out->name) == 0;
    for (int i = 0; i < REFS_MOST && of->refs[i].column; i++)
        if (strcmp(of->refs[i].column, out->name) == 0)
            out->refers = of->refs[i].table;
}

static void
take_column(struct columns *out, sqlite3_stmt *row)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    const char *fallback = (const char *)sqlite3_column_text(row, 2);
    struct column *column = &out->column[out->count];
    bool is_text = strcmp((const char *)sqlite3_column_text(row, 3), "TEXT") == 0;
    out->has_version |= strcmp(name, "version") == 0;
    if (strcmp(name, "version") == 0 ||
        (strcmp(name, "id") == 0 && place_in_key(out->of, name) < 0))
        return;
    assert(out->count < COLUMNS_MOST);
    *column = (struct column){.required = sqlite3_column_int(row, 1) != 0};
    snprintf(column->name, sizeof column->name, "%s", name);
    snprintf(column->fallback, sizeof column->fallback, "%s",
        fallback            ? fallback
        : !column->required ? "NULL"
        : is_text           ? "''"
                            : "0");
    describe(column, out->of);
    out->count++;
}

bool
synced_columns(struct db *db, struct columns *out, const struct description *of)
{
    sqlite3_stmt *stmt = NULL;
    *out = (struct columns){.of = of};
    if (sqlite3_prepare_v2(db->sqlite,
            "SELECT name, \"notnull\", dflt_value, type FROM pragma_table_info(?) "
            "ORDER BY instr(?2, ',' || name || ',') = 0, instr(?2, ',' || name || ','), cid",
            -1, &stmt, NULL) != SQLITE_OK)
        return false;
    char key[256] = ",";
    for (int i = 0; i < KEY_MOST && of->key[i]; i++)
        snprintf(key + strlen(key), sizeof key - strlen(key), "%s,", of->key[i]);
    sqlite3_bind_text(stmt, 1, of->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, key, -1, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        take_column(out, stmt);
    sqlite3_finalize(stmt);
    return out->count > 0;
}

const struct description *
synced_described(const char *name)
{
    int table = synced_find(name);
    assert(table >= 0);
    return &tables[table];
}

const char *
synced_refers(const struct description *of, const char *column)
{
    struct column c = {0};
    snprintf(c.name, sizeof c.name, "%s", column);
    describe(&c, of);
    return c.refers;
}

/* unhex(text): the bytes, NULL where it is no hex. SQLite has it from 3.41 on. */
static void
unhex(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    const char *text = (const char *)sqlite3_value_text(argv[0]);
    size_t len = text ? strlen(text) : 0, got = 0;
    uint8_t *bytes = malloc(len / 2 + 1);
    if (!bytes)
        abort();
    if (text && sodium_hex2bin(bytes, len / 2 + 1, text, len, NULL, &got, NULL) == 0)
        sqlite3_result_blob(context, bytes, (int)got, SQLITE_TRANSIENT);
    free(bytes);
}

int
synced_open(struct db *db)
{
    int rc = sqlite3_create_function(db->sqlite, "unhex", 1,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, unhex, NULL, NULL);
    return rc == SQLITE_OK ? DB_OK : db_fail_sqlite(db, rc);
}

static sqlite3_stmt *
prepare(struct db *db, int table, enum synced_statement which)
{
    struct columns columns;
    sqlite3_stmt *stmt = NULL;
    if (!synced_columns(db, &columns, &tables[table]))
        return NULL;
    sqlite3_str *text = sqlite3_str_new(db->sqlite);
    synced_write(text, &columns, which);
    char *sql = sqlite3_str_finish(text);
    if (sql && sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) !=
                   SQLITE_OK) {
        fprintf(stderr, "zhaoxi: %s: %s\n", tables[table].name, sqlite3_errmsg(db->sqlite));
        abort(); /* the description is wrong: our bug */
    }
    sqlite3_free(sql);
    return stmt;
}

sqlite3_stmt *
synced(struct db *db, int table, enum synced_statement which)
{
    if (!db->synced)
        db->synced = calloc(1, sizeof *db->synced);
    if (!db->synced)
        abort();
    sqlite3_stmt **stmt = &db->synced->statements[table][which];
    if (!*stmt)
        *stmt = prepare(db, table, which);
    sqlite3_reset(*stmt);
    return *stmt;
}

void
synced_close(struct db *db)
{
    for (int i = 0; db->synced && i < TABLES * SYNCED_STATEMENT_COUNT; i++)
        sqlite3_finalize(
            db->synced->statements[i / SYNCED_STATEMENT_COUNT][i % SYNCED_STATEMENT_COUNT]);
    free(db->synced);
    db->synced = NULL;
}

/* One value of a statement that is needed once; NULL where there is no row. */
static char *
ask(struct db *db, char *sql, int64_t id, const char *text)
{
    sqlite3_stmt *stmt = NULL;
    char *out = NULL;
    if (!sql || sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL) != SQLITE_OK)
        abort();
    if (text)
        sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_int64(stmt, 1, id);
    if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
        out = sqlite3_mprintf("%s", sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
    return out;
}

char *
synced_known_by(struct db *db, const char *table, int64_t id)
{
    sqlite3_str *sql = sqlite3_str_new(db->sqlite);
    sqlite3_str_appendall(sql, "SELECT ");
    synced_write_known_by(sql, synced_described(table), "?1");
    return ask(db, sqlite3_str_finish(sql), id, NULL);
}

int64_t
synced_id(struct db *db, const char *table, const char *known_by)
{
    sqlite3_str *sql = sqlite3_str_new(db->sqlite);
    sqlite3_str_appendall(sql, "SELECT ");
    synced_write_id(sql, synced_described(table), "?1");
    char *id = ask(db, sqlite3_str_finish(sql), 0, known_by);
    int64_t out = id ? strtoll(id, NULL, 10) : 0;
    sqlite3_free(id);
    return out;
}
