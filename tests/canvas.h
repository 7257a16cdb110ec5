/* canvas.h: a made picture of the doorway as light falls into the camera, in floating point.
 *
 * Everything random comes from `chance`: the same start gives the same picture. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CANVAS_W = 1280, CANVAS_H = 720 };

struct canvas {
    uint64_t chance;
    float px[CANVAS_W * CANVAS_H]; /* 0 black to 255 white; may go beyond */
    /* What is held up, before it is laid over px: light times coverage, and coverage, 0 to 1. */
    float value[CANVAS_W * CANVAS_H], cover[CANVAS_W * CANVAS_H];
    float spare[CANVAS_W * CANVAS_H];
};

struct canvas *canvas_create(void);
void canvas_destroy(struct canvas *canvas);

/* Chance starts anew from these three numbers. */
void canvas_seed(struct canvas *canvas, uint64_t seed, uint64_t kind, uint64_t index);

double canvas_uniform(struct canvas *canvas, double from, double to);
/* As often small as large by ratio: from 60 to 240 half are under 120. */
double canvas_log_uniform(struct canvas *canvas, double from, double to);
bool canvas_chance(struct canvas *canvas, double probability);

/* A wall with things on it and mostly somebody before it: edges, stripes, checks, writing. */
void canvas_doorway(struct canvas *canvas);
