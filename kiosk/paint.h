/* paint.h: the one file that turns a draw list into pixels, with Cairo and Pango, on any Cairo
 * surface. */
#pragma once

#include "kiosk/draw.h"

#include <cairo.h>

struct paint;

/* `assets` is the folder that holds animals/ and icons/. */
struct paint *paint_create(const char *assets);
void paint_destroy(struct paint *paint);

/* The folder of photographs: pictures.h. */
void paint_photos(struct paint *paint, const char *folder);

/* The viewfinder's picture: planar YUV 4:2:0, shown as in a mirror. Copied. */
void paint_camera(struct paint *paint, int width, int height, const unsigned char *yuv);

/* Paints what of the list lies in `clip`. */
void paint_list(struct paint *paint, cairo_t *to, const struct draw_list *list, struct rect clip);

/* Has the system a font with Chinese in it? */
bool paint_has_fonts(void);
