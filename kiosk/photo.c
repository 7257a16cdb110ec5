/* photo.c: by gdk-pixbuf, which librsvg brings along. */
#include "kiosk/photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LARGER = 3 }; /* a camera's millions of pixels are read at so many times the disc at most */

/* Read small at once: a whole photograph of a telephone takes half a second. */
static GdkPixbuf *
load(const char *path, int side)
{
    int w = 0, h = 0;
    if (!gdk_pixbuf_get_file_info(path, &w, &h) || w <= 0 || h <= 0)
        return NULL;
    int most = w > h ? w : h, least = w > h ? h : w;
    int64_t wanted = (int64_t)side * most / least;
    int read = wanted < most ? (int)wanted : most;
    if (read > side * LARGER)
        read = side * LARGER;
    GdkPixbuf *raw = gdk_pixbuf_new_from_file_at_scale(path, read, read, TRUE, NULL);
    GdkPixbuf *upright = raw ? gdk_pixbuf_apply_embedded_orientation(raw) : NULL;
    if (raw)
        g_object_unref(raw);
    return upright;
}

/* Transparent parts of a photograph are white. */
static cairo_surface_t *
surface_of(const GdkPixbuf *photo)
{
    int w = gdk_pixbuf_get_width(photo), h = gdk_pixbuf_get_height(photo);
    int channels = gdk_pixbuf_get_n_channels(photo);
    const guint8 *from = gdk_pixbuf_read_pixels(photo);
    size_t from_stride = (size_t)gdk_pixbuf_get_rowstride(photo);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    unsigned char *to = cairo_image_surface_get_data(surface);
    size_t to_stride = (size_t)cairo_image_surface_get_stride(surface);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            const guint8 *p = from + (size_t)y * from_stride + (size_t)(x * channels);
            unsigned a = channels == 4 ? p[3] : 255, rgb = 0;
            for (int i = 0; i < 3; i++)
                rgb = rgb << 8 | (p[i] * a + 255 * (255 - a)) / 255;
            uint32_t pixel = rgb;
            memcpy(to + (size_t)y * to_stride + (size_t)x * 4, &pixel, 4);
        }
    cairo_surface_mark_dirty(surface);
    return surface;
}

bool
photo_paint(cairo_t *to, const char *path, int w, int h)
{
    int side = w < h ? w : h;
    GdkPixbuf *photo = load(path, side);
    if (!photo)
        return false;
    cairo_surface_t *surface = surface_of(photo);
    double pw = gdk_pixbuf_get_width(photo), ph = gdk_pixbuf_get_height(photo);
    double scale = side / (pw < ph ? pw : ph);
    g_object_unref(photo);
    cairo_arc(to, w / 2.0, h / 2.0, side / 2.0, 0, 2 * M_PI);
    cairo_clip(to);
    cairo_translate(to, w / 2.0 - pw * scale / 2, h / 2.0 - ph * scale / 2);
    cairo_scale(to, scale, scale);
    cairo_set_source_surface(to, surface, 0, 0);
    cairo_paint(to);
    cairo_surface_destroy(surface);
    return true;
}
