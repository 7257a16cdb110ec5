/* csv.c: RFC 4180 with the byte order mark that Excel and WPS want before they believe in UTF-8. */
#include "report/form.h"

#include <string.h>

/* Numbers are written as they are: a minus before one is no formula. */
static void
cell(FILE *out, const char *text, bool is_text)
{
    bool quoted = strpbrk(text, "\",\r\n");
    if (quoted)
        fputc('"', out);
    if (is_text && form_is_formula(text))
        fputc('\'', out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    if (quoted)
        fputc('"', out);
}

static void
row(const struct report_table *t, int row, FILE *out)
{
    for (int i = 0; i < t->column_count; i++) {
        char text[REPORT_SHOWN];
        enum report_type type = t->columns[i].type;
        if (i)
            fputc(',', out);
        cell(out, report_shown(text, report_at(t, row, i), type), type == REPORT_TEXT);
    }
    fputs("\r\n", out);
}

int
form_csv(const struct report_table *t, FILE *out)
{
    fputs("\xef\xbb\xbf", out);
    for (int i = 0; i < t->column_count; i++) {
        if (i)
            fputc(',', out);
        cell(out, t->columns[i].heading, true);
    }
    fputs("\r\n", out);
    for (int i = 0; i < t->row_count; i++)
        row(t, i, out);
    return 0;
}
