/* table.h: a table as a person hands it in: a title, the filters by name, columns with headings,
 * typed cells, and the charts that belong to it. Whoever fills it knows the data, whoever writes it
 * (write.h) knows the form; neither knows the other.
 *
 * All that is given is copied. A table belongs to one thread. No memory aborts. */
#pragma once

#include "report/chart.h"

#include <stdbool.h>
#include <stdint.h>

enum report_type {
    REPORT_TEXT,
    REPORT_INTEGER,
    REPORT_DECIMAL, /* one digit after the point is shown */
    REPORT_PERCENT, /* 1 is 100 % */
    REPORT_DATE,    /* a day like 20261124 */
    REPORT_TIME,    /* minutes since midnight, 16:40 */
    REPORT_HOURS,   /* minutes, shown as 130:30 */
};

/* What a cell is to draw attention to: never by colour alone, so a blank to be filled says so in
 * words where it is given some. */
enum report_tone {
    REPORT_PLAIN,
    REPORT_MISSING, /* amber: something is owed here */
    REPORT_SUM,     /* a sum of what stands above or beside */
};

struct report_cell {
    union {
        const char *text; /* in the table's memory */
        int64_t number;   /* integer, date, time, hours */
        double decimal;   /* decimal, percent */
    };
    uint8_t tone;
    bool blank; /* nothing stands here, which is not 0 */
};

enum { REPORT_COLUMNS = 48, REPORT_FILTERS = 8, REPORT_CHARTS = 4, REPORT_TEXT_SIZE = 128 };

struct report_column {
    char heading[REPORT_TEXT_SIZE]; /* in the reader's language */
    char key[32];                   /* in JSON */
    enum report_type type;
};

/* "Home: Green Hill", "Month: 2026-11", "Names: no, codes". */
struct report_filter {
    char name[REPORT_TEXT_SIZE], value[REPORT_TEXT_SIZE];
};

struct report_table {
    char title[REPORT_TEXT_SIZE];
    char note[8192]; /* how the figures are defined, below the table; or "" */
    struct report_filter filters[REPORT_FILTERS];
    int filter_count;
    struct report_column columns[REPORT_COLUMNS];
    int column_count;
    struct report_cell *cells; /* rows of column_count cells */
    int row_count, row_room;
    int64_t *keys;    /* what each row stands for: report_key */
    int64_t next_key; /* of the row that comes next */
    int filled;       /* cells of the row that is being filled */
    bool ruled;       /* on paper it lies, with lines between its columns */
    bool named;       /* children's names stand in it: who may see it is asked before */
    struct chart *charts[REPORT_CHARTS];
    int chart_count;
    struct report_memory *memory; /* of the texts */
};

/* An empty table; free it with report_destroy, which takes NULL. */
struct report_table *report_create(const char *title);
void report_destroy(struct report_table *table);

void report_filter(struct report_table *table, const char *name, const char *value);

/* A sentence below the table: how a figure is defined. */
void report_note(struct report_table *table, const char *sentence);

void report_column(
    struct report_table *table, const char *key, const char *heading, enum report_type type);

/* A copy of the chart, shown above the rows. */
void report_chart(struct report_table *table, const struct chart *chart);

/* Cells from left to right, the columns being known; after the last one comes the next row. Giving
 * a cell of another type than its column's is a bug. report_number is for integers, dates, times
 * and hours; for a date 0 is blank. */
void report_text(struct report_table *table, const char *text);
void report_number(struct report_table *table, int64_t number);
void report_decimal(struct report_table *table, double number);
void report_blank(struct report_table *table);

/* What the row whose cells come next stands for (a child's id, a day, …), for who links to it; 0
 * where nobody says. It is not shown. */
void report_key(struct report_table *table, int64_t key);
int64_t report_key_at(const struct report_table *table, int row);

/* The tone of the cell that was filled last, or of its whole row as far as it is filled. */
void report_tone(struct report_table *table, enum report_tone tone);
void report_row_tone(struct report_table *table, enum report_tone tone);

const struct report_cell *report_at(const struct report_table *table, int row, int column);

/* A cell as people read it, without its unit: "16:40", "130:30", "12.5", "87 %". */
enum { REPORT_SHOWN = 40 };
const char *report_shown(
    char out[REPORT_SHOWN], const struct report_cell *cell, enum report_type type);
