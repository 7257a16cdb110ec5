#include "cli/csv.h"

#include "cli/command.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 16 * 1024 * 1024, COLUMNS_MAX = 64 };

static char *
read_file(const char *path, size_t *len, char *why, size_t why_size)
{
    FILE *in = fopen(path, "rbe");
    char *text = malloc(FILE_MAX + 1);
    if (!text)
        abort();
    *len = in ? fread(text, 1, FILE_MAX + 1, in) : 0;
    bool failed = !in || ferror(in);
    if (failed)
        snprintf(why, why_size, _("The file cannot be read: %s."), strerror(errno));
    else if (*len > FILE_MAX)
        snprintf(why, why_size, "%s", _("The file is larger than 16 MiB."));
    if (in)
        fclose(in);
    if (!failed && *len <= FILE_MAX) {
        text[*len] = '\0';
        return text;
    }
    free(text);
    return NULL;
}

/* Length of the UTF-8 sequence at `s`, 0 where it is none (RFC 3629). */
static size_t
utf8_len(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
    bool outside = (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f);
    return overlong || outside ? 0 : n;
}

static bool
is_utf8(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text, *end = s + len;
    while (s < end) {
        size_t n = utf8_len(s);
        if (n == 0)
            return false;
        s += n;
    }
    return s == end;
}

static int
row_at(const char *text, const char *at)
{
    int row = 1;
    for (; text < at; text++)
        row += *text == '\n';
    return row;
}

/* Takes the text, gives it back as UTF-8. */
static char *
from_gb18030(char *text, size_t len, char *why, size_t why_size)
{
    iconv_t convert = iconv_open("UTF-8", "GB18030");
    size_t room = len * 3 + 1;
    char *out = malloc(room);
    if (!out || convert == (iconv_t)-1)
        abort();
    char *from = text, *to = out;
    size_t left = len, space = room - 1;
    if (iconv(convert, &from, &left, &to, &space) == (size_t)-1) {
        snprintf(why, why_size,
            _("Row %d has bytes that are neither UTF-8 nor GB18030. Save the file as UTF-8."),
            row_at(text, from));
        free(out);
        out = NULL;
    } else {
        *to = '\0';
    }
    iconv_close(convert);
    free(text);
    return out;
}

static char *
read_utf8(const char *path, char *why, size_t why_size)
{
    size_t len;
    char *text = read_file(path, &len, why, why_size);
    if (!text)
        return NULL;
    if (memchr(text, '\0', len)) {
        snprintf(why, why_size, "%s",
            _("This is not a CSV file. In the spreadsheet choose: save as CSV."));
        free(text);
        return NULL;
    }
    if (!is_utf8(text, len))
        return from_gb18030(text, len, why, why_size);
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        memmove(text, text + 3, len - 2);
    return text;
}

static char *
trim(char *cell)
{
    while (*cell == ' ' || *cell == '\t' || strncmp(cell, "\xe3\x80\x80", 3) == 0)
        cell += *cell == ' ' || *cell == '\t' ? 1 : 3;
    size_t n = strlen(cell);
    while (n > 0 && (cell[n - 1] == ' ' || cell[n - 1] == '\t'))
        cell[--n] = '\0';
    return cell;
}

bool
csv_is_formula(const char *cell)
{
    return cell[0] && strchr("=+-@", cell[0]);
}

struct reader {
    char *at;
    bool end_of_row, end_of_file;
};

/* Cuts the next cell out of the text, in place: quotes only make it shorter. */
static char *
next_cell(struct reader *r)
{
    char *cell = r->at, *to = r->at, *from = r->at;
    bool quoted = *from == '"';
    if (quoted)
        from++;
    for (; *from; from++) {
        if (quoted && *from == '"' && from[1] == '"')
            *to++ = *from++;
        else if (quoted && *from == '"')
            quoted = false;
        else if (!quoted && (*from == ',' || *from == '\n' || *from == '\r'))
            break;
        else
            *to++ = *from;
    }
    r->end_of_row = *from != ',';
    if (*from == '\r' && from[1] == '\n')
        from++;
    r->end_of_file = !*from || (r->end_of_row && !from[1]);
    r->at = *from ? from + 1 : from;
    *to = '\0';
    cell = trim(cell);
    return cell[0] == '\'' && csv_is_formula(cell + 1) ? cell + 1 : cell;
}

static void
add_cell(struct csv *csv, int column, char *cell)
{
    size_t count = (size_t)(csv->rows + 1) * COLUMNS_MAX;
    if (column == 0) {
        csv->cells = realloc(csv->cells, count * sizeof *csv->cells);
        if (!csv->cells)
            abort();
        static char empty[] = "";
        for (size_t i = count - COLUMNS_MAX; i < count; i++)
            csv->cells[i] = empty;
    }
    csv->cells[(size_t)csv->rows * COLUMNS_MAX + (size_t)column] = cell;
}

static int
parse(struct csv *csv, char *why, size_t why_size)
{
    struct reader reader = {.at = csv->text, .end_of_file = !csv->text[0]};
    while (!reader.end_of_file) {
        int column = 0;
        do {
            if (column == COLUMNS_MAX) {
                snprintf(why, why_size, _("Row %d has more than %d columns."), csv->rows + 1,
                    COLUMNS_MAX);
                return -1;
            }
            add_cell(csv, column++, next_cell(&reader));
        } while (!reader.end_of_row);
        if (csv->rows == 0)
            csv->columns = column;
        csv->rows++;
    }
    if (csv->rows > 0)
        return 0;
    snprintf(why, why_size, "%s", _("The file is empty."));
    return -1;
}

int
csv_read(struct csv *out, const char *path, char *why, size_t why_size)
{
    *out = (struct csv){.text = read_utf8(path, why, why_size)};
    return out->text ? parse(out, why, why_size) : -1;
}

void
csv_finish(struct csv *csv)
{
    free(csv->cells);
    free(csv->text);
    *csv = (struct csv){0};
}

const char *
csv_cell(const struct csv *csv, int row, int column)
{
    return column < 0 ? "" : csv->cells[(size_t)row * COLUMNS_MAX + (size_t)column];
}
