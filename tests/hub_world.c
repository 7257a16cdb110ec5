#include "tests/testing.h"

#include "tests/hub_world.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BEGAN_MS INT64_C(1795500000000) /* 2026-11-24 */

static bool
is_postgres(const struct hub_world *w)
{
    return strncmp(w->url, "postgresql", 10) == 0;
}

/* A schema of its own in the database of ZHAOXI_STORE. */
static void
make_schema(struct hub_world *w, const char *base)
{
    char sql[128], name[32];
    snprintf(name, sizeof name, "t%ld_%d", (long)getpid(), rand());
    PGconn *c = PQconnectdb(base);
    snprintf(sql, sizeof sql, "CREATE SCHEMA %s", name);
    PGresult *result = PQexec(c, sql);
    assert_int_equal(PQresultStatus(result), PGRES_COMMAND_OK);
    PQclear(result);
    PQfinish(c);
    snprintf(w->url, sizeof w->url, "%s%coptions=-csearch_path%%3D%s", base,
        strchr(base, '?') ? '&' : '?', name);
}

void
hub_world_open(struct hub_world *w)
{
    const char *base = getenv("ZHAOXI_STORE");
    *w = (struct hub_world){.folder = "/tmp/zhaoxi-hub-XXXXXX"};
    assert_non_null(mkdtemp(w->folder));
    if (base)
        make_schema(w, base);
    else
        snprintf(w->url, sizeof w->url, "%s/hub.db", w->folder);
    w->store = hub_world_again(w);
}

struct store *
hub_world_again(const struct hub_world *w)
{
    struct store *store;
    if (store_open(&store, w->url) != DB_OK)
        fail_msg("%s", store_why(store));
    return store;
}

void
hub_world_close(struct hub_world *w)
{
    char command[128];
    store_close(w->store);
    snprintf(command, sizeof command, "rm -rf '%s'", w->folder);
    assert_int_equal(system(command), 0);
}

static int64_t
count_postgres(const struct hub_world *w, const char *sql)
{
    PGconn *c = PQconnectdb(w->url);
    PGresult *result = PQexec(c, sql);
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    int64_t n = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    PQfinish(c);
    return n;
}

static int64_t
count_sqlite(const struct hub_world *w, const char *sql)
{
    sqlite3 *file;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open_v2(w->url, &file, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(file, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(file);
    return n;
}

int64_t
hub_world_count(const struct hub_world *w, const char *table, const char *where)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE %s", table, where);
    return is_postgres(w) ? count_postgres(w, sql) : count_sqlite(w, sql);
}

/* UUIDv7 of the event's moment, its random part made from whose it is. */
static void
make_id(struct wire_event *e, int kiosk, int way)
{
    memset(e->id, 0, sizeof e->id);
    for (int i = 0; i < 6; i++)
        e->id[i] = (uint8_t)((uint64_t)e->at_utc_ms >> (40 - 8 * i));
    e->id[6] = 0x70;
    e->id[8] = 0x80;
    e->id[9] = (uint8_t)kiosk;
    e->id[10] = (uint8_t)way;
    e->id[14] = (uint8_t)(e->seq >> 8);
    e->id[15] = (uint8_t)e->seq;
}

struct line *
line_make(int kiosk, int count)
{
    struct line *line = calloc(1, sizeof *line);
    assert_non_null(line);
    line->kiosk[0] = 1;
    line->kiosk[15] = (uint8_t)kiosk;
    memset(line->boot, kiosk, sizeof line->boot);
    for (int seq = 1; seq <= count; seq++) {
        struct wire_event *e = &line->events[seq];
        snprintf(line->payloads[seq], sizeof line->payloads[seq], "{\"n\":%d}", seq);
        *e = (struct wire_event){.seq = seq,
            .kind = seq % 2 ? "check_in" : "check_out",
            .home = 1,
            .child = 1 + seq % 30,
            .at_utc_ms = BEGAN_MS + seq * INT64_C(1000),
            .boot = line->boot,
            .mono_ms = seq * INT64_C(1000),
            .trusted = true,
            .payload = line->payloads[seq]};
        make_id(e, kiosk, 0);
    }
    return line;
}

void
line_part(struct line *line, int64_t seq, int way)
{
    for (; seq <= LINE_MOST && line->events[seq].seq; seq++)
        make_id(&line->events[seq], line->kiosk[15], way);
}

void
line_pair(struct hub_world *w, const struct line *line, const char *home)
{
    struct store_kiosk kiosk = {.name = "Front door", .paired_ms = BEGAN_MS};
    memcpy(kiosk.id, line->kiosk, STORE_KIOSK);
    memset(kiosk.key, line->kiosk[15], STORE_KEY);
    snprintf(kiosk.home, sizeof kiosk.home, "%s", home);
    assert_int_equal(store_kiosk_add(w->store, &kiosk), DB_OK);
}

struct store_batch
line_batch(const struct line *line, int64_t first, int64_t last)
{
    struct store_batch batch = {.first = first,
        .count = (int)(last - first + 1),
        .events = &line->events[first],
        .refs = "{}",
        .arrived_ms = BEGAN_MS + 3600 * 1000,
        .newest = last,
        .program = "1.0"};
    memcpy(batch.kiosk, line->kiosk, STORE_KIOSK);
    memcpy(batch.before, line->events[first - 1].id, STORE_ID);
    return batch;
}

struct store_receipt
line_send(struct hub_world *w, const struct line *line, int64_t first, int64_t last)
{
    struct store_receipt receipt;
    struct store_batch batch = line_batch(line, first, last);
    if (store_append(w->store, &receipt, &batch) != DB_OK)
        fail_msg("%s", store_why(w->store));
    return receipt;
}
