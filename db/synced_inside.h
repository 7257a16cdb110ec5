/* synced_inside.h: what the files synced*.c share. */
#pragma once

#include "db/synced.h"

enum { KEY_MOST = 6, REFS_MOST = 3, COLUMNS_MOST = 32, COLUMN_NAME = 40 };

/* A column that holds the id of a row of `table`. "@kind": a holder, whose kind (as in cards.h) is
 * in that column. */
struct reference {
    const char *column, *table;
};

struct description {
    const char *name;
    const char *key[KEY_MOST];
    struct reference refs[REFS_MOST];
    const char *blob;    /* the column that is one */
    const char *of_home; /* which rows of t a Home's kiosks get; ?1 the Home, ?2 the first day */
    const char *guests;  /* the columns that they get of the others; NULL: nothing */
    const char *first;   /* what comes first among them */
    bool removable;
};

/* A column of a table, as it is in this file. */
struct column {
    char name[COLUMN_NAME];   /* in SQL */
    char member[COLUMN_NAME]; /* in JSON */
    char fallback[COLUMN_NAME];
    bool required, keyed, blob;
    const char *refers; /* as reference.table, or NULL */
};

struct columns {
    const struct description *of;
    bool has_version;
    int count;
    struct column column[COLUMNS_MOST];
};

/* The description of a table that is one, and what a column of it refers to, or NULL. */
const struct description *synced_described(const char *name);
const char *synced_refers(const struct description *of, const char *column);

/* The columns of a table as they are in the file: the key's first, in its order. False where the
 * table isn't there. */
bool synced_columns(struct db *db, struct columns *out, const struct description *of);

/* Appends the text of a statement; nothing where the table knows none such. */
void synced_write(sqlite3_str *sql, const struct columns *t, enum synced_statement which);

/* Append expressions: a column of the row `prefix` (NEW, OLD, t) as it is in JSON; an object of its
 * columns, all or the key's, and of those only that stand in `only` between commas, where that is
 * no NULL; what the row with the id that `id` gives is known by; the id of who is known by `value`.
 */
void synced_write_value(sqlite3_str *sql, const struct column *c, const char *prefix);
void synced_write_object(
    sqlite3_str *sql, const struct columns *t, const char *prefix, bool key_only, const char *only);
void synced_write_known_by(sqlite3_str *sql, const struct description *of, const char *id);
void synced_write_id(sqlite3_str *sql, const struct description *of, const char *value);
