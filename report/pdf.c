/* pdf.c: the table on A4: title, filters, charts, rows with their headings on each page, the
 * definitions, page numbers. It is laid out twice: the first time nobody sees it, and it tells how
 * many pages there are. Cairo embeds of the fonts what is used. */
#include "report/form.h"
#include "report/paper.h"
#include "report/scale.h"
#include "report/text.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SHORT_SIDE = 595.28, LONG_SIDE = 841.89; /* A4 */
static const double MARGIN = 40, FOOT = 22, TITLE = 16, SMALL = 8;
static const double TYPE_MOST = 9, TYPE_LEAST = 5.5, CHART_HEIGHT = 190;
static const unsigned HEAD_RGB = 0xDDEFFB, MISSING_RGB = 0xFFD98A, SUM_RGB = 0xEEF3F8,
                      GRID_RGB = 0xDDE3EA;

enum { RULED_FOOT = 3 }; /* rows: the last one before two of sums */

struct pdf {
    const struct report_table *table;
    cairo_t *to;
    struct paper *paper;
    double w, h;                   /* of the page */
    double type;                   /* height of the rows' letters */
    double widths[REPORT_COLUMNS]; /* with the padding of a cell */
    double y;
    int page, pages; /* pages: 0 while they are counted */
};

static double
line_height(const struct pdf *p)
{
    return p->type * 1.75;
}

static double
padding(const struct pdf *p)
{
    return p->type * 0.45;
}

/* On a ruled sheet marks have a square at least, and the headings of numbers break into lines. */
static double
ruled_width(const struct report_table *t, int column)
{
    double width = fmax(form_width(t, column), 1.1);
    return t->columns[column].type == REPORT_TEXT ? width : fmin(width, 4.3);
}

/* Widths in units of the type's height; the widest texts give way first where there is no room. */
static double
natural_widths(struct pdf *p, double most)
{
    double sum = 0;
    for (int i = 0; i < p->table->column_count; i++) {
        double width = p->table->ruled ? ruled_width(p->table, i) : form_width(p->table, i);
        p->widths[i] = fmin(width, most) + 1.1;
        sum += p->widths[i];
    }
    return sum;
}

/* Stands up if that is enough at a size that is easily read, else lies; then shrinks; then texts
 * are broken into lines. */
static void
set_page(struct pdf *p)
{
    static const double mosts[] = {40, 24, 16, 10, 6};
    double sum = 0;
    for (int i = 0; i < 5; i++) {
        sum = natural_widths(p, mosts[i]);
        bool stands = !p->table->ruled && sum * TYPE_MOST <= SHORT_SIDE - 2 * MARGIN;
        p->w = stands ? SHORT_SIDE : LONG_SIDE;
        p->h = stands ? LONG_SIDE : SHORT_SIDE;
        p->type = fmin(TYPE_MOST, (p->w - 2 * MARGIN) / sum);
        if (p->type >= TYPE_LEAST)
            break;
    }
    /* What is left is shared by what is wide. */
    double spare = fmax((p->w - 2 * MARGIN) / (sum * p->type), 1);
    for (int i = 0; i < p->table->column_count; i++)
        p->widths[i] *= p->type * fmin(spare, 1.6);
}

static double
table_width(const struct pdf *p)
{
    double sum = 0;
    for (int i = 0; i < p->table->column_count; i++)
        sum += p->widths[i];
    return sum;
}

static void
draw_foot(struct pdf *p)
{
    char text[64];
    struct chart_box box = {MARGIN, p->h - MARGIN, p->w - 2 * MARGIN, FOOT};
    paper_words(p->paper, box, (struct chart_words){SMALL, CHART_QUIET, CHART_START, false},
        p->table->title);
    snprintf(text, sizeof text, _("Page %d of %d"), p->page, p->pages);
    paper_words(p->paper, box, (struct chart_words){SMALL, CHART_QUIET, CHART_END, false}, text);
}

static void
end_page(struct pdf *p)
{
    if (p->pages) {
        draw_foot(p);
        cairo_show_page(p->to);
    }
    p->page++;
    p->y = MARGIN;
}

static bool
has_room(const struct pdf *p, double height)
{
    return p->y + height <= p->h - MARGIN - FOOT / 2;
}

static void
draw_block(struct pdf *p, struct chart_words words, const char *text)
{
    double w = p->w - 2 * MARGIN, h = paper_height(p->paper, w, words, text);
    if (!has_room(p, h) && p->y > MARGIN)
        end_page(p);
    if (p->pages)
        paper_block(p->paper, (struct chart_box){MARGIN, p->y, w, h}, words, text);
    p->y += h;
}

static void
draw_top(struct pdf *p)
{
    char filters[REPORT_FILTERS * (2 * REPORT_TEXT_SIZE + 4)];
    form_filters(filters, sizeof filters, p->table);
    draw_block(p, (struct chart_words){TITLE, CHART_INK, CHART_START, true}, p->table->title);
    p->y += TITLE * 0.3;
    if (filters[0])
        draw_block(p, (struct chart_words){TYPE_MOST, CHART_QUIET, CHART_START, false}, filters);
    p->y += TITLE;
}

static void
draw_charts(struct pdf *p)
{
    static const struct chart_look look = {.type = 8, .line = 0.5};
    for (int i = 0; i < p->table->chart_count; i++) {
        if (!has_room(p, CHART_HEIGHT))
            end_page(p);
        if (p->pages)
            chart_draw(p->table->charts[i],
                (struct chart_box){MARGIN, p->y, p->w - 2 * MARGIN, CHART_HEIGHT}, &look,
                &paper_pen, p->paper);
        p->y += CHART_HEIGHT + TITLE;
    }
}

