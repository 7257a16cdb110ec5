#include "kiosk/paint.h"

#include "kiosk/pictures.h"
#include "kiosk/qr.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>

struct paint {
    PangoContext *context;
    PangoLayout *layout;
    struct pictures *pictures;
    cairo_surface_t *camera;
};

struct paint *
paint_create(const char *assets)
{
    struct paint *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->pictures = pictures_create(assets);
    p->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    /* Without it shapes of Han characters may come out Japanese. */
    pango_context_set_language(p->context, pango_language_from_string("zh-cn"));
    p->layout = pango_layout_new(p->context);
    return p;
}

void
paint_photos(struct paint *p, const char *folder)
{
    pictures_photos(p->pictures, folder);
}

void
paint_destroy(struct paint *p)
{
    if (!p)
        return;
    pictures_destroy(p->pictures);
    if (p->camera)
        cairo_surface_destroy(p->camera);
    g_object_unref(p->layout);
    g_object_unref(p->context);
    free(p);
}

static void
set_rgb(cairo_t *to, unsigned rgb)
{
    cairo_set_source_rgb(to, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

static void
set_colour(cairo_t *to, enum colour colour)
{
    set_rgb(to, theme_rgb(colour));
}

static void
round_path(cairo_t *to, struct rect r, int corner)
{
    double most = (r.w < r.h ? r.w : r.h) / 2.0, c = corner < most ? corner : most;
    cairo_new_sub_path(to);
    cairo_arc(to, r.x + r.w - c, r.y + c, c, -M_PI / 2, 0);
    cairo_arc(to, r.x + r.w - c, r.y + r.h - c, c, 0, M_PI / 2);
    cairo_arc(to, r.x + c, r.y + r.h - c, c, M_PI / 2, M_PI);
    cairo_arc(to, r.x + c, r.y + c, c, M_PI, M_PI * 1.5);
    cairo_close_path(to);
}

/* Sky colours through the day; between two rows they blend. */
static const struct {
    int minute;
    unsigned top, bottom;
} skies[] = {
    {0, 0xC9D3EE, 0xE3E0F1},
    {5 * 60, 0xCBD6F0, 0xF3DFE3},
    {6 * 60 + 30, 0xD5E6F8, 0xFFE3C7},
    {9 * 60, 0xCDE8FA, 0xF1F8FD},
    {16 * 60, 0xCFE7F8, 0xFDF4E3},
    {18 * 60 + 30, 0xD9DDF3, 0xFFDCC0},
    {20 * 60, 0xC9D0EC, 0xEBDCEB},
    {24 * 60, 0xC9D3EE, 0xE3E0F1},
};

static unsigned
blend(unsigned a, unsigned b, double part)
{
    unsigned out = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        double from = a >> shift & 255, to = b >> shift & 255;
        out |= (unsigned)lround(from + (to - from) * part) << shift;
    }
    return out;
}

static void
add_stop(cairo_pattern_t *pattern, double at, unsigned rgb)
{
    cairo_pattern_add_color_stop_rgb(
        pattern, at, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* The sun rises at six in the east, left, and sets at eight in the west. */
static void
paint_sun(cairo_t *to, struct rect r, int minute)
{
    double part = (minute - 360) / 840.0;
    if (part < 0 || part > 1)
        return;
    double x = r.x + r.w * (0.06 + 0.88 * part), y = r.y + r.h * (0.95 - 0.8 * sin(part * M_PI));
    double radius = (r.w < r.h ? r.w : r.h) * 0.13;
    cairo_pattern_t *glow = cairo_pattern_create_radial(x, y, radius * 0.6, x, y, radius * 2.2);
    cairo_pattern_add_color_stop_rgba(glow, 0, 1, 0.86, 0.55, 0.55);
    cairo_pattern_add_color_stop_rgba(glow, 1, 1, 0.86, 0.55, 0);
    cairo_set_source(to, glow);
    cairo_arc(to, x, y, radius * 2.2, 0, 2 * M_PI);
    cairo_fill(to);
    cairo_pattern_destroy(glow);
}

static void
paint_sky(cairo_t *to, const struct draw_command *c)
{
    size_t i = 1;
    while (skies[i].minute < c->value)
        i++;
    double part =
        (double)(c->value - skies[i - 1].minute) / (skies[i].minute - skies[i - 1].minute);
    cairo_pattern_t *sky = cairo_pattern_create_linear(0, c->rect.y, 0, c->rect.y + c->rect.h);
    add_stop(sky, 0, blend(skies[i - 1].top, skies[i].top, part));
    add_stop(sky, 1, blend(skies[i - 1].bottom, skies[i].bottom, part));
    cairo_set_source(to, sky);
    cairo_rectangle(to, c->rect.x, c->rect.y, c->rect.w, c->rect.h);
    cairo_fill(to);
    cairo_pattern_destroy(sky);
    paint_sun(to, c->rect, c->value);
}

static void
set_layout(struct paint *p, const struct draw_command *c, int size)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, FONT_FAMILY);
    pango_font_description_set_absolute_size(font, (double)size * PANGO_SCALE);
    pango_font_description_set_weight(font, c->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
    pango_layout_set_font_description(p->layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(p->layout, c->rect.w * PANGO_SCALE);
    pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD);
    pango_layout_set_text(p->layout, c->text, -1);
}

/* Smaller until the text fits its lines with no word broken; below half its size words are, and it
 * ends in an ellipsis. */
static void
fit_layout(struct paint *p, const struct draw_command *c)
{
    pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_height(p->layout, -1);
    int size = c->value;
    for (; size > c->value / 2; size -= 1 + c->value / 40) {
        int w, h;
        set_layout(p, c, size);
        pango_layout_get_pixel_size(p->layout, &w, &h);
        int lines = pango_layout_get_line_count(p->layout);
        /* One line may stand over: a rectangle is often as high as its letters, not as their line.
         */
        if (lines <= c->lines && w <= c->rect.w && (lines == 1 || h <= c->rect.h))
            return;
    }
    pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(p->layout, -c->lines);
    pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_END);
}

/* Lines of about equal length: as narrow as keeps their number and breaks no word. The width. */
static int
balance_layout(struct paint *p, int width)
{
    int lines = pango_layout_get_line_count(p->layout), least = width / 2, best = width;
    PangoWrapMode wrap = pango_layout_get_wrap(p->layout);
    if (lines < 2 || pango_layout_is_ellipsized(p->layout))
        return width;
    pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD);
    while (best - least > width / 64 + 1) {
        int w, h, middle = (least + best) / 2;
        pango_layout_set_width(p->layout, middle * PANGO_SCALE);
        pango_layout_get_pixel_size(p->layout, &w, &h);
        if (w <= middle && pango_layout_get_line_count(p->layout) <= lines &&
            !pango_layout_is_ellipsized(p->layout))
            best = middle;
        else
            least = middle;
    }
    pango_layout_set_width(p->layout, best * PANGO_SCALE);
    if (best == width)
        pango_layout_set_wrap(p->layout, wrap);
    return best;
}

