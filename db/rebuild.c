/* rebuild.c: one walk through the log makes all roll-ups. A child's day is summed in memory and
 * written when a newer one begins anywhere, so that rows are written once, in the order of their
 * key. */
#include "db/rebuild.h"

#include "db/day.h"
#include "db/fact_log.h"
#include "db/handle.h"
#include "db/payload.h"
#include "db/people.h"
#include "db/query.h"
#include "db/rollup.h"

#include <stdlib.h>
#include <string.h>

/* A child at a Home, with the day that is being summed and the last one that was written. */
struct slot {
    struct rollup_day day;
    int written;
};

struct offset {
    int64_t home_id;
    int offset_min;
};

struct rebuild {
    struct db *db;
    struct slot **slots; /* by a hash of child and Home; room is a power of two */
    struct slot **due;   /* to be written, by their key; as much room */
    size_t count, room;
    int newest; /* day */
    struct fact_log *facts;
    struct offset *offsets;
    int homes;
};

static struct slot **
place_of(struct slot **slots, size_t room, int64_t child_id, int64_t home_id)
{
    uint64_t hash = ((uint64_t)child_id * 1000003 + (uint64_t)home_id) * 0x9e3779b97f4a7c15;
    size_t at = (size_t)(hash >> 20) & (room - 1);
    while (slots[at] &&
           (slots[at]->day.sum.child_id != child_id || slots[at]->day.sum.home_id != home_id))
        at = (at + 1) & (room - 1);
    return &slots[at];
}

static void *
must_have(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static void
grow(struct rebuild *r)
{
    size_t room = r->room ? r->room * 2 : 1024;
    struct slot **slots = must_have(calloc(room, sizeof(struct slot *)));
    for (size_t i = 0; i < r->room; i++)
        if (r->slots[i])
            *place_of(slots, room, r->slots[i]->day.sum.child_id, r->slots[i]->day.sum.home_id) =
                r->slots[i];
    free(r->slots);
    r->slots = slots;
    r->room = room;
    r->due = must_have(realloc(r->due, room * sizeof(void *)));
}

static struct slot *
slot_of(struct rebuild *r, int64_t child_id, int64_t home_id)
{
    if (r->count * 2 >= r->room)
        grow(r);
    struct slot **place = place_of(r->slots, r->room, child_id, home_id);
    if (!*place) {
        *place = must_have(calloc(1, sizeof **place));
        (*place)->day.sum = (struct attendance){.child_id = child_id, .home_id = home_id};
        r->count++;
    }
    return *place;
}

static void
note_written(struct slot *slot)
{
    int day = slot->day.sum.day;
    slot->written = day > slot->written ? day : slot->written;
    slot->day.sum.day = 0;
}

/* Writes what the slot holds; then it holds nothing. */
static int
write_out(struct rebuild *r, struct slot *slot)
{
    int rc = slot->day.sum.day ? rollup_store(r->db, &slot->day) : DB_OK;
    note_written(slot);
    return rc;
}

static int
write_many(struct rebuild *r, struct slot *slots[ROLLUP_MANY])
{
    const struct rollup_day *days[ROLLUP_MANY];
    for (int i = 0; i < ROLLUP_MANY; i++)
        days[i] = &slots[i]->day;
    int rc = rollup_store_many(r->db, days);
    bool written = rc == DB_OK;
    if (rc == DB_REFUSED)
        rc = DB_OK;
    for (int i = 0; rc == DB_OK && i < ROLLUP_MANY; i++) {
        if (written)
            note_written(slots[i]);
        else
            rc = write_out(r, slots[i]);
    }
    return rc;
}

static int
by_key(const void *a, const void *b)
{
    const struct attendance *x = &(*(struct slot *const *)a)->day.sum;
    const struct attendance *y = &(*(struct slot *const *)b)->day.sum;
    if (x->day != y->day)
        return x->day - y->day;
    if (x->home_id != y->home_id)
        return x->home_id < y->home_id ? -1 : 1;
    return (x->child_id > y->child_id) - (x->child_id < y->child_id);
}

/* Writes all slots. */
static int
write_all(struct rebuild *r)
{
    size_t count = 0;
    int rc = DB_OK;
    for (size_t i = 0; i < r->room; i++)
        if (r->slots[i] && r->slots[i]->day.sum.day)
            r->due[count++] = r->slots[i];
    if (count)
        qsort(r->due, count, sizeof(void *), by_key);
    size_t i = 0;
    for (; rc == DB_OK && count - i >= ROLLUP_MANY; i += ROLLUP_MANY)
        rc = write_many(r, r->due + i);
    for (; rc == DB_OK && i < count; i++)
        rc = write_out(r, r->due[i]);
    return rc;
}

/* A day that lies before one that was written may have been written itself: a clock was wrong. */
static int
turn_to(struct rebuild *r, struct slot *slot, int day)
{
    struct attendance *sum = &slot->day.sum;
    int64_t child_id = sum->child_id, home_id = sum->home_id;
    int rc = write_out(r, slot);
    if (rc != DB_OK || day <= slot->written)
        return rc != DB_OK ? rc : rollup_load(r->db, &slot->day, child_id, home_id, day);
    *sum = (struct attendance){.day = day, .child_id = child_id, .home_id = home_id};
    slot->day.stays.count = 0;
    return DB_OK;
}

static int
take_check(struct rebuild *r, const struct fact_source *source, int64_t time_ms)
{
    struct slot *slot = slot_of(r, source->child_id, source->home_id);
    struct check check = {.kind = source->kind, .time_ms = time_ms};
    char via[16];
    int rc = source->day > r->newest ? write_all(r) : DB_OK;
    r->newest = source->day > r->newest ? source->day : r->newest;
    payload_word(source->payload, "via", via, sizeof via);
    check.assumed = strcmp(via, "assumed") == 0;
    if (rc == DB_OK && slot->day.sum.day != source->day)
        rc = turn_to(r, slot, source->day);
    rollup_add(&slot->day, &check);
    return rc;
}

static int
note_offset(const struct home *home, void *payload)
{
    struct rebuild *r = payload;
    size_t size = (size_t)(r->homes + 1) * sizeof *r->offsets;
    r->offsets = must_have(realloc(r->offsets, size));
    r->offsets[r->homes++] = (struct offset){home->id, home->utc_offset_min};
    return 0;
}

static int
offset_of(const struct rebuild *r, int64_t home_id)
{
    for (int i = 0; i < r->homes; i++)
        if (r->offsets[i].home_id == home_id)
            return r->offsets[i].offset_min;
    return 0;
}

/* The kinds that make a roll-up; EVENT_KIND_COUNT for all others. */
static enum event_kind
kind_of(const char *name)
{
    static const enum event_kind kinds[] = {EVENT_CHECK_IN, EVENT_CHECK_OUT, EVENT_MOOD,
        EVENT_SAFETY_LESSON, EVENT_ACTIVITY_MARK, EVENT_HOMEWORK_MARK, EVENT_MARK_UNDO,
        EVENT_HOMEWORK_UNDO};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(name, event_kind_name(kinds[i])) == 0)
            return kinds[i];
    return EVENT_KIND_COUNT;
}

