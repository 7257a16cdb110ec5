#include "tests/photo_set.h"

#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 8192 };

/* By the weights of ITU-R BT.601, as grey pictures of cameras are made. */
static bool
load_grey(struct photo *out, const char *png)
{
    cairo_surface_t *picture = cairo_image_surface_create_from_png(png);
    out->width = cairo_image_surface_get_width(picture);
    out->height = cairo_image_surface_get_height(picture);
    const unsigned char *data = cairo_image_surface_get_data(picture);
    int stride = cairo_image_surface_get_stride(picture);
    out->px = data ? malloc((size_t)out->width * (size_t)out->height) : NULL;
    for (int y = 0; out->px && y < out->height; y++)
        for (int x = 0; x < out->width; x++) {
            uint32_t rgb;
            memcpy(&rgb, data + (ptrdiff_t)y * stride + 4 * (ptrdiff_t)x, sizeof rgb);
            out->px[y * out->width + x] =
                (uint8_t)((299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255)) /
                          1000);
        }
    cairo_surface_destroy(picture);
    return out->px;
}

static char *
load_text(const char *png)
{
    size_t stem = strlen(png) - strlen("png"), len;
    char *path = strdup(png), *text = malloc(TEXT_MAX + 1);
    if (!path || !text)
        abort();
    memcpy(path + stem, "txt", 3);
    FILE *file = fopen(path, "rbe");
    free(path);
    if (!file) {
        free(text);
        return NULL;
    }
    len = fread(text, 1, TEXT_MAX, file);
    text[len] = '\0';
    fclose(file);
    return text;
}

bool
photo_load(struct photo *out, const char *png)
{
    *out = (struct photo){0};
    out->text = load_text(png);
    if (out->text && load_grey(out, png))
        return true;
    photo_finish(out);
    return false;
}

void
photo_finish(struct photo *photo)
{
    free(photo->px);
    free(photo->text);
    *photo = (struct photo){0};
}

/* CR is nothing, and line ends at the end are nothing. */
static const char *
next(const char *at)
{
    at += strspn(at, "\r");
    return at[strspn(at, "\r\n")] ? at : "";
}

bool
photo_reads(const struct photo *photo, const char *text)
{
    const char *a = next(photo->text), *b = next(text);
    while (*a && *a == *b) {
        a = next(a + 1);
        b = next(b + 1);
    }
    return *a == *b;
}
