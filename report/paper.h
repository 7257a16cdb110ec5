/* paper.h: words and shapes on a Cairo surface, by Pango. Inside report/ only.
 *
 * Lengths are points. Fonts are Debian's Noto Sans CJK; the language is set, or Han characters may
 * come out in Japanese shapes. */
#pragma once

#include "report/chart.h"

#include <cairo.h>

struct paper;

struct paper *paper_create(cairo_t *to);
void paper_destroy(struct paper *paper);

/* Words on one line in the middle of the box's height, ending in an ellipsis where it is too
 * narrow. */
void paper_words(
    struct paper *paper, struct chart_box box, struct chart_words words, const char *text);

/* Words on as many lines as it takes from the top of the box, whose height does not matter; their
 * height. */
double paper_block(
    struct paper *paper, struct chart_box box, struct chart_words words, const char *text);

/* The height that paper_block would take. */
double paper_height(struct paper *paper, double width, struct chart_words words, const char *text);

void paper_box(struct paper *paper, struct chart_box box, unsigned rgb);
void paper_line(
    struct paper *paper, double x1, double y1, double x2, double y2, double width, unsigned rgb);

/* Charts draw by it; `to` is the paper. */
extern const struct pen paper_pen;
