/* fact_log.c: notes facts, sorts them, and writes the last word on each. */
#include "db/fact_log.h"

#include "db/query.h"

#include <stdlib.h>

enum { ENTRIES = 65536, ITEMS = 4096, RUN = 16 };

/* By id modulo ITEMS. */
struct fact_item {
    int64_t id;
    int due_day;
};

struct fact_entry {
    struct fact fact;
    int place; /* in the order in which they were noted */
    bool holds;
};

struct fact_log *
fact_log_create(struct db *db)
{
    struct fact_log *log = calloc(1, sizeof *log);
    if (!log || !(log->entries = malloc(ENTRIES * sizeof *log->entries)) ||
        !(log->items = calloc(ITEMS, sizeof *log->items)))
        abort();
    log->db = db;
    return log;
}

void
fact_log_destroy(struct fact_log *log)
{
    if (!log)
        return;
    free(log->entries);
    free(log->items);
    free(log);
}

static int
compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int
compare_keys(const struct fact *a, const struct fact *b)
{
    if (a->day != b->day)
        return compare(a->day, b->day);
    if (a->what != b->what)
        return compare(a->what, b->what);
    if (a->child_id != b->child_id)
        return compare(a->child_id, b->child_id);
    return compare(a->of, b->of);
}

static int
by_key(const void *a, const void *b)
{
    const struct fact_entry *x = a, *y = b;
    int order = compare_keys(&x->fact, &y->fact);
    return order ? order : x->place - y->place;
}

/* Facts that hold, next to each other in the order of their key. */
struct run {
    const struct fact *facts[RUN];
    int count;
};

static int
bind(sqlite3_stmt *stmt, const struct run *run)
{
    int at = 1, rc = SQLITE_OK;
    for (int i = 0; i < RUN; i++) {
        const struct fact *f = run->facts[i];
        const int64_t values[] = {f->day, f->what, f->child_id, f->of, f->home_id, f->value};
        for (size_t n = 0; n < sizeof values / sizeof values[0]; n++)
            rc |= sqlite3_bind_int64(stmt, at++, values[n]);
    }
    return rc;
}

/* One of them may be there already: then each is written by itself. */
static int
write_run(struct fact_log *log, struct run *run)
{
    int rc = DB_REFUSED, count = run->count;
    run->count = 0;
    if (count == RUN) {
        sqlite3_stmt *stmt = query_unbound(log->db, Q_fact_put_many);
        if (stmt && bind(stmt, run) != SQLITE_OK)
            abort();
        rc = query_run(log->db, stmt);
    }
    if (rc != DB_REFUSED)
        return rc;
    rc = DB_OK;
    for (int i = 0; rc == DB_OK && i < count; i++)
        rc = fact_write(log->db, run->facts[i], true);
    return rc;
}

static int
write_entry(struct fact_log *log, struct run *run, const struct fact_entry *entry)
{
    if (!entry->holds)
        return fact_write(log->db, &entry->fact, false);
    run->facts[run->count++] = &entry->fact;
    return run->count == RUN ? write_run(log, run) : DB_OK;
}

int
fact_log_write(struct fact_log *log)
{
    struct run run = {.count = 0};
    int rc = DB_OK;
    if (log->count)
        qsort(log->entries, (size_t)log->count, sizeof *log->entries, by_key);
    for (int i = 0; rc == DB_OK && i < log->count; i++) {
        const struct fact_entry *e = &log->entries[i];
        bool last = i + 1 == log->count || compare_keys(&e->fact, &e[1].fact) != 0;
        if (last)
            rc = write_entry(log, &run, e);
    }
    log->count = 0;
    return rc == DB_OK ? write_run(log, &run) : rc;
}

int
fact_log_add(struct fact_log *log, const struct fact *fact, bool holds)
{
    int rc = log->count == ENTRIES ? fact_log_write(log) : DB_OK;
    log->entries[log->count] = (struct fact_entry){*fact, log->count, holds};
    log->count++;
    return rc;
}

static int
read_due(struct db *db, int64_t item)
{
    return (int)query_number(db, query(db, Q_fact_due, "i", item), "due_day", 0);
}

int
fact_log_due(struct fact_log *log, int64_t item)
{
    if (!log->entries)
        return read_due(log->db, item);
    size_t at = (size_t)item % ITEMS;
    if (log->items[at].id != item) {
        log->items[at].id = item;
        log->items[at].due_day = read_due(log->db, item);
    }
    return log->items[at].due_day;
}
