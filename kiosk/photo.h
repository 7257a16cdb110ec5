/* photo.h: a photograph (JPEG, PNG) as a round picture. */
#pragma once

#include <cairo.h>
#include <stdbool.h>

/* Paints the middle of the photograph as a disc that fills w times h pixels, upright as the camera
 * was held. False, and nothing painted, where the file is missing or is no picture. */
bool photo_paint(cairo_t *to, const char *path, int w, int h);