static void
paint_text(struct paint *p, cairo_t *to, const struct draw_command *c)
{
    static const PangoAlignment aligns[] = {
        PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    fit_layout(p, c);
    pango_layout_set_alignment(p->layout, aligns[c->align]);
    int w, h, spare = c->rect.w - balance_layout(p, c->rect.w);
    pango_layout_get_pixel_size(p->layout, &w, &h);
    set_colour(to, c->colour);
    cairo_move_to(to, c->rect.x + spare * (int)c->align / 2.0, c->rect.y + (c->rect.h - h) / 2.0);
    pango_cairo_show_layout(to, p->layout);
}

static void
paint_picture(struct paint *p, cairo_t *to, const struct draw_command *c)
{
    if (rect_is_empty(c->rect))
        return;
    cairo_surface_t *picture = pictures_get(p->pictures, c->text, c->rect.w, c->rect.h);
    cairo_set_source_surface(to, picture, c->rect.x, c->rect.y);
    cairo_paint(to);
}

static unsigned
clamp_byte(int value)
{
    if (value < 0)
        return 0;
    return value > 255 ? 255 : (unsigned)value;
}

/* ITU-R BT.601, limited range, in 1/256. */
static uint32_t
rgb_of(int y, int u, int v)
{
    int c = 298 * (y - 16) + 128, d = u - 128, e = v - 128;
    return clamp_byte((c + 409 * e) >> 8) << 16 | clamp_byte((c - 100 * d - 208 * e) >> 8) << 8 |
           clamp_byte((c + 516 * d) >> 8);
}

void
paint_camera(struct paint *p, int width, int height, const unsigned char *yuv)
{
    if (!p->camera || cairo_image_surface_get_width(p->camera) != width ||
        cairo_image_surface_get_height(p->camera) != height) {
        if (p->camera)
            cairo_surface_destroy(p->camera);
        p->camera = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    }
    cairo_surface_flush(p->camera);
    unsigned char *px = cairo_image_surface_get_data(p->camera);
    int stride = cairo_image_surface_get_stride(p->camera);
    const unsigned char *u = yuv + (size_t)width * (size_t)height;
    const unsigned char *v = u + (size_t)width * (size_t)height / 4;
    for (int row = 0; px && row < height; row++) {
        uint32_t *to = (uint32_t *)(void *)(px + (ptrdiff_t)row * stride);
        const unsigned char *y = yuv + (ptrdiff_t)row * width;
        ptrdiff_t quarter = (ptrdiff_t)(row / 2) * (width / 2);
        for (int x = 0; x < width; x++)
            to[width - 1 - x] = rgb_of(y[x], u[quarter + x / 2], v[quarter + x / 2]);
    }
    cairo_surface_mark_dirty(p->camera);
}

/* Fills the rectangle, cutting what stands over. */
static void
paint_viewfinder(struct paint *p, cairo_t *to, const struct draw_command *c)
{
    round_path(to, c->rect, c->corner);
    set_colour(to, INK);
    if (!p->camera || c->value == 0) {
        cairo_fill(to);
        return;
    }
    double w = cairo_image_surface_get_width(p->camera);
    double h = cairo_image_surface_get_height(p->camera);
    double scale = c->rect.w / w > c->rect.h / h ? c->rect.w / w : c->rect.h / h;
    cairo_save(to);
    cairo_translate(
        to, c->rect.x + (c->rect.w - w * scale) / 2, c->rect.y + (c->rect.h - h * scale) / 2);
    cairo_scale(to, scale, scale);
    cairo_set_source_surface(to, p->camera, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(to), CAIRO_FILTER_BILINEAR);
    cairo_fill(to);
    cairo_restore(to);
}

static void
paint_line(cairo_t *to, const struct draw_command *c)
{
    double top = c->rect.y + 0.5, bottom = top + c->rect.h, left = c->rect.x + 0.5;
    cairo_set_line_width(to, c->value);
    cairo_set_line_cap(to, c->rect.w && c->rect.h ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_move_to(to, left, c->corner ? bottom : top);
    cairo_line_to(to, left + c->rect.w, c->corner ? top : bottom);
    set_colour(to, c->colour);
    cairo_stroke(to);
}

static void
paint_command(struct paint *p, cairo_t *to, const struct draw_command *c)
{
    switch (c->kind) {
    case DRAW_SKY:
        paint_sky(to, c);
        break;
    case DRAW_BOX:
        round_path(to, c->rect, c->corner);
        set_colour(to, c->colour);
        cairo_fill(to);
        break;
    case DRAW_TEXT:
        paint_text(p, to, c);
        break;
    case DRAW_PICTURE:
        paint_picture(p, to, c);
        break;
    case DRAW_CAMERA:
        paint_viewfinder(p, to, c);
        break;
    case DRAW_LINE:
        paint_line(to, c);
        break;
    case DRAW_QR:
        if (!qr_paint(to, c->rect, c->text))
            fputs("kiosk: a text is too long for a code\n", stderr);
        break;
    }
}

void
paint_list(struct paint *p, cairo_t *to, const struct draw_list *list, struct rect clip)
{
    cairo_save(to);
    cairo_rectangle(to, clip.x, clip.y, clip.w, clip.h);
    cairo_clip(to);
    for (int i = 0; i < list->count; i++) {
        const struct draw_command *c = &list->commands[i];
        struct rect reach = draw_reach(c);
        if (!rect_touch(reach, clip))
            continue;
        cairo_save(to);
        if (c->kind == DRAW_TEXT || !rect_is_empty(c->clip)) {
            cairo_rectangle(to, reach.x, reach.y, reach.w, reach.h);
            cairo_clip(to);
        }
        paint_command(p, to, c);
        cairo_restore(to);
    }
    cairo_restore(to);
}

bool
paint_has_fonts(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_text(layout, "朝", -1);
    bool has = pango_layout_get_unknown_glyphs_count(layout) == 0;
    g_object_unref(layout);
    g_object_unref(context);
    return has;
}
