/* fit.h: moves a grid to where it fits the picture. Inside scanner/ only. */
#pragma once

#include "scanner/grid.h"
#include "scanner/relief.h"

/* Moves the grid until its fixed modules fall best, and sets g->fit: -1 where there is no room, low
 * where nothing is like it. */
void fit_grid(
    struct grid *g, struct relief *scratch, struct fixed *lists, const struct grey *picture);

/* Bends a grid that fits until all its modules are as clearly dark or light as they can be. False
 * where there is no room. */
bool fit_bent(struct grid *g, struct relief *scratch, const struct grey *picture);
