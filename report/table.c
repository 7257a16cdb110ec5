#include "report/table.h"

#include "db/day.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Texts live as long as the table, so they are laid one after the other into blocks. */
enum { BLOCK = 64 * 1024 };

struct report_memory {
    struct report_memory *before;
    size_t used, size;
    char bytes[];
};

static void *
need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static char *
keep(struct report_table *t, const char *text)
{
    size_t size = strlen(text) + 1;
    struct report_memory *m = t->memory;
    if (!m || m->size - m->used < size) {
        size_t room = size > BLOCK ? size : BLOCK;
        m = need(malloc(sizeof *m + room));
        *m = (struct report_memory){.before = t->memory, .size = room};
        t->memory = m;
    }
    char *kept = memcpy(m->bytes + m->used, text, size);
    m->used += size;
    return kept;
}

/* A text that does not fit ends before the character that would be cut. */
static void
put(char *out, size_t size, const char *text)
{
    size_t n = strlen(text);
    if (n >= size)
        for (n = size - 1; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
            n--;
    memcpy(out, text, n);
    out[n] = '\0';
}

struct report_table *
report_create(const char *title)
{
    struct report_table *t = need(calloc(1, sizeof *t));
    put(t->title, sizeof t->title, title);
    return t;
}

void
report_destroy(struct report_table *t)
{
    if (!t)
        return;
    for (struct report_memory *m = t->memory, *before; m; m = before) {
        before = m->before;
        free(m);
    }
    for (int i = 0; i < t->chart_count; i++)
        free(t->charts[i]);
    free(t->cells);
    free(t->keys);
    free(t);
}

void
report_note(struct report_table *t, const char *sentence)
{
    size_t used = strlen(t->note);
    if (used && used + 1 < sizeof t->note)
        t->note[used++] = '\n';
    put(t->note + used, sizeof t->note - used, sentence);
}

void
report_filter(struct report_table *t, const char *name, const char *value)
{
    assert(t->filter_count < REPORT_FILTERS);
    struct report_filter *f = &t->filters[t->filter_count++];
    put(f->name, sizeof f->name, name);
    put(f->value, sizeof f->value, value);
}

void
report_column(struct report_table *t, const char *key, const char *heading, enum report_type type)
{
    assert(t->column_count < REPORT_COLUMNS && t->row_count == 0 && t->filled == 0);
    struct report_column *c = &t->columns[t->column_count++];
    put(c->key, sizeof c->key, key);
    put(c->heading, sizeof c->heading, heading);
    c->type = type;
}

void
report_chart(struct report_table *t, const struct chart *chart)
{
    assert(t->chart_count < REPORT_CHARTS);
    struct chart *copy = need(malloc(sizeof *copy));
    *copy = *chart;
    t->charts[t->chart_count++] = copy;
}

void
report_key(struct report_table *t, int64_t key)
{
    assert(t->filled == 0);
    t->next_key = key;
}

int64_t
report_key_at(const struct report_table *t, int row)
{
    assert(row >= 0 && row < t->row_count);
    return t->keys[row];
}

/* The cell that is next, blank. */
static struct report_cell *
next_cell(struct report_table *t)
{
    assert(t->column_count > 0);
    if (t->row_count == t->row_room) {
        t->row_room = t->row_room ? t->row_room * 2 : 64;
        t->cells = need(
            realloc(t->cells, (size_t)t->row_room * (size_t)t->column_count * sizeof *t->cells));
        t->keys = need(realloc(t->keys, (size_t)t->row_room * sizeof *t->keys));
    }
    if (t->filled == 0) {
        t->keys[t->row_count] = t->next_key;
        t->next_key = 0;
    }
    struct report_cell *cell =
        &t->cells[(size_t)t->row_count * (size_t)t->column_count + (size_t)t->filled];
    *cell = (struct report_cell){.text = "", .blank = true};
    if (++t->filled == t->column_count) {
        t->filled = 0;
        t->row_count++;
    }
    return cell;
}

/* The column that is next is of this type. */
static enum report_type
next_type(const struct report_table *t)
{
    return t->columns[t->filled].type;
}

/* What stands above in the same column is often the same: it is kept once. */
void
report_text(struct report_table *t, const char *text)
{
    assert(next_type(t) == REPORT_TEXT);
    const char *above = t->row_count ? report_at(t, t->row_count - 1, t->filled)->text : NULL;
    struct report_cell *cell = next_cell(t);
    cell->text = above && strcmp(above, text) == 0 ? above : keep(t, text);
    cell->blank = text[0] == '\0';
}

void
report_number(struct report_table *t, int64_t number)
{
    enum report_type type = next_type(t);
    assert(type == REPORT_INTEGER || type == REPORT_DATE || type == REPORT_TIME ||
           type == REPORT_HOURS);
    struct report_cell *cell = next_cell(t);
    cell->number = number;
    cell->blank = type == REPORT_DATE && number == 0;
}

void
report_decimal(struct report_table *t, double number)
{
    assert(next_type(t) == REPORT_DECIMAL || next_type(t) == REPORT_PERCENT);
    struct report_cell *cell = next_cell(t);
    cell->decimal = number;
    cell->blank = false;
}

void
report_blank(struct report_table *t)
{
    next_cell(t);
}

static int
filled_cells(const struct report_table *t)
{
    return t->row_count * t->column_count + t->filled;
}

void
report_tone(struct report_table *t, enum report_tone tone)
{
    assert(filled_cells(t) > 0);
    t->cells[filled_cells(t) - 1].tone = (uint8_t)tone;
}

void
report_row_tone(struct report_table *t, enum report_tone tone)
{
    int end = filled_cells(t), from = t->filled ? end - t->filled : end - t->column_count;
    assert(end > 0);
    for (int i = from; i < end; i++)
        t->cells[i].tone = (uint8_t)tone;
}

const struct report_cell *
report_at(const struct report_table *t, int row, int column)
{
    return &t->cells[(size_t)row * (size_t)t->column_count + (size_t)column];
}

static const char *
shown_day(char out[REPORT_SHOWN], int64_t day)
{
    char text[DAY_TEXT_LEN + 1];
    day_text(text, (int)day);
    snprintf(out, REPORT_SHOWN, "%s", text);
    return out;
}

const char *
report_shown(char out[REPORT_SHOWN], const struct report_cell *cell, enum report_type type)
{
    out[0] = '\0';
    if (cell->blank)
        return out;
    switch (type) {
    case REPORT_TEXT:
        return cell->text;
    case REPORT_INTEGER:
        snprintf(out, REPORT_SHOWN, "%" PRId64, cell->number);
        break;
    case REPORT_DECIMAL:
        snprintf(out, REPORT_SHOWN, "%.1f", cell->decimal);
        break;
    case REPORT_PERCENT:
        snprintf(out, REPORT_SHOWN, "%.0f %%", cell->decimal * 100);
        break;
    case REPORT_DATE:
        return shown_day(out, cell->number);
    case REPORT_TIME:
        snprintf(out, REPORT_SHOWN, "%02d:%02d", (int)(cell->number / 60) % 24,
            (int)(cell->number % 60));
        break;
    case REPORT_HOURS:
        snprintf(
            out, REPORT_SHOWN, "%" PRId64 ":%02d", cell->number / 60, (int)(cell->number % 60));
        break;
    }
    return out;
}
