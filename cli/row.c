#include "cli/row.h"

#include "db/day.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
row_problem(struct import *import, const char *format, ...)
{
    if (import->problems++ >= PROBLEMS_SHOWN)
        return;
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s", import->file);
    if (import->row > 0)
        fprintf(stderr, _(", row %d"), import->row + 1);
    fputs(": ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

const char *
row_text(const struct import *import, enum column column)
{
    return csv_cell(&import->csv, import->row, import->places[column]);
}

static bool
has_control(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            return true;
    return false;
}

bool
row_copy(struct import *import, enum column column, bool needed, char *out, size_t size)
{
    const char *text = row_text(import, column);
    if (needed && !text[0])
        row_problem(import, _("%s is empty. Fill it in."), column_name(column));
    else if (strlen(text) >= size)
        row_problem(import, _("%s is too long. Shorten it."), column_name(column));
    else if (has_control(text))
        row_problem(import, _("%s has a line break or an invisible character. Remove it."),
            column_name(column));
    else {
        snprintf(out, size, "%s", text);
        return true;
    }
    return false;
}

bool
row_day(struct import *import, enum column column, bool needed, int missing, int *out)
{
    const char *text = row_text(import, column);
    *out = text[0] ? day_parse(text) : missing;
    if (!text[0] && !needed)
        return true;
    if (text[0] && *out)
        return true;
    if (text[0])
        row_problem(import, _("%s \"%s\" is not a date. Write it like 2018-03-05."),
            column_name(column), text);
    else
        row_problem(import, _("%s is empty. Fill it in."), column_name(column));
    return false;
}

bool
row_minute(struct import *import, enum column column, int missing, int *out)
{
    const char *text = row_text(import, column);
    *out = text[0] ? minute_parse(text) : missing;
    if (*out >= 0)
        return true;
    row_problem(
        import, _("%s \"%s\" is not a time. Write it like 16:30."), column_name(column), text);
    return false;
}

bool
row_number(struct import *import, enum column column, int from, int to, int *out)
{
    const char *text = row_text(import, column);
    char *end = NULL;
    long value = strtol(text, &end, 10);
    *out = (int)value;
    if (*end == '\0' && (!text[0] || (value >= from && value <= to)))
        return true;
    row_problem(
        import, _("%s \"%s\" is not a number from %d to %d."), column_name(column), text, from, to);
    return false;
}

bool
row_child(struct import *import, struct child *out)
{
    const char *no = row_text(import, COL_CHILD);
    bool found = child_find(import->cli->db, out, no);
    if (!found)
        row_problem(import, _("There is no child with number \"%s\"."), no);
    return found;
}

bool
row_spans(struct import *import, int since_day, int until_day)
{
    bool ok = !until_day || until_day >= since_day;
    if (!ok)
        row_problem(import, "%s", _("It ends before it begins. Correct the dates."));
    return ok;
}

bool
row_home(struct import *import, struct home *out)
{
    const char *name = row_text(import, COL_HOME);
    if (home_find(import->cli->db, out, name))
        return true;
    row_problem(import, _("There is no Home \"%s\". Import the Homes first, or correct it."), name);
    return false;
}
