/* roster_build.c: one Home's roster as a text. */
#include "db/roster_doc.h"

#include "db/change_inside.h"
#include "db/day.h"
#include "db/handle.h"
#include "db/people.h"
#include "db/text.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { ROSTER_VERSION = 1, HOMEWORK_DAYS = 60 };

/* From the first of a month on, so that the text is another one once a month and not every day. */
static int
first_day(int today)
{
    return day_add(today, -HOMEWORK_DAYS) / 100 * 100 + 1;
}

struct build {
    struct db *db;
    sqlite3_str *text;
    const struct home *home;
    const char *kiosk;
    int from_day;
};

/* Appends rows, a comma before each but the first. */
static int
add_rows(struct build *b, sqlite3_stmt *stmt, const char **comma)
{
    int rc = 0;
    if (!stmt)
        return DB_OK;
    sqlite3_bind_int64(stmt, 1, b->home->id);
    sqlite3_bind_int(stmt, 2, b->from_day);
    while ((rc = query_step(b->db, stmt)) > 0) {
        sqlite3_str_appendf(b->text, "%s%s", *comma, query_text(stmt, "row"));
        *comma = ",\n";
    }
    return rc;
}

static int
add_tables(struct build *b)
{
    int rc = DB_OK;
    const char *between = "";
    for (int i = 0; rc == DB_OK && i < synced_count(); i++) {
        const char *comma = "\n";
        sqlite3_stmt *own = synced(b->db, i, SYNCED_OF_HOME);
        if (!own)
            continue;
        sqlite3_str_appendf(b->text, "%s\"%s\":[", between, synced_name(i));
        rc = add_rows(b, own, &comma);
        if (rc == DB_OK)
            rc = add_rows(b, synced(b->db, i, SYNCED_GUESTS), &comma);
        sqlite3_str_appendall(b->text, "]");
        between = ",\n";
    }
    return rc;
}

/* Appends what a query has made into JSON. */
static int
add_objects(struct build *b, sqlite3_stmt *stmt, const char **comma)
{
    int rc;
    while ((rc = query_step(b->db, stmt)) > 0) {
        sqlite3_str_appendf(b->text, "%s%s", *comma, query_text(stmt, "json"));
        *comma = ",\n";
    }
    return rc;
}

static int
fill(struct build *b)
{
    const char *comma = "\n";
    sqlite3_str_appendf(b->text, "{\"v\":%d,\"from\":%d,\"upto\":%lld,\"home\":", ROSTER_VERSION,
        b->from_day, (long long)(b->kiosk ? change_taken_upto(b->db, b->kiosk) : 0));
    int rc = add_objects(b, query(b->db, Q_roster_code, "i", b->home->id), &(const char *){""});
    sqlite3_str_appendall(b->text, ",\"tables\":{\n");
    if (rc == DB_OK)
        rc = add_tables(b);
    sqlite3_str_appendall(b->text, "},\n\"moved\":[");
    if (rc == DB_OK)
        rc = add_objects(b, query(b->db, Q_roster_moved, "t", b->home->code), &comma);
    sqlite3_str_appendall(b->text, "],\n\"questions\":[");
    comma = "\n";
    if (rc == DB_OK)
        rc = add_objects(
            b, query(b->db, Q_roster_asked, "it", b->home->id, b->kiosk ? b->kiosk : ""), &comma);
    if (rc == DB_OK)
        rc = add_objects(b, query(b->db, Q_roster_waiting, ""), &comma);
    sqlite3_str_appendall(b->text, "]}\n");
    return rc;
}

int
roster_doc_build(struct db *db, int64_t home_id, const char *kiosk, int today, char **out)
{
    struct home home;
    *out = NULL;
    if (!home_get(db, &home, home_id))
        return db_fail(db, DB_REFUSED, "%s", _("There is no such Home."));
    struct build build = {.db = db,
        .text = sqlite3_str_new(db->sqlite),
        .home = &home,
        .kiosk = kiosk,
        .from_day = first_day(today)};
    /* All of it as of one moment. */
    int rc = db_exec(db, "SAVEPOINT roster");
    if (rc == DB_OK) {
        rc = fill(&build);
        int ended = db_exec(db, "RELEASE roster");
        rc = rc == DB_OK ? ended : rc;
    }
    char *text = sqlite3_str_finish(build.text);
    if (rc == DB_OK && text)
        *out = text;
    else
        sqlite3_free(text);
    return rc == DB_OK && !text ? db_fail_sqlite(db, SQLITE_NOMEM) : rc;
}

void
roster_doc_free(char *text)
{
    sqlite3_free(text);
}

void
roster_doc_etag(char out[ROSTER_ETAG_SIZE], const char *text)
{
    uint8_t hash[crypto_generichash_BYTES];
    if (sodium_init() < 0 ||
        crypto_generichash(hash, sizeof hash, (const uint8_t *)text, strlen(text), NULL, 0) != 0)
        abort();
    sodium_bin2hex(out, ROSTER_ETAG_SIZE, hash, sizeof hash);
}
