/* The staff side on a large file: bench_staff FOLDER makes two databases there, both with a Home of
 * 1,000 children of whom 150 are in: one with five years of events, one with a tenth of that. Then
 * it measures, by turns in both, what staff wait for, and prints the figures of `make bench-staff`.
 */
#include "kiosk/app_inside.h"

#include "db/day.h"
#include "db/mark.h"
#include "db/roll.h"
#include "db/search.h"
#include "db/setting.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CHILDREN = 1000,
    COME = 150, /* a day */
    YEARS = 5,
    OPEN_DAYS = 250, /* of a year */
    TENTH = 10,
    TODAY = 20261124,
    GROUP = 30,
    TURNS = 61,
    SIZES = 2,
};

static const char *const syllables[] = {"ce", "zeng", "xiao", "yu", "shan", "lin", "hai", "zhong",
    "mu", "ga", "a", "yi", "luo", "xin", "chen", "qiu"};
enum { SYLLABLES = sizeof syllables / sizeof syllables[0] };

static struct app app;
static struct db *dbs[SIZES]; /* large, small */
static struct home home = {
    .code = "B1", .name = "测大村儿童之家", .closes_min = 1110, .utc_offset_min = 480};
static struct staff tutor = {.no = "B-1", .name = "测老师", .role = STAFF_TUTOR};
static struct session classes[7]; /* by weekday, from Monday */
static int64_t children[CHILDREN];

static double
now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "bench-staff: %s\n", what);
    exit(1);
}

static void
add_guardians(struct db *db, int i)
{
    for (int n = 0; n <= i % 2; n++) {
        struct guardian g = {.relation = "奶奶", .since_day = 20200101};
        snprintf(g.name, sizeof g.name, "测奶奶%d", i * 2 + n);
        snprintf(g.phone, sizeof g.phone, "199-%04d-%04d", n, i);
        must(guardian_put(db, &g, children[i]) == DB_OK, db_why(db));
    }
}

static void
add_child(struct db *db, int i)
{
    struct child c = {
        .home_id = home.id, .born_day = 20120101 + i % 9 * 10000, .joined_day = 20200101};
    uint8_t card[CARD_ID_BYTES + 1];
    snprintf(c.no, sizeof c.no, "B-%04d", i);
    snprintf(c.name, sizeof c.name, "测儿童%d", i);
    snprintf(c.animal, sizeof c.animal, "%s", i % 2 ? "fox" : "owl");
    snprintf(c.pinyin, sizeof c.pinyin, "%s %s %s", syllables[i % SYLLABLES],
        syllables[i / 7 % SYLLABLES], syllables[i / 3 % SYLLABLES]);
    must(child_put(db, &c) == DB_OK, db_why(db));
    children[i] = c.id;
    snprintf((char *)card, sizeof card, "card%06d", i);
    must(cards_issue(db, card, HOLDER_CHILD, c.id, 1) == DB_OK, db_why(db));
    add_guardians(db, i);
}

static void
add_people(struct db *db)
{
    must(db_begin(db) == DB_OK && home_put(db, &home) == DB_OK &&
             setting_home_set(db, home.id) == DB_OK,
        db_why(db));
    tutor.home_id = home.id;
    must(staff_put(db, &tutor) == DB_OK, db_why(db));
    for (int i = 0; i < 7; i++) {
        classes[i] = (struct session){.home_id = home.id,
            .weekday = i + 1,
            .starts_min = 980,
            .ends_min = 1060,
            .subject = SUBJECT_PAINTING,
            .title = "水彩画"};
        must(session_put(db, &classes[i]) == DB_OK, db_why(db));
    }
    for (int i = 0; i < CHILDREN; i++)
        add_child(db, i);
    must(db_commit(db) == DB_OK, db_why(db));
}

