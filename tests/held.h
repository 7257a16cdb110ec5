/* held.h: what is held before the camera: a card or a phone with a code, drawn flat. */
#pragma once

#include "tests/canvas.h"

/* Flat: HELD_MODULE pixels a module; what is not there is below 0. */
enum { HELD_MODULE = 12 };

struct held {
    int w, h;
    float *px;
    int code_x, code_y, code_side; /* of the code without its margin, in px's pixels */
};

/* A printed card in the shape that the product prints: the code, and a picture and writing beside.
 * Without text it is a card's back. */
void held_card(struct held *out, struct canvas *chance, const char *text);

/* The code alone in a narrow white margin of 4 modules. */
void held_label(struct held *out, struct canvas *chance, const char *text);

/* A bright screen in a dark body, with the lines that a camera sees in screens. */
void held_phone(struct held *out, struct canvas *chance, const char *text);

void held_finish(struct held *held);

/* Light on dark instead of dark on light. */
void held_invert(struct held *held);

/* On one to four sides the margin ends 0 to 1 module from the code: cut away, dark, under fingers.
 */
void held_cover(struct held *held, struct canvas *chance);
