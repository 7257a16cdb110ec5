/* pose.h: lays a flat thing over the canvas as a lens sees it, turned, tilted and in motion. */
#pragma once

#include "scanner/shape.h"
#include "tests/held.h"

struct pose {
    double x, y;          /* the code's middle, in pixels of the canvas */
    double size;          /* the code's side in pixels if it were not tilted */
    double turn;          /* in its plane */
    double tilt, axis;    /* out of its plane, about the line of this angle in it */
    double moved, course; /* pixels that it moves while the shutter is open, and where to; to 80 */
};

/* Whether the whole code and `modules` around it are in the picture. */
bool pose_in_view(const struct held *held, const struct pose *pose, int modules);

/* Half of the greatest extent of the whole thing, in pixels of the canvas. */
double pose_reach(const struct held *held, const struct pose *pose);

/* Where a point of the flat thing, in its own pixels, falls. */
struct point pose_point(const struct held *held, const struct pose *pose, double x, double y);

void pose_place(struct canvas *canvas, const struct held *held, const struct pose *pose);
