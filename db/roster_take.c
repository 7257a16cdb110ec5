/* roster_take.c: a roster's text into this kiosk's tables.
 *
 * What differs is looked for first, so that the transaction is short: children scan meanwhile. What
 * was edited here and is not in the text yet stays, and so does what is in question. */
#include "db/roster_doc.h"

#include "db/change_inside.h"
#include "db/day.h"
#include "db/erase.h"
#include "db/handle.h"
#include "db/people.h"
#include "db/roster_diff.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 64 };

struct taking {
    struct db *db;
    const char *text;
    char code[NO_SIZE]; /* of the Home that it is for */
    int64_t home_id, upto;
    int from_day, today;
    struct table_diff *diff;
    struct roster_result *out;
};

static int
not_for_us(struct db *db)
{
    return db_fail(db, DB_REFUSED, "%s",
        _("This roster is for another Home. Pair the kiosk at the hub's page with its own."));
}

static int
read_head(struct taking *t)
{
    struct home here;
    sqlite3_stmt *stmt = query(t->db, Q_roster_read, "t", t->text);
    int rc = query_step(t->db, stmt);
    bool good = rc > 0 && query_int(stmt, "v") == 1;
    if (good) {
        query_copy(stmt, "home", t->code, sizeof t->code);
        t->from_day = (int)query_int(stmt, "from_day");
        t->upto = query_int(stmt, "upto");
    }
    sqlite3_reset(stmt);
    if (!good)
        return db_fail(t->db, DB_REFUSED, "%s",
            _("The roster can't be read. It was not taken in; the one from before stays."));
    if (home_get(t->db, &here, setting_home(t->db)) && strcmp(here.code, t->code) != 0)
        return not_for_us(t->db);
    return DB_OK;
}

/* Was the row edited here since? Negative where the database failed. */
static int
is_edited(struct taking *t, int table, const char *key)
{
    return (int)query_number(
        t->db, query(t->db, Q_roster_is_edited, "tti", synced_name(table), key, t->upto), "n", -1);
}

/* What the row may set: all of it, or what is in no question, or nothing (NULL). */
static char *
allowed(struct taking *t, int *rc, int table, const char *key, const char *row)
{
    int edited = is_edited(t, table, key);
    if (edited < 0)
        *rc = DB_FAILED;
    t->out->kept += edited > 0;
    return edited ? NULL
                  : change_text(t->db, rc,
                        query(t->db, Q_roster_unasked, "ttt", synced_name(table), key, row));
}

/* Adds or changes the row, where it isn't so already. */
static int
write_row(struct taking *t, int table, const char *key, const char *row)
{
    struct db *db = t->db;
    int rc = DB_OK;
    char *now = change_text(db, &rc, synced_with(db, table, SYNCED_ROW, key));
    char *same = now ? change_text(db, &rc, query(db, Q_change_is_same, "tt", row, now)) : NULL;
    int *counter = now ? &t->out->changed : &t->out->added;
    bool differs = !same || same[0] != '1';
    if (rc == DB_OK && differs)
        rc = now ? change_run(db, synced(db, table, SYNCED_UPDATE), key, row)
                 : change_run(db, synced(db, table, SYNCED_INSERT), row, NULL);
    if (rc == DB_OK)
        *counter += differs;
    sqlite3_free(now);
    sqlite3_free(same);
    return rc;
}

/* What a rule of the data forbids here waits for a later roster; the others go on. */
static int
take_row(struct taking *t, int table, const char *row)
{
    struct db *db = t->db;
    int rc = DB_OK;
    char *key = change_text(db, &rc, synced_with(db, table, SYNCED_KEY, row));
    char *needs = change_text(db, &rc, synced_with(db, table, SYNCED_MISSING, row));
    char *part = rc == DB_OK && key && !needs ? allowed(t, &rc, table, key, row) : NULL;
    if (rc == DB_OK && part)
        rc = write_row(t, table, key, part);
    if (rc == DB_REFUSED || needs) {
        t->out->refused++;
        rc = DB_OK;
    }
    sqlite3_free(part);
    sqlite3_free(needs);
    sqlite3_free(key);
    return rc;
}

/* Where the rows of a table stand in the text. */
static void
path_of(char out[PATH_ROOM], int table)
{
    snprintf(out, PATH_ROOM, "$.tables.%s", synced_name(table));
}

/* Stays where it was edited here since, or is in question. */
static int
remove_one(struct taking *t, int table, const char *key)
{
    int edited = is_edited(t, table, key);
    int64_t asked = query_number(
        t->db, query(t->db, Q_roster_is_asked, "tt", synced_name(table), key), "n", -1);
    if (edited < 0 || asked < 0)
        return DB_FAILED;
    t->out->kept += edited > 0;
    if (edited || asked)
        return DB_OK;
    int rc = change_run(t->db, synced(t->db, table, SYNCED_REMOVE), key, NULL);
    t->out->removed += rc == DB_OK && query_changes(t->db) > 0;
    t->out->refused += rc == DB_REFUSED;
    return rc == DB_REFUSED ? DB_OK : rc;
}

