#include "report/paper.h"

#include <pango/pangocairo.h>
#include <stdlib.h>

struct paper {
    cairo_t *to;
    PangoLayout *layout;
    PangoFontDescription *font;
    double size; /* of the font as it is set */
    bool bold;
};

static void
set_font(struct paper *p, double size, bool bold)
{
    if (size == p->size && bold == p->bold)
        return;
    p->size = size;
    p->bold = bold;
    pango_font_description_set_absolute_size(p->font, size * PANGO_SCALE);
    pango_font_description_set_weight(p->font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(p->layout, p->font);
}

struct paper *
paper_create(cairo_t *to)
{
    struct paper *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->to = to;
    p->layout = pango_cairo_create_layout(to);
    p->font = pango_font_description_from_string("Noto Sans CJK SC");
    pango_context_set_language(
        pango_layout_get_context(p->layout), pango_language_from_string("zh-cn"));
    return p;
}

void
paper_destroy(struct paper *p)
{
    if (!p)
        return;
    pango_font_description_free(p->font);
    g_object_unref(p->layout);
    free(p);
}

static void
set_rgb(cairo_t *to, unsigned rgb)
{
    cairo_set_source_rgb(to, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

static void
set_layout(struct paper *p, double width, struct chart_words words, const char *text, bool one_line)
{
    static const PangoAlignment aligns[] = {
        PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    set_font(p, words.size, words.bold);
    pango_layout_set_width(p->layout, (int)(width * PANGO_SCALE));
    pango_layout_set_alignment(p->layout, aligns[words.align]);
    pango_layout_set_single_paragraph_mode(p->layout, one_line);
    pango_layout_set_ellipsize(p->layout, one_line ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(p->layout, text, -1);
}

static double
layout_height(struct paper *p)
{
    int w, h;
    pango_layout_get_size(p->layout, &w, &h);
    return (double)h / PANGO_SCALE;
}

void
paper_words(struct paper *p, struct chart_box box, struct chart_words words, const char *text)
{
    set_layout(p, box.w, words, text, true);
    set_rgb(p->to, chart_rgb(words.role));
    cairo_move_to(p->to, box.x, box.y + (box.h - layout_height(p)) / 2);
    pango_cairo_show_layout(p->to, p->layout);
}

double
paper_block(struct paper *p, struct chart_box box, struct chart_words words, const char *text)
{
    set_layout(p, box.w, words, text, false);
    set_rgb(p->to, chart_rgb(words.role));
    cairo_move_to(p->to, box.x, box.y);
    pango_cairo_show_layout(p->to, p->layout);
    return layout_height(p);
}

double
paper_height(struct paper *p, double width, struct chart_words words, const char *text)
{
    set_layout(p, width, words, text, false);
    return layout_height(p);
}

void
paper_box(struct paper *p, struct chart_box box, unsigned rgb)
{
    set_rgb(p->to, rgb);
    cairo_rectangle(p->to, box.x, box.y, box.w, box.h);
    cairo_fill(p->to);
}

void
paper_line(struct paper *p, double x1, double y1, double x2, double y2, double width, unsigned rgb)
{
    set_rgb(p->to, rgb);
    cairo_set_line_width(p->to, width);
    cairo_set_line_cap(p->to, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(p->to, x1, y1);
    cairo_line_to(p->to, x2, y2);
    cairo_stroke(p->to);
}

static void
pen_box(void *to, struct chart_box box, enum chart_role role)
{
    paper_box(to, box, chart_rgb(role));
}

static void
pen_line(void *to, double x1, double y1, double x2, double y2, double width, enum chart_role role)
{
    paper_line(to, x1, y1, x2, y2, width, chart_rgb(role));
}

static void
pen_words(void *to, struct chart_box box, struct chart_words words, const char *text)
{
    paper_words(to, box, words, text);
}

const struct pen paper_pen = {pen_box, pen_line, pen_words};
