#include "kiosk/paper.h"

#include "kiosk/paint.h"
#include "kiosk/roll_list.h"
#include "kiosk/roll_words.h"
#include "kiosk/words.h"

#include "db/day.h"
#include "db/setting.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Everything is measured in tenths of a millimetre; a PDF in points. */
enum { WIDTH = 2100, HEIGHT = 2970, MARGIN = 150, HEAD = 190, FOOT = 70, LINE = 98, GAP = 14 };
static const double points = 72 / 254.0;
enum { LINES_A_PAGE = (HEIGHT - 2 * MARGIN - HEAD - FOOT) / LINE };

struct sheet {
    struct home home;
    int64_t at_ms; /* UTC */
    bool runs;     /* a roll call */
    struct roll roll;
    struct roll_list list;
    int line_count;
    struct roll_line lines[ROLL_LINES];
    struct draw_list page;
};

static bool
read_sheet(struct sheet *s, struct db *db)
{
    struct session sessions[SESSION_MAX];
    if (!home_get(db, &s->home, setting_home(db)))
        return false;
    int offset = s->home.utc_offset_min;
    struct roll_now now = {.home_id = s->home.id,
        .day = day_of(s->at_ms, offset),
        .minute = day_minute_of(s->at_ms, offset),
        .sessions = sessions};
    int n = timetable_day(db, sessions, s->home.id, now.day, -1);
    now.session_count = n > 0 ? n : 0;
    s->runs = roll_open(db, &s->roll, s->home.id, now.day);
    if (roll_list_read(&s->list, db, &now, s->runs ? &s->roll : NULL) < 0)
        return false;
    s->line_count = roll_lines(s->lines, &s->list, 1, false);
    return true;
}

static void
draw_head(struct sheet *s, struct rect row)
{
    char line[NAME_SIZE + 160], day[DAY_TEXT_LEN + 1], minute[MINUTE_TEXT_LEN + 1];
    int offset = s->home.utc_offset_min;
    day_text(day, day_of(s->at_ms, offset));
    minute_text(minute, day_minute_of(s->at_ms, offset));
    snprintf(line, sizeof line, "%s · %s", roll_kind_words(s->runs ? s->roll.kind : ROLL_ROUTINE),
        s->home.name);
    draw_text(&s->page, rect_top(&row, 90),
        (struct text_style){.size = 64, .colour = INK, .bold = true}, line);
    int n = snprintf(line, sizeof line, _("%s %s · %d children in"), day, minute, s->list.here);
    if (s->runs && n > 0 && (size_t)n < sizeof line) {
        snprintf(line + n, sizeof line - (size_t)n, _(" · %d found"), s->list.found);
    }
    draw_text(&s->page, row, (struct text_style){.size = 40, .colour = INK}, line);
}

