/* csv.c: one pass over the text; each field is closed with a NUL where it stands. */
#include "cli/csv.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    char *p; /* the next byte */
    char separator;
    bool unclosed;
};

static char
most_frequent_separator(const char *text)
{
    static const char candidates[] = ",;\t";
    int counts[3] = {0};
    bool quoted = false;
    for (; *text && (quoted || (*text != '\n' && *text != '\r')); text++) {
        const char *c = strchr(candidates, *text);
        if (*text == '"')
            quoted = !quoted;
        else if (c && !quoted)
            counts[c - candidates]++;
    }
    int best = 0;
    for (int i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

/* No text has more fields or rows than separators and line ends, and one. */
static size_t
count_upper(const char *text, char separator)
{
    size_t n = 2;
    for (; *text; text++)
        n += *text == separator || *text == '\n' || *text == '\r';
    return n;
}

/* The bytes of white space at the start of p: ASCII's, U+3000, U+00A0, U+FEFF. */
static size_t
space_at(const char *p)
{
    if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        return 1;
    if (strncmp(p, "\xE3\x80\x80", 3) == 0 || strncmp(p, "\xEF\xBB\xBF", 3) == 0)
        return 3;
    return strncmp(p, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static char *
trim(char *text)
{
    while (*text && space_at(text))
        text += space_at(text);
    char *end = text;
    for (char *p = text; *p;) {
        size_t n = space_at(p);
        p += n ? n : 1;
        if (!n)
            end = p;
    }
    *end = '\0';
    return text;
}

/* Copies what stands between quotation marks down to `w`; returns where it ends there. */
static char *
unquote(struct reader *r, char *w)
{
    r->p++;
    for (; *r->p; r->p++) {
        if (*r->p == '"' && r->p[1] == '"')
            r->p++;
        else if (*r->p == '"')
            break;
        *w++ = *r->p;
    }
    if (*r->p)
        r->p++;
    else
        r->unclosed = true;
    return w;
}

/* Reads a field and steps over what ends it; *last is set at the end of a row. */
static char *
read_field(struct reader *r, bool *last)
{
    char *start = r->p, *w = start;
    if (*r->p == '"')
        w = unquote(r, w);
    while (*r->p && *r->p != r->separator && *r->p != '\n' && *r->p != '\r')
        *w++ = *r->p++;
    char end = *r->p;
    if (end)
        r->p += end == '\r' && r->p[1] == '\n' ? 2 : 1;
    *w = '\0';
    *last = end != r->separator;
    return trim(start);
}

static bool
is_empty(const struct csv_row *row)
{
    for (int i = 0; i < row->count; i++)
        if (*row->fields[i])
            return false;
    return !row->unclosed;
}

void
csv_parse(struct csv *out, char *text)
{
    struct reader r = {.p = text, .separator = most_frequent_separator(text)};
    size_t upper = count_upper(text, r.separator);
    *out = (struct csv){.text = text,
        .fields = calloc(upper, sizeof *out->fields),
        .rows = calloc(upper, sizeof *out->rows)};
    if (!out->fields || !out->rows)
        abort();
    char **next = out->fields;
    for (int number = 1; *r.p; number++) {
        struct csv_row *row = &out->rows[out->count];
        *row = (struct csv_row){.number = number, .fields = next};
        for (bool last = false; !last;)
            row->fields[row->count++] = read_field(&r, &last);
        next += row->count;
        row->unclosed = r.unclosed;
        out->count += !is_empty(row);
    }
}

void
csv_finish(struct csv *csv)
{
    free(csv->rows);
    free(csv->fields);
    free(csv->text);
}
