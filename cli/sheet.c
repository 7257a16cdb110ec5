#include "cli/sheet.h"

#include "cli/command.h"
#include "scanner/decode.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Millimetres. The size of a card is ISO/IEC 7810 ID-1, as sleeves and purses take it. */
static const double MM = 72 / 25.4;
static const double PAGE_W = 210, PAGE_H = 297, CARD_W = 85.6, CARD_H = 54;
static const double CODE = 42; /* the quiet zone counted: 1.1 mm a module */
enum { ACROSS = 2, DOWN = 5, A_PAGE = ACROSS * DOWN, QUIET = 4, VERSION = 3, PROOF_DPI = 150 };

int
sheet_pages(int count)
{
    return (count + A_PAGE - 1) / A_PAGE;
}

static void
draw_code(cairo_t *to, const char *text, double x, double y)
{
    QRcode *code = QRcode_encodeString(text, VERSION, QR_ECLEVEL_Q, QR_MODE_8, 1);
    if (!code)
        abort();
    int n = code->width;
    double module = CODE / (n + 2 * QUIET);
    cairo_set_source_rgb(to, 0, 0, 0);
    for (int row = 0; row < n; row++)
        for (int column = 0; column < n; column++)
            if (code->data[row * n + column] & 1)
                cairo_rectangle(to, x + (column + QUIET) * module, y + (row + QUIET) * module,
                    module * 1.002, module * 1.002);
    cairo_fill(to);
    QRcode_free(code);
}

