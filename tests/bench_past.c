/* bench_past.c: events as the product writes them, by prepared inserts in one transaction. Indexes
 * and triggers are put aside meanwhile, and made again at the end: sorted is faster than one by
 * one.
 */
#include "tests/bench_past.h"

#include "db/attendance.h"
#include "db/day.h"
#include "db/people.h"
#include "db/setting.h"
#include "db/timetable.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    GRADES = 6,
    CLASSES = 2, /* of a Home's day */
    VOLUNTEERS = 5,
    COME = 85, /* of a Home's 250 children, a day */
    PER_CHILD = BENCH_CHILDREN / BENCH_HOMES,
};

struct past {
    sqlite3 *db;
    sqlite3_stmt *add, *item;
    int64_t homes[BENCH_HOMES], children[BENCH_CHILDREN], tutor;
    int64_t volunteers[BENCH_HOMES * VOLUNTEERS];
    int64_t classes[BENCH_HOMES][7][CLASSES];
    int64_t serial, last_item;
    uint64_t state;
    int64_t items[GRADES];
};

static void
must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

static int
pick(struct past *p, int until)
{
    p->state ^= p->state << 13;
    p->state ^= p->state >> 7;
    p->state ^= p->state << 17;
    return (int)((p->state >> 20) % (uint64_t)until);
}

static void
add_people(struct past *p, struct db *db)
{
    static const char *const grades[GRADES] = {
        "一年级", "二年级", "三年级", "四年级", "五年级", "六年级"};
    struct staff tutor = {.no = "B-1", .name = "测老师", .role = STAFF_TUTOR};
    must(db_begin(db) == DB_OK, "a transaction");
    for (int i = 0; i < BENCH_HOMES; i++) {
        struct home home = {.closes_min = 1110, .utc_offset_min = 480};
        snprintf(home.code, NO_SIZE, "B%d", i);
        snprintf(home.name, NAME_SIZE, "测大村儿童之家%d", i);
        snprintf(home.village, NAME_SIZE, "测大村%d", i);
        must(home_put(db, &home) == DB_OK, "a Home");
        p->homes[i] = home.id;
    }
    must(setting_home_set(db, p->homes[0]) == DB_OK, "the Home");
    tutor.home_id = p->homes[0];
    must(staff_put(db, &tutor) == DB_OK, "the tutor");
    p->tutor = tutor.id;
    for (int i = 0; i < BENCH_HOMES * VOLUNTEERS; i++) {
        struct staff s = {.role = STAFF_VOLUNTEER, .home_id = p->homes[i % BENCH_HOMES]};
        snprintf(s.no, NO_SIZE, "V-%d", i);
        snprintf(s.name, NAME_SIZE, "测志愿者%d", i);
        must(staff_put(db, &s) == DB_OK, "a volunteer");
        p->volunteers[i] = s.id;
    }
    for (int i = 0; i < BENCH_CHILDREN; i++) {
        struct child c = {.home_id = p->homes[i / PER_CHILD],
            .born_day = 20190101 + i % 12 * 10000 + i % 28,
            .joined_day = BENCH_FROM};
        uint8_t card[CARD_ID_BYTES + 1];
        snprintf(c.no, NO_SIZE, "B-%04d", i);
        snprintf(c.name, NAME_SIZE, "测儿童%d", i);
        snprintf(c.pinyin, NAME_SIZE, "ce er %c%c", 'a' + i % 26, 'a' + i / 26 % 26);
        snprintf(c.school, NAME_SIZE, "测大小学%d", i / PER_CHILD);
        snprintf(c.grade, WORD_SIZE, "%s", grades[i % GRADES]);
        must(child_put(db, &c) == DB_OK, "a child");
        p->children[i] = c.id;
        snprintf((char *)card, sizeof card, "card%06d", i);
        must(cards_issue(db, card, HOLDER_CHILD, c.id, 1) == DB_OK, "a card");
    }
    must(db_commit(db) == DB_OK, "the people");
}

