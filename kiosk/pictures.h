/* pictures.h: drawings (SVG) rendered at the sizes that are shown, kept as long as there is room.
 */
#pragma once

#include <cairo.h>
#include <stddef.h>

/* Bounds of what is kept. A whole screen of animals is 4 MiB at 1280x800, 8 at 1920x1080. */
enum { PICTURES = 64, PICTURE_BYTES = 16 * 1024 * 1024 };

struct pictures;

/* `assets` is the folder that holds animals/ and icons/. */
struct pictures *pictures_create(const char *assets);

/* Where "photos/NAME" is looked for: files beside the database. Copied. */
void pictures_photos(struct pictures *pictures, const char *folder);
void pictures_destroy(struct pictures *pictures);

/* "animals/fox" at w times h pixels, both above 0: borrowed until the next call. A drawing that is
 * missing is a plain disc, so that a screen keeps its shape; a photograph that is missing is
 * nothing, so that what was painted under it is seen. */
cairo_surface_t *pictures_get(struct pictures *pictures, const char *name, int w, int h);

/* What is kept now: at most PICTURE_BYTES, but for a single picture that is larger. */
size_t pictures_bytes(const struct pictures *pictures);
