/* fact_log.c: notes facts, sorts them, and writes the last word on each. */
#include "db/fact_log.h"

#include "db/query.h"

#include <stdlib.h>

enum { ENTRIES = 65536, ITEMS = 4096 };

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

int
fact_log_write(struct fact_log *log)
{
    int rc = DB_OK;
    if (log->count)
        qsort(log->entries, (size_t)log->count, sizeof *log->entries, by_key);
    for (int i = 0; rc == DB_OK && i < log->count; i++) {
        const struct fact_entry *e = &log->entries[i];
        bool last = i + 1 == log->count || compare_keys(&e->fact, &e[1].fact) != 0;
        if (last)
            rc = fact_write(log->db, &e->fact, e->holds);
    }
    log->count = 0;
    return rc;
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
