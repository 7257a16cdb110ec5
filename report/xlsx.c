/* xlsx.c: a workbook by libxlsxwriter: title and filters, frozen headings, typed cells, and the
 * definitions on a sheet of their own. A year's rows go out one by one: none is kept in memory. */
#include "report/form.h"
#include "report/text.h"

#include "db/day.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { TITLE_ROW, FILTER_ROW, HEAD_ROW, FIRST_ROW, WIDTH_MOST = 60, TYPES = REPORT_HOURS + 1 };

struct book {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *title, *quiet, *head;
    lxw_format *of[TYPES][REPORT_SUM + 1]; /* by type and tone */
};

static const char *const number_formats[TYPES] = {
    [REPORT_TEXT] = "@",
    [REPORT_INTEGER] = "0",
    [REPORT_DECIMAL] = "0.0",
    [REPORT_PERCENT] = "0%",
    [REPORT_DATE] = "yyyy-mm-dd",
    [REPORT_TIME] = "hh:mm",
    [REPORT_HOURS] = "[h]:mm",
};

static void
make_formats(struct book *b)
{
    b->title = workbook_add_format(b->workbook);
    format_set_bold(b->title);
    format_set_font_size(b->title, 14);
    b->quiet = workbook_add_format(b->workbook);
    format_set_font_color(b->quiet, 0x5B5A6E);
    b->head = workbook_add_format(b->workbook);
    format_set_bold(b->head);
    format_set_bg_color(b->head, 0xDDEFFB);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    for (int type = 0; type < TYPES; type++)
        for (int tone = 0; tone <= REPORT_SUM; tone++) {
            lxw_format *f = b->of[type][tone] = workbook_add_format(b->workbook);
            format_set_num_format(f, number_formats[type]);
            if (tone == REPORT_MISSING)
                format_set_bg_color(f, 0xFFB938);
            if (tone == REPORT_SUM)
                format_set_bold(f);
        }
}

static void
set_columns(struct book *b, const struct report_table *t)
{
    for (int i = 0; i < t->column_count; i++) {
        double width = form_width(t, i) * 2 + 3; /* a unit is a digit, and the filter's arrow */
        lxw_col_t column = (lxw_col_t)i;
        worksheet_set_column(
            b->sheet, column, column, width < WIDTH_MOST ? width : WIDTH_MOST, NULL);
    }
}

/* Days since 1899-12-30, as spreadsheets count them. */
static double
serial_of(int64_t day)
{
    int64_t days = day_to_utc_ms((int)day, 0, 0) / DAY_MS;
    return (double)(days + 25569);
}

static lxw_error
put_cell(const struct book *b, lxw_row_t row, lxw_col_t column, const struct report_cell *cell,
    enum report_type type)
{
    lxw_format *format = b->of[type][cell->tone];
    if (cell->blank && cell->tone == REPORT_PLAIN)
        return LXW_NO_ERROR;
    if (cell->blank)
        return worksheet_write_blank(b->sheet, row, column, format);
    switch (type) {
    case REPORT_TEXT: /* a string is no formula, whatever it begins with */
        return worksheet_write_string(b->sheet, row, column, cell->text, format);
    case REPORT_INTEGER:
        return worksheet_write_number(b->sheet, row, column, (double)cell->number, format);
    case REPORT_DECIMAL:
    case REPORT_PERCENT:
        return worksheet_write_number(b->sheet, row, column, cell->decimal, format);
    case REPORT_DATE:
        return worksheet_write_number(b->sheet, row, column, serial_of(cell->number), format);
    case REPORT_TIME:
    case REPORT_HOURS:
        return worksheet_write_number(
            b->sheet, row, column, (double)cell->number / (24 * 60), format);
    }
    return LXW_NO_ERROR;
}

static lxw_error
put_rows(const struct book *b, const struct report_table *t)
{
    for (int row = 0; row < t->row_count; row++)
        for (int i = 0; i < t->column_count; i++) {
            lxw_error error = put_cell(b, (lxw_row_t)(FIRST_ROW + row), (lxw_col_t)i,
                report_at(t, row, i), t->columns[i].type);
            if (error != LXW_NO_ERROR)
                return error;
        }
    return LXW_NO_ERROR;
}

/* The first columns that say whose row it is stay in sight: numbers and names stand there. */
static int
frozen_columns(const struct report_table *t)
{
    int n = 0;
    while (n < t->column_count && n < 2 && t->columns[n].type == REPORT_TEXT)
        n++;
    return n < t->column_count ? n : 0;
}