static void
add_classes(struct past *p, struct db *db)
{
    must(db_begin(db) == DB_OK, "a transaction");
    for (int i = 0; i < BENCH_HOMES * 7 * CLASSES; i++) {
        struct session s = {.home_id = p->homes[i / CLASSES / 7],
            .weekday = i / CLASSES % 7 + 1,
            .starts_min = 960 + i % CLASSES * 45,
            .ends_min = 1000 + i % CLASSES * 45,
            .subject = (enum subject)(i % SUBJECT_COUNT)};
        snprintf(s.title, NAME_SIZE, "测课%d", i % 12);
        must(session_put(db, &s) == DB_OK, "a class");
        p->classes[i / CLASSES / 7][i / CLASSES % 7][i % CLASSES] = s.id;
    }
    must(db_commit(db) == DB_OK, "the classes");
}

/* What happens, to whom. */
struct fact {
    const char *kind;
    int home, child; /* -1 for none */
    int64_t staff_id, at_ms;
    const uint8_t *cause;
    const char *payload;
    bool card;
};

static void
add(struct past *p, const struct fact *f, uint8_t id[16])
{
    char card[CARD_ID_BYTES + 1];
    memset(id, 0, 16);
    for (int i = 0; i < 6; i++)
        id[i] = (uint8_t)((uint64_t)f->at_ms >> (40 - 8 * i));
    id[6] = 0x70;
    id[8] = 0x80;
    p->serial++;
    for (int i = 0; i < 7; i++)
        id[9 + i] = (uint8_t)(p->serial >> (48 - 8 * i));
    snprintf(card, sizeof card, "card%06d", f->child);
    sqlite3_bind_blob(p->add, 1, id, 16, SQLITE_STATIC);
    sqlite3_bind_text(p->add, 2, f->kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(p->add, 3, p->homes[f->home]);
    if (f->child >= 0)
        sqlite3_bind_int64(p->add, 4, p->children[f->child]);
    else
        sqlite3_bind_null(p->add, 4);
    if (f->card)
        sqlite3_bind_blob(p->add, 5, card, CARD_ID_BYTES, SQLITE_STATIC);
    else
        sqlite3_bind_null(p->add, 5);
    sqlite3_bind_int64(p->add, 6, f->at_ms);
    sqlite3_bind_int64(p->add, 7, f->at_ms - INT64_C(1700000000000));
    sqlite3_bind_text(p->add, 8, f->payload ? f->payload : "{}", -1, SQLITE_STATIC);
    if (f->staff_id)
        sqlite3_bind_int64(p->add, 9, f->staff_id);
    else
        sqlite3_bind_null(p->add, 9);
    if (f->cause)
        sqlite3_bind_blob(p->add, 10, f->cause, 16, SQLITE_STATIC);
    else
        sqlite3_bind_null(p->add, 10);
    must(sqlite3_step(p->add) == SQLITE_DONE && sqlite3_reset(p->add) == SQLITE_OK, "an event");
}

static void
add_items(struct past *p, int day)
{
    for (int home = 0; home < BENCH_HOMES; home++)
        for (int grade = 0; grade < GRADES; grade++) {
            static const char *const grades[GRADES] = {
                "一年级", "二年级", "三年级", "四年级", "五年级", "六年级"};
            char school[64];
            snprintf(school, sizeof school, "测大小学%d", home);
            sqlite3_bind_text(p->item, 1, school, -1, SQLITE_STATIC);
            sqlite3_bind_text(p->item, 2, grades[grade], -1, SQLITE_STATIC);
            sqlite3_bind_int(p->item, 3, day);
            must(sqlite3_step(p->item) == SQLITE_DONE && sqlite3_reset(p->item) == SQLITE_OK,
                "homework");
            p->last_item = sqlite3_last_insert_rowid(p->db);
        }
}

/* A child's afternoon: six events, most of them. */
static void
add_stay(struct past *p, int home, int child, int day, int64_t comes_ms)
{
    char payload[256];
    uint8_t in[16], out[16], id[16];
    int64_t session = p->classes[home][day_weekday(day) - 1][child % CLASSES];
    struct fact f = {"check_in", home, child, 0, comes_ms, NULL, NULL, true};
    add(p, &f, in);
    if (pick(p, 10) < 8) {
        snprintf(payload, sizeof payload, "{\"value\":%d}", 1 + pick(p, 5));
        add(p, &(struct fact){"mood", home, child, 0, comes_ms + 4000, in, payload, false}, id);
    }
    if (pick(p, 10) < 6) {
        snprintf(payload, sizeof payload, "{\"question\":\"look-both-ways\",\"right\":%s}",
            pick(p, 4) ? "true" : "false");
        add(p,
            &(struct fact){"safety_lesson", home, child, 0, comes_ms + 9000, NULL, payload, false},
            id);
    }
    snprintf(payload, sizeof payload,
        "{\"session\":%lld,\"day\":%d,\"mark\":\"%s\",\"title\":\"测课%lld\",\"subject\":"
        "\"painting\",\"starts_min\":960}",
        (long long)session, day, pick(p, 5) ? "took_part" : "star", (long long)session % 12);
    add(p,
        &(struct fact){
            "activity_mark", home, child, p->tutor, comes_ms + 3000000, NULL, payload, false},
        id);
    if (pick(p, 100) == 0)
        add(p,
            &(struct fact){
                "mark_undo", home, child, p->tutor, comes_ms + 3001000, id, payload, false},
            id);
    if (pick(p, 2)) {
        int64_t item = p->last_item - BENCH_HOMES * GRADES + 1 + home * GRADES + child % GRADES;
        snprintf(
            payload, sizeof payload, "{\"homework\":%lld,\"state\":\"asked\"}", (long long)item);
        add(p,
            &(struct fact){
                "homework_mark", home, child, 0, comes_ms + 4000000, NULL, payload, false},
            id);
        snprintf(
            payload, sizeof payload, "{\"homework\":%lld,\"state\":\"done\"}", (long long)item);
        add(p,
            &(struct fact){
                "homework_mark", home, child, p->tutor, comes_ms + 4100000, NULL, payload, false},
            id);
    }
    bool forgot = pick(p, 50) == 0;
    add(p,
        &(struct fact){"check_out", home, child, 0, comes_ms + 6000000 + pick(p, 1800) * 1000,
            forgot ? in : NULL, forgot ? "{\"via\":\"assumed\"}" : "{}", !forgot},
        out);
    if (pick(p, 10) < 7)
        add(p,
            &(struct fact){"pick_up", home, child, 0, comes_ms + 7900000, out,
                "{\"how\":\"guardian\",\"guardian\":1}", false},
            id);
}

static void
add_day(struct past *p, int day)
{
    int64_t opens = day_to_utc_ms(day, 930, 480);
    uint8_t in[16], id[16];
    add_items(p, day);
    for (int home = 0; home < BENCH_HOMES; home++) {
        int volunteer = home + BENCH_HOMES * pick(p, VOLUNTEERS);
        add(p,
            &(struct fact){
                "staff_in", home, -1, p->volunteers[volunteer], opens, NULL, NULL, false},
            in);
        add(p,
            &(struct fact){
                "staff_out", home, -1, p->volunteers[volunteer], opens + 9000000, in, NULL, false},
            id);
        int first = pick(p, PER_CHILD);
        for (int i = 0; i < COME; i++)
            add_stay(p, home, home * PER_CHILD + (first + i * 7) % PER_CHILD, day,
                opens + i * INT64_C(20000));
    }
}

/* Statements that make the indexes and triggers again, a line each; they are dropped. */
static char *
put_aside(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    char *drop = sqlite3_mprintf(""), *make = sqlite3_mprintf("");
    must(sqlite3_prepare_v2(db,
             "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'event' AND sql IS NOT "
             "NULL AND type IN ('index', 'trigger')",
             -1, &row, NULL) == SQLITE_OK,
        "the schema");
    while (sqlite3_step(row) == SQLITE_ROW) {
        drop = sqlite3_mprintf(
            "%z\nDROP %s %s;", drop, sqlite3_column_text(row, 0), sqlite3_column_text(row, 1));
        make = sqlite3_mprintf("%z\n%s;", make, sqlite3_column_text(row, 2));
    }
    sqlite3_finalize(row);
    must(sqlite3_exec(db, drop, NULL, NULL, NULL) == SQLITE_OK, "indexes put aside");
    sqlite3_free(drop);
    return make;
}

/* 241 days of a year are open: 340 children come, and there are 6.1 events of each. */
static bool
is_open(int day)
{
    return day_weekday(day) <= 5 && day % 100 > 2;
}

int
bench_past_until(int years)
{
    return day_add(BENCH_FROM + years * 10000, -1);
}

static void
add_years(struct past *p, const char *path, int years)
{
    must(sqlite3_open(path, &p->db) == SQLITE_OK &&
             sqlite3_exec(p->db,
                 "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; "
                 "PRAGMA temp_store = MEMORY; BEGIN",
                 NULL, NULL, NULL) == SQLITE_OK,
        "the past");
    char *make = put_aside(p->db);
    must(sqlite3_prepare_v2(p->db,
             "INSERT INTO event (id, kind, home_id, child_id, card, at_utc_ms, boot_id, mono_ms, "
             "clock_trusted, payload, staff_id, cause) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
             "x'626f6f74206f66207468652062656e63', ?7, 1, ?8, ?9, ?10)",
             -1, &p->add, NULL) == SQLITE_OK &&
             sqlite3_prepare_v2(p->db,
                 "INSERT INTO homework (school, grade, subject, text, due_day) VALUES (?1, ?2, "
                 "'maths', '第' || ?3 || '页', ?3)",
                 -1, &p->item, NULL) == SQLITE_OK,
        sqlite3_errmsg(p->db));
    for (int day = BENCH_FROM; day <= bench_past_until(years); day = day_add(day, 1))
        if (is_open(day))
            add_day(p, day);
    sqlite3_finalize(p->add);
    sqlite3_finalize(p->item);
    must(sqlite3_exec(p->db, make, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(p->db));
    sqlite3_free(make);
    must(sqlite3_exec(p->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK &&
             sqlite3_close(p->db) == SQLITE_OK,
        "the past");
}

struct db *
bench_past(const char *path, int years)
{
    struct past p = {.state = 88172645463325252u};
    struct db *db;
    char new[4096];
    if (access(path, F_OK) == 0) {
        must(db_open(&db, path, DB_EXISTING) == DB_OK, db_why(db));
        return db;
    }
    struct timespec from, until;
    clock_gettime(CLOCK_MONOTONIC, &from);
    snprintf(new, sizeof new, "%s.new", path);
    remove(new);
    must(db_open(&db, new, DB_CREATE) == DB_OK, db_why(db));
    add_people(&p, db);
    add_classes(&p, db);
    db_close(db);
    add_years(&p, new, years);
    must(db_open(&db, new, DB_EXISTING) == DB_OK && attendance_rebuild(db) == DB_OK, db_why(db));
    db_rest(db);
    db_close(db);
    must(rename(new, path) == 0, path);
    clock_gettime(CLOCK_MONOTONIC, &until);
    fprintf(stderr, "bench: %s, %d years, %lld events, made in %lld s\n", path, years,
        (long long)p.serial, (long long)(until.tv_sec - from.tv_sec));
    must(db_open(&db, path, DB_EXISTING) == DB_OK, db_why(db));
    return db;
}
