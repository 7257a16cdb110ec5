/* summary_parts.h: everything that a summary is made of, part by part. Inside db/ only, for
 * summary*.c.
 *
 * The walk tells what each of its parts adds to which row; who adds them up, or lists them, is
 * another matter. So a figure and the days behind it come from the same parts. */
#pragma once

#include "db/stays.h"
#include "db/summary.h"
#include "db/summary_who.h"

/* A coming or leaving of a row's day. */
struct edge {
    int row;
    int by; /* 1: came; -1: left */
    int64_t at_ms;
};

/* A class of the day, by its session; and that a row had a part in it. */
struct day_class {
    int64_t session_id;
    int title;
};
struct held {
    int row, home, title;
    int64_t session_id;
};

/* What is known of a child in the row that it was in last: where a child can be in several rows by
 * turns (by Home, by village), each of those has one. */
struct cell {
    int row;       /* -1: none yet */
    int last_day;  /* number of the last day on which it came; -1: none */
    int last_home; /* the Home to which it came first on that day, at: */
    int64_t last_came_ms;
    int run;      /* of open days in a row until then */
    int mood_row; /* the row in which it was counted among those who answered; -1: none */
};

struct parts;

struct part {
    int row;
    enum summary_figure figure;
    struct summary_day day; /* its value is what it adds */
};

struct parts {
    struct db *db;
    const struct summary_ask *ask;
    struct who who;
    struct words titles; /* of classes, the rows of SUMMARY_CLASS */
    int days;            /* in the range */
    int grade;           /* word of ask->grade; -1: all, or no child has it */
    int columns;         /* of cells for each child */
    struct cell *cells;
    int *answered; /* how many children of a row told how they feel */
    int rows;      /* how many there may be; of classes as many as there are titles */
    bool *met;     /* child and title, for SUMMARY_CLASS */
    int met_titles;
    bool titled; /* wanted: parts bear the titles of their classes */

    /* The day that is being read. */
    int day, at; /* its number in the range */
    struct edge *edges;
    int edge_count, edge_room;
    struct held *held;
    int held_count, held_room;
    struct day_class *classes;
    int class_count;

    /* Non-zero stops. */
    int (*take)(const struct part *, void *payload);
    void *payload;
};

/* Reads who there is, then gives all parts to w->take, then those of homework that was set and of
 * volunteers. parts_begin zeroes *w but for db, ask, take, payload and titled. */
MUST_CHECK int parts_begin(struct parts *w);
MUST_CHECK int parts_attendance(struct parts *w);
MUST_CHECK int parts_facts(struct parts *w);
MUST_CHECK int parts_homework(struct parts *w);
MUST_CHECK int parts_volunteers(struct parts *w);
void parts_end(struct parts *w);

/* The row of a child (-1: of nobody in particular) at a Home on a day with its number in the range;
 * -1 where it is in none. */
int parts_row(const struct parts *w, int day, int at, int home, int child);

/* What a row is about: the numbers of its days in the range, whether a Home is one of its own, its
 * month as 202611, its key and its name. */
void parts_span(const struct parts *w, int row, int *from, int *until);
bool parts_is_about(const struct parts *w, int row, int home);
int parts_month(const struct parts *w, int row);
void parts_label(const struct parts *w, int row, struct summary_row *out);

/* Is the child among those who are asked for? */
bool parts_asks(const struct parts *w, int child);

/* The number of a day in the range. */
int parts_at(const struct parts *w, int day);

/* May moods be told here at all? */
bool parts_tells_moods(const struct parts *w);

/* Gives a part to who asked. */
int parts_give(struct parts *w, int row, enum summary_figure figure, const struct summary_day *day,
    int64_t value);
