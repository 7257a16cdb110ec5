/* rect.h: layout by cutting: a screen takes its parts off the sides of a rectangle. Pure. */
#pragma once

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

/* Cut a strip off a side of *from, which keeps the rest; a strip is never larger than what is
 * there. */
struct rect rect_top(struct rect *from, int height);
struct rect rect_bottom(struct rect *from, int height);
struct rect rect_left(struct rect *from, int width);
struct rect rect_right(struct rect *from, int width);

/* Smaller by `by` on each side, never less than empty. */
struct rect rect_inset(struct rect r, int by);

/* Part i of n equal columns or rows with a gap between. */
struct rect rect_column(struct rect r, int i, int n, int gap);
struct rect rect_row(struct rect r, int i, int n, int gap);

/* Part i of a grid, row by row. */
struct rect rect_cell(struct rect r, int i, int columns, int rows, int gap);

/* How many parts of at least that length fit in a row with a gap between; 1 at least. */
int rect_count(int length, int least, int gap);

/* A rectangle of that size in the middle of r; a size larger than r is cut to it. */
struct rect rect_centre(struct rect r, int w, int h);

/* The largest rectangle of the ratio w to h in the middle of r. */
struct rect rect_fit(struct rect r, int w, int h);

bool rect_has(struct rect r, int x, int y);
bool rect_is_empty(struct rect r);
bool rect_touch(struct rect a, struct rect b);
struct rect rect_union(struct rect a, struct rect b);  /* an empty one adds nothing */
struct rect rect_common(struct rect a, struct rect b); /* empty where they don't touch */