static lxw_error
put_sheet(const struct book *b, const struct report_table *t)
{
    char filters[REPORT_FILTERS * (2 * REPORT_TEXT_SIZE + 4)];
    form_filters(filters, sizeof filters, t);
    worksheet_write_string(b->sheet, TITLE_ROW, 0, t->title, b->title);
    worksheet_write_string(b->sheet, FILTER_ROW, 0, filters, b->quiet);
    for (int i = 0; i < t->column_count; i++)
        worksheet_write_string(b->sheet, HEAD_ROW, (lxw_col_t)i, t->columns[i].heading, b->head);
    worksheet_freeze_panes(b->sheet, FIRST_ROW, (lxw_col_t)frozen_columns(t));
    if (t->row_count > 0)
        worksheet_autofilter(b->sheet, HEAD_ROW, 0, (lxw_row_t)(HEAD_ROW + t->row_count),
            (lxw_col_t)(t->column_count - 1));
    worksheet_set_landscape(b->sheet);
    worksheet_set_paper(b->sheet, 9); /* A4 */
    worksheet_fit_to_pages(b->sheet, 1, 0);
    worksheet_repeat_rows(b->sheet, HEAD_ROW, HEAD_ROW);
    return put_rows(b, t);
}

static void
put_note(const struct book *b, const char *note)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, _("Definitions"));
    lxw_format *wrapped = workbook_add_format(b->workbook);
    format_set_text_wrap(wrapped);
    worksheet_set_column(sheet, 0, 0, 100, wrapped);
    char line[sizeof((struct report_table *)0)->note];
    for (lxw_row_t row = 0; *note; row++) {
        size_t n = strcspn(note, "\n");
        snprintf(line, sizeof line, "%.*s", (int)n, note);
        worksheet_write_string(sheet, row, 0, line, wrapped);
        note += n + (note[n] == '\n');
    }
}

/* libxlsxwriter does not ask whether its temporary files took all: the rows that it has written so
 * far must be there, and the sheet in the archive be longer than they. */
static long
rows_written(const struct book *b)
{
    FILE *rows = b->sheet->optimize_tmpfile;
    return rows && fflush(rows) == 0 && !ferror(rows) ? ftell(rows) : -1;
}

static uint32_t
read32(const unsigned char *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* The length of the first sheet as the archive's directory has it (APPNOTE 4.3.12), -1 for none. */
static int64_t
sheet_length(const unsigned char *zip, size_t size)
{
    static const char name[] = "xl/worksheets/sheet1.xml";
    enum { HEADER = 46, LENGTH_AT = 24 };
    size_t n = sizeof name - 1;
    for (size_t i = size; i >= HEADER + n; i--) {
        const unsigned char *at = zip + i - HEADER - n;
        if (memcmp(at, "PK\1\2", 4) == 0 && memcmp(at + HEADER, name, n) == 0)
            return read32(at + LENGTH_AT);
    }
    return -1;
}

/* Copies the archive to where it belongs, if it is whole. */
static int
deliver(int fd, long rows, FILE *out)
{
    off_t size = lseek(fd, 0, SEEK_END);
    unsigned char *zip =
        size > 0 ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    if (zip == MAP_FAILED)
        return ENOSPC;
    bool whole = sheet_length(zip, (size_t)size) > rows;
    bool written = whole && fwrite(zip, 1, (size_t)size, out) == (size_t)size;
    int error = written ? 0 : errno;
    munmap(zip, (size_t)size);
    if (!whole)
        return ENOSPC;
    return written || error ? error : EIO;
}

int
form_xlsx(const struct report_table *t, FILE *out)
{
    char path[32];
    int fd = memfd_create("xlsx", MFD_CLOEXEC);
    if (fd < 0)
        return errno;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    struct book b = {.workbook = workbook_new_opt(path, &options)};
    if (!b.workbook)
        abort();
    b.sheet = workbook_add_worksheet(b.workbook, NULL);
    if (!b.sheet) { /* no room for its temporary file */
        lxw_workbook_free(b.workbook);
        close(fd);
        return ENOSPC;
    }
    make_formats(&b);
    set_columns(&b, t);
    lxw_error error = put_sheet(&b, t);
    long rows = rows_written(&b);
    if (t->note[0])
        put_note(&b, t->note);
    lxw_error closed = workbook_close(b.workbook);
    int failed = error || closed || rows < 0 ? ENOSPC : deliver(fd, rows, out);
    close(fd);
    return failed;
}
