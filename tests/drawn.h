/* drawn.h: codes in a picture as a camera takes it, and where their modules truly lie. */
#pragma once

#include "scanner/grid.h"
#include "tests/pose.h"

enum { DRAWN_SIDE_MAX = 97 }; /* version 20 */

enum drawn_how {
    DRAWN_PLAIN = 0,
    DRAWN_INVERTED = 1,
    DRAWN_COVERED = 2, /* as dark as ink is where the quiet zone should be */
};

struct drawn {
    struct canvas *canvas; /* may be painted on, blurred and lit before drawn_sense */
    uint8_t px[CANVAS_W * CANVAS_H];
    /* Of the code that was drawn last: */
    struct grid grid;                           /* where it lies; its fit is not set */
    bool dark[DRAWN_SIDE_MAX * DRAWN_SIDE_MAX]; /* what its modules mean, row by row */
};

struct drawn *drawn_create(void);
void drawn_destroy(struct drawn *drawn);

/* All of one grey; chance starts anew. */
void drawn_clear(struct drawn *drawn, float grey);

/* In byte mode, of level Q, as the product prints it, with a quiet zone of 4 modules. */
void drawn_code(struct drawn *drawn, const char *text, const struct pose *pose, enum drawn_how how);

/* The canvas as a picture, with noise of so many greys; lies in *drawn. */
struct grey drawn_sense(struct drawn *drawn, double sigma);

/* Where a place is, in modules from the code's edge. */
struct point drawn_at(const struct drawn *drawn, float u, float v);

/* How many of the modules that are not fixed were taken for the wrong colour. */
int drawn_wrong(const struct drawn *drawn, const bool *dark);

/* Texts that make codes of a size: 21, 29, 45, 57, 61, 69 and 97 modules. */
const char *drawn_text(int modules);
