/* table.c: all cells are kept as text in one list; a Chinese character takes two places. */
#include "cli/table.h"

#include "cli/json.h"
#include "cli/text.h"
#include "db/day.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { COLUMN_MAX = 16, GAP = 2 };

struct table {
    const struct table_column *columns;
    int column_count;
    char **cells;
    size_t count, room;
};

struct table *
table_create(const struct table_column *columns)
{
    struct table *table = calloc(1, sizeof *table);
    if (!table)
        abort();
    table->columns = columns;
    while (columns[table->column_count].key)
        table->column_count++;
    return table;
}

void
table_destroy(struct table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->count; i++)
        free(table->cells[i]);
    free(table->cells);
    free(table);
}

void
table_text(struct table *table, const char *text)
{
    if (table->count == table->room) {
        table->room = table->room ? table->room * 2 : 64;
        table->cells = reallocarray(table->cells, table->room, sizeof *table->cells);
        if (!table->cells)
            abort();
    }
    char *copy = strdup(text);
    if (!copy)
        abort();
    table->cells[table->count++] = copy;
}

void
table_number(struct table *table, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, number);
    table_text(table, text);
}

void
table_truth(struct table *table, bool truth)
{
    table_text(table, truth ? "true" : "");
}

void
table_day(struct table *table, int day)
{
    char text[DAY_TEXT_LEN + 1] = "";
    if (day)
        day_text(text, day);
    table_text(table, text);
}

void
table_clock(struct table *table, int64_t utc_ms, int offset_min)
{
    char text[MINUTE_TEXT_LEN + 1] = "";
    if (utc_ms)
        minute_text(text, day_minute_of(utc_ms, offset_min));
    table_text(table, text);
}

int
table_rows(const struct table *table)
{
    return (int)(table->count / (size_t)table->column_count);
}

/* Prints `text` where `out` is given, and returns how many places of a terminal it takes. What is
 * not printable, or not UTF-8, becomes a question mark: nothing here can steer a terminal. */
static int
put(FILE *out, const char *text)
{
    int places = 0;
    mbstate_t state = {0};
    wchar_t c;
    for (size_t len; *text; text += len) {
        len = mbrtowc(&c, text, MB_CUR_MAX, &state);
        int width = len > MB_CUR_MAX ? -1 : wcwidth(c);
        if (len > MB_CUR_MAX) {
            len = 1;
            state = (mbstate_t){0};
        }
        places += width < 0 ? 1 : width;
        if (out && width < 0)
            fputc('?', out);
        else if (out)
            fwrite(text, 1, len, out);
    }
    return places;
}

static const char *
shown(const struct table *table, int column, const char *cell)
{
    return table->columns[column].kind == CELL_TRUTH && *cell ? _("yes") : cell;
}

static void
measure(const struct table *table, int widths[COLUMN_MAX])
{
    for (int i = 0; i < table->column_count; i++)
        widths[i] = put(NULL, _(table->columns[i].heading));
    for (size_t n = 0; n < table->count; n++) {
        int i = (int)(n % (size_t)table->column_count);
        int width = put(NULL, shown(table, i, table->cells[n]));
        if (width > widths[i])
            widths[i] = width;
    }
}

static void
print_cell(const struct table *table, int column, const char *text, int width, FILE *out)
{
    int pad = width - put(NULL, text);
    bool last = column + 1 == table->column_count;
    bool right = table->columns[column].kind == CELL_NUMBER;
    fprintf(out, "%*s", right ? pad : 0, "");
    put(out, text);
    if (last)
        fputc('\n', out);
    else
        fprintf(out, "%*s", (right ? 0 : pad) + GAP, "");
}

void
table_print(const struct table *table, FILE *out)
{
    int widths[COLUMN_MAX];
    measure(table, widths);
    for (int i = 0; i < table->column_count; i++)
        print_cell(table, i, _(table->columns[i].heading), widths[i], out);
    for (size_t n = 0; n < table->count; n++) {
        int i = (int)(n % (size_t)table->column_count);
        print_cell(table, i, shown(table, i, table->cells[n]), widths[i], out);
    }
}

static void
json_cell(FILE *out, enum cell_kind kind, const char *cell)
{
    switch (kind) {
    case CELL_TEXT:
        json_string(out, cell);
        break;
    case CELL_NUMBER:
        fputs(*cell ? cell : "null", out);
        break;
    case CELL_TRUTH:
        fputs(*cell ? "true" : "false", out);
        break;
    }
}

void
table_json(const struct table *table, FILE *out)
{
    fputc('[', out);
    for (size_t n = 0; n < table->count; n++) {
        int i = (int)(n % (size_t)table->column_count);
        if (i == 0)
            fputs(n ? ",\n {" : "\n {", out);
        json_string(out, table->columns[i].key);
        fputs(": ", out);
        json_cell(out, table->columns[i].kind, table->cells[n]);
        fputs(i + 1 == table->column_count ? "}" : ", ", out);
    }
    fputs(table->count ? "\n]" : "]", out);
}
