/* bench_main: what can be measured inside one process: decoding a frame, recording a check-in.
 *
 *   bench_main decode FRAMES.y4m   ms a frame of the live pipeline, beside ZBar alone
 *   bench_main checkins FOLDER     check-ins a second, beside bare INSERTs as durable as they are
 *
 * Prints "name value peer" lines for bench_main.sh. */
#include "db/attendance.h"
#include "db/setting.h"
#include "scanner/decode.h"
#include "scanner/source.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zbar.h>

enum { CHILDREN = 200, CHECK_INS = 2000 };

static double
now_ms(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
die(const char *what)
{
    fprintf(stderr, "bench_main: %s\n", what);
    exit(1);
}

struct looks {
    double ours_code, zbar_code, ours_empty, zbar_empty;
    int code, empty;
};

static double
zbar_ms(zbar_image_scanner_t *zbar, const struct grey *frame)
{
    unsigned w = (unsigned)frame->width, h = (unsigned)frame->height;
    double from = now_ms();
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, w, h);
    zbar_image_set_data(image, frame->px, (unsigned long)w * h, NULL);
    zbar_scan_image(zbar, image);
    zbar_image_destroy(image);
    return now_ms() - from;
}

static void
measure_frame(struct decoder *decoder, zbar_image_scanner_t *zbar, const struct grey *frame,
    struct looks *sum)
{
    static struct decode_result found;
    double from = now_ms();
    int seen = decoder_search(decoder, &found, frame);
    double ours = now_ms() - from;
    if (seen) {
        sum->ours_code += ours;
        sum->zbar_code += zbar_ms(zbar, frame);
        sum->code++;
    } else {
        sum->ours_empty += ours;
        sum->zbar_empty += zbar_ms(zbar, frame);
        sum->empty++;
    }
}

static void
bench_decode(const char *path)
{
    struct source *source = source_y4m.open(path, false);
    struct decoder *decoder = decoder_create();
    zbar_image_scanner_t *zbar = zbar_image_scanner_create();
    struct looks sum = {0};
    struct frame frame;
    enum source_state state;
    if (!source || !zbar)
        die("no frames");
    zbar_image_scanner_set_config(zbar, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(zbar, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    for (int64_t at = 0; (state = source_y4m.read(source, &frame, at)) >= 0; at += 1000)
        if (state == SOURCE_FRAME)
            measure_frame(decoder, zbar, &frame.y, &sum);
    source_y4m.close(source);
    decoder_destroy(decoder);
    zbar_image_scanner_destroy(zbar);
    if (!sum.code || !sum.empty)
        die("frames with a code and without one are wanted");
    printf("decode_code_ms %.2f zbar=%.2f\n", sum.ours_code / sum.code, sum.zbar_code / sum.code);
    printf(
        "decode_empty_ms %.2f zbar=%.2f\n", sum.ours_empty / sum.empty, sum.zbar_empty / sum.empty);
}

static void
fill(struct db *db)
{
    struct home home = {.code = "B", .name = "B", .closes_min = 1080, .utc_offset_min = 480};
    if (db_begin(db) != DB_OK || home_put(db, &home) != DB_OK ||
        setting_home_set(db, home.id) != DB_OK)
        die(db_why(db));
    for (int i = 0; i < CHILDREN; i++) {
        struct child child = {.home_id = home.id, .joined_day = 20250901};
        uint8_t card[CARD_ID_BYTES] = {(uint8_t)i, 1};
        snprintf(child.no, sizeof child.no, "B-%d", i);
        snprintf(child.name, sizeof child.name, "B-%d", i);
        if (child_put(db, &child) != DB_OK ||
            cards_issue(db, card, HOLDER_CHILD, child.id, 1) != DB_OK)
            die(db_why(db));
    }
    if (db_commit(db) != DB_OK)
        die(db_why(db));
}

static double
record(struct db *db)
{
    double from = now_ms();
    for (int i = 0; i < CHECK_INS; i++) {
        struct scan scan;
        uint8_t card[CARD_ID_BYTES] = {(uint8_t)(i % CHILDREN), 1};
        struct moment at = {.utc_ms = INT64_C(1796000000000) + i * INT64_C(60000),
            .mono_ms = i * INT64_C(60000),
            .trusted = true};
        if (attendance_scan(db, &scan, card, &at) != DB_OK)
            die(db_why(db));
    }
    return CHECK_INS / (now_ms() - from) * 1000;
}

/* A row of the same size in a table without an index, one durable transaction each. */
static double
record_bare(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB, c INTEGER, d INTEGER)",
            NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO t (b, c, d) VALUES (randomblob(60), 1, 2)", -1, &insert,
            NULL) != SQLITE_OK)
        die(sqlite3_errmsg(db));
    double from = now_ms();
    for (int i = 0; i < CHECK_INS; i++) {
        if (sqlite3_step(insert) != SQLITE_DONE)
            die(sqlite3_errmsg(db));
        sqlite3_reset(insert);
    }
    double rate = CHECK_INS / (now_ms() - from) * 1000;
    sqlite3_finalize(insert);
    sqlite3_close(db);
    return rate;
}

static void
bench_checkins(const char *folder)
{
    char path[4096], bare[4096];
    struct db *db = NULL;
    snprintf(path, sizeof path, "%s/bench.db", folder);
    snprintf(bare, sizeof bare, "%s/bare.db", folder);
    if (db_open(&db, path, DB_CREATE) != DB_OK)
        die(db_why(db));
    fill(db);
    double rate = record(db);
    db_close(db);
    printf("checkins_per_s %.0f bare_insert=%.0f\n", rate, record_bare(bare));
}

int
main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "decode") == 0)
        bench_decode(argv[2]);
    else if (argc == 3 && strcmp(argv[1], "checkins") == 0)
        bench_checkins(argv[2]);
    else
        die("usage: bench_main decode FRAMES.y4m | checkins FOLDER");
    return 0;
}
