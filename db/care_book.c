/* care_book.c: places, stays, absences and marks of a child come together to cells. */
#include "db/care_book.h"

#include "db/day.h"
#include "db/places_read.h"
#include "db/text.h"

#include <assert.h>
#include <stdlib.h>

static void *
grown(void *list, int count, int *room, size_t size)
{
    if (count < *room)
        return list;
    *room = *room ? *room * 2 : 32;
    list = realloc(list, (size_t)*room * size);
    if (!list)
        abort();
    return list;
}

static int
add_mark(const struct care_mark *mark, void *payload)
{
    struct care_book *b = payload;
    b->marks = grown(b->marks, b->mark_count, &b->mark_room, sizeof *b->marks);
    b->marks[b->mark_count++] = *mark;
    return 0;
}

static void
list_days(struct care_book *b, int from_day, int count)
{
    assert(count > 0 && count <= BOOK_DAYS);
    b->day_count = count;
    for (int i = 0; i < count; i++) {
        b->days[i] = day_add(from_day, i);
        for (int k = 0; k < b->session_count; k++)
            b->held[i][k] = care_held(b->db, &b->care, &b->sessions[k], b->days[i]);
    }
}

int
care_book_open(struct db *db, struct care_book *out, int64_t period_id, int from_day, int count,
    const struct moment *now)
{
    struct home home;
    *out = (struct care_book){.db = db, .now_ms = now->utc_ms};
    if (!care_get(db, &out->care, period_id))
        return db_fail(db, DB_REFUSED, "%s",
            _("Holiday care belongs to a winter or summer holiday. Choose one."));
    if (!home_get(db, &home, out->care.period.home_id))
        return DB_FAILED;
    out->offset_min = home.utc_offset_min;
    out->session_count = care_sessions(db, out->sessions, period_id);
    if (out->session_count < 0)
        return out->session_count;
    list_days(out, from_day, count);
    return care_mark_each(db, period_id, from_day, out->days[count - 1], add_mark, out);
}

void
care_book_close(struct care_book *book)
{
    free(book->marks);
    free(book->places);
    stay_list_free(&book->stays);
    *book = (struct care_book){0};
}

int
care_book_turn(struct care_book *b, int64_t child_id)
{
    sqlite3_stmt *stmt = query(b->db, Q_place_of_child, "ii", child_id, b->care.period.id);
    int rc;
    b->child_id = child_id;
    b->place_count = b->stays.count = 0;
    while ((rc = query_step(b->db, stmt)) > 0) {
        b->places = grown(b->places, b->place_count, &b->place_room, sizeof *b->places);
        place_read(stmt, &b->places[b->place_count++]);
    }
    if (rc != DB_OK)
        return rc;
    return stay_list_read(
        b->db, &b->stays, child_id, b->care.period.home_id, b->days[0], b->days[b->day_count - 1]);
}

static int64_t
least_ms(int64_t starts_ms, int64_t ends_ms)
{
    int64_t half = (ends_ms - starts_ms) / 2, least = CARE_LEAST_MIN * INT64_C(60000);
    return half < least ? half : least;
}

/* When a stay ended, as far as the session goes. */
static int64_t
end_of(const struct stay *stay, int64_t ends_ms, int64_t now_ms)
{
    if (!stay->out_ms)
        return now_ms < ends_ms ? now_ms : ends_ms;
    return stay->assumed || stay->out_ms > ends_ms ? ends_ms : stay->out_ms;
}