/* A square to tick by hand; a cross of the kiosk's own ticks stands in it already. */
static void
draw_tick(struct sheet *s, struct rect rect, bool found)
{
    draw_box(&s->page, rect, 0, INK);
    draw_box(&s->page, rect_inset(rect, 5), 0, PAPER);
    if (found)
        draw_text(&s->page, rect,
            (struct text_style){.size = 60, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
            "✓");
}

static void
draw_child(struct sheet *s, const struct roll_row *r, struct rect row)
{
    char left[64], minute[MINUTE_TEXT_LEN + 1], phones[ROLL_PHONES];
    minute_text(minute, day_minute_of(r->since_ms, s->home.utc_offset_min));
    struct rect tick = rect_left(&row, 70);
    draw_tick(s, rect_centre(tick, 60, 60), r->found);
    rect_left(&row, 30);
    draw_text(&s->page, rect_left(&row, 520),
        (struct text_style){.size = 48, .colour = INK, .bold = true}, r->name);
    rect_left(&row, 20);
    snprintf(left, sizeof left, r->here ? _("since %s") : _("left %s"), minute);
    draw_text(&s->page, rect_left(&row, 200), (struct text_style){.size = 36, .colour = INK}, left);
    rect_left(&row, 20);
    snprintf(phones, sizeof phones, "%s", r->phones[0] ? r->phones : _("no phone known"));
    for (char *c = phones; *c; c++)
        *c = *c == '\n' ? '/' : *c;
    draw_text(&s->page, row, (struct text_style){.size = 36, .colour = INK, .lines = 2}, phones);
}

static void
draw_line(struct sheet *s, const struct roll_line *line, struct rect row)
{
    char title[NAME_SIZE + 16];
    int here, found;
    rect_bottom(&row, GAP);
    if (line->head == HEAD_NONE) {
        draw_child(s, &s->list.rows[line->rows[0]], row);
        return;
    }
    roll_head_count(&s->list, line->head, &here, &found);
    snprintf(title, sizeof title, "%s · %d", s->list.groups[line->head], here);
    draw_box(&s->page, row, 16, MIST);
    rect_left(&row, 30);
    draw_text(&s->page, row, (struct text_style){.size = 46, .colour = INK, .bold = true}, title);
}

/* A group that goes on has its head again at the top of the page. */
static bool
goes_on(const struct sheet *s, int first)
{
    return first > 0 && first < s->line_count && s->lines[first].head == HEAD_NONE;
}

/* The first line of the page after the one that begins with `first`: a head stands with its first
 * child. */
static int
next_page(const struct sheet *s, int first)
{
    if (s->line_count == 0)
        return 0;
    int next = first + LINES_A_PAGE - goes_on(s, first);
    if (next >= s->line_count)
        return s->line_count;
    return s->lines[next - 1].head != HEAD_NONE ? next - 1 : next;
}

static int
count_pages(const struct sheet *s)
{
    int pages = 0, first = 0;
    do {
        pages++;
        first = next_page(s, first);
    } while (first < s->line_count);
    return pages;
}

/* Returns the first line of the next page. */
static int
draw_page(struct sheet *s, int first, int page, int pages)
{
    struct rect all = {0, 0, WIDTH, HEIGHT}, space = rect_inset(all, MARGIN);
    int next = next_page(s, first);
    char number[32];
    draw_clear(&s->page);
    draw_head(s, rect_top(&space, HEAD));
    snprintf(number, sizeof number, "%d / %d", page, pages);
    draw_text(&s->page, rect_bottom(&space, FOOT),
        (struct text_style){.size = 34, .colour = INK, .align = ALIGN_MIDDLE}, number);
    if (s->line_count == 0)
        draw_text(&s->page, rect_top(&space, LINE), (struct text_style){.size = 48, .colour = INK},
            _("Nobody is in."));
    else if (goes_on(s, first))
        draw_line(s, &(struct roll_line){.head = s->list.rows[s->lines[first].rows[0]].group},
            rect_top(&space, LINE));
    for (int i = first; i < next; i++)
        draw_line(s, &s->lines[i], rect_top(&space, LINE));
    return next;
}

static bool
write_pdf(struct sheet *s, const char *out, const char *assets)
{
    int pages = count_pages(s), first = 0;
    cairo_surface_t *pdf = cairo_pdf_surface_create(out, WIDTH * points, HEIGHT * points);
    struct paint *paint = paint_create(assets);
    cairo_t *to = cairo_create(pdf);
    cairo_scale(to, points, points);
    for (int page = 1; page <= pages; page++) {
        first = draw_page(s, first, page, pages);
        paint_list(paint, to, &s->page, (struct rect){0, 0, WIDTH, HEIGHT});
        cairo_show_page(to);
    }
    cairo_destroy(to);
    paint_destroy(paint);
    cairo_surface_finish(pdf);
    bool ok = cairo_surface_status(pdf) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(pdf);
    return ok;
}

bool
paper_write(const char *out, const char *db_path, int64_t at_ms, const char *assets)
{
    struct sheet *s = calloc(1, sizeof *s);
    struct db *db = NULL;
    if (!s)
        abort();
    s->at_ms = at_ms;
    bool ok = db_open(&db, db_path, DB_EXISTING) == DB_OK && read_sheet(s, db);
    if (!ok)
        fprintf(stderr, "kiosk: no paper: %s\n", db_why(db));
    if (ok && !write_pdf(s, out, assets)) {
        fprintf(stderr, "kiosk: %s can't be written\n", out);
        unlink(out);
        ok = false;
    }
    db_close(db);
    free(s);
    return ok;
}
