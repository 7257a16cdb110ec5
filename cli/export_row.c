/* export_row.c: cells of CSV. */
#include "cli/export_row.h"

#include "cli/csv.h"

#include "db/day.h"

#include <string.h>

void
export_cell(struct export *e, const char *text)
{
    if (e->columns++)
        fputc(',', e->out);
    bool quoted = strpbrk(text, "\",\r\n");
    if (quoted)
        fputc('"', e->out);
    if (csv_is_formula(text))
        fputc('\'', e->out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', e->out);
        fputc(*text, e->out);
    }
    if (quoted)
        fputc('"', e->out);
}

void
export_end(struct export *e)
{
    fputs("\r\n", e->out);
    e->columns = 0;
}

void
export_day(struct export *e, int day)
{
    char text[DAY_TEXT_LEN + 1] = "";
    if (day)
        day_text(text, day);
    export_cell(e, text);
}

void
export_minute(struct export *e, int minute)
{
    char text[MINUTE_TEXT_LEN + 1];
    minute_text(text, minute);
    export_cell(e, text);
}

void
export_number(struct export *e, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    export_cell(e, text);
}

void
export_home(struct export *e, int64_t home_id)
{
    struct home home = {0};
    home_get(e->cli->db, &home, home_id);
    export_cell(e, home.code);
}

void
export_weekdays(struct export *e, int comes_on)
{
    char text[8] = "";
    for (int i = 0, n = 0; i < 7; i++)
        if (comes_on & 1 << i)
            text[n++] = (char)('1' + i);
    export_cell(e, text);
}
