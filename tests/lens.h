/* lens.h: what light, lens, sensor and a cheap camera's JPEG make of a canvas.
 *
 * To be called in the order of this file, as light goes. */
#pragma once

#include "tests/canvas.h"

/* Light falls from `most` to `least` of itself over `across` pixels around (x, y) along `angle`. */
struct fall {
    double x, y, angle, across, most, least;
};

void lens_uneven(struct canvas *canvas, const struct fall *fall);

/* A bright reflection that hides everything within `radius` pixels of (x, y) and veils more. */
void lens_glare(struct canvas *canvas, double x, double y, double radius);

/* Out of focus by a Gaussian of `sigma` pixels. */
void lens_blur(struct canvas *canvas, double sigma);

/* Each pixel becomes gain times itself and `lift`. */
void lens_expose(struct canvas *canvas, double gain, double lift);

/* The sensor's noise of `sigma`, then 8 bits a pixel into CANVAS_W * CANVAS_H bytes. */
void lens_sense(uint8_t *out, struct canvas *canvas, double sigma);

/* Packs as grey JPEG of `quality` and unpacks in place. */
void lens_jpeg(uint8_t *px, int quality);
