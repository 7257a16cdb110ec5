/* screen_summary.h: what the files of the summaries are to each other.
 *
 * A range of days, how it is grouped, and for whom: read anew when one of these changes, and never
 * while a picture is made. */
#pragma once

#include "kiosk/export_page.h"
#include "kiosk/staff_frame.h"

#include "db/summary.h"
#include "report/chart.h"

enum summary_range { RANGE_DAY, RANGE_WEEK, RANGE_MONTH, RANGE_TERM, RANGE_HOLIDAY, RANGE_COUNT };

enum {
    SUMMARY_ROWS = 160,
    SUMMARY_BEHIND = 240,
    SUMMARY_PERIODS = 24,
    SUMMARY_SHOWN = 4, /* figures of a row */
    SUMMARY_TABS = 6,  /* groups that are offered */
};

enum summary_ids {
    SUMMARY_ID_RANGES = STAFF_IDS,
    SUMMARY_ID_EARLIER = SUMMARY_ID_RANGES + RANGE_COUNT,
    SUMMARY_ID_LATER,
    SUMMARY_ID_EXPORT,
    SUMMARY_ID_GROUPS = SUMMARY_ID_EXPORT + EXPORT_IDS,
    SUMMARY_ID_CHART = SUMMARY_ID_GROUPS + SUMMARY_TABS,
    SUMMARY_ID_HEAT,
    SUMMARY_ID_LIST,
    SUMMARY_ID_ALL,
};

struct summary_line {
    char label[NAME_SIZE], name[NAME_SIZE]; /* name: of a child; else "" */
    int64_t key;
    int64_t figures[SUMMARY_SHOWN];
};

/* A day behind a figure. */
struct summary_fact {
    int day;
    int64_t value;
    char who[NAME_SIZE], what[NAME_SIZE];
    int in_min, out_min; /* -1: none */
};

struct summary_state {
    int range, tab;
    int day;    /* of the range: one that it holds */
    int period; /* of `periods`, where the range is one */
    int period_count;
    struct summary_span {
        int from_day, until_day;
        bool term;
        char name[NAME_SIZE];
    } periods[SUMMARY_PERIODS];
    struct summary_ask ask;
    char child[NAME_SIZE]; /* whose summary it is; "": of all */
    bool heat;             /* the month as a calendar */
    struct chart chart;
    bool has_chart, has_heat, failed, more;
    struct summary_row all;
    int count;
    struct summary_line rows[SUMMARY_ROWS];
    enum summary_figure shown[SUMMARY_SHOWN]; /* SUMMARY_FIGURE_COUNT: none */
    /* the days behind a figure */
    bool behind, behind_more;
    enum summary_figure figure;
    char of[NAME_SIZE]; /* the row's label */
    int64_t behind_sum;
    int fact_count;
    struct summary_fact facts[SUMMARY_BEHIND];
    struct export_page file;
};

/* Groups by their tabs; how many there are for this range. */
enum summary_group summary_tab_group(int tab);

/* Reads all that stands on the screen, or the days behind a figure of a row (label "": of all). */
void summary_read(struct summary_state *s, const struct stage *stage);
void summary_read_behind(struct summary_state *s, const struct stage *stage,
    enum summary_figure figure, int64_t key, const char *label);
void summary_read_periods(struct summary_state *s, const struct stage *stage);

/* Sets the ask's days from the range. */
void summary_set_range(struct summary_state *s, const struct stage *stage);

/* A value as people read it. */
enum { SUMMARY_VALUE = 32 };
const char *summary_value(char out[SUMMARY_VALUE], enum summary_figure figure, int64_t value);

void summary_draw_body(
    struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space);
void summary_draw_behind(
    struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space);