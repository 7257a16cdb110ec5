/* bench_hub.c: what a batch costs the hub, against what its engine takes for the rows alone.
 *
 *   bench_hub ingest NAME STORE PEER KIOSK.db   a kiosk's log, packed and signed as it comes, by
 * turns checked and stored, and its rows alone put into a second store of the same engine: by a
 *       prepared INSERT, by COPY, in as large and as durable transactions
 *   bench_hub past FOLDER   ten years of a township there, as a view; prints the file
 *   bench_hub growth NAME STORE ROWS   what an event costs at a tenth of ROWS, and at ROWS */
#include "tests/testing.h"

#include "tests/bench_past.h"
#include "tests/hub_kiosk.h"

#include "db/db.h"
#include "db/event.h"
#include "hub/ingest.h"
#include "hub/keep.h"
#include "hub/store_inside.h"
#include "wire/batch.h"
#include "wire/sign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 2000, HOMES = 200, MONTH = 202611, WINDOW = 5 };

#define NOW_MS INT64_C(1796000000000)

static void
must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "bench-hub: %s\n", what);
    exit(1);
}

static double
now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct store *
open_store(const char *url)
{
    struct store *store;
    int rc = store_open(&store, url);
    must(rc == DB_OK, store_why(store));
    return store;
}

/* The rows of a body, in memory before the clock runs. */
struct rows {
    struct wire_event *events;
    int count;
    struct keep *keep;
};

static int
no_head(const struct wire_head *head, void *payload)
{
    (void)head;
    (void)payload;
    return 0;
}

static const void *
keep_some(struct rows *r, const void *bytes, size_t len)
{
    return bytes ? keep_bytes(&r->keep, bytes, len) : NULL;
}

static int
take_row(const struct wire_event *event, void *payload)
{
    struct rows *r = payload;
    struct wire_event *e = &r->events[r->count++];
    *e = *event;
    e->kind = keep_text(&r->keep, event->kind);
    e->payload = keep_text(&r->keep, event->payload);
    e->card = keep_some(r, event->card, WIRE_CARD_LEN);
    e->cause = keep_some(r, event->cause, WIRE_ID_LEN);
    e->boot = keep_some(r, event->boot, WIRE_ID_LEN);
    return 0;
}

static struct rows
read_rows(const uint8_t *body, size_t len)
{
    char why[WIRE_WHY];
    struct rows rows = {.events = calloc(BATCH, sizeof *rows.events)};
    struct batch_sink sink = {.head = no_head, .event = take_row, .payload = &rows};
    must(rows.events && batch_read(body, len, &sink, why) == WIRE_OK, "a body is none");
    return rows;
}

static void
drop_rows(struct rows *rows)
{
    free(rows->events);
    keep_drop(&rows->keep);
}

struct kiosk {
    struct store_kiosk row;
    uint8_t secret[SIGN_SECRET_LEN];
};

static double
ingest_one(struct store *store, const struct kiosk *k, const uint8_t *body, size_t len)
{
    char *receipt, why[INGEST_WHY];
    uint8_t signature[SIGN_LEN];
    struct sign_request sign = {
        .method = "POST", .path = "/v1/events", .date_ms = NOW_MS, .body = body, .len = len};
    struct ingest in = {.kiosk = &k->row, .body = body, .len = len, .now_ms = NOW_MS, .tls = ""};
    sign_request(signature, &sign, k->secret);
    double begin = now_s();
    must(sign_request_holds(signature, &sign, k->row.key), "the signature does not hold");
    must(ingest_body(store, &receipt, &in, why) == DB_OK, why);
    double end = now_s();
    free(receipt);
    return end - begin;
}

/* The engine's fastest way to put rows, durably, and nothing else. */
static double
rows_alone(struct store *peer, const struct rows *rows, int64_t pos)
{
    const struct engine_ops *ops = peer->engine->ops;
    struct place place = {"H1", pos, MONTH};
    double begin = now_s();
    must(ops->begin(peer->engine) == DB_OK &&
             ops->add_events(peer->engine, &place, rows->events, rows->count) == DB_OK &&
             ops->commit(peer->engine) == DB_OK,
        store_why(peer));
    return now_s() - begin;
}