/* Centred in a box, smaller until it fits its lines. */
static void
draw_text(cairo_t *to, const char *text, double x, double y, double w, double size, int lines)
{
    PangoLayout *layout = pango_cairo_create_layout(to);
    pango_context_set_language(
        pango_layout_get_context(layout), pango_language_from_string("zh-cn"));
    PangoFontDescription *font = pango_font_description_from_string("Noto Sans CJK SC Bold");
    pango_layout_set_width(layout, (int)(w * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_text(layout, text, -1);
    do {
        pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
        pango_layout_set_font_description(layout, font);
        size *= 0.94;
    } while (pango_layout_get_line_count(layout) > lines && size > 1.5);
    PangoRectangle box;
    pango_layout_get_extents(layout, NULL, &box);
    cairo_move_to(to, x, y - box.height / 2.0 / PANGO_SCALE);
    pango_cairo_show_layout(to, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
}

static void
draw_animal(cairo_t *to, const char *assets, const char *animal, double x, double y, double side)
{
    char path[4352];
    snprintf(path, sizeof path, "%s/animals/%s.svg", assets, animal);
    RsvgHandle *svg = animal[0] ? rsvg_handle_new_from_file(path, NULL) : NULL;
    if (!svg)
        return;
    RsvgRectangle box = {x, y, side, side};
    rsvg_handle_render_document(svg, to, &box, NULL);
    g_object_unref(svg);
}

/* One card with its upper left corner at 0, 0; in millimetres. */
static void
draw_card(cairo_t *to, const struct sheet_card *card, const char *assets)
{
    double left = CODE + 4, w = CARD_W - left - 3;
    draw_code(to, card->text, 3, (CARD_H - CODE) / 2);
    cairo_set_source_rgb(to, 0.17, 0.16, 0.23);
    draw_text(to, card->home, left, 7, w, 3.4, 2);
    if (card->animal[0])
        draw_animal(to, assets, card->animal, left + (w - 21) / 2, 11.5, 21);
    cairo_set_source_rgb(to, 0.17, 0.16, 0.23);
    draw_text(to, card->name, left, card->animal[0] ? 42 : 28, w, 7.4, 2);
}

/* Short lines outside of the cards, where scissors or a cutter are set. */
static void
draw_marks(cairo_t *to, double left, double top)
{
    cairo_set_source_rgb(to, 0.45, 0.45, 0.45);
    cairo_set_line_width(to, 0.2);
    for (int i = 0; i <= ACROSS; i++)
        for (int end = 0; end < 2; end++) {
            double y = end ? top + DOWN * CARD_H + 1 : top - 6;
            cairo_move_to(to, left + i * CARD_W, y);
            cairo_rel_line_to(to, 0, 5);
        }
    for (int i = 0; i <= DOWN; i++)
        for (int end = 0; end < 2; end++) {
            double x = end ? left + ACROSS * CARD_W + 1 : left - 6;
            cairo_move_to(to, x, top + i * CARD_H);
            cairo_rel_line_to(to, 5, 0);
        }
    cairo_stroke(to);
}

static void
draw_page(cairo_t *to, const struct sheet_card *cards, int count, const char *assets)
{
    double left = (PAGE_W - ACROSS * CARD_W) / 2, top = (PAGE_H - DOWN * CARD_H) / 2;
    draw_marks(to, left, top);
    for (int i = 0; i < count; i++) {
        int column = i % ACROSS, row = i / ACROSS;
        cairo_save(to);
        cairo_translate(to, left + column * CARD_W, top + row * CARD_H);
        draw_card(to, &cards[i], assets);
        cairo_restore(to);
    }
}

/* Draws the card as a picture and lets the scanner look at it. */
static bool
reads_back(struct decoder *decoder, const struct sheet_card *card, const char *assets)
{
    static struct decode_result found;
    double scale = PROOF_DPI / 25.4;
    int width = (int)(CARD_W * scale), height = (int)(CARD_H * scale);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *to = cairo_create(surface);
    cairo_set_source_rgb(to, 1, 1, 1);
    cairo_paint(to);
    cairo_scale(to, scale, scale);
    draw_card(to, card, assets);
    cairo_surface_flush(surface);
    const unsigned char *px = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    uint8_t *grey = malloc((size_t)width * (size_t)height);
    if (!grey || !px)
        abort();
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            grey[y * width + x] = px[y * stride + x * 4 + 1];
    struct grey picture = {grey, width, height};
    bool good = decoder_search(decoder, &found, &picture) == 1 &&
                strcmp(found.codes[0].text, card->text) == 0;
    free(grey);
    cairo_destroy(to);
    cairo_surface_destroy(surface);
    return good;
}

static int
first_unreadable(const struct sheet_card *cards, int count, const char *assets)
{
    struct decoder *decoder = decoder_create();
    int bad = -1;
    for (int i = 0; bad < 0 && i < count; i++)
        if (!reads_back(decoder, &cards[i], assets))
            bad = i;
    decoder_destroy(decoder);
    return bad;
}

static cairo_status_t
write_pdf(const char *path, const struct sheet_card *cards, int count, const char *assets)
{
    cairo_surface_t *pdf = cairo_pdf_surface_create(path, PAGE_W * MM, PAGE_H * MM);
    cairo_t *to = cairo_create(pdf);
    cairo_scale(to, MM, MM);
    for (int i = 0; i < count; i += A_PAGE) {
        draw_page(to, cards + i, count - i < A_PAGE ? count - i : A_PAGE, assets);
        cairo_show_page(to);
    }
    cairo_status_t status = cairo_status(to);
    cairo_destroy(to);
    cairo_surface_finish(pdf);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(pdf);
    cairo_surface_destroy(pdf);
    return status;
}

int
sheet_write(const char *path, const struct sheet_card *cards, int count, const char *assets,
    char *why, size_t why_size)
{
    char part[4096];
    int n = snprintf(part, sizeof part, "%s.part", path);
    int bad = first_unreadable(cards, count, assets);
    if (bad >= 0) {
        snprintf(
            why, why_size, _("Card %d of the sheet cannot be read. Nothing was written."), bad + 1);
        return -1;
    }
    cairo_status_t status = n > 0 && (size_t)n < sizeof part ? write_pdf(part, cards, count, assets)
                                                             : CAIRO_STATUS_WRITE_ERROR;
    if (status == CAIRO_STATUS_SUCCESS && rename(part, path) == 0)
        return 0;
    remove(part);
    snprintf(
        why, why_size, _("%s cannot be written. Is the disk full, or the folder missing?"), path);
    return -1;
}
