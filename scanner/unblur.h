/* unblur.h: a card that moved or was out of focus, made sharp. Inside scanner/ only.
 *
 * The fixed modules show how a point was spread: of a family of straight smears and round blurs the
 * one is taken that explains best how they look. Then those modules are sought, each between dark
 * and light, that would look through it as the others do. */
#pragma once

#include "scanner/grid.h"

enum { UNBLUR_STEPS = 2 }; /* samples a module in each direction */
enum { UNBLUR_SIDE_MAX = GRID_SIDE_MAX * UNBLUR_STEPS };

struct unblur;

struct unblur *unblur_create(void);
void unblur_destroy(struct unblur *u);

/* Sets light[y * modules + x], from 0 dark to 1 light. False where no blur explains the picture. */
bool unblur(struct unblur *u, float *light, const struct grid *g, const struct grey *picture);