static int
ingest(const char *name, const char *url, const char *peer_url, const char *path)
{
    struct store *store = open_store(url), *peer = open_store(peer_url);
    struct kiosk k = {.row = {.home = "H1", .id = {5}, .paired_ms = 1}};
    struct db *db;
    int64_t upto = 0, last = 0;
    double ours = 0, theirs = 0, bytes = 0;
    int rc = db_open(&db, path, DB_EXISTING);
    must(rc == DB_OK, db_why(db));
    must(peer->engine->ops->make_room(peer->engine, MONTH) == DB_OK, store_why(peer));
    sign_keys(k.row.key, k.secret);
    must(store_kiosk_add(store, &k.row) == DB_OK, store_why(store));
    for (int turn = 0; upto < event_last_seq(db); turn++, upto = last) {
        uint8_t *body;
        size_t len;
        hub_kiosk_pack(db, k.row.id, upto, BATCH, false, &body, &len, &last);
        struct rows rows = read_rows(body, len);
        bytes += (double)len;
        if (turn % 2)
            theirs += rows_alone(peer, &rows, upto + 1);
        ours += ingest_one(store, &k, body, len);
        if (turn % 2 == 0)
            theirs += rows_alone(peer, &rows, upto + 1);
        drop_rows(&rows);
        free(body);
    }
    printf("ingest_%s_per_s\t%.0f\t/s\t-\trows_alone=%.0f\n", name, (double)upto / ours,
        (double)upto / theirs);
    printf("ingest_%s_ratio\t%.2f\tratio\t>0.5\trows_alone=1\n", name, theirs / ours);
    if (strcmp(name, "sqlite") == 0)
        printf("wire_bytes_per_event\t%.1f\tbytes\t<40\t-\n", bytes / (double)upto);
    db_close(db);
    store_close(store);
    store_close(peer);
    return 0;
}

/* ---- growth ---- */

static struct wire_event synthetic[BATCH];

/* Ids rise with time, as they do. */
static void
make_batch(struct store_batch *out, int home, int64_t first)
{
    static const uint8_t boot[WIRE_ID_LEN] = {1}, card[WIRE_CARD_LEN] = {2};
    static uint64_t made;
    for (int i = 0; i < BATCH; i++) {
        struct wire_event *e = &synthetic[i];
        *e = (struct wire_event){.seq = first + i,
            .kind = i % 2 ? "check_in" : "check_out",
            .home = 1,
            .child = 1 + i % 60,
            .card = card,
            .at_utc_ms = NOW_MS + (int64_t)made,
            .boot = boot,
            .mono_ms = (int64_t)made,
            .trusted = true,
            .payload = "{}"};
        made++;
        for (int b = 0; b < 8; b++)
            e->id[b] = (uint8_t)(made >> (56 - 8 * b));
        e->id[15] = (uint8_t)home;
    }
    *out = (struct store_batch){.kiosk = {6, (uint8_t)home},
        .first = first,
        .count = BATCH,
        .events = synthetic,
        .refs = "{}",
        .arrived_ms = NOW_MS,
        .newest = first,
        .program = "bench"};
}

static uint8_t befores[HOMES][STORE_ID];

static void
append_next(struct store *store, int64_t n)
{
    int home = (int)(n % HOMES);
    struct store_batch batch;
    struct store_receipt receipt;
    make_batch(&batch, home, n / HOMES * BATCH + 1);
    memcpy(batch.before, befores[home], STORE_ID);
    must(
        store_append(store, &receipt, &batch) == DB_OK && receipt.added == BATCH, store_why(store));
    memcpy(befores[home], synthetic[BATCH - 1].id, STORE_ID);
}

static int
growth(const char *name, const char *url, int64_t rows)
{
    struct store *store = open_store(url);
    int64_t batches = rows / BATCH, window = batches / 10 / WINDOW;
    double small = 0, large = 0;
    for (int h = 0; h < HOMES; h++) {
        struct store_kiosk row = {.id = {6, (uint8_t)h}, .paired_ms = 1};
        snprintf(row.home, sizeof row.home, "H%03d", h);
        must(store_kiosk_add(store, &row) == DB_OK, store_why(store));
    }
    for (int64_t n = 0; n < batches; n++) {
        double begin = now_s();
        append_next(store, n);
        double took = now_s() - begin;
        if (n >= batches / 10 - window && n < batches / 10)
            small += took;
        if (n >= batches - window)
            large += took;
    }
    double events = (double)window * BATCH;
    printf("growth_%s_ratio\t%.2f\tratio\t<1.3\tus_at_%lld=%.1f us_at_%lld=%.1f\n", name,
        large / small, (long long)rows / 10, small / events * 1e6, (long long)rows,
        large / events * 1e6);
    store_close(store);
    return 0;
}

static int
past(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/10-years.v%d.db", folder, db_schema());
    db_close(bench_past(path, 10));
    puts(path);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "past") == 0)
        return past(argv[2]);
    if (argc == 6 && strcmp(argv[1], "ingest") == 0)
        return ingest(argv[2], argv[3], argv[4], argv[5]);
    if (argc == 5 && strcmp(argv[1], "growth") == 0)
        return growth(argv[2], argv[3], strtoll(argv[4], NULL, 10));
    return 2;
}