/* The columns of rebuild_each, in their order: looked up for millions of rows, names would cost. */
enum { AT_SEQ, AT_KIND, AT_HOME, AT_CHILD, AT_TIME, AT_PAYLOAD };

static int
take(struct rebuild *r, sqlite3_stmt *row)
{
    struct fact_source source = {.kind = kind_of((const char *)sqlite3_column_text(row, AT_KIND))};
    if (source.kind == EVENT_KIND_COUNT)
        return DB_OK;
    int64_t time_ms = sqlite3_column_int64(row, AT_TIME);
    source.seq = sqlite3_column_int64(row, AT_SEQ);
    source.home_id = sqlite3_column_int64(row, AT_HOME);
    source.child_id = sqlite3_column_int64(row, AT_CHILD);
    source.day = day_of(time_ms, offset_of(r, source.home_id));
    source.payload = (const char *)sqlite3_column_text(row, AT_PAYLOAD);
    if (source.kind == EVENT_CHECK_IN || source.kind == EVENT_CHECK_OUT)
        return take_check(r, &source, time_ms);
    bool undo = source.kind == EVENT_MARK_UNDO || source.kind == EVENT_HOMEWORK_UNDO;
    return undo ? fact_take_known(r->facts, &source) : fact_take(r->facts, &source);
}

static int
walk(struct rebuild *r)
{
    sqlite3_stmt *row = query(r->db, Q_rebuild_each, "");
    int rc = DB_OK;
    while (rc == DB_OK && (rc = query_step(r->db, row)) > 0)
        rc = take(r, row);
    sqlite3_reset(row);
    return rc == DB_OK ? write_all(r) : rc;
}

/* Pages of the file that are held meanwhile, and otherwise: KiB, negative as SQLite wants it. */
#define CACHE_LARGE "PRAGMA cache_size = -49152"
#define CACHE_USUAL "PRAGMA cache_size = -2000"

/* Inside the caller's transaction. */
static int
make_all(struct db *db)
{
    struct rebuild r = {.db = db, .facts = fact_log_create(db)};
    int rc = query_run(db, query(db, Q_day_clear, ""));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_fact_clear, ""));
    if (rc == DB_OK)
        rc = home_each(db, note_offset, &r);
    if (rc == DB_OK)
        rc = walk(&r);
    if (rc == DB_OK)
        rc = fact_log_write(r.facts);
    fact_log_destroy(r.facts);
    for (size_t i = 0; i < r.room; i++)
        free(r.slots[i]);
    free(r.slots);
    free(r.due);
    free(r.offsets);
    if (rc == DB_OK)
        rc = rollup_corrections(db);
    return rc == DB_OK ? fact_corrections(db) : rc;
}

static int
make_all_roomy(struct db *db)
{
    int rc = db_exec(db, CACHE_LARGE);
    if (rc == DB_OK)
        rc = make_all(db);
    int back = db_exec(db, CACHE_USUAL);
    return rc == DB_OK ? back : rc;
}

static int
end(struct db *db, int rc)
{
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
attendance_rebuild(struct db *db)
{
    int rc = db_begin(db);
    return rc == DB_OK ? end(db, make_all_roomy(db)) : rc;
}

int
rebuild_where_stale(struct db *db)
{
    if (!query_number(db, query(db, Q_setting_get, "t", "rollup_stale"), "value", 0))
        return DB_OK;
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = make_all_roomy(db);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_setting_drop, "t", "rollup_stale"));
    return end(db, rc);
}
