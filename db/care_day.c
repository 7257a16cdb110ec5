/* care_day.c: a day of care, child by child. */
#include "db/care_day.h"

#include "db/care_book.h"

struct telling {
    struct care_book book;
    int (*each)(const struct care_day *, void *payload);
    void *payload;
};

static int
tell(const struct enrolled *enrolled, void *payload)
{
    struct telling *t = payload;
    struct care_day day = {
        .enrolled = enrolled, .count = t->book.session_count, .sessions = t->book.sessions};
    int rc = care_book_turn(&t->book, enrolled->child.id);
    if (rc != DB_OK)
        return rc;
    care_book_cells(&t->book, day.cells, 0);
    return t->each(&day, t->payload);
}

int
care_day_each(struct db *db, int64_t period_id, int day, const struct moment *now,
    int (*each)(const struct care_day *, void *), void *payload)
{
    struct telling t = {.each = each, .payload = payload};
    int rc = care_book_open(db, &t.book, period_id, day, 1, now);
    if (rc == DB_OK)
        rc = enrol_each(db, period_id, day, tell, &t);
    care_book_close(&t.book);
    return rc;
}

void
care_count_add(struct care_count *count, const struct care_cell *cell)
{
    bool present = cell->was == CARE_PRESENT;
    count->expected += cell->was != CARE_NOTHING && !cell->unplanned;
    count->present += present;
    count->late += cell->late;
    count->early += cell->early;
    count->awaited += cell->was == CARE_AWAITED;
    count->away_noted += cell->was == CARE_AWAY_NOTED;
    count->away += cell->was == CARE_AWAY;
    count->unplanned += cell->unplanned;
    count->meals += cell->meal;
}

static int
add_day(const struct care_day *day, void *payload)
{
    struct care_count *counts = payload;
    for (int i = 0; i < day->count; i++)
        care_count_add(&counts[i], &day->cells[i]);
    return 0;
}

int
care_day_counts(struct db *db, struct care_count out[CARE_SESSIONS], int64_t period_id, int day,
    const struct moment *now)
{
    struct care_session sessions[CARE_SESSIONS];
    for (int i = 0; i < CARE_SESSIONS; i++)
        out[i] = (struct care_count){0};
    int rc = care_day_each(db, period_id, day, now, add_day, out);
    return rc == DB_OK ? care_sessions(db, sessions, period_id) : rc;
}
