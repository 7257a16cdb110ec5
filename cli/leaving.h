/* leaving.h: what an import says of how children leave: alone, with whom not, in which walking
 * group. Rows of kinds.h. */
#pragma once

#include "cli/row.h"

void alone_row(struct import *import);
void barred_row(struct import *import);
void walk_row(struct import *import);
void walker_row(struct import *import);
