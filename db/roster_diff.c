/* roster_diff.c: the same rows are written in the same way, so they are compared as texts. */
#include "db/roster_diff.h"

#include "db/change_inside.h"
#include "db/handle.h"

#include <stdlib.h>
#include <string.h>

struct comparing {
    struct db *db;
    int64_t home_id;
    int from_day;
};

static void
add(struct texts *texts, const char *text)
{
    if (texts->count == texts->room) {
        texts->room = texts->room ? 2 * texts->room : 64;
        texts->text = realloc(texts->text, texts->room * sizeof *texts->text);
        if (!texts->text)
            abort();
    }
    texts->text[texts->count] = strdup(text);
    if (!texts->text[texts->count++])
        abort();
}

static void
finish(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->text[i]);
    free(texts->text);
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
sort(struct texts *texts)
{
    if (texts->count)
        qsort(texts->text, texts->count, sizeof *texts->text, by_text);
}

static bool
has(const struct texts *texts, const char *text)
{
    return texts->count && bsearch(&text, texts->text, texts->count, sizeof text, by_text);
}

/* The rows as they would stand in a text that is made here, and their keys. */
static int
read_here(const struct comparing *c, sqlite3_stmt *stmt, struct texts *rows, struct texts *keys)
{
    int rc;
    if (!stmt)
        return DB_OK;
    sqlite3_bind_int64(stmt, 1, c->home_id);
    sqlite3_bind_int(stmt, 2, c->from_day);
    while ((rc = query_step(c->db, stmt)) > 0) {
        add(rows, query_text(stmt, "row"));
        if (keys)
            add(keys, query_text(stmt, "key"));
    }
    return rc;
}

/* Rows of the text that are not here, and the keys of all. */
static int
read_there(const struct comparing *c, int table, const char *json, const struct texts *here,
    struct texts *rows, struct texts *keys)
{
    sqlite3_stmt *stmt = query(c->db, Q_roster_rows, "t", json);
    int rc;
    while ((rc = query_step(c->db, stmt)) > 0) {
        const char *row = query_text(stmt, "row");
        if (!has(here, row))
            add(rows, row);
        char *key =
            keys ? change_text(c->db, &rc, synced_with(c->db, table, SYNCED_KEY, row)) : NULL;
        if (key)
            add(keys, key);
        sqlite3_free(key);
        if (rc < 0)
            break;
    }
    sqlite3_reset(stmt);
    return rc;
}

static int
compare(const struct comparing *c, int table, const char *json, struct table_diff *out)
{
    struct texts here = {0}, keys = {0}, there = {0};
    bool goes = synced_is_removable(table);
    int rc = read_here(c, synced(c->db, table, SYNCED_OF_HOME), &here, goes ? &keys : NULL);
    if (rc == DB_OK)
        rc = read_here(c, synced(c->db, table, SYNCED_GUESTS), &here, NULL);
    sort(&here);
    if (rc == DB_OK)
        rc = read_there(c, table, json, &here, &out->rows, goes ? &there : NULL);
    sort(&there);
    for (size_t i = 0; rc == DB_OK && i < keys.count; i++)
        if (!has(&there, keys.text[i]))
            add(&out->gone, keys.text[i]);
    finish(&here);
    finish(&keys);
    finish(&there);
    return rc;
}

int
roster_diff(struct db *db, struct table_diff **out, const char *text, int64_t home_id, int from_day)
{
    struct comparing c = {db, home_id, from_day};
    *out = calloc((size_t)synced_count(), sizeof **out);
    if (!*out)
        abort();
    sqlite3_stmt *stmt = query(db, Q_roster_tables, "t", text);
    int rc;
    while ((rc = query_step(db, stmt)) > 0) {
        int table = synced_find(query_text(stmt, "name"));
        if (table < 0 || !synced(db, table, SYNCED_ROW))
            continue; /* of a newer hub */
        rc = compare(&c, table, query_text(stmt, "rows"), &(*out)[table]);
        if (rc != DB_OK)
            break;
    }
    sqlite3_reset(stmt);
    return rc;
}

void
roster_diff_free(struct table_diff *diff)
{
    for (int i = 0; diff && i < synced_count(); i++) {
        finish(&diff[i].rows);
        finish(&diff[i].gone);
    }
    free(diff);
}
