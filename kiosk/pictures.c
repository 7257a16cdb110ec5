#include "kiosk/pictures.h"

#include "kiosk/photo.h"
#include "kiosk/theme.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char PHOTOS[] = "photos/";

struct picture {
    char name[96];
    int w, h;
    unsigned used; /* the clock when it was last asked for */
    cairo_surface_t *surface;
};

struct pictures {
    char *assets;
    char *photos; /* NULL: there is no folder of them */
    unsigned clock;
    size_t bytes;
    struct picture kept[PICTURES];
};

static size_t
bytes_of(int w, int h)
{
    return (size_t)w * (size_t)h * 4;
}

static void
forget(struct pictures *p, struct picture *picture)
{
    if (!picture->surface)
        return;
    cairo_surface_destroy(picture->surface);
    p->bytes -= bytes_of(picture->w, picture->h);
    *picture = (struct picture){0};
}

struct pictures *
pictures_create(const char *assets)
{
    struct pictures *p = calloc(1, sizeof *p);
    if (!p || !(p->assets = strdup(assets)))
        abort();
    return p;
}

void
pictures_destroy(struct pictures *p)
{
    if (!p)
        return;
    for (int i = 0; i < PICTURES; i++)
        forget(p, &p->kept[i]);
    free(p->assets);
    free(p->photos);
    free(p);
}

void
pictures_photos(struct pictures *p, const char *folder)
{
    free(p->photos);
    p->photos = strdup(folder);
    if (!p->photos)
        abort();
}

static void
draw_disc(cairo_t *to, int w, int h)
{
    unsigned rgb = theme_rgb(SUN);
    cairo_set_source_rgb(to, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
    cairo_arc(to, w / 2.0, h / 2.0, (w < h ? w : h) * 0.4, 0, 2 * M_PI);
    cairo_fill(to);
}

static void
render_photo(const struct pictures *p, const struct picture *picture, cairo_t *to)
{
    char path[4096];
    const char *file = picture->name + sizeof PHOTOS - 1;
    int n = p->photos ? snprintf(path, sizeof path, "%s/%s", p->photos, file) : 0;
    if (n > 0 && (size_t)n < sizeof path)
        photo_paint(to, path, picture->w, picture->h);
}

static void
render_drawing(const struct pictures *p, const struct picture *picture, cairo_t *to)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s.svg", p->assets, picture->name);
    RsvgHandle *svg =
        n > 0 && (size_t)n < sizeof path ? rsvg_handle_new_from_file(path, NULL) : NULL;
    RsvgRectangle all = {0, 0, picture->w, picture->h};
    if (!svg || !rsvg_handle_render_document(svg, to, &all, NULL))
        draw_disc(to, picture->w, picture->h);
    if (svg)
        g_object_unref(svg);
}

static void
render(const struct pictures *p, struct picture *picture)
{
    picture->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, picture->w, picture->h);
    cairo_t *to = cairo_create(picture->surface);
    if (strncmp(picture->name, PHOTOS, sizeof PHOTOS - 1) == 0)
        render_photo(p, picture, to);
    else
        render_drawing(p, picture, to);
    cairo_destroy(to);
}

/* An empty place: those that were not asked for longest go until there is room. */
static struct picture *
make_room(struct pictures *p, size_t bytes)
{
    for (;;) {
        struct picture *oldest = NULL, *empty = NULL;
        for (int i = 0; i < PICTURES; i++) {
            struct picture *at = &p->kept[i];
            if (!at->surface)
                empty = at;
            else if (!oldest || at->used < oldest->used)
                oldest = at;
        }
        if (!oldest || (empty && p->bytes + bytes <= PICTURE_BYTES))
            return empty;
        forget(p, oldest);
    }
}

static struct picture *
add(struct pictures *p, const char *name, int w, int h)
{
    struct picture *picture = make_room(p, bytes_of(w, h));
    *picture = (struct picture){.w = w, .h = h};
    snprintf(picture->name, sizeof picture->name, "%s", name);
    p->bytes += bytes_of(w, h);
    render(p, picture);
    return picture;
}

static struct picture *
find(struct pictures *p, const char *name, int w, int h)
{
    for (int i = 0; i < PICTURES; i++) {
        struct picture *at = &p->kept[i];
        if (at->surface && at->w == w && at->h == h && strcmp(at->name, name) == 0)
            return at;
    }
    return NULL;
}

cairo_surface_t *
pictures_get(struct pictures *p, const char *name, int w, int h)
{
    struct picture *picture = find(p, name, w, h);
    if (!picture)
        picture = add(p, name, w, h);
    picture->used = ++p->clock;
    return picture->surface;
}

size_t
pictures_bytes(const struct pictures *p)
{
    return p->bytes;
}