/* One event of the past, as the product writes it. */
static void
add_event(sqlite3_stmt *add, const char *kind, int child, int64_t utc_ms, const char *payload)
{
    static int64_t serial;
    uint8_t id[16] = {0};
    char card[CARD_ID_BYTES + 1];
    bool check = payload == NULL;
    for (int i = 0; i < 6; i++)
        id[i] = (uint8_t)((uint64_t)utc_ms >> (40 - 8 * i));
    memcpy(id + 8, &serial, sizeof serial);
    serial++;
    snprintf(card, sizeof card, "card%06d", child);
    sqlite3_bind_blob(add, 1, id, sizeof id, SQLITE_TRANSIENT);
    sqlite3_bind_text(add, 2, kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(add, 3, home.id);
    sqlite3_bind_int64(add, 4, children[child]);
    if (check)
        sqlite3_bind_blob(add, 5, card, CARD_ID_BYTES, SQLITE_TRANSIENT);
    else
        sqlite3_bind_null(add, 5);
    sqlite3_bind_int64(add, 6, utc_ms);
    sqlite3_bind_int64(add, 7, utc_ms - INT64_C(1500000000000));
    sqlite3_bind_text(add, 8, check ? "{}" : payload, -1, SQLITE_TRANSIENT);
    if (check)
        sqlite3_bind_null(add, 9);
    else
        sqlite3_bind_int64(add, 9, tutor.id);
    must(sqlite3_step(add) == SQLITE_DONE && sqlite3_reset(add) == SQLITE_OK, "an event");
}

/* 150 come, are marked in the day's class, and, but for today, go. */
static void
add_day(sqlite3_stmt *add, int day)
{
    int64_t opens = day_to_utc_ms(day, 960, 480);
    const struct session *s = &classes[day_weekday(day) - 1];
    char payload[256];
    snprintf(payload, sizeof payload,
        "{\"session\":%lld,\"day\":%d,\"mark\":\"took_part\",\"title\":\"%s\",\"subject\":"
        "\"painting\",\"starts_min\":980}",
        (long long)s->id, day, s->title);
    int first = day % CHILDREN;
    for (int i = 0; i < COME; i++)
        add_event(add, "check_in", (first + i) % CHILDREN, opens + i * 1000, NULL);
    if (day == TODAY)
        return;
    for (int i = 0; i < COME; i++)
        add_event(add, "activity_mark", (first + i) % CHILDREN, opens + 5000000 + i, payload);
    for (int i = 0; i < COME; i++)
        add_event(add, "check_out", (first + i) % CHILDREN, opens + 7000000 + i * 1000, NULL);
}

/* The past, fast: prepared inserts in one transaction, nothing waits for the disk. */
static void
add_past(const char *path, int days)
{
    sqlite3 *raw = NULL;
    sqlite3_stmt *add = NULL;
    must(sqlite3_open(path, &raw) == SQLITE_OK &&
             sqlite3_exec(raw, "PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
             sqlite3_prepare_v2(raw,
                 "INSERT INTO event (id, kind, home_id, child_id, card, at_utc_ms, boot_id, "
                 "mono_ms, clock_trusted, payload, staff_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                 "x'626f6f74206f66207468652062656e63', ?7, 1, ?8, ?9)",
                 -1, &add, NULL) == SQLITE_OK,
        "the past");
    int day = TODAY;
    for (int n = days; n > 0; n--) /* two days of three are open */
        day = day_add(day, n % 2 ? -1 : -2);
    for (int n = days; n > 0; n--) {
        add_day(add, day);
        day = day_add(day, n % 2 ? 1 : 2);
    }
    must(day == TODAY, "the calendar");
    add_day(add, TODAY);
    sqlite3_finalize(add);
    must(sqlite3_exec(raw, "COMMIT", NULL, NULL, NULL) == SQLITE_OK &&
             sqlite3_close(raw) == SQLITE_OK,
        "the past");
}

static struct db *
make(const char *path, int days)
{
    struct db *db;
    double from = now_ms();
    must(db_open(&db, path, DB_CREATE) == DB_OK, "a database");
    add_people(db);
    add_past(path, days);
    must(attendance_rebuild(db) == DB_OK, db_why(db));
    db_rest(db);
    fprintf(stderr, "bench-staff: %d days of %d children, made in %.0f s\n", days, COME,
        (now_ms() - from) / 1e3);
    return db;
}

/* What is measured: each returns what one turn took, in ms. */

static double
open_group(int size, int turn)
{
    (void)turn;
    app.db = dbs[size];
    app.stale = true;
    app_fill_view(&app);
    app_sign_in(&app, &tutor);
    app_frame(&app);
    double from = now_ms();
    app_go(&app, NAV_GROUP, clockwork_mono_ms(&app.clock));
    app_frame(&app);
    double took = now_ms() - from;
    must(app.screen == &screen_group, "the group screen did not open");
    return took;
}

static double
mark_thirty(int size, int turn)
{
    struct marked marked;
    struct moment now = clockwork_now(&app.clock);
    struct mark_order order = {.session = &classes[day_weekday(TODAY) - 1],
        .day = TODAY,
        .mark = turn % 2 ? MARK_STAR : MARK_TOOK_PART,
        .staff_id = tutor.id,
        .count = GROUP,
        .children = children + TODAY % CHILDREN};
    double from = now_ms();
    must(mark_children(dbs[size], &marked, &order, &now) == DB_OK && marked.count == GROUP,
        db_why(dbs[size]));
    return now_ms() - from;
}

static int
count_child(const struct child *child, bool here, void *payload)
{
    (void)child;
    (void)here;
    ++*(int *)payload;
    return 0;
}

/* The keys of one name, one after the other: their mean. */
static double
type_name(int size, int turn)
{
    char keys[4] = "";
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        int found = 0;
        keys[i] = syllables[(turn + i * 5) % SYLLABLES][0];
        double from = now_ms();
        must(child_search(dbs[size], home.id, TODAY, keys, count_child, &found) >= 0,
            db_why(dbs[size]));
        sum += now_ms() - from;
    }
    return sum / 3;
}

struct called {
    int here, phones;
};