/* Text at the left, numbers at the right; marks of one or two letters in the middle. */
static enum chart_align
align_of(const struct pdf *p, int column)
{
    if (p->table->columns[column].type != REPORT_TEXT)
        return CHART_END;
    return p->widths[column] < p->type * 3.6 ? CHART_MIDDLE : CHART_START;
}

/* The lines that a text takes in its column; most take one, which needs no measuring. */
static double
text_height(struct pdf *p, int column, const char *text, bool bold)
{
    double w = p->widths[column] - 2 * padding(p);
    struct chart_words words = {p->type, CHART_INK, align_of(p, column), bold};
    if (!strchr(text, '\n') && scale_text_width(text, p->type) * 1.1 < w)
        return line_height(p);
    return paper_height(p->paper, w, words, text) + p->type * 0.5;
}

static void
draw_text(struct pdf *p, int column, double x, double height, const char *text, bool bold)
{
    double w = p->widths[column] - 2 * padding(p);
    struct chart_words words = {p->type, CHART_INK, align_of(p, column), bold};
    struct chart_box box = {x + padding(p), p->y, w, height};
    if (height <= line_height(p)) {
        paper_words(p->paper, box, words, text);
        return;
    }
    double h = paper_height(p->paper, w, words, text);
    box.y += (height - h) / 2;
    paper_block(p->paper, box, words, text);
}

static void
draw_head(struct pdf *p)
{
    const struct report_table *t = p->table;
    double h = line_height(p), x = MARGIN;
    for (int i = 0; i < t->column_count; i++)
        h = fmax(h, text_height(p, i, t->columns[i].heading, true));
    if (p->pages) {
        paper_box(p->paper, (struct chart_box){MARGIN, p->y, table_width(p), h}, HEAD_RGB);
        for (int i = 0; i < t->column_count; x += p->widths[i++])
            draw_text(p, i, x, h, t->columns[i].heading, true);
    }
    p->y += h;
}

static double
row_height(struct pdf *p, int row)
{
    double h = line_height(p);
    for (int i = 0; i < p->table->column_count; i++) {
        char text[REPORT_SHOWN];
        const struct report_cell *cell = report_at(p->table, row, i);
        h = fmax(h, text_height(p, i, report_shown(text, cell, p->table->columns[i].type),
                        cell->tone == REPORT_SUM));
    }
    return h;
}

static void
draw_cell(struct pdf *p, int row, int column, double x, double h)
{
    char text[REPORT_SHOWN];
    const struct report_cell *cell = report_at(p->table, row, column);
    struct chart_box box = {x, p->y, p->widths[column], h};
    if (cell->tone != REPORT_PLAIN)
        paper_box(p->paper, box, cell->tone == REPORT_MISSING ? MISSING_RGB : SUM_RGB);
    draw_text(p, column, x, h, report_shown(text, cell, p->table->columns[column].type),
        cell->tone == REPORT_SUM);
}

static void
draw_rules(struct pdf *p, double h)
{
    double x = MARGIN;
    for (int i = 0; i <= p->table->column_count; i++) {
        paper_line(p->paper, x, p->y, x, p->y + h, 0.4, GRID_RGB);
        x += i < p->table->column_count ? p->widths[i] : 0;
    }
}

static void
draw_row(struct pdf *p, int row)
{
    double h = fmin(row_height(p, row), p->h - 2 * MARGIN - FOOT - 3 * line_height(p)), x = MARGIN;
    if (!has_room(p, h)) {
        end_page(p);
        draw_head(p);
    }
    if (p->pages) {
        for (int i = 0; i < p->table->column_count; x += p->widths[i++])
            draw_cell(p, row, i, x, h);
        paper_line(p->paper, MARGIN, p->y + h, MARGIN + table_width(p), p->y + h, 0.4, GRID_RGB);
        if (p->table->ruled)
            draw_rules(p, h);
    }
    p->y += h;
}

/* The sums, and what is signed below them, never stand on a page without a row before them. */
static void
keep_foot(struct pdf *p)
{
    double h = paper_height(p->paper, p->w - 2 * MARGIN,
        (struct chart_words){SMALL, CHART_QUIET, CHART_START, false}, p->table->note);
    if (has_room(p, RULED_FOOT * line_height(p) + TITLE + h))
        return;
    end_page(p);
    draw_head(p);
}

static void
draw_all(struct pdf *p)
{
    p->page = 1;
    p->y = MARGIN;
    draw_top(p);
    draw_charts(p);
    if (p->table->row_count > 0 && !has_room(p, 4 * line_height(p)))
        end_page(p);
    if (p->table->column_count > 0)
        draw_head(p);
    for (int row = 0; row < p->table->row_count; row++) {
        if (p->table->ruled && row == p->table->row_count - RULED_FOOT)
            keep_foot(p);
        draw_row(p, row);
    }
    p->y += TITLE;
    if (p->table->note[0])
        draw_block(p, (struct chart_words){SMALL, CHART_QUIET, CHART_START, false}, p->table->note);
    end_page(p);
}

static cairo_status_t
put_bytes(void *to, const unsigned char *bytes, unsigned int count)
{
    return fwrite(bytes, 1, count, to) == count ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

int
form_pdf(const struct report_table *t, FILE *out)
{
    struct pdf p = {.table = t};
    set_page(&p);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(put_bytes, out, p.w, p.h);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, t->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Zhaoxi");
    p.to = cairo_create(surface);
    p.paper = paper_create(p.to);
    draw_all(&p);
    p.pages = p.page - 1;
    draw_all(&p);
    paper_destroy(p.paper);
    cairo_status_t status = cairo_status(p.to);
    cairo_destroy(p.to);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    int error = errno;
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        return 0;
    return error ? error : EIO;
}
