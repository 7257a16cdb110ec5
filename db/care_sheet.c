/* care_sheet.c: days of care, put together to a month. */
#include "db/care_sheet.h"

#include "db/care_book.h"
#include "db/day.h"
#include "db/query.h"
#include "db/text.h"

#include <stdlib.h>

static const struct {
    const char *letter, *sign;
} marks[SHEET_MARK_COUNT] = {
#define X(id, letter, sign) [id] = {letter, sign},
    SHEET_MARKS(X)
#undef X
};

const char *
sheet_mark_letter(enum sheet_mark mark)
{
    return marks[mark].letter;
}

const char *
sheet_mark_sign(enum sheet_mark mark)
{
    return marks[mark].sign;
}

/* The mark of who came to all sessions so far, or to some, or to none. */
static enum sheet_mark
mark_of(const struct care_count *c)
{
    static const enum sheet_mark came[] = {
        SHEET_PRESENT, SHEET_LATE, SHEET_EARLY, SHEET_LATE_EARLY};
    int planned = c->present - c->unplanned;
    if (!c->expected)
        return c->unplanned ? SHEET_EXTRA : SHEET_NONE;
    if (!planned && c->awaited)
        return SHEET_AWAITED;
    if (!planned)
        return c->away_noted ? SHEET_AWAY_NOTED : SHEET_AWAY;
    if (planned < c->expected - c->awaited)
        return SHEET_PART;
    return came[(c->late > 0) + 2 * (c->early > 0)];
}

static void
add_sums(struct sheet_sums *sums, const struct care_count *c, enum sheet_mark mark)
{
    sums->days += c->present > 0;
    sums->sessions += c->present;
    sums->expected += c->expected - c->awaited;
    sums->late += c->late;
    sums->early += c->early;
    sums->noted += mark == SHEET_AWAY_NOTED;
    sums->away += mark == SHEET_AWAY;
    sums->meals += c->meals;
}

static void
add_total(struct sheet_sums *total, const struct sheet_sums *row)
{
    total->days += row->days;
    total->sessions += row->sessions;
    total->expected += row->expected;
    total->late += row->late;
    total->early += row->early;
    total->noted += row->noted;
    total->away += row->away;
    total->meals += row->meals;
}

struct filling {
    struct sheet *sheet;
    struct care_book book;
    int room;
};

/* Fills a day of a row. Returns whether there was anything to say. */
static bool
fill_day(struct filling *f, struct sheet_row *row, int at)
{
    struct sheet *sheet = f->sheet;
    struct sheet_day *day = &row->days[at];
    struct care_count count = {0};
    care_book_cells(&f->book, day->cells, at);
    for (int i = 0; i < sheet->session_count; i++)
        care_count_add(&count, &day->cells[i]);
    day->mark = sheet->held[at] ? mark_of(&count) : SHEET_CLOSED;
    day->meals = count.meals;
    add_sums(&row->sums, &count, day->mark);
    sheet->foot[at].present += count.present > 0;
    sheet->foot[at].meals += count.meals;
    sheet->foot[at].late += count.late;
    sheet->foot[at].early += count.early;
    sheet->foot[at].noted += day->mark == SHEET_AWAY_NOTED;
    sheet->foot[at].away += day->mark == SHEET_AWAY;
    return count.expected || count.present || count.meals;
}

static struct sheet_row *
next_row(struct filling *f)
{
    struct sheet *sheet = f->sheet;
    if (sheet->row_count == f->room) {
        f->room = f->room ? f->room * 2 : 64;
        sheet->rows = realloc(sheet->rows, (size_t)f->room * sizeof *sheet->rows);
        if (!sheet->rows)
            abort();
    }
    return &sheet->rows[sheet->row_count];
}

static int
add_child(const struct enrolled *enrolled, void *payload)
{
    struct filling *f = payload;
    struct sheet_row *row = next_row(f);
    bool any = false;
    int rc = care_book_turn(&f->book, enrolled->child.id);
    if (rc != DB_OK)
        return rc;
    *row = (struct sheet_row){
        .child = enrolled->child, .guest = enrolled->guest, .state = enrolled->state};
    for (int i = 0; i < f->sheet->count; i++)
        any |= fill_day(f, row, i);
    if (any) {
        add_total(&f->sheet->total, &row->sums);
        f->sheet->row_count++;
    }
    return 0;
}

/* The days of the month that the period has. */
static int
cut_days(struct db *db, struct sheet *sheet, int month)
{
    const struct period *p = &sheet->care.period;
    int first = month * 100 + 1, from = first > p->from_day ? first : p->from_day, day = from;
    sheet->from_day = from;
    while (day / 100 == month && day <= p->until_day && sheet->count < SHEET_DAYS) {
        sheet->count++;
        day = day_add(day, 1);
    }
    if (sheet->count)
        return DB_OK;
    return db_fail(db, DB_REFUSED, _("%s has no day in that month. Choose another."), p->name);
}

static void
copy_head(struct sheet *sheet, const struct care_book *book)
{
    sheet->session_count = book->session_count;
    for (int i = 0; i < book->session_count; i++) {
        sheet->sessions[i] = book->sessions[i];
        for (int day = 0; day < sheet->count; day++)
            sheet->held[day] |= book->held[day][i];
    }
}

int
care_sheet(struct db *db, struct sheet *out, int64_t period_id, int month, const struct moment *now)
{
    struct filling f = {.sheet = out};
    if (!care_get(db, &out->care, period_id))
        return db_fail(db, DB_REFUSED, "%s",
            _("Holiday care belongs to a winter or summer holiday. Choose one."));
    int rc = cut_days(db, out, month ? month : out->care.period.from_day / 100);
    if (rc != DB_OK)
        return rc;
    rc = care_book_open(db, &f.book, period_id, out->from_day, out->count, now);
    if (rc == DB_OK) {
        copy_head(out, &f.book);
        rc = enrol_each(db, period_id, day_add(out->from_day, out->count - 1), add_child, &f);
    }
    care_book_close(&f.book);
    return rc;
}

void
care_sheet_free(struct sheet *sheet)
{
    free(sheet->rows);
    *sheet = (struct sheet){0};
}
