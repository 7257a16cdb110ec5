/* slip_paper.c: one page: a title, lines, the code, the code's text to type, a place to sign. */
#include "cli/slip_paper.h"

#include "cli/command.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Millimetres. */
static const double MM = 72 / 25.4;
static const double PAGE_W = 148, PAGE_H = 210, MARGIN = 14, CODE = 66;
enum { QUIET = 4, GROUP = 5, TYPED = 96 };

static void
draw_code(cairo_t *to, const char *text, double x, double y)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    if (!code)
        abort();
    int n = code->width;
    double module = CODE / (n + 2 * QUIET);
    for (int row = 0; row < n; row++)
        for (int column = 0; column < n; column++)
            if (code->data[row * n + column] & 1)
                cairo_rectangle(to, x + (column + QUIET) * module, y + (row + QUIET) * module,
                    module * 1.002, module * 1.002);
    cairo_fill(to);
    QRcode_free(code);
}

/* Letters stand where the font wants them, not on whole millimetres. */
static PangoLayout *
make_layout(cairo_t *to)
{
    PangoLayout *layout = pango_cairo_create_layout(to);
    PangoContext *context = pango_layout_get_context(layout);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("zh-cn"));
    pango_layout_context_changed(layout);
    return layout;
}

/* Text from `x`; returns where the next begins. */
static double
draw_text_at(cairo_t *to, const char *text, double x, double y, double size, const char *face)
{
    PangoRectangle box;
    PangoLayout *layout = make_layout(to);
    PangoFontDescription *font = pango_font_description_from_string(face);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, (int)((PAGE_W - 2 * MARGIN) * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_extents(layout, NULL, &box);
    cairo_move_to(to, x, y);
    pango_cairo_show_layout(to, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
    return y + (double)box.height / PANGO_SCALE;
}

static double
draw_text(cairo_t *to, const char *text, double y, double size, const char *face)
{
    return draw_text_at(to, text, MARGIN, y, size, face);
}

/* Where somebody signs. */
static void
draw_rule(cairo_t *to, double from, double until)
{
    cairo_set_line_width(to, 0.25);
    cairo_move_to(to, from, PAGE_H - MARGIN);
    cairo_line_to(to, until, PAGE_H - MARGIN);
    cairo_stroke(to);
}

/* The code's text in groups, for who has no scanner. */
static void
typed_text(char out[TYPED], const char *code)
{
    size_t at = 0;
    for (size_t i = 0; code[i] && at + 2 < TYPED; i++) {
        if (i && i % GROUP == 0)
            out[at++] = ' ';
        out[at++] = code[i];
    }
    out[at] = '\0';
}

static void
draw_page(cairo_t *to, const struct slip_paper *paper, const char *code)
{
    char typed[TYPED];
    double y = draw_text(to, paper->title, MARGIN, 6.4, "Noto Sans CJK SC Bold") + 4;
    for (int i = 0; i < paper->count; i++)
        y = draw_text(to, paper->lines[i], y, 4.2, "Noto Sans CJK SC") + 1.6;
    draw_code(to, code, (PAGE_W - CODE) / 2, y + 2);
    typed_text(typed, code);
    draw_text(to, typed, y + CODE + 4, 3.4, "Noto Sans Mono CJK SC");
    draw_text(to, _("Signed:"), PAGE_H - MARGIN - 6, 4.2, "Noto Sans CJK SC");
    draw_text_at(to, _("Date:"), PAGE_W * 0.62, PAGE_H - MARGIN - 6, 4.2, "Noto Sans CJK SC");
    draw_rule(to, MARGIN + 16, PAGE_W * 0.58);
    draw_rule(to, PAGE_W * 0.62 + 14, PAGE_W - MARGIN);
}

int
slip_paper_write(
    const char *path, const struct slip_paper *paper, const char *code, char *why, size_t why_size)
{
    cairo_surface_t *pdf = cairo_pdf_surface_create(path, PAGE_W * MM, PAGE_H * MM);
    cairo_t *to = cairo_create(pdf);
    cairo_scale(to, MM, MM);
    draw_page(to, paper, code);
    cairo_show_page(to);
    cairo_status_t status = cairo_status(to);
    cairo_destroy(to);
    cairo_surface_finish(pdf);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(pdf);
    cairo_surface_destroy(pdf);
    if (status != CAIRO_STATUS_SUCCESS) {
        snprintf(
            why, why_size, _("%s could not be written: %s."), path, cairo_status_to_string(status));
        return -1;
    }
    return 0;
}