/* A class that was moved keeps its id, which its marks name. */
static int
move_one(struct taking *t, int table, const char *key, const char *moved_to)
{
    struct db *db = t->db;
    int rc = DB_OK;
    char path[PATH_ROOM], *row = NULL;
    path_of(path, table);
    char *was = change_text(db, &rc, synced_with(db, table, SYNCED_ROW, key));
    char *is = change_text(db, &rc, synced_with(db, table, SYNCED_ROW, moved_to));
    if (was && !is && is_edited(t, table, key) == 0)
        row = change_text(db, &rc, query(db, Q_roster_row, "ttt", t->text, path, moved_to));
    if (rc == DB_OK && row)
        rc = change_run(db, synced(db, table, SYNCED_UPDATE), key, row);
    t->out->changed += row && rc == DB_OK;
    sqlite3_free(was);
    sqlite3_free(is);
    sqlite3_free(row);
    return rc == DB_REFUSED ? DB_OK : rc;
}

static int
take_moves(struct taking *t)
{
    sqlite3_stmt *stmt = query(t->db, Q_roster_moves, "t", t->text);
    int rc;
    while ((rc = query_step(t->db, stmt)) > 0) {
        int table = synced_find(query_text(stmt, "tbl"));
        if (table < 0 || !synced(t->db, table, SYNCED_ROW))
            continue;
        rc = move_one(t, table, query_text(stmt, "key"), query_text(stmt, "moved_to"));
        if (rc != DB_OK)
            break;
    }
    sqlite3_reset(stmt);
    return rc;
}

static int
find_home(struct taking *t)
{
    struct home home;
    if (!home_find(t->db, &home, t->code) || strcmp(home.code, t->code) != 0)
        return not_for_us(t->db);
    t->home_id = home.id;
    return setting_home(t->db) ? DB_OK : setting_home_set(t->db, home.id);
}

/* Homes first, for all others name one; what goes is in use by nothing above it any more. */
static int
take_tables(struct taking *t)
{
    int count = synced_count(), rc = DB_OK;
    for (int i = 0; rc == DB_OK && i < count; i++) {
        const struct texts *rows = &t->diff[i].rows;
        for (size_t j = 0; rc == DB_OK && j < rows->count; j++)
            rc = take_row(t, i, rows->text[j]);
        if (rc == DB_OK && i == 0)
            rc = find_home(t);
    }
    for (int i = count; rc == DB_OK && i-- > 0;) {
        const struct texts *gone = &t->diff[i].gone;
        for (size_t j = 0; rc == DB_OK && j < gone->count; j++)
            rc = remove_one(t, i, gone->text[j]);
    }
    return rc;
}

/* The roster tests itself: the children that it speaks of are here. */
static int
check(struct taking *t)
{
    struct db *db = t->db;
    sqlite3_stmt *stmt = query(db, Q_roster_children, "id", t->home_id, t->today);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        t->out->children = (int)query_int(stmt, "children");
        t->out->without_guardian = (int)query_int(stmt, "without_guardian");
    }
    sqlite3_reset(stmt);
    int64_t said = query_number(
        db, query(db, Q_roster_children_said, "ttd", t->text, t->code, t->today), "children", -1);
    if (rc < 0 || said < 0)
        return DB_FAILED;
    if (t->out->children + t->out->kept + t->out->refused >= said)
        return DB_OK;
    return db_fail(db, DB_REFUSED,
        _("The roster speaks of %d children and %d are here. It was not taken in."), (int)said,
        t->out->children);
}

static int
remember(struct taking *t, int64_t utc_ms)
{
    char etag[ROSTER_ETAG_SIZE];
    bool whole = !t->out->kept && !t->out->refused;
    roster_doc_etag(etag, t->text);
    int rc = setting_roster_at_set(t->db, utc_ms);
    if (rc != DB_OK)
        return rc;
    return whole ? query_run(t->db, query(t->db, Q_setting_set, "tt", "roster_etag", etag))
                 : query_run(t->db, query(t->db, Q_setting_drop, "t", "roster_etag"));
}

static int
take(struct taking *t, const struct moment *now)
{
    struct db *db = t->db;
    int rc = change_quiet(db);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_roster_questions_clear, ""));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_roster_questions, "ti", t->text, t->upto));
    if (rc == DB_OK)
        rc = take_moves(t);
    if (rc == DB_OK)
        rc = take_tables(t);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_roster_pins_end, ""));
    if (rc == DB_OK && erase_follow(db) < 0)
        rc = DB_FAILED;
    if (rc == DB_OK)
        rc = check(t);
    if (rc == DB_OK)
        rc = remember(t, now->utc_ms);
    return rc == DB_OK ? change_heard(db) : rc;
}

int
roster_doc_apply(
    struct db *db, const char *text, const struct moment *now, struct roster_result *out)
{
    *out = (struct roster_result){0};
    struct taking taking = {.db = db, .text = text, .today = day_of(now->utc_ms, 480), .out = out};
    int rc = read_head(&taking);
    if (rc == DB_OK)
        rc = roster_diff(db, &taking.diff, text, setting_home(db), taking.from_day);
    if (rc == DB_OK && (rc = db_begin(db)) == DB_OK) {
        rc = take(&taking, now);
        if (rc == DB_OK)
            rc = db_commit(db);
        else
            db_rollback(db);
    }
    roster_diff_free(taking.diff);
    return rc;
}

void
roster_doc_have(struct db *db, char out[ROSTER_ETAG_SIZE])
{
    sqlite3_stmt *stmt = query(db, Q_setting_get, "t", "roster_etag");
    out[0] = '\0';
    if (query_step(db, stmt) > 0)
        query_copy(stmt, "value", out, ROSTER_ETAG_SIZE);
    sqlite3_reset(stmt);
}
