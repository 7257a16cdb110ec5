/* figures.h: a drawn person for each relation, so that who can't read finds its grandmother. */
#pragma once

#include "kiosk/ui.h"

#include "db/people.h"

/* The name of the drawing in assets/figures for a relation as the Home writes it ("奶奶",
 * "grandmother"); a plain adult for one that is not known. Borrowed, for ever. */
const char *figure_of(const char *relation);

/* The person in a disc: the photograph where there is one, over the drawn figure. */
void figure_draw(struct ui *ui, struct rect area, const struct guardian *guardian);