static int
add_to_roll(const struct roll_child *child, void *payload)
{
    struct called *called = payload;
    called->here += child->here;
    for (int i = 0; i < child->guardian_count; i++)
        called->phones += child->guardians[i].phone[0] != '\0';
    return 0;
}

static double
call_roll(int size, int turn)
{
    (void)turn;
    struct db *db = dbs[size];
    struct called called = {0};
    double from = now_ms();
    must(roll_each(db, home.id, TODAY, INT64_MAX, add_to_roll, &called) == 0, db_why(db));
    double took = now_ms() - from;
    must(called.here == COME && called.phones >= COME, "the roll is not whole");
    return took;
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median; the 95th of 100 on standard error. */
static double
middle(double *took, const char *what)
{
    qsort(took, TURNS, sizeof took[0], by_size);
    fprintf(stderr, "bench-staff: %s: median %.2f ms, p95 %.2f ms\n", what, took[TURNS / 2],
        took[TURNS * 95 / 100]);
    return took[TURNS / 2];
}

/* By turns in both files; the large one's median. How much more it is than the small one's is read
 * from the lower quartiles, which a busy machine moves least. */
static double
measure(const char *name, double (*turn)(int size, int turn), double *growth)
{
    double took[SIZES][TURNS], median = 0;
    for (int i = 0; i < TURNS; i++)
        for (int size = 0; size < SIZES; size++)
            took[size][i] = turn(size, i);
    for (int size = SIZES; size-- > 0;) {
        char what[64];
        snprintf(what, sizeof what, "%s, %s", name, size ? "a tenth" : "five years");
        median = middle(took[size], what);
    }
    double ratio = took[0][TURNS / 4] / took[1][TURNS / 4];
    *growth = ratio > *growth ? ratio : *growth;
    return median;
}

/* Thirty rows into a bare table, as durable. */
static double
insert_thirty(const char *path)
{
    sqlite3 *raw = NULL;
    sqlite3_stmt *add = NULL;
    static double took[TURNS];
    must(sqlite3_open(path, &raw) == SQLITE_OK &&
             sqlite3_exec(raw,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE event (seq "
                 "INTEGER PRIMARY KEY, kind TEXT, child_id INTEGER, payload TEXT)",
                 NULL, NULL, NULL) == SQLITE_OK &&
             sqlite3_prepare_v2(raw, "INSERT INTO event VALUES (NULL, 'activity_mark', ?, '{}')",
                 -1, &add, NULL) == SQLITE_OK,
        "the peer");
    for (int turn = 0; turn < TURNS; turn++) {
        double from = now_ms();
        sqlite3_exec(raw, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        for (int i = 0; i < GROUP; i++) {
            sqlite3_bind_int(add, 1, i);
            must(sqlite3_step(add) == SQLITE_DONE && sqlite3_reset(add) == SQLITE_OK, "the peer");
        }
        must(sqlite3_exec(raw, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "the peer");
        took[turn] = now_ms() - from;
    }
    sqlite3_finalize(add);
    sqlite3_close(raw);
    return middle(took, "bare INSERTs of 30 rows");
}

static void
open_kiosk(const char *path)
{
    static struct app_options options = {.source = "none",
        .width = 1280,
        .height = 800,
        .text_percent = 100,
        .assets = "assets",
        .scanner = "build/zhaoxi-scanner",
        .locale = "build/locale"};
    options.db = path;
    must(app_open(&app, &options), "the kiosk did not open");
    clockwork_script(&app.clock, day_to_utc_ms(TODAY, 1000, 480));
    app.db = dbs[0];
    app_frame(&app);
}

int
main(int argc, char **argv)
{
    char large[4096], small[4096], bare[4096];
    double growth = 0;
    must(argc == 2, "which folder?");
    snprintf(large, sizeof large, "%s/large.db", argv[1]);
    snprintf(small, sizeof small, "%s/small.db", argv[1]);
    snprintf(bare, sizeof bare, "%s/bare.db", argv[1]);
    dbs[0] = make(large, YEARS * OPEN_DAYS);
    dbs[1] = make(small, YEARS * OPEN_DAYS / TENTH);
    open_kiosk(large);
    printf("group_first_open_ms\t%.2f\tms\t-\t-\n", open_group(0, 0));
    printf("group_open_ms\t%.2f\tms\t<50\t-\n", measure("group open", open_group, &growth));
    double marked = measure("mark 30", mark_thirty, &growth);
    printf("mark30_ms\t%.2f\tms\t<50\tbare_inserts=%.2f\n", marked, insert_thirty(bare));
    printf("search_key_ms\t%.2f\tms\t<10\t-\n", measure("search, a key", type_name, &growth));
    printf("rollcall_ms\t%.2f\tms\t<20\t-\n", measure("roll call", call_roll, &growth));
    printf("growth_ratio\t%.2f\tx\t<1.3\t-\n", growth);
    app.db = dbs[0];
    db_close(dbs[1]);
    app_close(&app);
    return 0;
}
