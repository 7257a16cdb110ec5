#include "report/form.h"

#include "report/scale.h"
#include "report/text.h"

#include <math.h>
#include <string.h>

bool
form_is_formula(const char *text)
{
    return text[0] && strchr("=+-@\t\r", text[0]);
}

/* Of a column of numbers the one furthest from 0 is the widest. */
static double
widest_number(const struct report_table *t, int column)
{
    const struct report_cell *widest = NULL;
    bool real =
        t->columns[column].type == REPORT_DECIMAL || t->columns[column].type == REPORT_PERCENT;
    double most = -1;
    for (int row = 0; row < t->row_count; row++) {
        const struct report_cell *cell = report_at(t, row, column);
        double size = cell->blank ? -1 : fabs(real ? cell->decimal : (double)cell->number);
        if (size > most) {
            most = size;
            widest = cell;
        }
    }
    char text[REPORT_SHOWN];
    return widest ? scale_text_width(report_shown(text, widest, t->columns[column].type), 1) : 0;
}

static double
widest_text(const struct report_table *t, int column)
{
    const char *before = NULL;
    double most = 0;
    for (int row = 0; row < t->row_count; row++) {
        const char *text = report_at(t, row, column)->text;
        if (text != before)
            most = fmax(most, scale_text_width(text, 1));
        before = text;
    }
    return most;
}

double
form_width(const struct report_table *t, int column)
{
    bool text = t->columns[column].type == REPORT_TEXT;
    return fmax(scale_text_width(t->columns[column].heading, 1),
        text ? widest_text(t, column) : widest_number(t, column));
}

void
form_filters(char *out, size_t size, const struct report_table *t)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < t->filter_count && used < size; i++) {
        int n = snprintf(out + used, size - used, "%s", i ? " · " : "");
        used += n > 0 ? (size_t)n : 0;
        if (used >= size)
            return;
        n = snprintf(out + used, size - used, _("%s: %s"), t->filters[i].name, t->filters[i].value);
        used += n > 0 ? (size_t)n : 0;
    }
}
