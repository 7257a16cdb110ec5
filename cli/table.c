#include "cli/table.h"

#include "cli/csv.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void *
need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

void
table_row(struct table *t, const char *const cells[])
{
    if (t->count == t->room) {
        t->room = t->room ? t->room * 2 : 64;
        t->rows = need(realloc(t->rows, (size_t)t->room * sizeof *t->rows));
    }
    char **row = need(calloc((size_t)t->columns, sizeof *row));
    for (int i = 0; i < t->columns; i++)
        row[i] = need(strdup(cells[i]));
    t->rows[t->count++] = row;
}

/* Columns that a text takes on a terminal: two for each Chinese character. */
static int
width_of(const char *text)
{
    mbstate_t state = {0};
    int width = 0;
    wchar_t c;
    size_t n;
    while ((n = mbrtowc(&c, text, MB_LEN_MAX, &state)) > 0 && n < (size_t)-2) {
        int w = wcwidth(c);
        width += w > 0 ? w : 0;
        text += n;
    }
    return width;
}

static void
print_padded(const char *text, int width, bool right)
{
    int pad = width - width_of(text);
    pad = pad > 0 ? pad : 0;
    printf("%*s%s%*s  ", right ? pad : 0, "", text, right ? 0 : pad, "");
}

static void
print_text(const struct table *t)
{
    int widths[TABLE_COLUMNS] = {0};
    for (int i = 0; i < t->columns; i++) {
        widths[i] = width_of(t->column[i].heading);
        for (int r = 0; r < t->count; r++) {
            int w = width_of(t->rows[r][i]);
            widths[i] = w > widths[i] ? w : widths[i];
        }
    }
    for (int i = 0; i < t->columns; i++)
        print_padded(t->column[i].heading, widths[i], t->column[i].number);
    putchar('\n');
    for (int r = 0; r < t->count; r++) {
        for (int i = 0; i < t->columns; i++)
            print_padded(t->rows[r][i], widths[i], t->column[i].number);
        putchar('\n');
    }
}

void
json_string(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void
print_json(const struct table *t)
{
    puts("[");
    for (int r = 0; r < t->count; r++) {
        putchar('{');
        for (int i = 0; i < t->columns; i++) {
            printf("%s\"%s\": ", i ? ", " : "", t->column[i].key);
            if (t->column[i].number)
                fputs(t->rows[r][i][0] ? t->rows[r][i] : "null", stdout);
            else
                json_string(t->rows[r][i]);
        }
        puts(r + 1 < t->count ? "}," : "}");
    }
    puts("]");
}

static void
print_csv_cell(const char *text, bool last)
{
    bool bare = text[strcspn(text, ",\"\r\n")] == '\0';
    if (!bare)
        putchar('"');
    if (csv_is_formula(text))
        putchar('\'');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    fputs(bare ? "" : "\"", stdout);
    fputs(last ? "\r\n" : ",", stdout);
}

static void
drop_rows(struct table *t)
{
    for (int r = 0; r < t->count; r++) {
        for (int i = 0; i < t->columns; i++)
            free(t->rows[r][i]);
        free(t->rows[r]);
    }
    free(t->rows);
    t->rows = NULL;
    t->count = t->room = 0;
}

void
table_print_csv(struct table *t)
{
    fputs("\xEF\xBB\xBF", stdout);
    for (int i = 0; i < t->columns; i++)
        print_csv_cell(t->column[i].heading, i + 1 == t->columns);
    for (int r = 0; r < t->count; r++)
        for (int i = 0; i < t->columns; i++)
            print_csv_cell(t->rows[r][i], i + 1 == t->columns);
    drop_rows(t);
}

void
table_print(struct table *t, bool json)
{
    if (json)
        print_json(t);
    else
        print_text(t);
    drop_rows(t);
}