struct care_cell
care_judge(const struct stay *stays, int count, int64_t starts_ms, int64_t ends_ms, int64_t now_ms)
{
    const int64_t late_ms = CARE_LATE_MIN * INT64_C(60000);
    struct care_cell cell = {.in_min = -1, .out_min = -1};
    int64_t in_all = 0, first_ms = 0, last_ms = 0;
    const struct stay *last = NULL;
    for (int i = 0; i < count; i++) {
        int64_t in = stays[i].in_ms > starts_ms ? stays[i].in_ms : starts_ms;
        int64_t out = end_of(&stays[i], ends_ms, now_ms);
        if (in >= ends_ms || out < in || (out == in && stays[i].out_ms))
            continue;
        first_ms = last ? first_ms : in;
        last_ms = out;
        last = &stays[i];
        in_all += out - in;
    }
    bool is_in = last && !last->out_ms && now_ms >= starts_ms && now_ms < ends_ms;
    if (!last || (in_all < least_ms(starts_ms, ends_ms) && !is_in)) {
        cell.was = now_ms < ends_ms ? CARE_AWAITED : CARE_AWAY;
        return cell;
    }
    cell.was = CARE_PRESENT;
    cell.late = first_ms > starts_ms + late_ms;
    cell.early = last->out_ms && !last->assumed && last_ms < ends_ms - late_ms;
    cell.assumed = last->assumed;
    cell.in_min = (int)((first_ms - starts_ms) / 60000);
    cell.out_min = last->out_ms ? (int)((last_ms - starts_ms) / 60000) : -1;
    return cell;
}

static bool
has_place(const struct care_book *b, int64_t session_id, int day)
{
    for (int i = 0; i < b->place_count; i++)
        if (b->places[i].session_id == session_id && place_counts(&b->places[i], day))
            return true;
    return false;
}

static void
apply_marks(struct care_book *b, struct care_cell *cell, const struct care_session *s, int day)
{
    for (int i = 0; i < b->mark_count; i++) {
        const struct care_mark *m = &b->marks[i];
        if (m->child_id != b->child_id || m->session_id != s->id || m->day != day)
            continue;
        if (m->mark == CARE_MARK_ATE || m->mark == CARE_MARK_NOT_EATEN) {
            cell->meal_by_hand = true;
            cell->meal = m->mark == CARE_MARK_ATE;
            continue;
        }
        *cell = (struct care_cell){.was = m->mark == CARE_MARK_PRESENT ? CARE_PRESENT : CARE_AWAY,
            .by_hand = true,
            .meal = cell->meal,
            .meal_by_hand = cell->meal_by_hand,
            .in_min = -1,
            .out_min = -1};
    }
}

/* What is left to say of who was not there. */
static void
excuse(struct care_book *b, struct care_cell *cell, bool expected, int day)
{
    struct absence absence;
    if (cell->was == CARE_PRESENT) {
        cell->unplanned = !expected;
    } else if (!expected) {
        cell->was = CARE_NOTHING;
    } else if (absence_on(b->db, &absence, b->child_id, day)) {
        cell->was = CARE_AWAY_NOTED;
        cell->reason = absence.reason;
    }
}

static struct care_cell
cell_of(struct care_book *b, const struct care_session *s, int day)
{
    int64_t starts_ms = day_to_utc_ms(day, s->starts_min, b->offset_min);
    int64_t ends_ms = day_to_utc_ms(day, s->ends_min, b->offset_min);
    int from = 0, until;
    while (from < b->stays.count && b->stays.stays[from].day < day)
        from++;
    for (until = from; until < b->stays.count && b->stays.stays[until].day == day;)
        until++;
    const struct stay *stays = b->stays.count ? &b->stays.stays[from] : NULL;
    struct care_cell cell = care_judge(stays, until - from, starts_ms, ends_ms, b->now_ms);
    cell.in_min += cell.in_min >= 0 ? s->starts_min : 0;
    cell.out_min += cell.out_min >= 0 ? s->starts_min : 0;
    apply_marks(b, &cell, s, day);
    excuse(b, &cell, has_place(b, s->id, day), day);
    if (!cell.meal_by_hand)
        cell.meal = s->meal && cell.was == CARE_PRESENT && !cell.unplanned;
    return cell;
}

void
care_book_cells(struct care_book *b, struct care_cell cells[CARE_SESSIONS], int at)
{
    for (int i = 0; i < CARE_SESSIONS; i++) {
        cells[i] = (struct care_cell){.in_min = -1, .out_min = -1};
        if (i < b->session_count && b->held[at][i])
            cells[i] = cell_of(b, &b->sessions[i], b->days[at]);
    }
}
